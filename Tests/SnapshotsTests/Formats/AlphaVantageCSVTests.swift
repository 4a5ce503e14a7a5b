import Market
import Testing

@testable import Snapshots

/// Alpha Vantage's answers with `datatype=csv`.
@Suite struct AlphaVantageCSVTests {
  static let daily = Sample(
    format: "Alpha Vantage CSV", file: "daily_adjusted_AMAT.csv",
    typical: """
      timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient
      2025-05-01,149.9000,151.2000,147.8000,148.3200,147.0000,4210000,0.0000,1.0
      2025-04-30,145.9700,151.0400,144.7100,150.7100,149.3700,7273600,0.0000,1.0

      """, empty: "timestamp,open,high,low,close,volume\n", nulls: nil)

  static let intraday = Sample(
    format: "Alpha Vantage CSV", file: "intraday_5min_AMAT.csv",
    typical: """
      timestamp,open,high,low,close,volume
      2025-05-01 09:35:00,149.6000,149.9000,149.4000,149.7500,98000
      2025-05-01 09:30:00,149.9000,150.2000,149.1000,149.5500,120000

      """, empty: nil, nulls: nil)

  static let quote = Sample(
    format: "Alpha Vantage quote CSV", file: "quote.csv",
    typical: """
      symbol,open,high,low,price,volume,latestDay,previousClose,change,changePercent
      AMAT,149.9000,151.2000,147.8000,148.3200,4210000,2025-05-01,150.7100,-2.3900,-1.5858%

      """, empty: "symbol,open,high,low,price,volume,latestDay,previousClose,change,changePercent\n",
    nulls: """
      symbol,open,high,low,price,volume,latestDay,previousClose,change,changePercent
      AMAT,,,,148.3200,,2025-05-01,,,
      NONE,,,,,,,,,

      """)

  @Test(arguments: ["daily_AMAT.csv", "daily_adjusted_AMAT.csv", "AMAT.csv"])
  func readsDays(file: String) {
    let bars = desk((file, Self.daily.typical)).histories["AMAT"]?.bars
    #expect(bars?.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(bars?.map(\.adjustedClose) == [149.37, 147])
    #expect(bars?.map(\.volume) == [7_273_600, 4_210_000])
  }

  /// Times tell no offset: they are New York's, in summer and in winter.
  @Test func readsTimesOfNewYork() {
    let history = desk((Self.intraday.file, Self.intraday.typical)).intraday["AMAT"]
    #expect(history?.interval == 300)
    #expect(history?.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:35:00Z"])
    #expect(history?.bars.map(\.close) == [149.55, 149.75])
    let winter = "timestamp,open,high,low,close,volume\n2025-01-15 19:59:00,1,1,1,1,1\n"
    #expect(desk(("AMAT.csv", winter)).intraday["AMAT"]?.bars.first?.time.description == "2025-01-16T00:59:00Z")
  }

  /// Alpha Vantage has no minutes of Hong Kong: such a file is another's, on a clock that it does not name.
  @Test func refusesTimesOfOtherPlaces() {
    let read = desk(("1919.HK.csv", Self.intraday.typical))
    #expect(read.intraday.isEmpty)
    #expect(read.problem("1919.HK.csv").hasSuffix("found \"2025-05-01 09:35:00\", expected a date like 2025-05-01"))
  }

  @Test func refusesWeeks() {
    let read = desk(("weekly_AMAT.csv", Self.daily.typical))
    #expect(read.histories.isEmpty)
    #expect(read.problem("weekly_AMAT.csv").contains("found weekly bars by the file's name"))
  }

  @Test func readsAQuote() throws {
    let quote = try #require(desk(("q.csv", Self.quote.typical)).quotes["AMAT"])
    #expect(quote.price == 148.32 && quote.previousClose == 150.71 && quote.volume == 4_210_000)
    #expect(quote.open == 149.9 && quote.high == 151.2 && quote.low == 147.8)
    #expect(quote.time.description == "2025-05-01T20:00:00Z")
  }
}
