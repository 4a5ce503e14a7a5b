import Market

/// Stooq's quotes as JSON (`q/l/?f=sd2t2ohlcv&e=json`): `symbols`, one record each, its `date` and `time` on Warsaw's
/// clock; fields of an unknown symbol are absent or `N/D`. A price whose time is missing counts from its day's close.
enum StooqJSONFormat {
  static let format = Format(
    "Stooq JSON", "quotes",
    "The latest prices; times are Warsaw's, AMAT.US is AMAT and 700.HK is 0700.HK.", document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard let symbols = root.field("symbols") else { return .no("no \"symbols\"") }
    guard symbols.isArray else { return .near("\"symbols\" is no list") }
    guard let first = symbols.firstElement else { return .yes }
    return .keys(first, "symbol", "date", "close")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    let file = input
    let quotes = input.rows(of: try root.list("symbols"), key: "symbol", refused: &refused) {
      (row, origin) throws(Fault) in
      try quote(row, origin, file)
    }
    return FileValues(quotes: quotes, refused: Set(refused.map(symbol(of:))))
  }

  private static func quote(_ row: JSONValue, _ origin: Origin, _ file: FileInput) throws(Fault) -> Quote {
    let symbol = symbol(of: try row.need("symbol").name())
    let negative = file.negative.contains(symbol)
    guard let close = row.present("close"), let price = try close.feedPrice(negative: negative) else {
      throw row.missing("close")
    }
    let day = try row.need("date").day()
    var quote = Quote(symbol: symbol, time: try time(row, day, symbol, file), price: price, origin: origin)
    quote.open = try row.field("open")?.feedSidePrice(negative: negative)
    quote.high = try row.field("high")?.feedSidePrice(negative: negative)
    quote.low = try row.field("low")?.feedSidePrice(negative: negative)
    quote.volume = try row.field("volume")?.feedVolume()
    return quote
  }

  private static func time(_ row: JSONValue, _ day: Day, _ symbol: String, _ file: FileInput) throws(Fault) -> Instant {
    guard let time = row.present("time"), let utf8 = time.utf8, !utf8.isMissingValue else {
      return file.priceTime(of: day, symbol)
    }
    if let instant = Zone.centralEurope.instant(day, time: utf8) { return instant }
    throw time.fault("a time like 22:00:12")
  }

  /// Stooq's name for a symbol as others write it: US listings without their suffix, Hong Kong's codes with four digits.
  static func symbol(of name: String) -> String {
    let upper = name.uppercased()
    if upper.hasSuffix(".US") { return String(upper.dropLast(3)) }
    guard upper.hasSuffix(".HK"), upper.dropLast(3).allSatisfy(\.isNumber) else { return upper }
    return String(repeating: "0", count: max(0, 7 - upper.count)) + upper
  }
}
