import Foundation
import Testing

/// `detente alerts`, and what `check` and `print` say of rules.
struct AlertsCommandTests {
  private static let clock = ToldClock.ordinary

  private func quote(_ price: Double, _ symbol: String = "AMAT", age: Double = 0) -> String {
    let time = Self.clock.stamp(age: age)
    return #"{"schema":"detente/quotes/1","quotes":[{"symbol":"\#(symbol)","time":"\#(time)","price":\#(price)}]}"#
  }

  /// A desk with rules and a price, and a home of its own.
  private struct Home {
    let desk: TemporaryFolder
    let state: TemporaryFolder
    let configuration: TemporaryFolder

    init(_ rules: String...) throws {
      (desk, state, configuration) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
      try desk.put(
        "schema: detente/alerts/1\nrules:\n" + rules.map { "  - \($0)\n" }.joined(), "alerts.yaml")
    }

    var environment: [String: String] { ["XDG_STATE_HOME": state.path, "XDG_CONFIG_HOME": configuration.path] }

    /// Lines of the file of the state folder that begins so.
    func lines(_ name: String) throws -> [String] {
      let folder = state.path + "/detente"
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      guard let file = files.first(where: { $0.hasPrefix(name) }) else { throw POSIXError(.ENOENT) }
      return try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// Whether something comes to be within half a minute; what is not there yet is looked for again.
    func waits(until isSo: () throws -> Bool) -> Bool {
      let end = Date().addingTimeInterval(30)
      while Date() < end {
        if (try? isSo()) ?? false { return true }
        usleep(20_000)
      }
      return false
    }

    func start() throws -> WatchingProgram { try WatchingProgram(["alerts", desk.path], environment: environment) }
  }

  @Test func checkSaysWhatEachRuleSeesAndWhatIsWrong() throws {
    let home = try Home(
      "AMAT crosses below 140", "AMAT >= 100 rearm 95", "AMTA < 3", "AMAT cros 3", "AMAT  >= 100 rearm 95")
    try home.desk.put(quote(148.96), "quotes.json")
    let result = try Program.run(["check", home.desk.path], environment: home.environment)
    #expect(result.status == 1)
    #expect(result.output.contains("alerts.yaml:3: AMAT 148.96: 8.96 above, armed\n"))
    #expect(
      result.output.contains("alerts.yaml:4: AMAT 148.96: 48.96 above, passed already: must come back to 95.00 first\n")
    )
    #expect(result.output.contains("alerts.yaml:5: AMTA: no data, no such name on the desk (nearest is AMAT)"))
    #expect(result.output.contains("alerts.yaml:6:10: found cros, expected a column of the watchlist, or crosses, "))
    #expect(result.output.contains("  AMAT cros 3\n       ^\n"))
    #expect(result.output.contains("alerts.yaml:7:5: found the rule of alerts.yaml:4 once more, expected another"))
    let json = try Program.run(["check", home.desk.path, "--format", "json"], environment: home.environment)
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let alerts = document?["alerts"] as? [[String: Any]] ?? []
    #expect(alerts.map { $0["state"] as? String } == ["armed", "armed", "no data"])
    #expect(alerts.first?["level"] as? Double == 140)
  }

  @Test func rulesInAWatchlistAreAnsweredWithTheLinesToWrite() throws {
    let folder = try TemporaryFolder()
    try folder.put(
      "schema: detente/watchlist/1\nsectors: []\nalerts:\n  - { when: \"AMAT.change% <= -3\" }\n  - { when: \"indicator >= 60\" }\n",
      "w.yaml")
    let said = try Program.run(["check", folder.path]).output
    let lines = #"{"schema": "detente/alerts/1", "rules": ["AMAT chg% <= -3", "index >= 60"]}"#
    #expect(said.contains("found alerts in a watchlist, expected a file alerts.yaml: \(lines)"))
    // What it says is a file that is read.
    try folder.put(lines, "alerts.yaml")
    try folder.put("schema: detente/watchlist/1\nsectors: []\n", "w.yaml")
    #expect(try Program.run(["check", folder.path]).output.contains(/alerts.yaml +alerts +ok +2 rows/))
  }

