import Market

/// Stooq's light quotes (`/q/l/?s=amat.us&f=sd2t2ohlcvn&h&e=csv`), with and without the header (`&h`) and the name
/// (`n`). Date and time are Warsaw's. `N/D` is missing; a symbol without a price gives no quote.
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
    return holds(fields[1]) { Day(utf8: $0) != nil } && holds(fields[2]) { $0.clock != nil }
  }

  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    var reader = try CSVReader(file: reading.bytes)
    var quotes: [Quote] = []
    var refused: Set<String> = []
    while try reader.next() {
      if reader.raw(0).trimmed.map(\.lowercasedASCII) == Array("symbol".utf8) { continue }
      do throws(Fault) {
        if let quote = try quote(reader, reading) { quotes.append(quote) }
      } catch {
        reading.log.add(error, &reading.lines)
        if let name = reader.text(0), !name.isEmpty { refused.insert(StooqSymbol.plain(name)) }
      }
    }
    return FileValues(.quotes(quotes), rows: quotes.count, newest: quotes.lazy.map(\.time).max(), refused: refused)
  }

  private static func quote(_ row: CSVReader, _ reading: Reading) throws(Fault) -> Quote? {
    // A name may hold commas without quotes around it.
    guard row.fields.count >= columns.count else { try row.check(width: columns.count); return nil }
    if let stray = row.strayQuote, row.fields[columns.count - 1].end > stray { try row.check(width: row.fields.count) }
    guard isName(row.raw(0)), let name = row.text(0) else { throw BarsCSVFormat.fault(row, 0, "a symbol") }
    let symbol = StooqSymbol.plain(name)
    let notation = Notation(separator: row.separator)
    let negative = reading.negative.contains(symbol)
    func price(_ column: Int) throws(Fault) -> Double? { try BarsCSVFormat.price(row, column, notation, negative) }
    guard let close = try price(6) else { return nil }
    guard let day = Day(utf8: row.raw(1)) else { throw BarsCSVFormat.fault(row, 1, "a date like 2025-05-01") }
    guard let clock = row.raw(2).clock else { throw BarsCSVFormat.fault(row, 2, "a time like 22:00:13") }
    var quote = Quote(
      symbol: symbol, time: warsaw(day, clock), price: close, origin: Origin(file: reading.path, line: row.line))
    quote.open = try price(3)
    quote.high = try price(4)
    quote.low = try price(5)
    quote.volume = try BarsCSVFormat.volume(row, 7, notation)
    return quote
  }

  /// The moment at which Warsaw's clock shows so many seconds since midnight: summer time from the last Sunday of March
  /// to that of October, 01:00 UTC (Directive 2000/84/EC). Of an hour that occurs twice the first is meant.
  static func warsaw(_ day: Day, _ clock: Int) -> Instant {
    let local = Int64(day.number) * 86400 + Int64(clock)
    let summer = local - 2 * 3600
    func change(_ month: Int) -> Int64? {
      guard let last = Day(day.parts.year, month, 31) else { return nil }
      return Int64(last.advanced(by: -((last.weekday + 1) % 7)).number) * 86400 + 3600
    }
    guard let start = change(3), let end = change(10), summer >= start, summer < end else {
      return Instant(seconds: local - 3600)
    }
    return Instant(seconds: summer)
  }
}
