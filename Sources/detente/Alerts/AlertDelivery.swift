import Alerts
import CGuard
import Canvas
import Configuration
import Market
import Report
import System
import Terminal
import Wording

/// How alerts leave the program: bell and notification through a terminal, where there is one, and the hook beside it. Files
/// and the hook hold up nobody.
final class AlertDelivery {
  /// The ways through a terminal.
  struct Voice {
    let ring: () -> Void
    /// False where the terminal would show the command as text.
    let notify: (TerminalSafe, DesktopNotification.Form) -> Bool
  }

  /// What came of work on the files.
  private enum Claimed: Sendable {
    /// Left from earlier runs.
    case recovered([Firing])
    case claim(AlertStore.Claim)
    /// Whether this session shows the notification.
    case notification(AlertPace.Parcel, isOwn: Bool)
    case noted
  }

  /// What came of a run of the hook.
  private struct Told: Sendable {
    let firings: [Firing]
    /// Nil: it did what it was run for.
    let failure: Hook.Failure?
  }

  /// Alerts told to one run of the hook at most; and kept for the next.
  private static let mostOfHook = 100
  private static let mostWaiting = 1000
  /// Seconds back to which it is made sure that nothing was left undelivered.
  private static let recovered: Int64 = 86_400

  private let voice: Voice?
  private let store: AlertStore?
  private let lease: FileLease?
  private let notificationLease: FileLease?
  private let files = WorkQueue<Claimed>(onThreadStart: { dt_guard_thread() })
  private let hooks = WorkQueue<Told>(onThreadStart: { dt_guard_thread() })
  private var pace = AlertPace()
  /// What another session is to deliver, and when to look whether it has.
  private var unclaimed: [Firing] = []
  private var claimDue: Double?
  /// What the hook is told once the run before has ended.
  private var waiting: [Firing] = []
  private var isHookRunning = false
  /// The clock of the quiet hours, and the zone that it is of.
  private var quietClock: (zone: String, clock: WallClock)?

  /// - Parameter store: what went out by whichever session; nil: nobody knows, and each delivers.
  init(_ store: AlertStore?, through voice: Voice?) {
    (self.store, self.voice) = (store, voice)
    lease = store?.lease()
    notificationLease = voice == nil ? nil : store?.notificationLease()
  }

  /// Readable when ``takeOutcomes(_:)`` has something to do.
  var fileDescriptors: [Int32] { [files.fileDescriptor, hooks.fileDescriptor] }

  /// Milliseconds until ``deliver(_:_:)`` has something to do by itself; nil: it has not.
  var milliseconds: Int? {
    [pace.due, claimDue].compactMap(\.self).min().map { max(0, Int(($0 - MonotonicClock.milliseconds).rounded(.up))) }
  }

  /// Delivers what earlier runs have left: held in quiet hours, or lost with them.
  /// - Parameter memory: as those runs kept it. What rings anew in this run is not of it.
  func recover(_ memory: AlertMemory, at now: Instant) {
    let firings = memory.rung(since: now.advanced(bySeconds: -Self.recovered))
    guard let store, !firings.isEmpty else { return }
    files.add { .recovered(store.undelivered(firings)) }
  }

  /// Lets what rang go out, and what has waited long enough.
  func deliver(_ firings: [Firing], _ settings: Settings) {
    let now = MonotonicClock.milliseconds
    let heard = firings.filter { !$0.isSnoozed }
    for parcel in pace.take(heard, isQuiet: isQuiet(settings.quiet), at: now) {
      if settings.alerts.bell, parcel.goes(by: .bell) { voice?.ring() }
      if voice != nil, parcel.goes(by: .notify), settings.alerts.notify != "none" {
        files.add { [notificationLease] in .notification(parcel, isOwn: notificationLease?.take() != .others) }
      }
      claim(parcel.firings)
    }
    guard let due = claimDue, due <= now else { return }
    let others = unclaimed
    (unclaimed, claimDue) = ([], nil)
    claim(others)
  }

  /// The hook is told once, however many sessions are open.
  private func claim(_ firings: [Firing]) {
    files.add(mustFinish: true) { [store, lease] in
      guard let store, let lease else { return .claim(AlertStore.Claim(own: firings)) }
      return .claim(store.claim(firings, lease))
    }
  }

