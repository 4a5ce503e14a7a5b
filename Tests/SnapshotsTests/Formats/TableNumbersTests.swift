import Market
import Testing

@testable import Snapshots

/// Tables of text whose numbers are no prices of their symbol, and what is right beside a field that is none.
@Suite struct TableNumbersTests {
  private func closes(_ text: String, _ file: String = "AMAT.csv", of symbol: String = "AMAT") -> [Double?] {
    desk((file, text)).histories[symbol]?.bars.map { $0.close ?? $0.adjustedClose } ?? []
  }

  // MARK: Whose rows they are

  @Test(arguments: ["Papier", "paper_id", "Product"])
  func refusesRowsThatAllNameAnotherSymbol(column: String) {
    let text = "date,\(column),close\n2025-04-30,KLAC,702.69\n2025-05-01,KLAC,676.31\n"
    let desk = desk(("AMAT.csv", text))
    #expect(desk.histories.isEmpty && desk.references.isEmpty)
    #expect(desk.problem("AMAT.csv").contains("found KLAC in all rows under \"\(column)\""))
    #expect(closes(text.replacing("KLAC", with: "AMAT")) == [702.69, 676.31])
  }

  @Test(arguments: ["order_book_id", "tradingsymbol", "act_symbol", "AssetID", "sid", "instrument_token", "stock_id"])
  func readsMoreNamesOfSymbols(column: String) {
    let text = "date,\(column),close\n2025-04-30,KLAC,702.69\n2025-05-01,KLAC,676.31\n"
    #expect(closes(text).isEmpty)
    #expect(closes(text, of: "KLAC") == [702.69, 676.31])
  }

  @Test(arguments: ["stock_id", "paper_token", "venue no", "BookCode"])
  func tellsNumbersThatAreIdsApart(column: String) {
    let text = """
      date,\(column),open,close
      2025-04-28,2330,148.5,148.1
      2025-04-29,2330,148.5,149.19
      2025-04-30,2454,150.5,152.71

      """
    #expect(closes(text).isEmpty)
    #expect(!desk(("AMAT.csv", text)).problem("AMAT.csv").isEmpty || column == "stock_id")
  }

  @Test func leavesNumbersThatCountRows() {
    #expect(closes("no,date,close\n1,2025-04-30,150.71\n2,2025-05-01,148.96\n") == [150.71, 148.96])
    #expect(closes("date,close,bid\n2025-04-30,150.71,150\n2025-05-01,148.96,149\n") == [150.71, 148.96])
    #expect(closes("date,close,lot_id\n2025-04-30,150.71,7\n2025-05-01,148.96,7\n") == [150.71, 148.96])
  }

  @Test(arguments: ["'601919", "\"=\"\"601919\"\"\"", "=\"601919\"", "601919\t", " 601919", "601919.0"])
  func readsCodesAsSpreadsheetsWriteThem(code: String) {
    let text = "日期,股票代码,开盘,收盘\n2025-04-29,\(code),14.1,14.25\n2025-04-30,\(code),14.25,14.2\n"
    #expect(closes(text, "d.csv", of: "601919.SS") == [14.25, 14.2])
  }

  // MARK: Units

  @Test(arguments: ["Close (log)", "Close (cents)", "Close (%)", "Price (rebased)", "收盘(分)", "Close (p)"])
  func refusesPricesInUnitsThatAreNotKnown(name: String) {
    let desk = desk(("AMAT.csv", "Date,\(name)\n2025-04-30,15071\n2025-05-01,14896\n"))
    #expect(desk.histories.isEmpty && desk.references.isEmpty)
    #expect(desk.problem("AMAT.csv").contains(name))
  }

  @Test(arguments: ["Close (USD)", "Close ($)", "Price (US$)", "收盘(元)", "收盘（元）", "Close (raw)", "Close (adjusted)"])
  func readsPricesInCurrencies(name: String) {
    #expect(closes("Date,\(name)\n2025-04-30,150.71\n2025-05-01,148.96\n") == [150.71, 148.96])
  }

