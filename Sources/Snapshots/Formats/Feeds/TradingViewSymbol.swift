import Market

/// A symbol as TradingView writes it, exchange first (`NASDAQ:AMAT`, `HKEX:1919`), and what other feeds call it. At an
/// exchange that this program does not know the same ticker is another paper in another currency (`BMV:AMAT` in pesos):
/// there the exchange stays part of the symbol.
struct TradingViewSymbol {
  let symbol: String
  let venue: Venue?
  /// Nil where the exchange is none that this program knows.
  let currency: String?

  /// TradingView's `AMEX` holds NYSE Arca's funds; `BATS` is Cboe's price of a share that is listed elsewhere.
  init(exchange: String, ticker: String) {
    switch exchange.uppercased() {
    case "NASDAQ": (symbol, venue, currency) = (ticker, .nasdaq, "USD")
    case "NYSE": (symbol, venue, currency) = (ticker, .nyse, "USD")
    case "AMEX": (symbol, venue, currency) = (ticker, .arca, "USD")
    case "OTC": (symbol, venue, currency) = (ticker, .otc, "USD")
    case "BATS", "CBOE": (symbol, venue, currency) = (ticker, nil, "USD")
    case "HKEX":
      let zeros = String(repeating: "0", count: max(4 - ticker.utf8.count, 0))
      (symbol, venue, currency) = (zeros + ticker + ".HK", .hongKong, "HKD")
    case "SSE": (symbol, venue, currency) = (ticker + ".SS", .shanghai, "CNY")
    case "SZSE": (symbol, venue, currency) = (ticker + ".SZ", .shenzhen, "CNY")
    case "": (symbol, venue, currency) = (ticker, nil, nil)
    default: (symbol, venue, currency) = (exchange + ":" + ticker, nil, nil)
    }
  }

  /// `EXCHANGE:TICKER`; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, Self.isWord(parts[0]), !parts[1].isEmpty, parts[1].utf8.count <= 32,
      parts[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
    else { return nil }
    self.init(exchange: String(parts[0]), ticker: String(parts[1]))
  }

  private static func isWord(_ text: Substring) -> Bool {
    (1...16).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0.isDigit || (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
  }
}
