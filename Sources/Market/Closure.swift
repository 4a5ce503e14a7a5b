/// A day on which a venue does not trade, or ends early, as a desk tells it.
package struct Closure: Hashable, Sendable {
  package let venue: Venue
  /// On the venue's clock.
  package let day: Day
  /// The minute of the venue's day at which trading ends; nil: there is no session.
  package let closes: Int?
  package var origin: Origin

  package init(venue: Venue, day: Day, closes: Int?, origin: Origin) {
    self.venue = venue
    self.day = day
    self.closes = closes
    self.origin = origin
  }
}
