import Foundation
import Testing

/// What the program asks a terminal, tells it, and takes from it beside keys.
@Suite(.serialized)
struct TerminalTalkTests {
  private func started(_ terminal: PseudoTerminal) -> Bool { terminal.read(until: "KLA Corp") }

  private static let questions = ["\u{1B}[?996n", "\u{1B}[?2031h", "\u{1B}]11;?\u{1B}\\", "\u{1B}[c"]
  private static let answers = "\u{1B}[?997;2n\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\\u{1B}[?62;22c"

  private func holds(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    Data(terminal.output).range(of: Data(text.utf8)) != nil
  }

  @Test func asksOnceAtTheStart() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    let sent = String(decoding: terminal.output, as: UTF8.self)
    for question in Self.questions {
      #expect(sent.components(separatedBy: question).count == 2, "\(question.debugDescription)")
    }
    terminal.type(Self.answers + "q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }

  @Test(arguments: ["linux", "vt100", "vt220"])
  func asksNoTerminalThatWouldShowIt(name: String) throws {
    let terminal = try PseudoTerminal(environment: ["TERM": name])
    #expect(terminal.read(until: "AMAT"))
    terminal.type("y")
    #expect(terminal.read(until: "no clipboard"))
    #expect(!holds(terminal, "\u{1B}]"))
    #expect(!holds(terminal, "996"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
  }

  /// Behind keys, twice, between keys, byte by byte: only the keys do something. By how much they are late is told to
  /// `KeyDecoder` in tests of its own.
  @Test func lateAnswersAreNoKeys() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    terminal.type("?")
    #expect(terminal.read(until: "next row"))
    #expect(terminal.typeAndWait("q"))
    for byte in Self.answers { #expect(terminal.typeAndWait(String(byte))) }
    #expect(terminal.typeAndWait("j" + Self.answers + "\u{1B}[?997;1n"))
    terminal.type("y")
    // KLAC's row: one `j` was taken.
    #expect(terminal.read(until: "\u{1B}]52;c;" + Data("KLAC   KLA Corp".utf8).base64EncodedString()))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }

  /// Whoever quits at once leaves no answer to the shell.
  @Test func answersUnderWayAreTaken() throws {
    let terminal = try PseudoTerminal(shell: "\"$0\" \"$@\"; echo returned; IFS= read -r line; printf '<%s>' \"$line\"")
    #expect(started(terminal))
    terminal.type("q")
    #expect(terminal.read(until: "\u{1B}[?1049l"))
    terminal.type(Self.answers)
    #expect(terminal.read(until: "returned"))
    terminal.type("ls\n")
    #expect(terminal.read(until: "<ls>"))
  }

  @Test func theMouseIsAskedForByItsKeyAlone() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    #expect(!holds(terminal, "\u{1B}[?1000h"))
    terminal.type("m")
    #expect(terminal.read(until: "\u{1B}[?1000h\u{1B}[?1006h"))
    // The wheel turns as `jjj` would; then `y` tells the row.
    terminal.type("\u{1B}[<65;10;20My")
    #expect(terminal.read(until: "\u{1B}]52;c;" + Data("SPY    S&P 500 ".utf8).base64EncodedString()))
    terminal.type("m")
    #expect(terminal.read(until: "mouse off"))
    terminal.type("mq")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }

  @Test(arguments: [SIGTERM, SIGSEGV])
  func theMouseIsGivenBack(signal: Int32) throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    terminal.type("m")
    #expect(terminal.read(until: "\u{1B}[?1006h"))
    terminal.send(signal)
    #expect(terminal.exitStatus() == 128 + signal)
    #expect(terminal.leftovers == [])
  }

  @Test func plainShowsTheCursor() throws {
    let terminal = try PseudoTerminal(["--plain"])
    #expect(started(terminal))
    let sent = String(decoding: terminal.output, as: UTF8.self)
    #expect(!sent.contains("\u{1B}[?25l"))
    #expect(!sent.contains("─") && !sent.contains("█"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
  }

  // MARK: In tmux

