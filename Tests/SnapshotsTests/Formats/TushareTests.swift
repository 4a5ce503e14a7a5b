import Market
import Testing

@testable import Snapshots

/// tushare's daily prices: volumes in lots.
@Suite struct TushareTests {
  static let sample = Sample(
    format: "tushare daily", file: "daily.csv",
    typical: """
      ,ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount
      0,601919.SH,20250430,15.0,15.2,14.95,15.11,15.02,0.09,0.5992,843742.15,1272894.295
      1,601919.SH,20250429,14.9,15.1,14.85,15.02,14.95,0.07,0.4682,528781.0,793859.0

      """, empty: "ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount\n",
    nulls: "ts_code,trade_date,open,high,low,close,pre_close,vol,amount\n601919.SH,20250430,,,,15.11,,,\n")

  @Test func countsSharesOfLots() throws {
    let history = try #require(desk(("x.csv", Self.sample.typical)).histories["601919.SS"])
    #expect(history.bars.map(\.day.description) == ["2025-04-29", "2025-04-30"])
    #expect(history.bars.map(\.close) == [15.02, 15.11])
    #expect(history.bars.map(\.volume) == [52_878_100, 84_374_215])
  }

  /// `hk_daily` counts shares; of others the unit is not known.
  @Test func countsSharesOfHongKong() {
    for (code, volume) in [("01919.HK", 843_742.15), ("AMAT", nil)] as [(String, Double?)] {
      let read = desk(("x.csv", Self.sample.typical.replacing("601919.SH", with: code)))
      #expect(read.histories.first?.value.bars.last?.volume == volume)
    }
  }

  @Test func keepsCodesApart() {
    let read = desk(("x.csv", Self.sample.typical.replacing("1,601919.SH,20250429", with: "1,000001.SZ,20250430")))
    #expect(read.histories["601919.SS"]?.bars.map(\.close) == [15.11])
    #expect(read.histories["000001.SZ"]?.bars.map(\.close) == [15.02])
  }

  /// `pro_bar(adj="qfq")`.
  @Test func takesAdjustedPricesForAdjusted() {
    let text = Self.sample.typical.replacing("14.9,15.1,14.85,15.02", with: "14.1,14.3,14.05,14.22")
      .replacing("15.0,15.2,14.95,15.11", with: "14.2,14.4,14.15,14.31")
    let history = desk(("x.csv", text)).histories["601919.SS"]
    #expect(history?.bars.map(\.close) == [nil, nil])
    #expect(history?.bars.map(\.adjustedClose) == [14.22, 14.31])
  }
}
