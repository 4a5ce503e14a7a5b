import Market

/// The latest quote of each symbol, of quotes added file by file, the file that wins a tie last; all are under
/// the watchlist's spelling and in its unit.
struct QuoteMerge {
  private(set) var quotes: [String: Quote] = [:]
  /// Of two prices of one moment the one that is not used, by symbol.
  private(set) var rivals: [String: Quote] = [:]

  init(capacity: Int) { quotes.reserveCapacity(capacity) }

  mutating func add(_ file: [Quote]) {
    for quote in file {
      guard let other = quotes.updateValue(quote, forKey: quote.symbol) else { continue }
      let (now, before) = (quote.moment, other.moment)
      if now == before, PriceJump.differ(quote.price, other.price) { rivals[quote.symbol] = other }
      if now < before { quotes[quote.symbol] = other }
    }
  }

  /// Notes rivals among the quotes under several names of one instrument: of all that are of one moment.
  mutating func noteAliases(of watchlist: Watchlist) {
    for instrument in watchlist.sectors.lazy.flatMap(\.instruments) where !instrument.aliases.isEmpty {
      let told = instrument.symbols.compactMap { quotes[$0] }
      guard told.count > 1 else { continue }
      for quote in told where rivals[quote.symbol] == nil {
        rivals[quote.symbol] = told.first { $0.moment == quote.moment && PriceJump.differ($0.price, quote.price) }
      }
    }
  }
}

extension Quote {
  /// When it is of; of quotes whose feed's clock was ahead, which count from one time, that as it was told.
  fileprivate var moment: (Instant, Int64) { (time, clockAhead?.seconds ?? 0) }
}
