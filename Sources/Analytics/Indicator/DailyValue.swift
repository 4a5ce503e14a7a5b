import Market

/// One value of a daily series.
package struct DailyValue: Hashable, Sendable {
  package let day: Day
  package let value: Double

  package init(day: Day, value: Double) {
    self.day = day
    self.value = value
  }
}
