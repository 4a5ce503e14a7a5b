import Alerts
import Analytics
import Canvas
import Configuration
import Glibc
import Market
import Snapshots
import System

/// Runs the rules of a desk until nobody reads what it says, or a signal ends it: what is kept is kept at each change.
struct AlertService {
  /// How long the first look waits for files that are being read, in milliseconds.
  private static let patience = 10_000.0

  let path: String
  let settings: Settings
  let line: (Firing) -> String

  func run() throws -> Never {
    try DashboardSession.requireFolder(path)
    let engine = RefreshEngine(path: path)
    engine.keepEvery()
    guard engine.start() else { throw Failure(status: 1, message: "no thread for reading the folder") }
    var run = Run(path: path, settings: settings, line: line)
    let ownWatch = DeskAlerts.path.map { FileWatch($0) }
    ownWatch?.arm()
    let start = MonotonicClock.milliseconds
    while true {
      var isTold = false
      for desk in engine.takeAll().lazy.map(\.desk) {
        let isWhole = !desk.files.isEmpty && !desk.files.contains(where: \.isUnread)
        guard isWhole || MonotonicClock.milliseconds - start > Self.patience else { continue }
        run.take(desk)
        isTold = true
      }
      if !isTold { run.look() }
      let events = wait(for: engine, ownWatch, run.delivery, milliseconds: run.milliseconds)
      if events.isTimeout { engine.tick() }
      if events.isOwnChanged, ownWatch?.drain() ?? false {
        ownWatch?.arm()
        run.readOwn()
      }
      if let failure = run.delivery.takeOutcomes(settings) { Output.error(failure) }
    }
  }

  /// Ends the program when the reader has gone.
  private func wait(
    for engine: RefreshEngine, _ own: FileWatch?, _ delivery: AlertDelivery, milliseconds: Int
  ) -> (isTimeout: Bool, isOwnChanged: Bool) {
    var descriptors = [
      pollfd(fd: engine.fileDescriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: 1, events: 0, revents: 0),
      pollfd(fd: own?.fileDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    descriptors += delivery.fileDescriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: milliseconds))
    if count > 0, descriptors[1].revents != 0 { exit(0) }
    return (count == 0, descriptors[2].revents != 0)
  }
}

extension AlertService {
  /// What it knows while it runs.
  private struct Run {
    let path: String
    let settings: Settings
    let line: (Firing) -> String
    let store: AlertStore?
    let delivery: AlertDelivery
    private var book: AlertBook
    private var own: OwnAlerts
    private var evaluator = DeskEvaluator()
    private var desk: Desk?
    private var said: Set<String> = []
    /// Milliseconds that a line waits for what is noted before it.
    private static let settling = 2000.0

    init(path: String, settings: Settings, line: @escaping (Firing) -> String) {
      (self.path, self.settings, self.line) = (path, settings, line)
      store = AlertStore(desk: path)
      delivery = AlertDelivery(store, through: nil)
      let kept = store?.read() ?? AlertStore.Kept()
      own = DeskAlerts.readOwn()
      book = AlertBook([], remembering: kept.memory, told: kept.told)
      delivery.recover(kept.memory, at: .now)
      say(kept.fault)
    }

    /// Milliseconds until something is due: the whole minute, a feed's silence, what is pending, another's delivery.
    var milliseconds: Int {
      let now = Instant.now.milliseconds
      let minute = Int(60_000 - now % 60_000) + 1
      let due = book.nextDue.map { Int(max(1, $0.milliseconds - now)) }
      return [minute, due, delivery.milliseconds].compactMap(\.self).min() ?? minute
    }

    mutating func readOwn() {
      let next = DeskAlerts.readOwn()
      // A file that cannot be read changes nothing: its last rules go on.
      guard !next.isBroken else { return next.problems.forEach { say(TerminalSafe($0.description).text) } }
      own = next
      if let desk { take(desk) }
    }

    mutating func take(_ desk: Desk) {
      self.desk = desk
      book.use(desk.alerts, own: DeskAlerts.lines(own, for: path))
      for problem in own.problems + book.problems { say(TerminalSafe(problem.description).text) }
      look()
    }

    mutating func look() {
      delivery.deliver([], settings)
      guard let desk, !desk.files.isEmpty else { return }
      let now = Instant.now
      var known = desk.known(at: now)
      known.watchlist.staleAfter = known.watchlist.staleAfter ?? settings.staleAfter
      let firings = book.take(evaluator.reading(of: known, asOf: now), of: known)
      guard let news = book.news(firings) else { return }
      // What was read is kept before anybody is told of it: after a kill it is not read again.
      if news.firings.isEmpty { say(store?.keep(news.memory)) }
      store?.log(news.changes)
      guard !news.firings.isEmpty else { return }
      delivery.deliver(news.firings, settings)
      // A kill behind the line that is said must not have it said again.
      if let failure = delivery.settle(settings, milliseconds: Self.settling) { Output.error(failure) }
      for firing in news.firings where !firing.isSnoozed { Output.stream(line(firing)) }
      say(store?.keep(news.memory))
    }

    /// Says what is wrong, once.
    private mutating func say(_ fault: String?) {
      guard let fault, said.insert(fault).inserted else { return }
      Output.error(fault)
    }
  }
}
