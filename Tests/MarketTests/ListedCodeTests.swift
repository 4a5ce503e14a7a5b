import Testing

@testable import Market

/// Codes of Hong Kong and the mainland in the spellings of feeds.
@Suite struct ListedCodeTests {
  /// COSCO's A shares as baostock, Sina, Yahoo, Alpha Vantage, EODHD, JoinQuant and GoldMiner write them.
  @Test(arguments: [
    "sh.601919", "SH601919", "SH#601919", "sh601919", "601919.SH", "601919.sh", "601919.SS", "601919.SHH", "601919.SHG",
    "601919.XSHG", "SHSE.601919", "SSE:601919", "601919",
  ])
  func knowsShanghai(symbol: String) throws {
    let code = try #require(ListedCode(symbol))
    #expect(code.exchange == .shanghai)
    #expect(code.number == 601_919)
    #expect(code.venue == .shanghai)
  }

  @Test(arguments: [
    "sz.000002", "SZ000002", "sz000002", "000002.SZ", "000002.SHZ", "000002.SHE", "000002.XSHE", "SZSE.000002",
    "SZSE:000002", "000002",
  ])
  func knowsShenzhen(symbol: String) throws {
    let code = try #require(ListedCode(symbol))
    #expect(code.exchange == .shenzhen)
    #expect(code.number == 2)
    #expect(code.venue == .shenzhen)
  }

  @Test(arguments: [
    "1919.HK", "1919.hk", "01919.HK", "HK.01919", "HK01919", "hk01919", "HKEX:1919", "1919.XHKG", "01919",
  ])
  func knowsHongKong(symbol: String) throws {
    let code = try #require(ListedCode(symbol))
    #expect(code.exchange == .hongKong)
    #expect(code.number == 1919)
    #expect(code.venue == .hongKong)
  }

  @Test func isOneInEverySpelling() {
    for spellings in [
      ["700.HK", "0700.HK", "00700.HK", "00700"], ["000001.SZ", "sz.000001"], ["000001.SS", "SH000001"],
    ] {
      #expect(Set(spellings.map { ListedCode($0) }).count == 1)
    }
    #expect(ListedCode("000001.SZ") != ListedCode("000001.SH"))
    #expect(ListedCode("1919.HK") != ListedCode("601919.SS"))
  }

  /// Bare digits by what the exchanges number so.
  @Test(arguments: [
    ("688981", ListedCode.Exchange.shanghai), ("510300", .shanghai), ("900901", .shanghai), ("300750", .shenzhen),
    ("200002", .shenzhen), ("159915", .shenzhen), ("161005", .shenzhen), ("002594", .shenzhen), ("09988", .hongKong),
  ])
  func tellsByTheDigits(symbol: String, exchange: ListedCode.Exchange) {
    #expect(ListedCode(symbol)?.exchange == exchange)
  }

  /// Shanghai's index or Ping An Bank: alone it is neither.
  @Test func leavesTheAmbiguousOne() {
    #expect(ListedCode("000001") == nil)
    #expect(ListedCode.isAmbiguous("000001"))
    #expect(!ListedCode.isAmbiguous("000001.SZ"))
    #expect(!ListedCode.isAmbiguous("000002"))
  }

  /// Beijing, bonds, Tokyo, Seoul, Taipei, shares of the US, an option, nothing.
  @Test(arguments: [
    "830799", "430047", "920002", "113050", "830799.BJ", "7203.T", "005930.KS", "2330.TW", "AMAT", "BRK-B", "BRK.B",
    "SPY",
    "HK", ".HK", "0.HK", "123456.HK", "60191.SS", "6019190.SS", "SH60191", "SH2", "X601919", "AMAT240621C00190000", "",
    "19199", "1919", "ES=F", "^HSI", "HK.", "1919.HK.1", "601919.SS.X", "6019X9.SS", "BTC-USD", "601919..SS",
  ])
  func leavesOthers(symbol: String) { #expect(ListedCode(symbol) == nil) }

  @Test func namesAnInstrumentInEverySpelling() {
    let cosco = Instrument(symbol: "COSCO", aliases: ["1919.HK"])
    for name in ["COSCO", "1919.HK", "01919.HK", "HK.01919", "01919"] { #expect(cosco.isNamed(name)) }
    for name in ["1919", "601919.SS", "cosco", "9191.HK"] { #expect(!cosco.isNamed(name)) }
  }
}
