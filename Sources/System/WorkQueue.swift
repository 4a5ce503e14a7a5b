import CSystem
import Glibc
import Synchronization

/// Work that touches files, done one after another on a thread that lives as long as there is some: a file system that
/// hangs holds up nothing else.
package final class WorkQueue<Outcome: Sendable>: Sendable {
  private struct Work {
    let mustFinish: Bool
    let run: @Sendable () -> Outcome
  }

  private struct State {
    var waiting: [Work] = []
    var isRunning = false
    /// What must finish, and waits or is under way.
    var unfinished = 0
    var outcomes: [Outcome] = []
  }

  private final class Runner: Sendable {
    let state = Mutex(State())
    let ready = dt_eventfd()

    deinit { close(ready) }

    func run() {
      while let work = next() {
        let outcome = work.run()
        state.withLock { state in
          state.outcomes.append(outcome)
          if work.mustFinish { state.unfinished -= 1 }
        }
        dt_eventfd_signal(ready)
      }
    }

    private func next() -> Work? {
      state.withLock { state in
        state.isRunning = !state.waiting.isEmpty
        return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      }
    }
  }

  private let runner = Runner()
  private let onThreadStart: @Sendable () -> Void

  /// Readable while outcomes wait to be taken; for `poll`, never to be read or closed by others.
  package var fileDescriptor: Int32 { runner.ready }

  /// - Parameter onThreadStart: Called first on the thread of the runner.
  package init(onThreadStart: @escaping @Sendable () -> Void = {}) { self.onThreadStart = onThreadStart }

  /// Has something done after all that was asked for before; at once and here where the system gives no thread.
  /// - Parameter mustFinish: whether ``finish(milliseconds:)`` waits for it.
  package func add(mustFinish: Bool = false, _ run: @escaping @Sendable () -> Outcome) {
    let isIdle = runner.state.withLock { state in
      state.waiting.append(Work(mustFinish: mustFinish, run: run))
      if mustFinish { state.unfinished += 1 }
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard isIdle else { return }
    let runner = runner
    let onThreadStart = onThreadStart
    let isStarted = Thread.start {
      onThreadStart()
      runner.run()
    }
    if !isStarted { runner.run() }
  }

  /// What has come of those that are done, in their order.
  package func take() -> [Outcome] {
    dt_eventfd_clear(runner.ready)
    return runner.state.withLock { state in
      defer { state.outcomes = [] }
      return state.outcomes
    }
  }

  /// Waits for what must finish, at the end of the program; false when some of it has not by then.
  package func finish(milliseconds: Double) -> Bool {
    let end = MonotonicClock.milliseconds + milliseconds
    while true {
      dt_eventfd_clear(runner.ready)
      if runner.state.withLock({ $0.unfinished == 0 }) { return true }
      let left = end - MonotonicClock.milliseconds
      guard left > 0 else { return false }
      var descriptor = pollfd(fd: runner.ready, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, Int32(left.rounded(.up)))
    }
  }
}
