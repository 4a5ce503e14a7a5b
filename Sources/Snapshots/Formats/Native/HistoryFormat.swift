import Market

/// `detente/history/1`: daily bars of one symbol.
enum HistoryFormat {
  static let format = Format(
    "history", "Bars of one symbol: `symbol`, `currency`, `interval`, `bars`.", schema: "detente/history/1", read: read)

  static func read(_ root: JSONValue, _ reading: inout Reading) throws(Fault) -> FileValues {
    let symbol: String
    if let field = root.field("symbol"), !field.isNull { symbol = try field.name() } else { symbol = reading.stem }
    var history = History(symbol: symbol, bars: [], file: reading.path)
    if let field = root.field("currency"), !field.isNull { history.currency = try field.currency() }
    if let seconds = try interval(of: root) {
      return try readIntraday(root, symbol, seconds, history.currency, &reading)
    }
    // `adjusted: true`: the closes are adjusted ones.
    var adjusted = false
    if let field = root.field("adjusted"), !field.isNull { adjusted = try field.flag() }

    let negative = reading.negative.contains(symbol)
    var days = BarSeries()
    let list = try root.list("bars")
    days.reserve(list.count)
    for row in list.elements {
      let line = reading.lines.place(at: row.offset).line
      do throws(Fault) {
        let bar = try bar(row, line, adjusted, negative)
        guard days.add(bar) else { throw Fault(.offset(row.offset), BarSeries.twice(bar.day)) }
      } catch {
        reading.log.add(error, &reading.lines)
        days.refuse(row.field("date")?.utf8.flatMap { Day(utf8: $0) })
      }
    }
    days.refuseWeeks(of: symbol, &reading)
    history.bars = days.sorted
    return values([(history, days)])
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
    _ root: JSONValue, _ symbol: String, _ interval: Int, _ currency: String?, _ reading: inout Reading
  ) throws(Fault) -> FileValues {
    let negative = reading.negative.contains(symbol)
    var series = IntradaySeries()
    let list = try root.list("bars")
    series.reserve(list.count)
    for row in list.elements {
      let line = reading.lines.place(at: row.offset).line
      do throws(Fault) {
        let bar = try intradayBar(row, line, negative)
        guard series.add(bar) else { throw Fault(.offset(row.offset), IntradaySeries.twice(bar.time)) }
      } catch {
        reading.log.add(error, &reading.lines)
        series.refuse()
      }
    }
    let history = IntradayHistory(
      symbol: symbol, currency: currency, interval: interval, bars: series.sorted, file: reading.path)
    return values([(history, series)])
  }

  private static func intradayBar(_ row: JSONValue, _ line: Int, _ negative: Bool) throws(Fault) -> IntradayBar {
    guard row.isObject else { throw row.fault("an object") }
    guard let time = row.field("time") else { throw row.missing("time") }
    var open: Double?
    var high: Double?
    var low: Double?
    var close: Double?
    var volume: Double?
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "open": open = try value.price(negative: negative)
      case "high": high = try value.price(negative: negative)
      case "low": low = try value.price(negative: negative)
      case "close": close = try value.price(negative: negative)
      case "volume": volume = try value.volume()
      default: break
      }
    }
    return IntradayBar(
      time: try time.instant(), open: open, high: high, low: low, close: close, volume: volume, line: line)
  }

  /// The values of a file of bars within days.
  static func values(_ series: [(history: IntradayHistory, read: IntradaySeries)]) -> FileValues {
    var values = FileValues(.intraday(series.map(\.history)))
    for (history, read) in series {
      values.rows += history.bars.count
      values.newest = later(values.newest, history.bars.last?.time)
      if read.hasRefused { values.refused.insert(history.symbol) }
    }
    return values
  }

  /// The values of a file of histories with their refused days.
  static func values(_ series: [(history: History, days: BarSeries)]) -> FileValues {
    var values = FileValues(.histories(series.map(\.history)))
    for (history, days) in series {
      values.rows += history.bars.count
      values.newest = later(values.newest, history.bars.last.map { Zone.newYork.instant($0.day) })
      if days.hasRefused { values.refused.insert(history.symbol) }
      if !days.refused.isEmpty { values.refusedDays[history.symbol] = days.refused }
    }
    return values
  }

  private static func bar(_ row: JSONValue, _ line: Int, _ adjusted: Bool, _ negative: Bool) throws(Fault) -> Bar {
    guard row.isObject else { throw row.fault("an object") }
    var day: Day?
    var open: Double?
    var high: Double?
    var low: Double?
    var close: Double?
    var adjustedClose: Double?
    var volume: Double?
    for (key, value) in row.fields {
      if "date" ~= key {
        day = try value.day()
        continue
      }
      if value.isNull { continue }
      switch key {
      case "open": open = try value.price(negative: negative)
      case "high": high = try value.price(negative: negative)
      case "low": low = try value.price(negative: negative)
      case "close": close = try value.price(negative: negative)
      case "adjustedClose": adjustedClose = try value.price(negative: negative)
      case "volume": volume = try value.volume()
      default: break
      }
    }
    guard let day else { throw row.missing("date") }
    if adjusted {
      // Such a file knows no unadjusted price: what it calls open, high and low is adjusted too and fits no real price.
      return Bar(day: day, close: nil, adjustedClose: adjustedClose ?? close, volume: volume, line: line)
    }
    return Bar(
      day: day, open: open, high: high, low: low, close: close, adjustedClose: adjustedClose, volume: volume, line: line
    )
  }
}

/// Bars of one symbol as they are read: any order, one bar a day.
struct BarSeries {
  /// Days: sessions stand so far apart at the longest holidays only.
  private static let weekGap = 5

  private var bars: [Bar] = []
  private var ascending = true
  private var seen: Set<Day> = []
  /// Days of refused bars.
  private(set) var refused: Set<Day> = []
  private(set) var hasRefused = false

  var isEmpty: Bool { bars.isEmpty }
  var count: Int { bars.count }

  mutating func reserve(_ count: Int) { bars.reserveCapacity(count) }

  /// False when the day is there already: the first bar stays.
  mutating func add(_ bar: Bar) -> Bool {
    if ascending {
      guard let last = bars.last else {
        bars.append(bar)
        return true
      }
      if last.day < bar.day {
        bars.append(bar)
        return true
      }
      if bar.day == last.day { return false }
      ascending = false
      seen = Set(bars.lazy.map(\.day))
    }
    guard seen.insert(bar.day).inserted else { return false }
    bars.append(bar)
    return true
  }

  mutating func refuse(_ day: Day?) {
    hasRefused = true
    if let day { refused.insert(day) }
  }

  /// Refuses all of them where three or more mostly stand ``weekGap`` apart: they are of weeks or months, and the bar
  /// before is not the day before.
  mutating func refuseWeeks(of symbol: String, _ reading: inout Reading) {
    let bars = sorted
    let gaps = zip(bars, bars.dropFirst())
    guard bars.count >= 3, gaps.count(where: { $0.day.days(to: $1.day) >= Self.weekGap }) * 2 > bars.count - 1
    else { return }
    reading.log.add(
      line: Int(bars[0].line), column: 0,
      "found bars of \(symbol) that mostly stand \(Self.weekGap) days or more apart, expected daily bars")
    self = BarSeries()
    refuse(nil)
  }

  /// Ascending by day.
  var sorted: [Bar] { ascending ? bars : bars.sorted { $0.day < $1.day } }

  static func twice(_ day: Day) -> String { "found \(day) twice, expected one bar a day (the first is used)" }
}
