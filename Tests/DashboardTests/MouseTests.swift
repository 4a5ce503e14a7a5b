import Canvas
import Testing

@testable import Dashboard

struct MouseTests {
  private static let somewhere = Position(row: 10, column: 10)

  @Test func isSwitchedOnTheOverview() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    #expect(state.update(.input(.key(.character("m")))) == [.mouse(true)])
    #expect(state.notice == "mouse on: wheel, click; Shift selects text")
    #expect(state.update(.input(.key(.character("m")))) == [.mouse(false)])
    #expect(state.notice == "mouse off")
  }

  @Test func theWheelMovesByThreeRows() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    #expect(state.update(.input(.mouse(MouseInput(.wheelDown, at: Self.somewhere)))) == [])
    #expect(state.selectedQuote?.instrument.symbol == "SPY")
    _ = state.update(.input(.mouse(MouseInput(.wheelUp, at: Self.somewhere))))
    #expect(state.selectedQuote?.instrument.symbol == "AMAT")
    // A page scrolls.
    var help = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "?")
    _ = help.update(.input(.mouse(MouseInput(.wheelDown, at: Self.somewhere))))
    #expect(help.draw().lines == SampleDesk.state(SampleDesk.demo, 80, 24, keys: "?jjj").draw().lines)
  }

  @Test func whatIsTypedStays() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "w12")
    let before = state.draw()
    for kind in [MouseInput.Kind.wheelDown, .wheelUp, .press] {
      #expect(state.update(.input(.mouse(MouseInput(kind, at: Self.somewhere)))) == [])
    }
    #expect(state.draw() == before)
  }
}
