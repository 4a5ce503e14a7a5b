import Canvas
import Wording

/// A column of a table: what it is called, how much room it takes, and what it shows of a row.
struct Column<Row> {
  let id: String
  /// Stands in the rule above the column; the width it got is known by then.
  let head: (_ width: Int) -> TerminalSafe
  let extent: ColumnExtent
  let alignment: Alignment
  /// Columns at its end for the marks behind numbers, so that decimals stand on one x; behind texts they stay free.
  let mark: Int
  /// Whether it stands out in the selected row.
  let leads: Bool
  /// What rows are sorted by; nil where they cannot be.
  let order: ((Row) -> ColumnValue)?
  /// The key that sorts by it.
  var letter: Character?
  let cell: (Row) -> TableCell

  init(
    _ id: String, head: TerminalSafe = "", _ extent: ColumnExtent, alignment: Alignment = .left, mark: Int = 0,
    leads: Bool = false, order: ((Row) -> ColumnValue)? = nil, cell: @escaping (Row) -> TableCell
  ) {
    self.init(
      id, headOfWidth: { _ in head }, extent, alignment: alignment, mark: mark, leads: leads, order: order, cell: cell)
  }

  init(
    _ id: String, headOfWidth head: @escaping (Int) -> TerminalSafe, _ extent: ColumnExtent,
    alignment: Alignment = .left, mark: Int = 0, leads: Bool = false, order: ((Row) -> ColumnValue)? = nil,
    cell: @escaping (Row) -> TableCell
  ) {
    self.id = id
    self.head = head
    self.extent = extent
    self.alignment = alignment
    self.mark = mark
    self.leads = leads
    self.order = order
    self.cell = cell
  }

  /// The column of a record, with a head for its width.
  init(
    _ record: ColumnRecord<Row>, headOfWidth head: @escaping (Int) -> TerminalSafe, _ extent: ColumnExtent,
    alignment: Alignment = .left, cell: @escaping (Row) -> TableCell
  ) {
    self.init(
      record.id, headOfWidth: head, extent, alignment: alignment, order: record.value, cell: cell)
    letter = record.letter
  }

  /// The same where the width does not matter.
  init(
    _ record: ColumnRecord<Row>, head: TerminalSafe? = nil, _ extent: ColumnExtent, alignment: Alignment = .left,
    mark: Int = 0, leads: Bool = false, cell: @escaping (Row) -> TableCell
  ) {
    self.init(
      record, of: { $0 }, head: head, extent, alignment: alignment, mark: mark, leads: leads, cell: cell)
  }

  /// The column of a record of what a row holds.
  init<Part>(
    _ record: ColumnRecord<Part>, of part: @escaping (Row) -> Part, head: TerminalSafe? = nil, _ extent: ColumnExtent,
    alignment: Alignment = .left, mark: Int = 0, leads: Bool = false, cell: @escaping (Row) -> TableCell
  ) {
    self.init(
      record.id, head: head ?? TerminalSafe(record.head), extent, alignment: alignment, mark: mark, leads: leads,
      order: { record.value(part($0)) }, cell: cell)
    letter = record.letter
  }
}

extension Column {
  /// Rows by what they are sorted by; equal ones as they stood, those without it last. All as they stood where the
  /// column sorts by nothing.
  func sorted(_ rows: [Row], isDescending: Bool = false) -> [Row] {
    guard let order else { return rows }
    return rows.map(order).order(isDescending: isDescending).map { rows[$0] }
  }
}

/// What a table shows of a row in a column.
struct TableCell {
  var text: TerminalSafe = ""
  var style = Style.text
  /// Stands right behind the text, which gives way to it.
  var mark: TerminalSafe = ""
  var markStyle = Style.dim
  /// The last column that it stands across; what that and those between would show is left out.
  var through: String?
  /// Draws into the cell instead of a text.
  var plot: ((inout Canvas, Region) -> Void)?

  var isEmpty: Bool { text.isEmpty && mark.isEmpty && plot == nil }

  /// Nothing is drawn.
  static var empty: TableCell { TableCell() }

  static func text(
    _ text: TerminalSafe, _ style: Style = .text, mark: TerminalSafe = "", _ markStyle: Style = .dim,
    through: String? = nil
  ) -> TableCell {
    TableCell(text: text, style: style, mark: mark, markStyle: markStyle, through: through)
  }

  /// `-`, dim, where it is missing; signed ones by their direction, others plain.
  static func number(
    _ value: Double?, _ decimals: Int, signed: Bool = true, isDirected: Bool = true
  ) -> TableCell {
    let role: Role = value == nil ? .dim : signed && isDirected ? NumberText.role(value, decimals) : .text
    return TableCell(text: NumberText.fixed(value, decimals, signed: signed), style: Style(role))
  }

  static func plot(_ plot: @escaping (inout Canvas, Region) -> Void) -> TableCell { TableCell(plot: plot) }
}
