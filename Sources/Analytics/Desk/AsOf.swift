import Market

extension Day {
  /// The moment that a date means in "as of": 16:20 New York, when its session's close is known.
  package var asOf: Instant { Zone.newYork.instant(self, hour: 16, minute: 20) }
}
