import Foundation
import Testing

/// The command line as PRODUCT says it: content, exit status, one line on standard error.
struct CommandLineTests {
  /// A log that cannot be written is said, not passed over.
  @Test func aLogThatCannotBeWritten() throws {
    for (path, reason) in [("/nonexistent/log", "No such file or directory"), ("/dev/null", "which is no file")] {
      let result = try Program.run(["--log", path])
      #expect(result.status == 2)
      #expect(result.errors.contains("--log") && result.errors.contains(reason), "\(result.errors)")
    }
    #expect(try Program.run(["--dump", "--log", "/tmp/log"]).errors.contains("--log"))
  }

  @Test func printsTheDemoAsText() throws {
    let result = try Program.run(["print"])
    #expect(result.status == 0)
    #expect(result.output.contains("Thu 1 May 2025 16:20 New York"))
    #expect(result.output.contains("Trade war"))
    #expect(result.output.contains("676.31"))
  }

  /// What the Files screen says of a file stands in print, too.
  @Test func filesSayWhenTheyWereReadAndWhatIsUsual() throws {
    let folder = try TemporaryFolder()
    try #"{"schema":"detente/facts/1","facts":[]}"#.write(
      toFile: folder.path + "/facts.json", atomically: true, encoding: .utf8)
    let result = try Program.run(["print", folder.path, "--only", "files", "--format", "json"])
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    #expect(file["read"] is String && file["modified"] is String)
    #expect(file["usualSeconds"] is NSNull && file["silentSince"] is NSNull)
  }

  /// What is only to be noticed fails nothing: a copy beside its original, a fact told twice. A refused price does.
  @Test func noticesAreNoProblems() throws {
    let folder = try TemporaryFolder()
    func fact(_ value: Int) -> String {
      #"{"schema":"detente/facts/1","facts":[{"id":"gdp","label":"GDP","value":\#(value),"unit":"%","date":"2025-04-30"}]}"#
    }
    try folder.put(fact(1), "facts.json")
    try folder.put(fact(2), "facts (conflicted copy 2025-05-01).json")
    try folder.put(fact(3), "other.json")
    let check = try Program.run(["check", folder.path])
    #expect(check.status == 0)
    #expect(check.output.contains("a copy of facts.json that a synchroniser left: not used beside it"))
    #expect(check.output.contains("found gdp told otherwise in"))
    #expect(try Program.run(["print", folder.path]).status == 0)
    let quote = #"{"symbol":"AMAT","time":"2025-05-01T18:00:00Z","price":131.2,"currency":"EUR"}"#
    try folder.put(#"{"schema":"detente/quotes/1","quotes":[\#(quote)]}"#, "q.json")
    let refused = try Program.run(["check", folder.path])
    #expect(refused.status == 1)
    #expect(refused.output.contains("q.json:1: found AMAT in EUR, expected USD as in the watchlist"))
    let report = try Program.run(["print", folder.path, "--only", "instrument", "--symbol", "AMAT", "--format", "json"])
    #expect(report.output.contains("found AMAT in EUR"))
  }

  /// The article's day on the built-in record: the policy index, its band, the tariffs of both sides.
  @Test func printsTheDemoAsJSON() throws {
    let result = try Program.run(["print", "--format", "json"])
    #expect(result.status == 0)
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    #expect(document["asOf"] as? String == "2025-05-01T16:20:00-04:00")
    let indicator = document["indicator"] as? [String: Any] ?? [:]
    let value = try #require(indicator["value"] as? Double)
    #expect(abs(value - 5.951752) < 0.000001)
    #expect(indicator["label"] as? String == "Trade war")
    let announced = try #require(indicator["announced"] as? [String: Any])
    #expect(announced["value"] is NSNull && announced["from"] is NSNull)
    #expect((indicator["models"] as? [String: Any])?["agree"] as? Int == 27)
    let triggers = indicator["triggers"] as? [String: [String: Any]] ?? [:]
    #expect(triggers["talks"]?["state"] as? String == "latent")
    #expect(triggers["rollback"]?["state"] as? String == "off")
    let tariffs = document["tariffs"] as? [String: [String: Any]] ?? [:]
    #expect(tariffs["US"]?["headline"] as? Double == 145)
    #expect(tariffs["CN"]?["allIn"] as? Double == 146)
    let quotes = document["quotes"] as? [[String: Any]] ?? []
    let klac = try #require(quotes.first { $0["symbol"] as? String == "KLAC" })
    #expect(klac["price"] as? Double == 676.31)
    let cosco = try #require(quotes.first { $0["symbol"] as? String == "COSCO" })
    #expect(cosco["versusReference"] is NSNull && cosco["missingSession"] is NSNull && cosco["extended"] is NSNull)
    #expect(cosco["session"] as? String == "2025-04-30" && cosco["lastSession"] as? Bool == true)
    #expect(cosco["currency"] as? String == "HKD")
    for key in ["signals", "files", "facts", "ahead"] { #expect(!(document[key] as? [Any] ?? []).isEmpty) }
  }

  /// A desk without measures and baselines does not know that a side charges nothing.
  @Test func tariffsThatAreNotKnownAreNotZero() throws {
    func headlines(_ tariffs: String?) throws -> [String: [String: Any]] {
      let folder = try TemporaryFolder()
      if let tariffs { try folder.put(tariffs, "tariffs.json") }
      let text = try Program.run(["print", folder.path, "--only", "tariffs", "--as-of", "2025-05-01"]).output
      for (name, isKnown) in [("US on China", tariffs != nil), ("China on US", false)] {
        let line = try #require(text.split(separator: "\n").first { $0.contains(name) })
        #expect(line.contains(isKnown ? " 10.0 " : " - "))
      }
      let table = try Program.run(["print", folder.path, "--only", "tariffs", "--format", "csv"]).output
      #expect(table.contains("CN,headline,,,,,"))
      let result = try Program.run(["print", folder.path, "--format", "json", "--as-of", "2025-05-01"])
      let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
      return document["tariffs"] as? [String: [String: Any]] ?? [:]
    }
    let empty = try headlines(nil)
    #expect(empty["US"]?["headline"] is NSNull && empty["CN"]?["headline"] is NSNull)
    let oneSide = try headlines(
      #"""
      {"schema":"detente/tariffs/1","measures":[{"id":"A","by":"US","on":"CN","authority":"IEEPA","title":"Duty",
       "scope":"all","steps":[{"effective":"2025-02-04","rate":10}]}]}
      """#)
    #expect(oneSide["US"]?["headline"] as? Double == 10)
    #expect(oneSide["CN"]?["headline"] is NSNull)
  }

  @Test(arguments: ["quotes", "indicator", "tariffs", "signals", "facts", "ahead", "digest", "files"])
  func printsEachSectionAsCSV(section: String) throws {
    let result = try Program.run(["print", "--format", "csv", "--only", section])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count >= 2)
  }

  @Test func asOfTakesADateOrATime() throws {
    #expect(try Program.run(["print", "--as-of", "2025-05-14"]).output.contains("67.8"))
    #expect(try Program.run(["print", "--as-of", "2025-05-14T16:20:00-04:00"]).output.contains("67.8"))
    let wrong = try Program.run(["print", "--as-of", "2025-02-30"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("2025-02-30"))
    #expect(wrong.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    ["--no-such-option"], ["print", "--format", "xml"], ["print", "--only", "nothing"], ["--dump", "--size", "0x0"],
    ["--dump", "--size", "80"], ["--dump", "--keys", "<Nope>"], ["--poll", "0"], ["--size", "80x24"], ["init"],
    ["--theme", "nope"],
  ])
  func wrongUsageEndsWithTwo(arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("detente: "))
  }

  @Test func withoutATerminalItEndsWithThree() throws {
    let result = try Program.run([])
    #expect(result.status == 3)
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [["print"], ["check"], []])
  func aMissingFolderEndsWithFour(command: [String]) throws {
    let result = try Program.run(command + ["/no/such/folder"])
    #expect(result.status == 4)
    #expect(result.errors.contains("/no/such/folder"))
  }

  @Test func initWritesTheDemoDeskOnce() throws {
    let folder = try TemporaryFolder()
    let desk = folder.path + "/desk"
    #expect(try Program.run(["init", desk]).status == 0)
    let demo = try Program.run(["print", "--as-of", "2025-05-01"])
    let files = try Program.run(["print", desk, "--as-of", "2025-05-01"])
    #expect(files.status == 0)
    #expect(files.output == demo.output)
    #expect(try Program.run(["check", desk]).status == 0)
    #expect(try Program.run(["init", desk]).status == 4)
    #expect(try Program.run(["init", desk + "/new/folders/"]).status == 0)
  }

  /// Two of the names have their exchange of the code; ON, which YAML alone would read as true, is a ticker.
  @Test func initWritesADeskToBeginWith() throws {
    let folder = try TemporaryFolder()
    let desk = folder.path + "/desk"
    #expect(try Program.run(["init", "--watchlist", "AMAT, ON,1919.HK", desk]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: desk + "/prices.csv"))
    let checked = try Program.run(["check", desk])
    #expect(checked.status == 0)
    #expect(checked.output.contains("watchlist.yaml  watchlist  ok    3 rows"))
    #expect(checked.output.contains("no prices of AMAT, ON, 1919.HK: let a feed write them"))
    let names = try Program.run(["print", desk, "--only", "quotes", "--format", "csv"]).output
    for row in ["AMAT,", "ON,", "1919.HK,"] { #expect(names.contains("\n" + row) || names.contains("," + row)) }
    // What is written is what the demo has of the record.
    let demo = folder.path + "/demo"
    #expect(try Program.run(["init", demo]).status == 0)
    for file in ["signals.jsonl", "tariffs.json", "averages.json", "calendar.json", "facts.json"] {
      #expect(
        FileManager.default.contentsEqual(atPath: desk + "/" + file, andPath: demo + "/" + file), "\(file)")
    }
  }

  @Test func anEmptyDeskIsWhole() throws {
    let folder = try TemporaryFolder()
    let desk = folder.path + "/desk"
    #expect(try Program.run(["init", "--empty", desk]).status == 0)
    let checked = try Program.run(["check", desk])
    #expect(checked.status == 0)
    #expect(!checked.output.contains("found"), "\(checked.output)")
    // Its commented lines are right too.
    let path = desk + "/watchlist.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.replacing("# - {", with: "- {").replacing("# indicator", with: "indicator")
    }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let again = try Program.run(["check", desk])
    #expect(again.status == 0)
    #expect(again.output.contains("watchlist.yaml  watchlist  ok    3 rows"), "\(again.output)")
  }

  @Test(arguments: [
    ("AMAT,,KLAC", "found \"\""), ("AMAT,\"x", "found \"\"x\""), ("AMAT,AMAT", "found AMAT twice"),
    ("", "found \"\""),
  ])
  func aWatchlistThatIsNoneIsRefused(symbols: String, message: String) throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["init", "--watchlist", symbols, folder.path + "/desk"])
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/desk"))
  }

  @Test func checkNamesThePlaceOfAProblem() throws {
    let folder = try TemporaryFolder()
    try folder.put("{\"schema\":\"detente/quotes/1\",\n\"quotes\":[,]}", "bad.json")
    let result = try Program.run(["check", folder.path])
    #expect(result.status == 1)
    #expect(result.output.contains("bad.json:2:11: "))
  }

  @Test func keysAndThemesAreListed() throws {
    #expect(try Program.run(["keys"]).output.contains("next sector"))
    #expect(try Program.run(["--version"]).status == 0)
    #expect(try Program.run(["--help"]).status == 0)
  }

  @Test func dumpsAScreenAfterKeys() throws {
    let result = try Program.run(["--dump", "--size", "80x24", "--keys", "?"])
    #expect(result.status == 0)
    #expect(result.output.contains("Help"))
    #expect(result.output.split(separator: "\n", omittingEmptySubsequences: false).count == 25)
  }

  @Test func asciiDumpsHoldNoOtherByte() throws {
    let result = try Program.run(["--dump", "--ascii", "--size", "200x60"])
    #expect(result.output.utf8.allSatisfy { $0 < 0x80 })
  }

  /// Of a file with wider rights, the log of a run is its owner's alone.
  @Test func aLogIsNarrowed() throws {
    let folder = try TemporaryFolder()
    let log = folder.path + "/log"
    #expect(FileManager.default.createFile(atPath: log, contents: Data("old\n".utf8)))
    #expect(chmod(log, 0o666) == 0)
    let terminal = try PseudoTerminal(["--log", log])
    #expect(terminal.read(until: "148.96"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int == 0o600)
    #expect(try String(contentsOfFile: log, encoding: .utf8).hasPrefix("old\n"))
  }

  @Test(.enabled(if: getuid() == 0, "only root gives a file away"))
  func anothersRightsAreRefused() throws {
    let folder = try TemporaryFolder()
    let program = folder.path + "/detente"
    try FileManager.default.copyItem(atPath: Program.path, toPath: program)
    for (owner, group, mode) in [(65534, 0, 0o4755), (0, 65534, 0o2755)] as [(UInt32, UInt32, UInt32)] {
      #expect(chown(program, owner, group) == 0 && chmod(program, mode) == 0)
      let result = try Program.command(program, ["formats"], preloads: false)
      #expect(result.status == 2)
      #expect(result.output.isEmpty)
      #expect(result.errors.contains("found the rights of another user (setuid or setgid)"))
    }
  }

  @Test func aFullDiskIsNotTakenForDone() throws {
    let result = try Program.command("/bin/sh", ["-c", "\(Program.path) print > /dev/full"])
    #expect(result.status == 1)
  }

  /// Text from files never reaches the terminal as it is, whatever the path it takes.
  @Test func hostileTextIsShownNotSent() throws {
    let folder = try TemporaryFolder()
    let hostile = "A\\u001b]0;PWNED\\u0007\\u202eB\\u009b31m"
    try folder.put(
      "{\"schema\":\"detente/quotes/1\",\"quotes\":[{\"symbol\":\"\(hostile)\",\"time\":\"2025-05-01T18:00:00Z\",\"price\":1.5}]}",
      "q\u{1B}[2J.json")
    try folder.put("{\"schema\":\"detente/quotes/1\",\"quotes\":[{\"symbol\":\"x\u{1B}[31m\"]}", "bad.json")
    for arguments in [
      ["print"], ["print", "--format", "json"], ["print", "--format", "csv"], ["check"], ["--dump"],
      ["--dump", "--keys", "f"], ["--dump", "--keys", "<Enter>"],
    ] {
      let command = arguments.first == "--dump" ? [folder.path] + arguments : arguments + [folder.path]
      let result = try Program.run(command)
      let bytes = Array(result.output.utf8) + Array(result.errors.utf8)
      #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
      #expect(!result.output.unicodeScalars.contains("\u{202E}") && !result.output.unicodeScalars.contains("\u{9B}"))
    }
  }
}
