import Market

extension Day {
  /// The moment that a date means in "as of": 16:20 New York, when its session's close is known.
  package var asOf: Instant { Zone.newYork.instant(self, hour: 16, minute: 20) }
}

extension Fact {
  /// Whether it is known at a moment: from 16:20 New York of its publication. Without one, on its own date; undated,
  /// always.
  func isKnown(asOf instant: Instant) -> Bool {
    if let published { return published.asOf <= instant }
    return day.map { $0 <= Zone.newYork.day(of: instant) } ?? true
  }
}

extension CalendarEntry {
  /// Whether it is known at a moment: from 16:20 New York of its announcement; without one, always.
  func isKnown(asOf instant: Instant) -> Bool { announced.map { $0.asOf <= instant } ?? true }
}
