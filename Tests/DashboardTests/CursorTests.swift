import Canvas
import Testing

@testable import Dashboard

/// Where a screen reader finds the terminal's cursor: on the mark of the selected row.
struct CursorTests {
  private func mark(_ canvas: Canvas) -> String? {
    canvas.cursor.map { canvas.lines(in: Region(row: $0.row, column: $0.column, rows: 1, columns: 1)).joined() }
  }

  @Test(arguments: [(36, 6), (60, 16), (80, 24), (120, 40), (120, 58), (200, 60)])
  func standsOnTheRowOfThePaneInFocus(columns: Int, rows: Int) throws {
    var state = SampleDesk.state(SampleDesk.demo, columns, rows)
    for key in try Key.parse("jjkGgl0<Tab>j<Tab>j<Tab>j<Tab>j<Tab>j<Tab>jG<Tab>3") {
      _ = state.update(.input(.key(key)))
      let canvas = state.draw()
      // The indicator is one row; a small pane of tariffs does not show the layers.
      let unmarked = ["indicator", "tariffs"].contains(state.navigator.overview.pane.id)
      #expect(mark(canvas) == ">" || unmarked && canvas.cursor != nil, "\(key.notation)")
    }
  }

  @Test(arguments: ["e", "ejj", "f", "fG", "t", "tj", "w", "wj", "v", "i", "ij", "<Enter>"])
  func standsOnTheRowOfAScreen(keys: String) {
    let canvas = SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).draw()
    let hasMark = canvas.lines.dropFirst().dropLast().contains { $0.drop { $0 == " " || $0 == "*" }.hasPrefix(">") }
    #expect(hasMark ? mark(canvas) == ">" : canvas.cursor == nil)
  }

  @Test func aPageHasNone() { #expect(SampleDesk.state(SampleDesk.demo, 120, 40, keys: "?").draw().cursor == nil) }
}
