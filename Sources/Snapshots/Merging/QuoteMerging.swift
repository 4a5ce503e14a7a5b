import Market

/// The latest quote of each symbol, of quotes added file by file, the file that wins a tie last. Of two in different
/// currencies the one in the watchlist's is used, however old; a quote that names none is taken for it.
struct QuoteMerge {
  private(set) var quotes: [String: Quote] = [:]
  private(set) var conflicts = CurrencyConflicts()
  /// Of two prices of one moment the one that is not used, by symbol.
  private(set) var rivals: [String: Quote] = [:]
  private let watchlist: Watchlist
  // Seldom needed, and a quote's way to the screen is short.
  private lazy var currencies = watchlist.currencies

  init(_ watchlist: Watchlist, capacity: Int) {
    self.watchlist = watchlist
    quotes.reserveCapacity(capacity)
  }

  mutating func add(_ file: [Quote]) {
    for quote in file {
      guard let other = quotes.updateValue(quote, forKey: quote.symbol) else { continue }
      if quote.time == other.time, PriceJump.differ(quote.price, other.price) { rivals[quote.symbol] = other }
      if isUsed(other, before: quote) { quotes[quote.symbol] = other }
    }
  }

  private mutating func isUsed(_ old: Quote, before new: Quote) -> Bool {
    if old.currency != new.currency, let wanted = currencies[new.symbol] {
      let a = old.currency ?? wanted
      let b = new.currency ?? wanted
      if a != b, a == wanted || b == wanted {
        conflicts.refuse(
          new.symbol, in: a == wanted ? b : a, expected: wanted, at: a == wanted ? new.origin : old.origin)
        return a == wanted
      }
    }
    return new.time < old.time
  }
}

extension Watchlist {
  /// The currency that the watchlist names for a symbol, alias or listing.
  var currencies: [String: String] {
    var currencies: [String: String] = [:]
    for instrument in sectors.flatMap(\.instruments) {
      for listing in instrument.listings { currencies[listing.symbol] = listing.currency }
      for symbol in instrument.symbols { currencies[symbol] = instrument.currency }
    }
    return currencies
  }
}
