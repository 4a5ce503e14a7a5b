import Market
import Testing

@testable import Snapshots

/// The Wall Street Journal's spreadsheet: month first, years of two digits.
@Suite struct WSJTests {
  static let sample = Sample(
    format: "WSJ history", file: "KLAC.csv",
    typical: """
      Date, Open, High, Low, Close, Volume
      05/01/25, 700.1, 702, 671.5, 676.31, 1816000
      04/30/25, 691, 705.1, 690.2, 702.69, 1290300

      """, nulls: "Date, Open, High, Low, Close, Volume\n05/01/25, , , , 676.31, \n")

  @Test func readsDays() throws {
    let history = try #require(desk(("KLAC.csv", Self.sample.typical)).histories["KLAC"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [702.69, 676.31])
    #expect(history.bars.map(\.volume) == [1_290_300, 1_816_000])
  }

  /// Days up to the 12th are the month's too.
  @Test func readsTheMonthFirst() {
    let text =
      "Date, Open, High, Low, Close, Volume\n05/02/25, 670, 671, 668, 669.5, 1\n05/01/25, 700, 702, 671, 676.31, 1\n"
    #expect(desk(("KLAC.csv", text)).histories["KLAC"]?.bars.map(\.day.description) == ["2025-05-01", "2025-05-02"])
  }

  /// Without its blanks such a file is of another hand, which may write the day first.
  @Test func guessesNothingOfOthers() {
    let text = "Date,Open,High,Low,Close,Volume\n05/02/25,670,671,668,669.5,1\n05/01/25,700,702,671,676.31,1\n"
    #expect(desk(("KLAC.csv", text)).histories["KLAC"]?.bars.isEmpty ?? true)
  }

  @Test func refusesADateThatDoesNotExist() {
    let read = desk(("KLAC.csv", Self.sample.typical.replacing("05/01/25", with: "13/01/25")))
    #expect(read.histories["KLAC"]?.bars.map(\.close) == [702.69])
    #expect(read.problem("KLAC.csv").contains("found \"13/01/25\", expected a date that exists"))
  }
}
