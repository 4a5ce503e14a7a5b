import Analytics
import Canvas
import Market

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
  /// The second clock in the header; nil: Hong Kong's where that is watched.
  package var clock: SecondClock?

  package init() {}
}

/// A clock beside New York's.
package struct SecondClock: Hashable, Sendable {
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

  private let name: String
  private let rule: Rule

  /// - Parameter name: by the tz database.
  package init(_ name: String, _ zone: Zone) { (self.name, rule) = (name, .zone(zone)) }

  /// - Parameter offsets: ascending; before the first that one holds.
  package init(_ name: String, _ offsets: [Offset]) { (self.name, rule) = (name, .offsets(offsets)) }

  /// What it is called: the place, without its continent.
  var label: TerminalSafe { TerminalSafe(String(name.split(separator: "/").last ?? "").replacing("_", with: " ")) }

  /// A moment by this clock, as UTC would show it.
  func local(_ instant: Instant) -> Instant {
    let seconds =
      switch rule {
      case .zone(let zone): zone.offset(at: instant)
      case .offsets(let offsets): (offsets.last { $0.from <= instant } ?? offsets.first)?.seconds ?? 0
      }
    return instant.advanced(bySeconds: Int64(seconds))
  }
}
