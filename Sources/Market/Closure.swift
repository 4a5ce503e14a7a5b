/// A day on which a venue does not trade, or ends early, as a desk tells it. It is no event to come: what a trader needs of
/// it, the next opening and what is left of a session, is told of it as of every holiday.
package struct Closure: Hashable, Sendable {
  package var venue: Venue
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
