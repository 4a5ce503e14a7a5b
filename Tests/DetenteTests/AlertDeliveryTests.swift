import Foundation
import Testing

/// A live desk whose feed the test is, with rules, and a configuration.
final class AlertDesk {
  let folder: TemporaryFolder
  let home: TemporaryFolder
  static let names = ["AMAT"] + (1...11).map { "N\($0)" }

  init(rules: [String] = ["AMAT crosses below 140"], configuration: String = "") throws {
    folder = try TemporaryFolder()
    home = try TemporaryFolder()
    let instruments = Self.names.map { "      - {symbol: \($0), exchange: XNYS, currency: USD}\n" }.joined()
    try folder.put(
      "schema: detente/watchlist/1\nreference: AMAT\nsectors:\n  - name: All\n    instruments:\n" + instruments,
      "watchlist.yaml")
    try put(["AMAT": 148.96], age: 30)
    try folder.put("schema: detente/alerts/1\nrules:\n" + rules.map { "  - \($0)\n" }.joined(), "alerts.yaml")
    try FileManager.default.createDirectory(atPath: home.path + "/detente", withIntermediateDirectories: true)
    try configuration.write(toFile: home.path + "/detente/config.yaml", atomically: true, encoding: .utf8)
  }

  var environment: [String: String] {
    ["XDG_CONFIG_HOME": home.path, "HOME": home.path, "XDG_STATE_HOME": home.path + "/state"]
  }

  /// Prices of so many seconds ago; a name that is not told stands at 100.
  func put(_ prices: [String: Double], age: Double = 0) throws {
    let stamp = ToldClock.ordinary.stamp(age: age)
    let quotes = Self.names.map { name in
      """
      {"symbol":"\(name)","time":"\(stamp)","price":\(prices[name] ?? 100),"previousClose":\(name == "AMAT" ? 150 : 100),"currency":"USD"}
      """
    }
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":["# + quotes.joined(separator: ",\n") + "]}", "quotes.json")
  }

  func text(_ name: String) -> String? { try? String(contentsOfFile: home.path + "/" + name, encoding: .utf8) }

  /// Whether it is kept before long what a rule saw of a name.
  func keepsTrack(of name: String) -> Bool {
    let folder = home.path + "/state/detente"
    let end = Date().addingTimeInterval(60)
    while Date() < end {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let states = files.filter { $0.hasPrefix("alerts-state") }.compactMap { text("state/detente/" + $0) }
      if states.contains(where: { $0.contains("track\t\(name)\t") }) { return true }
      usleep(20_000)
    }
    return false
  }

  /// The lines of a file of the home once there are so many.
  func lines(_ name: String, _ count: Int) -> [String] {
    let end = Date().addingTimeInterval(20)
    while Date() < end {
      let lines = (text(name) ?? "").split(separator: "\n").map(String.init)
      if lines.count >= count { return lines }
      usleep(20_000)
    }
    return (text(name) ?? "").split(separator: "\n").map(String.init)
  }
}

/// What reaches a trader who is not looking: bytes of the terminal, whatever stands before it, and the hook.
@Suite(.serialized)
struct AlertDeliveryTests {
  private static let text = "AMAT 139.80 crosses below 140"
  private static let e = "\u{1B}"

  /// Has the first quotes be seen, then lets AMAT fall below the level.
  private func fall(_ desk: AlertDesk, on terminal: PseudoTerminal) throws {
    #expect(terminal.read(until: "148.96"))
    // Times of quotes are whole seconds: this one is to lie behind the program's start, or it would be late.
    usleep(1_100_000)
    try desk.put(["AMAT": 139.8])
    #expect(terminal.read(until: "139.80"))
  }

