import CSystem
import Foundation
import System
import Testing

/// Files come whole or not at all, over what was expected, and leave nothing beside them.
struct WholeFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private func write(
    _ text: String, as name: String, over expected: WholeFile.Expectation, isOnlyWriter: Bool = false
  ) throws -> Bool {
    try WholeFile(name.utf8, in: folder.path.utf8, isOnlyWriter: isOnlyWriter)
      .write(Array(text.utf8), over: expected, mode: 0o600) != nil
  }

  private func identity(_ name: String) throws -> FileIdentity {
    var status = dt_status()
    try #require(dt_status_path(folder.appending(path: name).path, &status) == 0)
    return FileIdentity(status)
  }

  @Test func makesAFileForItsOwner() throws {
    #expect(try write("new\n", as: "a", over: .nothing))
    #expect(try names == ["a"])
    #expect(try text("a") == "new\n")
    let mode = try FileManager.default.attributesOfItem(atPath: folder.appending(path: "a").path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func leavesWhatWasNotExpected() throws {
    #expect(try write("first", as: "a", over: .nothing))
    let before = try identity("a")
    #expect(try !write("second", as: "a", over: .nothing))
    #expect(try write("third, longer", as: "a", over: .file(before)))
    #expect(try !write("fourth", as: "a", over: .file(before)))
    #expect(try text("a") == "third, longer")
    #expect(try write("fifth", as: "a", over: .anything))
    #expect(try text("a") == "fifth")
    #expect(try names == ["a"])
  }

  @Test func keepsTheModeOfAFile() throws {
    let path = folder.appending(path: "a").path
    #expect(FileManager.default.createFile(atPath: path, contents: Data("old".utf8)))
    try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: path)
    #expect(try write("new", as: "a", over: .file(identity("a"))))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o664)
  }

  /// A writer that was killed has left half a file.
  @Test func clearsWhatAKilledWriterLeft() throws {
    try Data("hal".utf8).write(to: folder.appending(path: ".detente.tmp"))
    #expect(try write("whole", as: "a", over: .nothing, isOnlyWriter: true))
    #expect(try names == ["a"])
  }

  /// Files of killed writers: one of this process's number is not in the way, and an old one goes.
  @Test func takesAnotherNameThanAKilledWriter() throws {
    for name in [".detente.\(getpid()).tmp", ".detente.1.tmp", ".detente.mine", "detente.2.tmp"] {
      try Data("hal".utf8).write(to: folder.appending(path: name))
    }
    #expect(try write("whole", as: "a", over: .nothing))
    #expect(try text("a") == "whole")
    let hour = Date().addingTimeInterval(-3700)
    for name in try names where name.contains("detente") {
      try FileManager.default.setAttributes([.modificationDate: hour], ofItemAtPath: folder.appending(path: name).path)
    }
    #expect(try write("whole", as: "b", over: .nothing))
    #expect(try names == [".detente.mine", "a", "b", "detente.2.tmp"])
  }

  /// Two writers of the same name at once: one of them has it, and no other's text is lost.
  @Test func neverWritesOverAnother() async throws {
    let (folder, texts) = (folder.path, (0..<8).map { String(repeating: "\($0)", count: 1000) })
    for round in 0..<20 {
      let winners = try await withThrowingTaskGroup(of: String?.self) { group in
        for text in texts {
          group.addTask {
            let written = try WholeFile("r\(round)".utf8, in: folder.utf8)
              .write(Array(text.utf8), over: .nothing, mode: 0o600)
            return written == nil ? nil : text
          }
        }
        return try await group.reduce(into: [String]()) { if let text = $1 { $0.append(text) } }
      }
      #expect(winners.count == 1)
      #expect(try text("r\(round)") == winners.first)
    }
  }

  @Test func saysThatOtherNamesKeepTheOldText() throws {
    #expect(try write("old", as: "a", over: .nothing))
    try FileManager.default.linkItem(at: folder.appending(path: "a"), to: folder.appending(path: "b"))
    let known = try identity("a")
    let written = try WholeFile("a".utf8, in: folder.path.utf8).write(
      Array("new".utf8), over: .file(known), mode: 0o600)
    #expect(written?.notices == ["found 2 names of the file (hard links), expected one: the others keep what it was"])
    #expect(try (text("a"), text("b")) == ("new", "old"))
  }

  @Test func saysWhatTheSystemRefuses() throws {
    let error = #expect(throws: WholeFile.Failure.self) {
      _ = try WholeFile("a".utf8, in: (folder.path + "/none").utf8)
    }
    #expect(error?.step == .open)
    #expect(error?.code == ENOENT)
    // A folder stands in the file's place.
    try FileManager.default.createDirectory(at: folder.appending(path: "a"), withIntermediateDirectories: false)
    let refused = #expect(throws: WholeFile.Failure.self) { _ = try write("x", as: "a", over: .anything) }
    #expect(refused?.step == .rename)
    #expect(try names == ["a"])
  }
}
