import Market

/// Polygon's (now Massive's) aggregates: of one `ticker` (`v2/aggs/ticker/…/range`, `…/prev`) or grouped by `T`, all
/// tickers of a day (`v2/aggs/grouped`). `t` is in milliseconds, where the window begins; of grouped ones its close.
/// `results` is absent when there are none. Closes are adjusted for splits, not for dividends.
enum PolygonAggregatesFormat {
  static let format = Format(
    "Polygon aggregates", "history",
    "Bars of one ticker, or of all tickers of one day (grouped daily, previous close).",
    document: { root in .keys(root, "resultsCount", "queryCount") }, read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let results = root.present("results") else { return FileValues(.histories, []) }
    guard results.isArray else { throw results.fault("a list") }
    let ticker = try root.present("ticker")?.name() ?? input.stem
    var series: [PriceSeries] = []
    var indexes: [String: Int] = [:]
    var isGrouped = false
    for row in results.elements {
      do throws(Fault) {
        guard row.isObject else { throw row.fault("an object") }
        let named = row.field("T")
        if named != nil { isGrouped = true }
        let symbol = try named?.name() ?? ticker
        let index = indexes[symbol] ?? series.count
        if index == series.count {
          indexes[symbol] = index
          series.append(PriceSeries(symbol: symbol))
        }
        do throws(Fault) {
          let bar = try Bar(short: row, input.negative.contains(symbol), input.lines.place(at: row.offset).line)
          let time = try row.need("t").epoch()
          series[index].add(bar, at: time, day: named == nil ? nil : Zone.newYork.day(of: time))
        } catch {
          series[index].refuse(at: try? row.field("t")?.epoch())
          throw error
        }
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    return PriceSeries.values(series, isGrouped ? .daily : .told, &input)
  }
}

/// Polygon's snapshots of one `ticker` or several `tickers`: `day`, `prevDay`, `min`, `lastTrade` (as the licence
/// allows), `updated`; times in nanoseconds or milliseconds. What has not been yet is 0; from the reset at 3:30 New York to
/// 4:00 that is all but `prevDay`, and no price.
enum PolygonSnapshotFormat {
  static let format = Format(
    "Polygon snapshot", "quotes",
    "The latest prices of one ticker or several; a trade outside the session stands beside the day's close.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    if let tickers = root.field("tickers") {
      guard tickers.isArray else { return .no("\"tickers\" is no list") }
      guard let first = tickers.firstElement else { return .yes }
      return .keys(first, "ticker", "day")
    }
    guard let ticker = root.field("ticker"), ticker.isObject else { return .no("no \"tickers\"") }
    return .keys(ticker, "ticker", "day")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let list = root.field("tickers") else {
      let row = try root.need("ticker")
      let quote = try quote(row, input.origin(row))
      return FileValues(.quotes, [quote], rows: 1, newest: quote.time)
    }
    var refused: Set<String> = []
    let quotes = input.rows(of: list, key: "ticker", refused: &refused) { (row, origin) throws(Fault) in
      try quote(row, origin)
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  private static func quote(_ row: JSONValue, _ origin: Origin) throws(Fault) -> Quote {
    let symbol = try row.need("ticker").name()
    let book = row.present("lastQuote")
    let snapshot = USSnapshot(
      trade: try trade(row), bar: try USSnapshot.DayBar(row.present("day"), day: nil),
      previousClose: try row.present("prevDay")?.field("c")?.feedSidePrice(),
      bid: try book?.field("p")?.feedSidePrice(), ask: try book?.field("P")?.feedSidePrice())
    guard let quote = snapshot.quote(symbol, origin) else {
      throw Fault(
        .offset(row.offset),
        "found no trade of \(symbol), expected \"lastTrade\", \"min\" or \"day\" (all are 0 from 3:30 to 4:00 New York)"
      )
    }
    return quote
  }

  private static func trade(_ row: JSONValue) throws(Fault) -> (price: Double, time: Instant)? {
    if let trade = row.present("lastTrade"), let price = try trade.field("p")?.feedSidePrice(),
      let time = trade.present("t")
    {
      return (price, try time.epoch())
    }
    if let minute = row.present("min"), let price = try minute.field("c")?.feedSidePrice(),
      let time = minute.present("t"), try time.figure() != 0
    {
      return (price, try time.epoch())
    }
    guard let price = try row.present("day")?.field("c")?.feedSidePrice(), let updated = row.present("updated"),
      try updated.figure() != 0
    else { return nil }
    // The day's last price is one of the session, however late it is told.
    let time = try updated.epoch()
    return (price, min(time, Venue.nyse.priceTime(of: Zone.newYork.day(of: time))))
  }
}

extension Bar {
  /// Keys `o` `h` `l` `c` `v`, as Polygon and Alpaca write them; dated later.
  init(short row: JSONValue, _ negative: Bool, _ line: Int) throws(Fault) {
    self.init(
      day: Day(number: 0), open: try row.field("o")?.feedSidePrice(negative: negative),
      high: try row.field("h")?.feedSidePrice(negative: negative),
      low: try row.field("l")?.feedSidePrice(negative: negative),
      close: try row.field("c")?.feedPrice(negative: negative), volume: try row.field("v")?.feedVolume(), line: line)
  }
}
