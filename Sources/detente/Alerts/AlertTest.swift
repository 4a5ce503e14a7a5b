import Alerts
import Canvas
import Configuration
import Glibc
import Market
import Report
import System
import Terminal

/// One alert by each way, and what went where: so that a trader finds out in a minute what arrives.
struct AlertTest {
  let settings: Settings
  let isTerminal = isatty(STDOUT_FILENO) == 1
  let multiplexer = Multiplexer { name in getenv(name).map { String(cString: $0) } }
  /// As the environment calls the terminal.
  let name = getenv("TERM").map { String(cString: $0) } ?? ""

  private let firing = Firing.test(at: .now)

  /// - Returns: False where a delivery failed.
  func run() -> Bool {
    say("title", title)
    say("bell", bell)
    say("notification", notification)
    let (hook, isDone) = hook
    say("hook", hook)
    if let quiet = settings.quiet { say("quiet hours", "\(quiet.text): what is not urgent waits for their end") }
    if let note { say("", note) }
    say("", "what did not arrive: detente feeds alerts.txt")
    return isDone
  }

  private func say(_ way: String, _ text: TerminalSafe) {
    let padded = way + String(repeating: " ", count: max(0, 14 - way.count))
    Output.print((TerminalSafe(padded) + text).text)
  }

  // MARK: The terminal

  private var title: TerminalSafe {
    guard settings.alerts.title else { return "off: alerts: { title: true }" }
    guard isTerminal else { return "not sent: standard output is no terminal" }
    guard Terminal.takesCommands(name) else { return "not sent: \(name) would show it as text" }
    send(Array("\u{1B}]2;detente \(isASCII ? "^" : "▲")\(firing.short.text)\u{1B}\\".utf8))
    return "sent: the window is named after it until your shell names it anew"
  }

  private var bell: TerminalSafe {
    guard settings.alerts.bell else { return "off: alerts: { bell: true }" }
    guard isTerminal else { return "not rung: standard output is no terminal" }
    send([0x07])
    return "rung"
  }

  private var notification: TerminalSafe {
    guard let form = DesktopNotification.Form(rawValue: settings.alerts.notify) else {
      return "off: alerts: { notify: osc9 }"
    }
    guard isTerminal else { return "not sent: standard output is no terminal" }
    guard Terminal.takesCommands(name) else { return "not sent: \(name) would show it as text" }
    let mark: TerminalSafe = isASCII ? "^" : "▲"
    send(DesktopNotification(mark + firing.text, through: multiplexer).bytes(as: form))
    return "sent as \(form.rawValue)" + (multiplexer.map { ", through \($0.rawValue)" } ?? "")
  }

  private var isASCII: Bool { settings.ascii || multiplexer?.takesASCIIAlone ?? false }

  private func send(_ bytes: [UInt8]) { Output.raw(bytes) }

  /// What decides whether it arrives.
  private var note: TerminalSafe? {
    switch multiplexer {
    case .tmux: "tmux: notifications pass with set -g allow-passthrough on (detente feeds alerts.tmux.conf)"
    case .screen: "screen: the bell is heard with vbell off in ~/.screenrc"
    case .zellij: "zellij: shows the bell on the tab, and may keep titles and notifications"
    case nil: nil
    }
  }

  // MARK: The hook

  private var hook: (TerminalSafe, isDone: Bool) {
    guard let hook = Hook(settings.alerts.hook) else { return ("none: alerts: { hook: [program, argument] }", true) }
    let start = MonotonicClock.milliseconds
    do throws(Hook.Failure) {
      try hook.run(Array((JSONValue.alert([firing]).text(indented: false) + "\n").utf8))
    } catch {
      return ("\(hook.arguments[0]): \(error.description)", false)
    }
    let milliseconds = Int(MonotonicClock.milliseconds - start)
    return ("\(hook.arguments[0]): done in \(milliseconds) ms", true)
  }
}
