import Market

/// The sessions of an instrument. Without a venue whose calendar is known it has New York's clock, and each session closes
/// when New York usually does.
package struct InstrumentSessions: Sendable {
  private let venue: VenueSessions?

  /// Days between two sessions where no calendar tells: over a long weekend.
  private static let mostBetween = 4

  fileprivate init(_ venue: VenueSessions?) { self.venue = venue }

  private var zone: Zone { venue?.venue.zone ?? .newYork }

  /// When a session's daily bar becomes known.
  package func close(of day: Day) -> Instant {
    guard let venue else { return Sessions.published[.nyse].usualClose(of: day) }
    return venue.close(of: day) ?? venue.usualClose(of: day)
  }

  /// The session that a price of this moment belongs to.
  func sessionDay(of instant: Instant) -> Day { venue?.sessionDay(of: instant) ?? zone.day(of: instant) }

  /// Whether no session lies between two, as far as the venue's calendar knows; beyond it, whether they are at most four
  /// days apart.
  package func follows(_ session: Day, _ earlier: Day) -> Bool {
    let before = venue?.lastSession(onOrBefore: session.advanced(by: -1))
    return before.map { $0 == earlier } ?? (earlier < session && earlier.days(to: session) <= Self.mostBetween)
  }

  /// Sessions after one day, through another; weekdays where the venue's calendar is not known. No more than `limit`.
  func count(after first: Day, through last: Day, atMost limit: Int) -> Int {
    var count = 0
    var day = last
    while day > first, count < limit {
      if venue?.isSession(day) ?? !day.isWeekend { count += 1 }
      day = day.advanced(by: -1)
    }
    return count
  }

  /// The latest session that is over; nil without a venue, and where its calendar does not reach.
  func lastClosed(asOf instant: Instant) -> Day? {
    guard let venue else { return nil }
    let day = zone.day(of: instant)
    if let close = venue.close(of: day), close <= instant { return day }
    return venue.lastSession(onOrBefore: day.advanced(by: -1))
  }

  /// The latest session that has begun; nil as ``lastClosed(asOf:)``.
  func lastBegun(asOf instant: Instant) -> Day? { venue?.lastBegun(asOf: instant) }

  /// The latest moment at which trading paused or ended; nil as ``lastClosed(asOf:)``.
  func lastClosing(onOrBefore instant: Instant) -> Instant? { venue?.lastClosing(onOrBefore: instant) }

  /// The latest session that has begun at a moment, where a price of `session` is of an earlier one; nil for a price of
  /// that session. Beyond what is known of the calendar a price is of the last one for four days.
  func missing(after session: Day, asOf instant: Instant) -> MissingSession? {
    guard let venue, let begun = venue.lastBegun(asOf: instant), let closed = lastClosed(asOf: instant) else {
      return session.days(to: zone.day(of: instant)) > Self.mostBetween ? .closed(nil) : nil
    }
    if session < closed { return .closed(closed) }
    return session < begun ? .running(begun) : nil
  }

  /// Whether a moment lies after all trading of the session that began last before another.
  func isBetweenSessions(_ instant: Instant, since earlier: Instant) -> Bool {
    guard let venue, let begun = venue.lastBegun(asOf: instant) else { return true }
    return venue.trading(at: instant) == nil && venue.lastBegun(asOf: earlier) == begun
  }
}

/// A session of which a price tells nothing, being older.
package enum MissingSession: Hashable, Sendable {
  /// It has begun, and there is no price of it yet.
  case running(Day)
  /// The last that has closed; nil where no calendar says which.
  case closed(Day?)
}

extension Desk {
  package func sessions(of instrument: Instrument) -> InstrumentSessions {
    InstrumentSessions(instrument.venue.map { sessions[$0] })
  }

  /// Whether its venue trades at a moment; nil where no exchange is named.
  package func state(of instrument: Instrument, at instant: Instant) -> SessionState? {
    if let venue = instrument.venue { return sessions[venue].state(at: instant) }
    return instrument.unknownExchange == nil ? nil : .unknown
  }
}
