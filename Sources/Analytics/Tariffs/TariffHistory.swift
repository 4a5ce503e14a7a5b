import Market

/// The daily headline of both sides over a range of days.
package struct TariffHistory: Hashable, Sendable {
  package let from: Day
  /// Percentage points, one a day from `from` on.
  package let us: [Double]
  package let china: [Double]

  /// Each day with the measures that were announced by then; empty when `last` is before `first`.
  package init(_ book: TariffBook, from first: Day, through last: Day) {
    self.init(TariffSchedule(book), from: first, through: last)
  }

  init(_ schedule: TariffSchedule, from first: Day, through last: Day) {
    from = first
    us = schedule.headlines(.us, from: first, through: last)
    china = schedule.headlines(.china, from: first, through: last)
  }
}
