import Analytics
import Canvas
import Market

extension AheadEntry {
  /// `NYSE opens`, `Reciprocal tariff 34 %`; a calendar's own words.
  package var title: String {
    switch subject {
    case .calendar(let entry): entry.title
    case .step(let change): change.measure.title + change.outcome
    case .expiry(let measure): "\(measure.title): last day of the truce"
    case .opening(let venue): "\(venue.shortName) opens"
    case .reopening(let venue): "\(venue.shortName) reopens"
    case .earlyClose(let venue): "\(venue.shortName) closes early"
    }
  }

  /// Its date: by a clock where it has a time, else the record's.
  package func day(by clock: WallClock) -> Day { hasTime ? clock.day(of: instant) : Zone.newYork.day(of: instant) }

  /// Stands right behind its title where it is not verified.
  package var verificationMark: TerminalSafe { verified ? "" : " ?" }
}
