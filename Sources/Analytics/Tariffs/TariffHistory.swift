import Market

/// The daily headline of both sides over a range of days.
package struct TariffHistory: Hashable, Sendable {
  package let from: Day
  /// Percentage points, one a day from `from` on.
  package let us: [Double]
  package let china: [Double]

  /// To the date of `instant`, each day with what was known at 16:20 New York of it, the last one at `instant`; empty when
  /// that is before `first`.
  package init(_ book: TariffBook, from first: Day, asOf instant: Instant) {
    self.init(TariffSchedule(book), from: first, asOf: instant)
  }

  init(_ schedule: TariffSchedule, from first: Day, asOf instant: Instant) {
    from = first
    us = schedule.headlines(.us, from: first, asOf: instant)
    china = schedule.headlines(.china, from: first, asOf: instant)
  }
}
