import Market
import Testing

@testable import Snapshots

/// What `yf.download(…).to_csv()` writes, in the shapes of its versions.
@Suite struct YFinanceTests {
  static let sample = Sample(
    format: "yfinance CSV", file: "AMAT.csv",
    typical: """
      Price,Adj Close,Close,High,Low,Open,Volume
      Ticker,AMAT,AMAT,AMAT,AMAT,AMAT,AMAT
      Date,,,,,,
      2025-04-30,149.37,150.71,151.04,144.71,145.97,7273600
      2025-05-01,147,148.32,151.2,147.8,149.9,4210000

      """, empty: "Price,Close\nTicker,AMAT\nDate,\n",
    nulls: "Price,Close,Open,Volume\nTicker,AMAT,AMAT,AMAT\nDate,,,\n2025-04-30,150.71,,\n2025-05-01,148.32,,\n")

  static let several = Sample(
    format: "yfinance CSV", file: "prices.csv",
    typical: """
      Ticker,AMAT,AMAT,1919.HK,1919.HK
      Price,Close,Volume,Close,Volume
      Date,,,,
      2025-04-30,150.71,7273600,11.74,18273600.0
      2025-05-01,148.32,4210000,,

      """, empty: "Ticker,AMAT,KLAC\nPrice,Close,Close\nDate,,\n", nulls: nil)

  private func closes(_ desk: Desk, _ symbol: String) -> [String]? {
    desk.histories[symbol]?.bars.map { "\($0.day) \($0.close ?? -1)" }
  }

