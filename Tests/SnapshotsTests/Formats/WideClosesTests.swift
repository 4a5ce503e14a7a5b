import Market
import Testing

@testable import Snapshots

/// Tables with a column for each symbol: closes of the names, never published series.
@Suite struct WideClosesTests {
  static let sample = Sample(
    format: "Table of closes", file: "closes.csv",
    typical: """
      Date,AMAT,KLAC,SPY
      2025-04-29,149.19,694.2,554.32
      2025-04-30,150.71,702.69,554.54
      2025-05-01,148.96,676.31,558.47

      """, empty: "Date,AMAT,KLAC\n", nulls: "Date,AMAT,KLAC\n2025-04-30,150.71,\n2025-05-01,N/A,676.31\n")

  static let flat = Sample(
    format: "Table of closes", file: "download.csv",
    typical: """
      Date,"('Close', 'AMAT')","('Close', 'KLAC')","('Volume', 'AMAT')","('Volume', 'KLAC')"
      2025-04-30,150.71,702.69,7273600,1500000
      2025-05-01,148.96,676.31,5060974,1816000

      """, empty: "Date,\"('Close', 'AMAT')\"\n")

  private func closes(_ text: String, _ symbol: String) -> [Double?] {
    desk(("closes.csv", text)).histories[symbol]?.bars.map { $0.close ?? $0.adjustedClose } ?? []
  }

  @Test func readsClosesOfTheWatchlistsNames() {
    let desk = desk(("closes.csv", Self.sample.typical))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [149.19, 150.71, 148.96])
    #expect(desk.histories["KLAC"]?.bars.map(\.close) == [694.2, 702.69, 676.31])
    #expect(desk.histories["SPY"]?.bars.map(\.close) == [554.32, 554.54, 558.47])
    #expect(desk.references.isEmpty)
  }

  @Test(arguments: [
    "('Close', 'AMAT')|('Close', 'KLAC')", "('AMAT', 'Close')|('KLAC', 'Close')", "Close_AMAT|Close_KLAC",
    "AMAT_Close|KLAC_Close", "AMAT.Close|KLAC.Close", "Close AMAT|Close KLAC", "AMAT close|KLAC close",
    "Adj Close_AMAT|Adj Close_KLAC", "close-AMAT|close-KLAC", "AMAT|KLAC",
  ])
  func readsEveryWayToNameThem(names: String) {
    let columns = names.split(separator: "|").map { "\"\($0)\"" }.joined(separator: ",")
    for (before, cell) in [("", ""), (",", "0,"), ("index,", "0,"), ("Unnamed: 0,", "0,")] {
      let text = "\(before)Date,\(columns)\n\(cell)2025-04-30,150.71,702.69\n\(cell)2025-05-01,148.96,676.31\n"
      #expect(closes(text, "AMAT") == [150.71, 148.96], "\(text)")
      #expect(closes(text, "KLAC") == [702.69, 676.31], "\(text)")
      #expect(desk(("closes.csv", text)).references.isEmpty)
    }
  }

  @Test func readsTickersThatTheWatchlistDoesNotKnow() {
    #expect(closes("Date,ASML,LRCX,BRK-B\n2025-04-30,660.1,72.1,532.9\n", "LRCX") == [72.1])
  }

  /// What is made of prices stands beside them and is none, unless the watchlist has it for a ticker.
  @Test(arguments: ["RSI(14) of AMAT", "MACD", "SMA 50", "RSI", "ATR", "Close RSI", "MACD_close", "EMA20"])
  func takesNoIndicatorForASymbol(name: String) {
    let text = "Date,AMAT,\"\(name)\"\n2025-04-29,149.19,41.2\n2025-04-30,150.71,44.1\n2025-05-01,148.96,42.7\n"
    let desk = desk(("closes.csv", text))
    #expect(Set(desk.histories.keys).isSubset(of: ["AMAT"]))
    #expect(desk.references.isEmpty)
    let report = desk.report("closes.csv")
    #expect(report?.state == .partial || report?.state == .bad)
    #expect(desk.problem("closes.csv").contains(name) || report?.state == .bad)
  }

  @Test func takesATickerOfTheWatchlistThatIsAnIndicatorToo() {
    let watchlist =
      "schema: detente/watchlist/1\nsectors:\n  - name: Games\n    instruments:\n      - { symbol: RSI }\n"
    let desk = desk(
      ("w.yaml", watchlist), ("closes.csv", "Date,AMAT,RSI\n2025-04-29,149.19,11.2\n2025-04-30,150.71,11.4\n"))
    #expect(desk.histories["RSI"]?.bars.map(\.close) == [11.2, 11.4])
  }

  @Test func readsAliasesAndListings() {
    let text = "Date,1919.HK,SPY\n2025-04-30,10.31,554.54\n"
    #expect(closes(text, "1919.HK") == [10.31] || closes(text, "COSCO") == [10.31])
  }

  @Test(arguments: [
    "observation_date,DGS10,EPUTRADE,VIXCLS", "DATE,DGS10,DFF,SOFR", "observation_date,SOFR,DFF,EFFR",
    "date,usdcny,tpu,epu", "date,EPU,TPU,GSCPI",
  ])
  func leavesPublishedSeries(header: String) {
    let desk = desk(("fred.csv", "\(header)\n2025-04-30,4.17,310.2,24.7\n2025-05-01,4.25,301.9,24.6\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.references.count == 3)
  }

  /// Currencies in titles, in a symbol's own header and before its numbers are told of the closes.
  @Test(arguments: [
    "Date,AMAT Close (USD),KLAC Close (EUR)\n2025-04-30,150.71,610\n",
    "Date,AMAT Close (USD),KLAC Close (EUR)\n2025-04-30,$150.71,$610\n",
  ])
  func currenciesOfColumns(text: String) {
    let desk = desk(("closes.csv", text))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71])
    #expect(desk.histories["KLAC"] == nil)
    #expect(desk.problem("closes.csv").contains("found KLAC in EUR, expected USD"))
  }

  @Test(arguments: [
    "Prices in EUR\nDate,AMAT,KLAC\n2025-04-30,132.71,610\n", "Date,AMAT,KLAC\n2025-04-30,€132.71,€610\n",
  ])
  func currenciesOfWholeTables(text: String) {
    let desk = desk(("closes.csv", text))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("closes.csv").contains("found AMAT in EUR, expected USD"))
  }

  @Test func saysWhatItDoesNotTake() {
    let desk = desk(("closes.csv", "Date,AMAT,DGS10\n2025-04-30,150.71,4.17\n"))
    #expect(desk.references.isEmpty)
    #expect(desk.report("closes.csv")?.state == .partial)
    #expect(desk.problem("closes.csv").contains("DGS10"))
  }

  @Test func namesPricesWithoutDates() {
    let desk = desk(("AMAT.csv", "Open,High,Low,Close,Volume\n145.97,151.04,144.71,150.71,7273600\n"))
    #expect(desk.histories.isEmpty && desk.references.isEmpty)
    #expect(desk.problem("AMAT.csv").contains("prices without dates"))
  }

  /// Two columns of one symbol are two papers' or two venues'.
  @Test(arguments: ["AMAT,AMAT", "amat,AMAT", "Close_AMAT,AMAT close"]) func refusesASymbolTwice(names: String) {
    let desk = desk(("t.csv", "Date,\(names)\n2025-04-30,150.71,702.69\n2025-05-01,148.96,676.31\n"))
    #expect(desk.histories.isEmpty && desk.references.isEmpty)
    #expect(desk.problem("t.csv").contains("twice, expected it once"))
  }
}
