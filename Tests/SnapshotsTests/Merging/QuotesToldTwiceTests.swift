import Market
import Testing

@testable import Snapshots

/// One symbol and time that stands twice among quotes, in one file or in two: the later state of the day counts.
@Suite struct QuotesToldTwiceTests {
  private static let range = #","open":149.9,"high":151.2,"low":147.8"#
  /// Two states of one day under one time, as a feed with a delay and one without write them.
  private static let early = row("AMAT", "149.3", "\(range),\"volume\":3810000")
  private static let late = row("AMAT", "148.96", "\(range),\"volume\":5060974")

  private static let reason = "larger volume, its range holds the other's"

  @Test(arguments: [[early, late], [late, early]]) func inOneFile(rows: [String]) {
    let read = desk(("q.json", quotes(rows[0], rows[1])))
    #expect(read.quotes["AMAT"]?.price == 148.96)
    #expect(read.quotes["AMAT"]?.volume == 5_060_974)
    #expect(read.quotes["AMAT"]?.doubt == nil)
    #expect(read.report("q.json")?.state == .partial)
    let line = rows[0] == Self.early ? 1 : 2
    #expect(
      read.report("q.json")?.problems.map(\.description) == [
        "q.json:\(line): found AMAT at 2025-05-01T18:31:03Z twice; used is the row of line \(3 - line): \(Self.reason)"
      ])
  }

  @Test(arguments: [("a.json", "b.json"), ("b.json", "a.json")]) func inTwoFiles(early: String, late: String) {
    let read = desk((early, quotes(row("SPY", "558.47"), Self.early)), (late, quotes(Self.late)))
    #expect(read.quotes["AMAT"]?.price == 148.96)
    #expect(read.quotes["AMAT"]?.doubt == nil)
    #expect(
      read.report(early)?.problems.map(\.description) == [
        "\(early):2: found AMAT at 2025-05-01T18:31:03Z twice; used is the row of \(late):1: \(Self.reason)"
      ])
    #expect(read.report(early)?.state == .partial)
    #expect(read.report(late)?.state == .ok)
  }

  /// A document of one line has no other place to name.
  @Test func inOneLine() {
    let text = quotes(Self.early, Self.late).replacing("\n", with: "")
    #expect(desk(("q.json", text)).problem("q.json").contains("used is the row with 148.96: \(Self.reason)"))
  }

  /// A price alone lies in the range or not.
  @Test(arguments: [("149.3", 148.96), ("151.2", 148.96), ("151.25", 151.25), ("147.75", 147.75)])
  func besideAPriceAlone(price: String, shown: Double) {
    let read = desk(("q.json", quotes(Self.late, row("AMAT", price, #","volume":3810000"#))))
    #expect(read.quotes["AMAT"]?.price == shown)
    let doubt = shown == 148.96 ? nil : "\(price) and 148.96 (q.json:1) stand at one time"
    #expect(read.quotes["AMAT"]?.doubt?.reason == doubt)
  }

  /// Nothing tells which is right: no volume, an equal one, a larger one outside the other's range.
  @Test(arguments: [
    row("AMAT", "149.3", range), row("AMAT", "149.3", "\(range),\"volume\":5060974"),
    row("AMAT", "149.3", #","open":149.9,"high":151.2,"low":147.9,"volume":9060974"#),
  ])
  func elseTheLaterCountsInDoubt(other: String) {
    let last = desk(("q.json", quotes(Self.late, other)))
    #expect(last.quotes["AMAT"]?.price == 149.3)
    #expect(last.quotes["AMAT"]?.doubt?.reason == "149.30 and 148.96 (q.json:1) stand at one time")
    let first = desk(("a.json", quotes(other)), ("b.json", quotes(Self.late)))
    #expect(first.quotes["AMAT"]?.price == 148.96)
    #expect(first.quotes["AMAT"]?.doubt?.reason == "148.96 and 149.30 (a.json:1) stand at one time")
  }

  @Test func ofThreeTheLargest() {
    let opening = row("AMAT", "149.9", #","high":150.1,"low":149.2,"volume":410000"#)
    let rows = [opening, Self.early, Self.late]
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let read = desk(("q.json", quotes(rows[order[0]], rows[order[1]], rows[order[2]])))
      #expect(read.quotes["AMAT"]?.price == 148.96)
      #expect(read.quotes["AMAT"]?.doubt == nil)
      #expect(read.report("q.json")?.problems.count == 2)
    }
    // A third that it does not hold leaves all in doubt, wherever it stands.
    let outside = row("AMAT", "146.1", #","volume":410000"#)
    for rows in [[outside, Self.early, Self.late], [Self.early, Self.late, outside]] {
      #expect(desk(("q.json", quotes(rows[0], rows[1], rows[2]))).quotes["AMAT"]?.doubt != nil)
    }
  }

  @Test func aLaterQuoteEndsIt() {
    let next = row("AMAT", "148.7", time: "2025-05-01T18:31:04Z", #","volume":5061100"#)
    let read = desk(("q.json", quotes(Self.late, Self.early, next)))
    #expect(read.quotes["AMAT"]?.price == 148.7)
    #expect(read.files.allSatisfy { $0.state == .ok && $0.problems.isEmpty })
  }

  /// At the closing bell the evening begins: its price stands beside the session's.
  @Test func anotherSessionIsAnotherTime() {
    let post = row("AMAT", "149.3", #","session":"post","volume":12000"#)
    let read = desk(("q.json", quotes(Self.late, post)))
    #expect(read.quotes["AMAT"]?.price == 148.96)
    #expect(read.quotes["AMAT"]?.extended?.price == 149.3)
    #expect(read.quotes["AMAT"]?.extended?.origin == Origin(file: "q.json", line: 2))
    #expect(read.files.allSatisfy { $0.state == .ok && $0.problems.isEmpty })
  }

  /// A file that told the session's price and now tells only the evening's does not hide the close.
  @Test func theEveningDoesNotHideTheClose() {
    var assembly = Assembly()
    assembly.add([Array("q.json".utf8)])
    assembly.read("q.json", quotes(row("AMAT", "702.69", time: "2025-05-01T20:00:00Z", "")))
    for (session, time, price) in [
      ("post", "2025-05-01T20:20:00Z", 690.0), ("overnight", "2025-05-02T01:00:00Z", 688.5),
      ("pre", "2025-05-02T12:00:00Z", 693),
    ] {
      assembly.read("q.json", quotes(row("AMAT", "\(price)", time: time, #","session":"\#(session)""#)))
      #expect(assembly.desk.quotes["AMAT"]?.price == 702.69)
      #expect(assembly.desk.quotes["AMAT"]?.kept == false)
      #expect(assembly.desk.quotes["AMAT"]?.extended?.price == price)
    }
    assembly.read("q.json", quotes(row("AMAT", "700", time: "2025-05-02T14:00:00Z", "")))
    #expect(assembly.desk.quotes["AMAT"]?.price == 700 && assembly.desk.quotes["AMAT"]?.extended == nil)
  }

  /// A file is deleted for its wrong price: it counts no longer before one that is there.
  @Test func whatIsGoneGoesBehind() {
    var assembly = Assembly()
    assembly.add([Array("a.json".utf8), Array("b.json".utf8)])
    assembly.read("a.json", quotes(Self.late))
    assembly.read("b.json", quotes(Self.early))
    #expect(assembly.desk.quotes["AMAT"]?.price == 148.96)
    assembly.remove(at: 0)
    _ = assembly.merge()
    #expect(assembly.desk.quotes["AMAT"]?.price == 149.3)
    #expect(assembly.desk.quotes["AMAT"]?.doubt == nil)
    #expect(assembly.desk.report("b.json")?.state == .ok)
  }

  private static let watchlist = """
    schema: detente/watchlist/1
    sectors: [{ name: Ships, instruments: [{ symbol: 1919.HK, aliases: [COSCO], currency: HKD }] }]
    """

  /// Two names of one paper.
  @Test func underTwoNames() {
    let time = "2025-05-02T15:30:00+08:00"
    let early = row("1919.HK", "12.44", time: time, #","high":12.6,"low":12.3,"volume":9120000"#)
    let late = row("COSCO", "12.36", time: time, #","high":12.6,"low":12.28,"volume":14380500"#)
    let read = desk(("a.json", quotes(early)), ("b.json", quotes(late)), ("w.yaml", Self.watchlist))
    #expect(read.quotes.mapValues(\.price) == ["COSCO": 12.36])
    #expect(read.quotes["COSCO"]?.doubt == nil)
    #expect(
      read.problem("a.json")
        == "a.json:1: found 1919.HK at 2025-05-02T07:30:00Z twice; used is the row of b.json:1: \(Self.reason)")
    #expect(read.report("b.json")?.state == .ok)
  }
}
