import Market

/// Polygon's (now Massive's) flat files, `us_stocks_sip/day_aggs_v1` and `minute_aggs_v1`: all tickers of a day,
/// `ticker,volume,open,close,high,low,window_start,transactions` (without volume and transactions for indices), as its
/// documentation of flat files shows them. `window_start` is in nanoseconds, of a day its midnight in New York. Prices are
/// not adjusted.
enum PolygonFlatFormat {
  static let format = Format(
    "Polygon flat file", "history",
    "Day or minute aggregates of all tickers: ticker, open, close, high, low, window_start in nanoseconds; not of options.",
    text: { head in .columns(head, "window_start", "ticker", "open", "close", "high", "low") }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let date = table.column("window_start"), let ticker = table.column("ticker") else {
      throw Fault("found no ticker and window_start, expected both")
    }
    var first = table
    if try first.next(), ticker < first.row.fields.count, first.row.raw(ticker).starts(with: "O:") {
      throw first.row.fault(ticker, "prices of shares (these are options)")
    }
    let layout = PriceTable(date: date, prices: PriceColumns(table), symbol: ticker)
    return try layout.values(of: &table, nil, .told, Notation(separator: table.separator), nil, &input)
  }
}
