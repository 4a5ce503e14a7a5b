import Market
import Testing

@testable import Snapshots

/// The offending line is kept with its problem when the file is read.
struct ExcerptTests {
  /// Offset, line and column, counted by hand; asked for in any order.
  private static let places: [(text: String, places: [[Int]])] = [
    (
      "ab\ncd\n\nefg",
      [[4, 2, 2], [0, 1, 1], [2, 1, 3], [9, 4, 3], [6, 3, 1], [3, 2, 1], [10, 4, 4], [1, 1, 2]]
    ),
    ("ab\r\ncd\r\n \n", [[5, 2, 2], [1, 1, 2], [9, 3, 2], [11, 2, 3], [0, 1, 1]]),
    ("ab\rcd\re", [[6, 3, 1], [4, 2, 2], [0, 1, 1]]),
    ("abc", [[2, 1, 3], [3, 1, 4], [0, 1, 1]]),
    ("", [[0, 1, 1]]),
  ]

  @Test(arguments: places)
  func countsLines(text: String, places: [[Int]]) {
    Array(text.utf8).withUnsafeBytes { bytes in
      var lines = LineCounter(bytes)
      for place in places {
        let (line, column) = lines.place(at: place[0])
        #expect([place[0], line, column] == place)
      }
    }
  }

  private func excerpt(_ name: String, _ text: String) -> Problem.Excerpt? {
    desk((name, text)).report(name)?.problems.first?.excerpt
  }

  @Test func ofJSON() {
    let text = "{\"schema\":\"detente/quotes/1\",\n\"quotes\":[,]}"
    #expect(excerpt("q.json", text) == Problem.Excerpt(before: "\"quotes\":[", rest: ",]}"))
  }

  @Test func ofARowOfACSV() {
    let text = "date,symbol,close\r\n2025-05-01,AMAT,150\r\n2025-05-02,AMAT,1x2\r\n"
    #expect(excerpt("b.csv", text) == Problem.Excerpt(before: "2025-05-02,AMAT,", rest: "1x2"))
  }

  /// CR alone ends the lines of old spreadsheets.
  @Test func ofLinesThatEndWithCR() {
    let text = "date,close\r2025-05-01,150\r2025-05-02,1x2\r2025-05-03,\"1,234\"\r"
    let problems = desk(("AMAT.csv", text)).report("AMAT.csv")?.problems ?? []
    #expect(problems.map(\.line) == [3, 4])
    #expect(problems.map(\.excerpt?.before) == ["2025-05-02,", "2025-05-03,\""])
    #expect(problems.first?.excerpt?.rest == "1x2")
    // A place that is told by its offset.
    let quoted = "date,close\r2025-05-01,150\r2025-05-02,\"15\"2\r"
    let stray = desk(("AMAT.csv", quoted)).report("AMAT.csv")?.problems.first
    #expect(stray?.line == 3 && stray?.column == 16)
    #expect(stray?.excerpt == Problem.Excerpt(before: "2025-05-02,\"15\"", rest: "2"))
  }

  @Test func ofYAML() throws {
    let found = try #require(excerpt("w.yaml", "a: [1\nsectors: {\n"))
    #expect(found.before + found.rest == "sectors: {")
  }

  /// About the place: 100 bytes before it and as many from it on, whole characters only.
  @Test func ofALongLineOnlyTheSurroundings() throws {
    let filler = String(repeating: "\u{20AC}", count: 400)
    let text = "{\"schema\":\"detente/quotes/1\",\"title\":\"\(filler)\",\"quotes\":[,\"\(filler)\"]}"
    let found = try #require(excerpt("q.json", text))
    #expect(found.isCutBefore && found.isCutAfter)
    #expect(found.rest.hasPrefix(","))
    #expect(found.before.hasSuffix("\"quotes\":["))
    #expect(found.before.utf8.count <= 100 && found.rest.utf8.count <= 100)
    #expect(!(found.before + found.rest).contains("\u{FFFD}"))
  }

  @Test func onlyTheFirstProblemsCarryOne() throws {
    let rows = (0..<40).map { "2025-05-01,S\($0),x\n" }.joined()
    let report = try #require(desk(("b.csv", "date,symbol,close\n2025-05-01,A,1\n" + rows)).report("b.csv"))
    #expect(report.problems.count == 40)
    #expect(report.problems.filter { $0.excerpt != nil }.count == 20)
    #expect(report.problems[19].excerpt == Problem.Excerpt(before: "2025-05-01,S19,", rest: "x"))
  }

  @Test func aProblemOfTheWholeFileHasNone() {
    #expect(desk(("q.json", "")).report("q.json")?.problems.first?.excerpt == nil)
  }

  /// The engine remembers when a file was written.
  @Test func changesAreRemembered() throws {
    let folder = Folder()
    folder.put("q.json", quotes(row("AMAT", "100")))
    // Else both may be written within one tick of the file system's clock.
    folder.age("q.json")
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100 })
    folder.put("q.json", quotes(row("AMAT", "101")))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 101 })
    let changes = try #require(running.desk.report("q.json")?.changes)
    #expect(changes.count == 2)
    #expect(changes.last == running.desk.report("q.json")?.modified)
  }
}
