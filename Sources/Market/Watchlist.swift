/// What the trader watches, and by which measures.
package struct Watchlist: Hashable, Sendable {
  package var title: String?
  package var sectors: [Sector]
  /// Symbol that "vs" compares with.
  package var reference: String
  /// First day of the event column: moves are counted from the close of this day.
  package var since: Day
  /// Seconds after which a quote of an open venue is stale; nil: it does not say.
  package var staleAfter: Int?
  package var indicator: IndicatorSettings
  /// Seconds, with the default where it does not say.
  package var staleLimit: Int64 { Int64(staleAfter ?? 900) }
  /// What "vs" compares with: the watchlist's reference and those of its sectors.
  package var references: [String] { [reference] + sectors.compactMap(\.reference) }
  /// Rows of the watchlist that the trader did not write (quotes that no sector lists) stand here, in a last sector.
  package static let otherSector = "Other"

  package init(
    title: String? = nil, sectors: [Sector], reference: String = "SPY", since: Day = Day(number: 20180),
    staleAfter: Int? = nil, indicator: IndicatorSettings = IndicatorSettings()
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
