import Market

/// Eastmoney's `push2his…/api/qt/stock/kline/get`: `klines` of one `code` as texts `date,open,close,high,low,volume,…`
/// (`fields2=f51,f52,f53,f54,f55,f56…`, as akshare and efinance ask for them, and answers kept in their kin's tests).
/// `market` tells the exchange. Volumes of the mainland are in lots of 100 shares, elsewhere in shares. Bars within days
/// are stamped by their ends. Whether prices are adjusted (`fqt`) is asked and not told; turnovers (f57) show it.
enum EastmoneyFormat {
  static let format = Format(
    "Eastmoney klines", "history",
    "The bars of one code (date,open,close,high,low,volume,…) of Shanghai, Shenzhen, Hong Kong or the United States; "
      + "prices that their turnovers show to be adjusted are taken as such.", document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard let data = root.field("data"), root.field("rc") != nil else { return .no("no \"rc\" and \"data\"") }
    return .keys(data, "klines", "code")
  }

  /// Where a code is listed, by `market`.
  private struct Exchange {
    let suffix: String
    let clock: Zone
    let lot: Double

    init?(market: Double) {
      switch market {
      case 0: (suffix, clock, lot) = (".SZ", .shanghai, 100)
      case 1: (suffix, clock, lot) = (".SH", .shanghai, 100)
      case 116: (suffix, clock, lot) = (".HK", .hongKong, 1)
      case 105, 106, 107: (suffix, clock, lot) = ("", .newYork, 1)
      default: return nil
      }
    }
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let data = try root.need("data")
    let market = try data.need("market")
    guard let exchange = try market.figure().flatMap(Exchange.init) else {
      throw market.fault("the market of a share: 0, 1, 105, 106, 107 or 116")
    }
    let code = try data.need("code").name()
    var series = PriceSeries(symbol: code + exchange.suffix)
    let negative = input.negative.contains(series.symbol)
    let list = try data.list("klines")
    var evidence = TurnoverEvidence()
    for row in list.elements { note(row, exchange, in: &evidence) }
    series.isAdjusted = evidence.showsAdjusted
    for row in list.elements {
      do throws(Fault) {
        try add(row, exchange, to: &series, negative, input.line(of: row))
      } catch {
        input.log.add(error, &input.lines)
        series.refuse(row.utf8.flatMap { $0.count >= 10 ? Day(utf8: $0.part(0..<10)) : nil })
      }
    }
    series.takeMomentsForEnds()
    return PriceSeries.values([series], .told, &input)
  }

  private static func note(_ row: JSONValue, _ exchange: Exchange, in evidence: inout TurnoverEvidence) {
    let fields = row.utf8?.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) ?? []
    guard fields.count > 6 else { return }
    func number(_ index: Int) -> Double? { Decimal.value(UnsafeRawBufferPointer(rebasing: fields[index])) }
    evidence.note(turnover: number(6), shares: number(5).map { $0 * exchange.lot }, low: number(4), high: number(3))
  }

  private static func add(
    _ row: JSONValue, _ exchange: Exchange, to series: inout PriceSeries, _ negative: Bool, _ line: Int
  ) throws(Fault) {
    let fields = row.utf8?.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) ?? []
    guard fields.count >= 6 else {
      throw row.fault("a text of date,open,close,high,low,volume (fields2=f51,f52,f53,f54,f55,f56)")
    }
    func number(_ index: Int) throws(Fault) -> Double? {
      let text = UnsafeRawBufferPointer(rebasing: fields[index]).trimmed
      if text.isMissingValue { return nil }
      guard let value = Decimal.value(text) else { throw row.fault("numbers behind the date") }
      guard MarketSize.holds(value) else { throw Fault(.offset(row.offset), MarketSize.refusal(text.shown)) }
      return value
    }
    func price(_ index: Int) throws(Fault) -> Double? {
      guard let value = try number(index) else { return nil }
      guard value > 0 || negative else { throw row.fault("prices above 0") }
      return value
    }
    var volume = try number(5)
    if volume == -1 { volume = nil }
    guard volume ?? 0 >= 0 else { throw row.fault("a volume of 0 or more") }
    let stamp = UnsafeRawBufferPointer(rebasing: fields[0])
    let day = Day(utf8: stamp)
    let bar = Bar(
      day: day ?? Day(number: 0), open: try price(1), high: try price(3), low: try price(4), close: try price(2),
      volume: volume.map { $0 * exchange.lot }, line: line)
    if day != nil {
      series.add(bar)
    } else if let time = exchange.clock.instant(stamp) {
      series.add(bar, at: time)
    } else {
      throw row.fault("a text that begins with a date like 2025-05-01")
    }
  }
}
