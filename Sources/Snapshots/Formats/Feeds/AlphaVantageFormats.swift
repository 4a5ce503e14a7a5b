import Market

/// Alpha Vantage's `GLOBAL_QUOTE`: `Global Quote`, of a day's end or, with a licence, of now, or `Global Quote - DATA
/// DELAYED BY 15 MINUTES` with the same fields. Numbers are text. The price is dated by its day alone; of a session under
/// way the file's own time tells the moment, in the end it is the close.
enum AlphaVantageQuoteFormat {
  static let format = Format(
    "Alpha Vantage GLOBAL_QUOTE", "quotes",
    "The latest price of one symbol, dated by its trading day alone: it counts from that day's close, or from the time of "
      + "a file that was written before it.",
    document: { root in quote(root) == nil ? .no("no \"Global Quote\"") : .yes }, read: read)

  /// The quote and the seconds by which its key says that it is late.
  private static func quote(_ root: JSONValue) -> (row: JSONValue, delay: Int64)? {
    for (key, value) in root.fields where key.bytes.starts(with: "Global Quote") {
      return (value, key.bytes.range(of: "DELAYED BY 15 MINUTES") == nil ? 0 : 900)
    }
    return nil
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let (row, delay) = quote(root) else { throw root.missing("Global Quote") }
    guard row.isObject else { throw row.fault("an object") }
    // An unknown symbol is answered by an empty object.
    guard row.count > 0 else { return FileValues(.quotes, []) }
    var symbol: String?
    for (key, value) in row.fields where "symbol" ~= key.withoutNumber { symbol = try value.name() }
    guard let symbol else { throw row.missing("01. symbol") }
    let negative = input.negative.contains(symbol)
    var day: Day?
    var price: Double?
    var open: Double?
    var high: Double?
    var low: Double?
    var previous: Double?
    var volume: Double?
    for (key, value) in row.fields {
      switch key.withoutNumber {
      case "latest trading day": day = try value.day()
      case "price": price = try value.feedPrice(negative: negative)
      case "open": open = try value.feedSidePrice(negative: negative)
      case "high": high = try value.feedSidePrice(negative: negative)
      case "low": low = try value.feedSidePrice(negative: negative)
      case "previous close": previous = try value.feedSidePrice(negative: negative)
      case "volume": volume = try value.feedVolume()
      default: break
      }
    }
    guard let price else { throw row.missing("05. price") }
    guard let day else { throw row.missing("07. latest trading day") }
    var quote = Quote(
      symbol: symbol, time: input.priceTime(of: day, symbol, delay: delay), price: price, origin: input.origin(row))
    quote.open = open
    quote.high = high
    quote.low = low
    quote.previousClose = previous
    quote.volume = volume
    return FileValues(.quotes, [quote], rows: 1, newest: quote.time)
  }
}

/// Alpha Vantage's `TIME_SERIES_DAILY`, `…_DAILY_ADJUSTED` and `…_INTRADAY`: `Meta Data` and one object whose keys are
/// days or moments on the clock that `Time Zone` names, newest first. Numbers are text. Series of weeks and months are
/// no bars of days.
enum AlphaVantageSeriesFormat {
  static let format = Format(
    "Alpha Vantage TIME_SERIES", "history",
    "Daily, adjusted or intraday bars of one symbol, newest first; times are on the clock that Time Zone names.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard root.field("Meta Data") != nil else { return .no("no \"Meta Data\"") }
    return series(root) == nil ? .near("no \"Time Series (Daily)\" nor one of minutes") : .yes
  }

  private static func series(_ root: JSONValue) -> JSONValue? {
    for (key, value) in root.fields where key.bytes.starts(with: "Time Series (") { return value }
    return nil
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let meta = try root.need("Meta Data")
    guard let rows = series(root) else { throw root.missing("Time Series (Daily)") }
    guard rows.isObject else { throw rows.fault("an object") }
    var symbol = input.stem
    var zone: JSONValue?
    for (key, value) in meta.fields {
      switch key.withoutNumber {
      case "Symbol": symbol = try value.name()
      case "Time Zone": zone = value
      default: break
      }
    }
    let negative = input.negative.contains(symbol)
    var prices = PriceSeries(symbol: symbol)
    prices.reserve(rows.count)
    for (key, row) in rows.fields {
      let day = Day(utf8: key.bytes)
      do throws(Fault) {
        let bar = try bar(row, day, negative, input.lines.place(at: row.offset).line)
        if let day { prices.note(try action(row), on: day) }
        if day == nil {
          prices.add(bar, at: try instant(key, zone, row))
        } else {
          prices.add(bar)
        }
      } catch {
        input.log.add(error, &input.lines)
        prices.refuse(day)
      }
    }
    return PriceSeries.values([prices], .told, &input)
  }

  private static func instant(_ key: JSONKey, _ zone: JSONValue?, _ row: JSONValue) throws(Fault) -> Instant {
    guard let clock = zone?.utf8.flatMap(Zone.init(named:)) else {
      throw (zone ?? row).fault("a \"Time Zone\" like US/Eastern")
    }
    if let instant = clock.instant(key.bytes) { return instant }
    throw Fault(
      .offset(row.offset), "found the key \(key.bytes.shown), expected a day or a time like 2025-05-01 09:30:00")
  }

  private static func action(_ row: JSONValue) throws(Fault) -> ShareAction {
    var action = ShareAction()
    for (key, value) in row.fields {
      switch key.withoutNumber {
      case "dividend amount": action.dividend = try value.figure() ?? 0
      case "split coefficient": action.split = try value.figure() ?? 1
      default: break
      }
    }
    return action
  }

  private static func bar(_ row: JSONValue, _ day: Day?, _ negative: Bool, _ line: Int) throws(Fault) -> Bar {
    guard row.isObject else { throw row.fault("an object") }
    var open: Double?
    var high: Double?
    var low: Double?
    var close: Double?
    var adjusted: Double?
    var volume: Double?
    for (key, value) in row.fields {
      switch key.withoutNumber {
      case "open": open = try value.feedSidePrice(negative: negative)
      case "high": high = try value.feedSidePrice(negative: negative)
      case "low": low = try value.feedSidePrice(negative: negative)
      case "close": close = try value.feedPrice(negative: negative)
      case "adjusted close": adjusted = try value.feedPrice(negative: negative)
      case "volume": volume = try value.feedVolume()
      default: break
      }
    }
    return Bar(
      day: day ?? Day(number: 0), open: open, high: high, low: low, close: close, adjustedClose: adjusted,
      volume: volume, line: line)
  }
}

extension JSONKey {
  /// Alpha Vantage counts its keys (`05. price`, `4. close`), each function differently: the words alone.
  fileprivate var withoutNumber: JSONKey {
    guard let point = bytes.firstIndex(of: UInt8(ascii: ".")), bytes.part(0..<point).allSatisfy(\.isDigit)
    else { return self }
    return JSONKey(bytes: bytes.part(point + 1..<bytes.count).trimmed)
  }
}
