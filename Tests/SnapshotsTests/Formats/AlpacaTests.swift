import Market
import Testing

@testable import Snapshots

/// Alpaca's bars, latest values and snapshots, of one symbol and of several.
@Suite struct AlpacaTests {
  static let bars = Sample(
    format: "Alpaca bars", file: "b.json",
    typical: """
      {"bars":{"AMAT":[
      {"t":"2025-04-30T04:00:00Z","o":145.97,"h":151.04,"l":144.71,"c":150.71,"v":7273600,"n":9,"vw":149.1},
      {"t":"2025-05-01T04:00:00Z","o":149.9,"c":148.32,"v":4210000}]},"next_page_token":null}

      """, empty: #"{"bars":null,"symbol":"AMAT","next_page_token":null}"#,
    nulls:
      #"{"bars":[{"t":"2025-04-30T04:00:00Z","o":null,"c":150.71,"v":null}],"symbol":"AMAT","next_page_token":null}"#)

  static let snapshot = Sample(
    format: "Alpaca snapshot", file: "q.json",
    typical: """
      {"AMAT":{"latestTrade":{"t":"2025-05-01T18:59:00.123456789Z","x":"V","p":148.32,"s":100},
      "latestQuote":{"t":"2025-05-01T18:59:00Z","ap":148.35,"bp":148.31},
      "minuteBar":{"t":"2025-05-01T18:58:00Z","c":148.3},
      "dailyBar":{"t":"2025-05-01T04:00:00Z","o":149.9,"h":151.2,"l":147.8,"c":148.3,"v":4210000},
      "prevDailyBar":{"t":"2025-04-30T04:00:00Z","c":150.71}},
      "KLAC":{"latestTrade":{"t":"2025-05-01T18:59:00Z","p":676.5}},"XXXX":null}

      """, empty: #"{"snapshots":{}}"#,
    nulls: """
      {"symbol":"AMAT","latestTrade":{"t":"2025-05-01T18:59:00Z","p":148.32},"latestQuote":{"ap":0,"bp":0},
      "minuteBar":null,"dailyBar":null,"prevDailyBar":null}
      """)

  @Test func readsBarsOfSeveralSymbols() throws {
    let history = try #require(desk(("x.json", Self.bars.typical)).histories["AMAT"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71, 148.32])
  }

  @Test(arguments: [
    #"{"symbol":"AMAT","bar":{"t":"2025-05-01T18:58:00Z","c":148.3}}"#,
    #"{"bars":{"AMAT":{"t":"2025-05-01T18:58:00Z","c":148.3}}}"#,
    #"{"symbol":"AMAT","bars":[{"t":"2025-05-01T18:58:00Z","c":148.3}],"next_page_token":null}"#,
  ])
  func readsALatestMinute(text: String) {
    let desk = desk(("x.json", text))
    #expect(desk.histories.isEmpty)
    #expect(desk.intraday["AMAT"]?.bars.map(\.close) == [148.3])
  }

  @Test(arguments: [
    Self.snapshot.typical, "{\"snapshots\":\(Self.snapshot.typical)}",
  ])
  func readsSnapshots(text: String) throws {
    let desk = desk(("x.json", text))
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.milliseconds == 1_746_125_940_123)
    #expect(quote.previousClose == 150.71)
    #expect(quote.volume == 4_210_000)
    #expect(quote.bid == 148.31)
    #expect(quote.session == .regular)
    #expect(desk.quotes["KLAC"]?.price == 676.5)
  }

  /// Before the opening the daily bar is still yesterday's: its close is the price, and no part of today's.
  @Test func setsAnEarlyTradeBesideYesterdaysClose() {
    let text = Self.snapshot.typical.replacing("2025-05-01T18:59:00.123456789Z", with: "2025-05-02T12:00:00Z")
      .replacing("\"p\":148.32", with: "\"p\":149.5")
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.price == 148.3)
    #expect(quote?.time.description == "2025-05-01T20:00:00Z")
    #expect(quote?.previousClose == 150.71)
    #expect(quote?.extended?.session == .pre)
    #expect(quote?.extended?.price == 149.5)
  }

  /// 16:03 in New York: after the closing auction or its print itself, which is the day's close.
  @Test func takesTheDaysCloseAfterTheClose() {
    func quote(_ price: String) -> Quote? {
      let text = Self.snapshot.typical.replacing("2025-05-01T18:59:00.123456789Z", with: "2025-05-01T20:03:00Z")
        .replacing("\"p\":148.32", with: "\"p\":\(price)")
      return desk(("x.json", text)).quotes["AMAT"]
    }
    #expect(quote("139.9")?.price == 148.3)
    #expect(quote("139.9")?.time.description == "2025-05-01T20:00:00Z")
    #expect(quote("139.9")?.extended?.price == 139.9)
    #expect(quote("139.9")?.extended?.session == .post)
    #expect(quote("148.3")?.price == 148.3)
    #expect(quote("148.3")?.extended == nil)
  }

  /// A trade of today beside a daily bar of yesterday: that bar's close is the previous one.
  @Test func takesAnOldDailyBarForThePreviousClose() {
    let text = Self.snapshot.typical.replacing("2025-05-01T18:59:00.123456789Z", with: "2025-05-02T13:31:00Z")
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.price == 148.32)
    #expect(quote?.previousClose == 148.3)
    #expect(quote?.open == nil)
  }

  /// Before the opening today's bar may hold trades of the morning already: they are none of the session.
  @Test func takesNoMorningForTheDay() {
    let text = Self.snapshot.typical.replacing("2025-05-01T18:59:00.123456789Z", with: "2025-05-01T12:00:00Z")
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.session == .pre)
    #expect(quote?.previousClose == 150.71)
    #expect(quote?.open == nil && quote?.volume == nil)
  }

  /// Without a trade the latest minute tells, at its own time.
  @Test func takesTheLatestMinuteWithoutATrade() {
    let text =
      #"{"symbol":"AMAT","latestTrade":null,"minuteBar":{"t":"2025-05-01T18:58:00Z","c":148.25},"#
      + #""dailyBar":{"t":"2025-05-01T04:00:00Z","o":149.9,"c":148.3},"prevDailyBar":{"c":150.71}}"#
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.price == 148.25 && quote?.open == 149.9)
    #expect(quote?.time.description == "2025-05-01T18:58:00Z")
  }

  @Test(arguments: [
    #"{"symbol":"AMAT","trade":{"t":"2025-05-01T18:59:00Z","p":148.32,"s":100}}"#,
    #"{"trades":{"AMAT":{"t":"2025-05-01T18:59:00Z","p":148.32,"s":100}}}"#,
  ])
  func readsLatestTrades(text: String) {
    let desk = desk(("x.json", text))
    #expect(desk.quotes["AMAT"]?.price == 148.32)
    #expect(desk.quotes["AMAT"]?.time.description == "2025-05-01T18:59:00Z")
  }

  /// A bid and an ask are no price.
  @Test func refusesLatestQuotesAlone() {
    let desk = desk(("x.json", #"{"symbol":"AMAT","quote":{"t":"2025-05-01T18:59:00Z","ap":148.35,"bp":148.31}}"#))
    #expect(desk.quotes.isEmpty)
    #expect(desk.files.first?.state == .bad)
  }

  @Test func namesAnError() {
    #expect(
      desk(("x.json", #"{"code":40410000,"message":"symbol not found: XXXX"}"#)).problem("x.json").contains(
        "a service's error: symbol not found: XXXX"))
  }
}
