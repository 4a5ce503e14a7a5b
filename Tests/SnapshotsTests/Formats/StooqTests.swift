import Market
import Testing

@testable import Snapshots

/// Stooq's downloads: histories under its file names, light quotes in Warsaw's time.
@Suite struct StooqTests {
  static let history = Sample(
    format: "Stooq history", file: "amat_us_d.csv",
    typical: """
      Date,Open,High,Low,Close,Volume
      2025-04-30,145.97,151.04,144.71,150.71,7273600
      2025-05-01,149.9,151.2,147.8,148.32,4210000

      """, empty: "Date,Open,High,Low,Close,Volume\n",
    nulls: "Date,Open,High,Low,Close,Volume\n2025-04-30,,N/D,,150.71,\n")

  static let quotes = Sample(
    format: "Stooq quotes", file: "stooq.csv",
    typical: """
      Symbol,Date,Time,Open,High,Low,Close,Volume,Name
      AMAT.US,2025-05-01,22:00:13,149.9,151.2,147.8,148.32,4210000,APPLIED MATERIALS
      1919.HK,2025-05-02,10:08:00,11.6,11.8,11.5,11.74,18273600,COSCO

      """, empty: "Symbol,Date,Time,Open,High,Low,Close,Volume\n",
    nulls: """
      Symbol,Date,Time,Open,High,Low,Close,Volume
      AMAT.US,2025-05-01,22:00:13,N/D,N/D,N/D,148.32,N/D
      NONE.US,N/D,N/D,N/D,N/D,N/D,N/D,N/D

      """)

  static let bare = Sample(
    format: "Stooq quotes", file: "q.csv",
    typical: "AMAT.US,2025-05-01,22:00:13,149.9,151.2,147.8,148.32,4210000\n", empty: nil,
    nulls: "AMAT.US,2025-05-01,22:00:13,N/D,N/D,N/D,148.32,N/D\n")

  static let package = Sample(
    format: "Stooq ASCII", file: "amat.us.csv",
    typical: """
      <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
      AMAT.US,D,20250430,000000,145.97,151.04,144.71,150.71,7273600,0
      AMAT.US,D,20250501,000000,149.9,151.2,147.8,148.32,4210000,0

      """, empty: "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n",
    nulls: "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\nAMAT.US,D,20250430,000000,,,,150.71,\n")

  @Test func readsDaysOfAPackage() {
    let text =
      Self.package.typical + "KLAC.US,5,20250501,153000,1,1,1,701,1,0\nKLAC.US,D,20250501,000000,1,2,1,702,1,0\n"
    let read = desk(("x.csv", text))
    #expect(read.histories.mapValues { $0.bars.map(\.close) } == ["AMAT": [150.71, 148.32], "KLAC": [702]])
    #expect(read.histories["AMAT"]?.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(read.intraday.isEmpty)
    #expect(read.problem("x.csv") == "x.csv:4:9: found \"5\", expected D (daily bars)")
  }

  @Test(arguments: [
    ("amat_us_d.csv", "AMAT"), ("amat.us.csv", "AMAT"), ("1919_hk_d.csv", "1919.HK"), ("^spx_d.csv", "^SPX"),
  ])
  func takesTheSymbolFromItsName(file: String, symbol: String) {
    // The first of May is a holiday in Hong Kong.
    let read = desk((file, Self.history.typical.replacing("2025-05-01", with: "2025-05-02")))
    #expect(read.histories[symbol]?.bars.map(\.close) == [150.71, 148.32])
    #expect(read.histories.count == 1)
  }

  @Test func readsThePolishHeader() {
    let text = "Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen\n2025-04-30,145.97,151.04,144.71,150.71,7273600\n"
    let bar = desk(("amat_us_d.csv", text)).histories["AMAT"]?.bars.first
    #expect(bar?.open == 145.97 && bar?.high == 151.04 && bar?.low == 144.71 && bar?.close == 150.71)
    #expect(bar?.volume == 7_273_600)
  }

  @Test func refusesWeeks() {
    let read = desk(("amat_us_w.csv", Self.history.typical))
    #expect(read.histories.isEmpty)
    #expect(read.problem("amat_us_w.csv").contains("expected daily bars (\"_d\")"))
  }

  @Test func leavesOtherNamesToPlainText() {
    #expect(desk(("AMAT.csv", Self.history.typical)).files.first?.format == "OHLCV text")
  }

