import Market

/// Alpha Vantage's TIME_SERIES_DAILY, TIME_SERIES_DAILY_ADJUSTED and TIME_SERIES_INTRADAY with `datatype=csv`:
/// `timestamp,open,high,low,close,…`, newest first. Times within days are US/Eastern and tell no offset. The symbol
/// stands only in the file's name; that of Alpha Vantage (`daily_AMAT.csv`, `intraday_5min_AMAT.csv`) is understood.
enum AlphaVantageCSVFormat {
  static let format = Format(
    "Alpha Vantage CSV", "history",
    "timestamp, open, high, low, close, adjusted_close, volume by day, or within days in US/Eastern; the name tells the "
      + "symbol (`AMAT.csv`, `daily_AMAT.csv`); weekly and monthly files are refused.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.header.first == "timestamp" else { return .no("no timestamp first") }
    guard head.header.starts(with: ["timestamp", "open", "high", "low", "close"]) else {
      return .near("no open, high, low, close behind it")
    }
    if head.namesSymbols { return .no("a column of symbols or currencies") }
    let isStamped = head.rows.contains { row in
      Array((row.first ?? "").utf8).withUnsafeBytes { Day(utf8: $0) != nil || moment($0) != nil }
    }
    return head.rows.isEmpty || isStamped ? .yes : .no("no time like 2025-05-01 or 2025-05-01 09:35:00 below it")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    let (symbol, interval) = try parts(of: try input.symbolOfName())
    // Alpha Vantage has no times of other places.
    let isHere = Zone(symbol: symbol) == .newYork
    var table = try Table(input.bytes)
    let layout = PriceTable(date: 0, prices: PriceColumns(table))
    let meaning = PriceTable.Meaning { raw in
      if let day = Day(utf8: raw) { return .success(.day(day)) }
      if isHere, let moment = moment(raw) { return .success(.moment(moment)) }
      return .failure(
        .expected("a date like 2025-05-01" + (isHere ? ", or a time of New York like 2025-05-01 09:35:00" : "")))
    }
    let notation = Notation(separator: table.separator)
    return try layout.values(of: &table, PriceTable.Owner(symbol), interval, notation, meaning, &input)
  }

  private static func moment(_ raw: UnsafeRawBufferPointer) -> Instant? { Zone.newYork.instant(raw) }

  private static func parts(of stem: String) throws(Fault) -> (symbol: String, PriceSeries.Interval) {
    let words = stem.split(separator: "_")
    guard words.count > 1, let symbol = words.last.map({ String($0) }) else { return (stem, .told) }
    switch words[0] {
    case "daily": return (symbol, .daily)
    case "intraday":
      let minutes = Int(words[1].prefix { $0.isNumber }) ?? 0
      return (symbol, (1...60).contains(minutes) ? .within(minutes * 60) : .told)
    case "weekly", "monthly": throw Fault("found \(words[0]) bars by the file's name, expected days or minutes")
    default: return (stem, .told)
    }
  }
}
