import Alerts
import Canvas
import Market
import Wording

/// How often rules would have rung over past days, and when.
package struct RehearsalReport: Sendable {
  private let rehearsal: AlertRehearsal

  package init(_ rehearsal: AlertRehearsal) { self.rehearsal = rehearsal }

  package var lines: [String] {
    let days = "\(rehearsal.days.lowerBound) to \(rehearsal.days.upperBound)"
    var lines = ["\(days): \(count(rehearsal.firings.count)) of \(rehearsal.rules.count) rules"]
    for rule in rehearsal.rules {
      let firings = rehearsal.firings(of: rule)
      lines += ["", TerminalSafe("\(rule.text): \(count(firings.count))").text]
      lines += firings.map(line)
    }
    let others = rehearsal.others
    if !others.isEmpty { lines += ["", "without a rule: \(count(others.count))"] + others.map(line) }
    return lines
  }

  private func count(_ count: Int) -> String { count == 1 ? "1 firing" : "\(count) firings" }

  private func line(_ firing: Firing) -> String {
    let day = Zone.newYork.day(of: firing.time)
    return TerminalSafe("  \(day.description) \(DateText.clock(firing.time, .newYork).text)  \(firing.text.text)").text
  }

  package var json: JSONValue {
    .object([
      ("from", .string(rehearsal.days.lowerBound.description)),
      ("to", .string(rehearsal.days.upperBound.description)),
      (
        "rules",
        .array(
          rehearsal.rules.map { rule in
            let firings = rehearsal.firings(of: rule)
            return .object([
              ("rule", .string(rule.text)), ("file", .string(rule.origin.file)), ("line", .integer(rule.origin.line)),
              ("count", .integer(firings.count)), ("firings", .array(firings.map(JSONValue.init))),
            ])
          })
      ),
      ("others", .array(rehearsal.others.map(JSONValue.init))),
    ])
  }
}
