import Market
import Testing

@testable import Snapshots

/// Numbers under symbols of which nothing says that they are prices: doubtful, until another file agrees.
@Suite struct UntoldTableTests {
  private static let closes = "Date,AMAT,KLAC\n2025-04-29,149.19,694.2\n2025-04-30,150.71,702.69\n"
  /// As ratios of price and earnings are.
  private static let ratios = "Date,AMAT,KLAC\n2025-04-29,20.19,24.2\n2025-04-30,20.71,24.69\n"
  private static let quotes = """
    {"schema":"detente/quotes/1","quotes":[
      {"symbol":"AMAT","time":"2025-05-01T19:59:00Z","price":148.96,"previousClose":150.71},
      {"symbol":"KLAC","time":"2025-05-01T19:59:00Z","price":676.31}]}
    """

  private func reasons(_ desk: Desk, _ symbol: String) -> Set<String?> {
    Set(desk.histories[symbol]?.bars.map { bar in desk.histories[symbol]?.doubts[bar.day]?.reason } ?? [])
  }

  @Test(arguments: ["data.csv", "sheet1.csv", "semis-2025.csv", "equity_curve.csv"]) func aloneIsDoubtful(file: String)
  {
    let desk = desk((file, Self.ratios))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [20.19, 20.71])
    #expect(reasons(desk, "AMAT") == ["nothing says that these are prices"])
    #expect(reasons(desk, "KLAC") == ["nothing says that these are prices"])
    #expect(desk.report(file)?.state == .partial)
    #expect(
      desk.problem(file)
        == "\(file):3: found AMAT 20.71 of 2025-04-30, doubtful: nothing says that these are prices, "
        + "expected `closes` in the file's name or another file that agrees")
  }

  @Test func oneColumnIsNoBetter() {
    #expect(reasons(desk(("x.csv", "Date,AMAT\n2025-04-30,55.1\n2025-05-01,53.3\n")), "AMAT").count == 1)
    #expect(desk(("x.csv", "Date,AMAT\n2025-04-30,55.1\n2025-05-01,53.3\n")).histories["AMAT"]?.doubts.count == 2)
  }

  @Test(arguments: [
    "closes.csv", "prices.csv", "Close.csv", "daily_closing_prices.csv", "us-px.csv", "adj_close.csv",
    "prices/2025.csv",
    "收盘价.csv", "ohlc.csv",
  ])
  func wordsOfThePathSayPrices(file: String) {
    let desk = desk((file, Self.closes))
    #expect(desk.histories["AMAT"]?.doubts == [:], "\(file)")
    #expect(desk.histories["KLAC"]?.doubts == [:], "\(file)")
    #expect(desk.report(file)?.state == .ok, "\(file)")
  }

  @Test(arguments: ["Closing prices in USD\n", "# adjusted close\n"]) func titlesSayPrices(title: String) {
    let desk = desk(("data.csv", title + Self.closes))
    #expect(desk.histories["AMAT"]?.doubts == [:])
    #expect(desk.report("data.csv")?.state == .ok)
  }

  /// A title that names what is made of prices says no prices.
  @Test func titlesOfRatiosDoNot() {
    #expect(desk(("data.csv", "Price/Earnings ratio\n" + Self.ratios)).histories["AMAT"]?.doubts.count == 2)
  }

  @Test(arguments: [
    "price_to_book.csv", "price-earnings.csv", "closed_positions.csv", "price_vol.csv", "relative_prices.csv",
  ])
  func namesOfWhatIsMadeOfPrices(file: String) {
    let desk = desk((file, Self.ratios))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem(file).contains("which are no prices"))
  }

  @Test func quotesThatAgreeProveIt() {
    let desk = desk(("data.csv", Self.closes), ("quotes.json", Self.quotes))
    #expect(desk.histories["AMAT"]?.doubts == [:])
    #expect(desk.histories["KLAC"]?.doubts == [:])
    #expect(desk.report("data.csv")?.state == .ok)
  }

  /// Nor is a good quote doubted for them.
  @Test func quotesThatDoNotAreShownPlain() {
    let desk = desk(("data.csv", Self.ratios), ("quotes.json", Self.quotes))
    #expect(desk.histories["AMAT"]?.doubts.count == 2)
    #expect(desk.quotes["AMAT"]?.doubt == nil)
    #expect(desk.quotes["KLAC"]?.doubt == nil)
  }

  @Test func anotherFilesClosesProveTheWholeTable() {
    let desk = desk(("data.csv", Self.closes), ("AMAT.csv", "Date,Close\n2025-04-28,149.02\n2025-04-29,149.19\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [149.02, 149.19, 150.71])
    #expect(desk.histories["AMAT"]?.doubts == [:])
    #expect(desk.histories["KLAC"]?.doubts == [:])
  }

  /// Closes of a file that says so are shown before numbers of one that does not, though these go on longer.
  @Test func otherClosesAreShownBeforeIt() {
    let desk = desk(("data.csv", Self.ratios), ("AMAT.csv", "Date,Close\n2025-04-28,149.02\n2025-04-29,149.19\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [149.02, 149.19, 20.71])
    #expect(desk.histories["AMAT"]?.doubts.keys.map(\.description) == ["2025-04-30"])
    #expect(desk.histories["KLAC"]?.doubts.count == 2)
    #expect(desk.report("AMAT.csv")?.state == .ok)
  }

  /// One of two by chance is none.
  @Test func halfOfTheNamesIsNoProof() {
    let mixed = "Date,AMAT,KLAC\n2025-04-29,149.19,24.2\n2025-04-30,150.71,24.69\n"
    let desk = desk(("data.csv", mixed), ("quotes.json", Self.quotes))
    #expect(desk.histories["AMAT"]?.doubts.count == 2)
    #expect(desk.histories["KLAC"]?.doubts.count == 2)
  }

  /// Two copies of one table do not prove each other.
  @Test func suchTablesDoNotProveEachOther() {
    let desk = desk(("a.csv", Self.ratios), ("b.csv", Self.ratios))
    #expect(desk.histories["AMAT"]?.doubts.count == 2)
  }

  @Test func minutesAreDoubtfulToo() {
    let rows = (30..<40).map { "2025-05-01 09:\($0):00-04:00,5\($0 % 10).1,43.\($0)\n" }.joined()
    let desk = desk(("x.csv", "Datetime,AMAT,KLAC\n" + rows))
    #expect(desk.intraday["AMAT"]?.bars.count == 10)
    #expect(desk.intraday["AMAT"]?.doubts.count == 10)
    #expect(Self.isPlain(Desk(files: [("closes.csv", Array("Datetime,AMAT,KLAC\n\(rows)".utf8))])))
  }

  private static func isPlain(_ desk: Desk) -> Bool {
    desk.intraday["AMAT"]?.bars.count == 10 && desk.intraday.values.allSatisfy(\.doubts.isEmpty)
  }

  /// What quotes prove, quotes can disprove.
  @Test func followsTheQuotes() {
    let folder = Folder()
    folder.put("data.csv", Self.closes)
    folder.age("data.csv")
    let running = Running(folder.path)
    #expect(running.wait { $0.histories["AMAT"]?.doubts.count == 2 })
    folder.put("quotes.json", Self.quotes)
    #expect(
      running.wait { $0.histories["AMAT"]?.doubts.isEmpty == true && $0.histories["KLAC"]?.doubts.isEmpty == true })
    folder.put(
      "quotes.json", Self.quotes.replacing("148.96,\"previousClose\":150.71", with: "48.2").replacing("676", with: "76")
    )
    #expect(running.wait { $0.histories["AMAT"]?.doubts.count == 2 })
  }
}
