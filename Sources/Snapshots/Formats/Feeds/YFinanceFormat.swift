import Market

/// What yfinance's `download(…).to_csv()` writes: three lines of header (fields, symbols, and `Date` or `Datetime`), then
/// a row a day or a moment with the columns of every symbol. Fields may stand above symbols (`Price` first) or below
/// them (`group_by="ticker"`); versions before 0.2.40 leave the first cells empty. A symbol without any price on a day
/// (another exchange's holiday) has no bar then. After `reset_index()` there are two lines, `Date,Close,Close,…` above the
/// symbols. With `multi_level_index=False` there is one, `Date,Close,High,Low,Open,Volume` in that order; other files with one
/// line are plain OHLCV text. Days with all prices but no `Adj Close` are adjusted ones: `auto_adjust` is true unless one says
/// otherwise (yfinance's documentation of `download`).
enum YFinanceFormat {
  static let format = Format(
    "yfinance CSV", "history",
    "Two or three lines of header with fields, symbols and Date or Datetime, for one or several symbols, or the one line "
      + "Date, Close, High, Low, Open, Volume; days without Adj Close are adjusted.",
    text: recognise, read: read)

  /// Lines of header.
  private enum Shape { case one, two, three }

  private static let alone = ["close", "high", "low", "open", "volume"]

  private static func recognise(_ head: TextHead) -> Verdict {
    guard let shape = shape(head.header, head.rows) else { return .no("no two or three lines of header") }
    if shape == .one { return .yes }
    guard head.names.count == head.rows[0].count else { return .near("as many symbols as fields") }
    let isClose = [head.names, head.rows[0]].map { $0.map(PriceColumns.isClose) }
    guard let fields = isClose.firstIndex(where: { $0.dropFirst().contains(true) }) else {
      return .near("no column of closes")
    }
    // What stands below a header and is no symbol may be units (`USD`, `Shares`).
    let symbols = [head.rows[0], head.names][fields]
    let closed = Set(zip(symbols, isClose[fields]).filter(\.1).map(\.0))
    let isWhole = shape == .three || symbols.dropFirst().allSatisfy(closed.contains)
    return isWhole ? .yes : .near("no close of every symbol")
  }

  /// Nil for a header of something else.
  private static func shape(_ header: [String], _ rows: [[String]]) -> Shape? {
    let dates = ["date", "datetime"]
    guard let first = header.first else { return nil }
    if dates.contains(first) {
      let isSecond =
        !header.contains { ColumnRole.of($0)?.role == .currency }
        && rows.first.map { row in
          ["", "ticker", "price"].contains(row[0].lowercased()) && row.dropFirst().allSatisfy(isName)
        } ?? false
      if isSecond { return .two }
      return Array(header.dropFirst()) == alone ? .one : nil
    }
    guard rows.count > 1, ["", "price", "ticker", "attributes"].contains(first),
      let index = rows[1].first?.lowercased(), dates.contains(index),
      rows[1].dropFirst().allSatisfy({ $0.isEmpty || $0.hasPrefix("Unnamed") })
    else { return nil }
    return .three
  }

  /// A symbol or a field's name, and no number.
  private static func isName(_ field: String) -> Bool { field.utf8.contains(where: \.isLetter) }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    let head = try TextHead(input)
    let shape = shape(head.header, head.rows)
    if shape == .one { return try readOne(&input) }
    var table = try Table(input.bytes, headerOf: shape == .two ? 2 : 3)
    let (first, second) = (table.names, table.below[0])
    guard second.count == table.width else {
      throw Fault(.line(2, column: 0), "found \(second.count) fields, expected \(table.width) as in the header")
    }
    let fieldsFirst = first.dropFirst().contains(where: PriceColumns.isClose)
    let (fields, symbols) = fieldsFirst ? (first, second) : (second, first)
    var sheet = PriceSheet()
    for index in symbols.indices.dropFirst() {
      guard Array(symbols[index].utf8).withUnsafeBytes(Snapshots.isName) else {
        throw Fault(.line(fieldsFirst ? 2 : 1, column: 0), "found no symbol over column \(index + 1), expected one")
      }
      guard sheet.take(fields[index], of: symbols[index], at: index) else {
        throw Fault(
          .line(1, column: 0), "found \(fields[index].shown) of \(symbols[index].shown) twice, expected it once")
      }
    }
    if (shape == .two ? table.header : table.below[1]).first?.lowercased() == "date" { sheet.adjustWholeTables() }
    return try sheet.values(of: &table, .told, Notation(separator: table.separator), &input)
  }

  private static func readOne(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    var layout = try PriceTable(table)
    layout.isAdjusted = table.header[layout.date] == "date"
    let notation = try Notation(of: table, layout)
    return try layout.values(of: &table, nil, .told, notation, nil, &input)
  }
}
