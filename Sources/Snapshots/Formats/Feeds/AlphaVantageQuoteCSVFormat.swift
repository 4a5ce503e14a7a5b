import Market

/// Alpha Vantage's GLOBAL_QUOTE with `datatype=csv`: one row of a price dated by a day alone, as in JSON; whether it is
/// late is not told.
enum AlphaVantageQuoteCSVFormat {
  static let format = Format(
    "Alpha Vantage quote CSV", "quotes",
    "symbol, open, high, low, price, volume, latestDay, previousClose, …; a price of a day without a time counts "
      + "from its close, or from the time of a file that was written before it.",
    text: { head in .columns(head, "symbol", "price", "latestday", "previousclose") }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let names = table.header
    var quotes: [Quote] = []
    var refused: Set<String> = []
    while try table.next() {
      let reader = table.row
      do throws(Fault) {
        try reader.check(width: names.count)
        if let quote = try quote(reader, names, input) { quotes.append(quote) }
      } catch {
        input.log.add(error, &input.lines)
        if let column = names.firstIndex(of: "symbol"), column < reader.fields.count, let name = reader.text(column) {
          refused.insert(name)
        }
      }
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  private static func quote(_ row: CSVReader, _ names: [String], _ input: FileInput) throws(Fault) -> Quote? {
    guard let name = names.firstIndex(of: "symbol"), let date = names.firstIndex(of: "latestday") else { return nil }
    guard isName(row.raw(name)), let symbol = row.text(name) else { throw row.fault(name, "a symbol") }
    let notation = Notation(separator: row.separator)
    let negative = input.negative.contains(symbol)
    func price(_ name: String) throws(Fault) -> Double? {
      try row.sidePrice(names.firstIndex(of: name), notation, negative: negative)
    }
    guard let last = try row.price(names.firstIndex(of: "price"), notation, negative: negative) else { return nil }
    guard let day = Day(utf8: row.raw(date)) else { throw row.fault(date, "a date like 2025-05-01") }
    var quote = Quote(
      symbol: symbol, time: input.priceTime(of: day, symbol), price: last,
      origin: Origin(file: input.path, line: row.line))
    quote.previousClose = try price("previousclose")
    quote.open = try price("open")
    quote.high = try price("high")
    quote.low = try price("low")
    quote.volume = try row.volume(names.firstIndex(of: "volume"), notation)
    return quote
  }
}
