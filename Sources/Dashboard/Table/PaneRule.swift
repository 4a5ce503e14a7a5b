import Canvas
import Market
import Wording

extension Canvas {
  /// The rule above a pane with its title and column heads; a head ends before `right` (relative to the region).
  mutating func paneRule(
    _ title: TerminalSafe, in region: Region, focused: Bool = false, heads: [(text: TerminalSafe, right: Int)] = []
  ) {
    fill(glyphs.rule, in: region, row: 0, style: Style(.rule))
    write(
      " \(title) ", in: region, row: 0, column: 1, width: max(0, region.columns - 2),
      style: Style(.heading, focused ? [.bold] : []))
    for head in heads where !head.text.isEmpty {
      let start = head.right - head.text.width
      guard start > title.width + 3, head.right < region.columns else { continue }
      write(" \(head.text) ", in: region, row: 0, column: start - 1, style: Style(.rule))
    }
  }

  /// A date in a column of six, or of seven where its year is not `year`.
  mutating func date(_ day: Day, year: Int, in region: Region, row: Int, column: Int) {
    write(
      DateText.compact(day, year: year), in: region, row: row, column: column, width: day.parts.year == year ? 6 : 7,
      style: .dim, alignment: .right)
  }

  /// The cursor of a list, with the terminal's own upon it; dim, and without that, where the pane has not the focus.
  mutating func cursor(in region: Region, row: Int, focused: Bool) {
    if focused { self.cursor = Position(row: region.row + row, column: region.column + 1) }
    write(">", in: region, row: row, column: 1, width: 1, style: focused ? Style(.accent, [.bold]) : .dim)
  }
}

/// The slice of a list that a pane shows so that `selected` is in it: the first row shown.
func firstVisible(selected: Int, count: Int, height: Int) -> Int {
  guard height > 0, count > height else { return 0 }
  return min(max(0, selected - height / 2), count - height)
}
