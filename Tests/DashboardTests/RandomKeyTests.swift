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

  private static let desks = [SampleDesk.demo, SampleDesk.broken, SampleDesk.empty, SampleDesk.clockAhead]

  private static let saved = SavedScenarios(
    scenarios: ["cut", "raise"].map {
      SavedScenario(id: $0, title: $0, us: 54, china: 10, origin: Origin(file: "\($0).json", line: 1))
    })

  /// 100,000 keys in all; half of the runs are of the demo, whose present stands still.
  @Test(arguments: 0..<20)
  func alwaysInOrder(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    var state = DashboardState(
      desk: Self.desks[seed % 4], present: SampleDesk.trading, isDemo: seed % 2 == 0,
      size: Size(columns: 80, rows: 24), glyphs: seed % 3 == 0 ? .ascii : .unicode, saved: Self.saved)
    for count in 1...5000 {
      disturb(&state, &random, after: count)
      let effects = state.update(.input(.key(Self.keys.randomElement(using: &random)!)))
      #expect(!effects.contains(.quit))
      if count % 50 == 0 { expectOrder(state) }
    }
    _ = state.update(.resized(Size(columns: 120, rows: 40)))
    for _ in 0..<20 { _ = state.update(.input(.key(.escape))) }
    #expect(state.place == .overview && state.moment.prompt == nil)
  }

  /// What comes from elsewhere than the keys.
  private func disturb(_ state: inout DashboardState, _ random: inout SplitMix, after count: Int) {
    switch random.next() % 1000 {
    case 0..<5:
      let columns = Int(random.next() % 220), rows = Int(random.next() % 70)
      _ = state.update(.resized(Size(columns: columns, rows: rows)))
    case 5..<7: _ = state.update(.desk(Self.desks.randomElement(using: &random)!, at: SampleDesk.trading))
    case 7..<9: _ = state.update(.clock(SampleDesk.trading.advanced(bySeconds: Int64(count * 60))))
    case 9..<11: _ = state.update(.scenarios(random.next() % 2 == 0 ? Self.saved : SavedScenarios()))
    case 11..<13: _ = state.update(.notice("polling"))
    case 13..<16: _ = state.update(.input(.paste("12,5\nq")))
    default: break
    }
  }

  private func expectOrder(_ state: DashboardState) {
    let size = state.moment.size
    let canvas = state.draw()
    #expect(canvas == state.draw(), "a second draw is another")
    #expect(canvas.cells.count == size.columns * size.rows)
    guard size.columns >= Layout.minimum.columns, size.rows >= Layout.minimum.rows else { return }
    #expect(canvas.lines[0].contains(DateText.clock(state.moment.asOf, .newYork).text), "no clock at \(size)")
    if state.place == .overview { expectCursor(on: canvas, of: state) }
    let places = state.navigator.opened.map(\.place).filter { $0 != .page }
    #expect(Set(places).count == places.count, "a screen is open twice: \(places)")
  }

  /// The pane in focus, where it is in view and has rows, shows the cursor on one of them.
  private func expectCursor(on canvas: Canvas, of state: DashboardState) {
    let overview = state.navigator.overview
    let pane = overview.pane
    guard let region = overview.region(of: pane), region.rows > 2, pane.id != "indicator",
      let count = pane.rows?(overview.content(state.moment)), count > 0
    else { return }
    let cursors = (region.row + 1..<region.row + region.rows).filter { row in
      (0..<3).contains { column in
        let cell = canvas.cells[row * canvas.size.columns + region.column + column]
        return cell.scalar == UInt32(UInt8(ascii: ">")) && cell.role == .accent
      }
    }
    #expect(cursors.count == 1, "\(pane.id) at \(canvas.size): \(cursors.count) cursors")
  }
}
