import Foundation
import Testing

/// The recipes that take an alert further, each run as a hook is, with what a hook is told.
@Suite(.serialized)
struct AlertRecipeTests {
  static let hasTools = ["jq", "curl", "python3"].allSatisfy(FeedsTests.isInstalled)
  static let hasTmux = TmuxSession.isInstalled && hasTools

  /// What a shell, a header, marked-up text and tmux would each take for more than text.
  static let hostile = "▲AMAT 139.8 <b>#(touch ran) %H #S $(touch ran) `touch ran` & \"quoted\" 'single'"

  private func told(_ text: String, isUrgent: Bool = false) throws -> String {
    let object: [String: Any] = [
      "id": "a1", "text": text, "rule": "AMAT crosses below 140", "subject": "AMAT", "value": "139.80", "number": 139.8,
      "time": "2026-11-27T10:35:00-05:00", "file": "alerts.yaml", "line": 3, "urgent": isUrgent, "late": false,
      "maybeAgain": false,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
  }

  /// Runs a recipe with an alert on its standard input; programs of `bin` come before others.
  private func run(_ home: FeedsHome, _ name: String, _ arguments: String, _ alert: String) throws -> Program.Result {
    let script = try home.install(name)
    try home.put(alert, "alert.json")
    return try home.run("PATH=\"$HOME/bin:$PATH\" sh '\(script)' \(arguments) < alert.json")
  }

  /// A program that notes what it is given, an argument a line, and then what it reads.
  private func note(_ home: FeedsHome, _ name: String) throws {
    try home.put("#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$HOME/arguments\"\ncat > \"$HOME/input\"\n", "\(name)")
    #expect(try home.run("mkdir -p bin && mv '\(name)' bin && chmod +x 'bin/\(name)'").status == 0)
  }

  @Test(.enabled(if: hasTools, "jq, curl or python3 is not installed"), arguments: [false, true])
  func ntfy(isUrgent: Bool) throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    let result = try run(home, "alert-ntfy.sh", "\(server.address)/desk", try told(Self.hostile, isUrgent: isUrgent))
    #expect(result.status == 0, "\(result.errors)")
    let posted = try #require(try server.posted())
    #expect(posted.path == "/desk")
    #expect(posted.body == Self.hostile)
    #expect(posted.headers["title"] == "detente")
    #expect(posted.headers["priority"] == (isUrgent ? "urgent" : "default"))
    #expect(home.text("ran") == nil)
  }

  /// What the server refuses fails, so that it is said; what begins with @ is text, and no file is sent.
  @Test(.enabled(if: hasTools, "jq, curl or python3 is not installed"))
  func ntfyFails() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    #expect(try run(home, "alert-ntfy.sh", "\(server.address)/forbidden", try told("AMAT")).status != 0)
    #expect(try run(home, "alert-ntfy.sh", "\(server.address)/desk", try told("@/etc/passwd")).status == 0)
    #expect(try server.posted()?.body == "@/etc/passwd")
    #expect(try run(home, "alert-ntfy.sh", "", try told("AMAT")).status == 2)
    #expect(try run(home, "alert-ntfy.sh", "\(server.address)/desk", "no JSON").status != 0)
  }

  @Test(.enabled(if: hasTools, "jq is not installed"))
  func mail() throws {
    let home = try FeedsHome()
    try note(home, "sendmail")
    let alert = try told(Self.hostile + "\r\nBcc: eve@example.com\n.\n")
    let result = try run(home, "alert-mail.sh", "ada@example.com", alert)
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.text("arguments") == "-i\n--\nada@example.com\n")
    let parts = try #require(home.text("input")).components(separatedBy: "\n\n")
    let headers = parts[0].split(separator: "\n")
    #expect(
      headers.map { $0.prefix { $0 != ":" } } == [
        "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
      ])
    #expect(headers[1].hasPrefix("Subject: detente: AMAT 139.8 <b>#(touch ran)"))
    #expect(headers[1].utf8.allSatisfy { (0x20..<0x7F).contains($0) })
    #expect(parts[1].hasPrefix(Self.hostile))
    #expect(parts.last?.contains("\nvalue: 139.80\n") == true)
    #expect(home.text("ran") == nil)
  }

  @Test(.enabled(if: hasTools, "jq is not installed"))
  func desktop() throws {
    let home = try FeedsHome()
    try note(home, "notify-send")
    let result = try run(home, "alert-desktop.sh", "", try told("-x " + Self.hostile, isUrgent: true))
    #expect(result.status == 0, "\(result.errors)")
    let arguments = try #require(home.text("arguments")).split(separator: "\n")
    let marked = Self.hostile.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    #expect(
      arguments == [
        "--app-name=detente", "--urgency=critical", "--", "detente",
        Substring("-x " + marked.replacing(">", with: "&gt;")),
      ])
    #expect(home.text("ran") == nil)
  }

  /// On a real client of tmux: what stands there is the text, and nothing of it ran.
  @Test(.enabled(if: hasTmux, "tmux or jq is not installed"))
  func tmux() throws {
    let home = try FeedsHome()
    let socket = "detente-\(UUID().uuidString.prefix(8))"
    let client = try PseudoTerminal(
      columns: 120, rows: 10,
      shell: "unset TMUX; exec tmux -f /dev/null -L \(socket) new-session \"sh -c 'echo rea''dy; exec sleep 600'\"")
    defer { _ = try? Program.command("tmux", ["-L", socket, "kill-server"]) }
    #expect(client.read(until: "ready"))
    let result = try run(home, "alert-tmux.sh", "-L \(socket)", try told(Self.hostile))
    #expect(result.status == 0, "\(result.errors)")
    #expect(client.read(until: Self.hostile))
    #expect(home.text("ran") == nil)
  }

  /// tmux takes every line of the file.
  @Test(.enabled(if: hasTmux, "tmux is not installed"))
  func tmuxConfiguration() throws {
    let home = try FeedsHome()
    let session = try TmuxSession()
    let file = try home.install("alerts.tmux.conf")
    let result = try session.tmux(["source-file", file])
    #expect(result.isEmpty)
    for (option, value) in [
      ("allow-passthrough", "on"), ("monitor-bell", "on"), ("bell-action", "any"), ("visual-bell", "off"),
    ] {
      #expect(try session.tmux(["show-options", "-gv", option]).trimmed == value, "\(option)")
    }
  }
}
