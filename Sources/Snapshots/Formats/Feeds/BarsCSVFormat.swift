import Market

/// Plain separated values with a header: Date, Open, High, Low, Close, Adj Close (adjusted), Volume in any order and
/// case. Several symbols in one file need a column of them (`ColumnRole.symbol`); else the file's name tells. Rows dated by
/// moments become bars within days where one day has several. What may be read in two ways (`1.234`, `03/04/2025`) is
/// settled by the whole file or refused (`Notation`).
enum BarsCSVFormat {
  static let format = Format(
    "OHLCV text", "history",
    "A header with a date and a close, else open, high, low, adjusted, volume, symbol, currency, in English or German "
      + "(comdirect, onvista, ariva.de); decimal comma with ; or tab; dates ISO, day or month first where the file settles it, or epochs; times need an offset.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    if let other = OtherTable(head) { return .no("\(other.what), not prices") }
    guard head.roles.contains(.date) else { return .no("no column of dates") }
    if head.roles.contains(.close) || head.roles.contains(.adjusted) { return .yes }
    let other = head.names.first { name in
      let role = ColumnRole.named(name)?.role
      return ColumnRole.of(name) == nil && (role == .close || role == .adjusted)
    }
    return .near(other.map { "\($0.shown) tells no unit that is known" } ?? "no column of closes")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    var layout = try PriceTable(table)
    if layout.symbol != nil { try PriceEvidence.checkForecast(input.stem) }
    let notation = try Notation(of: table, layout)
    try countLots(of: &layout, table, notation, input)
    return try layout.values(of: &table, nil, .told, notation, nil, &input)
  }

  /// Volumes of the mainland may count lots of 100 shares: the turnover beside them tells, or nothing does. What is called
  /// `volume` counts shares.
  private static func countLots(
    of layout: inout PriceTable, _ table: Table, _ notation: Notation, _ input: FileInput
  ) throws(Fault) {
    guard let volume = layout.prices.volume, layout.prices.shares == nil else { return }
    let isUnsure = ["成交量", "vol"].contains(ColumnRole.plain(table.names[volume]))
    let turnover = TurnoverEvidence.turnover(of: table)
    let told = try TurnoverEvidence.sharesPerVolume(table, layout.prices, turnover: turnover, notation)
    guard isUnsure || told == 100 else { return }
    let (column, stem) = (layout.symbol, input.stem)
    layout.prices.shares = { count, row in
      let code = column.flatMap(row.code) ?? stem
      let isOfMainland = code.utf8.count(where: \.isDigit) == 6 || code.utf8.contains { $0 >= 0x80 }
      return isOfMainland ? told.map { count * $0 } : count
    }
  }
}
