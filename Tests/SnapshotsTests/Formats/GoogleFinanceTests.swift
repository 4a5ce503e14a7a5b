import Market
import Testing

@testable import Snapshots

/// GOOGLEFINANCE of a sheet saved as CSV: the time behind the date is the close.
@Suite struct GoogleFinanceTests {
  static let sample = Sample(
    format: "GOOGLEFINANCE", file: "KLAC.csv",
    typical: """
      Date,Open,High,Low,Close,Volume
      4/29/2025 16:00:00,690.5,697.2,688.1,694.2,1102300
      4/30/2025 16:00:00,691,705.1,690.2,702.69,1290300
      5/1/2025 16:00:00,700.1,702,671.5,676.31,1816000

      """, nulls: "Date,Open,Close\n4/30/2025 16:00:00,,702.69\n")

  @Test func readsDays() throws {
    let history = try #require(desk(("KLAC.csv", Self.sample.typical)).histories["KLAC"])
    #expect(history.bars.map(\.day.description) == ["2025-04-29", "2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [694.2, 702.69, 676.31])
    #expect(history.bars.last?.volume == 1_816_000)
  }

  /// A short day closes at 13:00; Hong Kong's auction ends at 16:08, London's at 16:30.
  @Test(arguments: [
    ("KLAC", "11/26/2025 16:00:00", "11/28/2025 13:00:00"), ("1919.HK", "4/29/2025 16:08:00", "4/30/2025 16:08:00"),
    ("601919.SS", "4/29/2025 15:00:00", "4/30/2025 15:00:00"), ("VOD.L", "4/29/2025 16:30:00", "4/30/2025 16:30:00"),
  ])
  func takesTheVenuesClose(symbol: String, first: String, second: String) {
    let read = desk((symbol + ".csv", "Date,Close\n\(first),10.25\n\(second),10.31\n"))
    #expect(read.histories[symbol]?.bars.map(\.close) == [10.25, 10.31])
    #expect(read.files.first?.state == .ok)
  }

  @Test func refusesTimesWithinTheDay() {
    let read = desk(("KLAC.csv", Self.sample.typical.replacing("4/30/2025 16:00:00", with: "4/29/2025 11:20:00")))
    #expect(read.histories["KLAC"]?.bars.isEmpty ?? true)
    #expect(read.problem("KLAC.csv").contains("expected a time with its offset"))
  }

  /// Sheets in other languages write the day first; where no row settles it, nothing is read.
  @Test func settlesTheOrderByTheWholeFile() {
    let text = "Date,Close\n30/04/2025 16:00:00,702.69\n01/05/2025 16:00:00,676.31\n"
    #expect(desk(("KLAC.csv", text)).histories["KLAC"]?.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    let either = desk(("KLAC.csv", "Date,Close\n01/05/2025 16:00:00,676.31\n02/05/2025 16:00:00,670.25\n"))
    #expect(either.histories["KLAC"]?.bars.isEmpty ?? true)
    #expect(either.problem("KLAC.csv").contains("which may be 2025-01-05 or 2025-05-01"))
  }
}
