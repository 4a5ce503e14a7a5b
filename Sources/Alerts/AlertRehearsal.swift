import Analytics
import Market

/// What rules would have done over past days: at each moment only what was known then is seen.
package struct AlertRehearsal: Sendable {
  package let days: ClosedRange<Day>
  package let rules: [AlertRule]
  /// Lines that are no rules, or repeat one.
  package let problems: [Problem]
  /// In the order of their times.
  package let firings: [Firing]

  /// - Parameters:
  ///   - own: the rules of the trader's configuration.
  ///   - days: those of New York, from the first's midnight to the last's.
  package init(_ desk: Desk, own: [AlertLine] = [], days: ClosedRange<Day>) {
    var book = AlertBook(desk.alerts, own: own)
    let start = Zone.newYork.instant(days.lowerBound)
    var evaluator = DeskEvaluator()
    // How things stood before arms the rules.
    var firings = book.take(evaluator.reading(of: desk, asOf: start), of: desk)
    for moment in AlertMoments(desk, after: start, through: days.upperBound.end).all {
      firings += book.take(evaluator.reading(of: desk, asOf: moment), of: desk)
    }
    self.days = days
    (rules, problems) = (book.rules, book.problems)
    self.firings = firings
  }

  /// Those of a rule.
  package func firings(of rule: AlertRule) -> [Firing] {
    firings.filter { $0.rule == rule.text && $0.origin == rule.origin }
  }

  /// What rang for itself: doubts, and files that failed.
  package var others: [Firing] { firings.filter { firing in !rules.contains { $0.text == firing.rule } } }
}
