import Market

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

  /// The role of a column; nil for a name that is none of these, and for prices and volumes in a unit that is not known
  /// (`Close (log)`, `收盘(分)`): their numbers would be read as others.
  /// - Parameter name: A header's field as it stands.
  static func of(_ name: String) -> Ranked? {
    guard let found = named(name) else { return nil }
    // `Price %`, `Close%`: a part of some price.
    if name.contains("%"), ![.date, .symbol, .exchange, .currency].contains(found.role) { return nil }
    guard let unit = unit(of: name) else { return found }
    switch found.role {
    case .open, .high, .low, .adjusted: return ColumnUnit.isPrice(unit) ? found : nil
    case .close: return ColumnUnit.isAdjusted(unit) ? names["adjusted"] : ColumnUnit.isPrice(unit) ? found : nil
    case .volume: return ColumnUnit(volume: unit) == nil ? nil : found
    default: return found
    }
  }

  /// The same whatever its unit is.
  static func named(_ name: String) -> Ranked? { names[plain(name)] }

  /// What stands in brackets behind a name: `USD` of `Price (USD)`; nil without.
  static func unit(of name: String) -> String? {
    guard let open = name.firstIndex(where: { $0 == "(" || $0 == "（" }), open > name.startIndex else { return nil }
    let rest = name[name.index(after: open)...]
    guard let end = rest.firstIndex(where: { $0 == ")" || $0 == "）" }), end > rest.startIndex else { return nil }
    return String(rest[..<end])
  }

  /// The letters and digits of a name, in lower case: `Adj Close`, `adj_close`, `<ADJ CLOSE>` and `AdjClose*` are one.
  /// What is not ASCII is kept; a unit in brackets behind it (`Price (USD)`) and a number before it (`4. close`) are none
  /// of it.
  static func plain(_ name: String) -> String {
    var name = name[...]
    if let bracket = name.firstIndex(where: { $0 == "(" || $0 == "（" }), bracket > name.startIndex {
      name = name[..<bracket]
    }
    let number = name.prefix { $0.utf8.count == 1 && $0.utf8.first?.isDigit == true }
    if !number.isEmpty, name.dropFirst(number.count).hasPrefix(". ") { name = name.dropFirst(number.count + 2) }
    return String(
      decoding: name.utf8.map(\.lowercasedASCII).filter { $0.isDigit || $0 >= 0x80 || $0.isLetter }, as: UTF8.self)
  }

  /// The currency that a column's name tells in brackets, or its hundredth: USD of `Price (USD)`, GBX of `Close (GBp)`, GBP
  /// of `Close (£)`.
  static func currency(of name: String) -> String? {
    guard let unit = unit(of: name) else { return nil }
    if let code = CurrencyUnit.code(unit.utf8) { return code }
    // 元 may be any dollar or yuan.
    return unit == "元" ? nil : NumberText.currency(of: unit).flatMap { $0 == unit ? nil : $0 }
  }

  /// Names that are a company's or a paper's, not its symbol: what changes in them beside a column of symbols says
  /// nothing.
  static let isDescription: Set<String> = [
    "name", "companyname", "company", "securityname", "shortname", "longname", "description", "isin", "figi", "cusip",
    "sedol", "wkn", "valor", "名称", "股票名称", "证券简称", "证券名称", "股票简称", "简称", "公司名称", "名稱", "股票名稱",
  ]

  /// Names that tell of which country or of whose telling a row is: rows of two are no series.
  static let isOrigin: Set<String> = [
    "country", "countrycode", "countryname", "region", "source", "datasource", "provider", "dataprovider", "vendor",
    "feed", "board", "segment", "marketsegment", "listing", "国家", "地区", "来源", "数据来源", "land", "quelle",
  ]

  /// By role, the name that is preferred first.
  private static let spellings: [(ColumnRole, [String])] = [
    (
      .date,
      [
        "date", "datetime", "timestamp", "time", "day", "tradedate", "tradingdate", "tradingday", "observationdate",
        "exchangedate", "pricingdate", "gmttime", "日期", "交易日期", "时间",
        "日期时间", "交易日", "時間", "datum", "handelstag",
      ]
    ),
    (
      .open,
      [
        "open", "openprice", "openingprice", "pxopen", "otwarcie", "开盘", "开盘价", "今开", "開盤", "開盤價",
        "eröffnung", "eroeffnung", "eröffnungskurs", "eroeffnungskurs", "eröffn", "erster",
      ]
    ),
    (
      .high,
      [
        "high", "highprice", "pxhigh", "najwyzszy", "最高", "最高价", "最高價", "hoch", "tageshoch", "höchst", "höchstkurs",
        "hoechstkurs",
      ]
    ),
    (
      .low,
      [
        "low", "lowprice", "pxlow", "najnizszy", "最低", "最低价", "最低價", "tief", "tagestief", "tiefst", "tiefstkurs",
      ]
    ),
    (
      .close,
      [
        "close", "closeprice", "closelast", "closingprice", "last", "lastprice", "price", "pxlast", "zamkniecie", "收盘",
        "收盘价", "收盤", "收盤價", "最新价", "schlusskurs", "schlußkurs", "schluss", "schluß", "zuletzt", "kurs",
      ]
    ),
    (.adjusted, ["adjclose", "adjustedclose", "adjusted", "closeadj", "closeadjusted"]),
    // Where ariva.de tells pieces (`Stuecke`), its `Volumen` is money.
    (.volume, ["volume", "vol", "totalvolume", "pxvolume", "wolumen", "成交量", "stücke", "stuecke", "volumen"]),
    (.split, ["stocksplits", "splitcoefficient", "splitfactor"]),
    (.dividend, ["dividends", "dividendamount", "divcash"]),
    (
      .symbol,
      [
        "symbol", "ticker", "sym", "tic", "tscode", "stockcode", "symbolcode", "tickersymbol", "stocksymbol", "seccode",
        "securitycode", "secucode", "secid", "ric", "code", "instrumentid", "orderbookid", "tradingsymbol", "actsymbol",
        "contract", "instrument", "security", "stock", "asset", "pair", "underlying", "isin", "figi", "cusip", "sedol",
        "wkn", "permno", "gvkey", "conid", "stockid", "assetid", "instrumenttoken", "sid", "代码", "股票代码", "证券代码",
        "品种代码", "合约代码", "合约",
        "代碼", "股票代碼", "证券", "股票", "name", "companyname", "company", "securityname", "shortname", "longname", "名称",
        "股票名称", "证券简称", "证券名称", "股票简称", "简称", "公司名称", "名稱", "股票名稱",
      ]
    ),
    (
      .exchange,
      [
        "exchange", "exch", "exchangecode", "exchangename", "primaryexchange", "listingexchange", "mic", "venue", "市场",
        "交易所", "交易市场", "市場", "market", "marketcode",
        "börse", "boerse", "börsenplatz", "handelsplatz",
      ]
    ),
    (.currency, ["currency", "ccy", "curr", "currencycode", "币种", "货币", "貨幣", "währung", "waehrung"]),
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
