import Market

/// Finnhub's `quote`: one record without a symbol, `c` current, `o` `h` `l` of the day, `pc` previous close, `t` seconds.
/// The file's name tells the symbol. All are 0 for a symbol that Finnhub does not know.
enum FinnhubQuoteFormat {
  static let format = Format(
    "Finnhub quote", "quotes", "The latest price (c, o, h, l, pc, t); the file's name is the symbol.",
    document: { root in .keys(root, "pc", "c", "t") }, read: read)

  static func read(_ root: JSONValue, _ reading: inout Reading) throws(Fault) -> FileValues {
    let symbol = reading.stem
    let negative = reading.negative.contains(symbol)
    let current = try root.need("c")
    if try root.need("t").figure() == 0, try current.figure() == 0 {
      throw Fault("found zeros for \(symbol), expected a symbol that Finnhub knows as the file's name")
    }
    guard let price = try current.feedPrice(negative: negative) else { throw root.missing("c") }
    let time = try root.need("t").epoch()
    var quote = Quote(symbol: symbol, time: time, price: price, origin: reading.origin(root))
    quote.open = try root.field("o")?.feedPriceOrZero()
    quote.high = try root.field("h")?.feedPriceOrZero()
    quote.low = try root.field("l")?.feedPriceOrZero()
    quote.previousClose = try root.field("pc")?.feedPriceOrZero()
    return FileValues(.quotes([quote]), rows: 1, newest: time)
  }
}

/// Finnhub's `candle` (and any chart server that speaks TradingView's UDF): lists `t` `o` `h` `l` `c` `v` side by side
/// and `s`, `ok` or `no_data`. The file's name tells the symbol, the moments whether the bars are daily.
enum FinnhubCandlesFormat {
  static let format = Format(
    "Finnhub candles", "history", "Bars as lists t, o, h, l, c, v beside s; the file's name is the symbol.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard let state = root.field("s")?.utf8 else { return .no("no \"s\"") }
    if state.equals("no_data") { return .yes }
    guard state.equals("ok") else { return .no("\"s\" is neither ok nor no_data") }
    return .keys(root, "t", "c")
  }

  static func read(_ root: JSONValue, _ reading: inout Reading) throws(Fault) -> FileValues {
    let symbol = reading.stem
    var series = PriceSeries(symbol: symbol)
    guard let times = root.present("t") else { return PriceSeries.values([series], .told, &reading) }
    guard times.isArray else { throw times.fault("a list") }
    var opens = try JSONColumn(root, "o", count: times.count)
    var highs = try JSONColumn(root, "h", count: times.count)
    var lows = try JSONColumn(root, "l", count: times.count)
    var closes = try JSONColumn(root, "c", count: times.count)
    var volumes = try JSONColumn(root, "v", count: times.count)
    let negative = reading.negative.contains(symbol)
    for time in times.elements {
      let (open, high, low) = (opens.next(), highs.next(), lows.next())
      let (close, volume) = (closes.next(), volumes.next())
      do throws(Fault) {
        let line = reading.lines.place(at: time.offset).line
        let bar = Bar(
          day: Day(number: 0), open: try open?.feedPrice(negative: negative),
          high: try high?.feedPrice(negative: negative), low: try low?.feedPrice(negative: negative),
          close: try close?.feedPrice(negative: negative), volume: try volume?.feedVolume(), line: line)
        series.add(bar, at: try time.epoch())
      } catch {
        reading.log.add(error, &reading.lines)
        series.refuse((try? time.epoch()).map { series.zone.session(of: $0) })
      }
    }
    return PriceSeries.values([series], .told, &reading)
  }
}
