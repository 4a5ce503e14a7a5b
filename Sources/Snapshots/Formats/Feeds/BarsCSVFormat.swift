import Market

/// Plain separated values with a header: Date, Open, High, Low, Close, Adj Close (adjusted), Volume in any order and
/// case, separated by `,` `;` or tab. Several symbols in one file need a `symbol` column; else the file's name tells.
enum BarsCSVFormat {
  static let format = Format(
    "OHLCV text", "history",
    "A header with Date and Close; open, high, low, adjusted, volume, symbol, currency in any order.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    let columns = Set(
      head.names.compactMap { name in Array(name.utf8).withUnsafeBytes { Column(header: $0) } })
    guard columns.contains(.date) else { return .no("no column of dates") }
    return columns.contains(.close) || columns.contains(.adjusted) ? .yes : .near("no column of closes")
  }
  /// More columns are no price file.
  private static let widest = 256

  private enum Column: String {
    case date, open, high, low, close, adjusted, volume, symbol, currency

    /// By the header's letters alone: `Adj Close`, `adj_close` and `AdjClose` are one.
    init?(header: UnsafeRawBufferPointer) {
      let letters = header.filter { $0 != 0x20 && $0 != 0x5F }.map(\.lowercasedASCII)
      switch String(decoding: letters, as: UTF8.self) {
      case "adjclose", "adjusted", "adjustedclose": self = .adjusted
      case "symbol", "ticker": self = .symbol
      case let name:
        guard let column = Column(rawValue: name) else { return nil }
        self = column
      }
    }
  }

  private struct Layout {
    var width = 0
    var date = 0
    var symbol: Int?
    var currency: Int?
    var open: Int?
    var high: Int?
    var low: Int?
    var close: Int?
    var adjusted: Int?
    var volume: Int?
  }

  /// One symbol's rows. The currency is the first that a row names; another refuses its row.
  private struct Series {
    let symbol: String
    let negative: Bool
    var currency: String?
    var days = BarSeries()
  }

  /// Whether a header's field is one of these columns.
  static func names(_ header: String) -> Bool { Array(header.utf8).withUnsafeBytes { Column(header: $0) } != nil }

  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    var reader = try CSVReader(file: reading.bytes)
    guard try reader.next() else { throw Fault("found nothing, expected CSV") }
    let layout = try layout(of: reader)

    var series: [Series] = []
    var indexes: [String: Int] = [:]
    // The symbol of the row before: in a file sorted by symbol no row needs a look-up.
    var last = 0..<0
    var current: Int?
    if layout.symbol == nil {
      var one = Series(symbol: reading.stem, negative: reading.negative.contains(reading.stem))
      // The shortest useful row is a date and a price.
      one.days.reserve(min(reading.bytes.count / 16, 65536))
      series.append(one)
      current = 0
    }
    while try reader.next() {
      do throws(Fault) {
        if let stray = reader.strayQuote {
          throw Fault(.offset(stray), "found text beside quotes, expected the whole field in quotes")
        }
        guard reader.fields.count == layout.width else {
          throw Fault(
            .line(reader.line, column: 0),
            "found \(reader.fields.count) fields, expected \(layout.width) as in the header")
        }
        if let column = layout.symbol {
          let field = reader.fields[column]
          let raw = reader.raw(column)
          if current == nil || !raw.elementsEqual(reading.bytes.part(last)) {
            guard isName(raw), let symbol = reader.text(column) else { throw fault(reader, column, "a symbol") }
            if let known = indexes[symbol] {
              current = known
            } else {
              current = series.count
              indexes[symbol] = series.count
              series.append(Series(symbol: symbol, negative: reading.negative.contains(symbol)))
            }
            last = field.start..<field.end
          }
        }
        if let current { try read(reader, layout, into: &series[current]) }
      } catch {
        reading.log.add(error, &reading.lines)
        if let current, reader.fields.count == layout.width {
          series[current].days.refuse(Day(utf8: reader.raw(layout.date)))
        }
      }
    }
    return HistoryFormat.values(
      series.map { one in
        (History(symbol: one.symbol, currency: one.currency, bars: one.days.sorted, file: reading.path), one.days)
      })
  }

  private static func read(_ row: CSVReader, _ layout: Layout, into series: inout Series) throws(Fault) {
    guard let day = Day(utf8: row.raw(layout.date)) else { throw fault(row, layout.date, "a date like 2025-05-01") }
    let negative = series.negative
    let bar = Bar(
      day: day, open: try price(row, layout.open, negative), high: try price(row, layout.high, negative),
      low: try price(row, layout.low, negative), close: try price(row, layout.close, negative),
      adjustedClose: try price(row, layout.adjusted, negative), volume: try volume(row, layout.volume), line: row.line)
    if let column = layout.currency, !row.raw(column).isMissingValue {
      let raw = row.raw(column)
      guard raw.count == 3, raw.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else {
        throw fault(row, column, "a currency code like USD")
      }
      if let currency = series.currency {
        guard raw.elementsEqual(currency.utf8) else { throw fault(row, column, "\(currency) as in the rows before") }
      } else {
        series.currency = String(decoding: raw, as: UTF8.self)
      }
    }
    guard series.days.add(bar) else {
      throw Fault(.line(row.line, column: row.column(layout.date)), BarSeries.twice(day))
    }
  }

  private static func price(_ row: CSVReader, _ column: Int?, _ negative: Bool) throws(Fault) -> Double? {
    guard let column else { return nil }
    let raw = row.raw(column)
    if let value = Decimal.value(raw) {
      guard value > 0 || negative else { throw fault(row, column, "a price above 0") }
      return value
    }
    guard raw.isMissingValue else { throw fault(row, column, "a decimal number like 148.32") }
    return nil
  }

  private static func volume(_ row: CSVReader, _ column: Int?) throws(Fault) -> Double? {
    guard let column else { return nil }
    let raw = row.raw(column)
    if let value = Decimal.value(raw) {
      guard value >= 0 else { throw fault(row, column, "a volume of 0 or more") }
      return value
    }
    guard raw.isMissingValue else { throw fault(row, column, "a whole number") }
    return nil
  }

  private static func fault(_ row: CSVReader, _ column: Int, _ expected: String) -> Fault {
    Fault(.line(row.line, column: row.column(column)), "found \(row.raw(column).shown), expected \(expected)")
  }

  private static func layout(of header: CSVReader) throws(Fault) -> Layout {
    guard header.fields.count <= widest else {
      throw Fault(.line(header.line, column: 0), "found \(header.fields.count) columns, expected at most \(widest)")
    }
    var columns: [Column: Int] = [:]
    for index in header.fields.indices {
      guard let column = Column(header: header.raw(index).trimmed) else { continue }
      guard columns.updateValue(index, forKey: column) == nil else {
        throw Fault(
          .line(header.line, column: header.column(index)),
          "found the column \(header.raw(index).shown) twice, expected it once")
      }
    }
    guard let date = columns[.date], columns[.close] != nil || columns[.adjusted] != nil else {
      let first = header.bytes.part(header.start..<(header.fields.last?.end ?? header.start))
      throw Fault(
        .line(header.line, column: 1), "found \(first.shown), expected a header with Date and Close")
    }
    return Layout(
      width: header.fields.count, date: date, symbol: columns[.symbol], currency: columns[.currency],
      open: columns[.open], high: columns[.high], low: columns[.low], close: columns[.close],
      adjusted: columns[.adjusted], volume: columns[.volume])
  }
}
