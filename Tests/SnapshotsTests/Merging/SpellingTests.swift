import Market
import Testing

@testable import Snapshots

/// Codes of Chinese exchanges as feeds spell them, under the watchlist's names.
@Suite struct SpellingTests {
  private static let watchlist = """
    schema: detente/watchlist/1
    sectors:
      - name: Shipping
        instruments:
          - symbol: COSCO
            aliases: [1919.HK]
            exchange: XHKG
            currency: HKD
            listings: [{ symbol: 601919.SS, exchange: XSHG, currency: CNY }]
          - { symbol: Vanke, aliases: [000002.SZ], exchange: XSHG, currency: CNY }
    """

  private func desk(_ files: (String, String)...) -> Desk {
    Desk(files: ([("w.yaml", Self.watchlist)] + files).map { ($0.0, Array($0.1.utf8)) })
  }

  @Test(arguments: ["1919.HK", "01919.HK", "HK.01919", "HK01919", "01919", "1919.hk"])
  func findsTheAlias(symbol: String) throws {
    let bars = "Date,Close\n2025-04-30,10.31\n"
    let minutes = """
      {"schema":"detente/history/1","symbol":"\(symbol)","interval":"1m","bars":[{"time":"2025-05-02T02:30:00Z","close":10.4}]}
      """
    let read = desk(
      ("q.json", quotes(row(symbol, "10.4", ",\"currency\":\"HKD\""))), ("\(symbol).csv", bars), ("m.json", minutes))
    #expect(read.quotes.keys.sorted() == ["1919.HK"])
    #expect(read.quotes["1919.HK"]?.symbol == "1919.HK")
    #expect(read.histories.keys.sorted() == ["1919.HK"])
    #expect(read.histories["1919.HK"]?.symbol == "1919.HK")
    #expect(read.intraday.keys.sorted() == ["1919.HK"])
    let cosco = try #require(read.watchlist.sectors.first?.instruments.first)
    #expect(cosco.symbols.compactMap { read.quotes[$0]?.price } == [10.4])
    #expect(read.history(of: cosco)?.bars.count == 1)
  }

  @Test(arguments: ["sh.601919", "601919.SH", "SH601919", "601919.XSHG", "601919"])
  func findsTheListing(symbol: String) {
    #expect(desk(("q.json", quotes(row(symbol, "14.2")))).quotes.keys.sorted() == ["601919.SS"])
  }

  @Test(arguments: ["sz.000002", "SZ000002", "000002", "000002.XSHE"])
  func findsShenzhen(symbol: String) {
    #expect(desk(("q.json", quotes(row(symbol, "7.1")))).quotes.keys.sorted() == ["000002.SZ"])
  }

  /// Files of one name in two spellings are one history, also where the watchlist has none of it.
  @Test func joinsTwoSpellings() {
    let read = desk(
      ("sh.600519.csv", "Date,Close\n2025-04-29,1550\n"), ("600519.SH.csv", "Date,Close\n2025-04-30,1547\n"))
    #expect(read.histories.count == 1)
    #expect(read.histories.values.first?.bars.map(\.close) == [1550, 1547])
  }

  /// Shanghai's index or Ping An Bank; with its exchange, or as the watchlist's own word, it is clear.
  @Test func refusesTheAmbiguousCode() {
    let read = desk(
      ("q.json", quotes(row("000001", "11.2"), row("AMAT", "150"))), ("000001.csv", "Date,Close\n2025-04-30,3286\n"))
    #expect(read.quotes.keys.sorted() == ["AMAT"])
    #expect(read.histories.isEmpty)
    let reason = "found 000001, which is Shanghai's index or Ping An Bank, expected 000001.SH or 000001.SZ"
    #expect(read.problem("q.json") == "q.json:1: \(reason)")
    #expect(read.report("q.json")?.state == .partial)
    #expect(read.problem("000001.csv") == "000001.csv: \(reason)")
    #expect(desk(("q.json", quotes(row("000001.SZ", "11.2")))).quotes.keys.sorted() == ["000001.SZ"])
    let own = "schema: detente/watchlist/1\nsectors: [{ name: A, instruments: [{ symbol: \"000001\" }] }]\n"
    #expect(
      Desk(files: [("w.yaml", Array(own.utf8)), ("q.json", Array(quotes(row("000001", "3286")).utf8))]).quotes.count
        == 1)
  }

  /// Midnight in Shanghai is the evening before in New York.
  @Test(arguments: ["sh.601919", "SH601919", "601919", "HK.01919", "01919"])
  func datesBarsAtTheirPlace(symbol: String) {
    let read = desk(
      ("\(symbol).csv", "Date,Close\n2025-04-29T09:30:00+08:00,14.1\n2025-04-30T09:30:00+08:00,14.2\n"))
    #expect(read.histories.values.first?.bars.map { Optional($0.day) } == [Day(2025, 4, 29), Day(2025, 4, 30)])
  }
}
