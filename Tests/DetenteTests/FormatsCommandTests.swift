import Foundation
import Testing

/// Recognition as the command line explains it.
struct FormatsCommandTests {
  @Test func listsTheFormats() throws {
    let result = try Program.run(["formats"])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("detente/quotes/1 ") && $0.contains(" quotes ") })
    #expect(lines.contains { $0.hasPrefix("OHLCV text ") && $0.contains(" history ") })
  }

  @Test func checkGivesJSON() throws {
    let folder = try TemporaryFolder()
    try folder.put("Date,Close\n2025-04-30,150.71\n2025-05-01,x\n", "AMAT.csv")
    try folder.put("{\"Note\":\"5 calls per minute\"}", "KLAC.json")
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"A","time":"2025-05-01T18:00:00Z","price":1.5}]}"#, "q.json")
    let result = try Program.run(["check", folder.path, "--format", "json"])
    #expect(result.status == 1)
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    let files = document["files"] as? [[String: Any]] ?? []
    #expect(files.map { $0["path"] as? String } == ["AMAT.csv", "KLAC.json", "q.json"])
    #expect(files.map { $0["kind"] as? String } == ["history", nil, "quotes"])
    #expect(files.map { $0["format"] as? String } == ["OHLCV text", nil, "detente/quotes/1"])
    #expect(files.map { $0["state"] as? String } == ["bad", "bad", "ok"])
    #expect(files.map { $0["rows"] as? Int } == [1, 0, 1])
    #expect(files.last?["newest"] as? String == "2025-05-01T18:00:00Z")
    let problem = (files.first?["problems"] as? [[String: Any]])?.first
    #expect(problem?["line"] as? Int == 3)
    #expect(problem?["column"] as? Int == 12)
    #expect(problem?["message"] as? String == "found \"x\", expected a decimal number like 148.32")
  }

  @Test func checkOfAnEmptyFolderSaysSo() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["check", folder.path])
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.errors == "detente: no snapshot files in the folder\n")
  }

  @Test func checkOfAFolderOfOtherFilesNamesThem() throws {
    let folder = try TemporaryFolder()
    try folder.put("PK", "prices.xlsx")
    try folder.put("call back", "notes.txt")
    let result = try Program.run(["check", folder.path])
    #expect(result.status == 1)
    #expect(result.output.contains("prices.xlsx") && result.output.contains("ignored"))
    #expect(
      result.errors
        == "detente: no snapshot files in the folder, only prices.xlsx: found an Excel workbook, expected CSV saved from it\n"
    )
    try folder.put("Date,Close\n2025-04-30,150.71\n", "AMAT.csv")
    let beside = try Program.run(["check", folder.path])
    #expect(beside.status == 1 && beside.errors.isEmpty)
    #expect(beside.output.contains("prices.xlsx"))
  }

  /// The name of a file is its symbol where the content has none; a name that the watchlist does not know is said.
  @Test func checkNamesTheSymbolsOfBars() throws {
    let folder = try TemporaryFolder()
    try folder.put("Date,Close\n2025-04-30,150.71\n", "AMAT.csv")
    try folder.put("Date,Close\n2025-04-30,5.5\n", "AMTA.csv")
    try folder.put("Date,Close\n2025-04-30,1.25\n", "CICOY.csv")
    let lines = try Program.run(["check", folder.path]).output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasSuffix("  AMAT") && lines[1].hasSuffix("  AMTA") && lines[2].hasSuffix("  CICOY"))
    #expect(lines[3] == "AMTA.csv: found AMTA, expected a symbol or alias of the watchlist: nothing shows it")
    let json = try Program.run(["check", folder.path, "--format", "json"]).output
    let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
    let files = document["files"] as? [[String: Any]] ?? []
    #expect(files.map { $0["symbols"] as? [String] } == [["AMAT"], ["AMTA"], ["CICOY"]])
    #expect(files.map { $0["unshown"] as? [String] } == [[], ["AMTA"], []])
    let explained = try Program.run(["check", "--explain", folder.path + "/AMTA.csv"]).output
    #expect(explained.split(separator: "\n").last?.hasSuffix("  AMTA") == true)
  }

  /// A feed that is silent while its venue trades (Thursday 1 May 2025, 14:00 New York).
  @Test func checkTellsASilentFeed() throws {
    let folder = try TemporaryFolder()
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"2025-05-01T15:00:00Z","price":1.5}]}"#,
      "q.json")
    let silent = try Program.run(["check", folder.path, "--format", "json", "--as-of", "2025-05-01T14:00:00-04:00"])
    #expect(silent.status == 1)
    #expect(silent.output.contains("\"state\": \"stale\""))
    let fresh = try Program.run(["check", folder.path, "--format", "json", "--as-of", "2025-05-01T11:05:00-04:00"])
    #expect(fresh.status == 0)
    #expect(fresh.output.contains("\"state\": \"ok\""))
  }

  @Test func checkExplainsAFile() throws {
    let folder = try TemporaryFolder()
    try folder.put("Date,Close\n2025-04-30,150.71\n", "AMAT.csv")
    let good = try Program.run(["check", "--explain", folder.path + "/AMAT.csv"])
    #expect(good.status == 0)
    let lines = good.output.split(separator: "\n")
    #expect(lines.first?.hasSuffix("AMAT.csv: text") == true)
    #expect(lines.contains { $0.hasPrefix("  OHLCV text ") && $0.hasSuffix(" yes") })
    #expect(lines.contains { $0.hasPrefix("  detente/quotes/1 ") && $0.contains("no, not separated text") })

    try folder.put("{\"a\":[1]}", "x.json")
    let unknown = try Program.run(["check", "--explain", folder.path + "/x.json"])
    #expect(unknown.status == 1)
    #expect(unknown.output.contains("no, no \"schema\": \"detente/quotes/1\""))
    #expect(unknown.output.contains("found JSON, but no known kind"))
    #expect(try Program.run(["check", "--explain", folder.path + "/none.json"]).status == 4)
    // What it would leave unanswered is wrong usage.
    for extra in [["--format", "json"], [folder.path]] {
      let result = try Program.run(["check", "--explain", folder.path + "/AMAT.csv"] + extra)
      #expect(result.status == 2 && result.output.isEmpty)
      #expect(result.errors.contains("--explain: found a folder or --format json beside it"))
    }
  }
}
