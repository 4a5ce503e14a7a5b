import Market

/// A table of text whose rows are bars: where date, prices and owner stand. Rows of several symbols become a series each;
/// rows of two currencies or exchanges never become one.
struct PriceTable {
  var date: Int
  /// A time of day beside the date.
  var clock: Int?
  /// Without one the rows are of one symbol, which the format or the file's name tells.
  var symbol: Int?
  var exchange: Int?
  var currency: Int?
  /// Columns that tell where rows come from (``ColumnRole/isOrigin``).
  private var origins: [Int] = []
  var prices: PriceColumns
  /// All prices are adjusted ones.
  var isAdjusted = false
  /// Moments are the ends of their bars.
  var stampsEnds = false

  /// What the file says beside its rows.
  struct Owner {
    /// The symbol where no column tells it.
    var symbol: String
    var currency: String?

    init(_ symbol: String, currency: String? = nil) {
      self.symbol = symbol
      self.currency = currency
    }
  }

  /// What a format knows of its rows.
  struct Meaning {
    /// What a symbol in a row is called here.
    var symbol: (String) -> String = { $0 }
    /// What a field of dates means beyond `2025-05-01`.
    var stamp: (UnsafeRawBufferPointer) -> Result<Notation.Stamp, Notation.Refusal>
    /// Why a row is none to be taken.
    var refusal: ((CSVReader) -> Fault?)?
  }

  /// By position.
  init(date: Int, prices: PriceColumns, symbol: Int? = nil, exchange: Int? = nil, currency: Int? = nil) {
    (self.date, self.prices, self.symbol, self.exchange, self.currency) = (date, prices, symbol, exchange, currency)
  }

  /// By the names of the header.
  /// - Throws: The fault of a header without dates or closes, of more than 256 columns, and of two columns of one name.
  init(_ table: Table) throws(Fault) {
    let names = table.names
    guard names.count <= 256 else {
      throw Fault(.line(table.line, column: 0), "found \(names.count) columns, expected at most 256")
    }
    var best: [ColumnRole: (index: Int, rank: Int)] = [:]
    var prices = PriceColumns()
    func twice(_ name: String) -> Fault {
      Fault(.line(table.line, column: 0), "found the column \(name.shown) twice, expected it once")
    }
    for (index, name) in names.enumerated() {
      if let first = Self.first(of: name, in: names) { throw twice(first) }
      guard let (role, rank) = ColumnRole.of(name) else { continue }
      guard prices.take(name, at: index) else { throw twice(name) }
      if let known = best[role], known.rank <= rank {
        if known.rank == rank, ![.open, .high, .low, .close, .adjusted, .volume].contains(role) { throw twice(name) }
        continue
      }
      best[role] = (index, rank)
    }
    guard let date = best[.date]?.index, prices.close != nil || prices.adjusted != nil else {
      throw Fault(
        .line(table.line, column: 1),
        "found \(names.joined(separator: String(UnicodeScalar(table.separator))).shown), expected a header with Date and Close"
      )
    }
    self.date = Self.tradeDate(beside: date, in: names) ?? date
    self.prices = prices
    (symbol, exchange, currency) = (best[.symbol]?.index, best[.exchange]?.index, best[.currency]?.index)
    // Beside a date, a time is one of day.
    clock = names.indices.first { $0 != date && Self.clocks.contains(ColumnRole.plain(names[$0])) }
    // yfinance's `history()`: see `PriceColumns.lackAdjustedClose`.
    isAdjusted =
      prices.adjusted == nil && table.header[date] == "date" && table.header.contains("dividends")
      && table.header.contains("stock splits")
    // Tongdaxin's title: `601919 中远海控 日线 前复权`.
    if table.preamble.contains(where: { $0.contains("前复权") }) { isAdjusted = true }
    if let title = table.preamble.first(where: { $0.contains("后复权") }) {
      throw Fault(
        .line(1, column: 0), "found \(title.shown), prices adjusted backward (后复权), expected 前复权 or 不复权")
    }
  }

  /// The day of the trade beside one that may be of the publication.
  private static func tradeDate(beside date: Int, in names: [String]) -> Int? {
    let plain = names.map(ColumnRole.plain)
    guard ["date", "日期"].contains(plain[date]) else { return nil }
    return plain.firstIndex { ["tradedate", "tradingdate", "tradingday", "交易日期", "交易日"].contains($0) }
  }

  /// The name that pandas has numbered because it stood twice: `Close` of `Close.1`, which is mostly another symbol's.
  private static func first(of name: String, in names: [String]) -> String? {
    guard name.hasSuffix(".1") else { return nil }
    let first = String(name.dropLast(2))
    return PriceColumns.isClose(first) && names.contains(first) ? first : nil
  }

  /// Columns that have no part in the bars and whose words may be those of several symbols.
  func others(in names: [String]) -> [Int] {
    let known = Set([date, clock, symbol, exchange, currency].compactMap { $0 } + prices.all + origins)
    return names.indices.filter { index in
      guard !known.contains(index) else { return false }
      let name = ColumnRole.plain(names[index])
      return !MixedRows.isRemark.contains(name) && !(symbol != nil && ColumnRole.isDescription.contains(name))
    }
  }

