import Market

/// Whether the numbers under symbols are prices at all: returns, weights, dividends, holdings and indices stand in tables of
/// the same shape. A table is refused for what prices never do, or for what its file's name says.
struct PriceEvidence {
  /// Rows that are looked at.
  private static let reach = 256

  private var columns: [NumberColumn]
  /// The sums of rows that are filled, and how many rows have a number.
  private var sums: [Double] = []
  private var rows = 0
  /// Rows with a date, with a number or without.
  private var dated = 0
  /// Where the first row stands whose values are all the base of an index.
  private var base: Double?
  private var days: ClosedRange<Int>?
  /// Something else says that they are prices.
  private let isTold: Bool

  /// Refuses a table of closes side by side whose numbers are none.
  /// - Parameters:
  ///   - closes: Where the closes stand and whose they are.
  ///   - date: The column of dates.
  ///   - negative: Symbols whose prices may be zero or below.
  ///   - isTold: Something else says that they are prices: they may all be small.
  static func check(
    _ closes: [(index: Int, symbol: String)], of table: Table, date: Int, _ notation: Notation, _ negative: Set<String>,
    isTold: Bool
  ) throws(Fault) {
    let evidence = try PriceEvidence(closes, of: table, date, notation, negative, isTold: isTold)
    guard let what = evidence.negatives ?? evidence.rare ?? evidence.sized ?? evidence.summed ?? evidence.moving else {
      return
    }
    throw Fault(.line(table.line, column: 0), "found \(what), not prices, expected closes")
  }

  /// Refuses a table whose one column of closes holds returns, as pandas leaves them under the name of what they were made
  /// of.
  static func check(close: Int, of symbol: String, in table: Table, date: Int, _ notation: Notation) throws(Fault) {
    // Of returns every other one is below.
    let evidence = try PriceEvidence([(close, symbol)], of: table, date, notation, [], rows: 32, isTold: true)
    let column = evidence.columns[0]
    guard column.negatives > 1, column.negatives * 5 >= column.count else { return }
    throw Fault(
      .line(table.line, column: 0),
      "found \(column.negatives) of \(column.count) closes below 0, which look like returns, not prices, expected closes"
    )
  }

  private init(
    _ closes: [(index: Int, symbol: String)], of table: Table, _ date: Int, _ notation: Notation,
    _ negative: Set<String>, rows reach: Int = Self.reach, isTold: Bool
  ) throws(Fault) {
    self.isTold = isTold
    columns = closes.map { NumberColumn($0.index, $0.symbol, allowsNegative: negative.contains($0.symbol)) }
    var table = table
    for _ in 0..<reach {
      guard try table.next() else { break }
      guard (try? table.check()) != nil else { continue }
      note(table.row, day: Self.day(table.row.raw(date), notation), notation)
    }
  }

  private static func day(_ raw: UnsafeRawBufferPointer, _ notation: Notation) -> Int? {
    guard case .success(let stamp) = notation.stamp(raw) else { return nil }
    return switch stamp {
    case .day(let day): Int(day.number)
    case .moment(let time, _): Int(time.seconds / 86400)
    }
  }

  /// A number, also as accounts write those below 0: `(1.02)`.
  private static func value(_ raw: UnsafeRawBufferPointer, _ notation: Notation) -> Double? {
    if raw.count > 2, raw[0] == UInt8(ascii: "("), raw[raw.count - 1] == UInt8(ascii: ")") {
      return value(raw.part(1..<raw.count - 1).withoutUnit, notation).map { -$0 }
    }
    return try? notation.number(raw, expected: "").get()
  }

