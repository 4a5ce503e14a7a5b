import Market
import Testing

@testable import Snapshots

/// Odds of prediction markets as series in percent.
@Suite struct PredictionMarketTests {
  /// As `GET /series/…/markets/…/candlesticks?period_interval=1440` answers: days end at midnight in New York.
  static let kalshi = Sample(
    format: "Kalshi candlesticks", file: "kalshi.json",
    typical: """
      {"ticker":"KXTARIFFRATECHN-26-T20","candlesticks":[
      {"end_period_ts":1746158400,"yes_bid":{"open_dollars":"0.5100","close_dollars":"0.5400"},
      "yes_ask":{"open_dollars":"0.5700","close_dollars":"0.5800"},
      "price":{"open_dollars":"0.5500","low_dollars":"0.5300","high_dollars":"0.5700","close_dollars":"0.5600","mean_dollars":"0.5510","previous_dollars":"0.5400"},
      "volume_fp":"1520.00","open_interest_fp":"20100.00"},
      {"end_period_ts":1746244800,"yes_bid":{"close_dollars":"0.5500"},"yes_ask":{"close_dollars":"0.5900"},
      "price":{"close_dollars":null,"previous_dollars":"0.5600"},"volume_fp":"0.00","open_interest_fp":"20100.00"},
      {"end_period_ts":1746331200,"price":{"close_dollars":"0.6125"},"volume_fp":"3.00"}]}

      """, empty: #"{"ticker":"KXTARIFFRATECHN-26-T20","candlesticks":[]}"#,
    nulls: #"{"ticker":"KX","candlesticks":[{"end_period_ts":1746158400,"price":{"close_dollars":null},"volume":0}]}"#)

  static let polymarket = Sample(
    format: "Polymarket price history", file: "tariffs-on-china-above-20.json",
    typical: """
      {"history":[{"t":1746100800,"p":0.5},{"t":1746129600,"p":0.565},
      {"t":1746216000,"p":0.07},{"t":1746208800,"p":0.99}]}

      """, nulls: #"{"history":[{"t":1746100800,"p":null}]}"#)

  private func values(_ desk: Desk) -> [String] {
    desk.references.first?.values.map { "\($0.day) \($0.value)" } ?? []
  }

  /// A day's candle ends at midnight, after 16:20: its price is the next day's. A day without a trade is a gap, whatever is
  /// bid and asked.
  @Test func readsKalshisDays() throws {
    let read = desk((Self.kalshi.file, Self.kalshi.typical))
    #expect(values(read) == ["2025-05-02 56.0", "2025-05-04 61.25"])
    let series = try #require(read.references.first)
    #expect(series.id == "KXTARIFFRATECHN-26-T20" && series.label == "P(KXTARIFFRATECHN-26-T20)")
    #expect(series.unit == "%" && series.source == "Kalshi" && series.side == nil && series.frequency == .daily)
    #expect(read.files.first?.state == .ok)
  }

  /// Whole cents of older answers, dollars as text of the historical endpoint; no ticker: the file's name.
  @Test func readsKalshisOlderAnswers() {
    let cents = #"{"candlesticks":[{"end_period_ts":1746158400,"price":{"open":55,"close":56},"volume":1520}]}"#
    #expect(values(desk(("a.json", cents))) == ["2025-05-02 56.0"])
    #expect(desk(("odds/rate-above-20.json", cents)).references.first?.label == "P(rate-above-20)")
    let text = #"{"ticker":"KX","candlesticks":[{"end_period_ts":1746158400,"price":{"close":"0.2000"}}]}"#
    #expect(values(desk(("a.json", text))) == ["2025-05-02 20.0"])
  }

  /// Hours and minutes: the last trade of a day counts, in any order.
  @Test func takesTheLastOfADay() {
    let text = """
      {"ticker":"KX","candlesticks":[
      {"end_period_ts":1746129600,"price":{"close_dollars":"0.4000"}},
      {"end_period_ts":1746126000,"price":{"close_dollars":"0.3000"}},
      {"end_period_ts":1746140400,"price":{"close_dollars":null}}]}
      """
    #expect(values(desk(("a.json", text))) == ["2025-05-01 40.0"])
  }

  @Test func readsPolymarketsMoments() throws {
    let read = desk((Self.polymarket.file, Self.polymarket.typical))
    // 1746129600 is 16:00 New York on 1 May, 1746216000 the same on 2 May.
    #expect(values(read) == ["2025-05-01 56.5", "2025-05-02 7.0"])
    let series = try #require(read.references.first)
    #expect(series.label == "P(tariffs-on-china-above-20)" && series.unit == "%" && series.source == "Polymarket")
  }

  /// The dashboard reads a day at 16:20 New York: what is traded in the evening is the next day's.
  @Test func theEveningIsTheNextDays() {
    // 20:20 and 20:21 UTC of 5 May 2025 are 16:20 and 16:21 in New York; 02:00 of 7 May is 22:00 of 6 May there.
    let summer = #"{"history":[{"t":1746476400,"p":0.2},{"t":1746476460,"p":0.3},{"t":1746583200,"p":0.9}]}"#
    #expect(values(desk(("a.json", summer))) == ["2025-05-05 20.0", "2025-05-06 30.0", "2025-05-07 90.0"])
    // In winter 16:20 is 21:20 UTC.
    let winter = #"{"history":[{"t":1736198400,"p":0.4},{"t":1736198401,"p":0.5}]}"#
    #expect(values(desk(("a.json", winter))) == ["2025-01-06 40.0", "2025-01-07 50.0"])
  }

  @Test(arguments: [
    (
      #"{"candlesticks":[{"end_period_ts":1746158400,"price":{"close_dollars":"1.0100"}}]}"#,
      #"a.json:1:71: found "1.0100", expected a price from 0 to 1 dollar"#
    ),
    (
      #"{"candlesticks":[{"end_period_ts":1746158400,"price":{"close":101}}]}"#,
      #"found 101, expected whole cents from 0 to 100, or dollars as text like "0.5600""#
    ),
    // Cents or dollars: nothing tells.
    (#"{"candlesticks":[{"end_period_ts":1746158400,"price":{"close":0.56}}]}"#, "found 0.56, expected whole cents"),
    (#"{"candlesticks":[{"end_period_ts":1746158400,"yes_ask":{"close":56}}]}"#, "found no \"price\""),
    (#"{"candlesticks":[{"end_period_ts":"soon","price":{"close":56}}]}"#, "expected a number like"),
    (#"{"history":[{"t":1746100800,"p":-0.01}]}"#, "found -0.01, expected a price from 0 to 1 dollar"),
    (#"{"history":[{"t":1746100800,"p":56}]}"#, "found 56, expected a price from 0 to 1 dollar"),
  ])
  func refusesWhatIsNoProbability(text: String, reason: String) {
    let read = desk(("a.json", text))
    #expect(read.references.allSatisfy { $0.values.isEmpty })
    #expect(read.files.first?.state == .bad)
    #expect(read.problem("a.json").contains(reason), "\(read.problem("a.json"))")
  }

  /// Candles of another kind of chart are none.
  @Test func saysWhatALookalikeLacks() {
    let chart = #"{"symbol":"XAUUSD","candlesticks":[{"open_time":"2024-06-30T11:45:00Z","close_price":3250.5}]}"#
    #expect(
      desk(("c.json", chart)).problem("c.json").contains("nearest to Kalshi candlesticks, but no \"end_period_ts\""))
    #expect(desk(("h.json", #"{"history":[]}"#)).problem("h.json").contains("an empty \"history\""))
  }
}
