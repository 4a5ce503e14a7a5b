import Market
import Testing

@testable import Snapshots

/// Yahoo's quotes, plain and formatted.
@Suite struct YahooQuoteTests {
  static let sample = Sample(
    format: "Yahoo quote v7", file: "q.json",
    typical: """
      {"quoteResponse":{"result":[
      {"symbol":"AMAT","currency":"USD","marketState":"POST","regularMarketPrice":148.32,"regularMarketTime":1746129601,
      "regularMarketPreviousClose":150.71,"regularMarketOpen":149.9,"regularMarketVolume":4210000,"bid":148.3,"ask":0,
      "postMarketPrice":148.9,"postMarketTime":1746138600,"fiftyTwoWeekHigh":255.89,"fiftyTwoWeekLow":123.74},
      {"symbol":"KLAC","regularMarketPrice":{"raw":676.5,"fmt":"676.50"},"regularMarketTime":{"raw":1746129601,"fmt":"4:00PM"},
      "bid":{},"regularMarketPreviousClose":{"raw":690.1,"fmt":"690.10"}}],"error":null}}

      """, empty: #"{"quoteResponse":{"result":[],"error":null}}"#,
    nulls: """
      {"quoteResponse":{"result":[{"symbol":"AMAT","currency":null,"regularMarketPrice":148.32,"bid":0,"ask":{},
      "regularMarketTime":1746129601,"regularMarketOpen":null,"regularMarketVolume":{},"postMarketPrice":null}]}}
      """)

  @Test func readsPlainNumbers() throws {
    let quote = try #require(desk(("q.json", Self.sample.typical)).quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.description == "2025-05-01T20:00:01Z")
    #expect(quote.currency == "USD")
    #expect(quote.previousClose == 150.71)
    #expect(quote.open == 149.9)
    #expect(quote.volume == 4_210_000)
    #expect(quote.bid == 148.3)
    #expect(quote.yearHigh == 255.89)
    #expect(quote.yearLow == 123.74)
    #expect(quote.session == .regular)
    #expect(quote.extended?.price == 148.9)
    #expect(quote.extended?.session == .post)
    #expect(quote.extended?.time.description == "2025-05-01T22:30:00Z")
  }

  /// Outside the session Yahoo writes a bid and ask of 0.
  @Test func takesAZeroAskForNone() {
    #expect(desk(("q.json", Self.sample.typical)).quotes["AMAT"]?.ask == nil)
  }

  /// As Yahoo answered for EURUSD=X, shut, and for papers that have not traded yet.
  @Test func takesZerosOfADayWithoutTradesForNone() {
    let text =
      #"{"quoteResponse":{"result":[{"symbol":"EURUSD=X","currency":"USD","regularMarketOpen":0.0,"#
      + #""regularMarketDayHigh":1.0986596,"regularMarketDayLow":0,"regularMarketPreviousClose":1.0986596,"#
      + #""regularMarketPrice":1.0986596,"regularMarketTime":1746129601,"regularMarketVolume":0}],"error":null}}"#
    let read = desk(("q.json", text))
    let quote = read.quotes["EURUSD=X"]
    #expect(quote?.price == 1.0986596 && quote?.previousClose == 1.0986596 && quote?.high == 1.0986596)
    #expect(quote?.open == nil && quote?.low == nil)
    #expect(read.files.first?.problems.isEmpty == true)
    #expect(desk(("q.json", text.replacing("Price\":1.0986596", with: "Price\":0"))).quotes.isEmpty)
  }

