import Market
import Testing

@testable import Snapshots

/// Bars within days: our own format, and how several files of one symbol become one history.
@Suite struct IntradayTests {
  private func history(_ bars: String, interval: String = "5m", currency: String = "USD") -> String {
    #"{"schema":"detente/history/1","symbol":"AMAT","currency":"\#(currency)","interval":"\#(interval)","bars":[\#(bars)]}"#
  }

  private func bar(_ time: String, _ close: Double) -> String { #"{"time":"2025-05-01T\#(time)","close":\#(close)}"# }

  @Test func readsOurFormat() throws {
    let text = """
      {"schema":"detente/history/1","symbol":"AMAT","currency":"USD","interval":"1h","bars":[
      {"time":"2025-05-01T10:30:00-04:00","open":149.5,"high":150.25,"low":149,"close":149.75,"volume":81000},
      {"time":"2025-05-01T13:30:00Z","close":149.5},
      {"time":"2025-05-01T14:30:00Z","close":149.5,"volume":60000},
      {"date":"2025-05-01","close":2}]}
      """
    let desk = desk(("m.json", text))
    let history = try #require(desk.intraday["AMAT"])
    #expect(history.interval == 3600)
    #expect(history.currency == "USD")
    #expect(history.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T14:30:00Z"])
    #expect(history.bars.map(\.line) == [3, 2])
    #expect(history.bars[1].open == 149.5 && history.bars[1].high == 150.25 && history.bars[1].low == 149)
    #expect(history.bars[1].close == 149.75 && history.bars[1].volume == 81000)
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "m.json:5:1: found no \"time\", expected one",
        "m.json:4: found 2025-05-01T14:30:00Z twice; used is the row of line 2: larger volume, its range holds the other's",
      ])
    #expect(desk.histories.isEmpty)
  }

  @Test func refusesOtherIntervals() {
    #expect(
      desk(("m.json", history("", interval: "7m"))).problem("m.json")
        == "m.json:1:75: found \"7m\", expected 1d, 1m, 5m, 15m, 30m, 60m or 1h")
  }

  @Test func joinsFilesOfOneInterval() throws {
    let old = history([bar("13:30:00Z", 1), bar("13:35:00Z", 99)].joined(separator: ","))
    let new = history([bar("13:35:00Z", 2), bar("13:40:00Z", 3)].joined(separator: ","))
    let joined = try #require(desk(("z.json", old), ("a.json", new)).intraday["AMAT"])
    #expect(joined.bars.map(\.close) == [1, 2, 3])
    #expect(joined.bars.map(\.line) == [0, 1, 1])
    #expect(joined.file == "a.json")
  }

  /// Bars of five minutes and of one cannot stand in one history: that which goes on longest is used.
  @Test func keepsIntervalsApart() throws {
    let five = history([bar("13:30:00Z", 1), bar("13:35:00Z", 2)].joined(separator: ","))
    let one = history(bar("13:36:00Z", 3), interval: "1m")
    let used = try #require(desk(("five.json", five), ("one.json", one)).intraday["AMAT"])
    #expect(used.interval == 60)
    #expect(used.bars.map(\.close) == [3])
  }

  @Test func keepsCurrenciesApart() {
    let dollars = history(bar("13:40:00Z", 1.5))
    let hongKong = history(bar("13:30:00Z", 12.5), currency: "HKD")
    let watchlist = """
      schema: detente/watchlist/1
      sectors: [{ name: Chips, instruments: [{ symbol: AMAT, currency: HKD }] }]
      """
    let desk = desk(("a.json", dollars), ("b.json", hongKong), ("w.yaml", watchlist))
    #expect(desk.intraday["AMAT"]?.bars.map(\.close) == [12.5])
    #expect(desk.problem("a.json") == "a.json: found AMAT in USD, expected HKD as in the watchlist")
  }

  @Test func keepsTheLastGoodBarsMarked() {
    var assembly = Assembly()
    assembly.add([Array("m.json".utf8)])
    assembly.read("m.json", history(bar("13:30:00Z", 1)))
    let revision = assembly.desk.historyRevision
    assembly.read("m.json", "{")
    #expect(assembly.desk.intraday["AMAT"]?.bars.map(\.close) == [1])
    #expect(assembly.desk.intraday["AMAT"]?.kept == true)
    assembly.read("m.json", history(bar("13:30:00Z", 2)))
    #expect(assembly.desk.intraday["AMAT"]?.kept == false)
    #expect(assembly.desk.historyRevision > revision)
    assembly.read("m.json", history(#"{"time":"noon","close":2}"#))
    #expect(assembly.desk.intraday["AMAT"]?.bars.map(\.close) == [2])
    #expect(assembly.desk.intraday["AMAT"]?.kept == true)
  }
}
