import Market
import Testing

@testable import Snapshots

/// akshare's tables: Chinese headers, volumes in lots or shares.
@Suite struct AkshareTests {
  static let sample = Sample(
    format: "akshare and Eastmoney tables", file: "a.csv",
    typical: """
      ,日期,股票代码,开盘,收盘,最高,最低,成交量,成交额,振幅,涨跌幅,涨跌额,换手率
      0,2025-04-29,601919,14.90,15.02,15.10,14.85,528781,793859000.0,1.67,0.47,0.07,0.42
      1,2025-04-30,601919,15.00,15.11,15.20,14.95,843742,1272894295.0,1.66,0.60,0.09,0.66

      """, empty: "日期,股票代码,开盘,收盘,最高,最低,成交量,成交额\n",
    nulls: "日期,股票代码,开盘,收盘,最高,最低,成交量,成交额\n2025-04-30,601919,,15.11,,,,\n")

  static let sina = Sample(
    format: "akshare and Eastmoney tables", file: "sh601919.csv",
    typical: """
      date,open,high,low,close,volume,amount,outstanding_share,turnover
      2025-04-29,14.9,15.1,14.85,15.02,52878100.0,793859000.0,12756000000.0,0.0042
      2025-04-30,15.0,15.2,14.95,15.11,84374200.0,1272894295.0,12756000000.0,0.0066

      """, empty: "date,open,high,low,close,volume,amount,outstanding_share,turnover\n",
    nulls: "date,open,high,low,close,volume,amount,outstanding_share,turnover\n2025-04-30,,,,15.11,,,,\n")

  @Test func countsSharesOfLots() throws {
    let history = try #require(desk(("a.csv", Self.sample.typical)).histories["601919.SS"])
    #expect(history.bars.map(\.day.description) == ["2025-04-29", "2025-04-30"])
    #expect(history.bars.map(\.open) == [14.9, 15.0])
    #expect(history.bars.map(\.close) == [15.02, 15.11])
    #expect(history.bars.map(\.high) == [15.1, 15.2])
    #expect(history.bars.map(\.low) == [14.85, 14.95])
    #expect(history.bars.map(\.volume) == [52_878_100, 84_374_200])
  }

  /// Hong Kong and Sina count shares: turnover over volume and price shows it, also under a code of six digits.
  @Test func countsShares() {
    let shares = Self.sample.typical.replacing(",528781,", with: ",52878100,").replacing(",843742,", with: ",84374200,")
    for text in [shares, shares.replacing("601919", with: "01919")] {
      #expect(desk(("a.csv", text)).histories.first?.value.bars.map(\.volume) == [52_878_100, 84_374_200])
    }
    let sina = desk(("sh601919.csv", Self.sina.typical)).histories["601919.SS"]
    #expect(sina?.bars.map(\.volume) == [52_878_100, 84_374_200])
    #expect(sina?.bars.map(\.close) == [15.02, 15.11])
  }

  /// Without a turnover the code tells: six digits are the mainland's.
  @Test(arguments: [("601919", 84_374_200), ("01919", 843_742), ("AMAT", 843_742)])
  func countsByTheCodeWithoutATurnover(code: String, volume: Double) {
    let text = "日期,开盘,收盘,最高,最低,成交量\n2025-04-30,15.00,15.11,15.20,14.95,843742\n"
    #expect(desk((code + ".csv", text)).histories.first?.value.bars.map(\.volume) == [volume])
  }

  @Test func readsBarsOfFiveMinutes() throws {
    let text = """
      时间,开盘,收盘,最高,最低,涨跌幅,涨跌额,成交量,成交额,振幅,换手率
      2025-04-30 09:35:00,15.00,15.02,15.05,14.98,0.1,0.02,21000,31500000.0,0.5,0.02
      2025-04-30 09:40:00,15.02,15.04,15.06,15.00,0.1,0.02,11000,16500000.0,0.4,0.01

      """
    let history = try #require(desk(("601919.csv", text)).intraday["601919.SS"])
    #expect(history.interval == 300)
    #expect(history.bars.map(\.time.description) == ["2025-04-30T01:30:00Z", "2025-04-30T01:35:00Z"])
    #expect(history.bars.map(\.volume) == [2_100_000, 1_100_000])
  }

  /// `adjust="hfq"` and `"qfq"`: what was paid lies outside such prices.
  @Test func takesAdjustedPricesForAdjusted() {
    let text = Self.sample.typical.replacing("14.90,15.02,15.10,14.85", with: "14.10,14.22,14.30,14.05")
      .replacing("15.00,15.11,15.20,14.95", with: "14.20,14.31,14.40,14.15")
    let history = desk(("a.csv", text)).histories["601919.SS"]
    #expect(history?.bars.map(\.close) == [nil, nil])
    #expect(history?.bars.map(\.adjustedClose) == [14.22, 14.31])
    #expect(history?.bars.map(\.volume) == [52_878_100, 84_374_200])
  }
}
