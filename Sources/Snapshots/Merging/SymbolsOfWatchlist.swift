import Market

extension Watchlist {
  /// What its instruments are called, their listings elsewhere and what they are compared with, each with the symbol of
  /// the paper.
  var papers: [String: String] {
    var papers = [reference: reference]
    for instrument in sectors.lazy.flatMap(\.instruments) {
      for listing in instrument.listings { papers[listing.symbol] = listing.symbol }
      for symbol in instrument.symbols { papers[symbol] = instrument.symbol }
    }
    return papers
  }
}
