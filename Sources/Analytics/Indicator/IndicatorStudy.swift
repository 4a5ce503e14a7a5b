import Market

/// A desk prepared for many questions about the indicator: readings, changes and histories of any days.
package struct IndicatorStudy: Sendable {
  package let desk: Desk
  private let ledger: PolicyLedger

  package init(_ desk: Desk) {
    self.desk = desk
    ledger = PolicyLedger(desk)
  }

  /// The indicator with what was known at a moment.
  package func reading(asOf instant: Instant) -> IndicatorReading {
    IndicatorReading(PolicyReading(ledger, asOf: instant), MarketReading(desk: desk, asOf: instant), ledger)
  }

  /// What moved the policy index between two moments.
  package func change(from first: Instant, to last: Instant) -> IndicatorChange {
    func policy(_ instant: Instant) -> IndicatorReading {
      IndicatorReading(PolicyReading(ledger, asOf: instant), nil, ledger)
    }
    return IndicatorChange(from: policy(first), to: policy(last))
  }

  package func history(from first: Day, asOf instant: Instant) -> IndicatorHistory {
    IndicatorHistory(ledger, desk, from: first, asOf: instant)
  }

  /// The state of both triggers on each day from `first` to the date of `instant`, a day as of 16:20 New York of it, the
  /// last one at `instant`; empty when that is before `first`.
  package func triggers(from first: Day, asOf instant: Instant) -> (talks: [Trigger.State], rollback: [Trigger.State]) {
    let last = Zone.newYork.day(of: instant)
    guard first <= last else { return ([], []) }
    let moments = (0...first.days(to: last)).map { first.advanced(by: $0) }.map { $0 == last ? instant : $0.asOf }
    return (
      Trigger.talksStates(ledger.signals, at: moments),
      moments.map { Trigger.rollbackState(ledger.schedule, on: Zone.newYork.day(of: $0)) }
    )
  }

  /// The first day on which a part of the policy index says anything; nil for a desk without signals and baselines.
  package var firstDay: Day? {
    let baselines = Side.allCases.compactMap { side in desk.tariffs.baselines.first { $0.by == side }?.from }
    let tariffs = baselines.count == Side.allCases.count ? baselines.max() : nil
    return [desk.signals.map(\.day).min(), tariffs].compactMap { $0 }.min()
  }
}
