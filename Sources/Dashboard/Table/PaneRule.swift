import Canvas
import Market
import Wording

/// What stands in the rule over a column.
struct ColumnHead {
  var text: TerminalSafe
  /// The column before which it ends, relative to the region.
  let right: Int
  /// Of the column, where rows can be sorted by it.
  var id: String?
  /// Nil: the rows are not sorted by it.
  var isReversed: Bool?
  /// The key that sorts by it, where that is asked for.
  var letter: Character?

  init(_ text: TerminalSafe, right: Int) {
    self.text = text
    self.right = right
  }
}

extension Canvas {
  /// The rule above a pane with its title and column heads; a head ends before `right` (relative to the region).
  /// - Parameter place: stands behind the title where it leaves every head its room.
  mutating func paneRule(
    _ title: TerminalSafe, _ place: TerminalSafe = "", in region: Region, focused: Bool = false,
    heads: [ColumnHead] = []
  ) {
    fill(glyphs.rule, in: region, row: 0, style: Style(.rule))
    let room = heads.filter { !$0.text.isEmpty }.map { $0.right - $0.text.width }.min() ?? region.columns
    let title = title.width + place.width + 3 < room ? title + place : title
    write(
      " \(title) ", in: region, row: 0, column: 1, width: max(0, region.columns - 2),
      style: Style(.heading, focused ? [.bold] : []))
    var edge = title.width + 3
    for head in heads where !head.text.isEmpty || head.letter != nil {
      // No head stands on the one before it.
      let text = head.text.fitted(to: head.right - edge - 1)
      let start = head.right - text.width
      guard start > edge, head.right < region.columns, text.width > 2 || text == head.text else { continue }
      edge = head.right
      write(" \(text) ", in: region, row: 0, column: start - 1, style: Style(.rule))
      if let id = head.id { target(.head(id), in: region.columns(from: start - 1, count: text.width + 2)) }
      if let isReversed = head.isReversed {
        write(isReversed ? glyphs.up : glyphs.down, in: region, row: 0, column: head.right, style: Style(.accent))
      }
      if let letter = head.letter { write(letter: letter, of: head, from: start, in: region) }
    }
  }

  /// The key that sorts by a column: within its head, or before it.
  private mutating func write(letter: Character, of head: ColumnHead, from start: Int, in region: Region) {
    let place = head.text.text.firstIndex(of: letter) ?? head.text.text.lowercased().firstIndex(of: letter)
    let offset = place.map { head.text.text.distance(from: head.text.text.startIndex, to: $0) } ?? -1
    write(
      "\(String(letter))", in: region, row: 0, column: start + offset, width: 1, style: Style(.key, [.bold, .inverse]))
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
