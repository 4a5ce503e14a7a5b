import Market

/// What reading files takes from a watchlist: where it changes, files are read again.
struct SymbolsOfWatchlist: Equatable {
  /// What its instruments are called, their listings elsewhere and what they are compared with, each with the symbol of
  /// the paper.
  private(set) var papers: [String: String] = [:]
  /// Those whose prices may be zero or below.
  private(set) var negative: Set<String> = []

  /// Those of none.
  init() {}

  init(_ watchlist: Watchlist) {
    papers = Dictionary(watchlist.references.map { ($0, $0) }) { first, _ in first }
    for instrument in watchlist.sectors.lazy.flatMap(\.instruments) {
      for listing in instrument.listings { papers[listing.symbol] = listing.symbol }
      for symbol in instrument.symbols { papers[symbol] = instrument.symbol }
      if instrument.allowsNegative { negative.formUnion(instrument.symbols) }
    }
  }
}
