import Foundation
import Testing

/// A folder that cannot be listed, or a part of it, or a file that cannot be looked at: never an empty desk that is fine.
struct UnseenFolderTests {
  private static let commands = [["print"], ["print", "--format", "json"], ["check"], ["check", "--format", "json"]]

  private func run(_ command: [String], _ desk: FaultyFolder) throws -> Program.Result {
    try Program.run(
      [command[0], desk.folder.path] + command.dropFirst(), environment: desk.environment)
  }

  @Test(arguments: ["readdir=EIO", "readdir=ESTALE", "openat=EMFILE", "openat=ESTALE"])
  func aFolderThatCannotBeListedIsAnError(fault: String) throws {
    let desk = try FaultyFolder(faults: "threads=all\n\(fault)")
    for command in Self.commands + [["open", "--dump"]] {
      let result = try run(command, desk)
      #expect(result.status == 4, "\(command)")
      #expect(result.output.isEmpty, "\(command)")
      #expect(result.errors.hasPrefix("detente: \(desk.folder.path): found no way to "), "\(command): \(result.errors)")
    }
  }

  @Test func nothingIsWrittenWhereNobodyCanSee() throws {
    let desk = try FaultyFolder(faults: "threads=all\nreaddir=EIO")
    let result = try Program.run(
      ["signal", "US>CN 036 C3 denied: talks in Geneva", desk.folder.path, "--yes"], environment: desk.environment)
    #expect(result.status == 4)
    #expect(result.errors.contains("found no way to list it (Input/output error)"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.folder.path).contains("signals.jsonl") == false)
  }

  @Test(arguments: [
    ("readdir=EIO", "list it (Input/output error)"), ("openat=ESTALE", "list it (Stale file handle)"),
    ("fstatat=EIO", "look at it (Input/output error)"),
  ])
  func aSubfolderThatCannotBeListedIsNamedBesideTheRest(fault: String, reason: String) throws {
    let desk = try FaultyFolder(faults: "threads=all\nonly=lost\n\(fault)")
    try FileManager.default.createDirectory(atPath: desk.folder.path + "/lost", withIntermediateDirectories: true)
    for command in Self.commands {
      let result = try run(command, desk)
      #expect(result.status == 4, "\(command)")
      #expect(result.output.contains(command[0] == "print" ? "148.32" : "quotes.json"), "\(command)")
      #expect(result.errors.contains("\(desk.folder.path)/lost"), "\(command): \(result.errors)")
      #expect(result.errors.contains("found no way to \(reason), expected a readable f"), "\(command)")
    }
  }

  @Test(arguments: ["EIO", "ESTALE", "EACCES"])
  func aFileThatCannotBeLookedAtIsNamed(error: String) throws {
    let desk = try FaultyFolder(faults: "threads=all\nonly=lost.csv\nfstatat=\(error)")
    try desk.folder.put("Date,Close\n2025-04-30,702.69\n", "lost.csv")
    for command in Self.commands {
      let result = try run(command, desk)
      #expect(result.status == 4, "\(command)")
      #expect(result.output.contains(command[0] == "print" ? "148.32" : "lost.csv"), "\(command)")
      #expect(result.errors.contains("/lost.csv: found no way to look at it ("), "\(command): \(result.errors)")
    }
  }
}
