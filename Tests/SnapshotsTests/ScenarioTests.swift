import Market
import Testing

@testable import Snapshots

/// `detente/scenario/1`, from the desk folder and from the user's own.
struct ScenarioTests {
  private static let truce = """
    {"schema":"detente/scenario/1","id":"truce","title":"Geneva again","us":30,"cn":10,"elasticity":-1.5,
     "note":"as in May","saved":"2025-05-01T20:20:00Z"}
    """

  @Test func readsOneFromTheDeskFolder() throws {
    let desk = SnapshotsTests.desk(
      ("truce.json", Self.truce), ("b.json", #"{"schema":"detente/scenario/1","id":"b","us":0,"cn":0}"#))
    #expect(desk.scenarios.map(\.id) == ["b", "truce"])
    let truce = desk.scenarios[1]
    #expect(truce.title == "Geneva again")
    #expect(truce.us == 30)
    #expect(truce.china == 10)
    #expect(truce.elasticity == -1.5)
    #expect(truce.note == "as in May")
    #expect(truce.saved == Instant(rfc3339: "2025-05-01T20:20:00Z"))
    #expect(truce.origin == Origin(file: "truce.json", line: 1))
    #expect(desk.scenarios[0].title == "b")
    #expect(desk.scenarios[0].elasticity == nil)
    #expect(desk.files.allSatisfy { $0.state == .ok && $0.kind == "scenario" && $0.rows == 1 })
  }

  @Test(arguments: [
    (#"{"schema":"detente/scenario/1","us":1,"cn":2}"#, "found no \"id\", expected one"),
    (#"{"schema":"detente/scenario/1","id":"x","us":-1,"cn":2}"#, "found -1, expected a number from 0 to 1000"),
    (#"{"schema":"detente/scenario/1","id":"x","us":1,"cn":"2"}"#, "found \"2\", expected a number from 0 to 1000"),
    (
      #"{"schema":"detente/scenario/1","id":"x","us":1,"cn":2,"elasticity":1}"#,
      "found 1, expected a number from -20 to 0"
    ),
  ])
  func refusesWithAPlace(text: String, message: String) throws {
    let problem = try #require(desk(("x.json", text)).files[0].problems.first)
    #expect(problem.message == message)
    #expect(problem.line == 1)
  }

  /// The rule of every kind: a broken or deleted file keeps its last good values, marked.
  @Test func keepsTheLastGoodOne() {
    let folder = Folder()
    folder.put("truce.json", Self.truce)
    let running = Running(folder.path)
    #expect(running.wait { $0.scenarios.map(\.kept) == [false] })
    folder.put("truce.json", "{")
    #expect(running.wait { $0.scenarios.map(\.kept) == [true] && $0.report("truce.json")?.state == .bad })
    folder.put("truce.json", Self.truce.replacing("-1.5", with: "-2"))
    #expect(running.wait { $0.scenarios.first?.elasticity == -2 && $0.scenarios.first?.kept == false })
  }

  @Test func readsTheUsersOwnFolder() {
    let folder = Folder()
    folder.put("b.json", Self.truce)
    folder.put("a.json", #"{"schema":"detente/scenario/1","id":"a","us":1,"cn":2}"#)
    folder.put("broken.json", "{")
    folder.put("facts.json", #"{"schema":"detente/facts/1","facts":[]}"#)
    folder.put("b (1).json", Self.truce.replacing("-1.5", with: "-2"))
    let saved = ScenarioFiles.read(folder.path)
    #expect(saved.scenarios.map(\.id) == ["a", "truce"])
    #expect(saved.scenarios.map(\.origin.file) == ["a.json", "b.json"])
    #expect(saved.scenarios.last?.elasticity == -1.5)
    #expect(saved.problems.map(\.path) == ["b (1).json", "broken.json", "facts.json"])
    #expect(saved.problems.last?.message == "found facts, expected a scenario")
    #expect(ScenarioFiles.read(folder.path + "/none") == SavedScenarios())
  }

  @Test func readsAHundredAtMost() {
    let folder = Folder()
    for number in 100...201 {
      folder.put("s\(number).json", "{\"schema\":\"detente/scenario/1\",\"id\":\"s\(number)\",\"us\":1,\"cn\":2}")
    }
    let saved = ScenarioFiles.read(folder.path)
    #expect(saved.scenarios.count == 100)
    #expect(saved.problems.map(\.message) == ["found 102 files, expected at most 100"])
  }
}
