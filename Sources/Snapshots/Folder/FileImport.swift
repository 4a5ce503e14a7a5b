import CSystem
import Glibc
import Market
import System

/// Files from anywhere, read and merged by the rules of a desk folder.
package struct FileImport: Sendable {
  package let desk: Desk
  /// A watchlist is among the files.
  package let hasWatchlist: Bool
  /// What is not in `desk`, with its place.
  package let problems: [Problem]

  /// Reads every file; nothing is written. One that is being written is waited for, and refused where its writer goes on.
  /// - Parameter patience: Seconds that are waited at most, for all files together.
  package init(_ paths: [String], patience: Double = DeskFolder.patience) {
    let end = MonotonicClock.milliseconds + patience * 1000
    var assembly = Assembly()
    var seen: Set<String> = []
    let paths = paths.filter { seen.insert($0).inserted }
    let names = paths.map { Array($0.utf8) }
    assembly.add(names)
    let copies = CopyName.copies(among: names)
    assembly.ignore(copies)
    let parser = JSONParser()
    // A watchlist, wherever it stands, may allow prices below zero and tells whose columns are: then all is read again.
    for _ in 0..<2 {
      let symbols = assembly.symbols
      for (path, name) in zip(paths, names) where copies[name] == nil {
        Self.read(path, parser, until: end, into: &assembly)
      }
      _ = assembly.merge()
      if assembly.symbols == symbols { break }
    }
    desk = assembly.desk
    hasWatchlist = assembly.files.contains { $0.values?[.watchlist] != nil }
    problems = desk.files.flatMap(\.problems) + Self.omitted(assembly)
  }

  private static func read(_ path: String, _ parser: JSONParser, until end: Double, into assembly: inout Assembly) {
    guard let index = assembly.index(of: Array(path.utf8)) else { return }
    do throws(Unreadable) {
      guard let real = realpath(path, nil) else {
        throw Unreadable(message: "found no way to it (\(FileRead.reason(errno))), expected a file", state: .bad)
      }
      defer { free(real) }
      let bytes = Array(UnsafeRawBufferPointer(start: real, count: strlen(real)))
      let slash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0
      let root = dt_open_directory(cString(slash == 0 ? [UInt8(ascii: "/")] : bytes[..<slash]))
      guard root >= 0 else {
        throw Unreadable(
          message: "found no way to its folder (\(FileRead.reason(-root))), expected a readable one", state: .bad)
      }
      defer { close(root) }
      let file = try settled(Array(bytes[(slash + 1)...]), beneath: root, until: end)
      let input = FileInput(
        path: path, bytes: file.bytes, readable: file.readable, watchlist: assembly.symbols, parser: parser,
        modified: file.modified, clock: Instant.now)
      assembly.accept(FileOutcome(input), at: index, modified: file.modified, read: nil, cost: 0)
    } catch {
      assembly.refuse(error.message, at: index, state: error.state)
    }
  }

  /// Reads a file once nobody writes to it any more.
  private static func settled(_ name: [UInt8], beneath root: Int32, until end: Double) throws(Unreadable) -> FileRead {
    while true {
      let file = try FileRead(name, beneath: root, asksWriterWithin: FolderReader.patience)
      if file.steady, file.isOpen != true { return file }
      guard MonotonicClock.milliseconds < end else { throw Unreadable.changing }
      usleep(50_000)
    }
  }

  /// Of several intervals of one symbol a desk keeps one.
  private static func omitted(_ assembly: Assembly) -> [Problem] {
    assembly.files.flatMap { file in
      (file.values?[.intraday] ?? []).compactMap { history in
        guard let used = assembly.desk.intraday[assembly.spelling(of: history.symbol)],
          used.interval != history.interval
        else { return nil }
        return Problem(
          path: file.report.path, line: 0, column: 0,
          message: "found \(history.symbol) in bars of \(history.interval) s, expected \(used.interval) s as in "
            + "\(used.file) (one interval of a symbol at a time)")
      }
    }
  }

  // MARK: Writing

  /// Writes new files of a desk folder under its lock, each whole or not at all.
  /// - Parameters:
  ///   - replacing: Whether files that stand there may be replaced; without it one of them refuses all.
  ///   - patience: Seconds to wait for another writer.
  /// - Returns: What is to be said of files that are written, `path: found X, expected Y` each.
  package static func write(
    _ files: [(name: String, text: String)], to path: String, replacing: Bool, patience: Double = 10
  ) throws(LedgerError) -> [String] {
    let lock = try DeskLock(path, patience: patience)
    // Held to the end of this call.
    defer { _ = lock }
    let root = try DeskLedger.open(path)
    defer { close(root) }
    var identities: [FileIdentity?] = []
    for file in files { identities.append(try identity(of: file.name, beneath: root, in: path)) }
    let present = zip(files, identities).filter { $1 != nil }.map(\.0.name)
    guard replacing || present.isEmpty else {
      throw .unfit(
        "\(path): found \(present.joined(separator: ", ")) already, expected --force to replace (nothing is written)")
    }
    var notices: [String] = []
    for (file, identity) in zip(files, identities) {
      guard
        let said = try FileReplacement.replace(
          Array(file.name.utf8), in: path, with: Array(file.text.utf8), expecting: identity)
      else { throw .folder("\(path)/\(file.name): found it changed meanwhile, expected it to stay (not written)") }
      notices += said
    }
    return notices
  }

  /// Nil where no such file stands.
  private static func identity(of name: String, beneath root: Int32, in path: String) throws(LedgerError)
    -> FileIdentity?
  {
    do throws(Unreadable) {
      return try FileRead(Array(name.utf8), beneath: root).identity
    } catch {
      guard error.state != .gone else { return nil }
      throw .folder("\(path)/\(name): \(error.message)")
    }
  }
}
