/// A table that holds something else than prices of its symbols, though it may have columns of their names: options,
/// transactions, positions, dividends, splits, analysts' targets. It is named for what it is, and no price is taken.
struct OtherTable: Equatable {
  /// "options", "transactions", …
  let what: String
  /// The columns that show it, as the header has them.
  let columns: [String]
  /// The symbol, where all rows that were looked at are of one.
  let owner: String?

  /// What a header shows, by its columns that are filled.
  /// - Parameters:
  ///   - names: As the header has them.
  ///   - isFilled: Whether a column has values; without any row all have.
  ///   - values: The first values of a column.
  ///   - owner: The symbol of the rows.
  init?(_ names: [String], isFilled: (Int) -> Bool, values: (Int) -> [String], owner: String?) {
    var found: [Sign: [String]] = [:]
    var roles: Set<ColumnRole> = []
    for (index, name) in names.enumerated() where isFilled(index) {
      if let role = ColumnRole.of(name)?.role { roles.insert(role) }
      if let sign = Self.sign(ColumnRole.plain(name), values(index)) { found[sign, default: []].append(name) }
    }
    let hasRange = roles.isSuperset(of: [.open, .high, .low, .close])
    let hasPrice = !roles.isDisjoint(with: [.open, .high, .low, .close, .adjusted])
    for (sign, what, holds) in [
      (.option, "options", true), (.short, "short sales", !hasPrice), (.expiry, "options or futures", true),
      (.target, "analysts' targets", true), (.transaction, "transactions", true),
      (.position, "positions", true), (.holding, "positions", !hasRange),
      (.quantity, "transactions", hasPrice && !hasRange),
      (.order, "orders", !hasRange && hasPrice && !names.contains(where: Self.isMarketPrice)),
      (.rating, "analysts' targets", !hasRange && (hasPrice || roles.contains(.symbol))),
      (.dividend, "dividends", !hasPrice), (.split, "splits", !hasPrice),
    ] as [(Sign, String, Bool)] {
      guard holds, let columns = found[sign] else { continue }
      (self.what, self.columns, self.owner) = (what, columns, owner)
      return
    }
    return nil
  }

  /// What a table of text shows.
  init?(_ head: TextHead) {
    var owner: String?
    if let column = head.columns(.symbol).min(by: { rank(head.names[$0]) < rank(head.names[$1]) }) {
      let symbols = Set(head.rows.compactMap { column < $0.count ? $0[column] : nil })
      owner = symbols.count == 1 ? symbols.first.flatMap { $0.utf8.count <= 64 ? $0 : nil } : nil
    } else if head.known[head.stem] != nil {
      owner = head.stem
    }
    self.init(
      head.names, isFilled: { head.filled.contains($0) || head.rows.isEmpty },
      values: { column in head.rows.compactMap { column < $0.count ? $0[column] : nil } }, owner: owner)
    func rank(_ name: String) -> Int { ColumnRole.of(name)?.rank ?? .max }
  }

  /// What a list of JSON objects shows.
  init?(rows: JSONValue) {
    var names: [String] = []
    var values: [String: [String]] = [:]
    func note(_ row: JSONValue, _ depth: Int) {
      for (key, value) in row.fields {
        if value.isObject, depth == 0 { note(value, 1) }
        let name = String(decoding: key.bytes, as: UTF8.self)
        if values[name] == nil { names.append(name) }
        let text = value.utf8.map { String(decoding: $0.prefix(64), as: UTF8.self) }
        values[name, default: []].append(text ?? (value.isNull ? "" : "0"))
      }
    }
    for row in rows.elements.prefix(5) { note(row, 0) }
    let owners = Set(["symbol", "ticker", "underlying"].compactMap { values[$0] }.first ?? [])
    self.init(
      names, isFilled: { values[names[$0], default: []].contains { !$0.isMissing } },
      values: { values[names[$0], default: []] }, owner: owners.count == 1 ? owners.first : nil)
  }

  /// `found options, not prices of AMAT, …`
  var message: String {
    let shown = columns.prefix(3).map(\.shown).joined(separator: ", ")
    return "found \(what), not prices\(owner.map { " of \($0)" } ?? "") (\(shown)), expected bars or quotes"
  }