  /// A symbol with its country is a name that anybody gives: only Stooq's own notation is Stooq's.
  @Test func leavesOtherNotationsToPlainText() {
    let german = desk(("1919.HK.csv", "Date;Open;High;Low;Close;Volume\n30.04.2025;11,6;11,9;11,5;11,74;18.273.600\n"))
    #expect(german.histories["1919.HK"]?.bars.map(\.close) == [11.74])
    let rows = "2025-04-30T09:30:00+08:00,1,2,1,11.5,10\n2025-04-30T09:35:00+08:00,1,2,1,11.6,10\n"
    let minutes = desk(("1919.HK.csv", "Date,Open,High,Low,Close,Volume\n" + rows))
    #expect(minutes.histories.isEmpty)
    #expect(minutes.intraday["1919.HK"]?.bars.map(\.close) == [11.5, 11.6])
  }

  /// The same columns hold bars within days, whose clock nobody knows: their last is no quote at Warsaw's time.
  @Test func refusesBarsAsQuotes() {
    let rows = "AMAT,2025-05-01,09:30:00,1,1,1,148,5\nAMAT,2025-05-01,09:35:00,1,1,1,149,5\n"
    for header in ["Symbol,Date,Time,Open,High,Low,Close,Volume\n", ""] {
      let read = desk(("bars.csv", header + rows))
      #expect(read.quotes.isEmpty && read.files.first?.state == .bad)
      #expect(read.problem("bars.csv").contains("found \"AMAT\" twice, expected one price a symbol"))
    }
  }

  @Test func readsQuotes() throws {
    let read = desk(("stooq.csv", Self.quotes.typical))
    let quote = try #require(read.quotes["AMAT"])
    #expect(quote.price == 148.32 && quote.open == 149.9 && quote.high == 151.2 && quote.low == 147.8)
    #expect(quote.volume == 4_210_000)
    // 22:00:13 in Warsaw's summer is 16:00:13 in New York.
    #expect(quote.time.description == "2025-05-01T20:00:13Z")
    #expect(read.quotes["1919.HK"]?.time.description == "2025-05-02T08:08:00Z")
    #expect(read.quotes.count == 2)
  }

  /// zdump -v Europe/Warsaw: the clocks change at 01:00 UTC on 2025-03-30 and 2025-10-26.
  @Test(arguments: [
    ("2025-03-30", "01:59:59", "2025-03-30T00:59:59Z"), ("2025-03-30", "03:00:00", "2025-03-30T01:00:00Z"),
    ("2025-10-26", "01:59:00", "2025-10-25T23:59:00Z"), ("2025-10-26", "03:00:00", "2025-10-26T02:00:00Z"),
    ("2025-12-31", "22:00:00", "2025-12-31T21:00:00Z"),
  ])
  func readsWarsawsClock(day: String, clock: String, instant: String) {
    let read = desk(("q.csv", "AMAT.US,\(day),\(clock),1,1,1,1,1\n"))
    #expect(read.quotes["AMAT"]?.time.description == instant)
  }

  @Test(arguments: ["24:00:00", "22:60:00", "22:00:60", "220013", "22-00-13"])
  func refusesATimeThatNoClockShows(time: String) {
    let read = desk(
      (
        "q.csv",
        "Symbol,Date,Time,Open,High,Low,Close,Volume\nKLAC.US,2025-05-01,22:00:00,1,1,1,2,1\n"
          + "AMAT.US,2025-05-01,\(time),1,1,1,1,1\n"
      ))
    #expect(read.quotes.keys.sorted() == ["KLAC"])
    #expect(read.problem("q.csv").hasSuffix("found \"\(time)\", expected a time like 22:00:13"))
  }

  @Test func hasNoQuoteWithoutAPrice() {
    let read = desk(("q.csv", "NONE.US,N/D,N/D,N/D,N/D,N/D,N/D,N/D\n"))
    #expect(read.quotes.isEmpty)
    #expect(read.files.first?.state == .ok)
  }

  @Test func refusesARowAlone() {
    let read = desk(
      ("q.csv", "AMAT.US,2025-05-01,22:00:13,1,1,1,0,1\nKLAC.US,2025-05-01,22:00:13,2,2,2,2,1\nX.US,2025-05-01\n"))
    #expect(read.quotes.mapValues(\.price) == ["KLAC": 2])
    #expect(read.problem("q.csv") == "q.csv:1:35: found \"0\", expected a price above 0")
    #expect(read.files.first?.problems.count == 2)
  }
}
