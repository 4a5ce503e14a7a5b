/// The sessions of one venue, by its own calendar and clock. Made for a question and thrown away; `Sessions` keeps what
/// it is made of.
package struct VenueSessions: Sendable {
  package let venue: Venue
  private let told: ToldClosures?

  init(venue: Venue, told: ToldClosures?) {
    self.venue = venue
    self.told = told
  }

  private var zone: Zone { venue.zone }
  private var calendar: VenueCalendar { .of(venue) }

  /// Whether the venue trades on its local date; nil where the calendar does not reach.
  package func isSession(_ day: Day) -> Bool? {
    if let end = told?.ends[day] { return end != nil }
    let year = day.parts.year
    if let published = calendar[year] { return !day.isWeekend && !published.closed.contains(day) }
    return told?.years.contains(year) == true ? !day.isWeekend : nil
  }

  /// Weekdays without a session, ascending, as far as they are known.
  package var holidays: [Day] {
    let days = Set(calendar.closed).union(told?.ends.keys ?? [:].keys)
    return days.filter { !$0.isWeekend && isSession($0) == false }.sorted()
  }

  /// The latest session on or before a local date; nil where the calendar does not reach.
  package func lastSession(onOrBefore day: Day) -> Day? { session(from: day, step: -1) }

  /// The first session on or after a local date; nil where the calendar does not reach.
  package func nextSession(onOrAfter day: Day) -> Day? { session(from: day, step: 1) }

  /// The regular close of the session of a local date; nil without a session or beyond the calendar.
  package func close(of day: Day) -> Instant? { trading(on: day)?.last?.end }

  /// When this venue usually closes on a date, whatever its calendar says: for prices of days that the table lacks.
  package func usualClose(of day: Day) -> Instant { zone.instant(day, minute: calendar.hours.last?.end ?? 0) }

  /// Phase, next change and next opening at a moment. A weekday without a session is a holiday.
  package func state(at instant: Instant) -> SessionState {
    let day = zone.day(of: instant)
    guard let isSession = isSession(day) else { return .unknown }
    let periods = trading(on: day) ?? []
    let opening =
      periods.first { $0.start > instant }?.start
      ?? nextSession(onOrAfter: day.advanced(by: 1)).flatMap { trading(on: $0)?.first?.start }
    if let period = periods.first(where: { $0.start <= instant && instant < $0.end }) {
      return SessionState(phase: .open, nextChange: period.end, nextOpening: opening)
    }
    let started = periods.contains { $0.end <= instant }
    let ended = !periods.contains { $0.start > instant }
    let phase: SessionState.Phase =
      if !isSession, !day.isWeekend { .holiday } else if started, !ended { .lunch } else { .closed }
    return SessionState(phase: phase, nextChange: opening, nextOpening: opening)
  }

  /// `pre` or `post` while names trade outside the session of the day: in New York from 04:00, and to 20:00, after an early
  /// close to 17:00. Nil at other times, on days without a session, and at venues without such trading.
  package func extendedSession(at instant: Instant) -> Quote.Session? {
    let day = zone.day(of: instant)
    guard let extended = calendar.extended, let session = trading(on: day), let open = session.first?.start,
      let close = session.last?.end
    else { return nil }
    let end = closesEarly(on: day) ? extended.shortEnd : extended.end
    if (zone.instant(day, minute: extended.start)..<open).contains(instant) { return .pre }
    return (close..<max(close, zone.instant(day, minute: end))).contains(instant) ? .post : nil
  }

  /// Whether the session of a local date ends before the usual time; false without a session.
  package func closesEarly(on day: Day) -> Bool { close(of: day).map { $0 < usualClose(of: day) } ?? false }

  /// The latest moment at or before `instant` at which trading paused or ended; nil where the calendar does not reach.
  package func lastClosing(onOrBefore instant: Instant) -> Instant? {
    let day = zone.day(of: instant)
    if let end = trading(on: day)?.last(where: { $0.end <= instant })?.end { return end }
    return lastSession(onOrBefore: day.advanced(by: -1)).flatMap { close(of: $0) }
  }

  /// The period of uninterrupted trading that contains a moment; nil when the venue does not trade then.
  package func trading(at instant: Instant) -> (start: Instant, end: Instant)? {
    trading(on: zone.day(of: instant))?.first { $0.start <= instant && instant < $0.end }
  }

  /// The local date of the session that a price of this moment belongs to: the same day from its opening on, else the
  /// session before. Beyond the calendar: the local date, or the Friday before it.
  package func sessionDay(of instant: Instant) -> Day {
    let day = zone.day(of: instant)
    if let opening = trading(on: day)?.first?.start, opening <= instant { return day }
    if isSession(day) != nil, let last = lastSession(onOrBefore: day.advanced(by: -1)) { return last }
    return day.isWeekend ? day.advanced(by: 4 - day.weekday) : day
  }

  /// The latest session that has begun; nil where the calendar does not reach.
  package func lastBegun(asOf instant: Instant) -> Day? {
    let day = zone.day(of: instant)
    if let opening = trading(on: day)?.first?.start, opening <= instant { return day }
    return lastSession(onOrBefore: day.advanced(by: -1))
  }

  /// Whether a weekday without a session lies between the session that began last at a moment and the next opening.
  package func hasRested(before opening: Instant, since instant: Instant) -> Bool {
    guard let last = lastBegun(asOf: instant) else { return false }
    let end = zone.day(of: opening)
    return (1..<max(2, last.days(to: end))).contains { !last.advanced(by: $0).isWeekend && last.advanced(by: $0) < end }
  }

  private func session(from day: Day, step: Int) -> Day? {
    var day = day
    while let isSession = isSession(day) {
      if isSession { return day }
      day = day.advanced(by: step)
    }
    return nil
  }

  private func trading(on day: Day) -> [(start: Instant, end: Instant)]? {
    guard isSession(day) == true else { return nil }
    let calendar = calendar
    let isShort = calendar[day.parts.year]?.short.contains(day) ?? false
    let end = (told?.ends[day] ?? nil) ?? (isShort ? calendar.shortEnd : .max)
    return calendar.hours.compactMap { hours in
      guard hours.start < end else { return nil }
      return (zone.instant(day, minute: hours.start), zone.instant(day, minute: min(hours.end, end)))
    }
  }
}

extension VenueSessions: Equatable {
  /// Whether both have the same sessions.
  package static func == (a: VenueSessions, b: VenueSessions) -> Bool {
    a.venue == b.venue && (a.told === b.told || a.told?.ends == b.told?.ends)
  }
}

extension Venue {
  /// Whether it usually closes before another opens on the same date, so that its prices of a date know nothing of the
  /// other's: Asia before New York. In January, when the clocks of both tell the same time of year.
  package func closesBeforeOpening(of other: Venue) -> Bool {
    // 1 January 2025.
    let day = Day(number: 20_089)
    let close = zone.instant(day, minute: VenueCalendar.of(self).hours.last?.end ?? 0)
    return close <= other.zone.instant(day, minute: VenueCalendar.of(other).hours.first?.start ?? 0)
  }

  /// Whether sessions of one date usually have a time in common: those of Asia and New York have none.
  package func overlaps(_ other: Venue) -> Bool {
    lead == other.lead || !(closesBeforeOpening(of: other) || other.closesBeforeOpening(of: self))
  }

  /// Minutes of the venue's day at which a session may end early, or as usual: after its opening, at the latest at its
  /// usual close.
  package var closings: ClosedRange<Int> {
    let hours = VenueCalendar.of(self).hours
    return (hours.first?.start ?? 0) + 1...(hours.last?.end ?? 0)
  }
}