  /// Names that no order's own price has.
  private static func isMarketPrice(_ name: String) -> Bool {
    PriceColumns.isClose(name) && ColumnRole.plain(name) != "price"
  }

  private enum Sign {
    case order, option, short, expiry, transaction, position, holding, quantity, target, rating, dividend, split
  }

  private static func sign(_ name: String, _ values: [String]) -> Sign? {
    if let sign = signs[name] { return sign }
    guard ["type", "right", "side", "cp", "kind", "contracttype", "typ", "art"].contains(name) else { return nil }
    let words = Set(values.lazy.filter { !$0.isMissing }.map { $0.lowercased() })
    if words.isEmpty { return nil }
    if words.isSubset(of: ["call", "put", "c", "p"]) { return .option }
    return words.isSubset(of: [
      "buy", "sell", "b", "s", "bought", "sold", "dividend", "deposit", "kauf", "verkauf", "dividende",
    ])
      ? .transaction : nil
  }

  private static let spellings: [(sign: Sign, names: [String])] = [
    (
      .option,
      [
        "strike", "strikeprice", "optiontype", "callput", "putcall", "callorput", "cpflag", "optionright",
        "contractsize", "impliedvolatility", "delta", "gamma", "theta", "行权价", "认购认沽",
      ]
    ),
    (
      .short,
      [
        "shortinterest", "currentshortpositionquantity", "daystocover", "daystocoverquantity", "shortvolume",
        "shortexemptvolume",
      ]
    ),
    (.expiry, ["expiration", "expiry", "expirationdate", "expirydate", "expdate", "exdte", "dte", "到期日"]),
    (
      .transaction,
      [
        "action", "fee", "fees", "commission", "commissions", "feescomm", "commissionfees", "orderid", "ordernumber",
        "orderno", "transactionid", "transactiontype", "transaction", "tradeid", "buysell", "proceeds",
        "settlementdate", "settledate", "fillprice", "avgfillprice", "filledqty", "filledquantity", "手续费", "佣金", "委托编号",
        "买卖方向", "成交编号", "gebühr", "gebühren", "gebuehren", "provision", "ordernummer", "auftragsnummer",
        "transaktionstyp", "buchungstag", "valuta", "ausführungskurs",
      ]
    ),
    (
      .position,
      [
        "costbasis", "costbasistotal", "avgcost", "averagecost", "averagecostbasis", "costprice", "costpershare",
        "unrealizedpl", "unrealizedpnl", "unrealizedgain", "unrealizedgainloss", "gainloss", "totalgain",
        "totalgainloss", "todaysgainlossdollar", "totalgainlossdollar", "purchaseprice", "成本价", "持仓", "持仓数量", "浮动盈亏",
        "盈亏", "einstandskurs", "einstandswert", "kaufkurs", "kaufwert", "gewinnverlust",
      ]
    ),
    (.holding, ["marketvalue", "mktvalue", "gain", "avgprice", "averageprice", "持有数量"]),
    (
      .quantity,
      [
        "quantity", "qty", "shares", "lot", "lots", "amount", "units", "数量", "成交数量", "stück",
        "stueck", "anzahl", "menge", "nominale",
      ]
    ),
    (
      .target,
      ["pricetarget", "targetprice", "targetmeanprice", "targethigh", "targetlow", "fromgrade", "tograde", "目标价"]
    ),
    (
      .order,
      [
        "stop", "stoploss", "stopprice", "takeprofit", "limitprice", "entry", "entryprice", "exitprice",
        "triggerprice",
      ]
    ),
    (.rating, ["target", "rating", "recommendation", "analyst", "评级"]),
    (
      .dividend,
      [
        "dividend", "dividends", "dividendamount", "cashamount", "exdate", "exdividenddate", "paymentdate", "paydate",
        "recorddate", "declarationdate", "分红",
      ]
    ),
    (.split, ["split", "splits", "stocksplits", "splitratio", "splitfactor", "splitfrom", "splitto"]),
  ]

  private static let signs = Dictionary(
    uniqueKeysWithValues: spellings.flatMap { sign, names in names.map { ($0, sign) } })
}
