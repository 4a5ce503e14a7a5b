import Analytics
import Canvas
import Market

/// Both sides' rates over time, and the layers that make them.
package struct TariffsScreen: Screen {
  package enum Command: Hashable, Sendable { case none }

  static let bindings: [Binding] = []

  init() {}

  var place: Place { .tariffs }
  var title: TerminalSafe { "Tariffs" }

  mutating func refresh(from state: DashboardState) {}

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome { .none }

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true)
  }
}
