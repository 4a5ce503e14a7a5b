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
  /// The heading that a line stands under, or the line itself where it is one; nil where there are none.
  private var heading: (Int) -> Int?
  /// Whether the keys go elsewhere.
  var isCursorDim = false
  /// Columns left free before the first, for the cursor, and after the last.
  var margins = (lead: 3, trail: 1)
  /// Whether columns of a higher rank may stand where one does not fit.
  var fills = false
  /// Where the cursor is among how many, for the rule; nil where the lines are the rows.
  var position: (at: Int, of: Int)?
  /// What the rows are sorted by; the column's head says it.
  var sort: SortOrder?
  /// Whether the heads show the keys that sort by them.
  var showsLetters = false

  init(_ columns: [Column<Row>], lines: [Line], selected: Int? = nil) {
    self.columns = columns
    count = lines.count
    line = { lines[$0] }
    heading = { index in lines[...index].lastIndex { $0.isHeading } }
    self.selected = selected
  }

  /// - Parameters:
  ///   - line: made as it comes into view.
  ///   - heading: the heading that a line stands under, or the line itself.
  init(
    _ columns: [Column<Row>], count: Int, selected: Int?, line: @escaping (Int) -> Line,
    heading: @escaping (Int) -> Int?
  ) {
    self.columns = columns
    self.count = count
    self.line = line
    self.heading = heading
    self.selected = selected
  }

  /// - Parameter rows: may be lazy: only those in view are asked for.
  init<Rows: RandomAccessCollection>(_ columns: [Column<Row>], rows: Rows, selected: Int? = nil)
  where Rows.Element == Row, Rows.Index == Int {
    self.columns = columns
    count = rows.count
    line = { .row(rows[rows.startIndex + $0]) }
    heading = { _ in nil }
    self.selected = selected
  }

  /// Where the columns stand.
  func fit(_ width: Int) -> TableFit<Row> {
    TableFit(
      columns: columns,
      ranges: ColumnExtent.fit(columns.map(\.extent), into: width, margins: margins, fills: fills))
  }

  /// What stands in the rule over the columns.
  func heads(_ width: Int) -> [ColumnHead] { fit(width).heads(sort: sort, showsLetters: showsLetters) }

  /// The lines in view in so many rows, the selected one among them. The heading of the first stands over it and takes
  /// its row, so that no name is without its heading, where there is room for both.
  func visible(height: Int) -> Range<Int> {
    guard height > 0, count > 0 else { return 0..<0 }
    let kept = min(max(0, selected ?? near), count - 1)
    let hasHeadings = heading(kept) != nil
    let first =
      first.map { min(max(0, $0), max(0, count - 1)) }
      ?? Viewport.first(
        Viewport.centred(kept, count: count, height: height), keeping: kept, count: count, height: height,
        hasHeadings: hasHeadings)
    return first..<min(first + height, count)
  }

  // MARK: Drawing

  /// The rule with the heads, and the lines in view below it.
  func draw(
    _ title: TerminalSafe, into canvas: inout Canvas, in region: Region, focused: Bool = false
  ) {
    let fit = fit(region.columns)
    let heads = fit.heads(sort: sort, showsLetters: showsLetters)
    var rest = region
    canvas.paneRule(
      self.title(title, heads, canvas.glyphs), focused ? place : "", in: rest.takeRows(1), focused: focused,
      heads: heads)
    draw(fit, into: &canvas, in: rest)
  }

  /// With what the rows are sorted by where no head says it.
  func title(_ title: TerminalSafe, _ heads: [ColumnHead], _ glyphs: Glyphs) -> TerminalSafe {
    guard let sort, !heads.contains(where: { $0.isReversed != nil && !$0.text.isEmpty }) else { return title }
    return title + "  by \(sort.column) " + (sort.isReversed ? glyphs.up : glyphs.down)
  }

  /// ` 9/32`; nothing where no row is selected.
  private var place: TerminalSafe {
    if let position { return position.of > 0 ? "  \(position.at)/\(position.of)" : "" }
    return selected.map { count > 0 ? "  \($0 + 1)/\(count)" : "" } ?? ""
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
      switch self.line(isFirst(line, of: region) ? sticky(index, in: region) : index) {
      case .row(let row):
        fit.draw(row, isSelected: isSelected, into: &canvas, in: line)
        if canvas.targets != nil, let steps = steps(to: index) { canvas.target(.rows(steps), in: line) }
      case .heading(let draw), .across(let draw): draw(&canvas, line, fit)
      }
      if isSelected, !isCursorDim { canvas.select(row: 0, in: line) }
    }
  }

  /// How many rows the cursor goes to a line; nil where it is elsewhere.
  private func steps(to index: Int) -> Int? {
    guard let selected, !isCursorDim else { return nil }
    let between = index < selected ? index..<selected : selected + 1..<index + 1
    let rows = between.count { if case .row = line($0) { true } else { false } }
    return index < selected ? -rows : rows
  }

  private func isFirst(_ line: Region, of region: Region) -> Bool { line.row == region.row }

  /// The heading that takes the place of the first line, where it is not in view itself.
  private func sticky(_ index: Int, in region: Region) -> Int {
    region.rows > 1 && index != selected ? heading(index) ?? index : index
  }
}

extension Table.Line {
  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }
}

/// The slice of a list that has room.
enum Viewport {
  /// The first line in view, as near to `first` as can be, so that the selected line is in view.
  /// - Parameter hasHeadings: whether the first row in view is a heading's, where there is a second.
  static func first(_ first: Int, keeping selected: Int, count: Int, height: Int, hasHeadings: Bool) -> Int {
    guard height > 0, count > height else { return 0 }
    let above = hasHeadings && height > 1 ? 1 : 0
    let latest = max(0, min(selected - above, count - height))
    return min(max(first, selected - height + 1), latest)
  }

  /// The first line where the selected one stands in the middle.
  static func centred(_ selected: Int, count: Int, height: Int) -> Int {
    guard height > 0, count > height else { return 0 }
    return min(max(0, selected - height / 2), count - height)
  }
}
