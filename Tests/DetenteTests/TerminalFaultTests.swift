import Foundation
import Testing

/// What may happen to a terminal, and that it is given back in order.
@Suite(.serialized)
struct TerminalFaultTests {
  private func started(_ terminal: PseudoTerminal) -> Bool { terminal.read(until: "KLA Corp") }

  @Test func quittingGivesEverythingBack() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    #expect(!terminal.leftovers.isEmpty, "the check sees a terminal in use")
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }

  @Test(arguments: [
    SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGSYS, SIGXCPU, SIGUSR1,
    SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGSTKFLT, SIGPWR,
  ])
  func aDeadlySignalGivesTheTerminalBack(signal: Int32) throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    terminal.send(signal)
    #expect(terminal.exitStatus() == 128 + signal)
    #expect(terminal.leftovers == [])
  }

  /// What no program can answer: the guardian, which one `pkill -9 detente` does not hit, gives the terminal back, and the
  /// shell sees what became of the program.
  @Test func aKilledProgramGivesTheTerminalBack() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    let program = try #require(terminal.program)
    #expect(terminal.guardian != nil)
    kill(program, SIGKILL)
    #expect(terminal.exitStatus() == 128 + SIGKILL)
    #expect(terminal.leftovers == [])
  }

  /// The program ends with its guardian, and gives the terminal back itself.
  @Test func aProgramWithoutItsGuardianEnds() throws {
    let terminal = try PseudoTerminal(shell: "\"$0\"; read -r line; echo ended")
    #expect(started(terminal))
    let program = try #require(terminal.program)
    kill(try #require(terminal.guardian), SIGKILL)
    let end = Date().addingTimeInterval(20)
    while kill(program, 0) == 0, Date() < end { terminal.read(seconds: 0.02) }
    #expect(kill(program, 0) == -1)
    #expect(terminal.leftovers == [])
    terminal.type("\n")
    #expect(terminal.read(until: "ended"))
    #expect(terminal.exitStatus() == 0)
  }

  @Test(arguments: [([], ["DETENTE_GUARDIAN": "0"]), (["--no-guardian"], [:])] as [([String], [String: String])])
  func aGuardianIsNotForced(arguments: [String], environment: [String: String]) throws {
    let terminal = try PseudoTerminal(arguments, environment: environment)
    #expect(started(terminal))
    #expect(terminal.guardian == nil)
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }

  /// What the shell knows is the guardian: who stops or continues that means the program, too.
  @Test func theGuardianStopsAndContinuesWithTheProgram() throws {
    let terminal = try PseudoTerminal(shell: "\"$0\"; echo ended")
    #expect(started(terminal))
    let program = try #require(terminal.program)
    let guardian = try #require(terminal.guardian)
    func isStopped(_ process: Int32) -> Bool { ProcessTree.state(of: process) == "T" }
    func wait(_ satisfied: () -> Bool) -> Bool {
      let end = Date().addingTimeInterval(20)
      while !satisfied(), Date() < end { terminal.read(seconds: 0.02) }
      return satisfied()
    }
    kill(program, SIGSTOP)
    #expect(wait { isStopped(program) && isStopped(guardian) })
    kill(guardian, SIGCONT)
    #expect(wait { !isStopped(program) && !isStopped(guardian) })
    terminal.type("?")
    #expect(terminal.read(until: "previous sector"))
    terminal.type("qq")
    #expect(terminal.read(until: "ended"))
    #expect(terminal.leftovers == [])
  }

  /// Ctrl-Z, `kill -9`, `fg`: the end is not lost.
  @Test func aProgramKilledWhileItIsStoppedEndsTheGuardian() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    let program = try #require(terminal.program)
    let guardian = try #require(terminal.guardian)
    kill(program, SIGSTOP)
    let end = Date().addingTimeInterval(20)
    while ProcessTree.state(of: guardian) != "T", Date() < end { terminal.read(seconds: 0.02) }
    kill(program, SIGKILL)
    kill(guardian, SIGCONT)
    #expect(terminal.exitStatus() == 128 + SIGKILL)
    #expect(terminal.leftovers == [])
  }

  /// The kernel sends SIGXFSZ where a file would grow beyond `ulimit -f`: what cannot be kept is said, nothing ends.
  @Test func aLimitOfFilesIsAnError() throws {
    let folder = try TemporaryFolder()
    try folder.put("time,symbol,price\n", "q.csv")
    let terminal = try PseudoTerminal(
      [folder.path], shell: "ulimit -f 0; exec \"$0\" \"$@\"")
    #expect(terminal.read(until: "KLA Corp"))
    terminal.send(SIGXFSZ)
    terminal.type("u")
    #expect(terminal.read(until: "cannot be remembered"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 1)
    #expect(terminal.leftovers == [])
    #expect(terminal.afterwards.contains("detente: seen, but it cannot be remembered"))
  }

  /// A terminal that can no longer be read, and a system that does not let the program wait: both are said, status 3.
  @Test(arguments: [("tty=EIO", "read: Input/output error"), ("poll=ENOMEM", "wait: Cannot allocate memory")])
  func aTerminalThatFailsIsNamed(fault: String, reason: String) throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(environment: ["FAULTS": folder.path + "/faults"])
    #expect(started(terminal))
    try folder.put(fault + "\n", "faults")
    terminal.type("?")
    #expect(terminal.exitStatus() == 3)
    #expect(terminal.leftovers == [])
    #expect(terminal.afterwards.contains("detente: the terminal is gone (\(reason))"))
  }

  /// Memory that is short for a moment ends nothing.
  @Test func aWaitThatFailsForAMomentIsRepeated() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(environment: ["FAULTS": folder.path + "/faults"])
    #expect(started(terminal))
    try folder.put("poll=ENOMEM\n", "faults")
    terminal.type("?")
    let met = folder.path + "/faults.met"
    let end = Date().addingTimeInterval(20)
    while !FileManager.default.fileExists(atPath: met), Date() < end { usleep(1_000) }
    try folder.put("\n", "faults")
    #expect(terminal.read(until: "previous sector"))
    terminal.type("qq")
    #expect(terminal.exitStatus() == 0)
  }

  /// A key that works on files starts a thread, whose stack for signals goes with it.
  @Test func keysDoNotGrowTheProgram() throws {
    let folder = try TemporaryFolder()
    try folder.put("time,symbol,price\n", "q.csv")
    let terminal = try PseudoTerminal([folder.path])
    #expect(started(terminal))
    func press(_ times: Int) {
      for _ in 0..<times { terminal.typeAndWait("rS") }
      terminal.read(seconds: 0.1)
    }
    press(200)
    let before = try #require(terminal.memory)
    press(2_000)
    let after = try #require(terminal.memory)
    // 2,000 stacks of 64 KiB are 128 MB. What threads at work hold at one moment differs by some megabytes.
    #expect(after - before < 24_000_000, "\(before) to \(after) bytes")
    // Each look is kept before the next: the last of these takes long.
    for _ in 0..<50 { terminal.typeAndWait("u") }
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
  }

  /// What the kernel does now and then: bytes are refused for a moment although those before them were dropped.
  @Test(arguments: ["", "q"])
  func aRefusalOfTheLastBytesIsNotTheEnd(keys: String) throws {
    let folder = try TemporaryFolder()
    try folder.put("write=refused\n", "faults")
    let terminal = try PseudoTerminal(environment: ["FAULTS": folder.path + "/faults"])
    #expect(started(terminal))
    if keys.isEmpty {
      terminal.send(SIGSEGV)
    } else {
      terminal.stopOutput()
      terminal.type("?q" + keys)
    }
    #expect(terminal.exitStatus() == (keys.isEmpty ? 128 + SIGSEGV : 0))
    #expect(terminal.leftovers == [])
  }

  @Test(arguments: [nil, "trap '' HUP; exec \"$0\""])
  func endsWhenTheTerminalIsGone(shell: String?) throws {
    let terminal = try PseudoTerminal(shell: shell)
    #expect(started(terminal))
    terminal.hangUp()
    #expect(terminal.exitStatus() != nil)
  }

  /// Ctrl-S on the terminal itself: what is written would block for ever.
  @Test func endsWhileOutputIsStopped() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    terminal.stopOutput()
    for _ in 0..<20 { terminal.type("?q") }
    terminal.send(SIGTERM)
    #expect(terminal.exitStatus() == 128 + SIGTERM)
    #expect(terminal.leftovers == [])
  }

  /// Ctrl-Q after it: the present is shown, with what was typed meanwhile.
  @Test func goesOnWhenOutputDoes() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    terminal.stopOutput()
    #expect(terminal.typeAndWait("?"))
    let before = terminal.output.count
    terminal.continueOutput()
    #expect(terminal.read(until: "previous sector"))
    #expect(terminal.output.count > before)
    terminal.type("qq")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }

  /// As `docker exec` does: a terminal of 50 rows that tells so only once the program runs. Its output, sent to such a
  /// terminal, leaves it scrolling as a whole.
  @Test(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"), arguments: [true, false])
  func aSizeThatComesLateLeavesNoScrollRegion(isQuit: Bool) throws {
    let terminal = try PseudoTerminal(columns: 0, rows: 0)
    #expect(started(terminal))
    if isQuit {
      terminal.resize(columns: 120, rows: 50)
      #expect(terminal.read(until: "Ahead"))
      terminal.type("q")
    } else {
      terminal.send(SIGSEGV)
    }
    #expect(terminal.exitStatus() == (isQuit ? 0 : 128 + SIGSEGV))
    #expect(terminal.leftovers == [])
    let folder = try TemporaryFolder()
    try Data(terminal.output).write(to: URL(fileURLWithPath: folder.path + "/output"))
    let session = try TmuxSession(columns: 120, rows: 50)
    try session.type("cat \(folder.path)/output; seq 1001 1100")
    try session.send("Enter")
    // 49 of the numbers and the prompt.
    // What the terminal answers to the questions in the output is typed before the prompt or behind it.
    let screen = session.wait { $0.contains("\n1100\n") && $0.contains("ready>") }
    #expect(
      screen?.contains("1052\n1053\n1054") == true && screen?.contains("1051") == false,
      "\(screen ?? session.screen)")
  }

  /// A folder is waited for a moment before the first paint; what is typed meanwhile counts.
  @Test func aKeyBeforeTheFirstPaintCounts() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal([folder.path])
    terminal.type("?")
    #expect(terminal.read(until: "previous sector"))
  }

  /// 100 whole screens are some 400,000 bytes; a terminal that takes none gets the frame it was promised and the newest.
  @Test func aStalledReaderGetsTheNewestScreen() throws {
    let waits = try ToldWaits()
    let terminal = try PseudoTerminal(environment: waits.environment)
    #expect(started(terminal))
    #expect(waits.comeToRest())
    terminal.stopOutput()
    let before = terminal.output.count
    for key in String(repeating: "T", count: 100) + "?" {
      let count = waits.count
      terminal.type(String(key))
      // It waits again once it has taken in the key.
      #expect(waits.grow(beyond: count))
    }
    terminal.continueOutput()
    #expect(terminal.read(until: "previous sector"))
    #expect(terminal.output.count - before < 50_000, "frames are dropped, not queued")
    terminal.type("qq")
    #expect(terminal.exitStatus() == 0)
  }

  @Test(arguments: [("/dev/null", nil), (nil, "/dev/null"), (nil, "/dev/full")] as [(String?, String?)])
  func refusesWhatIsNoTerminal(input: String?, sink: String?) throws {
    let terminal = try PseudoTerminal(input: input, sink: sink)
    #expect(terminal.exitStatus() == 3)
    #expect(terminal.leftovers == [])
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("terminal"))
  }

  @Test(
    arguments: [(1, 1), (80, 1), (1, 24), (2, 2), (0, 0), (1000, 500), (3, 32767), (32767, 3)] as [(UInt16, UInt16)])
  func livesAtAnySize(columns: UInt16, rows: UInt16) throws {
    let terminal = try PseudoTerminal(columns: columns, rows: rows)
    // Asked for before the first frame, which follows at once; a key is taken in only after it.
    #expect(terminal.read(until: "\u{1B}[?2004h"))
    #expect(terminal.typeAndWait("T"))
    #expect(terminal.isRunning)
    terminal.resize(columns: 80, rows: 24)
    #expect(started(terminal))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }

  @Test func aStormOfResizesEndsAtTheLastSize() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    for step in 0..<300 { terminal.resize(columns: UInt16(40 + step % 100), rows: UInt16(8 + step % 40)) }
    terminal.resize(columns: 200, rows: 60)
    #expect(terminal.read(until: "What makes 6.0"))
    #expect(terminal.isRunning)
  }

  @Test(arguments: ["xterm-ghostty", "foot", "wezterm", "no-such-terminal", "../../x", "", "vt100", "linux", "screen"])
  func runsOnATerminalThatNobodyKnows(name: String) throws {
    let terminal = try PseudoTerminal(environment: ["TERM": name])
    #expect(terminal.read(until: "AMAT"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func aDumbTerminalGetsNoSequences() throws {
    let terminal = try PseudoTerminal(environment: ["TERM": "dumb"])
    #expect(terminal.exitStatus() == 3)
    #expect(!terminal.output.contains(0x1B))
  }

  @Test(arguments: ["C", "xx_YY.nothing"])
  func withoutALocaleAllIsASCII(locale: String) throws {
    let terminal = try PseudoTerminal(environment: ["LC_ALL": locale])
    #expect(started(terminal))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func linesAndColumnsDoNotStopResizing() throws {
    let terminal = try PseudoTerminal(environment: ["LINES": "10", "COLUMNS": "20"])
    #expect(started(terminal))
    terminal.resize(columns: 200, rows: 60)
    #expect(terminal.read(until: "What makes 6.0"))
  }

  /// Mouse, focus, a paste with `q` in it, answers to questions that nobody asked, half a sequence.
  @Test(arguments: [
    "\u{1B}[<0;10;10M\u{1B}[I\u{1B}[200~q\u{3}\u{1B}[201~", "\u{1B}[?1;2c\u{1B}]11;rgb:0/0/0\u{7}",
    "\u{1B}P1$r0m\u{1B}\\",
  ])
  func repliesAndPastesAreNoKeys(input: String) throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    #expect(terminal.typeAndWait(input))
    #expect(terminal.isRunning)
    terminal.type("?")
    #expect(terminal.read(until: "previous sector"))
  }

  @Test func anEscapeTornByASlowLinkIsOneKey() throws {
    let terminal = try PseudoTerminal()
    #expect(started(terminal))
    terminal.type("?")
    #expect(terminal.read(until: "previous sector"))
    // Escape closes the help: it has been given up as a key when the rest of the sequence comes.
    terminal.type("\u{1B}")
    #expect(terminal.readsAnew(until: "KLA Corp"))
    #expect(terminal.typeAndWait("[B"))
    #expect(terminal.isRunning)
    terminal.type("?")
    #expect(terminal.readsAnew(until: "previous sector"))
  }

  @Test func idleCostsNothing() throws {
    let waits = try ToldWaits()
    let terminal = try PseudoTerminal(environment: waits.environment)
    #expect(started(terminal))
    #expect(waits.comeToRest())
    let before = waits.count
    terminal.type("?")
    #expect(terminal.read(until: "previous sector"))
    // It slept until the key came.
    #expect(waits.count - before < 20)
  }
}
