import Market
import Testing

@testable import Snapshots

/// Twelve Data's answers, of one symbol and of several.
@Suite struct TwelveDataTests {
  static let series = Sample(
    format: "Twelve Data time_series", file: "AMAT.json",
    typical: """
      {"meta":{"symbol":"AMAT","interval":"1day","currency":"USD","exchange_timezone":"America/New_York",
      "exchange":"NASDAQ","mic_code":"XNGS","type":"Common Stock"},"values":[
      {"datetime":"2025-05-01","open":"149.90","high":"151.2","low":"147.8","close":"148.32000","volume":"4210000"},
      {"datetime":"2025-04-30","open":"145.97","close":"150.71001","volume":"7273600"}],"status":"ok"}

      """, empty: #"{"meta":{"symbol":"AMAT","interval":"1day"},"values":[],"status":"ok"}"#,
    nulls: """
      {"meta":{"symbol":"AMAT","interval":"1day","currency":null},"values":[
      {"datetime":"2025-05-01","open":null,"close":"148.32","volume":""}],"status":"ok"}
      """)

  static let quote = Sample(
    format: "Twelve Data quote", file: "q.json",
    typical: """
      {"symbol":"AMAT","name":"Applied Materials","currency":"USD","datetime":"2025-05-01","timestamp":1746106200,
      "last_quote_at":1746125940,"open":"149.90","high":"151.20","low":"147.80","close":"148.32","volume":"4210000",
      "previous_close":"150.71","is_market_open":true,"fifty_two_week":{"low":"123.74","high":"255.89"}}

      """,
    nulls: """
      {"symbol":"AMAT","currency":null,"datetime":"2025-05-01","timestamp":1746106200,"open":null,"close":"148.32",
      "volume":null,"previous_close":null,"is_market_open":true,"fifty_two_week":null,"extended_price":null}
      """)

