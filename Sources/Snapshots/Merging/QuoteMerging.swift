import Market

/// The latest quote of each symbol, of quotes added file by file, the file that wins a tie last; under the watchlist's
/// spelling and in its unit.
struct QuoteMerge {
  private(set) var quotes: [String: Quote] = [:]
  private(set) var problems = MergeProblems()
  private let terms: PriceTerms

  init(_ terms: PriceTerms, capacity: Int) {
    self.terms = terms
    quotes.reserveCapacity(capacity)
  }

  mutating func add(_ file: [Quote]) {
    for told in file {
      guard let use = terms.use(told.symbol, told.currency, at: told.origin, &problems) else { continue }
      let quote = use.conversion == nil && use.symbol == told.symbol ? told : told.used(as: use)
      guard let other = quotes.updateValue(quote, forKey: quote.symbol) else { continue }
      if quote.time < other.time { quotes[quote.symbol] = other }
    }
  }
}
