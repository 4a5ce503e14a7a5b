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
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "m")
    try click("COSCO Shipping", &state)
    #expect(state.selectedQuote?.instrument.symbol == "COSCO")
    try click("KLA Corp", &state)
    #expect(state.selectedQuote?.instrument.symbol == "KLAC" && !state.hasOpened)
    try click("KLA Corp", &state)
    #expect(state.hasOpened && state.draw().lines.contains { $0.contains("KLAC  KLA Corp") })
  }

  /// A click into another pane gives it the keys, and the row the cursor.
  @Test func aPaneGetsTheKeys() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "m")
    try click("Foreign Ministry: door is wide open", &state)
    #expect(state.navigator.overview.pane.id == "signals" && !state.hasOpened)
    #expect(state.draw().lines.contains { $0.contains(">") && $0.contains("door is wide open") })
  }

  @Test func aHeadSorts() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "m")
    try click("Chg %", &state)
    #expect(state.navigator.overview.view.sort == SortOrder(column: "chg%"))
    try click("Chg %", &state)
    #expect(state.navigator.overview.view.sort == SortOrder(column: "chg%", isReversed: true))
  }

  /// A hint of the footer is the key that it names.
  @Test func aHintIsItsKey() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "m")
    try click("z zoom", &state)
    #expect(state.navigator.overview.isZoomed)
    try click("? help", &state)
    #expect(state.hasOpened)
    try click("Esc back", &state)
    #expect(!state.hasOpened)
  }

  /// A range of the chart is a tab.
  @Test func aTabIsShown() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "m<Enter>")
    try click(" 1Y ", &state)
    #expect(state.draw().lines.contains { $0.contains("[1Y]") })
    try click(" 5D ", &state)
    #expect(state.draw().lines.contains { $0.contains("[5D]") })
  }

  /// A tab is a range, whatever key goes to it.
  @Test func aTabIsShownWhateverItsKey() throws {
    var preferences = Preferences()
    preferences.keys = [.init(.character("h"), "files"), .init(.character("l"), "tariffs")]
    preferences.mouse = true
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "<Enter>")
    _ = state.update(.preferences(preferences, fault: nil))
    try click(" 1M ", &state)
    #expect(state.place == .instrument && state.draw().lines.contains { $0.contains("[1M]") })
    try click(" 1Y ", &state)
    #expect(state.place == .instrument && state.draw().lines.contains { $0.contains("[1Y]") })
  }

  @Test func aClickBesideDoesNothing() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "m")
    for position in [Position(row: 0, column: 0), Position(row: 500, column: 500), Position(row: 39, column: 1)] {
      _ = state.update(.input(.mouse(MouseInput(.press, at: position))))
    }
    #expect(state.selectedQuote?.instrument.symbol == "AMAT" && !state.hasOpened)
  }

  private static let somewhere = Position(row: 10, column: 10)

  @Test func isSwitchedOnTheOverview() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    #expect(state.update(.input(.key(.character("m")))) == [.mouse(true)])
    #expect(state.notice == "mouse on: wheel, click; Shift selects text")
    #expect(state.update(.input(.key(.character("m")))) == [.mouse(false)])
    #expect(state.notice == "mouse off")
  }

  /// Reports that nobody asked for are none.
  @Test func withoutTheMouseNothingIsClicked() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    let before = state.draw()
    try click("COSCO Shipping", &state)
    _ = state.update(.input(.mouse(MouseInput(.wheelDown, at: Self.somewhere))))
    #expect(state.draw() == before)
  }

  @Test func theWheelMovesByThreeRows() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "m")
    #expect(state.update(.input(.mouse(MouseInput(.wheelDown, at: Self.somewhere)))) == [])
    #expect(state.selectedQuote?.instrument.symbol == "SPY")
    _ = state.update(.input(.mouse(MouseInput(.wheelUp, at: Self.somewhere))))
    #expect(state.selectedQuote?.instrument.symbol == "AMAT")
    // A page scrolls.
    var help = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "m?")
    _ = help.update(.input(.mouse(MouseInput(.wheelDown, at: Self.somewhere))))
    #expect(help.draw().lines == SampleDesk.state(SampleDesk.demo, 80, 24, keys: "m?jjj").draw().lines)
  }

  @Test func whatIsTypedStays() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "mw12")
    let before = state.draw()
    for kind in [MouseInput.Kind.wheelDown, .wheelUp, .press] {
      #expect(state.update(.input(.mouse(MouseInput(kind, at: Self.somewhere)))) == [])
    }
    #expect(state.draw() == before)
  }
}
