/// What feeds write in a column of exchanges, and what it makes of a symbol beside it.
enum ExchangeCode {
  private static let unitedStates: Set<String> = [
    "NASDAQ", "NASDAQGS", "NASDAQGM", "NASDAQCM", "NASD", "NMS", "NGM", "NCM", "XNAS", "ISLAND", "NYSE", "NYQ", "XNYS",
    "NYSE ARCA", "NYSEARCA", "ARCA", "PCX", "ARCX", "AMEX", "ASE", "XASE", "NYSE AMERICAN", "NYSE MKT", "BATS", "BTS",
    "CBOE", "BZX", "OTC", "PNK", "PINK", "OTC MARKETS", "US", "USA", "SMART",
  ]
  private static let hongKong: Set<String> = ["HKEX", "SEHK", "HKG", "XHKG", "HK", "HKSE", "港股", "香港", "港交所"]
  private static let shanghai: Set<String> = ["SSE", "SHH", "SHSE", "XSHG", "SH", "SS", "SHG", "沪市", "上海", "上交所", "沪A"]
  private static let shenzhen: Set<String> = ["SZSE", "SHZ", "XSHE", "SZ", "SHE", "深市", "深圳", "深交所", "深A"]

  /// The symbol of a code at an exchange. Bare digits are told apart by the exchange's suffix, as feeds write it
  /// (`1919.HK`, `601919.SS`); a ticker of the United States stands alone. At another exchange the same ticker is another
  /// paper in another currency: there the exchange becomes part of the symbol. What is no exchange's code (`stocks`) says
  /// nothing.
  static func symbol(_ code: String, at exchange: String) -> String {
    let place = exchange.uppercased()
    guard !place.isMissing, !code.contains("."), !code.contains(":"), !unitedStates.contains(place) else { return code }
    let isNumber = code.utf8.allSatisfy(\.isDigit)
    if hongKong.contains(place) {
      guard isNumber else { return code }
      let digits = code.drop { $0 == "0" }
      return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ".HK"
    }
    if shanghai.contains(place) { return isNumber ? code + ".SS" : code }
    if shenzhen.contains(place) { return isNumber ? code + ".SZ" : code }
    let isCode = (2...12).contains(place.utf8.count) && exchange == place && place.utf8.allSatisfy { $0 < 0x80 }
    return isCode ? "\(place):\(code)" : code
  }
}
