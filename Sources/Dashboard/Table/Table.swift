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
  let count: Int
  /// Made as it comes into view.
  private let line: (Int) -> Line
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
    count = lines.count
    line = { lines[$0] }
    self.selected = selected
  }

  /// - Parameter rows: may be lazy: only those in view are asked for.
  init<Rows: RandomAccessCollection>(_ columns: [Column<Row>], rows: Rows, selected: Int? = nil)
  where Rows.Element == Row, Rows.Index == Int {
    self.columns = columns
    count = rows.count
    line = { .row(rows[rows.startIndex + $0]) }
    self.selected = selected
  }

  /// Where the columns stand.
  func fit(_ width: Int) -> TableFit<Row> {
    TableFit(
      columns: columns,
      ranges: ColumnExtent.fit(columns.map(\.extent), into: width, margins: margins, fills: fills))
  }

  /// The lines in view in so many rows: the selected one, and its heading where there is room for both.
  func visible(height: Int) -> Range<Int> {
    guard height > 0, count > 0 else { return 0..<0 }
    if let first { return min(max(0, first), count)..<min(max(0, first) + height, count) }
    let kept = min(max(0, selected ?? near), count - 1)
    var first = firstVisible(selected: kept, count: count, height: height)
    // Only a heading that both have room for can be kept in view.
    if let heading = (max(0, kept - height + 1)..<kept).last(where: { line($0).isHeading }) {
      first = min(first, heading)
    }
    return first..<min(first + height, count)
  }

  // MARK: Drawing

  /// The rule with the heads, and the lines in view below it.
  func draw(
    _ title: TerminalSafe, into canvas: inout Canvas, in region: Region, focused: Bool = false
  ) {
    let fit = fit(region.columns)
    var rest = region
    canvas.paneRule(title, in: rest.takeRows(1), focused: focused, heads: fit.heads)
    draw(fit, into: &canvas, in: rest)
  }

  /// The lines in view, without a rule.
  func drawRows(into canvas: inout Canvas, in region: Region) {
    draw(fit(region.columns), into: &canvas, in: region)
  }

  private func draw(_ fit: TableFit<Row>, into canvas: inout Canvas, in region: Region) {
    var rest = region
    for index in visible(height: region.rows) {
      let line = rest.takeRows(1)
      let isSelected = index == selected
      if isSelected { canvas.cursor(in: line, row: 0, focused: !isCursorDim) }
      switch self.line(index) {
      case .row(let row):
        fit.draw(row, isSelected: isSelected, into: &canvas, in: line)
      case .heading(let draw), .across(let draw): draw(&canvas, line, fit)
      }
    }
  }
}

extension Table.Line {
  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }
}
