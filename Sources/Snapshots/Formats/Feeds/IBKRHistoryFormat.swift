import Market

/// Interactive Brokers' Web API, `iserver/marketdata/history`: `data` of one `symbol`, each bar `o` `h` `l` `c` `v` and `t`,
/// the moment of its beginning in milliseconds (the documentation's own answer for AAPL). `priceFactor` is that of the
/// texts `high` and `low`, not of the bars. `v` counts hundreds where `volumeFactor` is 100; what other factors mean is
/// not documented: there volumes are missing.
enum IBKRHistoryFormat {
  static let format = Format(
    "IBKR web history", "history",
    "The bars of one symbol (data with t, o, h, l, c, v beside barLength), of days or within.",
    document: { root in .keys(root, "barLength", "data", "priceFactor") }, read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let symbol = try root.present("symbol")?.name() ?? input.stem
    let negative = input.negative.contains(symbol)
    let shares: Double? = try root.present("volumeFactor")?.figure() == 100 ? 100 : nil
    var series = PriceSeries(symbol: symbol)
    for row in try root.list("data").elements {
      var time: Instant?
      do throws(Fault) {
        let told = try row.need("t").epoch()
        time = told
        series.add(try bar(row, negative, shares, input.line(of: row)), at: told)
      } catch {
        input.log.add(error, &input.lines)
        series.refuse(at: time)
      }
    }
    let seconds = try root.need("barLength").figure().flatMap { Int(exactly: $0) } ?? 0
    let interval: PriceSeries.Interval =
      seconds == 86400 ? .daily : (1..<86400).contains(seconds) ? .within(seconds) : .told
    return PriceSeries.values([series], interval, &input)
  }

  private static func bar(_ row: JSONValue, _ negative: Bool, _ shares: Double?, _ line: Int) throws(Fault) -> Bar {
    var volume: Double?
    // Below zero is none.
    if let shares, let told = try row.field("v")?.figure(), told >= 0 { volume = told * shares }
    return Bar(
      day: Day(number: 0), open: try row.field("o")?.feedSidePrice(negative: negative),
      high: try row.field("h")?.feedSidePrice(negative: negative),
      low: try row.field("l")?.feedSidePrice(negative: negative),
      close: try row.field("c")?.feedPrice(negative: negative), volume: volume, line: line)
  }
}
