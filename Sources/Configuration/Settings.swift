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

  package init() {}
}
