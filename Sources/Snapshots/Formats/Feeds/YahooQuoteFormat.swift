import Market

/// Yahoo's `v7/finance/quote`: `quoteResponse.result`, one record a symbol, each value plain or as
/// `{"raw":148.32,"fmt":"148.32"}` (`{}` where it is missing). The price is the regular session's; one before, after it or
/// by night (`overnightPrice=true`; fields as yahoo-finance2's `quote` lists them) is shown apart. Bid and ask are 0
/// outside the session, open, high and low on a day without a trade: that is none.
enum YahooQuoteFormat {
  static let format = Format(
    "Yahoo quote v7", "quotes",
    "The latest prices with those before, after and between sessions, plain numbers or raw and fmt; of all prices but the "
      + "last 0 and -1 are none, GBp is pence.",
    document: { root in .keys(root, "quoteResponse") }, read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let response = try root.need("quoteResponse")
    if let fault = YahooChartFormat.error(of: response) { throw fault }
    let negative = input.negative
    var refused: Set<String> = []
    let quotes = input.rows(of: try response.list("result"), key: "symbol", refused: &refused) {
      (row, origin) throws(Fault) in
      let symbol = try row.need("symbol").name()
      return try Record(row: row, negative: negative.contains(symbol))
        .quote(symbol, origin)
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  private struct Record {
    let row: JSONValue
    let negative: Bool

    /// A field's number, plain or in `raw`.
    private func value(_ name: StaticString) -> JSONValue? {
      guard let value = row.present(name), value.isObject else { return row.present(name) }
      return value.present("raw")
    }

    private func price(_ name: StaticString) throws(Fault) -> Double? {
      try value(name)?.feedPrice(negative: negative)
    }

    private func sidePrice(_ name: StaticString) throws(Fault) -> Double? {
      try value(name)?.feedSidePrice(negative: negative)
    }

    func quote(_ symbol: String, _ origin: Origin) throws(Fault) -> Quote {
      guard let price = try price("regularMarketPrice") else { throw row.missing("regularMarketPrice") }
      guard let time = value("regularMarketTime") else { throw row.missing("regularMarketTime") }
      var quote = Quote(symbol: symbol, time: try time.epoch(), price: price, origin: origin)
      quote.currency = row.field("currency")?.feedCurrency()
      quote.previousClose = try sidePrice("regularMarketPreviousClose")
      quote.open = try sidePrice("regularMarketOpen")
      quote.high = try sidePrice("regularMarketDayHigh")
      quote.low = try sidePrice("regularMarketDayLow")
      quote.volume = try value("regularMarketVolume")?.feedVolume()
      quote.bid = try sidePrice("bid")
      quote.ask = try sidePrice("ask")
      quote.yearHigh = try sidePrice("fiftyTwoWeekHigh")
      quote.yearLow = try sidePrice("fiftyTwoWeekLow")
      quote.extended = try extended(after: quote.time)
      return quote
    }

    /// The latest of the prices outside the session, where it is later than the session's.
    private func extended(after time: Instant) throws(Fault) -> Quote.Extended? {
      var latest: Quote.Extended?
      for (session, priceName, timeName) in Self.sides {
        guard let price = try price(priceName), let told = try value(timeName)?.epoch() else { continue }
        if told > latest?.time ?? time { latest = Quote.Extended(session: session, time: told, price: price) }
      }
      // One of the same, which fields asked for may leave alone.
      if let price = try price("extendedMarketPrice"), let told = try value("extendedMarketTime")?.epoch(),
        told > latest?.time ?? time
      {
        latest = Quote.Extended(session: .outside(at: told), time: told, price: price)
      }
      return latest
    }

    private static let sides: [(Quote.Session, StaticString, StaticString)] = [
      (.pre, "preMarketPrice", "preMarketTime"), (.post, "postMarketPrice", "postMarketTime"),
      (.overnight, "overnightMarketPrice", "overnightMarketTime"),
    ]
  }
}
