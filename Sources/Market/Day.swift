/// A calendar date without a place (proleptic Gregorian), counted in days since 1970-01-01.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let number: Int32

  @inlinable public init(number: Int) { self.number = Int32(clamping: number) }

  /// A date from its parts, or nil when there is no such date (30 February, month 13) or the year is outside 1…9999.
  package init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    // Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    let y = UInt32(month <= 2 ? year - 1 : year)
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * UInt32(month > 2 ? month - 3 : month + 9) + 2) / 5 + UInt32(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146097 + dayOfEra) - 719468
  }

  /// `YYYY-MM-DD`, exactly ten ASCII characters; nil for anything else.
  package init?(_ text: String) {
    var text = text
    let day = text.withUTF8 { Day(utf8: UnsafeRawBufferPointer($0)) }
    guard let day else { return nil }
    self = day
  }

  /// `YYYY-MM-DD` in bytes; nil for anything else.
  package init?(utf8 bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func two(_ at: Int) -> Int? {
      let high = bytes[at] &- 0x30
      let low = bytes[at + 1] &- 0x30
      return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
    }
    guard let century = two(0), let year = two(2), let month = two(5), let day = two(8) else { return nil }
    self.init(century * 100 + year, month, day)
  }

  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Year, month (1…12) and day of the month (1…31).
  package var parts: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719468
    let era = (z >= 0 ? z : z - 146096) / 146097
    let dayOfEra = z - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// 0 Monday … 6 Sunday.
  @inlinable public var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 }
  @inlinable public var isWeekend: Bool { weekday >= 5 }

  @inlinable public func advanced(by days: Int) -> Day { Day(number: Int(number) + days) }
  /// Days from `self` to `other`, negative when `other` is earlier.
  @inlinable public func days(to other: Day) -> Int { Int(other.number) - Int(number) }

  @inlinable public static func == (a: Day, b: Day) -> Bool { a.number == b.number }
  @inlinable public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = parts
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
