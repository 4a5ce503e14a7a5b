import Foundation
import Testing

@testable import System

/// Work away from the thread that draws: in order, held up by nothing but itself, and waited for where it must finish.
struct WorkQueueTests {
  private func outcomes(_ queue: WorkQueue<Int>, _ count: Int) -> [Int] {
    var found: [Int] = []
    while found.count < count {
      var descriptor = pollfd(fd: queue.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 30_000) > 0 else { break }
      found += queue.take()
    }
    return found
  }

  @Test func areDoneInTheirOrder() {
    let queue = WorkQueue<Int>()
    for number in 1...100 { queue.add { number } }
    #expect(outcomes(queue, 100) == Array(1...100))
    // Once there was nothing left to do, too.
    queue.add { 101 }
    #expect(outcomes(queue, 1) == [101])
    #expect(queue.take() == [])
  }

  @Test func aHungOneHoldsUpNobody() {
    let gate = DispatchSemaphore(value: 0)
    let queue = WorkQueue<Int>()
    queue.add {
      gate.wait()
      return 1
    }
    // Nobody waits for what need not finish.
    #expect(queue.finish(milliseconds: 0))
    queue.add(mustFinish: true) { 2 }
    #expect(!queue.finish(milliseconds: 1))
    #expect(queue.take() == [])
    gate.signal()
    #expect(queue.finish(milliseconds: 30_000))
    #expect(queue.take() == [1, 2])
  }
}
