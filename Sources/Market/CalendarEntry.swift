/// A dated event to come: talks, a deadline, results, data.
package struct CalendarEntry: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable { case deadline, talks, data, hearing, earnings }

  package let day: Day
  /// Minute of the day, New York time; nil: the whole day.
  package let minute: Int?
  package let title: String
  package let kind: Kind
  /// Names it touches.
  package let symbols: [String]
  package let source: String
  package let verified: Bool
  /// When the date became known; nil: not told.
  package let announced: Day?
  package var origin: Origin

  package init(
    day: Day, minute: Int?, title: String, kind: Kind, symbols: [String], source: String, verified: Bool,
    announced: Day? = nil, origin: Origin
  ) {
    self.day = day
    self.minute = minute
    self.title = title
    self.kind = kind
    self.symbols = symbols
    self.source = source
    self.verified = verified
    self.announced = announced
    self.origin = origin
  }

  /// 00:00 New York of the day where no time is given.
  package var instant: Instant { Zone.newYork.instant(day, minute: minute ?? 0) }
}

extension CalendarEntry {
  /// Whether it is known at a moment: from 16:20 New York of its announcement; without one, always.
  package func isKnown(asOf instant: Instant) -> Bool { announced.map { $0.asOf <= instant } ?? true }
}
