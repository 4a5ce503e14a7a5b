import Alerts
import CGuard
import Canvas
import Configuration
import Market
import Report
import System
import Terminal
import Wording

/// How alerts leave the program: bell and notification through the terminal, the hook beside it.
final class AlertDelivery {
  /// What came of a run of the hook.
  struct HookOutcome: Sendable {
    /// Nil: it did what it was run for.
    let failure: Hook.Failure?
  }

  /// Alerts told to one run of the hook at most; and kept for the next.
  private static let mostOfHook = 100
  private static let mostWaiting = 1000

  private let hookQueue = WorkQueue<HookOutcome>(onThreadStart: { dt_guard_thread() })
  private var pace = AlertPace()
  /// What the hook is told once the run before has ended.
  private var waiting: [Firing] = []
  private var isHookRunning = false
  /// The clock of the quiet hours, and the zone that it is of.
  private var quietClock: (zone: String, clock: WallClock)?

  init() {}

  /// Readable when a run of the hook has ended.
  var fileDescriptor: Int32 { hookQueue.fileDescriptor }

  /// Milliseconds until something is due by itself; nil: nothing is.
  var milliseconds: Int? { pace.due.map { max(0, Int($0 - MonotonicClock.milliseconds) + 1) } }

  /// Lets what rang go out, and what has waited long enough.
  /// - Parameter isDeliverer: whether this program, of all on the desk, runs the hook and shows notifications.
  func deliver(
    _ firings: [Firing], through terminal: Terminal, glyphs: Glyphs, _ settings: Settings, isDeliverer: Bool
  ) {
    let now = MonotonicClock.milliseconds
    let heard = firings.filter { !$0.isSnoozed }
    for parcel in pace.take(heard, isQuiet: isQuiet(settings.quiet), at: now) {
      let alerts = settings.alerts
      if alerts.bell, parcel.goes(by: .bell) { terminal.ring() }
      guard isDeliverer else { continue }
      if let form = DesktopNotification.Form(rawValue: alerts.notify), parcel.goes(by: .notify) {
        terminal.notify(glyphs.alert + parcel.text, as: form)
      }
      run(settings, parcel.firings)
    }
  }

  // MARK: Hook

  /// Tells the hook of alerts that may reach it: at once, or with the next run where one is under way.
  private func run(_ settings: Settings, _ firings: [Firing]) {
    let alerts = settings.alerts
    waiting += firings.filter { $0.goes(by: .hook) && ($0.isOwn || alerts.deskHooks) }
    if waiting.count > Self.mostWaiting { waiting.removeFirst(waiting.count - Self.mostWaiting) }
    guard let hook = Hook(alerts.hook) else { return waiting = [] }
    guard !isHookRunning, !waiting.isEmpty else { return }
    let told = Array(waiting.prefix(Self.mostOfHook))
    waiting.removeFirst(told.count)
    isHookRunning = true
    let input = Array((AlertJSON.text(of: told) + "\n").utf8)
    hookQueue.add(mustFinish: true) {
      do throws(Hook.Failure) {
        try hook.run(input)
        return HookOutcome(failure: nil)
      } catch {
        return HookOutcome(failure: error)
      }
    }
  }

  /// Takes over that a run has ended, and runs what has come meanwhile; what is to be said of it, nil: nothing.
  func takeHookOutcome(_ settings: Settings) -> String? {
    let outcomes = hookQueue.take()
    guard !outcomes.isEmpty else { return nil }
    isHookRunning = false
    run(settings, [])
    return outcomes.compactMap(\.failure).last.map { "hook \(settings.alerts.hook.first ?? ""): \($0)" }
  }

  /// Waits for the hook at the end of the program; it goes on to the end of its time even where it has not ended by then.
  func finish(milliseconds: Double) -> Bool { hookQueue.finish(milliseconds: milliseconds) }

  // MARK: Quiet hours

  private func isQuiet(_ hours: Settings.QuietHours?) -> Bool {
    guard let hours else { return false }
    if quietClock?.zone != hours.zone { quietClock = (hours.zone, Settings.clock(of: hours.zone)) }
    return quietClock.map { hours.contains(minute: $0.clock.minute(of: .now)) } ?? false
  }
}

extension AlertPace.Parcel {
  /// Whether one of them may go out by a way.
  func goes(by way: AlertRule.Way) -> Bool { firings.contains { $0.goes(by: way) } }
}