  /// Goes on with what was claimed, and with what the hook was not told yet.
  /// - Returns: What is to be said of a hook that failed; nil: nothing.
  func takeOutcomes(_ settings: Settings) -> String? {
    for outcome in files.take() {
      switch outcome {
      case .recovered(let firings): deliver(firings, settings)
      case .claim(let claim): send(claim, settings)
      case .notification(let parcel, let isOwn): if isOwn { notify(parcel, settings) }
      case .noted: break
      }
    }
    let told = hooks.take()
    guard !told.isEmpty else { return nil }
    isHookRunning = false
    for run in told { note(run.firings, way: .hook, failure: run.failure.map { "\($0)" }) }
    runHook(settings)
    return told.compactMap(\.failure).last.map { "hook \(settings.alerts.hook.first ?? ""): \($0)" }
  }

  private func notify(_ parcel: AlertPace.Parcel, _ settings: Settings) {
    guard let form = DesktopNotification.Form(rawValue: settings.alerts.notify), let voice else { return }
    let isSent = voice.notify(parcel.text, form)
    log(parcel.firings, way: .notify, failure: isSent ? nil : "the terminal knows no notifications")
  }

  private func send(_ claim: AlertStore.Claim, _ settings: Settings) {
    if !claim.others.isEmpty {
      unclaimed += claim.others
      claimDue = claimDue ?? MonotonicClock.milliseconds + AlertStore.pause
    }
    let alerts = settings.alerts
    let isHooked = { (firing: Firing) in
      !alerts.hook.isEmpty && firing.goes(by: .hook) && (firing.isOwn || alerts.deskHooks)
    }
    // Of what reaches no hook nothing more is to come.
    let done = claim.own.filter { !isHooked($0) }
    if !done.isEmpty {
      files.add(mustFinish: true) { [store] in
        store?.note(.done, done); return .noted
      }
    }
    waiting += claim.own.filter(isHooked)
    if waiting.count > Self.mostWaiting { waiting.removeFirst(waiting.count - Self.mostWaiting) }
    runHook(settings)
  }

  // MARK: Hook

  /// Tells the hook what waits, unless a run is under way: then the next run does.
  private func runHook(_ settings: Settings) {
    guard !isHookRunning, !waiting.isEmpty else { return }
    guard let hook = Hook(settings.alerts.hook) else {
      // The trader has taken the hook away.
      let dropped = waiting
      waiting = []
      return note(dropped, way: .hook, failure: "no hook any more")
    }
    let told = Array(waiting.prefix(Self.mostOfHook))
    waiting.removeFirst(told.count)
    isHookRunning = true
    let input = Array((JSONValue.alert(told).text(indented: false) + "\n").utf8)
    hooks.add(mustFinish: true) {
      do throws(Hook.Failure) {
        try hook.run(input)
        return Told(firings: told, failure: nil)
      } catch {
        return Told(firings: told, failure: error)
      }
    }
  }

  private func note(_ firings: [Firing], way: AlertRule.Way, failure: String?) {
    log(firings, way: way, failure: failure)
    files.add(mustFinish: true) { [store] in
      store?.note(.done, firings); return .noted
    }
  }

  private func log(_ firings: [Firing], way: AlertRule.Way, failure: String?) {
    files.add(mustFinish: true) { [store] in
      for firing in firings { store?.log(firing, way: way.rawValue, failure: failure) }
      return .noted
    }
  }

  /// Waits until it is noted what of the last firings was handed over or done, for a program that nothing else waits for.
  /// - Returns: What is to be said of a hook that failed; nil: nothing.
  func settle(_ settings: Settings, milliseconds: Double) -> String? {
    guard files.finish(milliseconds: milliseconds) else { return nil }
    let failure = takeOutcomes(settings)
    _ = files.finish(milliseconds: milliseconds)
    return failure
  }

  /// Waits for what is under way at the end of the program; a hook has the rest of its time even where it is not done by then.
  func finish(_ settings: Settings, milliseconds: Double) -> Bool {
    let end = MonotonicClock.milliseconds + milliseconds
    var left: Double { max(0, end - MonotonicClock.milliseconds) }
    // What was claimed goes on to the hook, and what that was told is noted.
    while true {
      guard left > 0, files.finish(milliseconds: left), hooks.finish(milliseconds: left) else { return false }
      _ = takeOutcomes(settings)
      if !isHookRunning, waiting.isEmpty { return files.finish(milliseconds: left) }
    }
  }

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
