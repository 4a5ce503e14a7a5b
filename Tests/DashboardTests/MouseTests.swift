import Canvas
import Testing

@testable import Dashboard

/// What a click does, by what stands at its place.
struct MouseTests {
  private func click(_ text: String, _ state: inout DashboardState) throws {
    let lines = state.draw().lines
    let row = try #require(lines.firstIndex { $0.contains(text) })
    let start = try #require(lines[row].range(of: text)).lowerBound
    let column = lines[row][..<start].unicodeScalars.count
    _ = state.update(.input(.mouse(MouseInput(.press, at: Position(row: row, column: column + 1)))))
  }

  @Test func aRowGetsTheCursorAndIsOpened() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    try click("COSCO Shipping", &state)
    #expect(state.selectedQuote?.instrument.symbol == "COSCO")
    try click("KLA Corp", &state)
    #expect(state.selectedQuote?.instrument.symbol == "KLAC" && !state.hasOpened)
    try click("KLA Corp", &state)
    #expect(state.hasOpened && state.draw().lines.contains { $0.contains("KLAC  KLA Corp") })
  }

  /// A click into another pane gives it the keys, and the row the cursor.
  @Test func aPaneGetsTheKeys() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    try click("Foreign Ministry: door is wide open", &state)
    #expect(state.navigator.overview.pane.id == "signals" && !state.hasOpened)
    #expect(state.draw().lines.contains { $0.contains(">") && $0.contains("door is wide open") })
  }

  @Test func aHeadSorts() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    try click("Chg %", &state)
    #expect(state.navigator.overview.view.sort == SortOrder(column: "chg%"))
    try click("Chg %", &state)
    #expect(state.navigator.overview.view.sort == SortOrder(column: "chg%", isReversed: true))
  }

  @Test func theWheelMovesTheCursorAndAClickBesideDoesNothing() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    _ = state.update(.input(.mouse(MouseInput(.wheelDown, at: Position(row: 20, column: 5)))))
    #expect(state.selectedQuote?.instrument.symbol == "SPY")
    for position in [Position(row: 0, column: 0), Position(row: 500, column: 500), Position(row: 39, column: 1)] {
      _ = state.update(.input(.mouse(MouseInput(.press, at: position))))
    }
    #expect(state.selectedQuote?.instrument.symbol == "SPY" && !state.hasOpened)
  }
}
