import Market
import Testing

@testable import Snapshots

/// The download of nasdaq.com: month first, newest first, `$` on prices.
@Suite struct NasdaqTests {
  static let sample = Sample(
    format: "Nasdaq.com history", file: "AMAT.csv",
    typical: """
      Date,Close/Last,Volume,Open,High,Low
      05/01/2025,$148.32,4210000,$149.90,$151.20,$147.80
      04/30/2025,$150.71,7273600,$145.97,$151.04,$144.71

      """, empty: "Date,Close/Last,Volume,Open,High,Low\n",
    nulls: "Date,Close/Last,Volume,Open,High,Low\n05/01/2025,$148.32,N/A,N/A,N/A,N/A\n")

  /// The format fixes the order of dates: no row need show it.
  @Test func readsMonthsFirst() throws {
    let history = try #require(
      desk(("AMAT.csv", "Date,Close/Last,Volume,Open,High,Low\n05/01/2025,$148.32,10,$1,$2,$1\n")).histories["AMAT"])
    #expect(history.bars.map { "\($0.day) \($0.close ?? 0)" } == ["2025-05-01 148.32"])
    #expect(history.currency == "USD")
  }

  @Test func readsNewestFirst() {
    let bars = desk(("AMAT.csv", Self.sample.typical)).histories["AMAT"]?.bars
    #expect(bars?.map(\.close) == [150.71, 148.32])
    #expect(bars?.map(\.volume) == [7_273_600, 4_210_000])
  }

  /// Until 2021 nasdaq.com wrote a space behind every comma.
  @Test func readsSpacesBehindCommas() {
    let text = "Date, Close/Last, Volume, Open, High, Low\n06/09/2020, $181.75, 1245538, $180.95, $183.47, $179.36\n"
    let bar = desk(("AMAT.csv", text)).histories["AMAT"]?.bars.first
    #expect(bar?.day.description == "2020-06-09")
    #expect(bar?.close == 181.75 && bar?.open == 180.95 && bar?.high == 183.47 && bar?.low == 179.36)
    #expect(bar?.volume == 1_245_538)
  }

  @Test func readsAnIndexWithoutVolume() {
    let read = desk(("SPX.csv", "Date,Close/Last,Open,High,Low\n05/01/2025,5604.14,5625.14,5658.91,5597.35\n"))
    #expect(read.histories["SPX"]?.bars.map(\.close) == [5604.14])
    #expect(read.histories["SPX"]?.currency == nil)
  }

  @Test func asksForTheSymbolInTheName() {
    let read = desk(("HistoricalData_1746106200123.csv", Self.sample.typical))
    #expect(read.histories.isEmpty)
    #expect(
      read.problem("HistoricalData_1746106200123.csv")
        == "HistoricalData_1746106200123.csv: found no symbol, expected a file named by it (AMAT.csv)")
  }

  @Test func refusesADayFirst() {
    let read = desk(("AMAT.csv", "Date,Close/Last,Volume,Open,High,Low\n30/04/2025,$148.32,10,$1,$2,$1\n"))
    #expect(read.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(read.files.first?.problems.count == 1)
  }
}
