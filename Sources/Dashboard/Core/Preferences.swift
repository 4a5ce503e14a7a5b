import Analytics
import Canvas
import Market
import Wording

/// An option that can be set while the dashboard runs, by its name in the configuration.
package struct SettableOption: Sendable {
  package let name: String
  /// Those that there are, or some of them.
  package let values: [String]
  /// What a value is to be.
  let expected: String
  let takes: @Sendable (String) -> Bool

  /// An option of these values.
  package init(_ name: String, _ values: [String]) {
    self.init(name, such: values, values.joined(separator: " or "), takes: values.contains)
  }

  /// - Parameters:
  ///   - values: examples.
  ///   - expected: what a value is to be.
  package init(
    _ name: String, such values: [String], _ expected: String, takes: @escaping @Sendable (String) -> Bool
  ) {
    self.name = name
    self.values = values
    self.expected = expected
    self.takes = takes
  }
}

/// How the trader has arranged the dashboard, by the configuration. Without more, as it is made.
package struct Preferences: Hashable, Sendable {
  /// A key bound anew, and the word of the command that it is bound to.
  package struct Binding: Hashable, Sendable {
    let key: Key
    let word: String

    package init(_ key: Key, _ word: String) {
      self.key = key
      self.word = word
    }
  }

  /// Columns of the watchlist by their ids, in their order; nil: the usual ones.
  package var columns: [String]?
  /// nil: as the watchlist has them.
  package var sort: SortOrder?
  /// Ids of panes that are left out.
  package var hidden: Set<String> = []
  package var keys: [Binding] = []
  /// Seconds after which a quote of an open venue is stale, where the watchlist does not say it; nil: its default.
  package var staleAfter: Int?
  /// Daily deviations of a move that the digest names.
  package var digestSigma = Digest.usualSigmas

  /// Whether the terminal reports the mouse.
  package var mouse = false
  /// The clock that times are shown by.
  package var clock = WallClock.newYork

  package init() {}
}
