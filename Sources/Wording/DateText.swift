import Canvas
import Market

/// Dates, times and spans as the screen writes them.
package enum DateText {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// `May` for 5; months are 1…12.
  package static func month(_ month: Int) -> TerminalSafe { TerminalSafe(months[month - 1]) }

  /// `1 May`.
  package static func short(_ day: Day) -> TerminalSafe {
    let parts = day.parts
    return "\(parts.day) \(months[parts.month - 1])"
  }

  /// `1 May 2025` when the year is not `year`.
  package static func short(_ day: Day, year: Int) -> TerminalSafe {
    day.parts.year == year ? short(day) : "\(short(day)) \(day.parts.year)"
  }

  /// At most seven columns: `1 May`, `1May25` when the year is not `year`.
  package static func compact(_ day: Day, year: Int) -> TerminalSafe {
    let parts = day.parts
    return parts.year == year ? short(day) : "\(parts.day)\(month(parts.month))\(two(parts.year % 100))"
  }

  /// At most six columns: `1 May`, `May'25` when the year is not `year`.
  package static func narrow(_ day: Day, year: Int) -> TerminalSafe {
    let parts = day.parts
    return parts.year == year ? short(day) : "\(month(parts.month))'\(two(parts.year % 100))"
  }

  /// `Thu 1 May`.
  package static func weekday(_ day: Day) -> TerminalSafe { "\(weekdays[day.weekday]) \(short(day))" }

  /// `Thu 1 May`, `Thu 1 May 2025` when the year is not `year`.
  package static func weekday(_ day: Day, year: Int) -> TerminalSafe {
    day.parts.year == year ? weekday(day) : long(day)
  }

  /// `Thu 1 May 2025`.
  package static func long(_ day: Day) -> TerminalSafe { "\(weekday(day)) \(day.parts.year)" }

  /// `16:20` by a zone's clock.
  package static func clock(_ instant: Instant, _ zone: Zone) -> TerminalSafe {
    let minutes = zone.secondOfDay(of: instant) / 60
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// A countdown: `7h41` under 24 hours, then `1d 8h` under ten days, then `165d`. Of a minute that has begun the whole
  /// counts, as the clock says it: what is to come is never in `0h00`.
  package static func countdown(_ seconds: Int64) -> TerminalSafe {
    let (whole, rest) = Int(clamping: max(0, seconds)).quotientAndRemainder(dividingBy: 60)
    let minutes = whole + (rest > 0 ? 1 : 0)
    if minutes < 24 * 60 { return "\(minutes / 60)h\(two(minutes % 60))" }
    if minutes < 10 * 24 * 60 { return "\(minutes / 1440)d \(minutes / 60 % 24)h" }
    return "\(minutes / 1440)d"
  }

  /// An age: `<1m`, `12m`, `3h`, `2d`; a time in the future says so.
  package static func age(_ seconds: Int64) -> TerminalSafe {
    if seconds < -60 { return "in the future" }
    let minutes = Int(clamping: max(0, seconds)) / 60
    if minutes < 1 { return "<1m" }
    if minutes < 60 { return "\(minutes)m" }
    if minutes < 48 * 60 { return "\(minutes / 60)h" }
    return "\(minutes / 1440)d"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
