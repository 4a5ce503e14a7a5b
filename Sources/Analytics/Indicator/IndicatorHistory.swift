import Market

/// The indicator day by day, each day with what was known at 16:20 New York of it: later entries change nothing.
package struct IndicatorHistory: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let day: Day
    package let policy: Estimate
    package var label: Label { Label(policy.value) }
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

  /// Empty when `last` is before `first`.
  package init(_ desk: Desk, from first: Day, through last: Day) {
    self.init(PolicyLedger(desk), desk, from: first, through: last)
  }

  init(_ ledger: PolicyLedger, _ desk: Desk, from first: Day, through last: Day) {
    let needles = MarketHistory(desk, from: first, through: last).values
    entries = needles.enumerated().map { offset, needle in
      let day = first.advanced(by: offset)
      let standing = ledger.standing(on: day, asOf: day.asOf)
      let models = ledger.models(standing)
      return Entry(
        day: day, policy: standing.policy, events: standing.part(standing.events, standing.shares.events)?.contribution,
        tariffs: standing.part(standing.tariffs, standing.shares.tariffs)?.contribution, modelsLow: models[0],
        modelsHigh: models[models.count - 1], market: needle?.value,
        combined: needle.flatMap { ledger.combined(standing, market: $0.value, error: $0.standardError) })
    }
  }

  private init(_ entries: [Entry]) { self.entries = entries }

  /// The entries from a day on.
  package func since(_ day: Day) -> IndicatorHistory { IndicatorHistory(Array(entries.drop { $0.day < day })) }
}
