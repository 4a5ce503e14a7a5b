import Canvas

/// What the user has set, as it holds: each option of ``Setting`` with its value. Without more, the defaults.
package struct Settings: Hashable, Sendable {
  /// By which column names are sorted.
  package struct Sort: Hashable, Sendable {
    package var column: String
    package var isReversed = false
    /// One list of all names, else within sectors.
    package var isOverAll = false

    package init(_ column: String, isReversed: Bool = false, isOverAll: Bool = false) {
      self.column = column
      self.isReversed = isReversed
      self.isOverAll = isOverAll
    }

    /// As the configuration writes it: `sigma`, `-chg all`.
    package var text: String { (isReversed ? "-" : "") + column + (isOverAll ? " all" : "") }
  }

  /// A key bound anew, and the word of the command that it is bound to.
  package struct Binding: Hashable, Sendable {
    package let key: Key
    package let word: String

    package init(_ key: Key, _ word: String) {
      self.key = key
      self.word = word
    }
  }

  /// By which ways an alert reaches the user.
  package struct Alerts: Hashable, Sendable {
    /// Which command asks the terminal for a notification: `osc9`, `osc777`, `osc99` or `none`.
    package var notify = "osc9"
    package var bell = true
    /// Whether the window is named after the newest.
    package var title = true
    /// A program that is run for each, and what it is given; empty: none.
    package var hook: [String] = []
    /// Whether rules of a shared desk reach the hook.
    package var deskHooks = false

    package init() {}
  }

  /// Hours of each day in which alerts are held.
  package struct QuietHours: Hashable, Sendable {
    /// Minutes of the day, by the clock of the zone; where they do not rise, the hours go over midnight.
    package let start: Int
    package let end: Int
    /// By its name in the tz database.
    package let zone: String

    /// Whether a minute of the day is one of them.
    package func contains(minute: Int) -> Bool {
      start < end ? (start..<end).contains(minute) : !(end..<start).contains(minute)
    }

    /// As the configuration writes it: `20:00-06:00 America/New_York`.
    package var text: String { "\(Self.text(start))-\(Self.text(end)) \(zone)" }

    private static func text(_ minute: Int) -> String {
      let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
      return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
    }
  }

  /// The desk's folder, absolute; nil: the demo desk.
  package var desk: String?
  package var theme = "terminal"
  /// In which colour a price rises: `green-up` or `red-up`.
  package var direction = "green-up"
  /// As `--color` takes it.
  package var colour = "auto"
  package var ascii = false
  package var plain = false
  /// By its name in the tz database.
  package var timeZone = "America/New_York"
  package var title = false
  package var mouse = false
  /// Ids, in their order; nil: those that the program chooses.
  package var columns: [String]?
  /// nil: as the watchlist has them.
  package var sort: Sort?
  /// Seconds.
  package var staleAfter = 900
  /// Daily deviations of a move that the digest names.
  package var digestSigma = 2.0
  /// In the order of the file.
  package var keys: [Binding] = []
  /// Ids of panes.
  package var hidden: [String] = []
  package var alerts = Alerts()
  /// nil: none.
  package var quiet: QuietHours?

  package init() {}
}
