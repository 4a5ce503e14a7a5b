/// One name on the screen.
package struct Instrument: Hashable, Sendable {
  /// The same company elsewhere, in its own currency: shown apart, never mixed.
  package struct Listing: Hashable, Sendable {
    package let symbol: String
    package let venue: Venue?
    package let currency: String?
    /// Shares of the main line that one unit stands for (receipts), if not 1.
    package let ratio: Double?

    package init(symbol: String, venue: Venue?, currency: String?, ratio: Double?) {
      self.symbol = symbol
      self.venue = venue
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
  /// ISO 4217, or a hundredth like `GBX` (``CurrencyUnit``); nil: whatever the quote says.
  package var currency: String?
  package var listings: [Listing]
  package var lots: [Lot]
  /// Prices of zero or below are accepted.
  package var allowsNegative: Bool

  package init(
    symbol: String, name: String = "", aliases: [String] = [], venue: Venue? = nil, currency: String? = nil,
    listings: [Listing] = [], lots: [Lot] = [], allowsNegative: Bool = false
  ) {
    self.symbol = symbol
    self.name = name
    self.aliases = aliases
    self.venue = venue
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

package struct Sector: Hashable, Sendable {
  package var name: String
  package var instruments: [Instrument]

  package init(name: String, instruments: [Instrument]) {
    self.name = name
    self.instruments = instruments
  }
}

/// The parameters of the indicator (DOMAIN: weights, half-lives in days, scale of the event sum, basket weights).
package struct IndicatorSettings: Hashable, Sendable {
  package var eventsWeight = 0.45
  package var tariffsWeight = 0.40
  package var marketWeight = 0.15
  /// Half-life in days of verbal events (CAMEO roots 01–05, 09–13).
  package var verbalHalfLife = 14.0
  /// Half-life in days of material events (roots 06–08, 14–20).
  package var materialHalfLife = 42.0
  /// Event sum at which the events part reaches tanh(1).
  package var scale = 40.0
  /// Symbol or alias, and weight; weights are normalised to 1.
  package var basket: [(symbol: String, weight: Double)] = [("AMAT", 1), ("KLAC", 1), ("COSCO", 1)]

  /// Whether events that a machine has coded (GDELT, ICEWS) count in the index.
  package var countsMachineCoded = false

  package init() {}

  package static func == (a: IndicatorSettings, b: IndicatorSettings) -> Bool {
    a.eventsWeight == b.eventsWeight && a.tariffsWeight == b.tariffsWeight && a.marketWeight == b.marketWeight
      && a.verbalHalfLife == b.verbalHalfLife && a.materialHalfLife == b.materialHalfLife && a.scale == b.scale
      && a.countsMachineCoded == b.countsMachineCoded
      && a.basket.elementsEqual(b.basket) { $0.symbol == $1.symbol && $0.weight == $1.weight }
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(eventsWeight)
    hasher.combine(scale)
  }
}

/// What the trader watches, and by which measures.
package struct Watchlist: Hashable, Sendable {
  package var title: String?
  package var sectors: [Sector]
  /// Symbol that "vs" compares with.
  package var reference: String
  /// First day of the event column: moves are counted from the close of this day.
  package var since: Day
  /// Seconds after which a quote of an open venue is stale.
  package var staleAfter: Int
  package var indicator: IndicatorSettings
  /// Rows of the watchlist that the trader did not write (quotes that no sector lists) stand here, in a last sector.
  package static let otherSector = "Other"

  package init(
    title: String? = nil, sectors: [Sector], reference: String = "SPY", since: Day = Day(number: 20180),
    staleAfter: Int = 900, indicator: IndicatorSettings = IndicatorSettings()
  ) {
    self.title = title
    self.sectors = sectors
    self.reference = reference
    self.since = since
    self.staleAfter = staleAfter
    self.indicator = indicator
  }

  /// The five names of the mission in their four sectors: used when the desk has no watchlist.
  package static let standard = Watchlist(sectors: [
    Sector(
      name: "Semiconductors",
      instruments: [
        Instrument(symbol: "AMAT", name: "Applied Materials", venue: .nasdaq, currency: "USD"),
        Instrument(symbol: "KLAC", name: "KLA Corp", venue: .nasdaq, currency: "USD"),
      ]),
    Sector(
      name: "Solar", instruments: [Instrument(symbol: "FSLR", name: "First Solar", venue: .nasdaq, currency: "USD")]),
    Sector(
      name: "Market", instruments: [Instrument(symbol: "SPY", name: "S&P 500 ETF", venue: .arca, currency: "USD")]),
    Sector(
      name: "Shipping",
      instruments: [
        Instrument(
          symbol: "COSCO", name: "COSCO Shipping", aliases: ["1919.HK", "1919.hk"], venue: .hongKong, currency: "HKD",
          listings: [
            Instrument.Listing(symbol: "601919.SS", venue: .shanghai, currency: "CNY", ratio: nil),
            Instrument.Listing(symbol: "CICOY", venue: .otc, currency: "USD", ratio: 5),
          ])
      ]),
  ])
}
