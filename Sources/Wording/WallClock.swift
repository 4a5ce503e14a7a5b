import Canvas
import Market

/// The clock that moments are shown by: New York's, or that of the viewer's own zone. Dates of sessions are the venue's and
/// dates of the record New York's, whatever it is.
package struct WallClock: Hashable, Sendable {
  /// Seconds east of UTC from a moment on.
  package struct Offset: Hashable, Sendable {
    let from: Instant
    let seconds: Int

    package init(from: Instant, seconds: Int) {
      self.from = from
      self.seconds = seconds
    }
  }

  private enum Rule: Hashable, Sendable {
    case zone(Zone)
    case offsets([Offset])
  }

  package static let newYork = WallClock("America/New_York", .newYork)

  private let name: String
  private let rule: Rule

  /// - Parameter name: by the tz database.
  package init(_ name: String, _ zone: Zone) { (self.name, rule) = (name, .zone(zone)) }

  /// - Parameter offsets: ascending; before the first that one holds.
  package init(_ name: String, _ offsets: [Offset]) { (self.name, rule) = (name, .offsets(offsets)) }

  /// What it is called: the place, without its continent.
  package var label: TerminalSafe {
    TerminalSafe(String(name.split(separator: "/").last ?? "").replacing("_", with: " "))
  }

  /// The date that it shows at a moment.
  package func day(of instant: Instant) -> Day { Zone.utc.day(of: local(instant)) }

  /// Minutes since its midnight.
  package func minute(of instant: Instant) -> Int {
    Int(local(instant).seconds.quotientAndRemainder(dividingBy: 86400).remainder) / 60
  }

  /// `16:20`.
  package func time(of instant: Instant) -> TerminalSafe { DateText.clock(local(instant), .utc) }

  /// `16:20 New York`.
  package func zonedTime(of instant: Instant) -> TerminalSafe { time(of: instant) + " " + label }

  /// The moment by this clock, as UTC would show it.
  private func local(_ instant: Instant) -> Instant {
    let seconds =
      switch rule {
      case .zone(let zone): zone.offset(at: instant)
      case .offsets(let offsets): (offsets.last { $0.from <= instant } ?? offsets.first)?.seconds ?? 0
      }
    return instant.advanced(bySeconds: Int64(seconds))
  }
}
