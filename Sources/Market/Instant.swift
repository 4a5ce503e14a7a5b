/// A moment in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let milliseconds: Int64

  @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  @inlinable public init(seconds: Int64) { milliseconds = seconds.multipliedReportingOverflow(by: 1000).partialValue }

  /// Whole seconds since the epoch, rounded down.
  @inlinable public var seconds: Int64 { milliseconds.floorDivided(by: 1000) }

  @inlinable public func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(milliseconds: milliseconds + seconds * 1000)
  }
  /// Seconds from `self` to `other`, negative when `other` is earlier.
  @inlinable public func seconds(to other: Instant) -> Int64 { other.seconds - seconds }

  @inlinable public static func == (a: Instant, b: Instant) -> Bool { a.milliseconds == b.milliseconds }
  @inlinable public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  /// RFC 3339 (`2025-05-01T18:31:03Z`, `…+08:00`, optional fraction; `t` and `z` may be lower case; second 60 reads as
  /// 59). Nil without an offset, for an impossible date or time, or an offset beyond ±23:59.
  package init?(rfc3339 text: String) {
    var text = text
    let instant = text.withUTF8 { Instant(rfc3339: UnsafeRawBufferPointer($0)) }
    guard let instant else { return nil }
    self = instant
  }

  /// The same in bytes.
  package init?(rfc3339 b: UnsafeRawBufferPointer) {
    guard b.count >= 20 else { return nil }
    let day = Day(utf8: UnsafeRawBufferPointer(rebasing: b[0..<10]))
    guard let day, b[10] == 0x54 || b[10] == 0x74, b[13] == 0x3A, b[16] == 0x3A else { return nil }
    func two(_ at: Int) -> Int? {
      guard at + 1 < b.count, b[at] >= 0x30, b[at] <= 0x39, b[at + 1] >= 0x30, b[at + 1] <= 0x39 else { return nil }
      return Int(b[at] - 0x30) * 10 + Int(b[at + 1] - 0x30)
    }
    guard let hour = two(11), let minute = two(14), let second = two(17), hour < 24, minute < 60, second <= 60
    else { return nil }
    var index = 19
    var fraction: Int64 = 0
    if b[index] == 0x2E {
      index += 1
      var scale: Int64 = 100
      let first = index
      while index < b.count, b[index] >= 0x30, b[index] <= 0x39 {
        fraction += Int64(b[index] - 0x30) * scale
        scale /= 10
        index += 1
      }
      guard index > first else { return nil }
    }
    guard index < b.count else { return nil }
    var offset = 0
    switch b[index] {
    case 0x5A, 0x7A:
      guard index + 1 == b.count else { return nil }
    case 0x2B, 0x2D:
      guard index + 6 == b.count, b[index + 3] == 0x3A, let h = two(index + 1), let m = two(index + 4), h < 24, m < 60
      else { return nil }
      offset = (h * 3600 + m * 60) * (b[index] == 0x2D ? -1 : 1)
    default: return nil
    }
    let seconds = Int64(day.number) * 86400 + Int64(hour * 3600 + minute * 60 + min(second, 59) - offset)
    self.init(milliseconds: seconds * 1000 + fraction)
  }

  /// RFC 3339 in UTC, whole seconds.
  public var description: String { Zone.utc.timestamp(self) }
}

extension Int64 {
  /// The quotient rounded down, by a divisor above 0.
  @inlinable public func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
