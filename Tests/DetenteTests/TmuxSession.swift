import Foundation

/// A shell in a real terminal (tmux), with a home of its own, that the tests type into and read from.
final class TmuxSession {
  private let socket = "detente-\(UUID().uuidString.prefix(8))"
  private let home: TemporaryFolder

  static var isInstalled: Bool { (try? Program.command("tmux", ["-V"]).status) == 0 }

  init(columns: Int = 120, rows: Int = 40) throws {
    home = try TemporaryFolder()
    _ = try tmux([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-s", "main",
      "env -u DETENTE_DESK HOME=\(home.path) XDG_STATE_HOME=\(home.path)/state PS1='ready> ' LC_ALL=C.UTF-8 sh",
    ])
    _ = wait { $0.contains("ready>") }
  }

  deinit { _ = try? tmux(["kill-server"]) }

  @discardableResult func tmux(_ arguments: [String]) throws -> String {
    try Program.command("tmux", ["-L", socket] + arguments).output
  }

  /// Types keys by tmux's names (`Enter`, `C-z`) or one literal text.
  func send(_ keys: String...) throws { try tmux(["send-keys", "-t", "main"] + keys) }
  func type(_ text: String) throws { try tmux(["send-keys", "-t", "main", "-l", text]) }

  /// Starts the program with arguments, as a job of the shell.
  func start(_ arguments: String, environment: [String: String] = [:]) throws {
    let variables = environment.map { "\($0.key)=\($0.value) " }.joined()
    try type("\(variables)\(Program.path) \(arguments)")
    try send("Enter")
  }

  var screen: String { (try? tmux(["capture-pane", "-p", "-t", "main"])) ?? "" }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-t", "main", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The first screen that satisfies, or nil after `seconds`.
  func wait(seconds: Double = 20, until satisfied: (String) -> Bool) -> String? {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      let screen = screen
      if satisfied(screen) { return screen }
      usleep(30_000)
    }
    return nil
  }

  /// The program that the shell runs, below its guardian.
  var programIdentifier: Int32? {
    Int32((try? tmux(["display-message", "-p", "-t", "main", "#{pane_pid}"]))?.trimmed ?? "").flatMap { shell in
      ProcessTree.find("detente", below: shell)
    }
  }
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
