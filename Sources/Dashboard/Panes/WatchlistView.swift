import Wording

/// How the trader sees the names of the watchlist.
struct WatchlistView: Hashable, Sendable {
  /// What a name must be to stay.
  var filter: Filter?
  /// Nil: the order of the watchlist.
  var sort: SortOrder?
  /// Ids of the columns behind the symbol, in their order; nil: the usual ones.
  var columns: [String]?
  /// Whether the next key says what is sorted by.
  var awaitsSort = false

  /// The columns that there are, by id, in the order in which a list of them has them.
  static let choices: [QuoteColumns.Record] = [
    QuoteColumns.name, QuoteColumns.currency, QuoteColumns.last, QuoteColumns.change, QuoteColumns.changePercent,
    QuoteColumns.sigma, QuoteColumns.versus, QuoteColumns.since, QuoteColumns.extended, QuoteColumns.year,
    WatchlistView.spark, QuoteColumns.dayRange, QuoteColumns.open, QuoteColumns.high, QuoteColumns.low,
    QuoteColumns.previousClose, QuoteColumns.volume, QuoteColumns.relativeVolume, QuoteColumns.bid, QuoteColumns.ask,
    QuoteColumns.spread, QuoteColumns.session, QuoteColumns.beta, QuoteColumns.target, QuoteColumns.lots,
    QuoteColumns.value,
    QuoteColumns.dayGain, QuoteColumns.gain, QuoteColumns.gainPercent, QuoteColumns.age, QuoteColumns.file,
    QuoteColumns.time,
  ]

  /// Closes drawn as a line: nothing to sort by.
  static let spark = QuoteColumns.Record("spark", "days", meaning: "closes of the last sessions") { _ in .missing }

  /// Those of a desk that says nothing else.
  /// - Parameters:
  ///   - hasExtended: whether any name has a price outside the regular session.
  ///   - hasLots: whether any name is held.
  static func usual(hasExtended: Bool, hasLots: Bool) -> [String] {
    choices.map(\.id).filter { id in
      switch id {
      case QuoteColumns.extended.id: hasExtended
      case QuoteColumns.dayGain.id: hasLots
      default: usualAlways.contains(id)
      }
    }
  }

  private static let usualAlways: Set<String> = [
    QuoteColumns.name.id, QuoteColumns.currency.id, QuoteColumns.last.id, QuoteColumns.change.id,
    QuoteColumns.changePercent.id, QuoteColumns.sigma.id, QuoteColumns.versus.id, QuoteColumns.since.id,
    QuoteColumns.year.id, QuoteColumns.time.id,
  ]
}

extension Preferences {
  /// Ids that ``columns`` may have.
  package static var columnIDs: [String] { WatchlistView.choices.map(\.id) }
  /// The same for references, with the letter that sorts by one behind `s`.
  package static var columnReference: [(id: String, letter: Character?, meaning: String)] {
    WatchlistView.choices.map { ($0.id, $0.letter, $0.meaning) }
  }
  /// Ids that ``sort`` may have.
  package static var sortIDs: [String] { NameList.columns }
}