  @Test func readsDays() throws {
    let history = try #require(desk(("x.json", Self.series.typical)).histories["AMAT"])
    #expect(history.currency == "USD")
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71001, 148.32])
  }

  @Test func readsMinutesOnTheirClock() throws {
    let text = Self.series.typical.replacing("1day", with: "5min")
      .replacing("\"2025-05-01\"", with: "\"2025-05-01 09:35:00\"")
      .replacing("\"2025-04-30\"", with: "\"2025-05-01 09:30:00\"")
    let history = try #require(desk(("x.json", text)).intraday["AMAT"])
    #expect(history.interval == 300)
    #expect(history.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:35:00Z"])
    // 09:30 in Tokyo is half past midnight UTC.
    let tokyo = text.replacing("America/New_York", with: "Asia/Tokyo")
    #expect(
      desk(("x.json", tokyo)).intraday["AMAT"]?.bars.map(\.time.description)
        == ["2025-05-01T00:30:00Z", "2025-05-01T00:35:00Z"])
    let elsewhere = text.replacing("America/New_York", with: "Australia/Sydney")
    #expect(desk(("x.json", elsewhere)).problem("x.json").contains("\"exchange_timezone\" like America/New_York"))
  }

  @Test func refusesBarsOfWeeks() {
    let text = Self.series.typical.replacing("1day", with: "1week")
    #expect(desk(("x.json", text)).problem("x.json").contains("found \"1week\", expected bars of a day or less"))
  }

  @Test func readsSeveralSymbolsBesideAFailedOne() {
    let one = Self.series.typical.replacing("\n", with: "")
    let text =
      #"{"XXXX":{"code":404,"message":"**symbol** not found: XXXX","status":"error","meta":{"symbol":"XXXX"}},"#
      + "\"AMAT\":\(one),\"KLAC\":\(one.replacing("AMAT", with: "KLAC"))}"
    let desk = desk(("x.json", text))
    #expect(desk.histories.keys.sorted() == ["AMAT", "KLAC"])
    #expect(desk.problem("x.json").contains("Twelve Data's error: **symbol** not found: XXXX"))
  }

  /// A file holds bars of one interval.
  @Test func refusesASecondInterval() {
    let one = Self.series.typical.replacing("\n", with: "")
    let hour =
      #"{"meta":{"symbol":"KLAC","interval":"1h","exchange_timezone":"America/New_York"},"#
      + #""values":[{"datetime":"2025-05-01 09:30:00","close":"701"}]}"#
    let desk = desk(("x.json", "{\"AMAT\":\(one),\"KLAC\":\(hour)}"))
    #expect(desk.histories.keys.sorted() == ["AMAT"])
    #expect(desk.intraday.isEmpty)
    #expect(desk.problem("x.json").hasSuffix("found \"1h\", expected one interval as in the answers before"))
  }

  @Test func namesAnError() {
    let text = #"{"code":429,"message":"You have run out of API credits for the current minute.","status":"error"}"#
    #expect(
      desk(("AMAT.json", text)).problem("AMAT.json").hasPrefix(
        "AMAT.json: not market data: a service's error: You have run out of API credits"))
  }

  @Test func readsTheQuote() throws {
    let quote = try #require(desk(("x.json", Self.quote.typical)).quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.description == "2025-05-01T18:59:00Z")
    #expect(quote.previousClose == 150.71)
    #expect(quote.yearHigh == 255.89)
    #expect(quote.currency == "USD")
  }

  /// Of a day without a trade.
  @Test(arguments: ["0.00000", "-1"]) func takesOtherPricesOfZeroForNone(none: String) throws {
    var text = Self.quote.typical
    for price in ["149.90", "151.20", "147.80", "150.71", "123.74"] { text = text.replacing(price, with: none) }
    let read = desk(("q.json", text.replacing("4210000", with: "-1")))
    let quote = try #require(read.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(
      [quote.open, quote.high, quote.low, quote.previousClose, quote.yearLow, quote.volume]
        == Array(repeating: nil, count: 6))
    #expect(quote.yearHigh == 255.89)
    #expect(read.files.first?.state == .ok)
    let bars = desk(("x.json", Self.series.typical.replacing("149.90", with: none).replacing("147.8", with: none)))
    #expect(bars.histories["AMAT"]?.bars.map(\.close) == [150.71001, 148.32])
    #expect(bars.histories["AMAT"]?.bars.last?.open == nil)
    #expect(bars.histories["AMAT"]?.bars.last?.high == 151.2)
    #expect(desk(("q.json", Self.quote.typical.replacing("148.32", with: none))).quotes.isEmpty)
  }

  /// `timestamp` may be the session's opening, when nobody knew its close.
  @Test func datesAShutMarketByItsClose() {
    let text = Self.quote.typical.replacing("\"last_quote_at\":1746125940,", with: "")
      .replacing("\"is_market_open\":true", with: "\"is_market_open\":false")
    #expect(desk(("x.json", text)).quotes["AMAT"]?.time.description == "2025-05-01T20:00:00Z")
  }

  /// Symbols have no suffix: 1919 of `XHKG` closes at 16:00 in Hong Kong, twelve hours before New York.
  @Test(arguments: [
    ("XHKG", "2025-05-02", "2025-05-02T08:00:00Z"), ("XSHG", "2025-05-06", "2025-05-06T07:00:00Z"),
    ("XSHE", "2025-05-06", "2025-05-06T07:00:00Z"), ("XNGS", "2025-05-01", "2025-05-01T20:00:00Z"),
  ])
  func knowsTheCloseByItsMarket(code: String, day: String, time: String) {
    let text = Self.quote.typical.replacing("\"last_quote_at\":1746125940,", with: "\"mic_code\":\"\(code)\",")
      .replacing("\"is_market_open\":true", with: "\"is_market_open\":false").replacing("2025-05-01", with: day)
    #expect(desk(("x.json", text)).quotes["AMAT"]?.time.description == time)
  }

  @Test func turnsPenceIntoPounds() {
    func pence(_ text: String) -> String {
      text.replacing("USD", with: "GBp").replacing("148.32", with: "148.5").replacing("AMAT", with: "VOD")
    }
    let quote = desk(("x.json", pence(Self.quote.typical))).quotes["VOD"]
    #expect(quote?.currency == "GBP")
    #expect(quote?.price == 1.485 && quote?.previousClose.map { ($0 * 100).rounded() } == 151)
    let history = desk(("x.json", pence(Self.series.typical))).histories["VOD"]
    #expect(history?.currency == "GBP")
    #expect(history?.bars.last?.close == 1.485)
  }

  @Test func readsThePriceBeside() {
    let text = Self.quote.typical.replacing(
      "\"fifty_two_week\"",
      with: "\"extended_price\":\"148.90\",\"extended_timestamp\":\"1746138600\",\"fifty_two_week\"")
    let extended = desk(("x.json", text)).quotes["AMAT"]?.extended
    #expect(extended?.price == 148.9)
    #expect(extended?.session == .post)
  }

  @Test func readsSeveralQuotes() {
    let one = Self.quote.typical.replacing("\n", with: "")
    let desk = desk(("x.json", "{\"AMAT\":\(one),\"KLAC\":\(one.replacing("AMAT", with: "KLAC"))}"))
    #expect(desk.quotes.keys.sorted() == ["AMAT", "KLAC"])
  }
}
