import Market

/// Stooq's light quotes (`/q/l/?s=amat.us&f=sd2t2ohlcvn&h&e=csv`), with and without the header (`&h`) and the name
/// (`n`). Date and time are Warsaw's. `N/D` is missing; a symbol without a price gives no quote. A file that tells two
/// prices of one symbol holds bars on a clock that it does not name, and is refused.
enum StooqQuoteFormat {
  static let format = Format(
    "Stooq quotes", "quotes",
    "Symbol, Date, Time (Warsaw), Open, High, Low, Close, Volume and perhaps Name, with or without the header; "
      + "AMAT.US is AMAT, and N/D is missing.",
    text: recognise, read: read)

  private static let columns = ["symbol", "date", "time", "open", "high", "low", "close", "volume"]

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.separator == UInt8(ascii: ",") else { return .no("no commas") }
    let isHeader = head.header.starts(with: columns)
    guard isHeader || (head.header.first != "symbol" && isRow(head.names)) else {
      return head.header.starts(with: columns.prefix(3))
        ? .near("no Open to Volume behind them") : .no("no symbol, date and time first")
    }
    if isHeader, !head.rows.isEmpty, !head.rows.contains(where: isRow) {
      return .near("no time like 22:00:13 below it")
    }
    return .yes
  }

  private static func isRow(_ fields: [String]) -> Bool {
    guard fields.count >= columns.count, !fields[0].isEmpty else { return false }
    func holds(_ field: String, _ test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
      Array(field.utf8).withUnsafeBytes { $0.equals("N/D") || test($0) }
    }
    return holds(fields[1]) { Day(utf8: $0) != nil }
      && holds(fields[2]) { Zone.centralEurope.instant(Day(number: 0), time: $0) != nil }
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var reader = Table.rows(of: input.bytes)
    var quotes: [Quote] = []
    var known: Set<String> = []
    var isRepeated = false
    var refused: Set<String> = []
    while try reader.next() {
      if reader.raw(0).map(\.lowercasedASCII) == Array("symbol".utf8) { continue }
      do throws(Fault) {
        guard let quote = try quote(reader, input) else { continue }
        isRepeated = !known.insert(quote.symbol).inserted
        quotes.append(quote)
      } catch {
        input.log.add(error, &input.lines)
        if let name = reader.text(0), !name.isEmpty { refused.insert(StooqJSONFormat.symbol(of: name)) }
      }
      guard !isRepeated else {
        throw Fault(
          .line(reader.line, column: 1),
          "found \(reader.raw(0).shown) twice, expected one price a symbol (bars need one column with date, time and "
            + "offset)")
      }
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  private static func quote(_ row: CSVReader, _ input: FileInput) throws(Fault) -> Quote? {
    // A name may hold commas without quotes around it.
    guard row.fields.count >= columns.count else { try row.check(width: columns.count); return nil }
    if let stray = row.strayQuote, row.fields[columns.count - 1].end > stray { try row.check(width: row.fields.count) }
    guard isName(row.raw(0)), let name = row.text(0) else { throw row.fault(0, "a symbol") }
    let symbol = StooqJSONFormat.symbol(of: name)
    let notation = Notation(separator: row.separator)
    let negative = input.negative.contains(symbol)
    func price(_ column: Int) throws(Fault) -> Double? { try row.price(column, notation, negative: negative) }
    guard let close = try price(6) else { return nil }
    guard let day = Day(utf8: row.raw(1)) else { throw row.fault(1, "a date like 2025-05-01") }
    guard let time = Zone.centralEurope.instant(day, time: row.raw(2)) else {
      throw row.fault(2, "a time like 22:00:13")
    }
    var quote = Quote(
      symbol: symbol, time: time, price: close, origin: Origin(file: input.path, line: row.line))
    quote.open = try price(3)
    quote.high = try price(4)
    quote.low = try price(5)
    quote.volume = try row.volume(7, notation)
    return quote
  }
}
