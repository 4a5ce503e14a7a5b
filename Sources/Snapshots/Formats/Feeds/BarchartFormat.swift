import Market

/// Barchart's downloads of price history: `Time,Open,High,Low,Latest,Change,%Change,Volume` (also `Last`, `Date Time`, an
/// open interest behind), newest first, and below the rows `Downloaded from Barchart.com as of …` (files kept in projects
/// that read them). Rows within days tell no clock and are refused.
enum BarchartFormat {
  static let format = Format(
    "Barchart history", "history",
    "Time, Open, High, Low, Latest, Change, %Change, Volume and a footer; daily rows, of the symbol before _ in the "
      + "file's name.", text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard ["%change", "%chg"].contains(where: head.header.contains) else { return .no("no column \"%Change\"") }
    guard ["latest", "last"].contains(where: head.header.contains) else { return .no("no column \"Latest\"") }
    guard head.header.contains("open"), ["time", "date time", "date"].contains(where: head.header.contains) else {
      return .no("no columns Time and Open")
    }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let date = table.column("time", "date time", "date"), let close = table.column("latest", "last") else {
      throw Fault("found no Time and Latest, expected both")
    }
    let layout = PriceTable(
      date: date,
      prices: PriceColumns(
        open: table.column("open"), high: table.column("high"), low: table.column("low"), close: close,
        volume: table.column("volume")), symbol: table.column("symbol"))
    let notation = try Notation(of: table, numbers: layout.prices.all, date: date)
    return try layout.values(of: &table, try owner(layout, input), .told, notation, nil, &input)
  }

  /// `amat_daily_historical-data-05-01-2025.csv` and `amat_price-history-05-01-2025.csv` are of AMAT.
  private static func owner(_ layout: PriceTable, _ input: FileInput) throws(Fault) -> PriceTable.Owner? {
    if layout.symbol != nil { return nil }
    let name = try input.symbolOfName()
    guard name.contains("historical-data-") || name.contains("price-history-"),
      let first = name.split(separator: "_").first
    else { return PriceTable.Owner(name) }
    return PriceTable.Owner(first.uppercased())
  }
}
