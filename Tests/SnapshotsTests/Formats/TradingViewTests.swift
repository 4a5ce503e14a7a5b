import Market
import Testing

@testable import Snapshots

/// TradingView's exports: charts, and watchlists with sections.
@Suite struct TradingViewTests {
  static let chart = Sample(
    format: "TradingView chart export", file: "NASDAQ_AMAT, 1D.csv",
    typical: """
      time,open,high,low,close,Volume,Volume MA
      1746019800,145.97,151.04,144.71,150.71,7273600,6810042
      1746106200,149.9,151.2,147.8,148.32,4210000,6790113

      """, empty: "time,open,high,low,close,Volume\n",
    nulls: "time,open,high,low,close,Volume\n2025-04-30,,,,150.71,\n")

  static let list = Sample(
    format: "TradingView watchlist", file: "desk.csv",
    typical: "###Semiconductors,NASDAQ:AMAT,NASDAQ:KLAC,###Shipping,HKEX:1919\n", empty: nil, nulls: nil)

  @Test func readsDaysOfAChart() {
    let read = desk(("NASDAQ_DLY_AMAT, 1D_0a1b2.csv", Self.chart.typical))
    let history = read.histories["AMAT"]
    #expect(history?.bars.map { "\($0.day) \($0.close ?? 0)" } == ["2025-04-30 150.71", "2025-05-01 148.32"])
    #expect(history?.bars.first?.volume == 7_273_600)
    #expect(history?.currency == "USD")
    #expect(read.histories.count == 1)
  }

  /// A single bar is a day's by the name of the file; Hong Kong's by its own clock.
  @Test func takesTheIntervalFromTheName() {
    let one = "time,open,high,low,close\n1746149400,11.6,11.8,11.5,11.74\n"
    #expect(desk(("HKEX_1919, 1D.csv", one)).histories["1919.HK"]?.bars.map(\.day.description) == ["2025-05-02"])
    #expect(desk(("NASDAQ_AMAT, 5.csv", one)).intraday["AMAT"]?.interval == 300)
    #expect(desk(("NASDAQ_AMAT, 30S.csv", one)).intraday["AMAT"]?.interval == 30)
    #expect(desk(("NASDAQ_AMAT, 1W.csv", one)).histories.isEmpty)
    #expect(desk(("NASDAQ_AMAT, 1W.csv", one)).problem("NASDAQ_AMAT, 1W.csv").contains("expected days (1D) or minutes"))
  }

  @Test func readsISOTimes() {
    let text =
      "time,open,high,low,close\n2025-05-01T09:30:00-04:00,1,1,1,149.5\n2025-05-01T09:35:00-04:00,1,1,1,149.7\n"
    #expect(
      desk(("AMAT.csv", text)).intraday["AMAT"]?.bars.map(\.time.description) == [
        "2025-05-01T13:30:00Z", "2025-05-01T13:35:00Z",
      ])
  }

  /// The same ticker elsewhere is another paper in another currency: Mexico's AMAT is one in pesos.
  @Test func keepsTheExchangeThatItDoesNotKnow() {
    let read = desk(("BMV_DLY_AMAT, 1D.csv", Self.chart.typical), ("CME_MINI_ES1!, 1D.csv", Self.chart.typical))
    #expect(read.histories.keys.sorted() == ["BMV:AMAT", "CME_MINI:ES1!"])
    let list = desk(("l.csv", "NASDAQ:AMAT,BMV:AMAT,CME_MINI:ES1!\n")).watchlist
    #expect(list.sectors.flatMap(\.instruments).map(\.symbol) == ["AMAT", "BMV:AMAT", "CME_MINI:ES1!"])
  }

  /// A table of several symbols is none of TradingView's, whatever its first columns are.
  @Test func leavesTablesOfSymbolsToPlainText() {
    let text = "time,open,high,low,close,volume,ticker\n2025-04-29,1,1,1,149.5,1,AMAT\n2025-04-30,1,1,1,702,1,KLAC\n"
    for first in ["time", "timestamp"] {
      let read = desk(("KLAC.csv", text.replacing("time,", with: first + ",")))
      #expect(read.histories.mapValues { $0.bars.map(\.close) } == ["AMAT": [149.5], "KLAC": [702]])
    }
  }

  @Test func makesOneSectorOfSectionsOfOneName() {
    let list = desk(("l.csv", "###A\nNASDAQ:AMAT\n###B\nNYSE:BA\n###A\nNASDAQ:KLAC\n")).watchlist
    #expect(list.sectors.map { $0.instruments.map(\.symbol) } == [["AMAT", "KLAC"], ["BA"]])
  }

  @Test func makesSectorsOfSections() {
    let text =
      "AMEX:SPY,###Semiconductors,NASDAQ:AMAT,NASDAQ:KLAC\nNASDAQ:AMAT,###Shipping,HKEX:1919,SSE:601919,###Empty,\n"
    let list = desk(("My desk.csv", text)).watchlist
    #expect(list.title == "My desk")
    #expect(list.sectors.map(\.name) == ["My desk", "Semiconductors", "Shipping"])
    #expect(
      list.sectors.map { $0.instruments.map(\.symbol) } == [["SPY"], ["AMAT", "KLAC"], ["1919.HK", "601919.SS"]])
    #expect(list.sectors.flatMap(\.instruments).map(\.currency) == ["USD", "USD", "USD", "HKD", "CNY"])
    #expect(list.sectors.flatMap(\.instruments).map(\.venue) == [.arca, .nasdaq, .nasdaq, .hongKong, .shanghai])
  }

  @Test func refusesWhatIsNoSymbol() {
    let read = desk(("l.csv", "NASDAQ:AMAT,rubbish here\n###,NASDAQ:KLAC\n"))
    #expect(read.watchlist.sectors.flatMap(\.instruments).map(\.symbol) == ["AMAT", "KLAC"])
    #expect(read.files.first?.problems.count == 2)
    #expect(read.problem("l.csv") == "l.csv:1: found \"rubbish here\", expected EXCHANGE:TICKER or ###Section")
  }

  /// It has no settings: it never takes the place of the trader's own watchlist, however new.
  @Test func comesAfterAWatchlistOfOurOwn() {
    let own = "schema: detente/watchlist/1\nsectors: [{ name: Oil, instruments: [{ symbol: CL }] }]\n"
    for names in [("a.csv", "w.yaml"), ("z.csv", "w.yaml")] {
      let read = desk((names.0, Self.list.typical), (names.1, own))
      #expect(read.watchlist.sectors.map(\.name) == ["Oil"])
      #expect(read.problem(names.0).contains("found another watchlist that is used before it (w.yaml)"))
    }
  }

  /// The rule of names stays: a list is data under a snapshot file's name only.
  @Test func isNoSnapshotFileAsText() {
    #expect(!FolderListing.isSnapshotName(Array("desk.txt".utf8)))
    #expect(FolderListing.isSnapshotName(Array("desk.csv".utf8)))
  }
}
