import Market
import Testing

@testable import Snapshots

/// Daily bars that feeds date by a moment: midnight in UTC, midnight at the place, its opening or its close.
@Suite struct SessionDayTests {
  /// A file of seconds since 1970, which tell no clock, at the moments.
  private func days(_ symbol: String, _ moments: [String]) throws -> [String]? {
    let seconds = try moments.map { try #require(Instant(rfc3339: $0)).seconds }
    return desk(("\(symbol).csv", "time,close\n" + seconds.map { "\($0),1.5\n" }.joined()))
      // Another spelling of a name of the watchlist stands under that.
      .histories.values.first?.bars.map(\.day.description)
  }

  /// Hong Kong and Shanghai stand eight hours ahead of UTC and open at 09:30; `COSCO` has no suffix that says so.
  @Test(arguments: ["1919.HK", "601919.SS", "601919.SHH", "COSCO"])
  func datesBarsOfChina(symbol: String) throws {
    let summer = ("2025-04-28", "2025-04-29", "2025-04-30")
    let winter = ("2025-01-13", "2025-01-14", "2025-01-15")
    for (first, second, third) in [summer, winter] {
      // Midnight in UTC, the opening, the closes of both.
      for time in ["00:00", "01:30", "07:00", "08:08"] {
        #expect(try days(symbol, ["\(second)T\(time):00Z", "\(third)T\(time):00Z"]) == [second, third], "\(time)")
      }
      // Midnight of the place.
      #expect(try days(symbol, ["\(first)T16:00:00Z", "\(second)T16:00:00Z"]) == [second, third])
    }
  }

  /// Midnight, opening and close in New York, in summer and in winter, and midnight in UTC.
  @Test func datesBarsOfNewYork() throws {
    for time in ["04:00", "13:30", "20:00", "00:00"] {
      let found = try days("AMAT", ["2025-04-30T\(time):00Z", "2025-05-01T\(time):00Z"])
      #expect(found == ["2025-04-30", "2025-05-01"], "\(time)")
    }
    for time in ["05:00", "14:30", "21:00", "00:00"] {
      let found = try days("AMAT", ["2025-01-14T\(time):00Z", "2025-01-15T\(time):00Z"])
      #expect(found == ["2025-01-14", "2025-01-15"], "\(time)")
    }
  }

  /// CME's futures open at 18:00 in New York on the evening before, for Monday on Sunday; currencies at 17:00.
  @Test(arguments: [
    (["2025-04-27T22:00:00Z", "2025-04-28T22:00:00Z"], ["2025-04-28", "2025-04-29"]),
    (["2025-04-27T21:00:00Z", "2025-04-28T21:00:00Z"], ["2025-04-28", "2025-04-29"]),
    (["2025-01-12T23:00:00Z", "2025-01-13T23:00:00Z"], ["2025-01-13", "2025-01-14"]),
  ])
  func datesAnEveningByItsSession(moments: [String], sessions: [String]) throws {
    #expect(try days("ES", moments) == sessions)
  }

  /// A script that writes the day's close at 18:05 does so on Fridays too, when no session begins.
  @Test func datesClosesThatAreWrittenInTheEvening() throws {
    #expect(
      try days("AMAT", ["2025-04-24T22:05:00Z", "2025-04-25T22:05:00Z", "2025-04-28T22:05:00Z"])
        == ["2025-04-24", "2025-04-25", "2025-04-28"])
  }

  /// The refused bar is that of 29 April, whose last good one stays.
  @Test func keepsTheBarOfARefusedEvening() throws {
    var assembly = Assembly()
    assembly.add([Array("ES.json".utf8)])
    func candles(_ closes: String) -> String {
      #"{"s":"ok","t":[1745791200,1745877600,1745964000],"c":[\#(closes)]}"#
    }
    assembly.read("ES.json", candles("1,2,3"))
    #expect(assembly.desk.histories["ES"]?.bars.map(\.day.description) == ["2025-04-28", "2025-04-29", "2025-04-30"])
    assembly.read("ES.json", candles("5,-2,7"))
    #expect(assembly.desk.histories["ES"]?.bars.map(\.close) == [5, 2, 7])
  }

  /// The window of a grouped currency pair ends a millisecond before midnight in UTC.
  @Test func datesAWindowByItsEnd() {
    let text =
      #"{"queryCount":1,"resultsCount":1,"results":[{"T":"C:USDCNH","c":7.25,"t":1745971199999}],"status":"OK"}"#
    #expect(desk(("grouped.json", text)).histories["C:USDCNH"]?.bars.map(\.day.description) == ["2025-04-29"])
  }

  /// The bar under way of a future stands at its last trade: on Sunday evening that is Monday's session. A share that
  /// trades until 18:10 has no session of the next day.
  @Test(arguments: [("FUTURE", "2025-04-28"), ("EQUITY", "2025-04-27")])
  func datesYahoosBarUnderWay(type: String, day: String) {
    let text =
      #"{"chart":{"result":[{"meta":{"symbol":"X","instrumentType":"\#(type)","gmtoffset":-14400,"#
      + #""dataGranularity":"1d"},"timestamp":[1745553600,1745793000],"indicators":{"quote":[{"close":[1.5,2]}]}}]}}"#
    #expect(desk(("x.json", text)).histories["X"]?.bars.map(\.day.description) == ["2025-04-25", day])
  }
}
