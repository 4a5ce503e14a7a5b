import Foundation
import Testing

@testable import Snapshots

/// Work away from the thread that draws: in order, held up by nothing but itself, and waited for where it is a duty.
struct ErrandsTests {
  private func outcomes(_ errands: Errands<Int>, _ count: Int) -> [Int] {
    var found: [Int] = []
    while found.count < count {
      var descriptor = pollfd(fd: errands.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 30_000) > 0 else { break }
      found += errands.take()
    }
    return found
  }

  @Test func areDoneInTheirOrder() {
    let errands = Errands<Int>()
    for number in 1...100 { errands.add { number } }
    #expect(outcomes(errands, 100) == Array(1...100))
    // Once there was nothing left to do, too.
    errands.add { 101 }
    #expect(outcomes(errands, 1) == [101])
    #expect(errands.take() == [])
  }

  @Test func aHungOneHoldsUpNobody() {
    let gate = DispatchSemaphore(value: 0)
    let errands = Errands<Int>()
    errands.add {
      gate.wait()
      return 1
    }
    // Nobody waits for what is no duty.
    #expect(errands.finish(milliseconds: 0))
    errands.add(isDuty: true) { 2 }
    #expect(!errands.finish(milliseconds: 1))
    #expect(errands.take() == [])
    gate.signal()
    #expect(errands.finish(milliseconds: 30_000))
    #expect(errands.take() == [1, 2])
  }
}