  @Test func printsHowRulesStand() throws {
    let home = try Home("fall: AMAT crosses below 140")
    try home.desk.put(quote(148.96), "quotes.json")
    func print(_ format: String) throws -> String {
      try Program.run(["print", home.desk.path, "--only", "alerts", "--format", format], environment: home.environment)
        .output
    }
    #expect(try print("text") == "alerts.yaml:3: AMAT 148.96: 8.96 above, armed\n")
    #expect(
      try print("csv").hasSuffix(
        "AMAT crosses below 140,fall,armed,AMAT,148.96,8.96 above,6.015037593984967,,,,alerts.yaml:3\n"))
    #expect(try print("json").contains("\"name\": \"fall\""))
  }

  @Test func ringsOnceOverKillsAndRestarts() throws {
    let home = try Home("AMAT crosses below 140 rearm 142")
    try home.desk.put(quote(150, age: 4), "quotes.json")
    var watch = try home.start()
    // Armed by the first value: that is kept before anything can ring.
    #expect(home.waits { try home.lines("alerts-state").contains { $0.hasPrefix("track\tAMAT") } })
    try home.desk.put(quote(139.5, age: 3), "quotes.json")
    let line = try #require(watch.line())
    #expect(line.hasSuffix("  AMAT 139.50 crosses below 140"))
    kill(watch.identifier, SIGKILL)
    _ = watch.end()
    watch = try home.start()
    // It comes back and falls once more while nothing runs.
    #expect(watch.line(seconds: 2) == nil)
    kill(watch.identifier, SIGKILL)
    _ = watch.end()
    try home.desk.put(quote(143, age: 2), "quotes.json")
    watch = try home.start()
    #expect(home.waits { try home.lines("alerts-log").contains { $0.contains("\"state\":\"armed\"") } })
    kill(watch.identifier, SIGKILL)
    _ = watch.end()
    try home.desk.put(quote(139, age: 1), "quotes.json")
    watch = try home.start()
    #expect(try #require(watch.line()).hasSuffix("  AMAT 139.00 crosses below 140"))
    #expect(watch.line(seconds: 2) == nil)
    kill(watch.identifier, SIGTERM)
    #expect(watch.end() == 128 + SIGTERM)
    #expect(try home.lines("alerts-log").count { $0.contains("\"state\":\"firing\"") } == 2)
  }

  @Test func oneOfSeveralSessionsDeliversAndAnotherTakesOver() throws {
    // What is refused is said once the desk is taken in.
    let home = try Home("AMAT crosses below 140 rearm 142", "AMAT cros 3")
    try home.desk.put(quote(150, age: 4), "quotes.json")
    let first = try home.start()
    let second = try home.start()
    for session in [first, second] { #expect(session.errors(seconds: 30)?.contains("found cros") == true) }
    #expect(home.waits { try home.lines("alerts-state").contains { $0.hasPrefix("track\tAMAT") } })
    try home.desk.put(quote(139, age: 3), "quotes.json")
    // Both say it, one delivers it.
    for session in [first, second] { #expect(session.line() != nil) }
    #expect(home.waits { try home.lines("alerts-told").count { $0.hasPrefix("done ") } == 1 })
    kill(first.identifier, SIGKILL)
    _ = first.end()
    let armed = try home.lines("alerts-log").count { $0.contains("\"state\":\"armed\"") }
    try home.desk.put(quote(143, age: 2), "quotes.json")
    #expect(home.waits { try home.lines("alerts-log").count { $0.contains("\"state\":\"armed\"") } > armed })
    try home.desk.put(quote(138, age: 1), "quotes.json")
    #expect(second.line() != nil)
    #expect(home.waits { try home.lines("alerts-told").count { $0.hasPrefix("done ") } == 2 })
  }

  @Test func aStateThatIsNoneIsSaidAndRingsNothing() throws {
    let home = try Home("AMAT crosses below 140 rearm 142")
    try home.desk.put(quote(139), "quotes.json")
    let watch = try home.start()
    #expect(home.waits { try home.lines("alerts-state").contains { $0.hasPrefix("track\tAMAT") } })
    kill(watch.identifier, SIGKILL)
    _ = watch.end()
    let folder = home.state.path + "/detente"
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("alerts-state") })
    try Data("detente-alerts 1\ntaken\t17".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
    let again = try home.start()
    #expect(again.errors(seconds: 20)?.contains("found what was kept of the alerts not whole") == true)
    #expect(again.line(seconds: 1) == nil)
  }

  @Test func aHomeThatCannotBeWrittenIsSaid() throws {
    let home = try Home("AMAT crosses below 140 rearm 142")
    try home.desk.put(quote(150), "quotes.json")
    // A file in the place of the folder: root may write anywhere.
    try Data().write(to: URL(fileURLWithPath: home.state.path + "/detente"))
    let watch = try home.start()
    #expect(watch.errors(seconds: 20)?.contains("found no way to keep the alerts in") == true)
    try home.desk.put(quote(139), "quotes.json")
    #expect(watch.line()?.hasSuffix("AMAT 139.00 crosses below 140") == true)
  }

  @Test func onesOwnRulesAreForEveryDeskOrForOne() throws {
    let home = try Home("AMAT crosses below 140")
    try home.desk.put(quote(148.96), "quotes.json")
    try FileManager.default.createDirectory(
      atPath: home.configuration.path + "/detente", withIntermediateDirectories: true)
    let own = """
      schema: detente/alerts/1
      rules: [AMAT > 200]
      desks:
        \(home.desk.path): [AMAT > 300, AMAT cros 3]
        /elsewhere: [AMAT > 400]

      """
    try own.write(toFile: home.configuration.path + "/detente/alerts.yaml", atomically: true, encoding: .utf8)
    let result = try Program.run(["check", home.desk.path], environment: home.environment)
    #expect(result.output.contains("detente/alerts.yaml:2: AMAT 148.96: 51.04 below, armed"))
    #expect(result.output.contains("detente/alerts.yaml:4: AMAT 148.96: 151.04 below, armed"))
    #expect(!result.output.contains("251.04"))
    #expect(result.status == 1 && result.errors.contains("detente/alerts.yaml:4:"))
  }

  @Test(
    "wrong usage",
    arguments: [
      (["alerts", "--from", "2025-01-01"], "--from and --to belong to --replay"),
      (["alerts", "--replay", "--from", "soon"], "--from: found soon, expected a date like 2025-05-01"),
      (
        ["alerts", "--replay", "--from", "2026-01-01", "--to", "2025-01-01"],
        "--from: found 2026-01-01, expected a day up to"
      ),
      (["alerts"], "alerts: found no folder, expected one or $DETENTE_DESK"),
    ])
  func usage(arguments: [String], said: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2 && result.errors.contains(said))
  }

  /// The rules of the demo over 2025, read before they counted.
  @Test func theDemosRulesOver2025() throws {
    let result = try Program.run(["alerts", "--replay", "--from", "2025-01-01", "--to", "2025-12-31"])
    #expect(result.status == 0)
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("rehearsal-2025.txt")
    #expect(try String(contentsOf: file, encoding: .utf8) == result.output)
  }
}
