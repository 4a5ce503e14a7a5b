import ArgumentParser
import Glibc
import System

/// Writes a desk to begin with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a desk into a new or empty folder: the demo, or one to begin with.",
    discussion: """
      Without an option it writes the demo as files. --empty and --watchlist write the record so far and a watchlist, no \
      prices: what a desk of your own begins with. It never overwrites.

        detente init ~/example
        detente init --empty ~/desk
        detente init --watchlist AMAT,KLAC,1919.HK ~/desk

      Exit status 4 when the folder is not empty or cannot be written.
      """)

  @Argument(help: "The folder to make.", completion: .directory) var folder: String
  @Flag(help: "No prices: the record so far, and a watchlist with comments.") var empty = false
  @Option(help: ArgumentHelp("The same with a watchlist of these names.", valueName: "symbol,symbol"))
  var watchlist: String?

  func validate() throws {
    if empty, watchlist != nil {
      throw ValidationError("--watchlist: found it beside --empty, expected one of them")
    }
  }

  func run() throws {
    guard !folder.isEmpty else { throw Failure.usage("init: found an empty name, expected a folder") }
    let symbols = try watchlist.map(StarterDesk.symbols)
    if try !InitCommand.make(folder) {
      guard let entries = InitCommand.entries(of: folder) else {
        throw Failure.folder("\(folder): \(InitCommand.reason)")
      }
      guard entries.isEmpty else {
        throw Failure.folder("\(folder): found \(entries.count) entries, expected a new or empty folder")
      }
    }
    let files = empty || symbols != nil ? StarterDesk.files(symbols) : DemoDesk.files
    for file in files { try write(file.bytes, as: file.name) }
    let next =
      empty || symbols != nil
      ? "put your names into \(folder)/watchlist.yaml, let a feed write prices (detente feeds), then: detente check \(folder)"
      : "open them with: detente \(folder) --as-of 2025-05-01"
    Output.report("wrote \(files.count) files to \(folder); \(next)")
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
