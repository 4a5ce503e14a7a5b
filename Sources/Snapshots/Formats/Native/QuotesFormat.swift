import Market

/// `detente/quotes/1`: the latest prices.
enum QuotesFormat {
  static let format = Format(
    "quotes", "The latest prices: `quotes` with `symbol`, `time`, `price` and what else a feed knows.",
    schema: "detente/quotes/1", read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let list = try root.list("quotes")
    let negative = input.negative
    var refused: Set<String> = []
    var faults: [Fault] = []
    let quotes = input.rows(of: list, key: "symbol", refused: &refused) { (row, origin) throws(Fault) in
      var quote = try quote(row, origin, negative)
      // A price out of hours that cannot be read is named; the regular one beside it is good all the same.
      do throws(Fault) {
        quote.extended = try row.field("extended").flatMap { (value) throws(Fault) in
          value.isNull ? nil : try extended(value, quote.session, negative.contains(quote.symbol))
        }
      } catch {
        faults.append(error)
      }
      return quote
    }
    for fault in faults { input.log.add(fault, &input.lines) }
    return FileValues(quotes: quotes, refused: refused)
  }

  private static func quote(_ row: JSONValue, _ origin: Origin, _ negativeSymbols: Set<String>) throws(Fault) -> Quote {
    guard let symbolField = row.field("symbol") else { throw row.missing("symbol") }
    let symbol = try symbolField.name()
    guard let time = row.field("time") else { throw row.missing("time") }
    guard let price = row.field("price") else { throw row.missing("price") }
    let negative = !negativeSymbols.isEmpty && negativeSymbols.contains(symbol)
    var quote = Quote(
      symbol: symbol, time: try time.instant(), price: try price.price(negative: negative), origin: origin)
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "previousClose":
        // Feeds write 0 where they know none; the price is good all the same.
        if value.double != 0 || negative { quote.previousClose = try value.price(negative: negative) }
      case "open": quote.open = try value.price(negative: negative)
      case "high": quote.high = try value.price(negative: negative)
      case "low": quote.low = try value.price(negative: negative)
      case "volume": quote.volume = try value.volume()
      case "bid": quote.bid = try value.price(negative: negative)
      case "ask": quote.ask = try value.price(negative: negative)
      case "yearHigh": quote.yearHigh = try value.price(negative: negative)
      case "yearLow": quote.yearLow = try value.price(negative: negative)
      case "currency": quote.currency = try value.currency()
      case "session": quote.session = try session(value)
      default: break
      }
    }
    return quote
  }

  private static func session(_ value: JSONValue) throws(Fault) -> Quote.Session {
    guard let session = Quote.Session(rawValue: try value.text()) else {
      throw value.fault("pre, regular, post, overnight or closed")
    }
    return session
  }

  /// - Parameter session: The quote's own, which tells that of a price that has none.
  private static func extended(
    _ value: JSONValue, _ session: Quote.Session, _ negative: Bool
  ) throws(Fault) -> Quote.Extended {
    let own = try value.field("session").map { (value) throws(Fault) in try Self.session(value) }
    guard let told = own ?? (session == .regular ? nil : session) else { throw value.missing("session") }
    guard let time = value.field("time") else { throw value.missing("time") }
    guard let price = value.field("price") else { throw value.missing("price") }
    return Quote.Extended(
      session: told, time: try time.instant(), price: try price.price(negative: negative))
  }
}
