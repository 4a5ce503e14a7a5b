import Alerts
import Market
import Report

/// Alerts as a hook is told of them.
enum AlertJSON {
  private static let schema = "detente/alert/1"

  /// One line: of one alert its members, of several a line for all and a list of them.
  static func text(of firings: [Firing]) -> String {
    guard firings.count != 1, let first = firings.first else {
      return JSONValue.object(head + (firings.first.map(members) ?? [])).text(indented: false)
    }
    let names = firings.map(\.short.text).joined(separator: ", ")
    return JSONValue.object(
      head + [
        ("id", .string(first.id)), ("text", .string("▲ \(firings.count) alerts: \(names)")),
        ("urgent", .bool(firings.contains(where: \.isUrgent))),
        ("alerts", .array(firings.map { .object(members($0)) })),
      ]
    ).text(indented: false)
  }

  private static let head: [(key: String, value: JSONValue)] = [("schema", .string(schema))]

  /// What is said of one; what is not known is null.
  static func members(_ firing: Firing) -> [(key: String, value: JSONValue)] {
    [
      ("id", .string(firing.id)), ("text", .string("▲\(firing.text.text)")), ("rule", .string(firing.rule)),
      ("name", JSONValue(firing.name)), ("note", JSONValue(firing.note)), ("subject", .string(firing.subject)),
      ("value", firing.number.map { JSONValue($0) } ?? .string(firing.value)),
      ("time", .string(Zone.utc.timestamp(firing.time))), ("origin", .string(firing.origin.description)),
      ("source", JSONValue(firing.source?.description)), ("urgent", .bool(firing.isUrgent)),
      ("late", .bool(firing.isLate)), ("doubtful", .bool(firing.isDoubtful)),
      ("maybeAgain", .bool(firing.isMaybeAgain)),
    ]
  }
}
