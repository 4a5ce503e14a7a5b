import Market
import Testing

@testable import Snapshots

/// Schwab's candles: days at midnight in Chicago, minutes at their beginning.
@Suite struct SchwabTests {
  static let sample = Sample(
    format: "Schwab price history", file: "KLAC.json",
    typical: """
      {"candles":[
      {"open":691.0,"high":705.1,"low":690.2,"close":702.69,"volume":1290300,"datetime":1745989200000},
      {"open":700.1,"high":702.0,"low":671.5,"close":676.31,"volume":1816000,"datetime":1746075600000}],
      "symbol":"KLAC","empty":false,"previousClose":695.4,"previousCloseDate":1745902800000}

      """, empty: #"{"candles":[],"symbol":"KLAC","empty":true}"#,
    nulls:
      #"{"candles":[{"open":null,"close":676.31,"volume":null,"datetime":1746075600000}],"#
      + #""symbol":"KLAC","empty":false}"#)

  @Test func readsDays() throws {
    let history = try #require(desk(("x.json", Self.sample.typical)).histories["KLAC"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [702.69, 676.31])
    #expect(history.bars.map(\.adjustedClose) == [nil, nil])
    #expect(history.bars.last?.volume == 1_816_000)
  }

  /// A single day is one too, in summer (5:00 in UTC) as in winter (6:00).
  @Test(arguments: [("1746075600000", "2025-05-01"), ("1739167200000", "2025-02-10")])
  func readsOneDay(stamp: String, day: String) {
    let text = #"{"candles":[{"close":676.31,"datetime":\#(stamp)}],"symbol":"KLAC","empty":false}"#
    #expect(desk(("x.json", text)).histories["KLAC"]?.bars.map(\.day.description) == [day])
  }

  @Test func readsMinutes() throws {
    let text = Self.sample.typical.replacing("1745989200000", with: "1746106200000")
      .replacing("1746075600000", with: "1746106260000")
    let history = try #require(desk(("x.json", text)).intraday["KLAC"])
    #expect(history.interval == 60)
    #expect(history.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:31:00Z"])
  }

  @Test func refusesABadCandleAlone() {
    let read = desk(("x.json", Self.sample.typical.replacing("\"close\":676.31", with: "\"close\":-676.31")))
    #expect(read.histories["KLAC"]?.bars.map(\.close) == [702.69])
    #expect(read.problem("x.json") == "x.json:3:48: found -676.31, expected a price above 0")
  }
}
