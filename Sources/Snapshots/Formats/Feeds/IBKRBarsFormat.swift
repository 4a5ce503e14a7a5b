import Market

/// Historical bars of Interactive Brokers' TWS API as ib_insync and ib_async write them (`util.df(bars).to_csv()`):
/// `date,open,high,low,close,volume,average,barCount` behind an unnamed index (fields of `BarData`, and of the API's
/// `historicalData`). Volume, average and count are -1 where a bar has none: of currencies, of `MIDPOINT`, `BID` and `ASK`.
enum IBKRBarsFormat {
  static let format = Format(
    "IBKR bars", "history",
    "date, open, high, low, close, volume, average, barCount of ib_insync and ib_async; -1 is missing, the file's name is "
      + "the symbol.", text: { head in .columns(head, "barcount", "average", "date", "close") }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let layout = try PriceTable(table)
    let notation = try Notation(of: table, layout)
    return try layout.values(of: &table, nil, .told, notation, nil, &input)
  }
}
