import Market
import Testing

@testable import Snapshots

/// Tiingo's lists: days, minutes and quotes.
@Suite struct TiingoTests {
  static let prices = Sample(
    format: "Tiingo prices", file: "AMAT.json",
    typical: """
      [{"date":"2025-04-30T00:00:00.000Z","close":150.71,"high":151.04,"low":144.71,"open":145.97,"volume":7273600,
      "adjClose":149.37,"adjOpen":144.7,"divCash":0.0,"splitFactor":1.0},
      {"date":"2025-05-01T00:00:00.000Z","close":148.32,"adjClose":147.0,"volume":4210000}]

      """, nulls: #"[{"date":"2025-04-30T00:00:00.000Z","open":null,"close":150.71,"adjClose":null,"volume":null}]"#)

  static let quotes = Sample(
    format: "Tiingo IEX", file: "q.json",
    typical: """
      [{"ticker":"AMAT","timestamp":"2025-05-01T14:59:00.123456789-04:00","lastSaleTimestamp":"2025-05-01T14:58:00-04:00",
      "last":148.32,"tngoLast":148.33,"open":149.9,"high":151.2,"low":147.8,"mid":148.33,"prevClose":150.71,
      "bidPrice":148.3,"askPrice":0,"volume":39782},
      {"ticker":"KLAC","timestamp":"2025-05-01T20:00:00+00:00","lastSaleTimestamp":"2025-05-01T20:00:00+00:00","tngoLast":676.5,
      "last":676.5,"prevClose":690.1}]

      """,
    nulls: """
      [{"ticker":"AMAT","timestamp":"2025-05-01T18:59:00Z","lastSaleTimestamp":null,"last":null,"tngoLast":148.32,
      "open":null,"mid":null,"bidPrice":null,"askPrice":0,"volume":null,"prevClose":null}]
      """)

  @Test func readsAdjustedDays() throws {
    let history = try #require(desk(("AMAT.json", Self.prices.typical)).histories["AMAT"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71, 148.32])
    #expect(history.bars.map(\.adjustedClose) == [149.37, 147])
  }

  @Test func readsMinutes() throws {
    let text =
      #"[{"date":"2025-05-01T13:30:00.000Z","close":149.5},{"date":"2025-05-01T13:35:00.000Z","close":149.75}]"#
    let history = try #require(desk(("AMAT.json", text)).intraday["AMAT"])
    #expect(history.interval == 300)
    #expect(history.bars.map(\.close) == [149.5, 149.75])
  }

  /// Tiingo's bars name no symbol: where each names its own they are another's, and belong to no file's name.
  @Test func leavesListsOfSeveralSymbols() {
    let text =
      #"[{"symbol":"AMAT","date":"2025-04-30T00:00:00Z","close":150.71},"#
      + #"{"symbol":"KLAC","date":"2025-05-01T00:00:00Z","close":702}]"#
    #expect(desk(("KLAC.json", text)).histories.isEmpty)
    #expect(desk(("KLAC.json", text)).problem("KLAC.json").contains("no known kind"))
  }

  @Test func readsTheLastSale() throws {
    let desk = desk(("q.json", Self.quotes.typical))
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.description == "2025-05-01T18:58:00Z")
    #expect(quote.previousClose == 150.71)
    #expect(quote.bid == 148.3)
    #expect(quote.ask == nil)
    // The close itself is a price of the session.
    #expect(desk.quotes["KLAC"]?.session == .regular)
  }

  /// A paper on its first day has no close before.
  @Test func takesAPreviousCloseOfZeroForNone() {
    let text = Self.quotes.typical.replacing("\"prevClose\":150.71", with: "\"prevClose\":0")
    let quote = desk(("q.json", text)).quotes["AMAT"]
    #expect(quote?.price == 148.32 && quote?.previousClose == nil)
  }

  @Test func takesTiingosPriceWithoutASale() {
    let quote = desk(("q.json", Self.quotes.nulls ?? "")).quotes["AMAT"]
    #expect(quote?.price == 148.32)
    #expect(quote?.time.description == "2025-05-01T18:59:00Z")
  }

  @Test(arguments: [
    ("06:52:50", Quote.Session.pre), ("16:30:00", .post), ("09:30:00", .regular), ("16:04:00", .regular),
  ])
  func knowsTheSession(time: String, session: Quote.Session) {
    let text = #"[{"ticker":"AMAT","timestamp":"2025-05-01T\#(time)-04:00","tngoLast":148.32}]"#
    #expect(desk(("q.json", text)).quotes["AMAT"]?.session == session)
  }

  @Test func namesAnError() {
    #expect(
      desk(("AMAT.json", #"{"detail":"Error: Ticker 'XXXX' not found"}"#)).problem("AMAT.json").contains(
        "a service's error: Error: Ticker 'XXXX' not found"))
  }
}