  private mutating func note(_ row: CSVReader, day: Int?, _ notation: Notation) {
    var values: [Double] = []
    for index in columns.indices {
      let raw = row.raw(columns[index].index)
      let value = Self.value(raw.withoutUnit, notation)
      columns[index].note(raw.isMissingValue ? nil : value, on: day)
      if let value { values.append(value) }
    }
    if day != nil { dated += 1 }
    guard !values.isEmpty else { return }
    rows += 1
    if let day { days = min(day, days?.lowerBound ?? day)...max(day, days?.upperBound ?? day) }
    guard values.count == columns.count else { return }
    sums.append(values.reduce(0, +))
    if base == nil, let first = values.first, [1, 100, 1000].contains(first), values.allSatisfy({ $0 == first }) {
      base = first
    }
  }

  // MARK: What prices never do

  private var negatives: String? {
    guard let column = columns.first(where: { $0.negatives * 20 > $0.count }) else { return nil }
    return "values below 0 under \(column.symbol.shown), which look like returns"
  }

  /// Zeros between values, and tables that are mostly empty.
  private var rare: String? {
    let (values, zeros) = (columns.reduce(0) { $0 + $1.values.count }, columns.reduce(0) { $0 + $1.zeros })
    if let column = columns.first(where: { $0.innerZeros > 1 && $0.innerZeros * 4 > $0.values.count }) {
      return "0 between values under \(column.symbol.shown), which look like dividends, holdings or volumes"
    }
    if values > 0, zeros >= 4 * values { return "0 nearly everywhere, which looks like dividends or trades" }
    let isRare = values * 5 < dated * columns.count && columns.allSatisfy(\.moves.isEmpty)
    if dated > 9, values > 0, isRare { return "values on few days only, which look like dividends" }
    guard rows >= 4, columns.count > 1, let days else { return nil }
    let fills = columns.filter { $0.span > 1 }.map { Double($0.values.count) / Double($0.span) }.sorted()
    guard !fills.isEmpty else { return nil }
    let fill = fills[fills.count / 2]
    let isFarApart = days.upperBound - days.lowerBound > 5 * rows
    return fill < 0.2 || isFarApart && fill < 0.7 ? "symbols that mostly have no value, which look like dividends" : nil
  }

  /// Sizes that no prices of New York have, and bases of an index.
  private var sized: String? {
    guard rows > 0, columns.contains(where: { !$0.values.isEmpty }) else { return nil }
    func all(_ holds: (Double) -> Bool) -> Bool {
      columns.allSatisfy { $0.isPlain && $0.values.allSatisfy(holds) }
    }
    // A single penny stock's few prices are none of a percent.
    let least = columns.count > 1 ? 1 : rows < 6 ? 0.1 : 0
    if !isTold, all({ $0 < least }) {
      return "values below \(columns.count > 1 ? "1" : "0.1") only, which look like returns or weights"
    }
    if all({ $0 >= 100_000 && $0 == $0.rounded() }) {
      return "whole numbers above 100000 only, which look like volumes"
    }
    guard columns.count > 1, let base else { return nil }
    return "\(columns.count) symbols that all stand at \(Int(base)), which look like an index"
  }

  /// Weights are parts of one whole.
  private var summed: String? {
    guard columns.count > 1, sums.count > (columns.count > 2 ? 0 : 1), let first = sums.first else { return nil }
    let isWhole = [1, 100].contains { whole in sums.allSatisfy { abs($0 - whole) <= whole * 0.002 } }
    let isSteady =
      sums.count > 2 && sums.allSatisfy { abs($0 - first) <= abs(first) * 1e-6 }
      && columns.contains { ($0.values.max() ?? 0) > 1.001 * ($0.values.min() ?? 0) }
    return isWhole || isSteady ? "rows that always make \(first.rounded()) together, which look like weights" : nil
  }