  /// As programs fill in what Yahoo leaves out.
  @Test func takesMinusOneBesideThePriceForNone() throws {
    let text =
      #"{"quoteResponse":{"result":[{"symbol":"AMAT","currency":"USD","regularMarketPrice":148.32,"#
      + #""regularMarketTime":1746129601,"regularMarketOpen":-1,"regularMarketDayHigh":-1,"regularMarketDayLow":-1,"#
      + #""regularMarketPreviousClose":-1,"regularMarketVolume":-1,"bid":-1,"ask":{"raw":-1,"fmt":"-1"}}]}}"#
    let read = desk(("q.json", text))
    let quote = try #require(read.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(
      [quote.open, quote.high, quote.low, quote.previousClose, quote.volume, quote.bid, quote.ask]
        == Array(repeating: nil, count: 7))
    #expect(read.files.first?.state == .ok)
    // A price of -1 is none of a share, and any other below 0 is a fault.
    #expect(desk(("q.json", text.replacing("Price\":148.32", with: "Price\":-1"))).quotes.isEmpty)
    #expect(desk(("q.json", text.replacing("Open\":-1", with: "Open\":-2"))).quotes.isEmpty)
  }

  @Test func readsFormattedNumbers() throws {
    let quote = try #require(desk(("q.json", Self.sample.typical)).quotes["KLAC"])
    #expect(quote.price == 676.5)
    #expect(quote.previousClose == 690.1)
    #expect(quote.bid == nil)
    #expect(quote.extended == nil)
  }

  /// The price before this session's opening is over once the session trades.
  @Test func dropsAnEarlierPriceBeside() {
    let text =
      #"{"quoteResponse":{"result":[{"symbol":"AMAT","regularMarketPrice":148.32,"regularMarketTime":1746120000,"#
      + #""preMarketPrice":149.5,"preMarketTime":1746106100}]}}"#
    #expect(desk(("q.json", text)).quotes["AMAT"]?.extended == nil)
  }

  @Test func refusesTheRowWithoutAPrice() {
    let text =
      #"{"quoteResponse":{"result":[{"symbol":"OLD","quoteType":"NONE"},"#
      + #"{"symbol":"AMAT","regularMarketPrice":148.32,"regularMarketTime":1746120000}]}}"#
    let desk = desk(("q.json", text))
    #expect(desk.quotes.count == 1)
    #expect(desk.problem("q.json") == "q.json:1:29: found no \"regularMarketPrice\", expected one")
  }

  @Test func namesYahoosError() {
    let text = #"{"quoteResponse":{"result":null,"error":{"code":"argument-error","description":"Missing value"}}}"#
    #expect(desk(("q.json", text)).problem("q.json") == "q.json: not market data: Yahoo's error: Missing value")
    let finance = #"{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}"#
    #expect(desk(("q.json", finance)).problem("q.json").contains("not market data: a service's error: Invalid Crumb"))
  }

  @Test func turnsPenceIntoPounds() {
    let text =
      #"{"quoteResponse":{"result":[{"symbol":"VOD.L","currency":"GBp","regularMarketPrice":71.5,"#
      + #""regularMarketTime":1746120000,"bid":71.25}]}}"#
    let quote = desk(("q.json", text)).quotes["VOD.L"]
    #expect(quote?.price == 0.715)
    #expect(quote?.bid == 0.7125)
    #expect(quote?.currency == "GBP")
  }

  /// 4:00 in New York: the night's price stands beside the close, with its time.
  @Test func setsTheNightsPriceBesideTheClose() throws {
    let text =
      #"{"quoteResponse":{"result":[{"symbol":"KLAC","currency":"USD","marketState":"PREPRE","#
      + #""regularMarketTime":1746129601,"regularMarketPrice":676.31,"postMarketPrice":674.5,"postMarketTime":1746143998,"#
      + #""overnightMarketPrice":668.25,"overnightMarketTime":1746169200,"extendedMarketPrice":668.25,"#
      + #""extendedMarketTime":1746169200}],"error":null}}"#
    let quote = try #require(desk(("q.json", text)).quotes["KLAC"])
    #expect(quote.price == 676.31)
    #expect(quote.session == .regular)
    #expect(quote.extended?.price == 668.25)
    #expect(quote.extended?.session == .overnight)
    #expect(quote.extended?.time.description == "2025-05-02T07:00:00Z")
    // A later price before the session takes its place.
    let later = text.replacing(
      "\"postMarketPrice\":674.5,\"postMarketTime\":1746143998",
      with: "\"preMarketPrice\":670.5,\"preMarketTime\":1746176400")
    #expect(desk(("q.json", later)).quotes["KLAC"]?.extended?.session == .pre)
    #expect(desk(("q.json", later)).quotes["KLAC"]?.extended?.price == 670.5)
  }

  /// Those who ask for `extendedMarketPrice` alone: its time tells which session it is of.
  @Test(arguments: [
    (1_746_169_200, "overnight"), (1_746_153_000, "overnight"), (1_746_176_400, "pre"), (1_746_138_600, "post"),
  ])
  func readsAnExtendedPriceAlone(time: Int, session: String) {
    let text =
      #"{"quoteResponse":{"result":[{"symbol":"KLAC","regularMarketTime":1746129601,"regularMarketPrice":676.31,"#
      + #""extendedMarketPrice":668.25,"extendedMarketTime":\#(time)}]}}"#
    let quote = desk(("q.json", text)).quotes["KLAC"]
    #expect(quote?.extended?.price == 668.25)
    #expect(quote?.extended?.session.rawValue == session)
  }
}
