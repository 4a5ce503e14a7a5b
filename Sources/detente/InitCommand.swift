import ArgumentParser
import Glibc
import System

/// Writes the demo desk as files.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a complete example desk into a new or empty folder; never overwrites.",
    discussion: "Exit status 4 when the folder is not empty or cannot be written.")

  @Argument(help: "The folder to make.", completion: .directory) var folder: String

  func run() throws {
    guard !folder.isEmpty else { throw Failure.usage("init: found an empty name, expected a folder") }
    if try !InitCommand.make(folder) {
      guard let entries = InitCommand.entries(of: folder) else {
        throw Failure.folder("\(folder): \(InitCommand.reason)")
      }
      guard entries.isEmpty else {
        throw Failure.folder("\(folder): found \(entries.count) entries, expected a new or empty folder")
      }
    }
    let files = DemoDesk.files
    for file in files { try write(file.bytes, as: file.name) }
    Output.report("wrote \(files.count) files to \(folder); open them with: detente \(folder) --as-of 2025-05-01")
  }

  private func write(_ bytes: [UInt8], as name: String) throws {
    do throws(WholeFile.Failure) {
      guard let written = try WholeFile(name.utf8, in: folder.utf8).write(bytes, over: .nothing, mode: 0o644) else {
        throw WholeFile.Failure(step: .create, code: EEXIST)
      }
      for notice in written.notices { Output.error("\(folder)/\(name): \(notice)") }
    } catch {
      throw Failure.folder("\(folder)/\(name): \(error.reason)")
    }
  }

  /// Makes a folder and those above it that are missing; false when it is there already.
  @discardableResult
  static func make(_ folder: String) throws -> Bool {
    // Whatever fails here is reported by making the folder itself.
    for end in folder.indices.dropFirst() where folder[end] == "/" { mkdir(String(folder[..<end]), 0o755) }
    if mkdir(folder, 0o755) == 0 { return true }
    guard errno == EEXIST else { throw Failure.folder("\(folder): \(reason)") }
    return false
  }

  private static var reason: String { String(cString: strerror(errno)) }

  private static func entries(of folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
