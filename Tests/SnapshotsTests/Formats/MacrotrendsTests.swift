import Market
import Testing

@testable import Snapshots

/// Macrotrends: lines of text above the table, which say what is adjusted.
@Suite struct MacrotrendsTests {
  static let sample = Sample(
    format: "Macrotrends history", file: "MacroTrends_Data_Download_KLAC.csv",
    typical: """
      "MacroTrends Data Download"
      "KLAC - Historical Price and Volume Data"
      "Note: Historical prices are adjusted for stock splits."

      "Disclaimer and Terms of Use: Historical stock data is provided 'as is' and solely for informational purposes, not for trading purposes or advice."
      "MacroTrends LLC expressly disclaims the accuracy, adequacy, or completeness of any data and shall not be liable for any errors, omissions or other defects in, "


      date,open,high,low,close,volume
      2025-04-30,691.0,705.1,690.2,702.69,1290300
      2025-05-01,700.1,702.0,671.5,676.31,1816000

      """)

  @Test func readsDays() throws {
    let history = try #require(desk((Self.sample.file, Self.sample.typical)).histories["KLAC"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [702.69, 676.31])
    #expect(history.bars.map(\.adjustedClose) == [nil, nil])
    #expect(history.bars.last?.line == 11)
  }

  @Test func takesPricesAdjustedForDividendsForAdjusted() {
    let text = Self.sample.typical.replacing("adjusted for stock splits", with: "adjusted for splits AND dividends")
    let history = desk(("KLAC.csv", text)).histories["KLAC"]
    #expect(history?.bars.map(\.close) == [nil, nil])
    #expect(history?.bars.map(\.adjustedClose) == [702.69, 676.31])
  }
}
