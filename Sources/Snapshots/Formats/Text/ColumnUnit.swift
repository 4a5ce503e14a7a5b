import Market

/// What a header tells in brackets behind a price or a volume (`Close (USD)`, `成交量(万股)`).
struct ColumnUnit {
  /// How many shares one of the column counts; nil where the unit does not tell (`手`, lots).
  let shares: Double?

  /// The unit of a volume; nil where it is none.
  init?(volume unit: String) {
    var text = Self.plain(unit)
    if text.hasPrefix("in ") { text.removeFirst(3) }
    for end in [" of shares", " shares", "股"] where text.hasSuffix(end) {
      text.removeLast(end.count)
      break
    }
    if ["手", "万手", "lots", "lot", "张"].contains(text) {
      shares = nil
    } else if let scale = Self.scales.first(where: { $0.names.contains(text) })?.scale {
      shares = scale
    } else {
      return nil
    }
  }

  /// Whether prices in the unit are prices as they are: in a currency, or in the hundredth that an exchange quotes in.
  static func isPrice(_ unit: String) -> Bool {
    CurrencyUnit.code(unit.utf8) != nil || prices.contains(plain(unit)) || isAdjusted(unit)
  }

  static func isAdjusted(_ unit: String) -> Bool { ["adj", "adj.", "adjusted", "前复权", "前復權"].contains(plain(unit)) }

  private static func plain(_ unit: String) -> String {
    Array(unit.lowercased().utf8).withUnsafeBytes { String(decoding: $0.trimmed, as: UTF8.self) }
  }

  private static let prices: Set<String> = [
    "$", "us$", "hk$", "nt$", "a$", "c$", "s$", "€", "£", "¥", "￥", "₩", "₹", "usd", "eur", "gbp", "hkd", "cny", "rmb",
    "cnh", "jpy", "元", "港元", "美元", "人民币", "人民币元", "港币", "日元", "欧元", "円", "dollars", "dollar", "us dollars",
    "euro", "yuan", "pounds", "raw", "unadjusted", "unadj", "unadj.", "不复权", "除权", "eod", "daily", "last",
    "local currency",
  ]

  private static let scales: [(names: Set<String>, scale: Double)] = [
    (["", "shares", "share", "shs", "units", "stück"], 1), (["百"], 100),
    (["k", "'000", "000", "000s", "'000s", "thousand", "thousands", "th", "ths", "千", "1000"], 1e3), (["万", "萬"], 1e4),
    (["m", "mm", "mn", "mln", "mio", "million", "millions", "百万"], 1e6), (["亿", "億"], 1e8),
    (["b", "bn", "billion", "billions"], 1e9),
  ]
}
