import Analytics
import Canvas
import Market

/// One name: its price over time, its facts, its sensitivity.
package struct InstrumentScreen: Screen {
  package enum Command: Hashable, Sendable { case none }

  static let bindings: [Binding] = []

  private(set) var symbol: String

  init(symbol: String) { self.symbol = symbol }

  var place: Place { .instrument }
  var title: TerminalSafe { "\(symbol)" }

  mutating func refresh(from state: DashboardState) {}

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome { .none }

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true)
  }
}
