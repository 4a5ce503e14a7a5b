import Market
import Testing

@testable import Snapshots

/// Polygon's aggregates and snapshots: milliseconds and nanoseconds, zeros for what has not been.
@Suite struct PolygonTests {
  static let aggregates = Sample(
    format: "Polygon aggregates", file: "AMAT.json",
    typical: """
      {"ticker":"AMAT","queryCount":2,"resultsCount":2,"adjusted":true,"results":[
      {"v":7273600,"vw":149.1,"o":145.97,"c":150.71,"h":151.04,"l":144.71,"t":1745985600000,"n":99},
      {"v":4210000,"o":149.9,"c":148.32,"h":151.2,"l":147.8,"t":1746072000000}],"status":"OK","count":2}

      """, empty: #"{"ticker":"AMAT","queryCount":0,"resultsCount":0,"adjusted":true,"status":"OK","count":0}"#,
    nulls:
      #"{"ticker":"AMAT","queryCount":1,"resultsCount":1,"results":[{"v":null,"o":null,"c":1.5,"t":1745985600000}]}"#)

  static let snapshot = Sample(
    format: "Polygon snapshot", file: "q.json",
    typical: """
      {"status":"OK","count":2,"tickers":[
      {"ticker":"AMAT","todaysChange":-2.39,"updated":1746125940123456789,"day":{"o":149.9,"h":151.2,"l":147.8,"c":148.3,"v":4210000},
      "lastQuote":{"p":148.31,"P":148.35,"t":1746125940123456789},"lastTrade":{"p":148.32,"s":100,"t":1746125940123456789},
      "min":{"c":148.3,"t":1746125880000},"prevDay":{"c":150.71}},
      {"ticker":"KLAC","day":{"c":676.5,"v":1},"min":{"c":676.5,"t":1746125880000},"prevDay":{"c":690.1},"updated":1746125940000000000}]}

      """, empty: #"{"status":"OK","count":0,"tickers":[]}"#,
    nulls: """
      {"status":"OK","ticker":{"ticker":"AMAT","day":{"o":0,"h":0,"l":0,"c":148.32,"v":null},"lastQuote":null,"lastTrade":null,
      "min":{"c":0,"t":0},"prevDay":{"c":0},"updated":1746125940000000000}}
      """)

  @Test func readsDays() throws {
    let history = try #require(desk(("x.json", Self.aggregates.typical)).histories["AMAT"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71, 148.32])
    #expect(history.bars.first?.volume == 7_273_600)
  }

  @Test func readsMinutes() throws {
    let text = Self.aggregates.typical.replacing("1745985600000", with: "1746106200000")
      .replacing("1746072000000", with: "1746106260000")
    let history = try #require(desk(("x.json", text)).intraday["AMAT"])
    #expect(history.interval == 60)
    #expect(history.bars.first?.time.description == "2025-05-01T13:30:00Z")
  }

  @Test func refusesAPriceBelowZeroAlone() {
    let desk = desk(("x.json", Self.aggregates.typical.replacing("\"c\":150.71", with: "\"c\":-150.71")))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [148.32])
    #expect(desk.problem("x.json").hasSuffix("found -150.71, expected a price above 0"))
  }

  /// All tickers of one day, dated by its close.
  @Test func readsGroupedDays() {
    let text =
      #"{"queryCount":2,"resultsCount":2,"adjusted":true,"results":[{"T":"AMAT","c":148.32,"t":1746129600000},"#
      + #"{"T":"KLAC","c":676.5,"t":1746129600000}],"status":"OK"}"#
    let desk = desk(("grouped.json", text))
    #expect(desk.histories["AMAT"]?.bars.map(\.day.description) == ["2025-05-01"])
    #expect(desk.histories["KLAC"]?.bars.map(\.close) == [676.5])
  }

  @Test func namesAnError() {
    let text = #"{"status":"ERROR","request_id":"x","error":"You've exceeded the maximum requests per minute."}"#
    #expect(desk(("x.json", text)).problem("x.json").contains("a service's error: You've exceeded the maximum"))
  }

  @Test func readsSnapshots() throws {
    let desk = desk(("x.json", Self.snapshot.typical))
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.milliseconds == 1_746_125_940_123)
    #expect(quote.previousClose == 150.71)
    #expect(quote.open == 149.9)
    #expect(quote.bid == 148.31)
    #expect(quote.ask == 148.35)
    // Without a licence for trades the last minute tells.
    #expect(desk.quotes["KLAC"]?.price == 676.5)
    #expect(desk.quotes["KLAC"]?.time.description == "2025-05-01T18:58:00Z")
  }

  /// 18:30 in New York: the session's close stays the price.
  @Test func setsALateTradeBesideTheClose() {
    let text = Self.snapshot.typical.replacing("\"t\":1746125940123456789}", with: "\"t\":1746138600000000000}")
      .replacing("\"p\":148.32", with: "\"p\":148.9")
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.price == 148.3)
    #expect(quote?.time.description == "2025-05-01T20:00:00Z")
    #expect(quote?.extended?.price == 148.9)
    #expect(quote?.extended?.session == .post)
  }

  /// A licence without trades and minutes, asked at 18:30: the day's last price is no price of the evening.
  @Test func takesTheDaysCloseForNoLateTrade() {
    let text =
      #"{"status":"OK","ticker":{"ticker":"AMAT","day":{"o":149.9,"h":151.2,"l":147.8,"c":148.3,"v":5},"#
      + #""prevDay":{"c":150.71},"updated":1746138600000000000}}"#
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.price == 148.3 && quote?.previousClose == 150.71 && quote?.open == 149.9)
    #expect(quote?.time.description == "2025-05-01T20:00:00Z")
    #expect(quote?.session == .regular && quote?.extended == nil)
  }

  /// At 3:30 in New York Polygon clears its snapshots: all is 0 but the session before. No price is 0; the last stays.
  @Test func keepsThePriceOverTheReset() {
    let cleared =
      #"{"ticker":"AMAT","todaysChange":0,"updated":0,"day":{"o":0,"h":0,"l":0,"c":0,"v":0},"min":{"c":0,"t":0},"#
      + #""lastTrade":{"p":0,"t":0},"lastQuote":{"p":0,"P":0,"t":0},"prevDay":{"c":148.32}}"#
    for text in [#"{"status":"OK","ticker":\#(cleared)}"#, #"{"status":"OK","tickers":[\#(cleared)]}"#] {
      var assembly = Assembly()
      assembly.add([Array("x.json".utf8)])
      assembly.read("x.json", Self.snapshot.typical)
      assembly.read("x.json", text)
      #expect(assembly.desk.quotes["AMAT"]?.price == 148.32)
      #expect(assembly.desk.quotes["AMAT"]?.kept == true)
      #expect(assembly.desk.problem("x.json").contains("found no trade of AMAT"))
    }
  }

  /// 08:00 in New York: the day has not begun, its fields are 0.
  @Test func marksAnEarlyTrade() {
    let text =
      #"{"status":"OK","ticker":{"ticker":"AMAT","day":{"o":0,"h":0,"l":0,"c":0,"v":0},"#
      + #""lastTrade":{"p":149.5,"t":1746100800000000000},"prevDay":{"c":150.71}}}"#
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.session == .pre)
    #expect(quote?.previousClose == 150.71)
    #expect(quote?.open == nil)
  }
}
