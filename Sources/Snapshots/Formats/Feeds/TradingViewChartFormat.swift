import Market

/// TradingView's "Export chart data": `time,open,high,low,close` and perhaps `Volume` and the chart's indicators, which
/// are not taken. The time is ISO with an offset, a date, or seconds since 1970. The file's name holds symbol and
/// interval: `NASDAQ_AMAT, 1D.csv`, `NASDAQ_DLY_AMAT, 5.csv` (minutes). Weeks and months are no daily bars: refused.
enum TradingViewChartFormat {
  static let format = Format(
    "TradingView chart export", "history",
    "time (epoch or ISO), open, high, low, close, Volume; the name tells symbol and interval (`NASDAQ_AMAT, 1D.csv`); "
      + "indicators are not taken, weekly and monthly bars refused.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.separator == UInt8(ascii: ","), head.header.starts(with: ["time", "open", "high", "low", "close"]) else {
      return .no("no time, open, high, low, close first")
    }
    return head.namesSymbols ? .no("a column of symbols or currencies") : .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    let (name, interval) = try parts(of: try input.symbolOfName())
    var table = try Table(input.bytes)
    let layout = PriceTable(date: 0, prices: PriceColumns(table))
    let owner = PriceTable.Owner(name.symbol, currency: name.currency)
    let notation = Notation(separator: table.separator)
    return try layout.values(of: &table, owner, interval, notation, nil, &input)
  }

  /// `NASDAQ_DLY_AMAT, 1D_0a1b2` is AMAT of NASDAQ, daily; a name without them is a symbol.
  private static func parts(of stem: String) throws(Fault) -> (TradingViewSymbol, PriceSeries.Interval) {
    let halves = stem.split(separator: ",", maxSplits: 1)
    guard halves.count == 2, let word = halves[1].split(whereSeparator: { $0 == " " || $0 == "_" }).first else {
      return (TradingViewSymbol(exchange: "", ticker: stem), .told)
    }
    var words = halves[0].split(separator: "_")
    let ticker = String(words.popLast() ?? halves[0])
    // `DLY` marks delayed prices; an exchange's name may hold underlines (`CME_MINI`).
    if words.last == "DLY" { words.removeLast() }
    let symbol = TradingViewSymbol(exchange: words.joined(separator: "_"), ticker: ticker)
    if let minutes = Int(word), (1...1440).contains(minutes) { return (symbol, .within(minutes * 60)) }
    if word.last == "S", let seconds = Int(word.dropLast()), (1...3600).contains(seconds) {
      return (symbol, .within(seconds))
    }
    guard word == "1D" || word == "D" else {
      throw Fault("found bars of \"\(word)\" by the file's name, expected days (1D) or minutes")
    }
    return (symbol, .daily)
  }
}
