import Market
import Testing

@testable import Snapshots

/// Yahoo's export of a portfolio: prices are taken, lots never.
@Suite struct YahooPortfolioTests {
  private static let header =
    "Symbol,Current Price,Date,Time,Change,Open,High,Low,Volume,Trade Date,Purchase Price,Quantity,Commission,High Limit,"
    + "Low Limit,Comment\n"

  static let sample = Sample(
    format: "Yahoo portfolio", file: "quotes.csv",
    typical: header + """
      KLAC,676.31,2025/05/01,16:00 EDT,-26.38,700.1,702.0,671.5,1816000,20250303,512.5,25.0,3.03,,,
      1919.HK,10.31,2025/04/30,16:08 HKT,0.06,10.26,10.4,10.15,23136000,,,,,,,

      """, empty: header, nulls: header + "KLAC,676.31,2025/05/01,16:00 EDT,,,,,,,,,,,,\n")

  @Test func readsPrices() throws {
    let read = desk(("quotes.csv", Self.sample.typical))
    let quote = try #require(read.quotes["KLAC"])
    #expect(quote.price == 676.31)
    #expect(quote.time.description == "2025-05-01T20:00:00Z")
    #expect(quote.previousClose == 702.69)
    #expect(quote.open == 700.1 && quote.high == 702 && quote.low == 671.5)
    #expect(quote.volume == 1_816_000)
    #expect(read.quotes["1919.HK"]?.time.description == "2025-04-30T08:08:00Z")
    #expect(read.quotes["1919.HK"]?.previousClose == 10.25)
  }

  /// A lot a row: the price is one. A name without a price, and cash, have none.
  @Test func takesNoLots() {
    let text =
      Self.sample.typical + "KLAC,676.31,2025/05/01,16:00 EDT,-26.38,700.1,702.0,671.5,1816000,20250409,640.0,5.0,,,,\n"
      + "$$CASH_TX,,,,,,,,,20250303,,1000.0,,,,DEPOSIT\nFSLR,,,,,,,,,20250303,126.5,10.0,,,,\n"
    let read = desk(("quotes.csv", text))
    #expect(Set(read.quotes.keys) == ["KLAC", "1919.HK"])
    #expect(read.files.first?.state == .ok && read.files.first?.rows == 2)
  }

  @Test func readsAnOlderFile() {
    let text =
      Self.header + "KLAC,676.31,5/1/2025,4:00pm,+1.25,700.1,702.0,671.5,1816000,3/3/2025,512.5,25,,,,\n"
      + "VOD.L,71.5,5/1/2025,4:35pm,-0.5,72.0,72.1,71.2,1000,3/3/2025,70.5,25,,,,\n"
    let read = desk(("quotes.csv", text))
    #expect(read.quotes["KLAC"]?.time.description == "2025-05-01T20:00:00Z")
    #expect(read.quotes["KLAC"]?.previousClose == 675.06)
    // On which clock London's time is, the file does not tell.
    #expect(read.quotes["VOD.L"] == nil)
    #expect(read.problem("quotes.csv").contains("found \"4:35pm\", expected a time like 16:00 EDT"))
  }

  /// CST is China's clock and Chicago's.
  @Test func tellsTheClocksOfOneName() {
    let rows =
      "601919.SS,15.11,2025/04/30,15:00 CST,,,,,,,,,,,,\nKLAC,676.31,2025/04/30,15:00 CST,,,,,,,,,,,,\n"
    let read = desk(("quotes.csv", Self.header + rows))
    #expect(read.quotes["601919.SS"]?.time.description == "2025-04-30T07:00:00Z")
    #expect(read.quotes["KLAC"] == nil)
  }
}
