extension Day {
  /// The moment that a date means in "as of" and from which an entry dated by it alone is known: 16:20 New York, when the
  /// session's close is known.
  package var asOf: Instant { Zone.newYork.instant(self, hour: 16, minute: 20) }

  /// The last millisecond of the date in New York.
  package var end: Instant { Instant(milliseconds: Zone.newYork.instant(advanced(by: 1)).milliseconds - 1) }
}
