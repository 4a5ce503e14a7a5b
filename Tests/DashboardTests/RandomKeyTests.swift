import Canvas
import Market
import TestSupport
import Testing
import Wording

@testable import Dashboard

/// Whatever is pressed at whatever size: no trap, and what must always hold.
struct RandomKeyTests {
  private static let keys: [Key] =
    Command.table.flatMap(\.keys).filter { $0 != .character("q") && $0 != .control("c") }
    + [.character("x"), .character("z"), .character("é"), .backspace, .delete, .function(5), .control("w")]

  private static let lines = [
    ":sort sigma all", ":sort off", ":columns -spark +volume", ":columns usual", ":filter semi chg%<0", ":filter",
    ":as-of 2025-04-09", ":as-of now", ":theme nord", ":help sort", ":AMAT", ":cosco shipping", ":write a.csv",
    ":signal US>CN 036 C3 denied: 渠道", ":confirm E16", ":set mouse on", ":sector 3", ":tariffs", ":what-if", ":zzz",
    "/e\u{301}", "/semi !kla",
  ]

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
      // A line of commands may say `quit`.
      let isTyping = state.moment.prompt != nil
      let effects = state.update(.input(.key(Self.keys.randomElement(using: &random)!)))
      #expect(isTyping || !effects.contains(.quit))
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
    case 16..<21:
      // What is typed goes through whatever line is open, or opens one.
      let line = Self.lines.randomElement(using: &random)!
      for scalar in line.unicodeScalars { _ = state.update(.input(.key(.character(scalar)))) }
      _ = state.update(.input(.key(.enter)))
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
    // What is typed may stand over the last row.
    if state.place == .overview, state.moment.prompt == nil { expectCursor(on: canvas, of: state) }
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
