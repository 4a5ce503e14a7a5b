import Market

/// Tiingo's prices: a list of bars without a symbol, daily (`tiingo/daily/…/prices`, with adjusted values) or within
/// days (`iex/…/prices`). The file's name tells the symbol, the moments whether the bars are daily; a daily bar's is
/// midnight in UTC.
enum TiingoPricesFormat {
  static let format = Format(
    "Tiingo prices", "history", "Daily bars with adjClose, or IEX bars within days; the file's name is the symbol.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard root.isArray, let first = root.firstElement else { return .no("no list of bars") }
    guard first.field("ticker") == nil, first.field("symbol") == nil else { return .no("a symbol in the bars") }
    guard first.field("date")?.utf8.flatMap(Instant.init(rfc3339:)) != nil else {
      return .no("no \"date\" with a time")
    }
    return .keys(first, "date", "close")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let symbol = input.stem
    var series = PriceSeries(symbol: symbol)
    let negative = input.negative.contains(symbol)
    for row in root.elements {
      var instant: Instant?
      do throws(Fault) {
        let time = try row.need("date").instant()
        instant = time
        let bar = Bar(
          day: Day(number: 0), open: try row.field("open")?.feedSidePrice(negative: negative),
          high: try row.field("high")?.feedSidePrice(negative: negative),
          low: try row.field("low")?.feedSidePrice(negative: negative),
          close: try row.field("close")?.feedPrice(negative: negative),
          adjustedClose: try row.field("adjClose")?.feedPrice(negative: negative),
          volume: try row.field("volume")?.feedVolume(), line: input.lines.place(at: row.offset).line)
        series.note(
          ShareAction(
            split: try row.field("splitFactor")?.figure() ?? 1, dividend: try row.field("divCash")?.figure() ?? 0),
          on: series.zone.session(of: time))
        series.add(bar, at: time)
      } catch {
        input.log.add(error, &input.lines)
        series.refuse(at: instant)
      }
    }
    return PriceSeries.values([series], .told, &input)
  }
}

/// Tiingo's IEX quotes: a list of records by `ticker`. `last` is a trade at `lastSaleTimestamp`; without it `tngoLast`
/// is Tiingo's price at `timestamp`. A bid or ask of 0 is none.
enum TiingoIEXFormat {
  static let format = Format(
    "Tiingo IEX", "quotes", "The latest prices: last, else tngoLast; prices outside the session stand apart.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard root.isArray, let first = root.firstElement else { return .no("no list of quotes") }
    return .keys(first, "tngoLast", "ticker", "timestamp")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    let negative = input.negative
    let quotes = input.rows(of: root, key: "ticker", refused: &refused) { (row, origin) throws(Fault) in
      let symbol = try row.need("ticker").name()
      return try quote(symbol, row, origin, negative.contains(symbol))
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  private static func quote(
    _ symbol: String, _ row: JSONValue, _ origin: Origin, _ negative: Bool
  ) throws(Fault) -> Quote {
    var price = try row.field("last")?.feedPrice(negative: negative)
    var time = row.present("lastSaleTimestamp")
    if price == nil || time == nil {
      price = try row.field("tngoLast")?.feedPrice(negative: negative)
      time = row.field("timestamp")
    }
    guard let price else { throw row.missing("tngoLast") }
    guard let time else { throw row.missing("timestamp") }
    var quote = Quote(symbol: symbol, time: try time.instant(), price: price, origin: origin)
    quote.session = Quote.Session(newYork: quote.time)
    quote.open = try row.field("open")?.feedSidePrice(negative: negative)
    quote.high = try row.field("high")?.feedSidePrice(negative: negative)
    quote.low = try row.field("low")?.feedSidePrice(negative: negative)
    quote.previousClose = try row.field("prevClose")?.feedSidePrice(negative: negative)
    quote.volume = try row.field("volume")?.feedVolume()
    quote.bid = try row.field("bidPrice")?.feedSidePrice(negative: negative)
    quote.ask = try row.field("askPrice")?.feedSidePrice(negative: negative)
    return quote
  }
}
