import Market
import YAML

/// The rules of the trader's configuration: `detente/alerts/1` with `rules` for every desk, and below `desks` rules for one,
/// by its folder.
package struct OwnAlerts: Hashable, Sendable {
  private var rules: [AlertLine] = []
  private var desks: [(folder: String, rules: [AlertLine])] = []
  /// What is refused, with its place.
  package private(set) var problems: [Problem] = []

  package init() {}

  /// Of a file that cannot be read.
  package init(unreadable path: String, reason: String) {
    problems = [
      Problem(path: path, line: 1, column: 1, message: "found no way to read it (\(reason)), expected a file")
    ]
  }

  /// Nothing of the file could be read.
  package var isBroken: Bool { !problems.isEmpty && rules.isEmpty && desks.isEmpty }

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - path: what it is called.
  package init(_ bytes: [UInt8], path: String) {
    bytes.withUnsafeBytes { bytes in
      var lines = LineCounter(bytes)
      var log = ProblemLog(path: path)
      do throws(Fault) {
        try read(bytes, path) { log.add($0, &lines) }
      } catch {
        log.add(error, &lines)
      }
      problems = log.all
    }
  }

  private mutating func read(_ bytes: UnsafeRawBufferPointer, _ path: String, refuse: (Fault) -> Void) throws(Fault) {
    let document = try YAMLDocument.parse(bytes)
    guard let root = document.root else { return }
    let schema: StaticString = "detente/alerts/1"
    guard root.isMapping, let told = root.field("schema"), schema ~= told else {
      throw Fault(.line(root.line, column: root.column), "found no schema: \(schema), expected one")
    }
    if let list = root.field("rules") {
      rules = AlertsFormat.rules(try list.sequence(like: "[AMAT crosses below 140]"), path: path, refuse: refuse)
    }
    guard let desks = root.field("desks") else { return }
    for (folder, list) in try desks.mapping(like: "{ /home/me/desk: [AMAT crosses below 140] }") where !list.isNull {
      do throws(Fault) {
        let found = AlertsFormat.rules(
          try list.sequence(like: "[AMAT crosses below 140]"), path: path, refuse: refuse)
        self.desks.append((try folder.text(), found))
      } catch {
        refuse(error)
      }
    }
  }

  /// The rules for a desk.
  /// - Parameter isFolder: whether a path of the file is that of the desk.
  package func lines(where isFolder: (String) -> Bool) -> [AlertLine] {
    rules + desks.filter { isFolder($0.folder) }.flatMap(\.rules)
  }

  package static func == (a: OwnAlerts, b: OwnAlerts) -> Bool {
    a.rules == b.rules && a.problems == b.problems
      && a.desks.elementsEqual(b.desks) { $0.folder == $1.folder && $0.rules == $1.rules }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(rules) }
}
