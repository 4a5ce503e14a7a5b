import Market

/// The indicator day by day, each day with what was known at 16:20 New York of it, the last one at the moment asked for:
/// nothing later changes anything.
package struct IndicatorHistory: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let day: Day
    package let policy: Estimate
    /// Nil without evidence on the day.
    package let label: Label?
    /// Whether a part of the index exists on the day; else its value says nothing.
    package var isKnown: Bool { events != nil || tariffs != nil }
    /// Points of the policy index, from 50; nil where the part is missing.
    package let events: Double?
    package let tariffs: Double?
    /// The lowest and highest under the 27 settings; nil where the label is.
    package let settingsLow: Double?
    package let settingsHigh: Double?
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
      let moment = offset == needles.count - 1 ? cutoff : day.asOf
      let standing = ledger.standing(on: day, asOf: moment)
      let isLabelled = (standing.events ?? standing.tariffs) != nil && !ledger.evidence(asOf: moment).isMissing
      let values = isLabelled ? ledger.values(standing) : []
      return Entry(
        day: day, policy: standing.policy, label: isLabelled ? Label(standing.value) : nil,
        events: standing.part(standing.events, standing.shares.events)?.contribution,
        tariffs: standing.part(standing.tariffs, standing.shares.tariffs)?.contribution, settingsLow: values.first,
        settingsHigh: values.last, market: needle?.value,
        combined: needle.flatMap { ledger.combined(standing, market: $0.value, error: $0.standardError) })
    }
  }
}
