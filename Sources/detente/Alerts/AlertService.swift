import Alerts
import Analytics
import Canvas
import Glibc
import Market
import Snapshots
import System

/// Runs the rules of a desk until nobody reads what it says, or a signal ends it: what is kept is kept at each change.
struct AlertService {
  /// How long the first look waits for files that are being read, in milliseconds.
  private static let patience = 10_000.0

  let path: String
  /// Seconds, where the watchlist does not say.
  let staleAfter: Int?
  let line: (Firing) -> String

  func run() throws -> Never {
    try DashboardSession.requireFolder(path)
    let engine = RefreshEngine(path: path)
    engine.keepEvery()
    guard engine.start() else { throw Failure(status: 1, message: "no thread for reading the folder") }
    var run = Run(path: path, staleAfter: staleAfter, line: line)
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
      let events = wait(for: engine, ownWatch, milliseconds: run.milliseconds)
      if events.isTimeout { engine.tick() }
      if events.isOwnChanged, ownWatch?.drain() ?? false {
        ownWatch?.arm()
        run.readOwn()
      }
    }
  }

  /// Ends the program when the reader has gone.
  private func wait(
    for engine: RefreshEngine, _ own: FileWatch?, milliseconds: Int
  ) -> (isTimeout: Bool, isOwnChanged: Bool) {
    var descriptors = [
      pollfd(fd: engine.fileDescriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: 1, events: 0, revents: 0),
      pollfd(fd: own?.fileDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&descriptors, 3, Int32(clamping: milliseconds))
    if count > 0, descriptors[1].revents != 0 { exit(0) }
    return (count == 0, descriptors[2].revents != 0)
  }
}

extension AlertService {
  /// What it knows while it runs.
  private struct Run {
    let path: String
    let staleAfter: Int?
    let line: (Firing) -> String
    let store: AlertStore?
    let lease: FileLease?
    private var book: AlertBook
    private var own: OwnAlerts
    private var evaluator = DeskEvaluator()
    private var desk: Desk?
    /// What another session is to deliver, and when to look whether it has.
    private var unclaimed: [Firing] = []
    private var claimDue: Double?
    private var said: Set<String> = []

    init(path: String, staleAfter: Int?, line: @escaping (Firing) -> String) {
      (self.path, self.staleAfter, self.line) = (path, staleAfter, line)
      store = AlertStore(desk: path)
      lease = store?.lease()
      let kept = store?.read() ?? AlertStore.Kept()
      own = DeskAlerts.readOwn()
      book = AlertBook([], remembering: kept.memory, told: kept.told)
      say(kept.fault)
    }

    /// Milliseconds until something is due: the whole minute, a feed's silence, what is pending, another's delivery.
    var milliseconds: Int {
      let now = Instant.now.milliseconds
      let minute = Int(60_000 - now % 60_000) + 1
      let due = book.nextDue.map { Int(max(1, $0.milliseconds - now)) }
      let claim = claimDue.map { max(0, Int($0 - MonotonicClock.milliseconds) + 1) }
      return [minute, due, claim].compactMap(\.self).min() ?? minute
    }

    mutating func readOwn() {
      own = DeskAlerts.readOwn()
      if let desk { take(desk) }
    }

    mutating func take(_ desk: Desk) {
      self.desk = desk
      book.use(desk.alerts, own: DeskAlerts.lines(own, for: path))
      for problem in own.problems + book.problems { say(TerminalSafe(problem.description).text) }
      look()
    }

    mutating func look() {
      if let due = claimDue, due <= MonotonicClock.milliseconds {
        claimDue = nil
        deliver(unclaimed)
      }
      guard let desk, !desk.files.isEmpty else { return }
      let now = Instant.now
      var known = desk.known(at: now)
      known.watchlist.staleAfter = known.watchlist.staleAfter ?? staleAfter
      let firings = book.take(evaluator.reading(of: known, asOf: now), of: known)
      guard let news = book.news(firings) else { return }
      store?.log(news.changes)
      deliver(news.firings.filter { !$0.isSnoozed })
      for firing in news.firings where !firing.isSnoozed { Output.stream(line(firing)) }
      say(store?.keep(news.memory))
    }

    private mutating func deliver(_ firings: [Firing]) {
      guard let store, let lease, !firings.isEmpty else { return }
      let claim = store.claim(firings, lease)
      store.note(.done, claim.own)
      unclaimed = claim.others
      if !unclaimed.isEmpty { claimDue = MonotonicClock.milliseconds + AlertStore.pause }
    }

    /// Says what is wrong, once.
    private mutating func say(_ fault: String?) {
      guard let fault, said.insert(fault).inserted else { return }
      Output.error(fault)
    }
  }
}
