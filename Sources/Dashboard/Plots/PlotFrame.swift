import Canvas
import Market
import Wording

/// The axes around a plot: values at the left, a line below, dates under it. What is plotted goes into `plot`.
struct PlotFrame {
  /// A place on the time axis, with a short label below it.
  struct Mark {
    /// Position among the plotted days.
    let position: Int
    let label: TerminalSafe
    var style = Style(.accent)
  }

  let region: Region
  let plot: Region
  let scale: PlotScale
  /// Positions along the time axis: the first at the left edge of the plot, the last at its right edge.
  let positions: Int
  /// Columns of the plot kept free at both of its edges, for marks wider than a column.
  let inset: Int

  private static let axisWidth = 9

  /// - Parameters:
  ///   - right: columns kept free at the right, for names of lines.
  ///   - below: rows kept free below the dates.
  init(_ region: Region, scale: PlotScale, positions: Int, right: Int = 0, below: Int = 0, inset: Int = 0) {
    self.region = region
    self.scale = scale
    self.positions = positions
    self.inset = inset
    plot = Region(
      row: region.row, column: region.column + Self.axisWidth, rows: region.rows - 3 - below,
      columns: region.columns - Self.axisWidth - right)
  }

  /// Whether there is room to read anything.
  var isUsable: Bool { plot.rows >= 2 && plot.columns >= 8 && positions > 0 }

  /// The column of the plot that a position stands in; nil outside 0 ..< positions.
  func column(of position: Int) -> Int? { offset(of: position, among: plot.columns) }

  /// The position nearest to a column.
  func position(at column: Int) -> Int {
    let width = plot.columns - 2 * inset
    guard width > 1, positions > 1 else { return 0 }
    let column = min(max(0, column - inset), width - 1)
    return (column * (positions - 1) * 2 + width - 1) / (2 * (width - 1))
  }

  /// Where a position stands among `width` dots or columns.
  func offset(of position: Int, among width: Int) -> Int? {
    guard position >= 0, position < positions, width > 0 else { return nil }
    guard positions > 1 else { return width / 2 }
    let edge = inset * width / max(1, plot.columns)
    let room = max(1, width - 2 * edge)
    return edge + (position * (room - 1) * 2 + positions - 1) / (2 * (positions - 1))
  }

  func drawValues(into canvas: inout Canvas, decimals: Int? = nil) {
    let width = Self.axisWidth
    for row in 0..<plot.rows {
      canvas.fill(canvas.glyphs.bar, in: region, row: row, column: width - 1, width: 1, style: Style(.rule))
    }
    canvas.fill(canvas.glyphs.axisCorner, in: region, row: plot.rows, column: width - 1, width: 1, style: Style(.rule))
    canvas.fill(
      canvas.glyphs.rule, in: region, row: plot.rows, column: width, width: plot.columns, style: Style(.rule))
    let ticks = scale.ticks(max(2, plot.rows / 3))
    for value in ticks.values {
      guard let row = scale.row(value, of: plot.rows) else { continue }
      canvas.write(
        NumberText.fixed(value, decimals ?? ticks.decimals), in: region, row: row, column: 0, width: width - 2,
        style: .dim, alignment: .right)
      canvas.fill(canvas.glyphs.axisTick, in: region, row: row, column: width - 1, width: 1, style: Style(.rule))
    }
  }

  /// A label of the time axis.
  typealias Label = (position: Int, label: TerminalSafe)

  /// Marks on the line and their labels below it, then `labels`, dates without: of every row as many as have room.
  func drawTime(_ days: [Day], labels: [Label]? = nil, marks: [Mark] = [], into canvas: inout Canvas) {
    let foot = Region(row: plot.row + plot.rows, column: plot.column, rows: 3, columns: plot.columns)
    var free = 0
    for mark in marks.sorted(by: { $0.position < $1.position }) {
      guard let column = column(of: mark.position) else { continue }
      canvas.fill(canvas.glyphs.axisMark, in: foot, row: 0, column: column, width: 1, style: mark.style)
      guard column >= free, column + mark.label.width <= foot.columns else { continue }
      canvas.write(mark.label, in: foot, row: 1, column: column, style: mark.style)
      free = column + mark.label.width + 1
    }
    free = 0
    for (position, label) in labels ?? self.labels(of: days) {
      guard let column = column(of: position), column >= free, column + label.width <= foot.columns else { continue }
      canvas.write(label, in: foot, row: 2, column: column, style: .dim)
      free = column + label.width + 2
    }
  }

  /// The first day, and the first of each month or year, whichever the span calls for.
  private func labels(of days: [Day]) -> [Label] {
    guard let first = days.first, let last = days.last else { return [] }
    let span = first.days(to: last)
    var labels: [(Int, TerminalSafe)] = []
    var before: (year: Int, month: Int)?
    for (position, day) in days.enumerated() {
      let (year, month, date) = day.parts
      defer { before = (year, month) }
      let isFirst = before == nil
      let turnsYear = before.map { $0.year != year } ?? false
      let turnsMonth = turnsYear || before.map { $0.month != month } ?? false
      if span > 900 {
        if isFirst || turnsYear { labels.append((position, "\(year)")) }
      } else if span > 130 {
        let name = DateText.month(month)
        if isFirst || turnsYear {
          labels.append((position, "\(name) \(year)"))
        } else if turnsMonth {
          labels.append((position, name))
        }
      } else if isFirst || turnsMonth || span <= 10 || (span <= 45 && day.weekday == 0 && date > 4) {
        labels.append((position, DateText.short(day)))
      }
    }
    return labels
  }

  /// Each name at the right of the plot, beside the value where its line ends, pushed apart where lines end together.
  func drawNames(_ names: [(name: TerminalSafe, style: Style, end: Double)], into canvas: inout Canvas) {
    let ends = names.compactMap { name, style, end in
      scale.row(end, of: plot.rows).map { (row: $0, name: name, style: style) }
    }.sorted { $0.row < $1.row }
    var free = 0
    for (index, end) in ends.enumerated() {
      let row = max(free, min(end.row, plot.rows - (ends.count - index)))
      canvas.write(
        end.name, in: region, row: row, column: plot.column - region.column + plot.columns + 1, style: end.style)
      free = row + 1
    }
  }

  /// A vertical line through a position.
  func drawCrosshair(at position: Int, into canvas: inout Canvas) {
    guard let column = column(of: position) else { return }
    for row in 0..<plot.rows {
      canvas.fill(canvas.glyphs.bar, in: plot, row: row, column: column, width: 1, style: .dim)
    }
  }
}
