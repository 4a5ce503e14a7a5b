import CSystem
import Glibc
import Market
import Synchronization
import System

/// Reads a desk folder on a thread of its own and hands over each new desk. A file system that hangs, a large file or
/// a burst of changes hold up nothing but that thread; leaving waits for nobody.
///
/// The reader sleeps until inotify, `tick` or `rescan` wakes it. Where inotify cannot see changes (network and FUSE file
/// systems, overlays, no inotify to be had) it lists the folder every 2 seconds, or as asked.
package final class RefreshEngine: Sendable {
  private let mailbox: Mailbox
  private let path: String
  private let pollInterval: Double?
  private let patience: Double
  private let onThreadStart: @Sendable () -> Void

  /// Readable while a desk waits to be taken; for `poll`, never to be read or closed by others.
  package var fileDescriptor: Int32 { mailbox.ready }

  /// - Parameters:
  ///   - path: The desk folder.
  ///   - pollInterval: Seconds between listings (at least 0.1); nil: only where inotify cannot see changes, every 2.
  ///   - patience: Seconds for which a file that may be being written has to stand still.
  ///   - onThreadStart: Called first on the reader's thread.
  package init(
    path: String, pollInterval: Double? = nil, patience: Double = DeskFolder.patience,
    onThreadStart: @escaping @Sendable () -> Void = {}
  ) {
    self.path = path
    self.pollInterval = pollInterval
    self.patience = patience
    self.onThreadStart = onThreadStart
    mailbox = Mailbox()
  }

  deinit { mailbox.request(.stop) }

  /// Starts the reader; false when the system gives no thread.
  package func start() -> Bool {
    let mailbox = mailbox
    let path = path
    let pollInterval = pollInterval
    let patience = patience
    let onThreadStart = onThreadStart
    return Thread.start {
      onThreadStart()
      var reader = EngineLoop(path: path, pollInterval: pollInterval, patience: patience, mailbox: mailbox)
      reader.run()
    }
  }

  /// The newest desk since the last call, or nil.
  package func take() -> Desk? { mailbox.take().last?.desk }

  /// Every desk since the last call, the newest last; before ``keepEvery()`` that alone.
  package func takeAll() -> [RefreshedDesk] { mailbox.take() }

  /// From now on no desk is passed over: while too many wait to be taken, the reader waits.
  package func keepEvery() { mailbox.keepEvery() }

  /// Reads every file again, whatever its status says.
  package func rescan() { mailbox.request(.rescan) }

  /// To be called about once a minute: lists the folder, for what no event has told.
  package func tick() { mailbox.request(.tick) }
}

/// A desk as the reader hands it over.
package struct RefreshedDesk: Sendable {
  package let desk: Desk
  /// Symbols whose quotes are others than on the desk taken before; nil: any may be.
  package fileprivate(set) var moved: Set<String>?
}

/// Where the reader leaves the newest desk and finds what it is asked for.
private final class Mailbox: Sendable {
  struct Requests: OptionSet {
    let rawValue: Int
    static let stop = Requests(rawValue: 1)
    static let rescan = Requests(rawValue: 2)
    static let tick = Requests(rawValue: 4)
  }

  private struct State {
    var desks: [RefreshedDesk] = []
    var keepsEvery = false
    var requests: Requests = []
  }

  /// Desks that wait at most.
  private static let most = 64

  private let state = Mutex(State())
  let ready = dt_eventfd()
  let wake = dt_eventfd()
  /// Signalled when there may be room again.
  private let room = dt_eventfd()

  deinit {
    close(ready)
    close(wake)
    close(room)
  }

  /// - Parameter moved: since the desk that was put before.
  func put(_ desk: Desk, moved: Set<String>?) {
    while !add(RefreshedDesk(desk: desk, moved: moved)) {
      var signal = pollfd(fd: room, events: Int16(POLLIN), revents: 0)
      _ = poll(&signal, 1, -1)
      dt_eventfd_clear(room)
    }
    dt_eventfd_signal(ready)
  }

  /// False where there is no room.
  private func add(_ refreshed: RefreshedDesk) -> Bool {
    var next = refreshed
    return state.withLock { state in
      if !state.keepsEvery, let passed = state.desks.popLast() {
        next.moved = passed.moved.flatMap { before in next.moved.map { before.union($0) } }
      }
      guard state.desks.count < Self.most || state.requests.contains(.stop) else { return false }
      state.desks.append(next)
      return true
    }
  }

  func keepEvery() { state.withLock { $0.keepsEvery = true } }

  func take() -> [RefreshedDesk] {
    dt_eventfd_clear(ready)
    let desks = state.withLock { state in
      defer { state.desks = [] }
      return state.desks
    }
    if desks.count == Self.most { dt_eventfd_signal(room) }
    return desks
  }

  func request(_ request: Requests) {
    state.withLock { $0.requests.formUnion(request) }
    dt_eventfd_signal(wake)
    if request.contains(.stop) { dt_eventfd_signal(room) }
  }

  func takeRequests() -> Requests {
    dt_eventfd_clear(wake)
    return state.withLock { state in
      defer { state.requests = [] }
      return state.requests
    }
  }
}

/// The reader's loop; lives on its thread alone.
private struct EngineLoop: ~Copyable {
  private static let defaultInterval = 2.0
  /// Milliseconds after which a scan under way hands over what it has.
  private static let patience = 100.0
  /// How much longer than handing over took it reads on: of many files, little of the time is spent on what is not whole.
  private static let share = 5.0

