/// The regular sessions of the venues, 2025–2027, by fixed tables: closed weekdays and short days as the exchanges
/// published them (NYSE Group, 8 November 2024; HKEX; SSE, whose 2027 is not published). Typhoon closures are not
/// foreseeable and not in here.
extension Venue {
  /// Whether the venue trades on its local date; nil where the calendar does not reach.
  package func isSession(_ day: Day) -> Bool? {
    guard let year = calendar[day.parts.year] else { return nil }
    return !day.isWeekend && !year.closed.contains(day)
  }

  /// Weekdays without a session, ascending, as far as the calendar reaches.
  package var holidays: [Day] { calendar.values.flatMap(\.closed).sorted() }

  /// The latest session on or before a local date; nil where the calendar does not reach.
  package func lastSession(onOrBefore day: Day) -> Day? { session(from: day, step: -1) }

  /// The first session on or after a local date; nil where the calendar does not reach.
  package func nextSession(onOrAfter day: Day) -> Day? { session(from: day, step: 1) }

  /// The regular close of the session of a local date; nil without a session or beyond the calendar.
  package func close(of day: Day) -> Instant? { trading(on: day)?.last?.end }

  /// When this venue usually closes on a date, whatever its calendar says: for prices of days that the table lacks.
  package func usualClose(of day: Day) -> Instant { zone.instant(day, minute: hours.last?.end ?? 0) }

  /// Phase, next change and next opening at a moment. A weekday without a session is a holiday.
  package func state(at instant: Instant) -> SessionState {
    let day = zone.day(of: instant)
    guard let isSession = isSession(day) else {
      return SessionState(phase: .unknown, nextChange: nil, nextOpening: nil)
    }
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

  private func session(from day: Day, step: Int) -> Day? {
    var day = day
    while let isSession = isSession(day) {
      if isSession { return day }
      day = day.advanced(by: step)
    }
    return nil
  }

  private func trading(on day: Day) -> [(start: Instant, end: Instant)]? {
    guard isSession(day) == true, let year = calendar[day.parts.year] else { return nil }
    let end = year.short.contains(day) ? shortEnd : .max
    return hours.compactMap { hours in
      guard hours.start < end else { return nil }
      return (zone.instant(day, minute: hours.start), zone.instant(day, minute: min(hours.end, end)))
    }
  }

  /// Trading hours in minutes of the local day.
  private var hours: [(start: Int, end: Int)] {
    switch self {
    case .nasdaq, .nyse, .arca, .otc: [(570, 960)]
    case .hongKong: [(570, 720), (780, 960)]
    case .shanghai: [(570, 690), (780, 900)]
    }
  }

  /// Where a short day ends, in minutes of the local day.
  private var shortEnd: Int { self == .hongKong ? 720 : 780 }

  private var calendar: [Int: CalendarYear] {
    switch self {
    case .nasdaq, .nyse, .arca, .otc: CalendarYear.newYork
    case .hongKong: CalendarYear.hongKong
    case .shanghai: CalendarYear.shanghai
    }
  }
}

/// The exceptions of one year.
private struct CalendarYear: Sendable {
  let closed: Set<Day>
  let short: Set<Day>

  /// Dates as `MMDD`, separated by blanks.
  private init(_ year: Int, closed: String, short: String = "") {
    func days(_ text: String) -> Set<Day> {
      Set(text.split(separator: " ").compactMap { Int($0) }.compactMap { Day(year, $0 / 100, $0 % 100) })
    }
    self.closed = days(closed)
    self.short = days(short)
  }

  static let newYork = [
    2025: CalendarYear(2025, closed: "0101 0109 0120 0217 0418 0526 0619 0704 0901 1127 1225", short: "0703 1128 1224"),
    2026: CalendarYear(2026, closed: "0101 0119 0216 0403 0525 0619 0703 0907 1126 1225", short: "1127 1224"),
    2027: CalendarYear(2027, closed: "0101 0118 0215 0326 0531 0618 0705 0906 1125 1224", short: "1126"),
  ]
  static let hongKong = [
    2025: CalendarYear(
      2025, closed: "0101 0129 0130 0131 0404 0418 0421 0501 0505 0701 1001 1007 1029 1225 1226",
      short: "0128 1224 1231"),
    2026: CalendarYear(
      2026, closed: "0101 0217 0218 0219 0403 0406 0407 0501 0525 0619 0701 1001 1019 1225", short: "0216 1224 1231"),
    2027: CalendarYear(
      2027, closed: "0101 0208 0209 0326 0329 0405 0513 0609 0701 0916 1001 1008 1227", short: "0205 1224 1231"),
  ]
  static let shanghai = [
    2025: CalendarYear(
      2025, closed: "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008"),
    2026: CalendarYear(
      2026,
      closed: "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007"),
  ]
}
