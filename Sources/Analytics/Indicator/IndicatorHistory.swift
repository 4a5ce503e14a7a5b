import Market

/// The indicator day by day, each day with what was known at 16:20 New York of it, the last one at the moment asked for:
/// nothing later changes anything.
package struct IndicatorHistory: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let day: Day
    package let policy: Estimate
    package var label: Label { Label(policy.value) }
    /// Whether a part of the index exists on the day; else its value says nothing.
    package var isKnown: Bool { events != nil || tariffs != nil }
    /// Points of the policy index, from 50; nil where the part is missing.
    package let events: Double?
    package let tariffs: Double?
    /// The lowest and highest of the 27 models.
    package let modelsLow: Double
    package let modelsHigh: Double
    /// The market needle, 0…100; nil where it is missing.
    package let market: Double?
    /// Nil without the needle.
    package let combined: Estimate?
  }

  /// One a day, ascending.
  package let entries: [Entry]

  /// From `first` to the date of `instant`; empty when that is before `first`.
  package init(_ desk: Desk, from first: Day, asOf instant: Instant) {
    self.init(PolicyIndex(desk), desk, from: first, asOf: instant)
  }

  init(_ ledger: PolicyIndex, _ desk: Desk, from first: Day, asOf instant: Instant) {
    let cutoff = desk.ledgerCutoff(asOf: instant)
    let needles = MarketHistory(desk, from: first, asOf: instant).values
    entries = needles.enumerated().map { offset, needle in
      let day = first.advanced(by: offset)
      let standing = ledger.standing(on: day, asOf: offset == needles.count - 1 ? cutoff : day.asOf)
      let models = ledger.models(standing)
      return Entry(
        day: day, policy: standing.policy, events: standing.part(standing.events, standing.shares.events)?.contribution,
        tariffs: standing.part(standing.tariffs, standing.shares.tariffs)?.contribution, modelsLow: models[0],
        modelsHigh: models[models.count - 1], market: needle?.value,
        combined: needle.flatMap { ledger.combined(standing, market: $0.value, error: $0.standardError) })
    }
  }
}
