import Market
import Testing

@testable import Snapshots

/// baostock: a flag tells adjusted prices.
@Suite struct BaostockTests {
  static let sample = Sample(
    format: "baostock bars", file: "bs.csv",
    typical: """
      date,code,open,high,low,close,preclose,volume,amount,adjustflag,turn,tradestatus,pctChg,isST
      2025-04-29,sh.601919,14.9000,15.1000,14.8500,15.0200,14.9500,52878100,793859000.0000,3,0.420000,1,0.468200,0
      2025-04-30,sh.601919,15.0000,15.2000,14.9500,15.1100,15.0200,84374200,1272894295.0000,3,0.660000,1,0.599200,0

      """, empty: "date,code,open,high,low,close,preclose,volume,amount,adjustflag,turn,tradestatus,pctChg,isST\n",
    nulls: "date,code,open,close,volume,adjustflag\n2025-04-30,sh.601919,,15.1100,,3\n")

  @Test func readsRawPrices() throws {
    let history = try #require(desk(("x.csv", Self.sample.typical)).histories["601919.SS"])
    #expect(history.bars.map(\.close) == [15.02, 15.11])
    #expect(history.bars.map(\.adjustedClose) == [nil, nil])
    #expect(history.bars.map(\.volume) == [52_878_100, 84_374_200])
  }

  @Test(arguments: ["1", "2"]) func readsAdjustedPrices(flag: String) {
    let read = desk(("x.csv", Self.sample.typical.replacing(".0000,3,", with: ".0000,\(flag),")))
    #expect(read.histories["601919.SS"]?.bars.map(\.close) == [nil, nil])
    #expect(read.histories["601919.SS"]?.bars.map(\.adjustedClose) == [15.02, 15.11])
  }

  @Test func refusesRowsOfBoth() {
    let read = desk(("x.csv", Self.sample.typical.replacing("1272894295.0000,3,", with: "1272894295.0000,2,")))
    #expect(read.histories["601919.SS"]?.bars.map(\.close) == [15.02])
    #expect(read.problem("x.csv").contains("found \"2\", expected \"3\" as in the first row"))
  }

  /// A suspended day: the close before, and no volume.
  @Test func readsASuspendedDay() {
    let text =
      "date,code,open,high,low,close,preclose,volume,amount,adjustflag,turn,tradestatus,pctChg,isST\n"
      + "2025-04-30,sh.601919,15.02,15.02,15.02,15.02,15.02,,,3,,0,0.000000,0\n"
    let bar = desk(("x.csv", text)).histories["601919.SS"]?.bars.first
    #expect(bar?.close == 15.02 && bar?.volume == nil)
  }

  @Test func readsBarsOfFiveMinutes() throws {
    let text = """
      date,time,code,open,high,low,close,volume,amount,adjustflag
      2025-04-30,20250430093500000,sh.601919,15.00,15.05,14.98,15.02,2100000,31500000.00,3
      2025-04-30,20250430094000000,sh.601919,15.02,15.06,15.00,15.04,1100000,16500000.00,3

      """
    let history = try #require(desk(("x.csv", text)).intraday["601919.SS"])
    #expect(history.interval == 300)
    #expect(history.bars.map(\.time.description) == ["2025-04-30T01:30:00Z", "2025-04-30T01:35:00Z"])
  }
}
