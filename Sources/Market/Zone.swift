/// The clocks this program needs, by fixed rules: New York (US daylight saving as since 2007: second Sunday of March
/// 02:00 to first Sunday of November 02:00; Energy Policy Act of 2005, sec. 110), London and central Europe (daylight
/// saving of the European Union: last Sunday of March to last Sunday of October, 01:00 UTC; Directive 2000/84/EC, and the
/// same in the United Kingdom), Hong Kong, Shanghai, Taipei, Tokyo and Seoul (no daylight saving), UTC. Independent of the
/// machine's tz database.
package enum Zone: Sendable {
  case utc, newYork, london, centralEurope, hongKong, shanghai, taipei, tokyo, seoul

  /// Those of the option `timeZone`, by the names of the tz database.
  package static let named: [(name: String, zone: Zone)] = [
    ("America/New_York", .newYork), ("Asia/Hong_Kong", .hongKong), ("Asia/Shanghai", .shanghai),
    ("Asia/Taipei", .taipei), ("Asia/Tokyo", .tokyo), ("Asia/Seoul", .seoul), ("Europe/London", .london),
    ("Europe/Berlin", .centralEurope), ("UTC", .utc),
  ]

  /// The city whose clock it is, as screens name it.
  package var place: String {
    switch self {
    case .utc: "UTC"
    case .newYork: "New York"
    case .london: "London"
    case .centralEurope: "Frankfurt"
    case .hongKong: "Hong Kong"
    case .shanghai: "Shanghai"
    case .taipei: "Taipei"
    case .tokyo: "Tokyo"
    case .seoul: "Seoul"
    }
  }

  /// Seconds east of UTC in winter.
  private var standardOffset: Int {
    switch self {
    case .utc, .london: 0
    case .newYork: -5 * 3600
    case .centralEurope: 3600
    case .hongKong, .shanghai, .taipei: 8 * 3600
    case .tokyo, .seoul: 9 * 3600
    }
  }

  /// Seconds east of UTC at a moment.
  package func offset(at instant: Instant) -> Int { standardOffset + (isSummer(at: instant) ? 3600 : 0) }

  /// Whether daylight saving is in force.
  private func isSummer(at instant: Instant) -> Bool {
    let year = Day(number: Int((instant.seconds + Int64(standardOffset)).floorDivided(by: 86400))).parts.year
    func change(_ earliest: Day?, hour: Int64) -> Int64? {
      earliest.map { Int64($0.firstSunday.number) * 86400 + hour * 3600 }
    }
    let start: Int64?
    let end: Int64?
    switch self {
    case .utc, .hongKong, .shanghai, .taipei, .tokyo, .seoul: return false
    case .newYork: (start, end) = (change(Day(year, 3, 8), hour: 7), change(Day(year, 11, 1), hour: 6))
    case .london, .centralEurope: (start, end) = (change(Day(year, 3, 25), hour: 1), change(Day(year, 10, 25), hour: 1))
    }
    guard let start, let end else { return false }
    return instant.seconds >= start && instant.seconds < end
  }

  /// The date on this clock.
  package func day(of instant: Instant) -> Day {
    Day(number: Int((instant.seconds + Int64(offset(at: instant))).floorDivided(by: 86400)))
  }

  /// Seconds since local midnight by the wall clock, 0…86399.
  package func secondOfDay(of instant: Instant) -> Int {
    let local = instant.seconds + Int64(offset(at: instant))
    return Int(local - local.floorDivided(by: 86400) * 86400)
  }

  /// The moment at which this clock shows `hour:minute` on `day`. A time skipped in spring reads as an hour later; of a
  /// time that occurs twice in autumn the first is meant.
  package func instant(_ day: Day, hour: Int = 0, minute: Int = 0) -> Instant {
    let local = Int64(day.number) * 86400 + Int64(hour * 3600 + minute * 60) - Int64(standardOffset)
    let summer = Instant(seconds: local - 3600)
    return isSummer(at: summer) ? summer : Instant(seconds: local)
  }

  /// RFC 3339 with this zone's offset, whole seconds.
  package func timestamp(_ instant: Instant) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let second = secondOfDay(of: instant)
    let time = "\(day(of: instant))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    let offset = offset(at: instant)
    if self == .utc { return time + "Z" }
    return time + (offset < 0 ? "-" : "+") + two(abs(offset) / 3600) + ":" + two(abs(offset) / 60 % 60)
  }
}

extension Day {
  /// This day if it is a Sunday, else the next one.
  fileprivate var firstSunday: Day { advanced(by: (6 - weekday + 7) % 7) }
}
