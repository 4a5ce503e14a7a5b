import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// Long evaluations are left to the surroundings: what is shown meanwhile is one finished reading, and in the end what one
/// made at once shows.
struct EvaluationTests {
  /// The demo's ledger and names, and quotes of so many others that no key may wait for them.
  private static let desk: Desk = {
    var desk = SampleDesk.demo
    let file = FileReport(path: "q.json", kind: "quotes", state: .ok)
    desk.files.append(file)
    for number in 0..<600 { put("N\(number)", 100, at: SampleDesk.trading, into: &desk) }
    return desk
  }()

  private static func put(_ symbol: String, _ price: Double, at time: Instant, into desk: inout Desk) {
    var quote = Quote(symbol: symbol, time: time, price: price, origin: Origin(file: "q.json", line: 1))
    quote.previousClose = 100
    desk.quotes[symbol] = quote
  }

  private func state(leavesEvaluations: Bool, desk: Desk = desk) -> DashboardState {
    DashboardState(
      desk: desk, present: SampleDesk.trading, isDemo: false, size: Size(columns: 120, rows: 40),
      leavesEvaluations: leavesEvaluations)
  }

  private func press(_ keys: String, on state: inout DashboardState) throws -> [Effect] {
    try Key.parse(keys).flatMap { state.update(.input(.key($0))) }
  }

  private func handOver(_ state: inout DashboardState) throws -> EvaluationTask {
    let task = state.takeTask()
    return try #require(task)
  }

  private func lines(_ state: DashboardState) -> [String] { state.draw().lines }

  @Test("a moment that is not ready yet leaves the one shown as it is")
  func showsTheOldMoment() throws {
    var state = state(leavesEvaluations: true)
    let before = lines(state)
    #expect(try press("[", on: &state) == [.evaluate])
    let task = try handOver(&state)
    #expect(state.takeTask() == nil)
    #expect(lines(state) == before)
    _ = state.update(.late)
    #expect(lines(state).dropLast() == before.dropLast())
    #expect(lines(state).last?.contains("working out 30 Apr") == true)
    #expect(state.update(.evaluated(task.finished())) == [])
    var other = self.state(leavesEvaluations: false)
    _ = try press("[", on: &other)
    #expect(lines(state) == lines(other))
    #expect(lines(state).first?.contains("PAST") == true)
  }

  @Test("of moments asked for the newest is shown")
  func showsTheNewestWish() throws {
    var state = state(leavesEvaluations: true)
    let before = lines(state)
    #expect(try press("[", on: &state) == [.evaluate])
    let task = try handOver(&state)
    // Back to the present before the day before is ready: it is never shown.
    #expect(try press(".", on: &state) == [])
    #expect(state.update(.evaluated(task.finished())) == [.evaluate])
    #expect(lines(state) == before)
    let next = try handOver(&state)
    _ = state.update(.evaluated(next.finished()))
    #expect(lines(state) == before)
    #expect(state.awaited == nil)
  }

  @Test("a short evaluation is made at once")
  func makesShortOnesAtOnce() throws {
    var state = state(leavesEvaluations: true, desk: SampleDesk.demo)
    #expect(try press("[", on: &state) == [])
    #expect(state.isAway)
  }

  @Test("whatever comes while one is made, the end is what evaluations at once show", arguments: 0..<4)
  func endsAlike(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var (left, atOnce) = (state(leavesEvaluations: true), state(leavesEvaluations: false))
    var desk = Self.desk
    var now = SampleDesk.trading
    var task: EvaluationTask?
    func finish() {
      while let finished = task?.finished() {
        task = nil
        _ = left.update(.evaluated(finished))
        task = left.takeTask()
      }
    }
    for step in 0..<60 {
      now = now.advanced(bySeconds: Int64.random(in: 1...40, using: &random))
      let message: Message
      switch Int.random(in: 0..<8, using: &random) {
      case 0: message = .clock(now)
      case 1: message = .resized(Size(columns: 100 + step, rows: 40))
      case 2:
        // All that is kept of prices is dropped.
        desk.historyRevision += 1
        message = .desk(desk, at: now)
      case 3:
        finish()
        #expect(lines(left) == lines(atOnce), "seed \(seed), step \(step)")
        let key = try #require(try Key.parse(["[", "]", ".", "j"].randomElement(using: &random) ?? "").first)
        message = .input(.key(key))
      default:
        let symbol = "N\(Int.random(in: 0..<600, using: &random))"
        Self.put(symbol, Double.random(in: 90...110, using: &random), at: now, into: &desk)
        message = .desk(desk, moved: [symbol], at: now)
      }
      _ = left.update(message)
      _ = atOnce.update(message)
      if task == nil { task = left.takeTask() }
      if Bool.random(using: &random) { finish() }
    }
    finish()
    #expect(lines(left) == lines(atOnce), "seed \(seed)")
  }
}
