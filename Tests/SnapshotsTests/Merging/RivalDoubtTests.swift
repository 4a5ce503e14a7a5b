import Market
import Testing

@testable import Snapshots

/// Files that tell one name otherwise: closes of one day, and quotes of one moment under two of its names.
@Suite struct RivalDoubtTests {
  private static let header = "Date,Open,High,Low,Close,Volume\n"
  private static let plain =
    header + """
      2025-06-11,41.1,41.9,40.8,41.5,220000
      2025-06-12,41.6,42.4,41.3,42.2,250000
      2025-06-13,42.1,42.3,41.7,42,190000

      """
  /// After a split of 5:1 that neither tells.
  private static let fifth =
    header + """
      2025-06-11,8.22,8.38,8.16,8.3,1100000
      2025-06-12,8.32,8.48,8.26,8.44,1250000
      2025-06-13,8.42,8.46,8.34,8.4,950000

      """
  private let days = [Day(2025, 6, 11)!, Day(2025, 6, 12)!, Day(2025, 6, 13)!]

  private func history(_ files: (String, String)...) -> History? {
    Desk(files: files.map { ($0.0, Array($0.1.utf8)) }).histories["MOS"]
  }

  @Test func bothFilesAreNamed() {
    let read = desk(("MOS.csv", Self.plain), ("mos_us_d.csv", Self.fifth))
    #expect(
      read.histories["MOS"]?.doubts.mapValues(\.reason) == [
        days[0]: "41.50 in MOS.csv", days[1]: "42.20 in MOS.csv", days[2]: "42.00 in MOS.csv",
      ])
    #expect(read.report("MOS.csv")?.state == .partial)
    #expect(
      read.problem("MOS.csv")
        == "MOS.csv:2: found MOS 41.50 of 2025-06-11, doubtful: 8.30 in mos_us_d.csv, which is shown")
    #expect(
      read.problem("mos_us_d.csv") == "mos_us_d.csv:2: found MOS 8.30 of 2025-06-11, doubtful: 41.50 in MOS.csv")
  }

  @Test func aThirdFileSettlesIt() {
    #expect(history(("MOS.csv", Self.plain), ("a/MOS.csv", Self.fifth), ("b/MOS.csv", Self.plain))?.doubts == [:])
    let quote = quotes(row("MOS", "41.9", time: "2025-06-13T15:59:00-04:00"))
    let read = history(("MOS.csv", Self.plain), ("A.csv", Self.fifth.replacingSymbol("MOS")), ("q.json", quote))
    #expect(read?.bars.last?.close == 42)
    #expect(read?.doubts.keys.sorted() == [days[0], days[1]])
  }

  @Test(arguments: [("42", "44.1", false), ("42", "44.3", true), ("42", "39.95", false), ("42", "39.8", true)])
  func fivePercentDecide(a: String, b: String, isDoubtful: Bool) {
    let read = history(
      ("a/MOS.csv", "Date,Close\n2025-06-13,\(a)\n"), ("b/MOS.csv", "Date,Close\n2025-06-13,\(b)\n"))
    #expect(read?.doubts.isEmpty == !isDoubtful)
  }

  @Test func rawAndAdjustedClosesAreNoRivals() {
    let both = "Date,Close,Adj Close\n2025-06-11,41.5,8.3\n2025-06-12,42.2,8.44\n2025-06-13,42,8.4\n"
    #expect(history(("a/MOS.csv", Self.fifth), ("b/MOS.csv", both))?.doubts == [:])
    let told = "Date,Close,Dividends,Stock Splits\n2025-06-11,41.5,0,0\n2025-06-12,8.44,0,5\n2025-06-13,8.4,0,0\n"
    for files in [[("a/MOS.csv", Self.fifth), ("b/MOS.csv", told)], [("a/MOS.csv", told), ("b/MOS.csv", Self.fifth)]] {
      #expect(Desk(files: files.map { ($0.0, Array($0.1.utf8)) }).histories["MOS"]?.doubts == [:])
    }
  }

  /// One file is adjusted for dividends that neither tells: apart by more than 5 % only long ago.
  @Test func adjustmentsThatGrowAreNoRivals() {
    let raw = "Date,Close\n2025-06-09,40\n2025-06-10,40\n2025-06-11,40\n2025-06-12,40\n2025-06-13,40\n"
    let adjusted = "Date,Close\n2025-06-09,36.9\n2025-06-10,37.6\n2025-06-11,38.4\n2025-06-12,39.2\n2025-06-13,40\n"
    #expect(history(("a/MOS.csv", raw), ("b/MOS.csv", adjusted))?.doubts == [:])
  }

  /// A file whose last close is a hundred times off stands beside one that is right.
  @Test func theBarThatIsNotDoubtfulIsUsed() {
    let wrong = Self.plain.replacing("42.1,42.3,41.7,42,", with: "4210,4230,4170,4200,")
    let read = desk(("a/MOS.csv", Self.plain), ("b/MOS.csv", wrong))
    #expect(read.histories["MOS"]?.bars.map(\.close) == [41.5, 42.2, 42])
    #expect(read.histories["MOS"]?.doubts == [:])
    #expect(read.report("a/MOS.csv")?.state == .ok)
    #expect(read.problem("b/MOS.csv").hasPrefix("b/MOS.csv:4: found MOS 4200.00 of 2025-06-13, doubtful: 100 times"))
  }

  /// What only the other file tells stands on another level too.
  @Test func daysOfAFileThatContradictsOnAllOthers() {
    let elsewhere = "Date,Close\n2025-06-12,36.4\n2025-06-13,36.3\n2025-06-16,36.6\n"
    let read = history(("MOS.csv", Self.plain), ("xetra/MOS.csv", elsewhere))
    #expect(read?.bars.map(\.close) == [41.5, 36.4, 36.3, 36.6])
    #expect(read?.doubts[days[0]]?.reason == "MOS.csv tells other closes than xetra/MOS.csv")
    #expect(read?.doubts.keys.sorted() == days)
  }

  private static let watchlist = """
    schema: detente/watchlist/1
    sectors: [{ name: Farm, instruments: [{ symbol: MOS, aliases: [MOSX], exchange: XNYS }] }]
    """

  @Test func closesUnderTwoNames() {
    let read = desk(("w.yaml", Self.watchlist), ("MOS.csv", Self.plain), ("MOSX.csv", Self.fifth))
    #expect(read.histories["MOS"]?.doubts[days[2]]?.reason == "8.40 in MOSX.csv")
    #expect(read.histories["MOSX"]?.doubts[days[2]]?.reason == "42.00 in MOS.csv")
    #expect(read.histories["MOS"]?.doubts.keys.sorted() == days)
    let same = desk(("w.yaml", Self.watchlist), ("MOS.csv", Self.plain), ("MOSX.csv", Self.plain))
    #expect(same.histories.values.allSatisfy { $0.doubts.isEmpty })
  }

  @Test func twoNamesAtOneTime() {
    func doubts(_ price: String, at time: String) -> [String?] {
      let read = desk(
        ("w.yaml", Self.watchlist), ("a.json", quotes(row("MOS", "42.00", time: "2025-06-13T14:00:00-04:00"))),
        ("b.json", quotes(row("MOSX", price, time: "2025-06-13T\(time)-04:00"))))
      return [read.quotes["MOS"]?.doubt?.reason, read.quotes["MOSX"]?.doubt?.reason]
    }
    #expect(
      doubts("46.20", at: "14:00:00") == [
        "42.00 and 46.20 (b.json:1) stand at one time", "46.20 and 42.00 (a.json:1) stand at one time",
      ])
    #expect(doubts("46.20", at: "14:00:01") == [nil, nil])
    #expect(doubts("42.00", at: "14:00:00") == [nil, nil])
  }

  /// Pounds in a table of pence: two of them are no new level.
  @Test func aFileThatChangesItsUnit() {
    let mixed = "Date,Close\n2025-06-10,351\n2025-06-11,350.5\n2025-06-12,3.52\n2025-06-13,3.55\n"
    let read = desk(("BP.L.csv", mixed)).histories["BP.L"]
    #expect(read?.doubts.keys.sorted() == [days[1], days[2]])
    let back = desk(("BP.L.csv", mixed + "2025-06-16,356\n")).histories["BP.L"]
    #expect(back?.doubts.keys.sorted() == [days[1], days[2]])
    // In dollars two closes are a new level.
    #expect(desk(("BP.csv", mixed)).histories["BP"]?.doubts == [:])
  }
}

extension String {
  /// With a column of symbols.
  fileprivate func replacingSymbol(_ symbol: String) -> String {
    split(separator: "\n").enumerated().map { "\($0 == 0 ? "Symbol" : symbol),\($1)\n" }.joined()
  }
}
