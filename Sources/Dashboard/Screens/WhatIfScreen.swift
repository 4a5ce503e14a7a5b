import Analytics
import Canvas
import Market

/// Trade, duty and the index at other rates.
package struct WhatIfScreen: Screen {
  package enum Command: Hashable, Sendable { case none }

  static let bindings: [Binding] = []

  init() {}

  var place: Place { .whatIf }
  var title: TerminalSafe { "What if" }

  mutating func refresh(from state: DashboardState) {}

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome { .none }

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true)
  }
}
