import Market

/// Alpaca's bars: `bars` as a list beside `symbol`, or by symbol, a list each or the latest one; or `bar` beside
/// `symbol`. Times are RFC 3339, of daily bars New York's midnight.
enum AlpacaBarsFormat {
  static let format = Format(
    "Alpaca bars", "history", "Bars of one symbol or several, daily or within days, or the latest of each.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    if let bar = root.field("bar") { return .keys(bar, "t", "c") }
    guard let bars = root.field("bars") else { return .no("no \"bars\"") }
    let isPaged = root.field("next_page_token") != nil
    if bars.isNull { return isPaged ? .yes : .no("\"bars\" is null") }
    var first = bars.isArray ? bars.firstElement : nil
    for (_, value) in bars.fields {
      first = value.isArray ? value.firstElement : value
      break
    }
    guard let first else { return isPaged || bars.isObject ? .yes : .near("no bar in \"bars\"") }
    return .keys(first, "t", "c")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var series: [PriceSeries] = []
    let bars = root.field("bar") ?? root.field("bars")
    if let bars, bars.isArray || root.field("bar") != nil {
      let symbol = try root.present("symbol")?.name() ?? input.stem
      series.append(prices(symbol, bars, &input))
    } else if let bars {
      for (key, value) in bars.fields where !value.isNull && isName(key.bytes) {
        series.append(prices(String(decoding: key.bytes, as: UTF8.self), value, &input))
      }
    }
    return PriceSeries.values(series, .told, &input)
  }

  private static func prices(_ symbol: String, _ bars: JSONValue, _ input: inout FileInput) -> PriceSeries {
    var series = PriceSeries(symbol: symbol)
    let negative = input.negative.contains(symbol)
    func add(_ row: JSONValue, _ input: inout FileInput) {
      do throws(Fault) {
        guard row.isObject else { throw row.fault("an object") }
        let bar = try Bar(short: row, negative, input.lines.place(at: row.offset).line)
        series.add(bar, at: try row.need("t").instant())
      } catch {
        input.log.add(error, &input.lines)
        series.refuse(at: try? row.field("t")?.instant())
      }
    }
    if bars.isArray {
      for row in bars.elements { add(row, &input) }
    } else {
      add(bars, &input)
    }
    return series
  }
}

/// Alpaca's snapshots, of one symbol at the top level or of several by symbol, and its latest trades: `trade` beside
/// `symbol`, or `trades` by symbol. Latest quotes alone (`bp`, `ap`) are no price and not read.
enum AlpacaSnapshotFormat {
  static let format = Format(
    "Alpaca snapshot", "quotes",
    "The latest prices of one symbol or several, from snapshots or latest trades; a trade outside the session stands "
      + "beside the day's close.", document: recognise, read: read)

  /// The records by symbol, in the file's order.
  private static func records(_ root: JSONValue) -> JSONValue? {
    if isRecord(root) || root.field("trade").map(isTrade) == true { return root }
    for name in ["snapshots", "trades"] as [StaticString] {
      guard let records = root.field(name), records.isObject else { continue }
      return records.fields.allSatisfy { $1.isNull || isRecord($1) || isTrade($1) } ? records : nil
    }
    guard root.count > 0, root.fields.allSatisfy({ $1.isNull || isRecord($1) }) else { return nil }
    return root
  }

  private static func isRecord(_ value: JSONValue) -> Bool {
    value.field("latestTrade") != nil || value.field("dailyBar") != nil
  }

  private static func isTrade(_ value: JSONValue) -> Bool {
    value.field("p") != nil && value.field("t")?.isString == true
  }

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard root.isObject else { return .no("no object") }
    guard let records = records(root) else { return .no("no \"latestTrade\"") }
    return records.fields.contains { !$1.isNull } || root.field("snapshots") != nil ? .yes : .no("no \"latestTrade\"")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let records = records(root) else { throw root.missing("latestTrade") }
    var found: [(symbol: String, record: JSONValue)] = []
    if isRecord(records) || records.field("trade") != nil {
      let symbol = try root.present("symbol")?.name() ?? input.stem
      found.append((symbol, records.field("trade") ?? records))
    } else {
      for (key, record) in records.fields where !record.isNull && isName(key.bytes) {
        found.append((String(decoding: key.bytes, as: UTF8.self), record))
      }
    }
    var quotes: [Quote] = []
    var refused: Set<String> = []
    for (symbol, record) in found {
      do throws(Fault) {
        let snapshot = try snapshot(record)
        guard let quote = snapshot.quote(symbol, input.origin(record)) else {
          throw Fault(.offset(record.offset), "found no trade of \(symbol), expected \"latestTrade\" or \"dailyBar\"")
        }
        quotes.append(quote)
      } catch {
        input.log.add(error, &input.lines)
        refused.insert(symbol)
      }
    }
    return FileValues(quotes: quotes, refused: refused)
  }

  private static func snapshot(_ record: JSONValue) throws(Fault) -> USSnapshot {
    let day = record.present("dailyBar")
    let began = try day?.present("t")?.instant()
    let book = record.present("latestQuote")
    return USSnapshot(
      trade: try trade(record), bar: try USSnapshot.DayBar(day, day: began.map { Zone.newYork.session(of: $0) }),
      previousClose: try record.present("prevDailyBar")?.field("c")?.feedSidePrice(),
      bid: try book?.field("bp")?.feedSidePrice(), ask: try book?.field("ap")?.feedSidePrice())
  }

  private static func trade(_ record: JSONValue) throws(Fault) -> (price: Double, time: Instant)? {
    let trade = isTrade(record) ? record : record.present("latestTrade")
    if let trade, let price = try trade.field("p")?.feedSidePrice() {
      return (price, try trade.need("t").instant())
    }
    guard let minute = record.present("minuteBar"), let price = try minute.field("c")?.feedSidePrice()
    else { return nil }
    return (price, try minute.need("t").instant())
  }
}