  /// Jumps on most days, and whole numbers that hardly ever change.
  private var moving: String? {
    let judged = columns.filter { $0.moves.count > 4 }
    if judged.count * 2 > columns.count, judged.count(where: \.leaps) * 2 > judged.count {
      return "values that leap from row to row, which look like returns, volumes or scores"
    }
    let moves = judged.flatMap(\.moves)
    guard judged.count > 1, columns.allSatisfy(\.isWhole), moves.count(where: { $0 == 0 }) * 5 > moves.count * 4,
      // Names elsewhere may all be suspended.
      columns.contains(where: \.isPlain) || moves.contains(where: { $0 > 0 })
    else { return nil }
    return "whole numbers that hardly ever change, which look like holdings"
  }
}

/// What the rows show under one symbol.
private struct NumberColumn {
  let index: Int
  let symbol: String
  /// Written as tickers of New York are.
  let isPlain: Bool
  let allowsNegative: Bool
  /// Above 0.
  private(set) var values: [Double] = []
  private(set) var negatives = 0
  /// On weekdays: feeds fill weekends and the time before a listing so.
  private(set) var zeros = 0
  /// Of these, those between two values.
  private(set) var innerZeros = 0
  private var zerosBehind = 0
  /// Rows from its first value to its last.
  private(set) var span = 0
  private var rows = 0
  private var last: (value: Double, day: Int)?
  /// From row to row, where they are a week apart at most: the share by which the larger value is above the other.
  private(set) var moves: [Double] = []

  init(_ index: Int, _ symbol: String, allowsNegative: Bool) {
    (self.index, self.symbol, self.allowsNegative) = (index, symbol, allowsNegative)
    isPlain = symbol.utf8.count <= 5 && symbol.utf8.allSatisfy(\.isLetter)
  }

  var count: Int { values.count + negatives }
  var isWhole: Bool { values.allSatisfy { $0 == $0.rounded() } }

  /// Whether half of the moves are larger than those of any price: a fifth, or of whole numbers, which are told of prices
  /// above 100, a twelfth. Prices of a few ticks leap too, and have few values.
  var leaps: Bool {
    guard Set(values).count * 2 > values.count else { return false }
    let sorted = moves.sorted()
    return sorted[(sorted.count - 1) / 2] > (isWhole ? 0.08 : 0.2)
  }

  mutating func note(_ value: Double?, on day: Int?) {
    if span > 0 { rows += 1 }
    guard let value else { return }
    // Interactive Brokers' -1 is a price that is missing.
    if value < 0 { return negatives += allowsNegative || value == -1 ? 0 : 1 }
    if value == 0 { return noteZero(on: day) }
    if values.isEmpty { rows = 1 }
    span = rows
    innerZeros += zerosBehind
    zerosBehind = 0
    if let last, let day, abs(day - last.day) <= 7 { moves.append(max(value / last.value, last.value / value) - 1) }
    last = day.map { (value, $0) }
    values.append(value)
  }

  private mutating func noteZero(on day: Int?) {
    guard !allowsNegative, let day, !Day(number: day).isWeekend else { return }
    zeros += 1
    if !values.isEmpty { zerosBehind += 1 }
  }
}

extension PriceEvidence {
  // MARK: What a file's name says

  /// What a file's name says that its numbers are; nil where it says nothing, or that they are closes.
  static func otherThing(_ stem: String) -> String? {
    let words = words(of: stem)
    // `low-volatility-etfs` says whose prices they are.
    if words.contains(where: names.contains) { return nil }
    if let made = words.first(where: made.contains) { return made }
    if let pair = zip(words, words.dropFirst()).map({ "\($0) \($1)" }).first(where: pairs.contains) { return pair }
    if words.contains(where: isClose) { return nil }
    let told = words.filter { !plainWords.contains($0) }
    if !told.isEmpty, told.allSatisfy(sides.contains) { return told[0] }
    if words.contains(where: { $0.hasPrefix("price") }) { return nil }
    return words.first(where: others.contains)
  }

  /// Refuses a file that is called a forecast: its prices are of no market, whatever its columns are called.
  static func checkForecast(_ stem: String) throws(Fault) {
    guard let word = words(of: stem).first(where: forecasts.contains) else { return }
    throw Fault("found prices in a file that is called \(word), expected those of a market")
  }

