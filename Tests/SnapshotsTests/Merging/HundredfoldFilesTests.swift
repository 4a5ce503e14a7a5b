import Market
import Testing

@testable import Snapshots

/// A file wholly in cents: doubtful where another file tells a hundredth, believed where nothing is known.
@Suite struct HundredfoldFilesTests {
  private static let cents = "Date,AMAT,KLAC\n2025-04-29,14919,69420\n2025-04-30,15071,70269\n2025-05-01,14896,67631\n"
  private static let dollars =
    "Date,Open,High,Low,Close\n2025-04-29,148.1,150.02,147.3,149.19\n2025-04-30,145.97,151.04,144.71,150.71\n"

  private static func quote(_ price: Double, at time: String = "2025-05-01T19:59:00Z") -> String {
    #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"\#(time)","price":\#(price)}]}"#
  }

  private func reasons(_ desk: Desk, _ symbol: String) -> Set<String?> {
    Set(desk.histories[symbol]?.bars.map { desk.histories[symbol]?.doubts[$0.day]?.reason } ?? [])
  }

  @Test func aloneIsBelieved() {
    let desk = desk(("closes.csv", Self.cents))
    #expect(reasons(desk, "AMAT") == [nil])
    #expect(desk.report("closes.csv")?.state == .ok)
  }

  /// All of its names are doubtful, those too that no other file tells.
  @Test(arguments: [
    ("AMAT.csv", dollars),
    // Its last close is of the day before the first in cents.
    ("AMAT.csv", "Date,Close\n2025-04-25,146.01\n2025-04-28,147.2\n"),
    // Of days after.
    ("AMAT.csv", "Date,Close\n2025-05-02,154.1\n2025-05-05,152\n"),
    ("q.json", quote(149.3)), ("q.json", quote(147.9, at: "2025-04-28T19:59:00Z")),
  ])
  func isDoubtfulBesideAHundredth(file: String, text: String) {
    let desk = desk(("closes.csv", Self.cents), (file, text))
    let doubt = "100 times what \(file) tells: other units?"
    let days = ["2025-04-29", "2025-04-30", "2025-05-01"].compactMap { Day($0) }
    #expect(days.allSatisfy { desk.histories["KLAC"]?.doubts[$0]?.reason == doubt })
    for day in days where desk.histories["AMAT"]?.bars.first(where: { $0.day == day })?.close ?? 0 > 1000 {
      #expect(desk.histories["AMAT"]?.doubts[day] != nil)
    }
    #expect(desk.histories["AMAT"]?.bars.contains { $0.day == days[2] && $0.close == 14896 } == true)
    #expect(desk.report("closes.csv")?.state == .partial)
    #expect(desk.problem("closes.csv").contains("doubtful"))
    #expect(desk.quotes["AMAT"]?.doubt == nil, "the price in dollars is none to be doubted")
  }

  /// Quotes come and go; the doubt follows from what is there.
  @Test func followsTheQuotes() {
    var assembly = Assembly()
    assembly.add(["closes.csv", "q.json"].map { Array($0.utf8) })
    assembly.read("closes.csv", Self.cents)
    #expect(reasons(assembly.desk, "KLAC") == [nil])
    assembly.read("q.json", Self.quote(149.3))
    #expect(reasons(assembly.desk, "KLAC") == ["100 times what q.json tells: other units?"])
    assembly.read("q.json", Self.quote(14930))
    #expect(reasons(assembly.desk, "KLAC") == [nil])
  }

  /// Another file at its level makes it one of two that contradict a third.
  @Test func anotherFileThatAgreesIsEnough() {
    let desk = desk(
      ("closes.csv", Self.cents), ("AMAT.csv", "Date,Close\n2025-04-29,14919\n2025-04-30,15071\n"),
      ("q.json", Self.quote(149.3)))
    #expect(desk.histories["AMAT"]?.doubts[Day("2025-04-30")!] == nil)
    #expect(desk.quotes["AMAT"]?.doubt != nil)
  }

  /// Ten times, or a thousand, is no other unit: the rule of jumps has it.
  @Test func otherFactorsAreNone() {
    let desk = desk(("closes.csv", "Date,AMAT\n2025-04-29,1491.9\n2025-04-30,1507.1\n"), ("q.json", Self.quote(149.3)))
    #expect(reasons(desk, "AMAT") == [nil])
    #expect(desk.quotes["AMAT"]?.doubt != nil)
  }

  /// Pence beside pounds are one price in two units.
  @Test func penceAreNone() {
    let watchlist = """
      schema: detente/watchlist/1
      sectors:
        - name: Telecoms
          instruments:
            - { symbol: VOD.L, currency: GBP }
      """
    let desk = desk(
      ("watchlist.yaml", watchlist), ("VOD.L.csv", "Date,Close\n2025-04-29,71.5\n2025-04-30,72.1\n"),
      (
        "q.json",
        #"{"schema":"detente/quotes/1","quotes":[{"symbol":"VOD.L","time":"2025-05-01T11:00:00Z","price":0.722,"currency":"GBP"}]}"#
      ))
    #expect(desk.histories["VOD.L"]?.doubts == [:])
    #expect(desk.quotes["VOD.L"]?.doubt == nil)
  }
}
