import Foundation
import Market
import Testing

@testable import Snapshots

/// Tables with a column for each symbol whose numbers are no prices are refused; those of prices are read, however small,
/// whole or still they are.
@Suite struct PriceEvidenceTests {
  /// Sessions of March and April 2025 at New York.
  private static let days: [String] = {
    let first = Day(2025, 3, 3) ?? Day(number: 0)
    return (0..<59).map { first.advanced(by: $0) }.filter { !$0.isWeekend && $0.description != "2025-04-18" }
      .map(\.description)
  }()

  /// A walk with moves of either sign, the same in every run.
  private static func walk(_ start: Double, _ move: Double) -> [Double] {
    var (state, value) = (UInt64(20250501), start)
    return days.map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let unit = Double(state >> 11) / Double(1 << 53) * 2 - 1
      defer { value *= exp(unit * move) }
      return value
    }
  }

  private static func table(_ header: String, _ columns: [[Double]], digits: Int) -> String {
    days.indices.reduce(into: "\(header)\n") { text, row in
      text += days[row] + "," + columns.map { String(format: "%.\(digits)f", $0[row]) }.joined(separator: ",") + "\n"
    }
  }

  private static let amat = walk(150, 0.04)
  private static let klac = walk(690, 0.03).reversed() as [Double]
  private static func moves(_ prices: [Double]) -> [Double] {
    prices.indices.map { prices[$0] / prices[max(0, $0 - 1)] - 1 }
  }

  private func expectRefusal(_ text: String, _ file: String, _ words: String) {
    let desk = desk((file, text))
    #expect(desk.histories.isEmpty && desk.references.isEmpty, "\(file)\n\(text.prefix(200))")
    #expect(desk.problem(file).contains(words), "\(desk.problem(file))")
  }

  // MARK: What is no price

  @Test(arguments: ["date,AMAT", "Date,Close", "Date,Adj Close"]) func returnsOfOneSymbol(header: String) {
    expectRefusal(Self.table(header, [Self.moves(Self.amat)], digits: 6), "AMAT.csv", "which look like returns")
  }

  @Test func returnsAsAccountsWriteThem() {
    expectRefusal("Date,AMAT,KLAC\n2025-04-30,(1.02),1.22\n2025-05-01,1.16,(3.75)\n", "t.csv", "look like returns")
    expectRefusal("Date,AMAT\n2025-04-30,(1.02%)\n2025-05-01,1.16%\n", "t.csv", "look like returns")
  }

  /// `df.pct_change().to_csv()` keeps the names.
  @Test func returnsUnderTheNamesOfBars() {
    let returns = Self.moves(Self.amat)
    let text = Self.table("Date,Open,High,Low,Close,Volume", Array(repeating: returns, count: 5), digits: 8)
    expectRefusal(text, "AMAT.csv", "closes below 0, which look like returns")
  }

  @Test func sizesOfMoves() {
    let sizes = Self.moves(Self.amat).map { abs($0) + 1e-7 }
    expectRefusal(Self.table("date,AMAT", [sizes], digits: 8), "AMAT.csv", "leap from row to row")
    expectRefusal("date,AMAT\n2025-04-29,0.0102\n2025-04-30,0.0116\n", "AMAT.csv", "values below 0.1 only")
  }

  @Test(arguments: [
    "volume", "dividends", "weights", "returns", "my-shares", "scores", "dailyReturns", "beta_60d", "price_target",
    "log_prices", "iv", "Market-Positions", "open", "daily_high_prices", "lows",
  ])
  func whatTheFileIsCalled(name: String) {
    expectRefusal("Date,AMAT,KLAC\n2025-04-30,10.1,5.2\n2025-05-01,12.3,5.3\n", "\(name).csv", "which are no prices")
  }

  @Test func volumesInThousands() {
    let volumes = Self.amat.indices.map { row in (Self.amat[row] * Double(30 + row * 7 % 23)).rounded() }
    expectRefusal(
      Self.table("Date,AMAT,KLAC", [volumes, volumes.reversed()], digits: 0), "t.csv", "leap from row to row")
    let whole = volumes.map { $0 * 1000 }
    expectRefusal(Self.table("Date,AMAT", [whole], digits: 0), "t.csv", "look like volumes")
  }

  @Test func dividends() {
    let rare = { (row: Int, value: Double) in Self.days.indices.map { $0 == row ? value : 0 } }
    let zeros = Self.table("Date,AMAT,KLAC", [rare(12, 0.46), rare(5, 1.7)], digits: 2)
    expectRefusal(zeros, "t.csv", "0 nearly everywhere")
    expectRefusal(zeros.replacing("0.00", with: ""), "t.csv", "values on few days only")
    let listed = """
      Date,AMAT,KLAC
      2024-02-21,1.32,
      2024-02-22,,1.45
      2024-05-22,1.40,
      2024-05-24,,1.45
      2024-08-22,1.40,
      2024-08-23,,1.45
      2025-02-20,1.40,

      """
    expectRefusal(listed, "t.csv", "mostly have no value")
  }

  @Test func holdings() {
    let (many, few) = (Self.days.indices.map { $0 < 20 ? 100.0 : 150 }, Self.days.indices.map { $0 < 30 ? 50.0 : 20 })
    expectRefusal(Self.table("Date,AMAT,KLAC", [many, few], digits: 0), "t.csv", "look like holdings")
    let traded = Self.days.indices.map { $0 % 7 < 3 ? 0.0 : 100 }
    expectRefusal(Self.table("Date,AMAT,KLAC", [traded, few], digits: 0), "t.csv", "found 0 between values")
  }

  @Test func weights() {
    let first = Self.walk(40, 0.02).map { ($0 * 100).rounded() / 100 }
    let rest = first.map { 100 - $0 }
    expectRefusal(Self.table("Date,AMAT,KLAC", [first, rest], digits: 2), "t.csv", "always make 100")
    let levered = first.map { 150 - $0 }
    expectRefusal(Self.table("Date,AMAT,KLAC", [first, levered], digits: 2), "t.csv", "look like weights")
    expectRefusal("Date,AMAT,KLAC,CASH\n2025-05-01,40,35,25\n", "t.csv", "always make 100")
  }

  @Test func scores() {
    let scores = Self.days.indices.map { Double(20 + $0 * 37 % 71) }
    expectRefusal(Self.table("Date,AMAT,KLAC", [scores, scores.reversed()], digits: 0), "t.csv", "scores")
  }

  @Test func pricesThatStandAtAHundredSomewhere() {
    let based = [Self.amat, Self.klac].map { prices in prices.map { $0 / prices[5] * 100 } }
    expectRefusal(Self.table("Date,AMAT,KLAC", based, digits: 3), "t.csv", "look like an index")
  }

  // MARK: What is

  private func closes(_ text: String, _ symbol: String, _ file: String = "t.csv", _ more: String = "") -> [Double] {
    let watchlist = """
      schema: detente/watchlist/1
      sectors:
        - name: All
          instruments: [{ symbol: \(symbol), currency: USD }\(more)]
      """
    let desk = desk(("watchlist.yaml", watchlist), (file, text))
    #expect(desk.histories[symbol] != nil, "\(desk.problem(file))")
    return desk.histories[symbol]?.bars.compactMap { $0.close ?? $0.adjustedClose } ?? []
  }

  @Test(arguments: [
    ("7203.T", 2700.0, 0), ("005930.KS", 55_500, 0), ("207940.KS", 1_010_000, 0), ("8123.HK", 0.152, 3),
    ("EURGBP=X", 0.8512, 5), ("^TNX", 4.28, 3), ("^TNX", 0.62, 3), ("VOD.L", 71.4, 2), ("DOGE-USD", 0.17, 6),
    ("BRK-A", 780_500, 2),
  ])
  func pricesOfEverySize(symbol: String, start: Double, digits: Int) {
    let prices = Self.walk(start, 0.05)
    let two = Self.table("Date,\(symbol),SPY", [prices, Self.walk(555, 0.02)], digits: digits)
    let one = Self.table("Date,\(symbol)", [prices], digits: digits)
    let expected = prices.map { String(format: "%.\(digits)f", $0) }
    for text in [two, one] {
      let read = closes(text, symbol)
      // Holidays of other venues are left out.
      #expect(read.count >= Self.days.count - 5)
      #expect(Set(read.map { String(format: "%.\(digits)f", $0) }).isSubset(of: expected), "\(symbol)")
    }
  }

  /// Where the file says that they are closes, all may be of penny stocks.
  @Test(arguments: [("closes.csv", ""), ("x.csv", "Closing prices\n"), ("penny-prices.csv", "")])
  func closesOfPennyStocks(file: String, title: String) {
    let text = title + "Date,SNDL,BITF\n2025-04-30,0.42,0.081\n2025-05-01,0.41,0.079\n"
    #expect(closes(text, "SNDL", file) == [0.42, 0.41])
    #expect(closes(text, "BITF", file) == [0.081, 0.079])
  }

  @Test func pricesThatStandStill() {
    let still = Self.table("Date,1919.HK", [Self.days.map { _ in 10 }], digits: 0)
    #expect(Set(closes(still, "1919.HK", "1919.HK.csv")) == [10])
    let beside = Self.table("Date,1919.HK,AMAT", [Self.days.map { _ in 10 }, Self.amat], digits: 2)
    #expect(Set(closes(beside, "1919.HK")) == [10])
  }

  /// Too few rows to move by.
  @Test func fewRows() {
    #expect(closes("Date,SNDL\n2025-04-30,0.42\n2025-05-01,0.41\n", "SNDL") == [0.42, 0.41])
    #expect(closes("Date,AMAT,KLAC\n2025-05-01,148.96,676.31\n", "AMAT") == [148.96])
  }

  @Test func namesThatAreAllSuspended() {
    let still = Self.table("Date,1919.HK,0700.HK", [Self.days.map { _ in 10 }, Self.days.map { _ in 500 }], digits: 0)
    #expect(Set(closes(still, "1919.HK")) == [10])
  }

  @Test func ratesOfCurrenciesAreSeries() {
    let desk = desk(("fx.csv", "Date,USD,EUR,CNY\n2025-04-30,1,0.88,7.27\n2025-05-01,1,0.886,7.26\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.references.map(\.id) == ["CNY", "EUR", "USD"])
  }

  @Test func pricesBeforeAListingAndOnWeekends() {
    let listed = Self.amat.indices.map { $0 < 18 ? 0 : Self.amat[$0] }
    #expect(closes(Self.table("Date,CRWV,SPY", [listed, Self.klac], digits: 2), "CRWV").count == Self.days.count - 18)
    var text = "Date,AMAT,KLAC\n"
    for number in 1...30 {
      guard let day = Day(2025, 4, number) else { continue }
      text += day.isWeekend ? "\(day),0,0\n" : "\(day),\(150 + Double(number) / 8),\(690 - Double(number) / 4)\n"
    }
    #expect(closes(text, "AMAT").first == 150.125)
  }

  @Test func oneDamagedValueIsRefusedAlone() {
    let text = Self.table("Date,AMAT,KLAC", [Self.amat, Self.klac], digits: 2)
    let damaged = text.replacing("2025-04-30,", with: "2025-04-30,-")
    #expect(closes(damaged, "AMAT").count == Self.days.count - 1)
    let raw = "Date,Close\n2025-04-29,149.19\n2025-04-30,-150.71\n2025-05-01,148.96\n"
    #expect(desk(("AMAT.csv", raw)).histories["AMAT"]?.bars.map(\.close) == [149.19, 148.96])
  }

  @Test func tablesOfFundsNamedForWhatTheyFollow() {
    let text = Self.table("Date,HYG,JNK", [Self.walk(79, 0.01), Self.walk(95, 0.01)], digits: 2)
    for file in [
      "high-yield-etfs.csv", "low-volatility-etfs.csv", "closing_prices.csv", "holdings-prices.csv", "price_log.csv",
    ] {
      #expect(closes(text, "HYG", file).count == Self.days.count, "\(file)")
    }
  }

  /// The file's name tells what the numbers under symbols alone are.
  @Test(arguments: ["Adj Close.csv", "adjclose.csv", "prices_adjusted.csv"]) func adjustedCloses(file: String) {
    let text = "Date,AMAT,KLAC\n2025-04-30,149.37,700.1\n2025-05-01,147.6,674.1\n"
    let bars = desk((file, text)).histories["AMAT"]?.bars ?? []
    #expect(bars.map(\.adjustedClose) == [149.37, 147.6])
    #expect(bars.allSatisfy { $0.close == nil })
  }

  @Test func codesOfChineseExchanges() {
    let text = "日期,sh.601919,600519\n2025-04-29,14.25,1550.1\n2025-04-30,14.2,1547\n"
    #expect(desk(("w.csv", text)).histories["601919.SS"]?.bars.map(\.close) == [14.25, 14.2])
  }
}