  private static let forecasts: Set<String> = [
    "forecast", "forecasts", "forecasted", "prediction", "predictions", "predicted", "simulation", "simulations",
    "simulated", "synthetic",
  ]

  /// Whether a file's path or a title says that the numbers below are prices.
  static func saysPrices(_ texts: [String]) -> Bool {
    texts.contains { text in
      otherThing(text) == nil
        && words(of: text).contains { word in
          isClose(word) || prices.contains(where: word.hasPrefix) || chinesePrices.contains { word.contains($0) }
        }
    }
  }

  private static func isClose(_ word: String) -> Bool { word.hasPrefix("clos") && word != "closed" }

  /// Beginnings of words for prices.
  private static let prices = ["price", "px", "adj", "unadj", "quote", "ohlc"]
  private static let chinesePrices = ["收盘", "收盤", "价格", "價格", "股价", "股價", "行情"]

  /// Whether a file's name says that its closes are adjusted.
  static func saysAdjusted(_ stem: String) -> Bool {
    let words = words(of: stem)
    return !words.contains { $0.hasPrefix("unadj") } && words.contains { $0.hasPrefix("adj") }
  }

  /// `dailyReturns`, `daily_returns` and `daily-returns-2025` have the same words.
  private static func words(of stem: String) -> [String] {
    var words: [String] = [""]
    var wasLower = false
    for character in stem {
      if !character.isLetter || wasLower && character.isUppercase { words.append("") }
      if character.isLetter { words[words.count - 1] += character.lowercased() }
      wasLower = character.isLowercase
    }
    return words.filter { !$0.isEmpty }
  }

  /// What is made of prices, also where the name says of which.
  private static let made: Set<String> = [
    "return", "returns", "ret", "rets", "logret", "logrets", "logreturns", "change", "changes", "chg", "pct", "diff",
    "diffs", "weight", "weights", "score", "scores", "rank", "ranks", "ranking", "rankings", "zscore", "zscores",
    "correlation", "correlations", "corr", "beta", "betas", "volatility", "volatilities", "vola", "sma", "ema", "rsi",
    "macd", "atr", "momentum", "drawdown", "drawdowns", "forecast", "forecasts", "prediction", "predictions",
    "targets", "ratio", "ratios", "sentiment", "cumulative", "cum", "cumret", "normalized", "normalised",
    "norm", "relative", "indexed", "detrended", "smoothed", "scaled", "rebased", "iv", "ivs", "implied", "impliedvol",
    "residuals",
  ]

  /// The same in two words: a log of prices is none.
  private static let pairs: Set<String> = [
    "log price", "log prices", "log close", "log closes", "price target", "price targets", "price to", "price earnings",
    "price book", "price sales", "price cash", "price vol", "price percentile", "price percentiles",
  ]

  /// What is told beside prices.
  private static let others: Set<String> = [
    "volume", "volumes", "vol", "turnover", "holding", "holdings", "position", "positions", "dividend", "dividends",
    "div", "divs", "shares", "split", "splits", "trades", "allocation", "allocations", "exposure", "exposures", "eps",
    "earnings", "pnl", "revenue", "revenues", "marketcap", "marketcaps", "mcap", "mktcap", "pe", "signals",
    "quantities",
    "qty", "shortinterest", "spreads",
  ]

  /// What has prices.
  private static let names: Set<String> = ["etf", "etfs", "fund", "funds", "names", "universe", "watchlist", "tickers"]

  /// Prices of a day that are no closes, where the name says no more.
  private static let sides: Set<String> = [
    "open", "opens", "high", "highs", "low", "lows", "vwap", "bid", "bids", "ask", "asks",
  ]

  private static let plainWords: Set<String> = [
    "price", "prices", "px", "daily", "day", "eod", "df", "data", "wide", "table", "stock", "stocks", "all", "us",
  ]
}
