/// One name on the screen.
package struct Instrument: Hashable, Sendable {
  /// The same company elsewhere, in its own currency: shown apart, never mixed.
  package struct Listing: Hashable, Sendable {
    package let symbol: String
    package let venue: Venue?
    /// As in ``Instrument/unknownExchange``.
    package let unknownExchange: String?
    package let currency: String?
    /// Shares of the main line that one unit stands for (receipts), if not 1.
    package let ratio: Double?

    package init(
      symbol: String, venue: Venue?, unknownExchange: String? = nil, currency: String?, ratio: Double?
    ) {
      self.symbol = symbol
      self.venue = venue
      self.unknownExchange = unknownExchange
      self.currency = currency
      self.ratio = ratio
    }
  }

  /// A holding: quantity in shares (negative: short), cost in the instrument's currency per share.
  package struct Lot: Hashable, Sendable {
    package let quantity: Double
    package let cost: Double
    package let opened: Day?

    package init(quantity: Double, cost: Double, opened: Day?) {
      self.quantity = quantity
      self.cost = cost
      self.opened = opened
    }
  }

  /// What the screen shows.
  package let symbol: String
  package var name: String
  /// What feeds call it, besides `symbol`.
  package var aliases: [String]
  /// Nil when the watchlist names none and no code of Hong Kong, Shanghai or Shenzhen tells it: then no session state is
  /// known.
  package var venue: Venue?
  /// What the watchlist calls its exchange, where the program knows no venue of that name: its calendar is unknown.
  package var unknownExchange: String?
  /// ISO 4217, or a hundredth like `GBX` (``CurrencyUnit``); nil: whatever the quote says.
  package var currency: String?
  package var listings: [Listing]
  package var lots: [Lot]
  /// Prices of zero or below are accepted.
  package var allowsNegative: Bool

  package init(
    symbol: String, name: String = "", aliases: [String] = [], venue: Venue? = nil,
    unknownExchange: String? = nil, currency: String? = nil, listings: [Listing] = [], lots: [Lot] = [],
    allowsNegative: Bool = false
  ) {
    self.symbol = symbol
    self.name = name
    self.aliases = aliases
    self.venue = venue
    self.unknownExchange = unknownExchange
    self.currency = currency
    self.listings = listings
    self.lots = lots
    self.allowsNegative = allowsNegative
  }

  /// The symbol and its aliases, the symbol first.
  package var symbols: [String] { [symbol] + aliases }

  /// Whether it is the symbol or one of its aliases, or the same listed code in another spelling.
  package func isNamed(_ name: String) -> Bool {
    if symbol == name || aliases.contains(name) { return true }
    guard let code = ListedCode(name) else { return false }
    return symbols.contains { ListedCode($0) == code }
  }
}
