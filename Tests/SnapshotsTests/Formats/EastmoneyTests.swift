import Market
import Testing

@testable import Snapshots

/// Eastmoney's klines: rows as texts, the close in the second place.
@Suite struct EastmoneyTests {
  static let sample = Sample(
    format: "Eastmoney klines", file: "cosco.json",
    typical: """
      {"rc":0,"rt":17,"svr":183641822,"lt":1,"full":0,"dlmkts":"","data":{"code":"601919","market":1,"name":"COSCO",
      "decimal":2,"dktotal":4321,"preKPrice":15.02,"klines":[
      "2025-04-30,15.00,15.11,15.20,14.95,843742,1272894295.00,1.66,0.60,0.09,0.66",
      "2025-05-06,15.15,15.30,15.42,15.10,528781,806333859.00,2.12,1.26,0.19,0.42"]}}

      """, empty: #"{"rc":0,"rt":17,"data":{"code":"601919","market":1,"klines":[]}}"#,
    nulls: #"{"rc":0,"data":{"code":"601919","market":1,"klines":["2025-04-30,-,15.11,-,-,-,-,-,-,-,-"]}}"#)

  /// Volumes are in lots of 100 shares.
  @Test func readsDaysOfShanghai() throws {
    let history = try #require(desk(("x.json", Self.sample.typical)).histories["601919.SS"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-06"])
    #expect(history.bars.map(\.open) == [15.0, 15.15])
    #expect(history.bars.map(\.close) == [15.11, 15.3])
    #expect(history.bars.map(\.high) == [15.2, 15.42])
    #expect(history.bars.map(\.low) == [14.95, 15.1])
    #expect(history.bars.map(\.volume) == [84_374_200, 52_878_100])
  }

  /// 000001 is Ping An Bank in Shenzhen and an index in Shanghai; in Hong Kong and New York volumes are in shares.
  @Test(arguments: [
    ("000001", "0", "000001.SZ", 84_374_200), ("000001", "1", "000001.SH", 84_374_200),
    ("01919", "116", "1919.HK", 843_742), ("AMAT", "105", "AMAT", 843_742),
  ])
  func tellsTheExchange(code: String, market: String, symbol: String, volume: Double) {
    let text = Self.sample.typical.replacing("\"601919\",\"market\":1", with: "\"\(code)\",\"market\":\(market)")
    let read = desk(("x.json", text))
    #expect(read.histories.map(\.key) == [symbol])
    #expect(read.histories[symbol]?.bars.first?.volume == volume)
  }

  @Test func refusesAnotherMarket() {
    let read = desk(("x.json", Self.sample.typical.replacing("\"market\":1", with: "\"market\":113")))
    #expect(read.histories.isEmpty)
    #expect(read.problem("x.json").contains("found 113, expected the market of a share"))
  }

  /// The first bar of five minutes in Shanghai is stamped 9:35.
  @Test func readsBarsWithinDays() throws {
    let text = Self.sample.typical.replacing("2025-04-30,", with: "2025-05-06 09:35,")
      .replacing("2025-05-06,", with: "2025-05-06 09:40,")
    let history = try #require(desk(("x.json", text)).intraday["601919.SS"])
    #expect(history.interval == 300)
    #expect(history.bars.map(\.time.description) == ["2025-05-06T01:30:00Z", "2025-05-06T01:35:00Z"])
  }

  @Test func refusesABadRowAlone() {
    for bad in [
      "2025-05-06,15.15,x,15.42,15.10,528781", "2025-05-06,15.15,15.30", "today,15.15,15.30,15.42,15.10,528781",
    ] {
      let text = Self.sample.typical.replacing("2025-05-06,15.15,15.30,15.42,15.10,528781", with: bad)
      let read = desk(("x.json", text.replacing(",806333859.00,2.12,1.26,0.19,0.42", with: "")))
      #expect(read.histories["601919.SS"]?.bars.map(\.close) == [15.11])
      #expect(read.problem("x.json").hasPrefix("x.json:4:1: found \"\(bad.prefix(20))"))
    }
  }

  /// `fqt=2`: what was paid lies far below such prices.
  @Test func takesAdjustedPricesForAdjusted() {
    let text = Self.sample.typical.replacing("15.00,15.11,15.20,14.95", with: "45.00,45.33,45.60,44.85")
      .replacing("15.15,15.30,15.42,15.10", with: "45.45,45.90,46.26,45.30")
    let history = desk(("x.json", text)).histories["601919.SS"]
    #expect(history?.bars.map(\.close) == [nil, nil])
    #expect(history?.bars.map(\.adjustedClose) == [45.33, 45.9])
  }
}
