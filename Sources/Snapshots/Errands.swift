import CSystem
import Glibc
import Synchronization
import System

/// Work that touches files, done one after another on a thread that lives as long as there is some: a file system that
/// hangs holds up nothing else.
package final class Errands<Outcome: Sendable>: Sendable {
  private struct Errand {
    let isDuty: Bool
    let run: @Sendable () -> Outcome
  }

  private struct State {
    var waiting: [Errand] = []
    var isRunning = false
    /// Duties that wait or are under way.
    var duties = 0
    var outcomes: [Outcome] = []
  }

  private final class Queue: Sendable {
    let state = Mutex(State())
    let ready = dt_eventfd()

    deinit { close(ready) }

    func run() {
      while let errand = next() {
        let outcome = errand.run()
        state.withLock { state in
          state.outcomes.append(outcome)
          if errand.isDuty { state.duties -= 1 }
        }
        dt_eventfd_signal(ready)
      }
    }

    private func next() -> Errand? {
      state.withLock { state in
        state.isRunning = !state.waiting.isEmpty
        return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      }
    }
  }

  private let queue = Queue()
  private let onThreadStart: @Sendable () -> Void

  /// Readable while outcomes wait to be taken; for `poll`, never to be read or closed by others.
  package var fileDescriptor: Int32 { queue.ready }

  /// - Parameter onThreadStart: Called first on the thread of the errands.
  package init(onThreadStart: @escaping @Sendable () -> Void = {}) { self.onThreadStart = onThreadStart }

  /// Has something done after all that was asked for before; at once and here where the system gives no thread.
  /// - Parameter isDuty: whether ``finish(milliseconds:)`` waits for it.
  package func add(isDuty: Bool = false, _ run: @escaping @Sendable () -> Outcome) {
    let isIdle = queue.state.withLock { state in
      state.waiting.append(Errand(isDuty: isDuty, run: run))
      if isDuty { state.duties += 1 }
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard isIdle else { return }
    let queue = queue
    let onThreadStart = onThreadStart
    let isStarted = Thread.start {
      onThreadStart()
      queue.run()
    }
    if !isStarted { queue.run() }
  }

  /// What has come of those that are done, in their order.
  package func take() -> [Outcome] {
    dt_eventfd_clear(queue.ready)
    return queue.state.withLock { state in
      defer { state.outcomes = [] }
      return state.outcomes
    }
  }

  /// Waits for the duties, at the end of the program; false when they have not come to theirs by then.
  package func finish(milliseconds: Double) -> Bool {
    let end = MonotonicClock.milliseconds + milliseconds
    while true {
      dt_eventfd_clear(queue.ready)
      if queue.state.withLock({ $0.duties == 0 }) { return true }
      let left = end - MonotonicClock.milliseconds
      guard left > 0 else { return false }
      var descriptor = pollfd(fd: queue.ready, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, Int32(left.rounded(.up)))
    }
  }
}
