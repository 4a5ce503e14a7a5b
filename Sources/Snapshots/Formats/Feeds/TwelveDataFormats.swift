import Market

/// What Twelve Data answers of one symbol at the top level, and of several under the names asked for; a symbol that
/// failed has `status` `error` and a `message`.
private enum TwelveData {
  static func verdict(_ root: JSONValue, _ isAnswer: (JSONValue) -> Verdict) -> Verdict {
    let own = isAnswer(root)
    guard case .no = own else { return own }
    for (_, value) in root.fields {
      guard value.isObject else { return own }
      if isAnswer(value) == .yes { return .yes }
    }
    return own
  }

  /// Reads the answer or each of them; a faulty one is logged and its symbol noted.
  static func read<Value>(
    _ root: JSONValue, _ input: inout FileInput, refused: inout Set<String>, isAnswer: (JSONValue) -> Verdict,
    _ body: (JSONValue, inout FileInput) throws(Fault) -> Value
  ) throws(Fault) -> [Value] {
    if isAnswer(root) == .yes { return [try body(root, &input)] }
    var values: [Value] = []
    for (key, answer) in root.fields {
      do throws(Fault) {
        if answer.field("status")?.utf8?.equals("error") == true {
          let message = answer.field("message")?.utf8.map { String(decoding: $0.prefix(160), as: UTF8.self) }
          throw Fault(.offset(answer.offset), "Twelve Data's error: \(message ?? "without a message")")
        }
        values.append(try body(answer, &input))
      } catch {
        input.log.add(error, &input.lines)
        refused.insert(String(decoding: key.bytes, as: UTF8.self))
      }
    }
    return values
  }
}

/// Twelve Data's `time_series`: `meta` with symbol, interval, currency and clock, and `values`, newest first, numbers as
/// text.
enum TwelveDataSeriesFormat {
  static let format = Format(
    "Twelve Data time_series", "history",
    "Bars of one symbol or several, newest first; times are on the clock that exchange_timezone names.",
    document: { root in TwelveData.verdict(root) { .keys($0, "values", "meta") } }, read: read)

  private static let intervals: [(name: StaticString, seconds: Int)] = [
    ("1min", 60), ("5min", 300), ("15min", 900), ("30min", 1800), ("45min", 2700), ("1h", 3600), ("2h", 7200),
    ("4h", 14400),
  ]

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    var interval: PriceSeries.Interval?
    let series = try TwelveData.read(root, &input, refused: &refused, isAnswer: { .keys($0, "values", "meta") }) {
      (answer, input) throws(Fault) in
      let meta = try answer.need("meta")
      let own = try self.interval(meta)
      guard interval == nil || interval == own else {
        throw (meta.field("interval") ?? meta).fault("one interval as in the answers before")
      }
      interval = own
      return try bars(answer, meta, &input)
    }
    var values = PriceSeries.values(series, interval ?? .told, &input)
    values.refusals.ids.formUnion(refused)
    return values
  }

  private static func interval(_ meta: JSONValue) throws(Fault) -> PriceSeries.Interval {
    guard let value = meta.present("interval") else { return .told }
    if value.utf8?.equals("1day") == true { return .daily }
    guard let known = intervals.first(where: { value.utf8?.equals($0.name) == true }) else {
      throw value.fault("bars of a day or less, like 1day or 5min")
    }
    return .within(known.seconds)
  }

  private static func bars(
    _ answer: JSONValue, _ meta: JSONValue, _ input: inout FileInput
  ) throws(Fault) -> PriceSeries {
    let symbol = try meta.need("symbol").name()
    var series = PriceSeries(symbol: symbol, currency: meta.field("currency")?.feedCurrency())
    let clock = meta.field("exchange_timezone")?.utf8.flatMap(Zone.init(named:))
    let negative = input.negative.contains(symbol)
    func price(_ field: JSONValue?) throws(Fault) -> Double? {
      try field?.feedSidePrice(negative: negative)
    }
    for row in try answer.list("values").elements {
      let date = row.field("datetime")
      let day = date?.utf8.flatMap { Day(utf8: $0) }
      do throws(Fault) {
        guard let date else { throw row.missing("datetime") }
        let bar = Bar(
          day: day ?? Day(number: 0), open: try price(row.field("open")), high: try price(row.field("high")),
          low: try price(row.field("low")), close: try row.field("close")?.feedPrice(negative: negative),
          volume: try row.field("volume")?.feedVolume(), line: input.lines.place(at: row.offset).line)
        if day != nil {
          series.add(bar)
        } else {
          guard let clock else { throw meta.fault("\"exchange_timezone\" like America/New_York") }
          guard let instant = date.utf8.flatMap({ clock.instant($0) }) else {
            throw date.fault("a date, or a time like 2025-05-01 09:30:00")
          }
          series.add(bar, at: instant)
        }
      } catch {
        input.log.add(error, &input.lines)
        series.refuse(day)
      }
    }
    return series
  }
}

