import Market
import Testing

@testable import Snapshots

/// Finnhub's answers, which never say whose they are.
@Suite struct FinnhubTests {
  static let quote = Sample(
    format: "Finnhub quote", file: "AMAT.json",
    typical: """
      {"c":148.32,"d":-2.39,"dp":-1.5858,"h":151.2,"l":147.8,"o":149.9,
      "pc":150.71,"t":1746129600}

      """, nulls: #"{"c":148.32,"d":null,"dp":null,"h":null,"l":0,"o":0,"pc":0,"t":1746129600}"#)

  static let daily = Sample(
    format: "Finnhub candles", file: "AMAT.json",
    typical: """
      {"c":[150.71,148.32],"h":[151.04,151.2],"l":[144.71,147.8],"o":[145.97,149.9],
      "s":"ok","t":[1745971200,1746057600],"v":[7273600,4210000]}

      """, empty: #"{"s":"no_data"}"#,
    nulls: #"{"c":[150.71,148.32],"o":[null,null],"s":"ok","t":[1745971200,1746057600],"v":[null,null]}"#)

  @Test func takesTheSymbolFromTheFilesName() throws {
    let quote = try #require(desk(("feeds/AMAT.json", Self.quote.typical)).quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.description == "2025-05-01T20:00:00Z")
    #expect(quote.previousClose == 150.71)
    #expect(quote.high == 151.2)
  }

  @Test func namesAnUnknownSymbol() {
    let text = #"{"c":0,"d":null,"dp":null,"h":0,"l":0,"o":0,"pc":0,"t":0}"#
    #expect(
      desk(("AMTA.json", text)).problem("AMTA.json")
        == "AMTA.json: found zeros for AMTA, expected a symbol that Finnhub knows as the file's name")
  }

  @Test func readsDailyCandles() throws {
    let history = try #require(desk(("AMAT.json", Self.daily.typical)).histories["AMAT"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71, 148.32])
    #expect(history.bars.map(\.volume) == [7_273_600, 4_210_000])
  }

  @Test func readsMinuteCandles() throws {
    let text = #"{"c":[149.5,149.75],"s":"ok","t":[1746106200,1746106260]}"#
    let history = try #require(desk(("AMAT.json", text)).intraday["AMAT"])
    #expect(history.interval == 60)
    #expect(history.bars.first?.time.description == "2025-05-01T13:30:00Z")
  }

  /// No data replaces what was: the pane says so.
  @Test func readsNoData() {
    let desk = desk(("AMAT.json", #"{"s":"no_data","t":[],"c":[]}"#))
    #expect(desk.files.first?.state == .ok)
    #expect(desk.files.first?.rows == 0)
  }

  @Test func namesAnError() {
    #expect(
      desk(("AMAT.json", #"{"error":"You don't have access to this resource."}"#)).problem("AMAT.json").hasPrefix(
        "AMAT.json: not market data: a service's error: You don't have access"))
    #expect(
      desk(("AMAT.json", #"{"s":"error","errmsg":"unknown symbol"}"#)).problem("AMAT.json")
        == "AMAT.json: not market data: a service's error: unknown symbol")
    // A key of one letter is no error of anybody's.
    #expect(desk(("AMAT.json", #"{"s":"AMAT","last":148.32}"#)).problem("AMAT.json").contains("no known kind"))
  }

  @Test func refusesListsOfOtherLengths() {
    let desk = desk(("AMAT.json", #"{"c":[149.5],"s":"ok","t":[1746106200,1746106260]}"#))
    #expect(desk.problem("AMAT.json").contains("found 1 values in \"c\", expected 2"))
  }
}
