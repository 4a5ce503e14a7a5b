import Alerts
import Analytics
import Canvas
import Market
import Wording

/// What is known at the moment shown and how the trader looks at it: all that a pane or a screen reads.
package struct Moment: Sendable {
  /// As it is known at the present.
  package internal(set) var desk: Desk
  /// What the desk says at ``asOf``.
  package internal(set) var reading: DeskReading { didSet { readingNumber &+= 1 } }
  /// Another reading has another number: what follows from one is not worked out again to find it the same.
  private(set) var readingNumber = 0
  /// Live: the wall clock. Demo: its opening moment, which stands still.
  package internal(set) var present: Instant
  /// The moment shown, where it is not the present.
  var away: Instant?
  let isDemo: Bool
  var size: Size
  package let glyphs: Glyphs
  /// Names of the themes that there are.
  var themes: [String]
  /// What the surroundings can set while the dashboard runs.
  let options: [SettableOption]
  /// What the trader has acknowledged; nil: nothing yet.
  var seen: SeenMark?
  /// The reading's state one day earlier, which the digest counts from without a mark.
  var dayBefore: SeenMark?
  /// What happened since ``mark``; nil while files are still to be read.
  package internal(set) var digest: Digest?
  /// The rules of the desk and the trader's own, and how each stands at the present, whatever moment is shown.
  package internal(set) var alerts = AlertBook()
  /// What rang and stands: nobody has acknowledged it, and its rule is not armed again. The newest first.
  package internal(set) var ringing: [Firing] = []
  /// Names marked for the comparison.
  var marked: Set<String> = []
  /// How the past is shown forward; nil: it stands.
  package internal(set) var play: Play?
  /// What is being typed, for the screen in view.
  var prompt: Prompt?
  package internal(set) var preferences = Preferences()
  /// What is wrong with the configuration, as it stands in its file.
  package internal(set) var configurationFault: String?
  /// The user's own scenarios.
  var saved = SavedScenarios()

  /// The clock that times are shown by.
  var clock: WallClock { preferences.clock }

  /// The moment shown.
  package var asOf: Instant { away ?? present }

  var isAway: Bool { away != nil }

  /// When a feed counts as dead unless its file changes before; nil where none can, and in the past and the demo.
  package var nextSilence: Instant? { isAway || isDemo ? nil : reading.nextSilence }

  /// `PAST` before the present, `AHEAD` after it (the demo can walk forward), nil at the present.
  var awayText: TerminalSafe? { away.map { $0 < present ? "PAST" : "AHEAD" } }

  /// What happened since ``mark``, the most important first.
  package var news: [DigestItem] { digest?.items ?? [] }

  /// What the digest counts from: what was acknowledged, or the day before where that is nothing or a past moment is
  /// shown.
  var mark: SeenMark? {
    if !isAway, let seen, seen.instant <= asOf { return seen }
    return dayBefore
  }

  /// Names of the watchlist that rang and stand so.
  var ringingNames: Set<String> { Set(ringing.compactMap(\.symbol)) }

  /// Whether every file has been read at least once.
  var isWhole: Bool { !desk.files.contains(where: \.isUnread) }

  /// Venues of the watchlist for the header: one for all that share a calendar, New York first.
  var venues: [Venue] {
    var known: Set<Venue> = []
    // Asked for by every frame: no name of a large desk is copied.
    for sector in desk.watchlist.sectors {
      for index in sector.instruments.indices {
        if let venue = sector.instruments[index].venue { known.insert(venue.lead) }
      }
    }
    return Venue.leads.filter(known.contains)
  }

  /// Where a screen stands: between header and footer.
  var screenRegion: Region { Region(row: 1, column: 0, rows: size.rows - 2, columns: size.columns) }
}
