import Market

/// Bars of Futu's OpenD (moomoo) as its Python API's frames become JSON (a list of records) or CSV: `code` (`HK.00700`,
/// `US.AAPL`), `time_key`, `open` … (`request_history_kline` and `get_cur_kline` in the Futu API documentation). A day's
/// `time_key` is its midnight, that of less the end of the bar, on the exchange's clock. Prices are adjusted unless one asks
/// otherwise (`autype=AuType.QFQ` is the default), and the answer does not tell: they count as adjusted ones.
enum FutuFormat {
  static let tableFormat = Format(
    "Futu klines CSV", "history",
    "code, time_key, open, close, high, low, volume, …; prices count as adjusted, which they are by default.",
    text: { head in .columns(head, "time_key", "code", "close") }, read: readTable)

  static let format = Format(
    "Futu klines JSON", "history",
    "A list of bars with code and time_key; prices count as adjusted, which they are by default.", document: recognise,
    read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard root.isArray, let first = root.firstElement else { return .no("no list of bars") }
    return .keys(first, "time_key", "code", "close")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var found: [PriceSeries] = []
    var indexes: [String: Int] = [:]
    for row in root.elements {
      do throws(Fault) {
        guard row.isObject else { throw row.fault("an object") }
        let code = try row.need("code").name()
        let symbol = symbol(code)
        let index = indexes[symbol] ?? found.count
        if index == found.count {
          indexes[symbol] = index
          found.append(PriceSeries(symbol: symbol))
          found[index].isAdjusted = true
        }
        try add(row, clock(of: code), to: &found[index], &input)
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    for index in found.indices { found[index].takeMomentsForEnds() }
    return PriceSeries.values(found, .told, &input)
  }

  private static func readTable(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let code = table.column("code"), let date = table.column("time_key") else {
      throw Fault("found no code and time_key, expected both")
    }
    var layout = PriceTable(date: date, prices: PriceColumns(table), symbol: code)
    layout.isAdjusted = true
    layout.stampsEnds = true
    // Codes of one file are of one exchange; days need no clock.
    var first = table
    var place: Zone?
    if try first.next(), code < first.row.fields.count { place = clock(of: first.row.text(code) ?? "") }
    let meaning = PriceTable.Meaning(
      symbol: symbol,
      stamp: { raw in
        if let day = day(raw) { return .success(.day(day)) }
        guard let time = place?.instant(raw) else {
          return .failure(.expected("a time like 2025-05-01 00:00:00 on the clock of HK, US, SH or SZ"))
        }
        return .success(.moment(time))
      })
    return try layout.values(of: &table, nil, .told, Notation(separator: table.separator), meaning, &input)
  }

  private static func add(
    _ row: JSONValue, _ clock: Zone?, to series: inout PriceSeries, _ input: inout FileInput
  ) throws(Fault) {
    let stamp = try row.need("time_key")
    let text = stamp.utf8
    let day = text.flatMap(day)
    do throws(Fault) {
      let bar = try Bar(
        spelt: row, day: day ?? Day(number: 0), input.negative.contains(series.symbol), input.line(of: row))
      if day != nil {
        series.add(bar)
      } else {
        guard let clock, let time = text.flatMap({ clock.instant($0) }) else {
          throw stamp.fault("a time like 2025-05-01 00:00:00 on the clock of HK, US, SH or SZ")
        }
        series.add(bar, at: time)
      }
    } catch {
      series.refuse(day)
      throw error
    }
  }

  /// The day of `2025-05-01` and of its midnight, which stands for the day.
  static func day(_ text: UnsafeRawBufferPointer) -> Day? {
    guard text.count == 10 || (text.count == 19 && text.part(10..<19).equals(" 00:00:00")) else { return nil }
    return Day(utf8: text.part(0..<10))
  }

  /// A code of the United States stands alone.
  static func symbol(_ code: String) -> String { code.hasPrefix("US.") ? String(code.dropFirst(3)) : code }

  /// The clock of a code's exchange.
  static func clock(of code: String) -> Zone? {
    switch code.split(separator: ".").first ?? "" {
    case "US": .newYork
    case "HK": .hongKong
    case "SH", "SZ": .shanghai
    default: nil
    }
  }
}
