/// Whether a venue trades at a moment, by its own calendar and clock.
package struct SessionState: Hashable, Sendable {
  package enum Phase: String, Sendable {
    case open, lunch, closed, holiday
    /// Beyond what is known of the venue's calendar.
    case unknown
  }

  package let phase: Phase
  /// The next opening or closing; nil beyond the calendar.
  package let nextChange: Instant?
  /// The next opening (after lunch, tomorrow, …); nil beyond the calendar. While open: the opening after this session.
  package let nextOpening: Instant?

  package init(phase: Phase, nextChange: Instant?, nextOpening: Instant?) {
    self.phase = phase
    self.nextChange = nextChange
    self.nextOpening = nextOpening
  }

  /// Nothing is known.
  package static let unknown = SessionState(phase: .unknown, nextChange: nil, nextOpening: nil)
}
