import Market

/// Tables with a date and a column for each symbol (`Date,AMAT,KLAC,SPY`), or for each field of each symbol in one line of
/// header, as pandas leaves them when two lines are joined (`('Close', 'AMAT')`, `Close_AMAT`, `AMAT Close`). A column of
/// numbers before the date (0, 1, 2, …) is none. What a bare column means is decided by the watchlist: one that is named
/// there makes the table one of closes, as do columns that are all written as tickers are and no published series is. Unless
/// fields, the file's path or a title say that they are prices, other files must agree (``UntoldTables``).
enum WideClosesFormat {
  static let format = Format(
    "Table of closes", "history",
    "A date and a column of closes for each symbol (`Date,AMAT,KLAC`), or columns like `Close_AMAT` and "
      + "`('Close', 'AMAT')`; known by the watchlist's symbols, or by tickers alone.",
    text: recognise, read: read)

  /// One column of prices.
  private struct Column {
    let index: Int
    let field: String
    let symbol: String

    var isClose: Bool { PriceColumns.isClose(field) }
  }

  private struct Layout {
    let date: Int
    var columns: [Column] = []
    /// Columns that are no symbol's.
    var others: [Int] = []
    /// Fields stand in the names.
    var isFlat = false
    /// As pandas writes names of two parts.
    var isTuple = false
  }

  private static func recognise(_ head: TextHead) -> Verdict {
    guard let layout = layout(of: head.names, known: head.known) else { return .no("no date and columns of symbols") }
    guard !layout.columns.isEmpty else { return .no("no columns of symbols") }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let layout = layout(of: table.names, known: input.symbols) else {
      throw Fault("found no header, expected a date and a column for each symbol")
    }
    if !layout.isFlat, let thing = PriceEvidence.otherThing(input.stem) {
      throw Fault(
        .line(table.line, column: 0),
        "found columns of symbols in a file that is called \(thing), which are no prices, expected closes or another name"
      )
    }
    try PriceEvidence.checkForecast(input.stem)
    let notation = try Notation(of: table, numbers: layout.columns.map(\.index), date: layout.date)
    let isTold = layout.isFlat || PriceEvidence.saysPrices([input.path] + table.preamble)
    try PriceEvidence.check(
      layout.columns.filter(\.isClose).map { ($0.index, $0.symbol) }, of: table, date: layout.date, notation,
      input.negative, isTold: isTold)
    var sheet = PriceSheet(date: layout.date)
    let isAdjusted = !layout.isFlat && PriceEvidence.saysAdjusted(input.stem)
    for column in layout.columns {
      guard sheet.take(isAdjusted ? "adj close" : column.field, of: column.symbol, at: column.index) else {
        throw Fault(
          .line(table.line, column: 0), "found the column \(table.names[column.index].shown) twice, expected it once")
      }
    }
    if layout.isTuple { sheet.adjustWholeTables() }
    for other in layout.others {
      input.log.add(
        line: table.line, column: 0,
        "found the column \(table.names[other].shown) beside columns of closes, expected a symbol (it is not taken)")
    }
    var values = try sheet.values(of: &table, .told, notation, &input)
    if !isTold { values.markUntold() }
    return values
  }

  // MARK: Header

  private static func layout(of names: [String], known: [String: String]) -> Layout? {
    let first = names.count > 1 && isIndex(names[0]) ? 1 : 0
    guard (first + 2...1024).contains(names.count), ColumnRole.named(names[first])?.role == .date
    else { return nil }
    var layout = Layout(date: first)
    for index in names.indices.dropFirst(first + 1) {
      let name = names[index]
      // No symbol is longer; a name is looked at from each of its marks.
      guard name.utf8.count <= 64 else { return nil }
      if ColumnRole.named(name) != nil {
        return nil
      } else if let (field, part) = parts(of: name, known) {
        layout.isFlat = true
        if name.hasPrefix("(") { layout.isTuple = true }
        layout.columns.append(Column(index: index, field: field, symbol: symbol(part, known) ?? part))
      } else if let symbol = symbol(name, known) ?? (isTicker(name) && !indicators.contains(name) ? name : nil) {
        layout.columns.append(Column(index: index, field: "close", symbol: symbol))
      } else {
        layout.others.append(index)
      }
    }
    if layout.isFlat {
      let symbols = Set(layout.columns.map(\.symbol))
      // One that the watchlist does not know must have a whole table.
      let roles = Set(layout.columns.compactMap { ColumnRole.of($0.field)?.role })
      let isTold =
        layout.isTuple || symbols.count > 1 || symbols.contains { symbol($0, known) != nil }
        || roles.isSuperset(of: [.open, .high, .low, .close])
      return isTold && layout.columns.contains(where: \.isClose) ? layout : nil
    }
    if layout.columns.contains(where: { symbol($0.symbol, known) != nil }) { return layout }
    // Without the watchlist only what is written as tickers are and nothing else.
    let isPublished = ["DATE", "observation_date"].contains(names[first])
    guard !isPublished, layout.others.isEmpty, layout.columns.count > 1,
      !layout.columns.contains(where: { published.contains($0.symbol) })
    else { return nil }
    return layout
  }

  /// Ids of published series that are written as tickers are, and currencies, whose rates are such series.
  private static let published: Set<String> = [
    "SOFR", "DFF", "EFFR", "OBFR", "FFR", "CPI", "PPI", "PCE", "GDP", "GNP", "EPU", "TPU", "GPR", "GPRA", "GPRT",
    "GSCPI",
    "SCFI", "CCFI", "NCFI", "BDI", "FBX", "WCI", "WUI", "PMI", "ISM", "UNRATE", "LIBOR", "SHIBOR", "HIBOR", "PIIE",
    "NFCI",
    "VIXCLS", "TOTAL", "VALUE", "RATE", "INDEX", "USA", "CHN", "EU", "UK", "US", "CN", "JP", "DE",
    "USD", "EUR", "JPY", "GBP", "CNY", "HKD", "CHF", "AUD", "CAD", "KRW", "INR", "SGD", "TWD", "NZD", "SEK", "NOK",
    "MXN", "BRL", "ZAR",
  ]

