import Market

/// Finnhub's `quote`: one record without a symbol, `c` current, `o` `h` `l` of the day, `pc` previous close, `t` seconds.
/// The file's name tells the symbol. All are 0 for a symbol that Finnhub does not know.
enum FinnhubQuoteFormat {
  static let format = Format(
    "Finnhub quote", "quotes", "The latest price (c, o, h, l, pc, t); the file's name is the symbol.",
    document: { root in .keys(root, "pc", "c", "t") }, read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let symbol = input.stem
    let negative = input.negative.contains(symbol)
    let current = try root.need("c")
    if try root.need("t").figure() == 0, try current.figure() == 0 {
      throw Fault("found zeros for \(symbol), expected a symbol that Finnhub knows as the file's name")
    }
    guard let price = try current.feedPrice(negative: negative) else { throw root.missing("c") }
    let time = try root.need("t").epoch()
    var quote = Quote(symbol: symbol, time: time, price: price, origin: input.origin(root))
    quote.open = try root.field("o")?.feedSidePrice(negative: negative)
    quote.high = try root.field("h")?.feedSidePrice(negative: negative)
    quote.low = try root.field("l")?.feedSidePrice(negative: negative)
    quote.previousClose = try root.field("pc")?.feedSidePrice(negative: negative)
    return FileValues(.quotes, [quote], rows: 1, newest: time)
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

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let symbol = input.stem
    var series = PriceSeries(symbol: symbol)
    guard let times = root.present("t") else { return PriceSeries.values([series], .told, &input) }
    guard times.isArray else { throw times.fault("a list") }
    let columns = try BarColumns(
      root, BarColumns.Names(open: "o", high: "h", low: "l", close: "c", volume: "v"), count: times.count,
      negative: input.negative.contains(symbol))
    series.add(columns, at: times, &input)
    return PriceSeries.values([series], .told, &input)
  }
}
