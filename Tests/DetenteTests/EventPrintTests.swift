import Foundation
import Testing

/// `print --only events`, by the tables of DOMAIN 4.1.
struct EventPrintTests {
  private func events(_ arguments: [String]) throws -> [[String: Any]] {
    let result = try Program.run(
      ["print", "--only", "events", "--as-of", "2026-01-01", "--format", "json"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    return document["events"] as? [[String: Any]] ?? []
  }

  private func name(_ symbol: String, _ events: [[String: Any]]) throws -> [String: Any] {
    let names = events.first?["names"] as? [[String: Any]] ?? []
    return try #require(names.first { $0["symbol"] as? String == symbol })
  }

  /// Geneva: AMAT beta 1.486, CAR +5.06 %, t 1.42; KLAC +6.37 %, t 2.26.
  @Test(arguments: ["E22", "E23", "2025-05-12"])
  func printsGeneva(event: String) throws {
    let found = try events(["--event", event, "--window", "-1..1", "--estimation", "120", "--gap", "10"])
    #expect(found.count == 1)
    #expect(found.first?["date"] as? String == "2025-05-12")
    // The talks were on Sunday, the 11th: a view by date keeps the date.
    #expect(
      found.first?["dates"] as? [String] == [event.hasPrefix("E") ? "2025-05-11" : "2025-05-12", "2025-05-12"])
    let applied = try name("AMAT", found)
    #expect(abs(try #require(applied["beta"] as? Double) - 1.486) < 0.0005)
    #expect(abs(try #require(applied["car"] as? Double) - 0.0506) < 0.00005)
    #expect(abs(try #require(applied["t"] as? Double) - 1.42) < 0.005)
    #expect(applied["weak"] as? Bool == true)
    #expect(applied["gap"] is NSNull)
    let abnormal = try #require(applied["abnormal"] as? [Double])
    #expect(abnormal.count == 3)
    #expect(abs(abnormal.reduce(0, +) - (try #require(applied["car"] as? Double))) < 1e-12)
    let kla = try name("KLAC", found)
    #expect(abs(try #require(kla["t"] as? Double) - 2.26) < 0.005)
    #expect(kla["weak"] as? Bool == false)
  }

  private func averages(_ symbol: String, _ arguments: [String]) throws -> [[String: Any]] {
    let result = try Program.run(["print", "--only", "events", "--format", "json"] + arguments)
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    let averages = try #require(document["averages"] as? [[String: Any]])
    return averages.filter { $0["symbol"] as? String == symbol }
  }

  /// 9 to 13 April share sessions, so that only the first of them counts; two events are too few for a t.
  @Test func printsTheAverageOfEvents() throws {
    let asked = ["--as-of", "2026-01-01", "--event", "E23", "--event", "2025-04-10", "--event", "2025-04-11"]
    let cars = try events(Array(asked.dropFirst(2))).map { try #require(try name("KLAC", [$0])["car"] as? Double) }
    let average = try #require(try averages("KLAC", asked).first)
    #expect(average["events"] as? String == "all")
    #expect(average["n"] as? Int == 2 && average["overlapping"] as? Int == 1)
    #expect(abs(try #require(average["car"] as? Double) - (cars[0] + cars[1]) / 2) < 1e-12)
    #expect(average["t"] is NSNull)
    #expect(average["weak"] as? Bool == true)
  }

  /// Numpy, on the first record and the demo's prices: mean 1.529 %, t 1.371 of the 9 that stand apart.
  @Test func printsTheAverageOfAllEvents() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(["init", folder.path]).status == 0)
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    for name in ["signals.jsonl", "tariffs.json"] {
      let record = tests.appendingPathComponent("AnalyticsTests/FirstRecord/\(name)")
      try folder.put(try String(contentsOf: record, encoding: .utf8), name)
    }
    let asked = [folder.path, "--as-of", "2025-05-01"]
    let average = try #require(try averages("AMAT", asked).first)
    #expect(average["n"] as? Int == 9 && average["overlapping"] as? Int == 5)
    #expect(abs(try #require(average["car"] as? Double) - 0.01529) < 0.000005)
    #expect(abs(try #require(average["t"] as? Double) - 1.371) < 0.0005)
    let text = try Program.run(["print", "--only", "events"] + asked).output
    #expect(text.contains("weak, t across events, 5 left out, windows overlap"))
  }

  /// Geneva's cut and April's raises: an average of its own for each.
  @Test func printsCutsAndRaisesApart() throws {
    let asked = ["--as-of", "2026-01-01", "--event", "2025-05-14", "--event", "2025-04-10", "--event", "2025-03-04"]
    let found = try averages("AMAT", asked)
    #expect(found.map { $0["events"] as? String } == ["cuts", "raises"])
    #expect(found.map { $0["n"] as? Int } == [1, 2])
    let text = try Program.run(["print", "--only", "events"] + asked).output
    #expect(text.contains("average of tariff cuts") && text.contains("average of tariff raises"))
  }

  /// Hong Kong's data end on the day of Busan.
  @Test func saysWhyThereIsNoStudy() throws {
    let cosco = try name("COSCO", try events(["--event", "2025-10-30"]))
    #expect(cosco["car"] is NSNull)
    #expect(cosco["abnormal"] is NSNull)
    #expect(cosco["gap"] as? String == "the window is not over")
  }

  @Test func printsEveryEventWithoutAQuestion() throws {
    let found = try events([])
    #expect(found.count > 30)
    let dates = found.compactMap { $0["date"] as? String }
    #expect(dates == dates.sorted(by: >))
  }

  @Test func printsOneLineAnEventAndName() throws {
    let result = try Program.run([
      "print", "--only", "events", "--as-of", "2026-01-01", "--format", "csv", "--event", "E22", "--window", "-2..2",
    ])
    let lines = result.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(lines.count == 5)
    #expect(lines.allSatisfy { $0.count == lines[0].count })
    #expect(lines[0].contains("ar-2") && lines[0].contains("ar+2"))
  }

  @Test func printsText() throws {
    let result = try Program.run(["print", "--only", "events", "--as-of", "2026-01-01", "--event", "E22"])
    #expect(result.output.contains("+5.06"))
    #expect(result.output.contains("weak"))
  }

  @Test(arguments: [
    ["--window", "2..1"], ["--window", "-1"], ["--window", "-61..0"], ["--window", "a..b"], ["--window", "0..61"],
    ["--estimation", "9"], ["--estimation", "2001"], ["--gap", "-1"], ["--event", "E99"], ["--event", "2025-05-12"],
    ["--event", "2025-02-30"],
  ])
  func refusesWhatCannotBe(arguments: [String]) throws {
    let result = try Program.run(["print", "--only", "events", "--as-of", "2025-05-01"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("detente: "))
    #expect(result.errors.split(separator: "\n").count == 1)
  }
}

/// What `check` says of a problem.
struct CheckExcerptTests {
  @Test func showsTheLineAndACaret() throws {
    let folder = try TemporaryFolder()
    try folder.put("date,symbol,close\n2025-05-01,AMAT,150\n2025-05-02,AMAT,1x2\n", "bars.csv")
    let result = try Program.run(["check", folder.path])
    #expect(result.status == 1)
    let lines = result.output.split(separator: "\n").map(String.init)
    let index = try #require(lines.firstIndex { $0.hasPrefix("bars.csv:3:17: ") })
    #expect(Array(lines[(index + 1)...]) == ["  2025-05-02,AMAT,1x2", "                  ^"])
  }
}
