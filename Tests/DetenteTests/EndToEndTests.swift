import Foundation
import Market
import Testing

/// The dashboard in a real terminal, from files on disk to what stands on the screen.
@Suite(.serialized, .enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct EndToEndTests {
  private func quotes(_ price: String) -> String {
    let stamp = ToldClock.ordinary.stamp()
    return """
      {"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"\(stamp)","price":\(price),\
      "previousClose":150.71,"currency":"USD"},{"symbol":"SPY","time":"\(stamp)","price":560.10,\
      "previousClose":554.54,"currency":"USD"}]}
      """
  }

  @Test func aChangedFileIsSeen() throws {
    let folder = try TemporaryFolder()
    try folder.put(quotes("148.32"), "quotes.json")
    let session = try TmuxSession()
    try session.start(folder.path)
    #expect(session.wait { $0.contains("148.32") } != nil)
    try folder.put(quotes("151.07"), "quotes.json")
    #expect(session.wait { $0.contains("151.07") && !$0.contains("148.32") } != nil)
    try folder.put("{", "quotes.json")
    let broken = session.wait { $0.contains("quotes.json has errors") }
    #expect(broken?.contains("151.07s") == true, "the last good price stays, marked")
    try folder.put(quotes("149.50"), "quotes.json")
    #expect(session.wait { $0.contains("149.50") && !$0.contains("has errors") } != nil)
    try FileManager.default.removeItem(atPath: folder.path + "/quotes.json")
    #expect(session.wait { $0.contains("149.50s") && $0.contains("is gone") } != nil)
  }

  @Test func movesThroughAllSectors() throws {
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("> AMAT") } != nil)
    for name in ["FSLR", "SPY", "COSCO"] {
      try session.type("l")
      #expect(session.wait { $0.contains("> \(name)") } != nil)
    }
    try session.send("Left")
    #expect(session.wait { $0.contains("> SPY") } != nil)
    try session.type("2")
    #expect(session.wait { $0.contains("> FSLR") } != nil)
    try session.type("0j")
    #expect(session.wait { $0.contains("> KLAC") } != nil)
  }

  /// A signal is seen with its points before Enter, written as `detente signal` writes it, confirmed by its id; what was typed
  /// is there in the next run.
  @Test func theLedgerIsKeptFromTheLine() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(["init", folder.path]).status == 0)
    func ledger() throws -> [String] {
      try String(contentsOfFile: folder.path + "/signals.jsonl", encoding: .utf8).split(separator: "\n").map(
        String.init)
    }
    let before = try ledger()
    let report = "US>CN 036 C3 denied: US reached out"
    let shown = try Program.run(["signal", report, folder.path, "--dry-run"]).output
    let points = try #require(shown.firstMatch(of: /index today +(.*)\n/)).1
    let session = try TmuxSession()
    try session.start(folder.path)
    #expect(session.wait { $0.contains("q quit") } != nil)
    try session.type(":signal " + report)
    let noted = session.wait {
      $0.contains("index \(points)") && $0.contains("036 Express intent to")
    }
    #expect(noted != nil, "expected \(points) in \(session.screen)")
    #expect(try ledger() == before)
    try session.send("Enter")
    #expect(session.wait { $0.contains(" wrote ") && $0.contains("to signals.jsonl:\(before.count + 1)") } != nil)
    let written = try #require(try ledger().last)
    #expect(try ledger().dropLast() == before[...])
    #expect(
      written.contains("\"actor\":\"USA\",\"target\":\"CHN\",\"code\":\"036\"") && written.contains("US reached out"))
    let id = try #require(written.firstMatch(of: /"id":"([^"]*)"/)).1
    try session.type(":confirm \(id)")
    #expect(
      session.wait { $0.contains("US reached out: C4 denied 0.24 to C1 confirmed 0.60") } != nil, "\(session.screen)")
    try session.send("Enter")
    #expect(session.wait { $0.contains("to signals.jsonl:\(before.count + 2)") } != nil)
    #expect(try ledger().last?.contains("\"confirmed\"") == true)
    #expect(try Program.run(["check", folder.path]).status == 0)
    try session.type("q")
    #expect(session.wait { $0.contains("ready>") && !$0.contains("De-escalation") } != nil)
    try session.start(folder.path)
    #expect(session.wait { $0.contains("q quit") } != nil)
    try session.type(":")
    // The lines of earlier runs come when the home folder has been read, which holds up no key.
    var isBack = false
    for _ in 0..<20 where !isBack {
      try session.send("Up")
      isBack = session.wait(seconds: 1) { $0.contains(":confirm \(id)") } != nil
    }
    #expect(isBack, "\(session.screen)")
    try session.send("Up")
    #expect(session.wait { $0.contains(":signal \(report)") } != nil)
  }

  /// The table of a screen is what `print` says of it.
  @Test(arguments: [
    ("e", "events"), ("v", "comparison"), ("<AMAT>", "instrument"), ("t", "tariffs"), ("i", "indicator"),
    ("f", "files"),
  ])
  func theTableOfAScreenIsWritten(key: String, part: String) throws {
    let folder = try TemporaryFolder()
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("q quit") } != nil)
    if key == "<AMAT>" { try session.send("Enter") } else { try session.type(key) }
    #expect(session.wait { $0.contains("Esc back") } != nil)
    let symbol = part == "instrument" ? ["--symbol", "AMAT"] : []
    for (ending, format) in [("csv", "csv"), ("txt", "text"), ("json", "json")] {
      let file = "\(folder.path)/x.\(ending)"
      try session.type(":write \(file)")
      try session.send("Enter")
      #expect(session.wait { $0.contains("wrote \(file)") } != nil)
      let printed = try Program.run(["print", "--only", part, "--format", format] + symbol)
      let written = try String(contentsOfFile: file, encoding: .utf8)
      #expect(written.split(separator: "\n") == printed.output.split(separator: "\n"))
    }
  }

  /// What stands on the screen as a file, and over a file only where that is said.
  @Test func aTableIsWritten() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/names.csv"
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("q quit") } != nil)
    try session.type(":filter semi")
    try session.send("Enter")
    try session.type(":write \(file)")
    try session.send("Enter")
    #expect(session.wait { $0.contains("wrote \(file)") } != nil)
    let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    #expect(rows.first?.hasPrefix("symbol,") == true)
    #expect(rows.dropFirst().map { $0.prefix { $0 != "," } } == ["AMAT", "KLAC"])
    try session.type(":write \(file)")
    try session.send("Enter")
    #expect(session.wait { $0.contains("names.csv is there already, write! replaces it") } != nil)
    try session.type(":filter")
    try session.send("Enter")
    try session.type(":write! \(file)")
    try session.send("Enter")
    #expect(session.wait { $0.contains("wrote \(file)") } != nil)
    #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == 6)
  }

  @Test func survivesResizes() throws {
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("Signals") && $0.contains("Ahead") } != nil)
    try session.resize(columns: 40, rows: 10)
    // tmux cuts the large screen to size at once, before the program draws.
    #expect(session.wait { $0.contains("AMAT") && $0.contains("148.96") && !$0.contains("Ahead") } != nil)
    try session.resize(columns: 20, rows: 4)
    #expect(session.wait { $0.contains("needs") } != nil)
    try session.resize(columns: 120, rows: 40)
    #expect(session.wait { $0.contains("Ahead") && $0.contains("q quit") } != nil)
  }

  @Test func suspendsAndComesBack() throws {
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("De-escalation") } != nil)
    try session.send("C-z")
    #expect(session.wait { $0.contains("ready>") && !$0.contains("De-escalation") } != nil)
    try session.type("stty -a; fg")
    try session.send("Enter")
    #expect(session.wait { $0.contains("De-escalation") } != nil)
    try session.type("q")
    let after = session.wait { $0.contains("ready>") && $0.contains("icanon") }
    #expect(after?.contains(" -icanon") == false)
  }

  /// Stopped by its own key or by another program; whoever resizes meanwhile tells nobody.
  @Test(arguments: [nil, SIGTSTP])
  func comesBackAtTheSizeThatTheTerminalHas(signal: Int32?) throws {
    let session = try TmuxSession(columns: 80, rows: 24)
    try session.start("")
    #expect(session.wait { $0.contains("q quit") && !$0.contains("Ahead") } != nil)
    for (columns, rows) in [(120, 40), (40, 10), (80, 24)] {
      if let signal, let identifier = session.programIdentifier {
        kill(identifier, signal)
      } else {
        try session.send("C-z")
      }
      #expect(session.wait { $0.contains("ready>") && !$0.contains("AMAT") } != nil)
      try session.resize(columns: columns, rows: rows)
      // tmux tells the terminal's size a little later.
      try session.type("while [ \"$(stty size)\" != '\(rows) \(columns)' ]; do :; done; fg")
      try session.send("Enter")
      // The last line of the screen is the footer.
      let screen = session.wait {
        let lines = $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return lines.count == rows && lines.last?.contains("help") == true && $0.contains("Ahead") == (rows == 40)
      }
      #expect(screen != nil, "\(columns)x\(rows): \(session.screen)")
    }
  }

  /// A page that moves by a row is scrolled by the terminal: what stands there then is what is drawn.
  @Test func aPageThatScrollsStandsWhole() throws {
    func lines(_ screen: String) -> [Substring] {
      screen.split(separator: "\n", omittingEmptySubsequences: false).prefix(24).map { line in
        line.prefix(line.count - line.reversed().prefix { $0 == " " }.count)
      }
    }
    let session = try TmuxSession(columns: 80, rows: 24)
    try session.start("")
    #expect(session.wait { $0.contains("De-escalation") } != nil)
    var keys = ""
    for more in ["?", "j", "jjj", "jjjjj", "k", "kkkk", "<PgDn>", "jj", "<PgUp>", "k"] {
      keys += more
      try session.send(more.hasPrefix("<") ? String(more.dropFirst().dropLast()) : more)
      let drawn = try Program.run(["--dump", "--size", "80x24", "--keys", keys], environment: ["LC_ALL": "C.UTF-8"])
      #expect(session.wait { lines($0) == lines(drawn.output) } != nil, "\(keys): \(session.screen)")
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func aSignalEndsItAndGivesTheTerminalBack(signal: Int32) throws {
    let session = try TmuxSession()
    try session.type("echo before-it")
    try session.send("Enter")
    try session.start("")
    #expect(session.wait { $0.contains("De-escalation") } != nil)
    let identifier = try #require(session.programIdentifier)
    kill(identifier, signal)
    #expect(session.wait { $0.contains("before-it") && !$0.contains("De-escalation") } != nil)
    try session.type("stty -a")
    try session.send("Enter")
    let modes = session.wait { $0.contains("icanon") }
    #expect(modes?.contains(" -icanon") == false && modes?.contains(" -echo ") == false)
    #expect(waitForEnd(of: identifier))
  }

  @Test func closingTheTerminalEndsIt() throws {
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("De-escalation") } != nil)
    let identifier = try #require(session.programIdentifier)
    try session.tmux(["kill-server"])
    #expect(waitForEnd(of: identifier))
  }

  /// Whether a process is gone, or left for its parent to collect, within 10 s.
  private func waitForEnd(of identifier: Int32) -> Bool {
    for _ in 0..<500 {
      let status = (try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)) ?? ""
      let state = status.split(separator: ")").last?.split(separator: " ").first
      if state == nil || state == "Z" { return true }
      usleep(20_000)
    }
    return false
  }

  @Test func theDigestIsRemembered() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(["init", folder.path + "/desk"]).status == 0)
    let time = Instant(seconds: Int64(ToldClock.ordinary.now.timeIntervalSince1970) - 60)
    try
      #"{"schema":"detente/signals/1","id":"N1","date":"\#(Zone.newYork.day(of: time))","time":"\#(time)","actor":"USA","target":"CHN","code":"036","reliability":"A","credibility":1,"text":"Talks in Geneva"}"#
      .write(toFile: folder.path + "/desk/new.jsonl", atomically: true, encoding: .utf8)
    let session = try TmuxSession()
    try session.start(folder.path + "/desk")
    #expect(session.wait { $0.contains("NEW") && $0.contains("Talks in Geneva") } != nil)
    try session.type("u")
    #expect(session.wait { !$0.contains("NEW ") } != nil)
    try session.type("q")
    #expect(session.wait { !$0.contains("De-escalation") } != nil)
    try session.start(folder.path + "/desk")
    let again = session.wait { $0.contains("Talks in Geneva") && $0.contains("files, all read") }
    #expect(again?.contains("NEW ") == false)
  }
}
