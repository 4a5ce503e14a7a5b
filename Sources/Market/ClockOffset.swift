/// How far a feed's clock is ahead of another, by more than clocks usually differ by.
package struct ClockOffset: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds by which clocks differ without being off.
  package static let usual: Int64 = 30

  /// More than ``usual``, rounded up: feeds tell whole seconds that have begun.
  package let seconds: Int64

  /// How far a time is ahead of a moment; nil where it is not, or by no more than clocks usually differ by.
  package init?(of time: Instant, aheadOf moment: Instant) {
    let milliseconds = time.milliseconds - moment.milliseconds
    guard milliseconds > ClockOffset.usual * 1000 else { return nil }
    seconds = (milliseconds + 999) / 1000
  }

  package static func < (a: ClockOffset, b: ClockOffset) -> Bool { a.seconds < b.seconds }

  /// `90 s`, `45 min`, `8 h`, `3 d`.
  package var description: String {
    switch seconds {
    case ..<1000: "\(seconds) s"
    case ..<5400: "\((seconds + 30) / 60) min"
    case ..<172_800: "\((seconds + 1800) / 3600) h"
    default: "\((seconds + 43_200) / 86_400) d"
    }
  }
}
