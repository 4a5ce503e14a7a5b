import Market

/// `detente/history/1`: daily bars of one symbol.
enum HistoryFormat {
  static let format = Format(
    "history", "Bars of one symbol: `symbol`, `currency`, `interval`, `bars`.", schema: "detente/history/1", read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let symbol: String
    if let field = root.field("symbol"), !field.isNull { symbol = try field.name() } else { symbol = input.stem }
    var history = History(symbol: symbol, bars: [], file: input.path)
    if let field = root.field("currency"), !field.isNull { history.currency = try field.currency() }
    if let seconds = try interval(of: root) {
      return try readIntraday(root, symbol, seconds, history.currency, &input)
    }
    let negative = input.negative.contains(symbol)
    var days = BarSeries()
    if let field = root.present("adjusted") { days.isAdjusted = try field.flag() }
    var fields = BarFields(time: "date")
    let list = try root.list("bars")
    days.reserve(list.count)
    for row in list.elements {
      let line = input.lines.place(at: row.offset).line
      do throws(Fault) {
        days.add(try fields.bar(row, line, negative: negative))
      } catch {
        input.log.add(error, &input.lines)
        days.refuse(row.field("date")?.utf8.flatMap { Day(utf8: $0) })
      }
    }
    days.settle(&input.log)
    input.log.add(days.closeless)
    days.refuseWeeks(of: symbol, &input)
    history.bars = days.bars
    history.doubts = days.doubts
    if let list = root.present("actions") { history.actions = try actions(list, &input) }
    return values([(history, days)])
  }

  /// Splits and dividends by the first session without them.
  private static func actions(_ list: JSONValue, _ input: inout FileInput) throws(Fault) -> ShareActions {
    guard list.isArray else { throw list.fault("a list") }
    var actions: [Day: ShareAction] = [:]
    for row in list.elements {
      do throws(Fault) {
        guard let date = row.field("date") else { throw row.missing("date") }
        var action = ShareAction()
        if let split = row.present("split") { action.split = try split.price(negative: false) }
        if let dividend = row.present("dividend") { action.dividend = try dividend.price(negative: false) }
        let day = try date.day()
        actions[day] = actions[day]?.joined(with: action) ?? action
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    return ShareActions(actions)
  }

  private static let intervals: [(name: StaticString, seconds: Int)] = [
    ("1m", 60), ("5m", 300), ("15m", 900), ("30m", 1800), ("60m", 3600), ("1h", 3600),
  ]

  /// Seconds of bars within days; nil for daily ones.
  private static func interval(of root: JSONValue) throws(Fault) -> Int? {
    guard let interval = root.present("interval"), interval.utf8?.equals("1d") != true else { return nil }
    let known = intervals.first { interval.utf8?.equals($0.name) == true }
    guard let known else { throw interval.fault("1d, 1m, 5m, 15m, 30m, 60m or 1h") }
    return known.seconds
  }

  private static func readIntraday(
    _ root: JSONValue, _ symbol: String, _ interval: Int, _ currency: String?, _ input: inout FileInput
  ) throws(Fault) -> FileValues {
    let negative = input.negative.contains(symbol)
    var series = IntradaySeries()
    var fields = BarFields(time: "time")
    let list = try root.list("bars")
    series.reserve(list.count)
    for row in list.elements {
      let line = input.lines.place(at: row.offset).line
      do throws(Fault) {
        series.add(try fields.intradayBar(row, line, negative: negative))
      } catch {
        input.log.add(error, &input.lines)
        series.refuse()
      }
    }
    series.settle(&input.log)
    input.log.add(series.closeless)
    var history = IntradayHistory(
      symbol: symbol, currency: currency, interval: interval, bars: series.bars, file: input.path)
    history.doubts = series.doubts
    return values([(history, series)])
  }

  /// The values of a file of bars within days.
  static func values(_ series: [(history: IntradayHistory, read: IntradaySeries)]) -> FileValues {
    var values = FileValues(.intraday, series.map(\.history))
    for (history, read) in series {
      values.rows += history.bars.count
      values.newest = later(values.newest, history.bars.last?.time)
      if read.hasRefused { values.refusals.ids.insert(history.symbol) }
    }
    return values
  }

  /// The values of a file of histories with their refused days.
  static func values(_ series: [(history: History, days: BarSeries)]) -> FileValues {
    var values = FileValues(.histories, series.map(\.history))
    for (history, days) in series {
      values.rows += history.bars.count
      values.newest = later(values.newest, history.bars.last.map { Zone.newYork.instant($0.day) })
      if days.hasRefused { values.refusals.ids.insert(history.symbol) }
      if !days.refused.isEmpty { values.refusals.days[history.symbol] = days.refused }
    }
    return values
  }
}

/// Where a row holds the fields of its bar. In a row like the one before it nothing is looked for again.
private struct BarFields {
  private let name: StaticString
  private var time: JSONValue.Position?
  private var open: JSONValue.Position?
  private var high: JSONValue.Position?
  private var low: JSONValue.Position?
  private var close: JSONValue.Position?
  private var adjustedClose: JSONValue.Position?
  private var volume: JSONValue.Position?

  /// - Parameter name: The field that tells the bar's day or moment.
  init(time name: StaticString) { self.name = name }

  mutating func bar(_ row: JSONValue, _ line: Int, negative: Bool) throws(Fault) -> Bar {
    let day = try look(in: row).day()
    return Bar(
      day: day, line: line, open: try price(row, open, negative), high: try price(row, high, negative),
      low: try price(row, low, negative), close: try price(row, close, negative),
      adjustedClose: try price(row, adjustedClose, negative), volume: try volume(row))
  }

  mutating func intradayBar(_ row: JSONValue, _ line: Int, negative: Bool) throws(Fault) -> IntradayBar {
    let time = try look(in: row).instant()
    return IntradayBar(
      time: time, open: try price(row, open, negative), high: try price(row, high, negative),
      low: try price(row, low, negative), close: try price(row, close, negative), volume: try volume(row), line: line)
  }

  /// Finds the fields, and answers the one that tells the time.
  private mutating func look(in row: JSONValue) throws(Fault) -> JSONValue {
    guard row.isObject else { throw row.fault("an object") }
    if !row.isAlike {
      self = BarFields(time: name)
      for (key, value) in row.fields {
        let position = row.position(of: value)
        switch key {
        case name: time = position
        case "open": open = position
        case "high": high = position
        case "low": low = position
        case "close": close = position
        case "adjustedClose": adjustedClose = position
        case "volume": volume = position
        default: break
        }
      }
    }
    guard let time else { throw row.missing(name) }
    return row[time]
  }

  /// NaN where there is none.
  @inline(__always) private func price(
    _ row: JSONValue, _ position: JSONValue.Position?, _ negative: Bool
  ) throws(Fault) -> Double {
    guard let position, !row[position].isNull else { return .nan }
    return try row[position].price(negative: negative)
  }

  @inline(__always) private func volume(_ row: JSONValue) throws(Fault) -> Double {
    guard let volume, !row[volume].isNull else { return .nan }
    // What Interactive Brokers write where there is none.
    if row[volume].double == -1 { return .nan }
    return try row[volume].volume()
  }
}
