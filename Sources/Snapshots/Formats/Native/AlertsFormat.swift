import Market
import YAML

/// `detente/alerts/1`: rules, each a text, a mapping of one name to a text, or a mapping with `rule`, `name` and `note`.
/// What a rule's text means is not looked at here.
enum AlertsFormat {
  static let format = Format(
    "detente/alerts/1", "alerts", "YAML or JSON: rules that ring, one a line.", schema: "detente/alerts/1",
    .yaml(read: read))
  /// Bytes of a rule; a longer one is none that anybody typed.
  static let longest = 500
  /// Rules of a file.
  static let most = 20_000

  static func read(_ root: YAMLValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let list = root.field("rules") else { throw root.missing("rules") }
    let lines = rules(try list.sequence(like: "[AMAT crosses below 140]"), path: input.path) {
      input.log.add($0, &input.lines)
    }
    return FileValues(.alerts, lines, rows: lines.count)
  }

  /// The rules of a list; what is wrong with one is told, and the others are read.
  static func rules(_ list: [YAMLValue], path: String, refuse: (Fault) -> Void) -> [AlertLine] {
    var lines: [AlertLine] = []
    for row in list {
      do throws(Fault) {
        guard lines.count < most else { throw row.fault("at most \(most) rules") }
        lines.append(try line(row, path))
      } catch {
        refuse(error)
      }
    }
    return lines
  }

  private static func line(_ row: YAMLValue, _ path: String) throws(Fault) -> AlertLine {
    guard row.isMapping else { return try line(row, name: nil, note: nil, path) }
    guard let rule = row.field("rule") else {
      // `- fall: AMAT crosses below 140` is YAML's reading of a named rule.
      guard row.entries.count == 1, let (name, rule) = row.fields.first else { throw row.missing("rule") }
      return try line(rule, name: try name.text(), note: nil, path)
    }
    return try line(rule, name: try row.field("name")?.text(), note: try row.field("note")?.text(), path)
  }

  private static func line(_ rule: YAMLValue, name: String?, note: String?, _ path: String) throws(Fault) -> AlertLine {
    guard rule.isScalar, !rule.isNull else { throw rule.fault("a rule such as AMAT crosses below 140") }
    guard rule.utf8.count <= longest else { throw rule.fault("a rule of at most \(longest) bytes") }
    return AlertLine(
      try rule.text(), name: name, note: note, column: rule.column + (rule.isPlain ? 0 : 1),
      origin: Origin(file: path, line: rule.line))
  }
}
