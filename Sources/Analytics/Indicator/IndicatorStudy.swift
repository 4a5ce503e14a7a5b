import Market

/// A desk prepared for many questions about the indicator: readings, changes and histories of any days. It keeps what it
/// has worked out as long as the desk's revisions stand.
package struct IndicatorStudy: Sendable {
  /// The indicator of every day from the first one on, with the state of both triggers.
  package struct Days: Hashable, Sendable {
    package var entries: [IndicatorHistory.Entry] = []
    package var talks: [Trigger.State] = []
    package var rollback: [Trigger.State] = []

    package init() {}
  }

  /// Whole days that are over, and what they were made from.
  private struct Past {
    let first: Day
    let last: Day
    let historyRevision: Int
    let quotes: [Quote]
    let days: Days
  }

  package private(set) var desk: Desk
  private var ledger: PolicyIndex
  private var past: Past?

  package init(_ desk: Desk) {
    self.desk = desk
    ledger = PolicyIndex(desk)
  }

  /// Takes over a newer desk. Desks with equal ``Desk/policyRevision`` must have equal watchlist, signals and tariffs.
  package mutating func follow(_ desk: Desk) {
    if desk.policyRevision != self.desk.policyRevision {
      ledger = PolicyIndex(desk)
      past = nil
    }
    self.desk = desk
  }

  /// Every day from ``firstDay(asOf:)`` to the date of `instant`, the last one at `instant`; empty without a first day.
  package mutating func days(asOf instant: Instant) -> Days {
    let today = Zone.newYork.day(of: instant)
    guard let first = firstDay(asOf: today) else { return Days() }
    var days = past(through: today.advanced(by: -1), from: first)
    let count = max(0, first.days(to: today))
    days.entries.removeLast(max(0, days.entries.count - count))
    days.talks.removeLast(max(0, days.talks.count - count))
    days.rollback.removeLast(max(0, days.rollback.count - count))
    guard first <= today else { return days }
    let triggers = triggers(from: today, asOf: instant)
    days.entries += history(from: today, asOf: instant).entries
    days.talks += triggers.talks
    days.rollback += triggers.rollback
    return days
  }

  private mutating func past(through last: Day, from first: Day) -> Days {
    if let past, past.first == first, past.last >= last, past.historyRevision == desk.historyRevision,
      past.quotes == quotes(asOf: past.last.asOf)
    {
      return past.days
    }
    let triggers = triggers(from: first, asOf: last.asOf)
    var days = Days()
    days.entries = history(from: first, asOf: last.asOf).entries
    days.talks = triggers.talks
    days.rollback = triggers.rollback
    past = Past(
      first: first, last: last, historyRevision: desk.historyRevision, quotes: quotes(asOf: last.asOf), days: days)
    return days
  }

  /// Quotes of the basket and the reference that were known.
  private func quotes(asOf instant: Instant) -> [Quote] {
    (desk.watchlist.indicator.basket.map(\.symbol) + [desk.watchlist.reference]).flatMap {
      desk.instrument(named: $0).symbols
    }.compactMap { desk.quotes[$0] }.filter { $0.time <= instant }
  }

  /// The policy index alone, of chosen days, each as it read at 16:20 New York.
  package func policy(on days: [Day]) -> [Double] { days.map { ledger.standing(on: $0, asOf: $0.asOf).value } }

  /// The indicator with what was known at a moment.
  package func reading(asOf instant: Instant) -> IndicatorReading {
    IndicatorReading(
      PolicyReading(ledger, asOf: desk.ledgerCutoff(asOf: instant)), MarketReading(desk: desk, asOf: instant), ledger)
  }

  /// What moved the policy index between two moments.
  package func change(from first: Instant, to last: Instant) -> IndicatorChange {
    func policy(_ instant: Instant) -> IndicatorReading {
      IndicatorReading(PolicyReading(ledger, asOf: desk.ledgerCutoff(asOf: instant)), nil, ledger)
    }
    return IndicatorChange(from: policy(first), to: policy(last))
  }

  package func history(from first: Day, asOf instant: Instant) -> IndicatorHistory {
    IndicatorHistory(ledger, desk, from: first, asOf: instant)
  }

  /// The state of both triggers on each day from `first` to the date of `instant`, a day as of 16:20 New York of it, the
  /// last one at `instant`; empty when that is before `first`.
  package func triggers(from first: Day, asOf instant: Instant) -> (talks: [Trigger.State], rollback: [Trigger.State]) {
    let cutoff = desk.ledgerCutoff(asOf: instant)
    let last = Zone.newYork.day(of: cutoff)
    guard first <= last else { return ([], []) }
    let moments = (0...first.days(to: last)).map { first.advanced(by: $0) }.map { $0 == last ? cutoff : $0.asOf }
    return (
      Trigger.talksStates(ledger.talks, at: moments),
      moments.map { Trigger.rollbackState(ledger.schedule, at: $0) }
    )
  }

  /// Days of a history at most: a hundred years. A signal dated before is a slip of the keyboard.
  private static let longest = 36_525

  /// The first day on which a part of the policy index says anything, at most a hundred years before `today`; nil for a
  /// desk without signals and baselines.
  package func firstDay(asOf today: Day) -> Day? {
    let baselines = Side.allCases.compactMap { side in desk.tariffs.baselines.first { $0.by == side }?.from }
    let tariffs = baselines.count == Side.allCases.count ? baselines.max() : nil
    return [desk.countedSignals.map(\.day).min(), tariffs].compactMap { $0 }.min().map {
      max($0, today.advanced(by: -Self.longest))
    }
  }
}
