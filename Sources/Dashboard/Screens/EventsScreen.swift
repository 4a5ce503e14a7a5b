import Analytics
import Canvas
import Market

/// What each name did around each event, beyond what the market explains.
package struct EventsScreen: Screen {
  package enum Command: Hashable, Sendable { case none }

  static let bindings: [Binding] = []

  init() {}

  var place: Place { .events }
  var title: TerminalSafe { "Events" }

  mutating func refresh(from state: DashboardState) {}

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome { .none }

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true)
  }
}