  /// What the watchlist calls a column's name; nil where it does not know it.
  private static func symbol(_ name: String, _ known: [String: String]) -> String? {
    if known[name] != nil { return name }
    let upper = name.uppercased()
    return known[upper] == nil ? nil : upper
  }

  /// `AMAT`, `BRK-B`, `1919.HK`, `sh.601919`, `^GSPC`.
  private static func isTicker(_ name: String) -> Bool {
    if ListedCode(name) != nil { return true }
    let parts = name.split(maxSplits: 2, omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "-" })
    guard (1...2).contains(parts.count), !name.isEmpty else { return false }
    func isLetters(_ text: Substring, _ lengths: ClosedRange<Int>) -> Bool {
      lengths.contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
    let stem = parts[0].hasPrefix("^") ? parts[0].dropFirst() : parts[0]
    if parts.count == 1 { return isLetters(stem, 1...5) }
    let isNumber = (1...6).contains(stem.utf8.count) && stem.utf8.allSatisfy(\.isDigit)
    return (isNumber || isLetters(stem, 1...5)) && isLetters(parts[1], 1...2)
  }

  private static func isIndex(_ name: String) -> Bool {
    let plain = ColumnRole.plain(name)
    return plain.isEmpty || plain == "index" || plain.hasPrefix("unnamed")
  }

  /// Field and symbol of a name that holds both; nil for any other.
  private static func parts(of name: String, _ known: [String: String]) -> (field: String, symbol: String)? {
    func isName(_ text: Substring) -> Bool {
      symbol(String(text), known) != nil
        || isTicker(String(text)) && !words.contains(String(text)) && !indicators.contains(String(text))
    }
    func isField(_ text: some StringProtocol) -> Bool {
      switch ColumnRole.of(String(text))?.role {
      case .open, .high, .low, .close, .adjusted, .volume: true
      default: false
      }
    }
    if name.hasPrefix("("), name.hasSuffix(")") {
      let parts = name.dropFirst().dropLast().split(separator: ",").map { part in
        String(part.drop { " '\"".contains($0) }.reversed().drop { " '\"".contains($0) }.reversed())
      }
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
      if isField(parts[0]) { return (parts[0], parts[1]) }
      return isField(parts[1]) ? (parts[1], parts[0]) : nil
    }
    for index in name.indices where "_. -:|/".contains(name[index]) {
      let before = name[..<index]
      let after = name[name.index(after: index)...]
      guard !before.isEmpty, !after.isEmpty else { continue }
      if isField(before), !isField(after), isName(after) { return (String(before), String(after)) }
      if isField(after), !isField(before), isName(before) { return (String(after), String(before)) }
    }
    return nil
  }

  /// Names of indicators that are written as tickers are. Those that are a ticker too are one where the watchlist has them.
  private static let indicators: Set<String> = [
    "RSI", "MACD", "SMA", "EMA", "WMA", "DEMA", "TEMA", "KAMA", "HMA", "VWAP", "TWAP", "ATR", "NATR", "ADX", "DMI",
    "OBV",
    "CCI", "MFI", "CMF", "CMO", "ROC", "MOM", "PSAR", "SAR", "TRIX", "PPO", "STOCH", "WILLR", "AROON", "BBU", "BBM",
    "BBL", "MA", "STDEV", "HIST", "SIGNL", "BETA", "ALPHA", "CORR", "VOLA", "HV", "IV", "PE", "EPS",
  ]

  /// Words in capitals that make another field of a price (`PREV_CLOSE`, `CLOSE_CHG`, `Volume MA`).
  private static let words: Set<String> = [
    "PREV", "PREVI", "ADJ", "UNADJ", "RAW", "PX", "LAST", "FIRST", "FINAL", "OFF", "OFFIC", "OPEN", "HIGH", "LOW",
    "CLOSE", "CHG", "CHANGE", "CHNG", "NET", "PCT", "PERC", "BID", "ASK", "MID", "TOTAL", "TOT", "AVG", "MEAN", "MED",
    "MIN", "MAX", "SUM", "YEAR", "WEEK", "DAY", "MONTH", "NEXT", "NAV", "UNIT", "FAIR", "LIMIT", "STOP", "ENTRY",
    "EXIT", "COST", "LOG", "REL", "RET", "RTN", "MA", "SMA", "EMA", "WMA", "VWAP", "TWAP", "YTD", "MTD", "PRE",
    "POST", "AFTER", "EXT", "DELTA", "DIFF", "STD", "VOL", "LOCAL", "BASE", "SPOT", "CASH", "REAL", "NORM", "INDEX",
    "IDX", "RANK", "DATE", "TIME", "CODE", "TYPE", "FLAG", "VALUE", "RATE", "TRADE", "DAILY", "AUCT", "SETT", "EX",
    "CUM", "ALL", "OLD", "NEW", "TGT", "EST", "USD", "EUR", "GBP", "HKD", "CNY", "RMB", "JPY",
  ]
}

extension FileValues {
  /// Notes that nothing says that the histories are of prices. Bars within days, which no other file confirms, are doubtful.
  fileprivate mutating func markUntold() {
    isUntold = true
    update(.intraday) { histories in
      for index in histories.indices {
        histories[index].doubts = Dictionary(histories[index].bars.map { ($0.time, UntoldTables.doubt) }) { first, _ in
          first
        }
      }
    }
  }
}
