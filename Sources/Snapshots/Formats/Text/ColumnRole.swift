/// What a column of a table of text holds, by its name: the one place where the names that feeds give are known.
enum ColumnRole: Hashable, Sendable {
  case date
  case open, high, low, close, adjusted, volume
  /// New shares for each old one, and what is paid a share, on the day before whose session it happens.
  case split, dividend
  /// Whose row it is: a ticker, a code, a contract, or the name where nothing better stands beside it.
  case symbol
  /// Where it trades.
  case exchange
  case currency

  /// A column's role and its rank in it: of several columns of one role that with the least rank counts.
  typealias Ranked = (role: ColumnRole, rank: Int)

  /// The role of a column; nil for a name that is none of these.
  /// - Parameter name: A header's field as it stands.
  static func of(_ name: String) -> Ranked? { names[plain(name)] }

  /// The letters and digits of a name, in lower case: `Adj Close`, `adj_close`, `<ADJ CLOSE>` and `AdjClose*` are one.
  /// What is not ASCII is kept, and a unit in brackets behind it (`Price (USD)`) is none of it.
  static func plain(_ name: String) -> String {
    let name =
      name.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false).first.flatMap {
        $0.isEmpty ? nil : String($0)
      } ?? name
    return String(
      decoding: name.utf8.map(\.lowercasedASCII).filter { $0.isDigit || $0 >= 0x80 || $0.isLetter }, as: UTF8.self)
  }

  /// The currency that a column's name tells in brackets: USD of `Price (USD)`.
  static func currency(of name: String) -> String? {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex else { return nil }
    let code = name[name.index(after: open)...].dropLast()
    return code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? String(code) : nil
  }

  /// Names that are a company's or a paper's, not its symbol: what changes in them beside a column of symbols says
  /// nothing.
  static let isDescription: Set<String> = [
    "name", "companyname", "company", "securityname", "shortname", "longname", "description", "isin", "figi", "cusip",
    "sedol", "wkn", "valor", "名称", "股票名称", "证券简称", "证券名称", "股票简称", "简称", "公司名称", "名稱", "股票名稱",
  ]

  /// By role, the name that is preferred first.
  private static let spellings: [(ColumnRole, [String])] = [
    (
      .date,
      [
        "date", "datetime", "timestamp", "time", "day", "tradedate", "tradingdate", "tradingday", "日期", "交易日期", "时间",
        "日期时间", "交易日", "時間",
      ]
    ),
    (.open, ["open", "openprice", "openingprice", "otwarcie", "开盘", "开盘价", "今开", "開盤", "開盤價"]),
    (.high, ["high", "highprice", "najwyzszy", "最高", "最高价", "最高價"]),
    (.low, ["low", "lowprice", "najnizszy", "最低", "最低价", "最低價"]),
    (
      .close,
      [
        "close", "closeprice", "closelast", "closingprice", "last", "lastprice", "price", "zamkniecie", "收盘", "收盘价",
        "收盤",
        "收盤價", "最新价",
      ]
    ),
    (.adjusted, ["adjclose", "adjustedclose", "adjusted", "closeadj", "closeadjusted"]),
    (.volume, ["volume", "vol", "totalvolume", "wolumen", "成交量"]),
    (.split, ["stocksplits", "splitcoefficient", "splitfactor"]),
    (.dividend, ["dividends", "dividendamount", "divcash"]),
    (
      .symbol,
      [
        "symbol", "ticker", "sym", "tic", "tscode", "stockcode", "symbolcode", "tickersymbol", "stocksymbol", "seccode",
        "securitycode", "secucode", "secid", "ric",
        "code", "instrumentid", "contract", "instrument", "security", "stock", "asset", "pair", "underlying", "isin",
        "figi", "cusip", "sedol", "wkn", "permno", "gvkey", "conid", "代码", "股票代码", "证券代码", "品种代码", "合约代码", "合约",
        "代碼", "股票代碼", "证券", "股票", "name", "companyname", "company", "securityname", "shortname", "longname", "名称",
        "股票名称", "证券简称", "证券名称", "股票简称", "简称", "公司名称", "名稱", "股票名稱",
      ]
    ),
    (
      .exchange,
      [
        "exchange", "exch", "exchangecode", "exchangename", "primaryexchange", "listingexchange", "mic", "venue", "市场",
        "交易所", "交易市场", "市場", "market", "marketcode",
      ]
    ),
    (.currency, ["currency", "ccy", "curr", "currencycode", "币种", "货币", "貨幣"]),
  ]

  private static let names: [String: Ranked] = {
    var names: [String: Ranked] = [:]
    for (role, all) in spellings {
      for (rank, name) in all.enumerated() { names[name] = (role, rank) }
    }
    return names
  }()

  /// Whether a header's field has a role.
  static func isKnown(_ name: String) -> Bool { of(name) != nil }
}