  private static let clocks: Set<String> = ["time", "datetime", "timestamp", "时间", "時間", "日期时间", "zeit", "uhrzeit"]

  /// Reads all rows that are left of the table.
  /// - Parameters:
  ///   - owner: Whose they are where no column tells; the file's name where nil.
  ///   - notation: How numbers and dates are written.
  ///   - meaning: What dates and symbols mean where the notation does not tell.
  /// - Throws: The fault of a file that cannot be read on, or whose rows may be of several symbols and do not tell which.
  func values(
    of table: inout Table, _ owner: Owner? = nil, _ interval: PriceSeries.Interval = .told, _ notation: Notation,
    _ meaning: Meaning? = nil, _ input: inout FileInput
  ) throws(Fault) -> FileValues {
    // Rows of two currencies are of two papers also where a format looks for none.
    if currency == nil, let found = table.names.firstIndex(where: { ColumnRole.of($0)?.role == .currency }) {
      var layout = self
      layout.currency = found
      return try layout.values(of: &table, owner, interval, notation, meaning, &input)
    }
    let layout = withOrigins(of: table)
    return try layout.allValues(of: &table, owner, interval, notation, meaning, &input)
  }

  private func withOrigins(of table: Table) -> PriceTable {
    var layout = self
    layout.origins = others(in: table.names).filter { ColumnRole.isOrigin.contains(ColumnRole.plain(table.names[$0])) }
    return layout
  }

  private func allValues(
    of table: inout Table, _ owner: Owner?, _ interval: PriceSeries.Interval, _ notation: Notation,
    _ meaning: Meaning?, _ input: inout FileInput
  ) throws(Fault) -> FileValues {
    var mixed = MixedRows(self, table)
    let currency =
      notation.currency ?? (prices.close ?? prices.adjusted).flatMap { ColumnRole.currency(of: table.names[$0]) }
      ?? table.currencyOfTitle
    var found = FoundSeries(isAdjusted: isAdjusted, currency: currency)
    if symbol == nil {
      let owner = if let owner { owner } else { Owner(try input.symbolOfName()) }
      if let close = prices.close ?? prices.adjusted, !input.negative.contains(owner.symbol) {
        try PriceEvidence.check(close: close, of: owner.symbol, in: table, date: date, notation)
      }
      // The shortest useful row is a date and a price.
      found.begin(
        PriceSeries(symbol: owner.symbol, currency: owner.currency ?? currency),
        rows: min(input.bytes.count / 16, 65536), input)
    }
    while try table.next() {
      do throws(Fault) {
        try table.check()
        try found.choose(self, table.row, meaning, input)
        try read(table.row, notation, meaning, into: &found, &mixed)
      } catch {
        input.log.add(error, &input.lines)
        found.refuse(self, table.row, notation, meaning)
      }
    }
    let isOne = found.series.count == 1 && symbol == nil
    try mixed.check(isOne ? found.series[0].prices.symbol : nil, notation, &input)
    var series = found.series.map(\.prices)
    if stampsEnds { for index in series.indices { series[index].takeMomentsForEnds() } }
    return PriceSeries.values(series, interval, &input)
  }

  @inline(__always)
  private func read(
    _ row: CSVReader, _ notation: Notation, _ meaning: Meaning?, into found: inout FoundSeries, _ mixed: inout MixedRows
  ) throws(Fault) {
    let raw = row.raw(date)
    let stamp: Notation.Stamp =
      if let day = Day(utf8: raw) {
        .day(day)
      } else {
        try row.take(date, meaning?.stamp(raw) ?? notation.stamp(raw))
      }
    if let fault = meaning?.refusal?(row) { throw fault }
    if let clock, !notation.isDay(clock: row.raw(clock)) {
      throw row.fault(clock, "one column with date, time and offset, like 2025-05-01T09:30:00-04:00")
    }
    if !origins.isEmpty { try found.noteOrigins(row, origins) }
    mixed.note(row)
    mixed.note(stamp, found.current)
    try found.add(self, row, stamp, notation)
  }
}

/// The series that the rows of a table have begun.
struct FoundSeries {
  struct One {
    let negative: Bool
    var prices: PriceSeries
    /// As the first row told it.
    var exchange: String?
    /// The same of the columns of origins.
    var origins: [String] = []
  }

  /// Most symbols of a table: all markets together list fewer.
  private static let most = 100_000

  let isAdjusted: Bool
  private(set) var series: [One] = []
  /// The series of the row that is read.
  private(set) var current = 0
  private var indexes: [String: Int] = [:]
  // The symbol of the row before: in a file sorted by symbol no row needs a look-up.
  private var last = 0..<0
  private var lastPlace = 0..<0
  /// That of all prices where the numbers tell it.
  private let currency: String?

  init(isAdjusted: Bool, currency: String?) { (self.isAdjusted, self.currency) = (isAdjusted, currency) }

