import Market

/// How the policy index of a desk behaved over a span, as far as the desk itself can tell. Weekends are passed over; each
/// day is taken as it read at 16:20 New York, the last one at the moment asked for.
package struct IndexValidation: Hashable, Sendable {
  package struct Series: Hashable, Sendable {
    package let id: String
    /// Of the levels and of the changes; empty and nil where there are fewer than 10 pairs.
    package let levels: [SeriesCorrelation]
    package let changes: SeriesCorrelation?
  }

  /// Fewer pairs than this tell nothing.
  package static let fewestPairs = 10

  package let from: Day
  package let to: Day
  /// How often the number crossed into another label's band from one weekday to the next, whether evidence was old or not,
  /// and how often nothing but the age of the events had moved it.
  package private(set) var labelChanges = 0
  package private(set) var labelChangesByDecay = 0
  /// Points that the age of the events moved it, and that what became known or took effect moved it; each weekday's moves
  /// without their signs, summed up.
  package private(set) var decayMovement = 0.0
  package private(set) var newsMovement = 0.0
  package let series: [Series]

  /// The share of its movement that is decay, 0…1; nil where it did not move.
  package var decayShare: Double? {
    let movement = decayMovement + newsMovement
    return movement > 0 ? decayMovement / movement : nil
  }

  /// - Parameter first: nil begins on the day before the first signal.
  /// - Returns: nil without signals or baselines by the moment, and where `first` is after its date.
  package init?(_ desk: Desk, from first: Day? = nil, asOf instant: Instant) {
    let ledger = PolicyIndex(desk)
    let cutoff = desk.ledgerCutoff(asOf: instant)
    let last = Zone.newYork.day(of: cutoff)
    let begin = ledger.signals.map(\.day).min().map { $0.advanced(by: -1) } ?? ledger.schedule.firstDay
    guard let from = first ?? begin, from <= last, from.days(to: last) <= IndicatorStudy.longest else { return nil }
    self.from = from
    to = last
    let days = (0...from.days(to: last)).map { from.advanced(by: $0) }
    func moment(_ day: Day) -> Instant { day == last ? cutoff : day.asOf }
    let values = days.map { DailyValue(day: $0, value: ledger.standing(on: $0, asOf: moment($0)).value) }
    series = desk.references.map { series in
      Series(
        id: series.id,
        levels: SeriesCorrelation.correlations(series, values).filter { $0.count >= Self.fewestPairs },
        changes: SeriesCorrelation.changes(series, values).flatMap { $0.count < Self.fewestPairs ? nil : $0 })
    }
    let weekdays = values.filter { !$0.day.isWeekend }
    for (before, now) in zip(weekdays, weekdays.dropFirst()) {
      let aged = ledger.standing(on: now.day, asOf: moment(before.day)).value
      decayMovement += abs(aged - before.value)
      newsMovement += abs(now.value - aged)
      guard Label(before.value) != Label(now.value) else { continue }
      labelChanges += 1
      if now.value == aged { labelChangesByDecay += 1 }
    }
  }
}
