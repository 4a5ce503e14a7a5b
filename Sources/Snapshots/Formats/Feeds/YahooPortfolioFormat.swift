import Market

/// What Yahoo exports from a portfolio, `quotes.csv`: `Symbol,Current Price,Date,Time,Change,Open,High,Low,Volume,Trade
/// Date,Purchase Price,Quantity,…`, a row a lot (files kept in projects that read them). The prices are taken, the lots never.
/// `Time` is the exchange's clock by its name (`16:00 EDT`, `17:35 CEST`); older files have `4:00pm`, of New York. `Change` is
/// from the close before. London's prices are in pence, and no currency is told.
enum YahooPortfolioFormat {
  static let format = Format(
    "Yahoo portfolio", "quotes",
    "Symbol, Current Price, Date, Time, Change, … of quotes.csv: the prices of its names; purchases and quantities are not "
      + "taken.",
    text: { head in .columns(head, "current price", "symbol", "date", "time", "trade date", "purchase price") },
    read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let columns = table.header
    var quotes: [Quote] = []
    var known: [String: Quote] = [:]
    var refused: Set<String> = []
    while try table.next() {
      let row = table.row
      do throws(Fault) {
        try table.check()
        guard let quote = try quote(row, columns, input) else { continue }
        // Each lot of a name tells its price again.
        if let before = known[quote.symbol], before.time == quote.time, before.price == quote.price { continue }
        known[quote.symbol] = quote
        quotes.append(quote)
      } catch {
        input.log.add(error, &input.lines)
        if let column = columns.firstIndex(of: "symbol"), column < row.fields.count, let name = row.text(column) {
          refused.insert(name)
        }
      }
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  /// Nil where the row tells no price: of a name that is not quoted, or of cash.
  private static func quote(_ row: CSVReader, _ columns: [String], _ input: FileInput) throws(Fault) -> Quote? {
    func column(_ name: String) throws(Fault) -> Int {
      guard let column = columns.firstIndex(of: name) else { throw Fault("found no column \"\(name)\", expected it") }
      return column
    }
    let symbol = try row.name(try column("symbol"))
    let notation = Notation(separator: row.separator, order: .monthFirst)
    let negative = input.negative.contains(symbol)
    func price(_ name: String) throws(Fault) -> Double? {
      try row.sidePrice(columns.firstIndex(of: name), notation, negative: negative)
    }
    guard let last = try row.price(columns.firstIndex(of: "current price"), notation, negative: negative)
    else { return nil }
    let dateColumn = try column("date")
    guard case .day(let day) = try row.take(dateColumn, notation.stamp(row.raw(dateColumn))) else {
      throw row.fault(dateColumn, "a date like 2025/05/01")
    }
    let timeColumn = try column("time")
    guard let time = instant(row.raw(timeColumn), day, symbol) else {
      throw row.fault(timeColumn, "a time like 16:00 EDT")
    }
    var quote = Quote(symbol: symbol, time: time, price: last, origin: Origin(file: input.path, line: row.line))
    (quote.open, quote.high, quote.low) = (try price("open"), try price("high"), try price("low"))
    quote.volume = try row.volume(columns.firstIndex(of: "volume"), notation)
    if let change = columns.firstIndex(of: "change").flatMap({ Decimal.value(row.raw($0).withoutSign) }) {
      // Without the noise of the last digits.
      let previous = ((last - change) * 1e6).rounded() / 1e6
      if previous > 0 || negative { quote.previousClose = previous }
    }
    return quote
  }

  /// Hours east of UTC, by Yahoo's short names of clocks.
  private static let clocks: [String: Double] = [
    "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11,
  ]

  /// The moment of `16:00 EDT`, `4:00pm` on a day.
  private static func instant(_ raw: UnsafeRawBufferPointer, _ day: Day, _ symbol: String) -> Instant? {
    let parts = String(decoding: raw, as: UTF8.self).uppercased().split(separator: " ")
    guard let first = parts.first, parts.count <= 2 else { return nil }
    let numbers = first.prefix { $0.isNumber || $0 == ":" }.split(separator: ":")
    guard numbers.count == 2, var hour = Int(numbers[0]), let minute = Int(numbers[1]), minute < 60 else { return nil }
    switch first.drop(while: { $0.isNumber || $0 == ":" }) {
    case "": guard hour < 24 else { return nil }
    case "AM", "PM":
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (first.hasSuffix("PM") ? 12 : 0)
    default: return nil
    }
    guard parts.count == 2 else {
      // Those without a clock are of the time when Yahoo wrote New York's; only its own names are believed.
      return symbol.contains(".") ? nil : Zone.newYork.instant(day, hour: hour, minute: minute)
    }
    let zone = Zone(symbol: symbol)
    guard let east = clocks[String(parts[1])] ?? (parts[1] == "CST" && zone == .shanghai ? 8 : nil) else { return nil }
    return Zone.utc.instant(day, hour: hour, minute: minute).advanced(bySeconds: -Int64(east * 3600))
  }
}

extension UnsafeRawBufferPointer {
  /// Without a `+` before a number.
  fileprivate var withoutSign: UnsafeRawBufferPointer { first == UInt8(ascii: "+") ? part(1..<count) : self }
}
