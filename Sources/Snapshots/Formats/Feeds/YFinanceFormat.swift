import Market

/// What yfinance's `download(…).to_csv()` writes: three lines of header (fields, symbols, and `Date` or `Datetime`), then
/// a row a day or a moment with the columns of every symbol. Fields may stand above symbols (`Price` first) or below
/// them (`group_by="ticker"`); versions before 0.2.40 leave the first cells empty. A symbol without any price on a day
/// (another exchange's holiday) has no bar then. Files with one line of header are plain OHLCV text. Days with all prices
/// but no `Adj Close` are adjusted ones.
enum YFinanceFormat {
  static let format = Format(
    "yfinance CSV", "history",
    "Three lines of header with fields, symbols and Date or Datetime, for one or several symbols; days without Adj Close "
      + "are adjusted; with one line of header it is OHLCV text.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.rows.count >= 2, ["", "price", "ticker", "attributes"].contains(head.header[0]) else {
      return .no("no three lines of header")
    }
    guard let index = head.rows[1].first?.lowercased(), ["date", "datetime"].contains(index),
      head.rows[1].dropFirst().allSatisfy({ $0.isEmpty || $0.hasPrefix("Unnamed") })
    else { return .no("no third line with Date or Datetime alone") }
    guard head.names.count == head.rows[0].count else { return .near("as many symbols as fields") }
    let hasClose = [head.names, head.rows[0]].contains { $0.dropFirst().contains(where: PriceColumns.isClose) }
    return hasClose ? .yes : .near("no column of closes")
  }

  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    var table = try Table(reading.bytes, headerOf: 3)
    let (first, second) = (table.names, table.below[0])
    guard second.count == table.width else {
      throw Fault(.line(2, column: 0), "found \(second.count) fields, expected \(table.width) as in the header")
    }
    let fieldsFirst = first.dropFirst().contains(where: PriceColumns.isClose)
    let (fields, symbols) = fieldsFirst ? (first, second) : (second, first)
    var sheet = PriceSheet()
    for index in symbols.indices.dropFirst() {
      guard Array(symbols[index].utf8).withUnsafeBytes(isName) else {
        throw Fault(.line(fieldsFirst ? 2 : 1, column: 0), "found no symbol over column \(index + 1), expected one")
      }
      sheet.take(fields[index], of: symbols[index], at: index)
    }
    if table.below[1].first?.lowercased() == "date" { sheet.adjustWholeTables() }
    return try sheet.values(of: &table, .told, Notation(separator: table.separator), &reading)
  }
}