/// Twelve Data's `quote`: numbers as text. Its `timestamp` may be the session's opening; `last_quote_at` is better, and
/// of a market that is shut the price is that of the close of `datetime`.
enum TwelveDataQuoteFormat {
  static let format = Format(
    "Twelve Data quote", "quotes",
    "The latest price of one symbol or several; the time is last_quote_at, else the close.",
    document: { root in TwelveData.verdict(root, isQuote) }, read: read)

  private static func isQuote(_ value: JSONValue) -> Verdict {
    .keys(value, "previous_close", "symbol", "close", "datetime")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    let quotes = try TwelveData.read(root, &input, refused: &refused, isAnswer: isQuote) {
      (row, input) throws(Fault) in
      try quote(row, &input)
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  private static func quote(_ row: JSONValue, _ input: inout FileInput) throws(Fault) -> Quote {
    let symbol = try row.need("symbol").name()
    let negative = input.negative.contains(symbol)
    func price(_ field: JSONValue?) throws(Fault) -> Double? {
      try field?.feedSidePrice(negative: negative)
    }
    guard let close = try row.field("close")?.feedPrice(negative: negative) else { throw row.missing("close") }
    var quote = Quote(symbol: symbol, time: try time(row, symbol), price: close, origin: input.origin(row))
    quote.open = try price(row.field("open"))
    quote.high = try price(row.field("high"))
    quote.low = try price(row.field("low"))
    quote.previousClose = try price(row.field("previous_close"))
    quote.volume = try row.field("volume")?.feedVolume()
    quote.currency = row.field("currency")?.feedCurrency()
    if let year = row.present("fifty_two_week") {
      quote.yearHigh = try price(year.field("high"))
      quote.yearLow = try price(year.field("low"))
    }
    if let price = try price(row.field("extended_price")), let time = try row.present("extended_timestamp")?.epoch(),
      time > quote.time
    {
      quote.extended = Quote.Extended(session: Quote.Session(newYork: time), time: time, price: price)
    }
    return quote
  }

  private static func time(_ row: JSONValue, _ symbol: String) throws(Fault) -> Instant {
    var told = try row.present("last_quote_at")?.epoch()
    if told == nil { told = try row.present("timestamp")?.epoch() }
    if row.field("is_market_open")?.bool != true, let day = row.field("datetime")?.utf8.flatMap({ Day(utf8: $0) }) {
      told = later(told, venue(row, symbol).priceTime(of: day))
    }
    guard let told else { throw row.missing("timestamp") }
    return told
  }

  /// Symbols have no suffix here: `mic_code` tells where they are listed.
  private static func venue(_ row: JSONValue, _ symbol: String) -> Venue {
    row.field("mic_code")?.utf8.flatMap { Venue(rawValue: String(decoding: $0, as: UTF8.self)) }
      ?? Venue(symbol: symbol)
  }
}
