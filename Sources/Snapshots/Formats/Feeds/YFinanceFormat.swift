import Market

/// What yfinance's `download(…).to_csv()` writes: three lines of header (fields, symbols, and `Date` or `Datetime`), then
/// a row a day or a moment with the columns of every symbol. Fields may stand above symbols (`Price` first) or below
/// them (`group_by="ticker"`); versions before 0.2.40 leave the first cells empty. A symbol without any price on a day
/// (another exchange's holiday) has no bar then. Files with one line of header are plain OHLCV text. Days with all prices
/// but no `Adj Close` are adjusted ones.
enum YFinanceFormat {
  static let format = Format(
    "yfinance CSV", "history",
    "Three lines of header with fields, symbols and Date or Datetime, for one or several symbols; days without Adj Close "
      + "are adjusted; with one line of header it is OHLCV text.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.rows.count >= 2, ["", "price", "ticker", "attributes"].contains(head.header[0]) else {
      return .no("no three lines of header")
    }
    guard let index = head.rows[1].first?.lowercased(), ["date", "datetime"].contains(index),
      head.rows[1].dropFirst().allSatisfy({ $0.isEmpty || $0.hasPrefix("Unnamed") })
    else { return .no("no third line with Date or Datetime alone") }
    guard head.names.count == head.rows[0].count else { return .near("as many symbols as fields") }
    let hasClose = [head.names, head.rows[0]].contains { $0.dropFirst().contains(where: PriceColumns.isClose) }
    return hasClose ? .yes : .near("no column of closes")
  }

  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    var reader = try CSVReader(file: reading.bytes)
    var lines: [[String]] = []
    for _ in 0..<3 {
      guard try reader.next() else { throw Fault("found no three lines of header, expected fields, symbols and Date") }
      lines.append(reader.fields.indices.map { reader.text($0) ?? "" })
    }
    let width = lines[0].count
    guard lines[1].count == width else {
      throw Fault(.line(2, column: 0), "found \(lines[1].count) fields, expected \(width) as in the header")
    }
    let fieldsFirst = lines[0].dropFirst().contains(where: PriceColumns.isClose)
    let (fields, symbols) = fieldsFirst ? (lines[0], lines[1]) : (lines[1], lines[0])
    var found: [(columns: PriceColumns, series: PriceSeries)] = []
    for index in symbols.indices.dropFirst() {
      let symbol = symbols[index]
      guard Array(symbol.utf8).withUnsafeBytes(isName) else {
        throw Fault(.line(fieldsFirst ? 2 : 1, column: 0), "found no symbol over column \(index + 1), expected one")
      }
      let known = found.firstIndex { $0.series.symbol == symbol }
      if known == nil { found.append((PriceColumns(), PriceSeries(symbol: symbol))) }
      found[known ?? found.count - 1].columns.take(fields[index], at: index)
    }
    if lines[2].first?.lowercased() == "date" {
      for index in found.indices { found[index].series.isAdjusted = found[index].columns.lackAdjustedClose }
    }
    let notation = Notation(separator: reader.separator)
    while try reader.next() { read(reader, width, notation, into: &found, &reading) }
    return PriceSeries.values(found.map(\.series), .told, &reading)
  }

  /// One row; a faulty field refuses the bar of its symbol alone.
  private static func read(
    _ row: CSVReader, _ width: Int, _ notation: Notation,
    into found: inout [(columns: PriceColumns, series: PriceSeries)],
    _ reading: inout Reading
  ) {
    let stamp: Notation.Stamp
    do throws(Fault) {
      try row.check(width: width)
      stamp = try BarsCSVFormat.value(row, 0, notation.stamp(row.raw(0)))
    } catch {
      reading.log.add(error, &reading.lines)
      for index in found.indices { found[index].series.refuse(nil) }
      return
    }
    for index in found.indices {
      let negative = reading.negative.contains(found[index].series.symbol)
      do throws(Fault) {
        try found[index].series.add(found[index].columns, of: row, at: stamp, notation, negative: negative)
      } catch {
        reading.log.add(error, &reading.lines)
        let day: Day? = if case .day(let day) = stamp { day } else { nil }
        found[index].series.refuse(day)
      }
    }
  }
}