  private let path: String
  private let pollInterval: Double?
  private let mailbox: Mailbox
  private var reader: FolderReader
  private var watch: FolderWatch
  private var isPresent = false
  private var needsPolling = false
  /// Listings in a row that failed in part; after `retries` they are left to `tick`.
  private var failures = 0
  private static let retries = 6
  /// Milliseconds of the monotonic clock; nil: no polling.
  private var nextPoll: Double?
  private var symbols = SymbolsOfWatchlist(.standard)

  init(path: String, pollInterval: Double?, patience: Double, mailbox: Mailbox) {
    self.path = path
    self.pollInterval = pollInterval
    self.mailbox = mailbox
    reader = FolderReader(path: path, patience: patience * 1000)
    watch = FolderWatch(path: path)
  }

  mutating func run() {
    scan()
    while true {
      settle()
      let requests = waitForWork()
      if requests.contains(.stop) { return }
      let changes = watch.drain()
      let now = MonotonicClock.milliseconds
      let isDue = nextPoll.map { $0 <= now } ?? false
      let isOfCopies = changes.files.contains { reader.decidesCopies($0.name, isRemoved: $0.action == .replaced) }
      if changes.needsScan || changes.swapped || isOfCopies || isDue || !requests.isEmpty {
        scan(swapped: changes.swapped, forced: requests.contains(.rescan))
      }
      for change in changes.files { note(change, now) }
    }
  }

  /// Sleeps until there is something to do; what was asked for.
  private func waitForWork() -> Mailbox.Requests {
    var timeout: Int32 = -1
    if let next = [reader.next, nextPoll].compactMap({ $0 }).min() {
      timeout = Int32(min(max(0, (next - MonotonicClock.milliseconds).rounded(.up)), 3_600_000))
    }
    var descriptors = [
      pollfd(fd: mailbox.wake, events: Int16(POLLIN), revents: 0),
      pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&descriptors, 2, timeout)
    return descriptors[0].revents != 0 ? mailbox.takeRequests() : []
  }

  private mutating func note(_ change: (name: [UInt8], action: FolderWatch.Changes.Action), _ now: Double) {
    switch change.action {
    case .movedIn: reader.schedule(change.name, at: now, told: .moved)
    case .written: reader.schedule(change.name, at: now, told: .closed)
    case .writing: reader.noteWrite(to: change.name, now: now)
    case .replaced: reader.schedule(change.name, at: now + FolderReader.pause, told: .unknown)
    case .touched: reader.schedule(change.name, at: now + FolderReader.pause, told: nil)
    }
  }

  /// Reads what is due and hands over the desk if it has changed.
  private mutating func settle() {
    guard isPresent, let next = reader.next, next <= MonotonicClock.milliseconds else { return publish() }
    do throws(FolderError) {
      let isSame = try reader.open()
      defer { reader.shut() }
      if !isSame { list() }
      let mailbox = mailbox
      var last = MonotonicClock.milliseconds
      var pause = Self.patience
      reader.readDue(now: last) { assembly, beforeLarge in
        let now = MonotonicClock.milliseconds
        guard beforeLarge || now - last > pause else { return }
        if assembly.merge() { mailbox.put(assembly.desk, moved: assembly.takeMovedSymbols()) }
        last = MonotonicClock.milliseconds
        pause = max(Self.patience, Self.share * (last - now))
      }
    } catch {
      lose(error)
    }
    publish()
    if reader.assembly.symbols != symbols {
      reader.readAgain(
        now: MonotonicClock.milliseconds, onlyAsking: reader.assembly.symbols.negative == symbols.negative)
      symbols = reader.assembly.symbols
    }
  }

  private mutating func publish() {
    if reader.assembly.merge() { mailbox.put(reader.assembly.desk, moved: reader.assembly.takeMovedSymbols()) }
  }

  private mutating func scan(swapped: Bool = false, forced: Bool = false) {
    do throws(FolderError) {
      _ = try reader.open()
      defer { reader.shut() }
      isPresent = true
      list(swapped: swapped, forced: forced)
    } catch {
      lose(error)
    }
  }

  /// Lists the open folder, watches what it holds and makes due what has changed.
  private mutating func list(swapped: Bool = false, forced: Bool = false) {
    var listing = reader.scan(now: MonotonicClock.milliseconds, swapped: swapped, forced: forced)
    // What came to a new folder before its watch is not told.
    if watch.watch(listing.folders) { listing = reader.scan(now: MonotonicClock.milliseconds) }
    needsPolling = listing.needsPolling
    failures = listing.failed.isEmpty ? 0 : failures + 1
    plan(notices: listing.failures(in: path))
  }

  /// There is no folder: waits for one.
  private mutating func lose(_ error: FolderError) {
    isPresent = false
    reader.lose()
    watch.awaitFolder()
    plan(notices: ["\(error) (waiting for it)"])
    // It may have come back between the look and the watch.
    if reader.isPresent { nextPoll = MonotonicClock.milliseconds + FolderReader.pause }
  }

  /// Sets when to list the folder next and what is to be said of it.
  private mutating func plan(notices: [String]) {
    var notices = notices
    let blind = isPresent ? needsPolling || watch.failure != nil : !watch.seesParent
    if blind || pollInterval != nil {
      let interval = max(0.1, pollInterval ?? Self.defaultInterval)
      nextPoll = MonotonicClock.milliseconds + interval * 1000
      let seconds = interval == interval.rounded() && interval < 1e6 ? "\(Int64(interval))" : "\(interval)"
      if let failure = watch.failure {
        notices.append("polling every \(seconds) s: \(failure)")
      } else if isPresent, needsPolling {
        notices.append("polling every \(seconds) s: this file system may send no events")
      }
    } else {
      nextPoll = nil
      if isPresent, (1...Self.retries).contains(failures) {
        nextPoll = MonotonicClock.milliseconds + 500 * Double(1 << failures)
      }
    }
    reader.assembly.setNotices(notices)
  }
}
