import Market
import Testing

@testable import Snapshots

/// Yahoo's chart in every shape that it has been seen in, and the traps of its `meta`.
@Suite struct YahooChartTests {
  static let sample = Sample(
    format: "Yahoo chart v8", file: "AMAT.json",
    typical: """
      {"chart":{"result":[{"meta":{"currency":"USD","symbol":"AMAT","regularMarketTime":1746129600,"gmtoffset":-14400,
      "regularMarketPrice":148.32,"regularMarketDayHigh":151.2,"regularMarketVolume":4210000,
      "chartPreviousClose":150.02,"dataGranularity":"1d","range":"5d"},
      "timestamp":[1746019800,1746106200],
      "indicators":{"quote":[{"open":[145.97,149.9],"close":[150.71,148.32],"volume":[7273600,4209900]}],
      "adjclose":[{"adjclose":[149.37,147]}]}}],"error":null}}

      """,
    empty:
      #"{"chart":{"result":[{"meta":{"symbol":"AMAT","currency":null},"indicators":{"quote":[{}]}}],"error":null}}"#,
    nulls: """
      {"chart":{"result":[{"meta":{"currency":null,"symbol":"AMAT","dataGranularity":"1d"},
      "timestamp":[1745933400,1746019800,1746106200],"indicators":{"quote":[{"open":[null,null,149.9],
      "close":[148.2,null,148.32],"volume":[null,null,4210000]}],"adjclose":[{"adjclose":[null,null,null]}]}}]}}
      """)

  private func chart(_ meta: String, _ rest: String = "") -> String {
    #"{"chart":{"result":[{"meta":{"symbol":"AMAT",\#(meta)}\#(rest)}],"error":null}}"#
  }

  private func bars(_ times: String, _ closes: String) -> String {
    #","timestamp":[\#(times)],"indicators":{"quote":[{"close":[\#(closes)]}]}"#
  }

