import Market
import Wording

/// The columns of a list of rules.
package enum AlertStandingColumns {
  package typealias Record = ColumnRecord<AlertStanding>

  package static let rule = Record("rule", "rule", csv: "rule", meaning: "the rule as it was written") {
    .text($0.rule.text)
  }
  package static let name = Record("name", "name", csv: "name", meaning: "what it is called") {
    ColumnValue($0.rule.name)
  }
  package static let state = Record("state", "state", csv: "state", meaning: "how it stands") {
    .text($0.mustReturn != nil && $0.state == .armed ? "passed" : $0.state.word)
  }
  package static let subject = Record("subject", "subject", csv: "subject", meaning: "what it looks at") {
    .text($0.subject)
  }
  package static let value = Record("value", "value", csv: "value", meaning: "what is there now") {
    ColumnValue($0.value.isEmpty ? nil : $0.value)
  }
  package static let distance = Record("distance", "distance", csv: "distance", meaning: "how far that is from ringing")
  {
    ColumnValue($0.distance.isEmpty ? nil : $0.distance)
  }
  package static let percent = Record("percent", csv: "distance_percent", meaning: "the same in percent of the value") {
    .number($0.distancePercent)
  }
  package static let back = Record("return", csv: "must_return_to", meaning: "where it has to come back to first") {
    ColumnValue($0.mustReturn)
  }
  package static let fired = Record("fired", "last rang", csv: "fired", meaning: "time of the datum it rang at last") {
    ColumnValue(($0.lastFiring?.time).map(Zone.newYork.timestamp))
  }
  package static let firing = Record("firing", csv: "firing", meaning: "what it said then") {
    ColumnValue($0.lastFiring?.text.text)
  }
  package static let file = Record("file", "file", csv: "file", meaning: "file and line of the rule") {
    .text($0.rule.origin.description)
  }

  /// In the order of CSV.
  package static let all = [
    rule, name, state, subject, value, distance, percent, back, fired, firing, file,
  ]
}
