import Market
import Testing

@testable import Snapshots

/// Investing.com in the languages of its site.
@Suite struct InvestingTests {
  static let sample = Sample(
    format: "Investing.com history", file: "KLAC.csv",
    typical: """
      "Date","Price","Open","High","Low","Vol.","Change %"
      "04/30/2025","702.69","691.00","705.10","690.20","1.29M","1.22%"
      "04/29/2025","694.20","690.50","697.20","688.10","980.50K","0.35%"

      """,
    nulls: """
      "Date","Price","Open","High","Low","Vol.","Change %"
      "04/30/2025","702.69","-","","","-",""

      """)

  @Test func readsThePriceAsTheClose() throws {
    let history = try #require(desk(("KLAC.csv", Self.sample.typical)).histories["KLAC"])
    #expect(history.bars.map(\.day.description) == ["2025-04-29", "2025-04-30"])
    #expect(history.bars.map(\.close) == [694.2, 702.69])
    #expect(history.bars.map(\.open) == [690.5, 691])
    #expect(history.bars.map(\.high) == [697.2, 705.1])
    #expect(history.bars.map(\.low) == [688.1, 690.2])
    #expect(history.bars.map(\.volume) == [980_500, 1_290_000])
  }

  @Test func readsMonthsByName() {
    let text = """
      "Date","Price","Open","High","Low","Vol.","Change %"
      "May 01, 2025","1,676.31","1,700.10","1,702.00","1,671.50","1.82M","-3.75%"
      "Apr 30, 2025","1,702.69","1,691.00","1,705.10","1,690.20","-","1.22%"

      """
    let read = desk(("KLAC.csv", text))
    #expect(read.histories["KLAC"]?.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(read.histories["KLAC"]?.bars.map(\.close) == [1702.69, 1676.31])
    #expect(read.histories["KLAC"]?.bars.map(\.volume) == [nil, 1_820_000])
  }

  @Test func readsGerman() {
    let text = """
      "Datum","Zuletzt","Eröffn.","Hoch","Tief","Vol.","+/- %"
      "01.05.2025","676,31","700,10","702,00","671,50","1,82M","-3,75%"
      "30.04.2025","702,69","691,00","705,10","690,20","1,29M","1,22%"

      """
    let read = desk(("KLAC.csv", text))
    #expect(read.histories["KLAC"]?.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(read.histories["KLAC"]?.bars.map(\.close) == [702.69, 676.31])
    #expect(read.histories["KLAC"]?.bars.map(\.volume) == [1_290_000, 1_820_000])
  }

  /// The name that the site gives the file says what it is of.
  @Test func takesTheNameBeforeHistoricalData() {
    let read = desk(("KLAC Historical Data.csv", Self.sample.typical))
    #expect(read.histories.map(\.key) == ["KLAC"])
  }
}
