import Market

/// Plain separated values with a header: Date, Open, High, Low, Close, Adj Close (adjusted), Volume in any order and
/// case, separated by `,` `;` or tab. Several symbols in one file need a `symbol` column; else the file's name tells.
/// Rows dated by moments become bars within days where one day has several. What may be read in two ways (`1.234`,
/// `03/04/2025`) is settled by the whole file or refused (`Notation`).
enum BarsCSVFormat {
  static let format = Format(
    "OHLCV text", "history",
    "A header with a date and a close, else open, high, low, adjusted, volume, symbol, currency; decimal comma with ; "
      + "or tab; dates ISO, day or month first where the file settles it, or epochs; times need an offset.",
    text: recognise, read: read)

  /// More columns are no price file.
  private static let widest = 256

  private enum Column: Int {
    case date, clock, open, high, low, close, adjusted, volume, symbol, currency
  }

  /// What a header calls a column, by its letters and digits alone (`Adj Close`, `adj_close` and `AdjClose*` are one),
  /// and its rank: of several columns for one price the first of these counts.
  private static let names: [String: (column: Column, rank: Int)] = {
    let synonyms: [(Column, [String])] = [
      (.date, ["date", "datetime", "timestamp", "time", "day"]), (.open, ["open", "openprice"]),
      (.high, ["high", "highprice"]), (.low, ["low", "lowprice"]),
      (.close, ["close", "closeprice", "closelast", "closingprice", "last", "lastprice", "price"]),
      (.adjusted, ["adjclose", "adjustedclose", "adjusted", "closeadj"]),
      (.volume, ["volume", "vol", "totalvolume"]), (.symbol, ["symbol", "ticker"]), (.currency, ["currency"]),
    ]
    var names: [String: (Column, Int)] = [:]
    for (column, spellings) in synonyms {
      for (rank, spelling) in spellings.enumerated() { names[spelling] = (column, rank) }
    }
    return names
  }()

  private static func column(of name: UnsafeRawBufferPointer) -> (column: Column, rank: Int)? {
    let letters = name.map(\.lowercasedASCII).filter { $0.isDigit || $0 >= 0x80 || ($0 >= 0x61 && $0 <= 0x7A) }
    return names[String(decoding: letters, as: UTF8.self)]
  }

  private struct Layout {
    var width = 0
    var date = 0
    /// A time of day beside the date.
    var clock: Int?
    var symbol: Int?
    var currency: Int?
    var open: Int?
    var high: Int?
    var low: Int?
    var close: Int?
    var adjusted: Int?
    var volume: Int?
    /// Splits and dividends.
    var split: Int?
    var dividend: Int?
    /// All prices are adjusted ones.
    var isAdjusted = false

    var numbers: [Int] { [open, high, low, close, adjusted, volume].compactMap { $0 } }
  }

  private struct Series {
    let negative: Bool
    var prices: PriceSeries
  }

  /// Whether a header's field is one of these columns.
  static func names(_ header: String) -> Bool { Array(header.utf8).withUnsafeBytes { column(of: $0) } != nil }

  private static func recognise(_ head: TextHead) -> Verdict {
    let columns = Set(head.names.compactMap { name in Array(name.utf8).withUnsafeBytes { column(of: $0)?.column } })
    guard columns.contains(.date) else { return .no("no column of dates") }
    return columns.contains(.close) || columns.contains(.adjusted) ? .yes : .near("no column of closes")
  }

  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    var reader = try CSVReader(file: reading.bytes)
    guard try reader.next() else { throw Fault("found nothing, expected CSV") }
    let layout = try layout(of: reader)
    let notation = try notation(reader, layout)