  @Test func readsOneSymbol() throws {
    let bars = try #require(desk(("x.csv", Self.sample.typical)).histories["AMAT"]?.bars)
    #expect(
      bars.first
        == Bar(
          day: try #require(Day("2025-04-30")), open: 145.97, high: 151.04, low: 144.71, close: 150.71,
          adjustedClose: 149.37, volume: 7_273_600))
    #expect(bars.map(\.line) == [4, 5])
  }

  @Test func readsSeveralSymbolsOverFields() {
    let read = desk(("prices.csv", Self.several.typical))
    #expect(closes(read, "AMAT") == ["2025-04-30 150.71", "2025-05-01 148.32"])
    // Hong Kong was shut on 1 May: no bar, not an empty one.
    #expect(closes(read, "1919.HK") == ["2025-04-30 11.74"])
    #expect(read.histories["1919.HK"]?.bars.first?.volume == 18_273_600)
  }

  @Test func readsTheHeadersOfOlderVersions() {
    let read = desk(("p.csv", ",Close,Close,Open\n,AMAT,KLAC,AMAT\nDate,,,\n2025-04-30,150.71,702.7,145.97\n"))
    #expect(closes(read, "AMAT") == ["2025-04-30 150.71"])
    #expect(closes(read, "KLAC") == ["2025-04-30 702.7"])
    let unnamed = desk(("p.csv", "Price,Close\nTicker,AMAT\nDate,Unnamed: 1_level_2\n2025-04-30,150.71\n"))
    #expect(closes(unnamed, "AMAT") == ["2025-04-30 150.71"])
  }

  @Test func readsBarsWithinDays() {
    let text =
      "Price,Close,Volume\nTicker,AMAT,AMAT\nDatetime,,\n2025-05-01 13:30:00+00:00,149.5,120000\n"
      + "2025-05-01 13:35:00+00:00,149.7,98000\n"
    let history = desk(("p.csv", text)).intraday["AMAT"]
    #expect(history?.interval == 300)
    #expect(history?.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:35:00Z"])
  }

  /// One line of header, as `Ticker.history()` and old versions write it, is plain OHLCV text.
  @Test func readsOneLineOfHeader() {
    let history =
      "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n"
      + "2025-04-30 00:00:00-04:00,145.97,151.04,144.71,150.71,7273600,0.0,0.0\n"
    let read = desk(("AMAT.csv", history))
    #expect(read.files.first?.format == "OHLCV text")
    let bar = read.histories["AMAT"]?.bars.first
    // All of its prices are adjusted for dividends: none is one that was paid.
    #expect(bar?.close == nil && bar?.adjustedClose == 150.71 && bar?.volume == 7_273_600)
    #expect(bar?.open == 145.97 && bar?.high == 151.04 && bar?.low == 144.71)
    let unadjusted = desk(
      (
        "AMAT.csv",
        history.replacing("Close,", with: "Close,Adj Close,").replacing("150.71,", with: "150.71,149.37,")
      ))
    #expect(closes(unadjusted, "AMAT") == ["2025-04-30 150.71"])
    #expect(unadjusted.histories["AMAT"]?.bars.first?.open == 145.97)
  }

  /// `auto_adjust`, the default since 0.2.51, adjusts all prices and leaves `Adj Close` out.
  @Test func takesPricesWithoutAdjustedCloseForAdjusted() {
    let text =
      "Price,Close,High,Low,Open,Volume\nTicker,AMAT,AMAT,AMAT,AMAT,AMAT\nDate,,,,,\n"
      + "2025-04-30,149.37,149.7,143.42,144.67,7273600\n"
    let bar = desk(("p.csv", text)).histories["AMAT"]?.bars.first
    #expect(bar?.adjustedClose == 149.37 && bar?.shownClose == 149.37 && bar?.volume == 7_273_600)
    #expect(bar?.close == nil && bar?.open == 144.67 && bar?.high == 149.7 && bar?.low == 143.42)
    // Within days nothing is adjusted.
    let minutes = text.replacing("Date,", with: "Datetime,")
      .replacing("2025-04-30,", with: "2025-04-30 13:30:00+00:00,")
    #expect(desk(("p.csv", minutes)).intraday["AMAT"]?.bars.first?.open == 144.67)
  }

  @Test func refusesTheFieldOfOneSymbolAlone() {
    let read = desk(
      ("p.csv", "Price,Close,Close\nTicker,AMAT,KLAC\nDate,,\n2025-04-30,150.71,abc\n2025-05-01,148.32,701\n"))
    #expect(closes(read, "AMAT")?.count == 2)
    #expect(closes(read, "KLAC") == ["2025-05-01 701.0"])
    #expect(read.problem("p.csv") == "p.csv:4:19: found \"abc\", expected a decimal number like 148.32")
  }

  static let twoLines = Sample(
    format: "yfinance CSV", file: "two.csv",
    typical: """
      Date,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume
      ,KLAC,1919.HK,KLAC,1919.HK,KLAC,1919.HK,KLAC,1919.HK,KLAC,1919.HK
      2025-04-30,702.69,10.31,705.1,10.4,690.2,10.15,691.0,10.26,1290300,23136000
      2025-05-01,676.31,,702.0,,671.5,,700.1,,1816000,

      """)

  static let oneLine = Sample(
    format: "yfinance CSV", file: "KLAC.csv",
    typical: """
      Date,Close,High,Low,Open,Volume
      2025-04-30,702.69,705.1,690.2,691.0,1290300
      2025-05-01,676.31,702.0,671.5,700.1,1816000

      """, empty: "Date,Close,High,Low,Open,Volume\n",
    nulls: "Date,Close,High,Low,Open,Volume\n2025-05-01,676.31,,,,\n")

  /// `reset_index()` and `to_csv(index=False)`. Without an adjusted close all prices are adjusted.
  @Test func readsTwoLinesOfHeader() throws {
    let read = desk(("two.csv", Self.twoLines.typical))
    let history = try #require(read.histories["KLAC"])
    #expect(history.bars.map(\.adjustedClose) == [702.69, 676.31])
    #expect(history.bars.map(\.close) == [nil, nil])
    #expect(history.bars.map(\.high) == [705.1, 702])
    #expect(read.histories["1919.HK"]?.bars.map(\.adjustedClose) == [10.31])
    #expect(read.files.first?.state == .ok)
  }

  @Test func readsTwoLinesWithSymbolsFirst() {
    let text = """
      Date,KLAC,KLAC,KLAC,KLAC,KLAC,KLAC
      ,Open,High,Low,Close,Adj Close,Volume
      2025-04-30,691.0,705.1,690.2,702.69,701.02,1290300

      """
    let history = desk(("two.csv", text)).histories["KLAC"]
    #expect(history?.bars.map(\.close) == [702.69])
    #expect(history?.bars.map(\.adjustedClose) == [701.02])
  }

  /// `multi_level_index=False` leaves the order of yfinance's columns, and `auto_adjust` is true by default.
  @Test func takesTheOrderOfItsColumnsForAdjustedPrices() {
    let history = desk(("KLAC.csv", Self.oneLine.typical)).histories["KLAC"]
    #expect(history?.bars.map(\.close) == [nil, nil])
    #expect(history?.bars.map(\.adjustedClose) == [702.69, 676.31])
    let raw = Self.oneLine.typical.replacing("Date,Close", with: "Date,Adj Close,Close")
      .replacing("30,702.69", with: "30,701.02,702.69").replacing("01,676.31", with: "01,674.7,676.31")
    let both = desk(("KLAC.csv", raw)).histories["KLAC"]
    #expect(both?.bars.map(\.close) == [702.69, 676.31])
    #expect(both?.bars.map(\.adjustedClose) == [701.02, 674.7])
  }

  /// A line of units below a header names no symbols.
  @Test func unitsAreNoSymbols() {
    let read = desk(("AMAT.csv", "Date,Close,Volume\n,USD,Shares\n2025-04-30,150.71,7273600\n"))
    #expect(read.histories["USD"] == nil)
    #expect(closes(read, "AMAT") == ["2025-04-30 150.71"])
  }
}
