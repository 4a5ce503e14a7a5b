import Canvas
import Market
import Testing
import Wording

@testable import Dashboard

/// Whatever is pressed at whatever size: no trap, and what must always hold.
struct RandomKeyTests {
  /// SplitMix64 (Steele, Lea, Flood 2014), so that every run presses the same.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
  }

  private static let keys: [Key] =
    Command.table.flatMap(\.keys).filter { $0 != .character("q") && $0 != .control("c") }
    + [.character("x"), .character("z"), .character("é"), .backspace, .delete, .function(5), .control("w")]

  /// 100,000 keys in all.
  @Test(arguments: 0..<20)
  func alwaysInOrder(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let desks = [SampleDesk.demo, SampleDesk.broken, SampleDesk.empty, SampleDesk.clockAhead]
    var state = SampleDesk.state(desks[seed % desks.count], 80, 24, glyphs: seed % 3 == 0 ? .ascii : .unicode)
    for count in 1...5000 {
      if random.next() % 200 == 0 { resize(&state, &random) }
      if random.next() % 500 == 0 {
        _ = state.update(.desk(desks.randomElement(using: &random)!, at: SampleDesk.opening))
      }
      let effects = state.update(.input(.key(Self.keys.randomElement(using: &random)!)))
      #expect(!effects.contains(.quit))
      guard count % 50 == 0 else { continue }
      expectOrder(state)
    }
    _ = state.update(.resized(Size(columns: 120, rows: 40)))
    for _ in 0..<20 { _ = state.update(.input(.key(.escape))) }
    #expect(state.place == .overview && state.prompt == nil)
  }

  private func resize(_ state: inout DashboardState, _ random: inout SplitMix) {
    let columns = Int(random.next() % 220), rows = Int(random.next() % 70)
    _ = state.update(.resized(Size(columns: columns, rows: rows)))
  }

  private func expectOrder(_ state: DashboardState) {
    let canvas = state.draw()
    #expect(canvas == state.draw(), "a second draw is another")
    #expect(canvas.cells.count == state.moment.size.columns * state.moment.size.rows)
    let size = state.moment.size
    guard size.columns >= Layout.minimum.columns, size.rows >= Layout.minimum.rows else { return }
    #expect(canvas.lines[0].contains(DateText.clock(state.moment.asOf, .newYork).text), "no clock at \(size)")
    for pane in Layout.tabOrder {
      let count = pane.rows?(state.moment) ?? 0
      let cursor = state.navigator.overview.cursor(in: pane, state.moment)
      #expect(count == 0 ? cursor == 0 : (0..<count).contains(cursor), "\(pane.id): row \(cursor) of \(count)")
    }
    let places = state.navigator.opened.map(\.place).filter { $0 != .page && $0 != .events }
    #expect(Set(places).count == places.count, "a screen is open twice: \(places)")
  }
}