    var series: [Series] = []
    var indexes: [String: Int] = [:]
    // The symbol of the row before: in a file sorted by symbol no row needs a look-up.
    var last = 0..<0
    var current: Int?
    if layout.symbol == nil {
      var one = PriceSeries(symbol: reading.stem)
      one.isAdjusted = layout.isAdjusted
      // The shortest useful row is a date and a price.
      one.reserve(min(reading.bytes.count / 16, 65536))
      series.append(Series(negative: reading.negative.contains(reading.stem), prices: one))
      current = 0
    }
    while try reader.next() {
      do throws(Fault) {
        try reader.check(width: layout.width)
        if let column = layout.symbol {
          let field = reader.fields[column]
          let raw = reader.raw(column)
          if current == nil || !raw.equals(reading.bytes.part(last)) {
            guard isName(raw), let symbol = reader.text(column) else { throw fault(reader, column, "a symbol") }
            if let known = indexes[symbol] {
              current = known
            } else {
              var prices = PriceSeries(symbol: symbol)
              prices.isAdjusted = layout.isAdjusted
              // Names mostly have as many bars as the name before them.
              prices.reserve(series.last?.prices.days.count ?? 0)
              current = series.count
              indexes[symbol] = series.count
              series.append(Series(negative: reading.negative.contains(symbol), prices: prices))
            }
            last = field.start..<field.end
          }
        }
        if let current { try read(reader, layout, notation, into: &series[current]) }
      } catch {
        reading.log.add(error, &reading.lines)
        var owner: Int? = 0
        if let column = layout.symbol {
          owner = column < reader.fields.count ? reader.text(column).flatMap { indexes[$0] } : nil
        }
        guard let owner else { continue }
        var day: Day?
        if layout.date < reader.fields.count, case .success(.day(let found)) = notation.stamp(reader.raw(layout.date)) {
          day = found
        }
        series[owner].prices.refuse(day)
      }
    }
    return PriceSeries.values(series.map(\.prices), .told, &reading)
  }

  /// Most files, with commas, ISO dates and nothing in quotes, need no look at the whole.
  private static func notation(_ header: CSVReader, _ layout: Layout) throws(Fault) -> Notation {
    var first = header
    guard try first.next(), layout.date < first.fields.count else { return Notation(separator: header.separator) }
    let isPlain =
      header.separator == UInt8(ascii: ",") && Day(utf8: first.raw(layout.date)) != nil
      && header.bytes.firstIndex(of: UInt8(ascii: "\""), in: first.start..<header.bytes.count) == nil
    if isPlain { return Notation(separator: header.separator) }
    return try Notation(of: header, numbers: layout.numbers, dates: [layout.date])
  }

  private static func read(
    _ row: CSVReader, _ layout: Layout, _ notation: Notation, into series: inout Series
  ) throws(Fault) {
    let date = row.raw(layout.date)
    let stamp: Notation.Stamp =
      if let day = Day(utf8: date) { .day(day) } else { try value(row, layout.date, notation.stamp(date)) }
    if let column = layout.clock, !isMidnight(row.raw(column)) {
      throw fault(row, column, "one column with date, time and offset, like 2025-05-01T09:30:00-04:00")
    }
    let negative = series.negative
    var day = Day(number: 0)
    if case .day(let found) = stamp { day = found }
    let bar = Bar(
      day: day, open: try price(row, layout.open, notation, negative),
      high: try price(row, layout.high, notation, negative), low: try price(row, layout.low, notation, negative),
      close: try price(row, layout.close, notation, negative),
      adjustedClose: try price(row, layout.adjusted, notation, negative),
      volume: try volume(row, layout.volume, notation), line: row.line)
    if let column = layout.currency, !row.raw(column).isMissingValue {
      let raw = row.raw(column)
      guard raw.count == 3, raw.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else {
        throw fault(row, column, "a currency code like USD")
      }
      if let currency = series.prices.currency {
        guard raw.elementsEqual(currency.utf8) else { throw fault(row, column, "\(currency) as in the rows before") }
      } else {
        series.prices.currency = String(decoding: raw, as: UTF8.self)
      }
    }
    if layout.split != nil || layout.dividend != nil {
      let action = PriceColumns.action(of: row, split: layout.split, dividend: layout.dividend, notation)
      if case .moment(let time, let midnight) = stamp { day = midnight ?? series.prices.zone.session(of: time) }
      series.prices.note(action, on: day)
    }
    switch stamp {
    case .day(let day):
      guard series.prices.isDatedByDay != false else { throw fault(row, layout.date, "a time as in the rows before") }
      guard series.prices.add(bar) else {
        throw Fault(.line(row.line, column: row.column(layout.date)), BarSeries.twice(day))
      }
    case .moment(let time, let midnight):
      guard series.prices.isDatedByDay != true else { throw fault(row, layout.date, "a date as in the rows before") }
      series.prices.add(bar, at: time, day: midnight)
    }
  }

  /// A time of day that says nothing more than its date.
  private static func isMidnight(_ raw: UnsafeRawBufferPointer) -> Bool {
    raw.isMissingValue || raw.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ":") }
  }

  static func price(
    _ row: CSVReader, _ column: Int?, _ notation: Notation, _ negative: Bool
  ) throws(Fault) -> Double? {
    guard let column else { return nil }
    let raw = row.raw(column)
    let value: Double
    if let plain = notation.plain(raw) {
      value = plain
    } else {
      if raw.isMissingValue { return nil }
      value = try Self.value(row, column, notation.number(raw, expected: "a decimal number like 148.32"))
    }
    guard value > 0 || negative else { throw fault(row, column, "a price above 0") }
    return value
  }

  static func volume(_ row: CSVReader, _ column: Int?, _ notation: Notation) throws(Fault) -> Double? {
    guard let column else { return nil }
    let raw = row.raw(column)
    let value: Double
    if let plain = notation.plain(raw) {
      value = plain
    } else {
      if raw.isMissingValue { return nil }
      value = try Self.value(row, column, notation.volume(raw))
    }
    guard value >= 0 else { throw fault(row, column, "a volume of 0 or more") }
    return value
  }

  static func value<Value>(
    _ row: CSVReader, _ column: Int, _ result: Result<Value, Notation.Refusal>
  ) throws(Fault) -> Value {
    switch result {
    case .success(let value): return value
    case .failure(.expected(let expected)): throw fault(row, column, expected)
    case .failure(.message(let message)): throw Fault(.line(row.line, column: row.column(column)), message)
    }
  }

  static func fault(_ row: CSVReader, _ column: Int, _ expected: String) -> Fault {
    Fault(.line(row.line, column: row.column(column)), "found \(row.raw(column).shown), expected \(expected)")
  }

  private static func layout(of header: CSVReader) throws(Fault) -> Layout {
    guard header.fields.count <= widest else {
      throw Fault(.line(header.line, column: 0), "found \(header.fields.count) columns, expected at most \(widest)")
    }
    var columns: [Column: Int] = [:]
    var ranks: [Column: Int] = [:]
    for index in header.fields.indices {
      guard var (column, rank) = column(of: header.raw(index)) else { continue }
      // Beside a date, a time is one of day.
      if column == .date, rank > 0, columns[.date] != nil { (column, rank) = (.clock, 0) }
      if let known = ranks[column], known != rank {
        if known < rank { continue }
        if column == .date { columns[.clock] = columns[.date] }
      } else if ranks[column] != nil {
        throw Fault(
          .line(header.line, column: header.column(index)),
          "found the column \(header.raw(index).shown) twice, expected it once")
      }
      columns[column] = index
      ranks[column] = rank
    }
    guard let date = columns[.date], columns[.close] != nil || columns[.adjusted] != nil else {
      let first = header.bytes.part(header.start..<(header.fields.last?.end ?? header.start))
      throw Fault(
        .line(header.line, column: 1), "found \(first.shown), expected a header with Date and Close")
    }
    var layout = Layout(
      width: header.fields.count, date: date, clock: columns[.clock], symbol: columns[.symbol],
      currency: columns[.currency],
      open: columns[.open], high: columns[.high], low: columns[.low], close: columns[.close],
      adjusted: columns[.adjusted], volume: columns[.volume])
    let letters = header.fields.indices.map { (header.text($0) ?? "").lowercased().filter(\.isLetter) }
    layout.split = letters.firstIndex { ["stocksplits", "splits", "splitfactor", "splitcoefficient"].contains($0) }
    layout.dividend = letters.firstIndex { ["dividends", "dividend", "divcash", "dividendamount"].contains($0) }
    // yfinance's `history()`: see `PriceColumns.lackAdjustedClose`.
    let names = header.fields.indices.map { (header.text($0) ?? "").lowercased() }
    layout.isAdjusted =
      layout.adjusted == nil && names[date] == "date" && names.contains("dividends") && names.contains("stock splits")
    return layout
  }
}