  @Test func readsBarsAndTheQuote() throws {
    let desk = desk(("feed.json", Self.sample.typical))
    let history = try #require(desk.histories["AMAT"])
    #expect(history.currency == "USD")
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71, 148.32])
    #expect(history.bars.map(\.adjustedClose) == [149.37, 147])
    #expect(history.bars.first?.open == 145.97)
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.description == "2025-05-01T20:00:00Z")
    #expect(quote.currency == "USD")
    #expect(desk.files.first?.rows == 3)
  }

  /// The close before the whole window: 150.02 here, of 29 April, while the day before closed at 150.71.
  @Test func neverTakesTheWindowsPreviousClose() {
    #expect(desk(("AMAT.json", Self.sample.typical)).quotes["AMAT"]?.previousClose == nil)
    let window = chart(
      #""regularMarketPrice":148.32,"regularMarketTime":1746129600,"previousClose":140.5,"chartPreviousClose":140.5,"#
        + #""dataGranularity":"5m","range":"5d""#)
    #expect(desk(("AMAT.json", window)).quotes["AMAT"]?.previousClose == nil)
    let day = chart(
      #""regularMarketPrice":148.32,"regularMarketTime":1746129600,"previousClose":150.71,"chartPreviousClose":150.71,"#
        + #""dataGranularity":"5m","range":"1d""#)
    #expect(desk(("AMAT.json", day)).quotes["AMAT"]?.previousClose == 150.71)
  }

  /// Both are shown as they are told, each in its place.
  @Test func keepsTheDaysHighBesideTheBars() {
    let text = chart(
      #""regularMarketPrice":689.43,"regularMarketTime":1771621200,"regularMarketDayHigh":690.0,"#
        + #""regularMarketVolume":99309328,"gmtoffset":-18000,"dataGranularity":"1d""#,
      #","timestamp":[1771597800],"indicators":{"quote":[{"high":[690.06],"close":[689.43],"volume":[99952100]}]}"#)
    let desk = desk(("SPY.json", text))
    #expect(desk.quotes["AMAT"]?.high == 690)
    #expect(desk.quotes["AMAT"]?.volume == 99_309_328)
    #expect(desk.histories["AMAT"]?.bars.first?.high == 690.06)
    #expect(desk.histories["AMAT"]?.bars.first?.volume == 99_952_100)
  }

  @Test func readsBarsWithinDays() throws {
    let periods =
      #""currentTradingPeriod":{"pre":{"start":1746086400}},"tradingPeriods":[[{"timezone":"EDT","start":1746106200}]],"#
    let other = #""tradingPeriods":{"pre":[[{"start":1}]],"regular":[[{"start":1}]],"post":[[{"start":1}]]},"#
    for shape in [periods, other, ""] {
      let text = chart(
        "\(shape)\"dataGranularity\":\"5m\"", bars("1746106200,1746106500,1746106800", "149.5,null,149.75"))
      let history = try #require(desk(("x.json", text)).intraday["AMAT"])
      #expect(history.interval == 300)
      #expect(history.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:40:00Z"])
      #expect(history.bars.map(\.close) == [149.5, 149.75])
    }
  }

  /// A row of nulls is a holiday or a halt, no bar; integers stand among fractions.
  @Test func leavesOutNullBars() {
    let desk = desk(
      ("x.json", chart(#""dataGranularity":"1d""#, bars("1745933400,1746019800,1746106200", "149,null,1e2"))))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [149, 100])
    #expect(desk.files.first?.problems.isEmpty == true)
  }

  /// No list of times, an empty quote, no currency; yet a price.
  @Test func readsTheEmptyChart() {
    let text = chart(
      #""currency":null,"regularMarketTime":1749822360,"regularMarketPrice":0.1246,"chartPreviousClose":0.051,"#
        + #""dataGranularity":"1d","range":"""#, #","indicators":{"quote":[{}],"adjclose":[{}]}"#)
    let desk = desk(("x.json", text))
    #expect(desk.files.first?.state == .ok)
    #expect(desk.quotes["AMAT"]?.price == 0.1246)
    #expect(desk.quotes["AMAT"]?.currency == nil)
    #expect(desk.quotes["AMAT"]?.previousClose == nil)
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
  }

  @Test func readsSeveralResultsWithTheirEvents() {
    let one = #"{"meta":{"symbol":"AMAT"},"timestamp":[1746106200],"indicators":{"quote":[{"close":[1.5]}]}}"#
    let two =
      #"{"meta":{"symbol":"KLAC"},"timestamp":[1746019800,1746106200],"#
      + #""events":{"dividends":{"1746019800":{"amount":0.2,"date":1746019800}},"#
      + #""splits":{"1746106200":{"numerator":4,"denominator":1,"splitRatio":"4:1"}}},"#
      + #""indicators":{"quote":[{"close":[2.5,2.75]}],"adjclose":[{"adjclose":[2.3,2.75]}]}}"#
    for meta in [#""dataGranularity":"1d","#, ""] {
      let results = [one, two].map { $0.replacing(#"{"meta":{"#, with: #"{"meta":{\#(meta)"#) }
      let desk = desk(("x.json", #"{"chart":{"result":[\#(results.joined(separator: ","))],"error":null}}"#))
      #expect(desk.histories["KLAC"]?.bars.map(\.adjustedClose) == [2.3, 2.75])
      #expect((desk.histories["AMAT"]?.bars.count ?? desk.intraday["AMAT"]?.bars.count) == 1)
      #expect(desk.files.first?.state == .ok)
    }
  }

  @Test func namesYahoosError() {
    let text =
      #"{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}"#
    #expect(
      desk(("AMAT.json", text)).problem("AMAT.json")
        == "AMAT.json: not market data: Yahoo's error: No data found, symbol may be delisted")
    #expect(
      desk(("AMAT.json", #"{"chart":{"result":null,"error":null}}"#)).problem("AMAT.json").hasSuffix(
        "found null, expected a list"))
  }

  /// While the market is open the day stands twice: as of its opening and as of now, which the quote tells.
  @Test func takesTheOpenDayOnce() {
    let meta = #""regularMarketTime":1746120000,"regularMarketPrice":148.9,"gmtoffset":-14400,"dataGranularity":"1d""#
    let desk = desk(("x.json", chart(meta, bars("1746019800,1746106200,1746120000", "150.71,148.32,148.9"))))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71, 148.32])
    #expect(desk.files.first?.problems.isEmpty == true)
    // A day that stands twice otherwise is a fault.
    let twice = SnapshotsTests.desk(("x.json", chart(meta, bars("1746019800,1746019900", "150.71,148.32"))))
    #expect(twice.problem("x.json").contains("found 2025-04-30 twice"))
  }

  /// The offset told is today's; half a year earlier the clock stood an hour apart. Hong Kong opens at 09:30, 01:30 UTC.
  @Test(arguments: [
    ("AMAT", -14400, 1_735_914_600, "2025-01-03"), ("AMAT", -18000, 1_746_106_200, "2025-05-01"),
    ("ES=F", -18000, 1_746_072_000, "2025-05-01"), ("1919.HK", 28800, 1_745_976_600, "2025-04-30"),
    ("BHP.AX", 39600, 1_745_971_200, "2025-04-30"),
  ])
  func datesBarsByTheirOwnClock(symbol: String, offset: Int, time: Int, day: String) {
    let text = chart(#""gmtoffset":\#(offset),"dataGranularity":"1d""#, bars("\(time)", "1.5"))
      .replacing("AMAT", with: symbol)
    #expect(desk(("x.json", text)).histories[symbol]?.bars.map(\.day.description) == [day])
  }

  @Test func turnsPenceIntoPounds() {
    let text = chart(
      #""currency":"GBp","regularMarketPrice":1234.5,"regularMarketTime":1746129600,"dataGranularity":"1d""#,
      bars("1746106200", "1234.5")
    ).replacing("AMAT", with: "VOD.L")
    let desk = desk(("x.json", text))
    #expect(desk.quotes["VOD.L"]?.price == 12.345)
    #expect(desk.quotes["VOD.L"]?.currency == "GBP")
    #expect(desk.histories["VOD.L"]?.bars.first?.close == 12.345)
    #expect(desk.histories["VOD.L"]?.currency == "GBP")
  }

  @Test func refusesListsOfOtherLengths() {
    let desk = desk(("x.json", chart(#""dataGranularity":"1d""#, bars("1746019800,1746106200", "1.5"))))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk.problem("x.json").contains("found 1 values in \"close\", expected 2 as in its times"))
  }

  /// Bars of weeks are no days; the price is good all the same.
  @Test func refusesBarsOfWeeks() {
    let meta = #""regularMarketPrice":148.32,"regularMarketTime":1746129600,"dataGranularity":"1wk""#
    let desk = desk(("x.json", chart(meta, bars("1745812800", "1.5"))))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk.quotes["AMAT"]?.price == 148.32)
    #expect(desk.problem("x.json").contains("found \"1wk\", expected bars of a day or less"))
  }

  @Test func refusesAFaultyBarAlone() {
    let desk = desk(
      ("x.json", chart(#""dataGranularity":"1d""#, bars("1745933400,1746019800,1746106200", "149,-1,148"))))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [149, 148])
    #expect(desk.problem("x.json").contains("found -1, expected a price above 0"))
  }
}
