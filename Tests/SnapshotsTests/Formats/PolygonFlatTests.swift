import Market
import Testing

@testable import Snapshots

/// Polygon's flat files: all tickers of a day, moments in nanoseconds.
@Suite struct PolygonFlatTests {
  static let sample = Sample(
    format: "Polygon flat file", file: "2025-05-01.csv",
    typical: """
      ticker,volume,open,close,high,low,window_start,transactions
      AMAT,5060974,149.9,148.96,151.2,147.8,1746072000000000000,81234
      KLAC,1816000,700.1,676.31,702,671.5,1746072000000000000,50211

      """, empty: "ticker,volume,open,close,high,low,window_start,transactions\n",
    nulls: "ticker,volume,open,close,high,low,window_start,transactions\nAMAT,,,148.96,,,1746072000000000000,\n")

  @Test func readsADayOfAllTickers() throws {
    let read = desk(("x.csv", Self.sample.typical))
    let amat = try #require(read.histories["AMAT"]?.bars.first)
    #expect(amat.day.description == "2025-05-01")
    #expect(amat.open == 149.9 && amat.close == 148.96 && amat.high == 151.2 && amat.low == 147.8)
    #expect(amat.volume == 5_060_974)
    #expect(read.histories["KLAC"]?.bars.map(\.close) == [676.31])
  }

  @Test func readsMinutes() throws {
    let text = """
      ticker,volume,open,close,high,low,window_start,transactions
      AMAT,4930,149.9,149.5,150.2,149.1,1746106200000000000,129
      AMAT,1815,149.5,149.7,149.8,149.4,1746106260000000000,57
      KLAC,210,700.1,699.5,701,699,1746106200000000000,9

      """
    let read = desk(("2025-05-01.csv", text))
    let amat = try #require(read.intraday["AMAT"])
    #expect(amat.interval == 60)
    #expect(amat.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:31:00Z"])
    #expect(amat.bars.map(\.close) == [149.5, 149.7])
    #expect(read.intraday["KLAC"]?.bars.map(\.close) == [699.5])
    #expect(read.histories.isEmpty)
  }

  @Test func refusesOptions() {
    let text = Self.sample.typical.replacing("\nAMAT,", with: "\nO:AMAT250516C00150000,")
    let read = desk(("x.csv", text))
    #expect(read.histories.isEmpty && read.files.first?.state == .bad)
    #expect(read.problem("x.csv").contains("expected prices of shares (these are options)"))
  }
}
