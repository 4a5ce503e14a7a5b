/// The clocks this program needs, by fixed rules: New York (US daylight saving as since 2007: second Sunday of March
/// 02:00 to first Sunday of November 02:00; Energy Policy Act of 2005, sec. 110), Hong Kong and Shanghai (no daylight
/// saving), UTC. Independent of the machine's tz database.
package enum Zone: Sendable {
  case utc, newYork, hongKong, shanghai

  /// By the names of the tz database.
  package static let named: [(name: String, zone: Zone)] = [
    ("America/New_York", .newYork), ("Asia/Hong_Kong", .hongKong), ("Asia/Shanghai", .shanghai), ("UTC", .utc),
  ]

  /// Seconds east of UTC at a moment.
  package func offset(at instant: Instant) -> Int {
    switch self {
    case .utc: return 0
    case .hongKong, .shanghai: return 8 * 3600
    case .newYork:
      let seconds = instant.seconds
      let year = Day(number: Int((seconds - 5 * 3600).floorDivided(by: 86400))).parts.year
      guard let march = Day(year, 3, 8), let november = Day(year, 11, 1) else { return -5 * 3600 }
      let start = Int64(march.firstSunday.number) * 86400 + 7 * 3600
      let end = Int64(november.firstSunday.number) * 86400 + 6 * 3600
      return seconds >= start && seconds < end ? -4 * 3600 : -5 * 3600
    }
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
    let local = Int64(day.number) * 86400 + Int64(hour * 3600 + minute * 60)
    let daylight = Instant(seconds: local + 4 * 3600)
    switch self {
    case .utc: return Instant(seconds: local)
    case .hongKong, .shanghai: return Instant(seconds: local - 8 * 3600)
    case .newYork:
      return offset(at: daylight) == -4 * 3600 ? daylight : Instant(seconds: local + 5 * 3600)
    }
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
