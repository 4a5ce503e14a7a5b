import Market

/// baostock's `query_history_k_data_plus` as a data frame writes it: `date,code,open,high,low,close,preclose,volume,amount,
/// adjustflag,turn,tradestatus,pctChg,isST` (baostock.com, "A股K线数据"); volumes in shares. `adjustflag` 1 and 2 are prices
/// adjusted backward and forward, 3 are raw ones; a file holds one of them. On a suspended day (`tradestatus` 0) all prices
/// are the close before, and there is no volume. Bars within days have a `time` (`20250430093500000`, Shanghai) of their end.
enum BaostockFormat {
  static let format = Format(
    "baostock bars", "history",
    "date, code (sh.601919), open, high, low, close, volume, adjustflag: 1 and 2 are adjusted prices; one code or several.",
    text: { head in .columns(head, "adjustflag", "code", "date", "close") }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let code = table.column("code"), let date = table.column("date"), let flag = table.column("adjustflag") else {
      throw Fault("found no date, code and adjustflag, expected them")
    }
    let time = table.column("time")
    var layout = PriceTable(date: time ?? date, prices: PriceColumns(table), symbol: code)
    layout.stampsEnds = time != nil
    var first = table
    var told: UnsafeRawBufferPointer?
    if try first.next(), flag < first.row.fields.count { told = first.row.raw(flag) }
    layout.isAdjusted = told.map { $0.equals("1") || $0.equals("2") } ?? false
    let notation = Notation(separator: table.separator)
    let meaning = PriceTable.Meaning(
      stamp: { raw in time == nil ? notation.stamp(raw) : moment(raw) },
      refusal: { (row: CSVReader) -> Fault? in
        let raw = row.raw(flag)
        guard let told, raw.equals("1") || raw.equals("2") || raw.equals("3") else {
          return row.fault(flag, "1, 2 (adjusted) or 3")
        }
        if raw.equals(told) { return nil }
        return row.fault(flag, "\(told.shown) as in the first row")
      })
    return try layout.values(of: &table, nil, .told, notation, meaning, &input)
  }

  /// `20250430093500000` on Shanghai's clock.
  private static func moment(_ raw: UnsafeRawBufferPointer) -> Result<Notation.Stamp, Notation.Refusal> {
    func number(_ range: Range<Int>) -> Int { raw[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    guard raw.count == 17, raw.allSatisfy(\.isDigit), let day = Day(number(0..<4), number(4..<6), number(6..<8)),
      number(8..<10) < 24, number(10..<12) < 60
    else { return .failure(.expected("a time like 20250430093500000")) }
    return .success(.moment(Zone.shanghai.instant(day, hour: number(8..<10), minute: number(10..<12))))
  }
}
