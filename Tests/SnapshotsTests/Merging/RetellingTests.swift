import Foundation
import Market
import Testing

@testable import Snapshots

/// Two files that tell one thing.
@Suite struct RetellingTests {
  private func measure(_ rate: Int, id: String = "US-A", announced: String = "2025-04-02") -> String {
    """
    {"schema":"detente/tariffs/1","measures":[{"id":"\(id)","by":"US","on":"CN","title":"A","scope":"all","steps":[
    {"announced":"\(announced)","effective":"2025-04-10","rate":\(rate)}]}],
    "baselines":[{"by":"US","on":"CN","from":"2023-01-01","average":\(rate)}]}
    """
  }

  /// The one that sorts last counts, as before; both say so, and nothing is refused.
  @Test func namesBothFilesOfAMeasure() {
    let read = desk(("b.json", measure(100)), ("a.json", measure(125)))
    #expect(read.tariffs.measures.map { $0.steps.last?.rate } == [100])
    #expect(
      read.report("a.json")?.problems.map(\.description) == [
        "a.json:1: found US-A told otherwise in b.json, which counts",
        "a.json:3: found the average of US from 2023-01-01 told otherwise in b.json, which counts",
      ])
    #expect(
      read.report("b.json")?.problems.first?.description
        == "b.json:1: found US-A told otherwise in a.json, which does not count")
    #expect(read.files.map(\.state) == [.ok, .ok])
    #expect(read.files.flatMap(\.problems).allSatisfy { $0.isNotice })
  }

  /// The later data count, wherever they stand.
  @Test func letsTheNewestStepCount() {
    let read = desk(("a.json", measure(125, announced: "2025-04-09")), ("b.json", measure(100)))
    #expect(read.tariffs.measures.first?.steps.last?.rate == 125)
    #expect(read.problem("b.json") == "b.json:1: found US-A told otherwise in a.json, which counts")
  }

  @Test func isSilentWhereTheyAgree() {
    let pretty = measure(125).replacing("\n", with: " ").replacing(",\"steps\"", with: ",\n\n\"steps\"")
    #expect(desk(("a.json", measure(125)), ("b.json", pretty)).files.flatMap(\.problems) == [])
    #expect(
      desk(("a.json", measure(125)), ("b.json", measure(9, id: "US-B").replacing("2023", with: "2024")))
        .files.flatMap(\.problems) == [])
  }

  /// Of three files each loser is told of the one that counts.
  @Test func namesTheOneThatCounts() {
    let read = desk(("a.json", measure(1)), ("b.json", measure(2)), ("c.json", measure(3)))
    for loser in ["a.json", "b.json"] {
      #expect(read.problem(loser).hasSuffix("US-A told otherwise in c.json, which counts"))
    }
    #expect(read.report("c.json")?.problems.count == 4)
  }

  private func signal(_ status: String) -> String {
    """
    {"schema":"detente/signals/1","id":"E1","date":"2025-05-01","actor":"USA","target":"CHN","code":"036",\
    "source":"weibo","reliability":"C","credibility":3,"status":"\(status)","scope":1.0,"text":"US reached out"}

    """
  }

  /// In one file a later record replaces the earlier: that is no contradiction.
  @Test func namesBothFilesOfASignal() {
    #expect(desk(("a.jsonl", signal("reported") + signal("denied"))).files.flatMap(\.problems) == [])
    let read = desk(("a.jsonl", signal("reported") + signal("denied")), ("b.jsonl", signal("confirmed")))
    #expect(read.problem("a.jsonl") == "a.jsonl:2: found E1 told otherwise in b.jsonl, which counts")
    #expect(read.problem("b.jsonl") == "b.jsonl:1: found E1 told otherwise in a.jsonl, which does not count")
    #expect(
      desk(("a.jsonl", signal("reported") + signal("denied")), ("b.jsonl", signal("denied"))).files.flatMap(\.problems)
        == [])
  }

  @Test func namesBothFilesOfAFactAnEntryASeriesAndAScenario() {
    let fact = { (value: Int) in
      #"{"schema":"detente/facts/1","facts":[{"id":"F","label":"f","value":\#(value),"unit":"$","date":"2025-01-01","source":"s","verified":true}]}"#
    }
    let entry = { (source: String) in
      #"{"schema":"detente/calendar/1","entries":[{"date":"2025-05-07","title":"Fed","kind":"data","symbols":[],"source":"\#(source)","verified":true}]}"#
    }
    let series = { (value: Int) in
      #"{"schema":"detente/reference/1","series":[{"id":"R","label":"r","unit":"%","source":"s","values":[{"date":"2025-01-01","value":\#(value)}]}]}"#
    }
    let scenario = { (rate: Int) in #"{"schema":"detente/scenario/1","id":"S","us":\#(rate),"cn":10}"# }
    for (a, b, name) in [
      (fact(1), fact(2), "F"), (entry("x"), entry("y"), "\"Fed\" of 2025-05-07"), (series(1), series(2), "R"),
      (scenario(1), scenario(2), "S"),
    ] {
      let read = desk(("a.json", a), ("b.json", b))
      #expect(read.problem("a.json") == "a.json:1: found \(name) told otherwise in b.json, which counts")
      #expect(read.problem("b.json") == "b.json:1: found \(name) told otherwise in a.json, which does not count")
      #expect(read.files.map(\.state) == [.ok, .ok])
      #expect(desk(("a.json", a), ("b.json", a)).files.flatMap(\.problems) == [])
    }
  }

  @Test func namesBothWatchlists() {
    let list = { (name: String) in
      "schema: detente/watchlist/1\nsectors: [{ name: A, instruments: [{ symbol: \(name) }] }]\n"
    }
    let read = desk(("a.yaml", list("AMAT")), ("b.yaml", list("KLAC")))
    #expect(read.problem("a.yaml") == "a.yaml: found another watchlist that is newer (b.yaml), expected one")
    #expect(read.problem("b.yaml") == "b.yaml: found another watchlist that is older (a.yaml), expected one")
    #expect(read.files.map(\.state) == [.ok, .ok])
  }

  /// A file that has gone says nothing more of itself, and what is said of it goes with the contradiction.
  @Test func forgetsWhatIsSettled() {
    var assembly = Assembly()
    assembly.add(["a.json", "b.json"].map { Array($0.utf8) })
    assembly.read("a.json", measure(125))
    assembly.read("b.json", measure(100))
    #expect(assembly.desk.report("a.json")?.problems.count == 2)
    assembly.read("a.json", measure(100))
    #expect(assembly.desk.files.flatMap(\.problems) == [])
  }

  // MARK: Copies

  private static let copy = "tariffs.sync-conflict-20250430-101010-ABCDEFG.json"

  /// However the times stand, the copy never counts beside its original.
  @Test func leavesAConflictCopyAlone() throws {
    let folder = Folder()
    folder.put("tariffs.json", measure(125))
    folder.put(Self.copy, measure(84))
    folder.put("tariffs.json.orig", "<<<<")
    for name in ["tariffs.json", Self.copy] { folder.age(name) }
    let read = try DeskFolder.read(folder.path)
    #expect(read.tariffs.measures.map { $0.steps.last?.rate } == [125])
    let reason = "a copy of tariffs.json that a synchroniser left: not used beside it"
    #expect(read.report(Self.copy)?.problems.map(\.message) == [reason])
    #expect(read.report(Self.copy)?.state == .ignored)
    #expect(read.report("tariffs.json.orig")?.state == .ignored)
    #expect(read.report("tariffs.json")?.problems == [])
    #expect(
      desk(("tariffs.json", measure(125)), (Self.copy, measure(84))).tariffs.measures.first?.steps.last?.rate == 125)
    #expect(try DeskLedger(folder.path).desk.tariffs.measures.first?.steps.last?.rate == 125)
    let imported = FileImport([folder.full("tariffs.json"), folder.full(Self.copy)])
    #expect(imported.desk.tariffs.measures.first?.steps.last?.rate == 125)
    #expect(imported.problems.map(\.message) == [reason])
    #expect(FileImport([folder.full(Self.copy)]).desk.tariffs.measures.first?.steps.last?.rate == 84)
  }

  /// While the desk is open: a copy comes, its original goes and comes back.
  @Test func followsCopiesAsTheyComeAndGo() {
    let folder = Folder()
    func rate(_ desk: Desk) -> Double? { desk.tariffs.measures.first?.steps.last?.rate }
    folder.put("tariffs.json", measure(125))
    let running = Running(folder.path)
    #expect(running.wait { rate($0) == 125 })
    folder.put(Self.copy, measure(84))
    #expect(running.wait { $0.report(Self.copy)?.state == .ignored })
    #expect(rate(running.desk) == 125)
    folder.remove("tariffs.json")
    #expect(running.wait { rate($0) == 84 })
    folder.put("tariffs.json", measure(100))
    #expect(running.wait { rate($0) == 100 && $0.report(Self.copy)?.state == .ignored })
    folder.remove(Self.copy)
    #expect(running.wait { $0.report(Self.copy) == nil })
  }
}
