import Analytics
import Market

/// The columns of the signals.
package enum SignalColumns {
  package typealias Record = ColumnRecord<SignalRow>

  package static let id = Record("id", csv: "id") { .text($0.signal.id) }
  package static let date = Record("date", csv: "date") { .text($0.signal.day.description) }
  package static let actor = Record("actor", csv: "actor") { .text($0.signal.actor) }
  package static let target = Record("target", csv: "target") { .text($0.signal.target) }
  package static let code = Record("code", csv: "code") { .text($0.signal.code) }
  package static let grade = Record("grade", csv: "grade") { row in
    .text("\(row.signal.reliability.rawValue)\(row.signal.credibility)")
  }
  package static let status = Record("status", csv: "status") { .text($0.status.rawValue) }
  package static let scope = Record("scope", csv: "scope") { .number($0.signal.scope) }
  package static let points = Record("points", "points", csv: "points") { .number($0.points) }
  package static let text = Record("text", csv: "text") { .text($0.signal.text) }
  package static let source = Record("source", csv: "source") { .text($0.signal.source) }

  package static let verified = Record("verified", csv: "verified") { .text($0.signal.verified ? "yes" : "no") }

  /// In the order of CSV.
  package static let all = [id, date, actor, target, code, grade, status, scope, points, text, source, verified]
}