  mutating func begin(_ prices: PriceSeries, rows: Int, _ input: FileInput) {
    var prices = prices
    prices.isAdjusted = isAdjusted
    prices.reserve(rows)
    current = series.count
    series.append(One(negative: input.negative.contains(prices.symbol), prices: prices))
  }

  /// Chooses the series of a row by its symbol and exchange.
  @inline(__always)
  mutating func choose(
    _ layout: PriceTable, _ row: CSVReader, _ meaning: PriceTable.Meaning?, _ input: FileInput
  ) throws(Fault) {
    guard let column = layout.symbol else {
      if let exchange = layout.exchange { try notePlace(row, exchange) }
      return
    }
    let raw = row.raw(column)
    if !series.isEmpty, raw.equals(input.bytes.part(last)) {
      guard let place = layout.exchange else { return }
      if row.raw(place).equals(input.bytes.part(lastPlace)) { return }
    }
    try chooseAnew(layout, column, row, meaning, input)
  }

  /// Rows of two exchanges are of two papers, whatever the file is called.
  private mutating func notePlace(_ row: CSVReader, _ column: Int) throws(Fault) {
    let place = row.text(column) ?? ""
    guard let known = series[current].exchange else { return series[current].exchange = place }
    guard known == place else { throw row.fault(column, "\(known) as in the rows before") }
  }

  /// Rows from two countries or sources are no series: the first one's are taken.
  mutating func noteOrigins(_ row: CSVReader, _ columns: [Int]) throws(Fault) {
    let told = columns.map { row.text($0) ?? "" }
    guard !series[current].origins.isEmpty else { return series[current].origins = told }
    for (index, column) in columns.enumerated() {
      let known = series[current].origins[index]
      if told[index].isEmpty || told[index] == known { continue }
      guard known.isEmpty else { throw row.fault(column, "\(known) as in the rows before") }
      series[current].origins[index] = told[index]
    }
  }

  private mutating func chooseAnew(
    _ layout: PriceTable, _ column: Int, _ row: CSVReader, _ meaning: PriceTable.Meaning?, _ input: FileInput
  ) throws(Fault) {
    guard let code = row.code(column), code.isEmpty || Array(code.utf8).withUnsafeBytes(isName) else {
      throw row.fault(column, "a symbol")
    }
    guard !code.isMissing else { throw row.fault(column, "a symbol") }
    var symbol = meaning?.symbol(code) ?? code
    var place: String?
    if let exchange = layout.exchange {
      place = row.text(exchange) ?? ""
      symbol = ExchangeCode.symbol(symbol, at: place ?? "")
    }
    if let known = indexes[symbol] {
      current = known
    } else {
      guard series.count < Self.most else {
        throw row.fault(column, message: "found more than \(Self.most) symbols, expected fewer")
      }
      // Names mostly have as many bars as the name before them.
      begin(PriceSeries(symbol: symbol, currency: currency), rows: series.last?.prices.days.count ?? 0, input)
      series[current].exchange = place
      indexes[symbol] = current
    }
    if let exchange = layout.exchange, series[current].exchange != place {
      last = 0..<0
      throw row.fault(exchange, "\(series[current].exchange ?? "none") as in the rows before")
    }
    last = row.fields[column].start..<row.fields[column].end
    if let exchange = layout.exchange { lastPlace = row.fields[exchange].start..<row.fields[exchange].end }
  }

  @inline(__always)
  mutating func add(
    _ layout: PriceTable, _ row: CSVReader, _ stamp: Notation.Stamp, _ notation: Notation
  ) throws(Fault) {
    if let column = layout.currency { try noteCurrency(row, column) }
    try series[current].prices.add(
      layout.prices, of: row, at: stamp, date: layout.date, notation, negative: series[current].negative)
  }

  private mutating func noteCurrency(_ row: CSVReader, _ column: Int) throws(Fault) {
    let raw = row.raw(column)
    if raw.isMissingValue { return }
    let known = series[current].prices.currency
    // Nearly always that of the row before.
    if let known, raw.elementsEqual(known.utf8) { return }
    guard let code = CurrencyUnit.code(raw) else { throw row.fault(column, "a currency code like USD") }
    guard known ?? code == code else { throw row.fault(column, "\(known ?? "") as in the rows before") }
    series[current].prices.currency = code
  }

  /// Notes that a row was refused, where its owner and its day can be read.
  mutating func refuse(
    _ layout: PriceTable, _ row: CSVReader, _ notation: Notation, _ meaning: PriceTable.Meaning?
  ) {
    var owner: Int? = 0
    if let column = layout.symbol {
      guard column < row.fields.count, var symbol = row.code(column) else { return }
      symbol = meaning?.symbol(symbol) ?? symbol
      if let exchange = layout.exchange, exchange < row.fields.count {
        symbol = ExchangeCode.symbol(symbol, at: row.text(exchange) ?? "")
      }
      owner = indexes[symbol]
    }
    guard let owner, layout.date < row.fields.count else { return }
    let raw = row.raw(layout.date)
    var day: Day?
    if case .success(.day(let found)) = meaning?.stamp(raw) ?? notation.stamp(raw) { day = found }
    series[owner].prices.refuse(day)
  }
}
