import Market

/// Kalshi's `candlesticks` of one market (`GET /series/…/markets/…/candlesticks`): each has the end of its period and, under
/// `price`, what was traded in it. The last trade up to 16:20 New York is the day's value, in percent: a contract pays a
/// dollar. A period that ends later is the next day's, and so is a whole day, which ends at midnight. The price is told as
/// `close_dollars` (`"0.5600"`), as whole cents in `close` by older answers, and in dollars as text there by those of the
/// historical endpoint. A period without a trade has no value: bids and asks are not taken for one.
enum KalshiFormat {
  static let format = Format(
    "Kalshi candlesticks", "reference",
    "The candlesticks of one market: the last traded price to 16:20 New York as a probability in percent; the file's name where no "
      + "ticker is told.", document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard let candles = root.field("candlesticks") else { return .no("no \"candlesticks\"") }
    guard candles.isArray else { return .near("\"candlesticks\" is no list") }
    guard let first = candles.firstElement else { return .yes }
    return first.field("end_period_ts") == nil ? .near("no \"end_period_ts\"") : .yes
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let name = try root.present("ticker")?.name() ?? input.stem
    var odds = DailyOdds()
    for row in try root.list("candlesticks").elements {
      odds.add(row, time: "end_period_ts", &input) { (row) throws(Fault) in
        guard let price = row.field("price") else { throw row.missing("price") }
        return try percent(price)
      }
    }
    return odds.values(name, source: "Kalshi", input.origin(root))
  }

  /// Nil where nothing was traded.
  private static func percent(_ price: JSONValue) throws(Fault) -> Double? {
    if price.isNull { return nil }
    guard price.isObject else { throw price.fault("an object with \"close_dollars\" or \"close\"") }
    if let dollars = price.present("close_dollars") { return try dollars.percentOfDollar() }
    guard let close = price.present("close") else { return nil }
    guard let cents = close.double else { return try close.percentOfDollar() }
    guard let whole = close.integer, (0...100).contains(whole) else {
      throw close.fault("whole cents from 0 to 100, or dollars as text like \"0.5600\"")
    }
    return cents
  }
}
