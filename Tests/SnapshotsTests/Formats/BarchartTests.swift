import Market
import Testing

@testable import Snapshots

/// Barchart's price history with its footer.
@Suite struct BarchartTests {
  static let sample = Sample(
    format: "Barchart history", file: "klac_price-history-05-01-2025.csv",
    typical: """
      Time,Open,High,Low,Latest,Change,%Change,Volume
      2025-05-01,700.1,702,671.5,676.31,-26.38,-3.75%,"1,816,000"
      2025-04-30,691,705.1,690.2,702.69,8.49,+1.22%,"1,290,300"
      "Downloaded from Barchart.com as of 05-01-2025 06:29pm CDT"

      """, nulls: "Time,Open,High,Low,Latest,Change,%Change,Volume\n2025-05-01,N/A,N/A,N/A,676.31,unch,unch,\n")

  @Test func readsDays() throws {
    let history = try #require(desk((Self.sample.file, Self.sample.typical)).histories["KLAC"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [702.69, 676.31])
    #expect(history.bars.map(\.volume) == [1_290_300, 1_816_000])
  }

  @Test func takesAPlainNameAsItIs() {
    #expect(desk(("KLAC.csv", Self.sample.typical)).histories.map(\.key) == ["KLAC"])
  }

  @Test func refusesTimesWithoutAClock() {
    let text = Self.sample.typical.replacing("2025-05-01,", with: "\"2025-04-30 08:35\",")
      .replacing("2025-04-30,", with: "\"2025-04-30 08:30\",")
    let read = desk(("KLAC.csv", text))
    #expect(read.histories["KLAC"]?.bars.isEmpty ?? true)
    #expect(read.intraday.isEmpty)
    #expect(read.problem("KLAC.csv").contains("expected a time with its offset"))
  }
}
