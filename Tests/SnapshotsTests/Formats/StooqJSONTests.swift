import Market
import Testing

@testable import Snapshots

/// Stooq's JSON quotes: Warsaw's clock, suffixes, unknown symbols.
@Suite struct StooqJSONTests {
  static let sample = Sample(
    format: "Stooq JSON", file: "q.json",
    typical: """
      {"symbols":[
      {"symbol":"AMAT.US","date":"2025-05-01","time":"22:00:12","open":149.9,"high":151.2,"low":147.8,"close":148.32,"volume":4210000},
      {"symbol":"KLAC.US","date":"2025-05-01","time":"22:00:13","close":676.5}]}

      """, empty: #"{"symbols":[]}"#,
    nulls: """
      {"symbols":[{"symbol":"AMAT.US","date":"2025-05-01","time":"22:00:12","open":"N/D","high":null,"close":148.32,
      "volume":"N/D"}]}
      """)

  @Test func readsPricesOnWarsawsClock() throws {
    let desk = desk(("q.json", Self.sample.typical))
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.description == "2025-05-01T20:00:12Z")
    #expect(quote.volume == 4_210_000)
    #expect(desk.quotes["KLAC"]?.open == nil)
  }

  /// A listing that has not traded since.
  @Test(arguments: ["0", "-1"]) func takesOtherPricesOfZeroForNone(none: String) throws {
    let text =
      #"{"symbols":[{"symbol":"AMAT.US","date":"2025-05-01","time":"22:00:12","open":\#(none),"high":\#(none),"#
      + #""low":\#(none),"close":148.32,"volume":-1}]}"#
    let read = desk(("q.json", text))
    let quote = try #require(read.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect([quote.open, quote.high, quote.low, quote.volume] == [nil, nil, nil, nil])
    #expect(read.files.first?.state == .ok)
    #expect(desk(("q.json", text.replacing("148.32", with: none))).quotes.isEmpty)
  }

  /// Europe changes its clocks at 01:00 UTC on 30 March and 26 October 2025, three weeks after and one before New York.
  @Test(arguments: [
    ("2025-03-29", "22:00:00", "2025-03-29T21:00:00Z"), ("2025-03-31", "22:00:00", "2025-03-31T20:00:00Z"),
    ("2025-10-24", "22:00:00", "2025-10-24T20:00:00Z"), ("2025-10-27", "21:00:00", "2025-10-27T20:00:00Z"),
    ("2025-01-02", "22:00", "2025-01-02T21:00:00Z"), ("2025-05-01", "N/D", "2025-05-01T20:00:00Z"),
  ])
  func readsTheTime(day: String, time: String, expected: String) {
    let text = #"{"symbols":[{"symbol":"AMAT.US","date":"\#(day)","time":"\#(time)","close":1.5}]}"#
    #expect(desk(("q.json", text)).quotes["AMAT"]?.time.description == expected)
  }

  @Test(arguments: [
    ("aapl.us", "AAPL"), ("700.HK", "0700.HK"), ("1919.hk", "1919.HK"), ("CDR", "CDR"), ("BRK-B.US", "BRK-B"),
    ("5.HK", "0005.HK"), ("80700.HK", "80700.HK"),
  ])
  func namesSymbolsAsOthersDo(name: String, symbol: String) {
    let text = #"{"symbols":[{"symbol":"\#(name)","date":"2025-05-01","time":"22:00:12","close":1.5}]}"#
    #expect(Array(desk(("q.json", text)).quotes.keys) == [symbol])
  }

  @Test func refusesAnUnknownSymbolAlone() {
    let text =
      #"{"symbols":[{"symbol":"AMAT.US","date":"2025-05-01","time":"22:00:12","close":1.5},"#
      + #"{"symbol":"XXXX.US","date":"N/D","time":"N/D","close":"N/D"}]}"#
    let desk = desk(("q.json", text))
    #expect(desk.quotes.count == 1)
    #expect(desk.problem("q.json").hasSuffix("found no \"close\", expected one"))
  }
}
