import Analytics
import Canvas
import Market

/// Names of a sector over one time axis, rebased to 100.
package struct ComparisonScreen: Screen {
  package enum Command: Hashable, Sendable { case none }

  static let bindings: [Binding] = []

  init() {}

  var place: Place { .comparison }
  var title: TerminalSafe { "Comparison" }

  mutating func refresh(from state: DashboardState) {}

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome { .none }

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true)
  }
}
