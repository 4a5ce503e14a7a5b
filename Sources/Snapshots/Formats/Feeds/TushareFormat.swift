import Market

/// tushare's `daily` as a data frame writes it: `ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount`,
/// newest first (tushare.pro, documents 27 and 109). Prices of `daily` are not adjusted, those of `pro_bar` may be: turnovers
/// (`amount`, in thousands on the mainland) show it. `vol` counts lots of 100 shares on the mainland (`.SH`, `.SZ`, `.BJ`) and
/// shares in Hong Kong (`hk_daily`); elsewhere its unit is not known here.
enum TushareFormat {
  static let format = Format(
    "tushare daily", "history",
    "ts_code, trade_date (20250430), open, high, low, close, vol in lots of 100 shares on the mainland, for one code or "
      + "several.", text: { head in .columns(head, "ts_code", "trade_date", "close") }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let code = table.column("ts_code"), let date = table.column("trade_date") else {
      throw Fault("found no ts_code and trade_date, expected both")
    }
    var layout = PriceTable(date: date, prices: PriceColumns(table), symbol: code)
    layout.prices.shares = { volume, row in
      switch exchange(of: row.raw(code)) {
      case .mainland: volume * 100
      case .hongKong: volume
      case nil: nil
      }
    }
    let notation = Notation(separator: table.separator)
    // `pro_bar` has the same columns and may be asked for adjusted prices.
    let evidence = try TurnoverEvidence(
      table, layout.prices, turnover: table.column("amount"),
      unit: try firstExchange(table, code) == .mainland ? 1000 : 1,
      notation)
    layout.isAdjusted = evidence.showsAdjusted
    return try layout.values(of: &table, nil, .told, notation, nil, &input)
  }

  private enum Exchange { case mainland, hongKong }

  private static func exchange(of code: UnsafeRawBufferPointer) -> Exchange? {
    switch code.suffix(3).map(\.lowercasedASCII) {
    case Array(".sh".utf8), Array(".sz".utf8), Array(".bj".utf8): .mainland
    case Array(".hk".utf8): .hongKong
    default: nil
    }
  }

  private static func firstExchange(_ table: Table, _ code: Int) throws(Fault) -> Exchange? {
    var table = table
    guard try table.next(), code < table.row.fields.count else { return nil }
    return exchange(of: table.row.raw(code))
  }
}
