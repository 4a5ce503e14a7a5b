import CSystem
import Glibc
import Market

/// The folder of the user's own scenarios, read once.
package enum ScenarioFiles {
  /// Files that are read, the first by name.
  package static let limit = 100

  /// A folder that is not there holds nothing; what cannot be used is named.
  package static func read(_ path: String) -> SavedScenarios {
    var saved = SavedScenarios()
    let root = dt_open_directory(path)
    guard root >= 0 else {
      if root != -ENOENT {
        saved.add(path, "found no way to open it (\(FileRead.reason(-root))), expected a folder")
      }
      return saved
    }
    defer { close(root) }
    let listing = FolderListing(root: root)
    for failure in listing.failed { saved.add("\(path)/\(String(shown: failure.name))", failure.message) }
    let copies = listing.copies.filter { !$0.key.contains(UInt8(ascii: "/")) }
    for (name, reason) in copies.sorted(by: { precedes($0.key, $1.key) }) {
      saved.problems.append(Problem(path: String(shown: name), line: 0, column: 0, message: reason, isNotice: true))
    }
    let names = listing.entries.map(\.name).filter { !$0.contains(UInt8(ascii: "/")) }.sorted { precedes($0, $1) }
    if names.count > limit { saved.add(path, "found \(names.count) files, expected at most \(limit)") }
    let parser = JSONParser()
    for name in names.prefix(limit) { read(name, beneath: root, parser, into: &saved) }
    return saved
  }

  private static func read(_ name: [UInt8], beneath root: Int32, _ parser: JSONParser, into saved: inout SavedScenarios)
  {
    let shown = String(shown: name)
    do throws(Unreadable) {
      let file = try FileRead(name, beneath: root)
      let input = FileInput(
        path: shown, bytes: file.bytes, readable: file.readable, watchlist: SymbolsOfWatchlist(), parser: parser)
      let outcome = FileOutcome(input)
      saved.problems += outcome.problems
      guard case .success(let values) = outcome.result else { return }
      if let scenario = values[.scenarios] {
        saved.scenarios.append(scenario)
      } else {
        saved.add(shown, "found \(values.kind), expected a scenario")
      }
    } catch {
      saved.add(shown, error.message)
    }
  }
}

extension SavedScenarios {
  fileprivate mutating func add(_ path: String, _ message: String) {
    problems.append(Problem(path: path, line: 0, column: 0, message: message))
  }
}