  @Test(arguments: [
    ("Volume (in thousands)", 7_273_000.0), ("Volume (000s)", 7_273_000), ("Volume (K)", 7_273_000),
    ("Volume (millions)", 7_273_000_000), ("成交量(万股)", 72_730_000), ("成交量（股）", 7273), ("Volume (shares)", 7273),
    ("成交量(手)", nil), ("Volume (lots)", nil), ("Volume (USD)", nil), ("Volume (index)", nil),
  ])
  func countsVolumesInShares(name: String, volume: Double?) {
    let desk = desk(("AMAT.csv", "Date,Close,\(name)\n2025-04-30,150.71,7273\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71])
    #expect(desk.histories["AMAT"]?.bars.first?.volume == volume)
  }

  // MARK: Tables side by side

  @Test(arguments: [
    "2025-04-30,0.0102,0.012\n2025-05-01,-0.0116,-0.0375\n", "2025-04-30,1.02,1.22\n2025-05-01,-1.16,-3.75\n",
    "2025-04-30,0.4,0.6\n2025-05-01,0.35,0.65\n", "2025-04-30,100,100\n2025-05-01,98.8,96.2\n",
    "2025-05-01,0.988,0.962\n2025-04-30,1,1\n",
  ])
  func refusesReturnsWeightsAndIndices(rows: String) {
    let desk = desk(("t.csv", "Date,AMAT,KLAC\n\(rows)"))
    #expect(desk.histories.isEmpty && desk.references.isEmpty)
    #expect(desk.problem("t.csv").contains("look like"))
  }

  @Test func refusesCountsUnderSymbols() {
    let volumes = "Date,AMAT,KLAC\n2025-04-30,7273600,1500000\n2025-05-01,5060974,1816000\n"
    #expect(desk(("t.csv", volumes)).histories.isEmpty)
    let held = "Date,AMAT,KLAC\n2025-04-30,10,5\n2025-05-01,12,5\n"
    for file in ["holdings.csv", "my-positions.csv", "dividends.csv"] {
      #expect(desk((file, held)).histories.isEmpty && desk((file, held)).references.isEmpty)
      #expect(desk((file, held)).problem(file).contains("no prices"))
    }
    #expect(closes(held, "holdings-prices.csv") == [10, 12])
  }

  @Test func readsPandasDumpOfAlphaVantage() {
    let text = "date,1. open,2. high,3. low,4. close,5. volume\n2025-05-01,149.9,151.2,147.8,148.96,5060974.0\n"
    let bar = desk(("AMAT.csv", text)).histories["AMAT"]?.bars.first
    #expect(bar?.open == 149.9 && bar?.high == 151.2 && bar?.low == 147.8)
    #expect(bar?.close == 148.96 && bar?.volume == 5_060_974)
  }

  @Test(arguments: [
    "PREV_CLOSE", "OFFICIAL CLOSE", "CLOSE_CHG", "TARGET_PRICE", "STRIKE_PRICE", "UNADJ_CLOSE", "PREV_CLOSE,BID_CLOSE",
    "Bid,Ask", "AMAT Open", "Open_AMAT,High_AMAT", "Volume_AMAT", "AMAT US Equity",
    "NASDAQ:AMAT",
    "AMAT (USD)", "settlement",
  ])
  func neitherClosesNorSeries(names: String) {
    let cells = names.contains(",") ? ",150.71,150.72" : ",150.71"
    let desk = desk(("AMAT.csv", "Date,\(names)\n2025-04-30\(cells)\n2025-05-01\(cells)\n"))
    #expect(desk.histories.isEmpty && desk.references.isEmpty, "\(names)")
    #expect(desk.report("AMAT.csv")?.state != .ok)
  }

  @Test(arguments: ["AMAT US Equity", "NASDAQ:AMAT", "AMAT (USD)", "Open_AMAT", "Volume_AMAT", "amat open"])
  func pricesOfASymbolAreNoSeries(name: String) {
    let desk = desk(("data.csv", "Date,\(name)\n2025-04-30,150.71\n2025-05-01,148.96\n"))
    #expect(desk.histories.isEmpty && desk.references.isEmpty, "\(name)")
  }

  @Test(arguments: ["amat_close", "AMAT PX_LAST", "Close_AMAT", "close_amat"])
  func readsClosesOfASymbolOfTheDesk(name: String) {
    #expect(closes("date,\(name)\n2025-04-30,150.71\n2025-05-01,148.96\n", "c.csv") == [150.71, 148.96], "\(name)")
  }

  @Test(arguments: ["ADJ_CLOSE", "PX_LAST"]) func readsNamesInCapitals(name: String) {
    #expect(closes("Date,\(name)\n2025-04-30,150.71\n2025-05-01,148.96\n") == [150.71, 148.96])
  }

  // MARK: The index of pandas

  @Test(arguments: ["", "Unnamed: 0"]) func unnamedColumnOfDatesIsTheDate(name: String) {
    let rows = "2025-04-30,150.71,702.69\n2025-05-01,148.96,676.31\n"
    #expect(closes("\(name),AMAT,KLAC\n\(rows)", "c.csv", of: "KLAC") == [702.69, 676.31])
    #expect(closes("\(name),Close,Open\n\(rows)") == [150.71, 148.96])
    let times = "2025-04-30 00:00:00,150.71,151\n2025-05-01 00:00:00,148.96,150\n"
    #expect(closes("\(name),Close,High\n\(times)") == [150.71, 148.96])
    #expect(closes("\(name),date,close\n0,2025-04-30,150.71\n1,2025-05-01,148.96\n") == [150.71, 148.96])
  }

  // MARK: Fields that are none

  @Test(arguments: ["0", "-1", "#N/A", "#####", "0.00"]) func anOpenThatIsNoneLeavesTheClose(field: String) {
    let text = "Date,Open,High,Low,Close,Volume\n2025-05-01,\(field),151.2,147.8,148.96,5060974\n"
    let desk = desk(("AMAT.csv", text))
    let bar = desk.histories["AMAT"]?.bars.first
    #expect(bar?.close == 148.96 && bar?.high == 151.2 && bar?.volume == 5_060_974)
    #expect(bar?.open == nil)
    #expect(desk.problem("AMAT.csv").contains("\"\(field)\"") == !field.hasPrefix("0"))
  }

  @Test func aVolumeThatIsNoneLeavesTheClose() {
    let desk = desk(("AMAT.csv", "Date,Close,Volume\n2025-05-01,148.96,#####\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [148.96])
    #expect(desk.problem("AMAT.csv").contains("#####"))
  }

  @Test(arguments: ["0", "-1", "#N/A", "#####", "-5"]) func aCloseThatIsNoneRefusesTheRow(field: String) {
    #expect(closes("Date,Open,Close\n2025-04-30,150,150.71\n2025-05-01,150,\(field)\n") == [150.71])
  }

  // MARK: Names

  /// COSCO is what the watchlist calls 1919.HK, and not its listing in Shanghai.
  @Test(arguments: [("1919.HK.csv", true), ("01919.HK.csv", true), ("601919.SS.csv", false), ("AMAT.csv", false)])
  func wordsThatAreTheOwnersOtherName(file: String, isOwn: Bool) {
    let text = "date,Papier,close\n2025-04-29,COSCO,10.2\n2025-04-30,COSCO,10.3\n"
    let desk = desk((file, text))
    #expect(desk.histories.isEmpty != isOwn, "\(desk.problem(file))")
    if !isOwn { #expect(desk.problem(file).contains("found COSCO in all rows")) }
  }

  /// pandas numbers what stands twice: the second is another symbol's.
  @Test func numberedNamesStandTwice() {
    let desk = desk(("AMAT.csv", "Date,Close,Close.1\n2025-04-30,150.71,702.69\n2025-05-01,148.96,676.31\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("AMAT.csv").contains("found the column \"Close\" twice"))
  }

  @Test func messagesAreShortWhateverTheHeaderIs() {
    let long = String(repeating: "x", count: 1_000_000)
    let rows = ["2025-04-29,1,KLAC,KLAC", "2025-04-30,2,KLAC,AMAT", "2025-05-01,3,KLAC,AMAT"]
    for header in [
      "Date,AMAT,\(long),KLAC", "Date,Close,\(long),\(long)", "Date,\(long),Close", "\(long),AMAT,Close,x",
      "Date,\(long) AMAT,SPY,DGS10", "Date,Close,Strike,\(long)", "\(long)", "Date,Close (\(long)),a,b",
    ] {
      let desk = desk(("AMAT.csv", "\(header)\n" + rows.joined(separator: "\n") + "\n"))
      for problem in desk.report("AMAT.csv")?.problems ?? [] { #expect(problem.message.utf8.count < 400) }
      #expect(desk.histories.isEmpty || desk.report("AMAT.csv")?.state != .ok)
    }
  }

  /// What such tables are is the watchlist's to say: they are read again when it names others.
  @Test(arguments: ["observation_date", "DATE", "日期", "month", "TRADE_DATE"]) func datedTablesAskTheDesk(date: String) {
    let bytes = Array("\(date),XYZ\n2025-04-30,150.71\n".utf8)
    let outcome = bytes.withUnsafeBytes {
      FileOutcome(
        FileInput(path: "f.csv", bytes: $0, readable: $0.count, watchlist: SymbolsOfWatchlist(), parser: JSONParser()))
    }
    #expect(outcome.asksDesk)
  }

  @Test func publishedSeriesBecomesClosesOnceTheWatchlistNamesIt() {
    let file = ("fred.csv", "observation_date,VIXCLS\n2025-04-30,24.7\n2025-05-01,24.6\n")
    #expect(desk(file).references.map(\.id) == ["VIXCLS"])
    let watchlist = "schema: detente/watchlist/1\nsectors: [{ name: Fear, instruments: [{ symbol: VIXCLS }] }]\n"
    let named = desk(file, ("watchlist.yaml", watchlist))
    #expect(named.references.isEmpty)
    #expect(named.histories["VIXCLS"]?.bars.map(\.close) == [24.7, 24.6])
  }
}
