import Market

/// The names of a watchlist, as one dictionary: the one place where a feed's symbol becomes the watchlist's spelling of
/// it, so that `01919.HK` in a file is the alias `1919.HK`.
struct NameTable {
  struct Name: Hashable {
    /// The symbol of the instrument or listing: prices under all of its names are in one unit.
    let main: String
    /// As the watchlist names it.
    let unit: CurrencyUnit?
  }

  private var names: [String: Name] = [:]
  /// How a listed code is spelt: by the watchlist, else as it was first met in a file.
  private var spellings: [ListedCode: String] = [:]

  init(_ watchlist: Watchlist) {
    for instrument in watchlist.sectors.flatMap(\.instruments) {
      for symbol in instrument.symbols { add(symbol, instrument.symbol, instrument.currency) }
      for listing in instrument.listings { add(listing.symbol, listing.symbol, listing.currency) }
    }
    // Names that only settings use are looked up by their own spelling too.
    for symbol in watchlist.references + watchlist.indicator.basket.map(\.symbol) {
      if let code = ListedCode(symbol), spellings[code] == nil { spellings[code] = symbol }
    }
  }

  private mutating func add(_ symbol: String, _ main: String, _ currency: String?) {
    guard names[symbol] == nil else { return }
    names[symbol] = Name(main: main, unit: currency.map { CurrencyUnit($0) })
    if let code = ListedCode(symbol), spellings[code] == nil { spellings[code] = symbol }
  }

  /// Nil for a symbol that the watchlist does not list.
  subscript(symbol: String) -> Name? { names[symbol] }

  /// What is told of a symbol under the watchlist's names, or its own name.
  func main(of symbol: String) -> String { names[symbol]?.main ?? symbol }

  /// The watchlist's spelling of a symbol, or another's of the same code; nil for one that may be either of two papers.
  func spelling(of symbol: String) -> String? {
    if names[symbol] != nil { return symbol }
    if ListedCode.isAmbiguous(symbol) { return nil }
    return ListedCode(symbol).flatMap { spellings[$0] } ?? symbol
  }

  /// Remembers how a code that the watchlist does not list is spelt, the first time that it is met.
  mutating func meet(_ symbol: String) {
    guard names[symbol] == nil, let code = ListedCode(symbol), spellings[code] == nil else { return }
    spellings[code] = symbol
  }
}