  @Test(arguments: [
    ("osc9", "9;▲\(text)"), ("osc777", "777;notify;detente;▲\(text)"), ("osc99", "99;;▲\(text)"), ("none", ""),
  ])
  func theTerminalIsTold(form: String, command: String) throws {
    let desk = try AlertDesk(configuration: "alerts: { notify: \(form) }\n")
    let terminal = try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "▲\(Self.text)"))
    #expect(terminal.read(until: "\u{7}"))
    if !command.isEmpty { #expect(terminal.read(until: "\(Self.e)]\(command)\(Self.e)\\")) }
    #expect(terminal.read(until: "\(Self.e)]2;detente ▲AMAT 139.8\(Self.e)\\"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    let told = OuterTerminal(terminal.output)
    #expect(told.bells == 1 && told.broken == [])
    #expect(told.commands.filter { $0.contains(Self.text) } == (command.isEmpty ? [] : [command]))
    #expect(terminal.leftovers == [])
  }

  /// What would show a command as text is rung, and told nothing else.
  @Test(arguments: ["linux", "vt100"])
  func aConsoleRings(name: String) throws {
    let desk = try AlertDesk()
    let terminal = try PseudoTerminal(
      [desk.folder.path], columns: 120, rows: 40, environment: desk.environment.merging(["TERM": name]) { $1 })
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "\u{7}"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    let told = OuterTerminal(terminal.output)
    #expect(told.bells == 1 && told.commands == [] && told.broken == [])
  }

  @Test func whatIsOffIsNotSent() throws {
    let desk = try AlertDesk(configuration: "alerts: { notify: none, bell: false, title: false }\n")
    let terminal = try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "▲\(Self.text)"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    let told = OuterTerminal(terminal.output)
    #expect(told.bells == 0 && !told.commands.contains { $0.contains("139.80") })
  }

  /// In quiet hours (it is 11:00) only what is urgent goes out.
  @Test func quietHoursHold() throws {
    let desk = try AlertDesk(
      rules: ["AMAT crosses below 140", "AMAT crosses below 141 urgent"],
      configuration: "quiet: 10:00-12:00 America/New_York\n")
    let terminal = try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "\(Self.e)]9;▲AMAT 139.80 crosses below 141\(Self.e)\\"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    let told = OuterTerminal(terminal.output)
    #expect(told.bells == 1)
    #expect(told.commands.filter { $0.hasPrefix("9;") }.count == 1)
  }

  /// Twelve names fall at once: five notifications, and ten seconds later one for the others; one bell a second.
  @Test func aStormIsToldInParts() throws {
    let desk = try AlertDesk(rules: ["any crosses below 90"])
    let terminal = try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    #expect(terminal.read(until: "148.96"))
    usleep(1_100_000)
    try desk.put(Dictionary(uniqueKeysWithValues: AlertDesk.names.map { ($0, 80) }))
    #expect(terminal.read(until: "\(Self.e)]9;▲and 7 more: ", seconds: 40))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    let told = OuterTerminal(terminal.output)
    #expect(told.commands.filter { $0.hasPrefix("9;") }.count == 6)
    #expect(told.bells == 2 && told.broken == [])
  }

  // MARK: Hook

  @Test func theHookIsToldOnce() throws {
    let desk = try AlertDesk(configuration: "")
    let configuration =
      "alerts: { hook: [sh, -c, 'cat >> \"$0\"', \(desk.home.path)/told], deskHooks: true, notify: none }\n"
    try configuration.write(toFile: desk.home.path + "/detente/config.yaml", atomically: true, encoding: .utf8)
    let terminal = try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    try fall(desk, on: terminal)
    let lines = desk.lines("told", 1)
    #expect(lines.count == 1)
    let told = try #require(
      try JSONSerialization.jsonObject(with: Data((lines.first ?? "").utf8)) as? [String: Any])
    #expect(told["text"] as? String == Self.text)
    #expect(told["rule"] as? String == "AMAT crosses below 140")
    #expect(told["subject"] as? String == "AMAT" && told["number"] as? Double == 139.8)
    #expect(told["file"] as? String == "alerts.yaml" && told["line"] as? Int == 3)
    #expect((told["id"] as? String)?.count == 16)
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(desk.lines("told", 1).count == 1)
  }

  /// A shared desk's rule reaches no hook unless the trader says so.
  @Test func aDesksRuleRunsNoHook() throws {
    let desk = try AlertDesk()
    let configuration = "alerts: { hook: [touch, \(desk.home.path)/ran] }\n"
    try configuration.write(toFile: desk.home.path + "/detente/config.yaml", atomically: true, encoding: .utf8)
    let terminal = try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "\(Self.e)]9;▲\(Self.text)"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(desk.text("ran") == nil)
  }

  @Test func aHookThatFailsIsSaidAndLogged() throws {
    let desk = try AlertDesk(configuration: "alerts: { hook: [sh, -c, 'exit 7'], deskHooks: true }\n")
    let terminal = try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "hook sh: exit status 7"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(desk.text("state/detente/log")?.contains("hook sh: exit status 7") == true)
  }

  // MARK: Adding a rule

  @Test func aRuleIsAdded() throws {
    let desk = try AlertDesk(rules: ["AMAT crosses below 140  # support"])
    func add(_ rule: String, _ folder: String?) throws -> Program.Result {
      try Program.run(["alerts", "--add", rule] + (folder.map { [$0] } ?? []), environment: desk.environment)
    }
    let path = desk.folder.path + "/alerts.yaml"
    #expect(try add("N1 > 110 urgent", desk.folder.path).output == "added to \(path)\n")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == "schema: detente/alerts/1\nrules:\n  - AMAT crosses below 140  # support\n  - N1 > 110 urgent\n")
    #expect(try add("index > 40", nil).status == 0)
    #expect(desk.text("detente/alerts.yaml") == "schema: detente/alerts/1\nrules:\n  - index > 40\n")
    // The same rule, one that is none, and a folder that there is not.
    #expect(try add("AMAT  crosses below 140", desk.folder.path).status == 1)
    #expect(try add("index > 40", nil).errors.contains("found the rule of"))
    let wrong = try add("AMAT croses below 140", desk.folder.path)
    #expect(wrong.status == 2 && wrong.errors.contains("found croses") && wrong.errors.contains("crosses"))
    #expect(try add("N2 > 1", desk.folder.path + "/nowhere").status == 4)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  // MARK: Trying it

  @Test func aTestSendsOneOfEach() throws {
    let desk = try AlertDesk()
    let configuration = "alerts: { hook: [sh, -c, 'cat > \"$0\"', \(desk.home.path)/told] }\n"
    try configuration.write(toFile: desk.home.path + "/detente/config.yaml", atomically: true, encoding: .utf8)
    let terminal = try PseudoTerminal(["alerts", "--test"], columns: 120, rows: 40, environment: desk.environment)
    #expect(terminal.exitStatus() == 0)
    let told = OuterTerminal(terminal.output)
    #expect(told.bells == 1 && told.broken == [])
    #expect(told.commands == ["2;detente ▲TEST 1.00", "9;▲TEST 1.00 crosses above 1"])
    let text = String(decoding: terminal.output, as: UTF8.self)
    for line in ["bell          rung", "notification  sent as osc9", "hook          sh: done in "] {
      #expect(text.contains(line), "\(text)")
    }
    #expect(desk.text("told")?.contains(#""id":"test""#) == true)
  }

  @Test(arguments: [
    (["TERM": "tmux-256color", "TMUX": "/tmp/x,1,0"], "sent as osc9, through tmux", "allow-passthrough on"),
    (["TERM": "screen", "STY": "1.x"], "sent as osc9, through screen", "vbell off"),
    (["TERM": "linux"], "not sent: linux would show it as text", "detente feeds alerts.txt"),
  ])
  func aTestSaysWhatStandsBetween(environment: [String: String], sent: String, note: String) throws {
    let desk = try AlertDesk()
    let terminal = try PseudoTerminal(
      ["alerts", "--test"], columns: 120, rows: 40, environment: desk.environment.merging(environment) { $1 })
    #expect(terminal.exitStatus() == 0)
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains(sent) && text.contains(note), "\(text)")
    #expect(OuterTerminal(terminal.output).bells >= 1)
  }

  @Test func aTestWithoutATerminalSaysSo() throws {
    let desk = try AlertDesk(configuration: "alerts: { hook: [detente-no-such-program] }\n")
    let result = try Program.run(["alerts", "--test"], environment: desk.environment)
    #expect(result.status == 1)
    #expect(result.output.contains("bell          not rung: standard output is no terminal"))
    #expect(result.output.contains("hook          detente-no-such-program: not started: No such file or directory"))
    #expect(!result.output.contains("\u{7}") && !result.output.contains("\u{1B}"))
  }

  /// The service runs the hook without a screen, and once beside a dashboard.
  @Test func theServiceAndADashboardDeliverOnce() throws {
    let desk = try AlertDesk()
    let configuration =
      "alerts: { hook: [sh, -c, 'cat >> \"$0\"', \(desk.home.path)/told], deskHooks: true }\n"
    try configuration.write(toFile: desk.home.path + "/detente/config.yaml", atomically: true, encoding: .utf8)
    let service = try PseudoTerminal(["alerts", desk.folder.path], environment: desk.environment)
    // It says nothing before something rings. That it has looked is kept.
    #expect(desk.keepsTrack(of: "AMAT"))
    let dashboards = try (0..<2).map { _ in
      try PseudoTerminal([desk.folder.path], columns: 120, rows: 40, environment: desk.environment)
    }
    for dashboard in dashboards { #expect(dashboard.read(until: "148.96")) }
    // Times of quotes are whole seconds: as in ``fall(_:on:)``.
    usleep(1_100_000)
    try desk.put(["AMAT": 139.8])
    for dashboard in dashboards { #expect(dashboard.read(until: "▲\(Self.text)") && dashboard.read(until: "\u{7}")) }
    #expect(service.read(until: Self.text))
    #expect(desk.lines("told", 1).count == 1)
    // Longer than a session waits before it looks whether another has delivered.
    usleep(6_000_000)
    #expect(desk.lines("told", 1).count == 1)
    let notified = dashboards.map { dashboard in
      dashboard.read(seconds: 0.5)
      return OuterTerminal(dashboard.output).commands.filter { $0.hasPrefix("9;") }.count
    }
    #expect(notified.reduce(0, +) == 1)
    for dashboard in dashboards { dashboard.type("q") }
    for dashboard in dashboards { #expect(dashboard.exitStatus() == 0) }
  }

  // MARK: Through what stands before the terminal

  /// A rule's text that would break out, were it more than text: of an escape, of 8-bit controls, of what GNU screen keeps the
  /// lowest byte of, of what turns a line round.
  private static let hostile =
    #""AMAT crosses below 140 \"\e]52;c;eA==\a \u041b]52;c;eA== \x9d52;c;eA==\x9c \u202e ; \e\\ 中\"""#

  private func check(_ terminal: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation) -> OuterTerminal {
    let told = OuterTerminal(terminal.output)
    #expect(told.broken == [], sourceLocation: sourceLocation)
    #expect(!told.commands.contains { $0.hasPrefix("52;") }, sourceLocation: sourceLocation)
    #expect(told.bells >= 1, sourceLocation: sourceLocation)
    return told
  }

  /// - Parameter shell: runs `$0` with the desk as `$1`, in whatever stands before the terminal.
  private func outer(
    _ desk: AlertDesk, _ shell: String, _ environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      [desk.folder.path], columns: 120, rows: 40, environment: desk.environment.merging(environment) { $1 },
      shell: "unset TMUX STY ZELLIJ; \(shell)")
  }

  @Test(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"), arguments: [true, false])
  func tmuxHandsOn(isConfigured: Bool) throws {
    let desk = try AlertDesk(rules: [Self.hostile])
    let configuration = desk.home.path + "/tmux.conf"
    let text = isConfigured ? try Program.run(["feeds", "alerts.tmux.conf"]).output : ""
    try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    let socket = "detente-\(UUID().uuidString.prefix(8))"
    defer { _ = try? Program.command("tmux", ["-L", socket, "kill-server"]) }
    let terminal = try outer(desk, "exec tmux -f \(configuration) -L \(socket) new-session \"$0 $1\"")
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "\u{7}"))
    if isConfigured { #expect(terminal.read(until: "\(Self.e)]9;▲AMAT 139.80")) }
    _ = terminal.read(seconds: 0.5)
    let told = check(terminal)
    #expect(told.commands.contains { $0.hasPrefix("9;▲AMAT 139.80") } == isConfigured)
    if isConfigured { #expect(told.commands.contains { $0.hasSuffix(";detente ▲AMAT 139.8") }) }
  }

  @Test(.enabled(if: FeedsTests.isInstalled("screen"), "GNU screen is not installed"))
  func screenHandsOn() throws {
    let desk = try AlertDesk(rules: [Self.hostile])
    let sockets = desk.home.path + "/screens"
    try FileManager.default.createDirectory(
      atPath: sockets, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let configuration = desk.home.path + "/screenrc"
    try "vbell off\nstartup_message off\n".write(toFile: configuration, atomically: true, encoding: .utf8)
    let terminal = try outer(
      desk, "exec screen -U -c \(configuration) \"$0\" \"$1\"", ["SCREENDIR": sockets])
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "\(Self.e)]9;^AMAT 139.80"))
    _ = terminal.read(seconds: 0.5)
    let told = check(terminal)
    #expect(told.commands.contains { $0.hasPrefix("9;^AMAT 139.80") && $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  /// Bell and title alone come through mosh.
  @Test(.enabled(if: FeedsTests.isInstalled("mosh-server"), "mosh is not installed"))
  func moshHandsOnBellAndTitle() throws {
    let desk = try AlertDesk(rules: [Self.hostile])
    let start = "mosh-server new -i 127.0.0.1 -p 60000:61000 -- \"$0\" \"$1\" < /dev/null 2> /dev/null"
    let terminal = try outer(
      desk, "set -- \"$1\" $(\(start) | sed -n 's/^MOSH CONNECT //p'); MOSH_KEY=$3 exec mosh-client 127.0.0.1 \"$2\"")
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "detente ▲AMAT 139.8"))
    _ = terminal.read(seconds: 0.5)
    let told = check(terminal)
    #expect(!told.commands.contains { $0.hasPrefix("9;") })
    terminal.type("q")
    _ = terminal.exitStatus()
  }

  private static let hasServer =
    FeedsTests.isInstalled("ssh") && FileManager.default.fileExists(atPath: "/usr/sbin/sshd")

  /// A real server of ssh on the loopback interface, for this test alone.
  @Test(.enabled(if: hasServer && getuid() == 0, "no sshd is installed, or the tests do not run as root"))
  func sshHandsOnAll() throws {
    let desk = try AlertDesk(rules: [Self.hostile])
    let folder = desk.home.path
    for name in ["host", "user"] {
      #expect(
        try Program.command("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(name)"]).status == 0)
    }
    try FileManager.default.copyItem(atPath: "\(folder)/user.pub", toPath: "\(folder)/keys")
    let port = 20_000 + Int(getpid()) % 20_000
    try """
    ListenAddress 127.0.0.1:\(port)
    HostKey \(folder)/host
    PidFile none
    AuthorizedKeysFile \(folder)/keys
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    """.write(toFile: folder + "/sshd_config", atomically: true, encoding: .utf8)
    mkdir("/run/sshd", 0o755)
    let server = try Program.spawn(
      "/usr/sbin/sshd", ["-D", "-e", "-f", folder + "/sshd_config"], preloads: false
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 2, folder + "/sshd.log", O_WRONLY | O_CREAT, 0o600)
    }
    defer {
      kill(server, SIGTERM)
      waitpid(server, nil, 0)
    }
    let variables = ["LD_PRELOAD", "CLOCK", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME", "LC_ALL"].map {
      "\($0)=$\($0)"
    }
    let options =
      "-tt -q -F none -i \(folder)/user -p \(port) -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
      + " -o ConnectionAttempts=20"
    let terminal = try outer(
      desk, "exec env -u LD_PRELOAD ssh \(options) 127.0.0.1 \"env \(variables.joined(separator: " ")) $0 $1\"")
    try fall(desk, on: terminal)
    #expect(terminal.read(until: "\(Self.e)]9;▲AMAT 139.80"))
    _ = terminal.read(seconds: 0.5)
    let told = check(terminal)
    #expect(told.commands.contains { $0.hasPrefix("9;▲AMAT 139.80") })
    #expect(told.commands.contains("2;detente ▲AMAT 139.8"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.leftovers == [])
  }
}
