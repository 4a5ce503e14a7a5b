import Foundation
import Testing

/// `print --only what-if`, and scenarios saved by the program itself.
struct WhatIfTests {
  private func document(_ arguments: String...) throws -> [String: Any] {
    let result = try Program.run(["print", "--only", "what-if", "--format", "json"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
  }

  private func number(_ document: [String: Any], _ path: String...) -> Double? {
    var value: Any? = document
    for key in path { value = (value as? [String: Any])?[key] }
    return value as? Double
  }

  /// DOMAIN 5.3 and 3.5: Geneva's rates on 1 May 2025.
  @Test func printsGenevasRates() throws {
    let truce = try document("--us", "30", "--cn", "10", "--elasticity", "-2")
    #expect(number(truce, "us", "headline") == 30)
    #expect(number(truce, "us", "allIn") == 49)
    #expect(number(truce, "us", "baseline") == 19)
    #expect(number(truce, "cn", "allIn") == 31)
    #expect(number(truce, "elasticity") == -2)
    #expect(number(truce, "trade", "short", "US", "base") == 438.9)
    for (path, value) in [
      (["trade", "short", "US", "now"], 239.5), (["trade", "short", "US", "then"], 370.0),
      (["trade", "short", "US", "change"], 130.4), (["trade", "long", "US", "change"], 190.8),
      (["trade", "user", "US", "then"], 280.0), (["duty", "short", "US", "then"], 181.3),
    ] {
      var found: Any? = truce
      for key in path { found = (found as? [String: Any])?[key] }
      #expect(abs((found as? Double ?? .nan) - value) < 0.06, "\(path)")
    }
    #expect(abs((number(truce, "tariffComponent") ?? .nan) - 68.5658) < 0.00005)
    #expect(abs((number(truce, "indicator", "change") ?? .nan) - 32.3) < 0.05)
    #expect(number(truce, "ruleOfThumb", "low") == 575)
    #expect(number(truce, "ruleOfThumb", "high") == 582.4)
    #expect(number(truce, "ruleOfThumb", "cap") == 582.4)
    let triggers = truce["triggers"] as? [String: [String: String]] ?? [:]
    #expect(triggers["rollback"] == ["now": "off", "then": "fired"])
    #expect(triggers["talks"] == ["now": "latent", "then": "latent"])
    let names = truce["names"] as? [[String: Any]] ?? []
    #expect(names.map { $0["symbol"] as? String } == ["AMAT", "KLAC", "FSLR", "SPY", "COSCO"])
    #expect(names[0]["response"] is NSNull)
    #expect(names[0]["n"] as? Int == 0)
  }

  /// The trade of 2025 in the desk: what the model gave for it, beside what was (RECORD 5: 371.9 and 132.7, 20.6 and
  /// 24.8 % too high; implied -1.72 and -3.97).
  @Test func printsTheOutturn() throws {
    let folder = try TemporaryFolder()
    try folder.put(
      """
      {"schema":"detente/facts/1","facts":[
       {"id":"imports-2024","label":"Imports","value":438.9,"unit":"$bn","date":"2024-12-31","published":"2025-02-05"},
       {"id":"exports-2024","label":"Exports","value":143.5,"unit":"$bn","date":"2024-12-31","published":"2025-02-05"},
       {"id":"imports-2025","label":"Imports","value":308.4,"unit":"$bn","date":"2025-12-31","published":"2026-02-19"},
       {"id":"exports-2025","label":"Exports","value":106.3,"unit":"$bn","date":"2025-12-31","published":"2026-02-19"}]}
      """, "facts.json")
    let desk = folder.path + "/desk"
    #expect(try Program.run(["init", desk]).status == 0)
    try FileManager.default.removeItem(atPath: desk + "/facts.json")
    try FileManager.default.moveItem(atPath: folder.path + "/facts.json", toPath: desk + "/facts.json")
    let asked = ["print", desk, "--only", "what-if", "--us", "30", "--as-of", "2026-03-02"]
    let json = try Program.run(asked + ["--format", "json"])
    let found = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any] ?? [:]
    for (side, trade, rate, model, miss, implied) in [
      ("US", 308.4, 53.28, 371.9, 20.6, -1.72), ("CN", 106.3, 38.78, 132.7, 24.8, -3.97),
    ] {
      #expect(number(found, "base", side, "year") == 2025 && number(found, "base", side, "trade") == trade)
      #expect(abs((number(found, "base", side, "rate") ?? .nan) - rate) < 0.005)
      #expect(number(found, "outturn", side, "from") == 2024 && number(found, "outturn", side, "trade") == trade)
      #expect(abs((number(found, "outturn", side, "models", "short", "model") ?? .nan) - model) < 0.05)
      #expect(abs((number(found, "outturn", side, "models", "short", "missPercent") ?? .nan) - miss) < 0.05)
      #expect(abs((number(found, "outturn", side, "impliedElasticity") ?? .nan) - implied) < 0.005)
      #expect(abs((number(found, "trade", "implied", side, "elasticity") ?? .nan) - implied) < 0.005)
    }
    let csv = try Program.run(asked + ["--format", "csv"]).output.split(separator: "\n").map(String.init)
    #expect(csv.contains { $0.hasPrefix("outturn 2025,US,,,308.4,") })
    #expect(csv.contains { $0.hasPrefix("model 2025,US,-0.76,,371.8") })
    let text = try Program.run(asked).output
    #expect(text.contains("Base 2025: imports 308.4? at 53.3 %, exports 106.3? at 38.8 % all-in."))
    #expect(text.contains("model at today's rate") && text.contains("if nothing were exempt"))
  }

  /// Facts of one side, and of two years: what is missing has no rate, and both years are named.
  @Test func saysWhichYearsStandOnRecord() throws {
    func printed(_ ids: String...) throws -> String {
      let facts = ids.map {
        #"{"id":"\#($0)","label":"Trade","value":300,"unit":"$bn","date":"\#($0.suffix(4))-12-31","verified":true}"#
      }
      let folder = try TemporaryFolder()
      let desk = folder.path + "/desk"
      #expect(try Program.run(["init", desk]).status == 0)
      try (#"{"schema":"detente/facts/1","facts":["# + facts.joined(separator: ",") + "]}")
        .write(toFile: desk + "/facts.json", atomically: true, encoding: .utf8)
      return try Program.run(["print", desk, "--only", "what-if", "--us", "30", "--as-of", "2026-03-02"]).output
    }
    let imports = try printed("imports-2025")
    #expect(imports.contains("Base 2025: imports 300.0 at 53.3 % all-in, no fact exports-"), "\(imports)")
    #expect(imports.contains("Duty at the statutory rate, as if nothing were exempt."))
    let two = try printed("imports-2024", "imports-2025", "exports-2023", "exports-2024")
    #expect(two.contains("; implied fits 2024 and 2025."), "\(two)")
  }

  @Test func missingOptionsAreThePresent() throws {
    let present = try document()
    #expect(number(present, "us", "headline") == 145)
    #expect(number(present, "cn", "headline") == 125)
    #expect(present["elasticity"] is NSNull)
    #expect((present["trade"] as? [String: Any])?["user"] is NSNull)
    for (name, member) in [("ruleOfThumb", "low"), ("ruleOfThumb", "high"), ("impliedElasticity", "low")] {
      #expect((present[name] as? [String: Any])?[member] is NSNull, "\(name).\(member)")
    }
    #expect(abs(number(present, "indicator", "change") ?? .nan) < 1e-9)
  }

  /// DOMAIN 5.4 and 4.1.
  @Test func printsTheClaimAndTheNames() throws {
    let ten = try document("--us=135")
    #expect(number(ten, "ruleOfThumb", "low") == 50)
    #expect(abs((number(ten, "impliedElasticity", "low") ?? .nan) + 1.98) < 0.005)
    #expect(abs((number(ten, "impliedElasticity", "high") ?? .nan) + 3.80) < 0.005)
    let later = try document("--us", "20", "--as-of", "2025-05-20")
    let klac = try #require((later["names"] as? [[String: Any]])?.first { $0["symbol"] as? String == "KLAC" })
    #expect(abs((klac["response"] as? Double ?? .nan) - 0.0637) < 0.00005)
    #expect(abs((klac["t"] as? Double ?? .nan) - 2.26) < 0.005)
    #expect(klac["weak"] as? Bool == false)
  }

  @Test func printsTextAndCSV() throws {
    let text = try Program.run(["print", "--only", "what-if", "--us", "30", "--cn", "10"]).output
    #expect(text.hasPrefix("What if US 30.0 and China 10.0 points, Thu 1 May 2025 16:20 New York"))
    #expect(text.contains("32.27"))
    let csv = try Program.run(["print", "--only", "what-if", "--us", "30", "--cn", "10", "--format", "csv"]).output
    let rows = csv.split(separator: "\n")
    #expect(rows[0] == "what,of,elasticity,now,then,change,t,n,note")
    #expect(rows.contains { $0.hasPrefix("trade,US,-0.76,239.5") })
    #expect(rows.contains { $0.hasPrefix("response,AMAT,,,,,,0,") })
  }

  @Test(arguments: [
    (["--us", "-1"], "--us: found -1.0, expected points from 0 to 1000"),
    (["--cn", "1001"], "--cn: found 1001.0, expected points from 0 to 1000"),
    (["--elasticity", "2"], "--elasticity: found 2.0, expected a number from -20 to 0"),
    (["--us", "nan"], "--us: found nan, expected points from 0 to 1000"),
  ])
  func refusesWhatIsNoRate(arguments: [String], message: String) throws {
    let result = try Program.run(["print", "--only", "what-if"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}

/// Scenarios that the program saves, in a real terminal.
@Suite(.serialized, .enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct SavedScenarioTests {
  private func session(dataFolder: String, locale: String = "C.UTF-8") throws -> TmuxSession {
    let session = try TmuxSession()
    try session.type("export XDG_DATA_HOME=\(dataFolder) LC_ALL=\(locale)")
    try session.send("Enter")
    try session.start("")
    _ = session.wait { $0.contains("> AMAT") }
    try session.type("w")
    #expect(session.wait { $0.contains("Index if 30/10: +32.2") } != nil)
    return session
  }

  @Test func savesLoadsAndDeletes() throws {
    let folder = try TemporaryFolder()
    let scenarios = folder.path + "/detente/scenarios"
    let session = try session(dataFolder: folder.path)
    try session.type("54")
    try session.send("Enter")
    try session.type("S")
    #expect(session.wait { $0.contains("saved as us54-cn10") && $0.contains("us54-cn10 yours") } != nil)

    let file = scenarios + "/us54-cn10.json"
    let saved = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file))) as? [String: Any]
    #expect(saved?["schema"] as? String == "detente/scenario/1")
    #expect(saved?["us"] as? Double == 54)
    #expect(saved?["cn"] as? Double == 10)
    #expect(saved?["elasticity"] == nil)
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scenarios) == ["us54-cn10.json"])

    // What is there stays: the note that somebody wrote into it, and a broken file.
    try #"{"schema":"detente/scenario/1","id":"mine","us":54,"cn":10,"note":"kept"}"#
      .write(toFile: file, atomically: true, encoding: .utf8)
    try "{".write(toFile: scenarios + "/bad.json", atomically: true, encoding: .utf8)
    try session.type("S")
    #expect(session.wait { $0.contains("is there already") && $0.contains("bad.json:1") } != nil)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("kept"))

    try session.type("0")
    try session.send("Tab")
    try session.type("G")
    try session.send("Enter")
    #expect(session.wait { $0.contains("Index if 54/10") } != nil)
    try session.type("D")
    #expect(session.wait { $0.contains("D again deletes us54-cn10.json") } != nil)
    try session.type("D")
    #expect(session.wait { $0.contains("deleted mine") && !$0.contains("mine yours") } != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scenarios) == ["bad.json"])
  }

  /// Under a file no folder can be made, whoever asks.
  @Test func saysWhyItCannotSave() throws {
    let folder = try TemporaryFolder()
    try folder.put("", "file")
    let session = try session(dataFolder: folder.path + "/file", locale: "C")
    try session.type("S")
    #expect(session.wait { $0.contains("not saved: ") && $0.contains("Not a directory") } != nil)
    #expect(session.screen.contains("Index if 30/10"))
  }

  /// Typed at once, so that nobody has read the footer: below a file, and where not even root may make a folder.
  @Test(arguments: ["file", "/proc"])
  func aLossIsSaidOnLeaving(dataFolder: String) throws {
    let folder = try TemporaryFolder()
    try folder.put("", "file")
    let path = dataFolder == "file" ? folder.path + "/file" : dataFolder
    let terminal = try PseudoTerminal(environment: ["XDG_DATA_HOME": path])
    #expect(terminal.read(until: "KLA Corp"))
    terminal.type("wSqq")
    #expect(terminal.exitStatus() == 1)
    #expect(terminal.leftovers == [])
    #expect(terminal.afterwards.contains("detente: not saved: \(path)/detente/scenarios: "))
  }

  /// Nothing is lost that was kept in the end.
  @Test func aSaveThatSucceedsLaterIsNoLoss() throws {
    let folder = try TemporaryFolder()
    try folder.put("", "data")
    let terminal = try PseudoTerminal(environment: ["XDG_DATA_HOME": folder.path + "/data"])
    #expect(terminal.read(until: "KLA Corp"))
    terminal.type("wS")
    #expect(terminal.read(until: "not saved: "))
    try FileManager.default.removeItem(atPath: folder.path + "/data")
    terminal.type("Sqq")
    #expect(terminal.exitStatus() == 0)
    #expect(!terminal.afterwards.contains("saved"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/detente/scenarios").count == 1)
  }

  @Test func aMarkThatIsNotRememberedIsSaidOnLeaving() throws {
    let (desk, state) = (try TemporaryFolder(), try TemporaryFolder())
    #expect(try Program.run(["init", desk.path + "/desk"]).status == 0)
    try state.put("", "file")
    let terminal = try PseudoTerminal([desk.path + "/desk"], environment: ["XDG_STATE_HOME": state.path + "/file"])
    #expect(terminal.read(until: "all read"))
    terminal.type("uq")
    #expect(terminal.exitStatus() == 1)
    #expect(terminal.afterwards.contains("detente: seen, but it cannot be remembered"))
  }
}
