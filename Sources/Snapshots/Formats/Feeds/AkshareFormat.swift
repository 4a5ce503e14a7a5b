import Market

/// Bars under Chinese headers as akshare writes them from Eastmoney (`stock_zh_a_hist`, `stock_hk_hist`, `fund_etf_hist_em`,
/// `…_min_em`), and as Eastmoney's own tables have them: 日期 or 时间, 股票代码, 开盘, 收盘, 最高, 最低, 成交量, 成交额 …; and
/// `stock_zh_a_daily` of Sina, `date,open,high,low,close,volume,amount,outstanding_share,turnover` (akshare's documentation
/// of stock data). 成交量 counts lots of 100 shares on the mainland and shares elsewhere: turnover over volume and price tells
/// which, else the code. Prices are raw unless one asks for `adjust`: turnovers show it (``TurnoverEvidence``). Bars within
/// days are stamped by their ends, on the clock of China.
enum AkshareFormat {
  static let format = Format(
    "akshare and Eastmoney tables", "history",
    "Bars under Chinese headers (date, open, close, high, low, volume, turnover, perhaps a code), or date … "
      + "outstanding_share; volumes in lots become shares.", text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    if head.header.contains("outstanding_share") { return .columns(head, "outstanding_share", "date", "open", "close") }
    guard ["日期", "时间"].contains(where: head.header.contains) else { return .no("no column 日期 or 时间") }
    return .columns(head, "开盘", "收盘", "最高", "最低")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    var layout = try PriceTable(table)
    let owner = layout.symbol == nil ? try input.symbolOfName() : nil
    let notation = try Notation(of: table, layout)
    let code = if let owner { owner } else { try firstCode(table, layout.symbol) }
    let unit = try unit(table, layout, notation, code)
    layout.prices.shares = { volume, _ in unit.map { volume * $0 } }
    let evidence = try TurnoverEvidence(table, layout.prices, turnover: TurnoverEvidence.turnover(of: table), notation)
    layout.isAdjusted = evidence.showsAdjusted
    layout.clock = nil
    layout.stampsEnds = true
    let isChinese = code.utf8.contains { $0.isDigit }
    let meaning = PriceTable.Meaning(stamp: { raw in
      if isChinese, let time = Zone.shanghai.instant(raw), !raw.part(10..<raw.count).equals(" 00:00:00") {
        return .success(.moment(time))
      }
      return notation.stamp(raw)
    })
    return try layout.values(of: &table, owner.map { PriceTable.Owner($0) }, .told, notation, meaning, &input)
  }

  private static func firstCode(_ table: Table, _ column: Int?) throws(Fault) -> String {
    var table = table
    guard let column, try table.next(), column < table.row.fields.count else { return "" }
    return table.row.code(column) ?? ""
  }

  /// How many shares one of the file's volumes counts; nil where nothing tells.
  private static func unit(
    _ table: Table, _ layout: PriceTable, _ notation: Notation, _ code: String
  ) throws(Fault) -> Double? {
    if table.header.contains("outstanding_share") { return 1 }
    let turnover = TurnoverEvidence.turnover(of: table)
    if let unit = try TurnoverEvidence.sharesPerVolume(table, layout.prices, turnover: turnover, notation) {
      return unit
    }
    switch code.utf8.count(where: \.isDigit) {
    case 6: return 100
    case 4, 5: return 1
    case 0: return 1
    default: return nil
    }
  }
}