  @Test(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
  func whatIsCopiedArrivesInTmux() throws {
    let session = try TmuxSession()
    try session.tmux(["set-option", "-s", "set-clipboard", "on"])
    try session.start("")
    #expect(session.wait { $0.contains("> AMAT") } != nil)
    try session.type("jy")
    #expect(session.wait { $0.contains("set-clipboard on") } != nil, "the notice says what tmux needs")
    #expect(try session.tmux(["show-buffer"]).hasPrefix("KLAC   KLA Corp"))
    try session.type("Y")
    #expect(session.wait { $0.contains("copied 10 rows") } != nil, "\(session.screen)")
    let pane = try session.tmux(["show-buffer"])
    #expect(pane.contains("Applied Materials") && pane.contains("FSLR"))
  }

  /// The cursor of the terminal is where a screen reader looks.
  @Test(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
  func theTerminalsCursorStandsOnTheRow() throws {
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("> AMAT") } != nil)
    func row() throws -> String {
      let line = Int(try session.tmux(["display-message", "-p", "-t", "main", "#{cursor_y}"]).trimmed) ?? 0
      let lines = session.screen.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.indices.contains(line) ? String(lines[line]) : ""
    }
    for (key, name) in [("j", "> KLAC"), ("j", "> FSLR"), ("G", "> COSCO"), ("g", "> AMAT"), ("l", "> FSLR")] {
      try session.type(key)
      #expect(session.wait { $0.contains(name) } != nil)
      #expect(try row().contains(name))
    }
    // Another pane, where something else has the focus.
    try session.send("Tab")
    #expect(session.wait { $0.contains("*>") } != nil)
    #expect(try row().contains("*>"))
  }

  /// The same after any keys in any order, among names and signals: it stands on the mark of the one row that is painted.
  @Test(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
  func theTerminalsCursorStaysOnTheMark() throws {
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("> AMAT") } != nil)
    var seed: UInt64 = 20_261_127
    for number in 0..<60 {
      // Knuth's MMIX generator.
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let keys = ["j", "j", "k", "G", "g", "l", "h", "[", "]", "T"]
      if number == 30 { try session.send("Tab") } else { try session.type(keys[Int(seed >> 33) % keys.count]) }
      var found = ""
      let stands = session.wait(seconds: 10) { _ in
        found = (try? markAtCursor(session)) ?? ""
        return found == ">"
      }
      #expect(stands != nil, "key \(number): \(found)")
    }
  }

  /// What stands at the cursor where its row is the only one painted from its first column on; else what is wrong.
  private func markAtCursor(_ session: TmuxSession) throws -> String {
    let told = try session.tmux(["display-message", "-p", "-t", "main", "#{cursor_x} #{cursor_y}"])
    let place = told.split(separator: " ").compactMap { Int($0.filter(\.isNumber)) }
    let coloured = try session.tmux(["capture-pane", "-p", "-e", "-t", "main"])
    let lines = coloured.split(separator: "\n", omittingEmptySubsequences: false)
    // Inverse without colours, a ground of its own with them; the header is painted, too.
    let painted = lines.indices.dropFirst().filter {
      lines[$0].contains(/\x1B\[(?:[0-9;]*;)?(?:7|48;[0-9;]*)m(?:[ *]|\x1B\[[0-9;]*m)*>/)
    }
    guard place.count == 2, lines.indices.contains(place[1]) else { return "no row" }
    guard painted == [place[1]] else { return "painted \(painted), cursor in \(place[1])" }
    let text = lines[place[1]].replacing(/\x1B\[[0-9;]*m/, with: "")
    return String(text.dropFirst(place[0]).prefix(1))
  }

  @Test(arguments: [[], ["--plain"]])
  func anAddressIsALink(options: [String]) throws {
    let folder = try TemporaryFolder()
    let day = ToldClock.ordinary.stamp().prefix(10)
    let address = "https://ustr.gov/news/" + String(repeating: "a", count: 120)
    try folder.put(
      #"{"schema":"detente/signals/1","id":"N1","date":"\#(day)","actor":"USA","target":"CHN","code":"036","reliability":"A","credibility":1,"text":"Talks in Geneva","url":"\#(address)"}"#,
      "signals.jsonl")
    let terminal = try PseudoTerminal(options + [folder.path], columns: 80, rows: 24)
    #expect(terminal.read(until: "Talks in Geneva"))
    terminal.type("\t\r")
    #expect(terminal.read(until: "Signal N1"))
    if options.isEmpty {
      #expect(terminal.read(until: "\u{1B}]8;;\(address)\u{1B}\\"))
      #expect(terminal.read(until: "\u{1B}]8;;\u{1B}\\"))
    } else {
      #expect(terminal.read(until: "ustr.gov"))
    }
    terminal.type("q")
    #expect(terminal.readsAnew(until: "Talks in Geneva"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(holds(terminal, "]8;;http") == options.isEmpty)
    #expect(terminal.leftovers == [])
  }
}
