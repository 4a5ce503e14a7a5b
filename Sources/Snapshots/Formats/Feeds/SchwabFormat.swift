import Market

/// Charles Schwab's `marketdata/v1/pricehistory`, and TD Ameritrade's before it: `candles` of one `symbol` beside `empty`
/// (the `CandleList` of the Trader API; answers as schwab-py and schwabdev return them). `datetime` is in milliseconds:
/// the beginning of a minute, or midnight in Chicago of a day.
enum SchwabFormat {
  static let format = Format(
    "Schwab price history", "history",
    "The candles of one symbol, daily or of minutes; a day is stamped by its midnight in Chicago.",
    document: { root in .keys(root, "candles", "empty") }, read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let symbol = try root.present("symbol")?.name() ?? input.stem
    let negative = input.negative.contains(symbol)
    var series = PriceSeries(symbol: symbol)
    for row in try root.list("candles").elements {
      var time: Instant?
      do throws(Fault) {
        let told = try row.need("datetime").epoch()
        time = told
        series.add(try Bar(spelt: row, negative, input.line(of: row)), at: told, day: day(told))
      } catch {
        input.log.add(error, &input.lines)
        series.refuse(at: time)
      }
    }
    return PriceSeries.values([series], .told, &input)
  }

  /// Midnight in Chicago is one o'clock in New York.
  private static func day(_ time: Instant) -> Day? {
    Zone.newYork.secondOfDay(of: time) == 3600 ? Zone.newYork.day(of: time) : nil
  }
}

extension Bar {
  /// Keys `open` `high` `low` `close` `volume`; dated by its moment, or later.
  init(spelt row: JSONValue, day: Day = Day(number: 0), _ negative: Bool, _ line: Int) throws(Fault) {
    self.init(
      day: day, open: try row.field("open")?.feedSidePrice(negative: negative),
      high: try row.field("high")?.feedSidePrice(negative: negative),
      low: try row.field("low")?.feedSidePrice(negative: negative),
      close: try row.field("close")?.feedPrice(negative: negative), volume: try row.field("volume")?.feedVolume(),
      line: line)
  }
}
