import Market

/// Makes the list of what is to come, and keeps it as long as neither what it is made of nor the minute changes.
struct AheadCache: Sendable {
  private var policyRevision = -1
  private var minute: Int64 = 0
  private var calendar: [CalendarEntry] = []
  private var sessions = Sessions.published
  private var entries: [AheadEntry] = []

  /// Ascending; entries of the whole day stand before those with a time. `tariffs`: those of the desk at the moment.
  mutating func entries(_ desk: Desk, tariffs: TariffReading, asOf instant: Instant) -> [AheadEntry] {
    let minute = instant.seconds / 60
    if policyRevision != desk.policyRevision || self.minute != minute || calendar != desk.calendar
      || sessions != desk.sessions
    {
      entries = AheadEntry.entries(desk, tariffs: tariffs, asOf: instant)
      (policyRevision, self.minute, calendar, sessions) = (
        desk.policyRevision, minute, desk.calendar, desk.sessions
      )
    }
    let midnight = Zone.newYork.instant(tariffs.day)
    return entries.filter { $0.hasTime ? $0.instant > instant : $0.instant >= midnight }
  }
}
