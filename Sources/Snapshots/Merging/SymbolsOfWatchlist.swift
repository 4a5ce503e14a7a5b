import Market

/// What reading files takes from a watchlist: where it changes, files are read again.
struct SymbolsOfWatchlist: Equatable {
  /// What its instruments are called, their listings elsewhere and what they are compared with.
  private(set) var all: Set<String> = []
  /// Those whose prices may be zero or below.
  private(set) var negative: Set<String> = []

  /// Those of none.
  init() {}

  init(_ watchlist: Watchlist) {
    all = [watchlist.reference]
    for instrument in watchlist.sectors.lazy.flatMap(\.instruments) {
      all.formUnion(instrument.symbols)
      all.formUnion(instrument.listings.lazy.map(\.symbol))
      if instrument.allowsNegative { negative.formUnion(instrument.symbols) }
    }
  }
}
