import Market

/// Where rows of separated values hold the prices of one symbol, in formats that are known by their headers.
struct PriceColumns {
  /// The column of the date; the first in most formats.
  var date = 0
  private var open: Int?
  private var high: Int?
  private var low: Int?
  private var close: Int?
  private var adjusted: Int?
  private var volume: Int?
  private var split: Int?
  private var dividend: Int?

  init() {}

  /// By the header's names; others than those of prices are not taken, and of one that stands twice the first counts.
  init(_ header: CSVReader) {
    for index in header.fields.indices.dropFirst() { take(header.text(index) ?? "", at: index) }
  }

  /// Takes a column if its name is that of a price.
  mutating func take(_ name: String, at index: Int) {
    guard let path = Self.path(name), self[keyPath: path] == nil else { return }
    self[keyPath: path] = index
  }

  /// Whether they hold a whole table without an adjusted close. yfinance leaves it out where all prices of a day are
  /// adjusted, as they are without `auto_adjust=False` (since 0.2.51, and in `history()` ever). A table without all four
  /// prices is a part of one, which may be either.
  var lackAdjustedClose: Bool { adjusted == nil && open != nil && high != nil && low != nil && close != nil }

  /// Whether it is the name of a close, adjusted or not.
  static func isClose(_ name: String) -> Bool { path(name).map { $0 == \.close || $0 == \.adjusted } ?? false }

  private static func path(_ name: String) -> WritableKeyPath<PriceColumns, Int?>? {
    switch name.lowercased() {
    case "open", "otwarcie", "<open>": \.open
    case "high", "najwyzszy", "<high>": \.high
    case "low", "najnizszy", "<low>": \.low
    case "close", "close/last", "zamkniecie", "<close>": \.close
    case "adj close", "adjusted_close": \.adjusted
    case "volume", "wolumen", "<vol>": \.volume
    case "stock splits", "split_coefficient", "splitfactor": \.split
    case "dividends", "dividend_amount", "divcash": \.dividend
    default: nil
    }
  }

  /// The bar of a row; nil when all of its fields are missing.
  func bar(of row: CSVReader, on day: Day, _ notation: Notation, negative: Bool) throws(Fault) -> Bar? {
    let bar = Bar(
      day: day, open: try BarsCSVFormat.price(row, open, notation, negative),
      high: try BarsCSVFormat.price(row, high, notation, negative),
      low: try BarsCSVFormat.price(row, low, notation, negative),
      close: try BarsCSVFormat.price(row, close, notation, negative),
      adjustedClose: try BarsCSVFormat.price(row, adjusted, notation, negative),
      volume: try BarsCSVFormat.volume(row, volume, notation), line: row.line)
    let all = [bar.open, bar.high, bar.low, bar.close, bar.adjustedClose, bar.volume]
    return all.allSatisfy { $0 == nil } ? nil : bar
  }

  /// What a row tells of splits and dividends; what is not understood is none.
  @inline(__always) func action(of row: CSVReader, _ notation: Notation) -> ShareAction {
    guard split != nil || dividend != nil else { return ShareAction() }
    return Self.action(of: row, split: split, dividend: dividend, notation)
  }

  /// The same by the columns.
  static func action(of row: CSVReader, split: Int?, dividend: Int?, _ notation: Notation) -> ShareAction {
    func figure(_ column: Int?) -> Double? {
      guard let column, column < row.fields.count else { return nil }
      return notation.plain(row.raw(column))
    }
    return ShareAction(split: figure(split) ?? 1, dividend: figure(dividend) ?? 0)
  }

  /// The bars of a file of one symbol with one line for a header. `stamp` reads the first column.
  static func values(
    of series: PriceSeries, _ interval: PriceSeries.Interval, _ notation: Notation, _ reading: inout Reading,
    stamp: (UnsafeRawBufferPointer) -> Result<Notation.Stamp, Notation.Refusal>
  ) throws(Fault) -> FileValues {
    var reader = try CSVReader(file: reading.bytes)
    guard try reader.next() else { throw Fault("found nothing, expected CSV") }
    let columns = PriceColumns(reader)
    let width = reader.fields.count
    let negative = reading.negative.contains(series.symbol)
    var series = series
    while try reader.next() {
      var day: Day?
      do throws(Fault) {
        try reader.check(width: width)
        let stamp = try BarsCSVFormat.value(reader, 0, stamp(reader.raw(0)))
        if case .day(let found) = stamp { day = found }
        try series.add(columns, of: reader, at: stamp, notation, negative: negative)
      } catch {
        reading.log.add(error, &reading.lines)
        series.refuse(day)
      }
    }
    return PriceSeries.values([series], interval, &reading)
  }
}

extension PriceSeries {
  /// Adds the bar of a row, unless all of it is missing.
  mutating func add(
    _ columns: PriceColumns, of row: CSVReader, at stamp: Notation.Stamp, _ notation: Notation, negative: Bool
  ) throws(Fault) {
    switch stamp {
    case .day(let day):
      guard let bar = try columns.bar(of: row, on: day, notation, negative: negative) else { return }
      guard isDatedByDay != false else { throw BarsCSVFormat.fault(row, columns.date, "a time as in the rows before") }
      note(columns.action(of: row, notation), on: day)
      guard add(bar) else { throw Fault(.line(row.line, column: row.column(columns.date)), BarSeries.twice(day)) }
    case .moment(let time, let midnight):
      guard let bar = try columns.bar(of: row, on: Day(number: 0), notation, negative: negative) else { return }
      guard isDatedByDay != true else { throw BarsCSVFormat.fault(row, columns.date, "a date as in the rows before") }
      note(columns.action(of: row, notation), on: midnight ?? zone.session(of: time))
      add(bar, at: time, day: midnight)
    }
  }
}

extension CSVReader {
  /// Refuses a row that cannot be trusted: text beside quotes, or another number of fields than its header.
  func check(width: Int) throws(Fault) {
    if let strayQuote {
      throw Fault(.offset(strayQuote), "found text beside quotes, expected the whole field in quotes")
    }
    guard fields.count == width else {
      throw Fault(.line(line, column: 0), "found \(fields.count) fields, expected \(width) as in the header")
    }
  }
}
