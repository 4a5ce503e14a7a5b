import Canvas
import Wording

/// Rows under columns: a list to move through. Only the rows in view are drawn.
struct Table<Row> {
  enum Line {
    case row(Row)
    /// Stands over the rows below it, up to the next.
    case heading(Drawing)
    /// What the columns do not hold.
    case across(Drawing)
  }

  /// Draws into a region of one row.
  typealias Drawing = (_ canvas: inout Canvas, _ line: Region, _ fit: TableFit<Row>) -> Void

  let columns: [Column<Row>]
  let lines: [Line]
  /// The line with the cursor; nil where it is elsewhere.
  var selected: Int?
  /// The line to keep in view where none is selected.
  var near = 0
  /// The first line in view; nil where the selected one decides.
  var first: Int?
  /// Whether the keys go elsewhere.
  var isCursorDim = false
  /// Columns left free before the first, for the cursor, and after the last.
  var margins = (lead: 3, trail: 1)
  /// Whether columns of a higher rank may stand where one does not fit.
  var fills = false

  init(_ columns: [Column<Row>], lines: [Line], selected: Int? = nil) {
    self.columns = columns
    self.lines = lines
    self.selected = selected
  }

  init(_ columns: [Column<Row>], rows: [Row], selected: Int? = nil) {
    self.init(columns, lines: rows.map(Line.row), selected: selected)
  }

  /// Where the columns stand.
  func fit(_ width: Int) -> TableFit<Row> {
    TableFit(
      columns: columns,
      ranges: ColumnExtent.fit(columns.map(\.extent), into: width, margins: margins, fills: fills))
  }

  /// The lines in view in so many rows: the selected one, and its heading where there is room for both.
  func visible(height: Int) -> Range<Int> {
    guard height > 0, !lines.isEmpty else { return 0..<0 }
    if let first { return min(max(0, first), lines.count)..<min(max(0, first) + height, lines.count) }
    let kept = min(max(0, selected ?? near), lines.count - 1)
    var first = firstVisible(selected: kept, count: lines.count, height: height)
    if first > 0, let heading = lines[..<kept].lastIndex(where: \.isHeading), kept - heading < height {
      first = min(first, heading)
    }
    return first..<min(first + height, lines.count)
  }

  // MARK: Drawing

  /// The rule with the heads, and the rows below it.
  func draw(_ title: TerminalSafe, into canvas: inout Canvas, in region: Region, focused: Bool = false) {
    var rest = region
    canvas.paneRule(title, in: rest.takeRows(1), focused: focused, heads: fit(region.columns).heads)
    drawRows(into: &canvas, in: rest)
  }

  /// The lines in view.
  func drawRows(into canvas: inout Canvas, in region: Region) {
    let fit = fit(region.columns)
    var rest = region
    for index in visible(height: region.rows) {
      let line = rest.takeRows(1)
      if index == selected { canvas.cursor(in: line, row: 0, focused: !isCursorDim) }
      switch lines[index] {
      case .row(let row):
        fit.draw(into: &canvas, in: line) { column in
          var cell = column.cell(row)
          if index == selected, column.leads { cell.style = Style(.text, [.bold]) }
          return cell
        }
      case .heading(let draw), .across(let draw): draw(&canvas, line, fit)
      }
    }
  }
}

extension Table.Line {
  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }
}
