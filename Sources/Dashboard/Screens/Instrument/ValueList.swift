import Canvas
import Market

/// Facts below each other: numbers with their decimals on one column; of the selected one its file and line.
struct ValueList {
  enum Line {
    case heading(TerminalSafe, note: TerminalSafe)
    case value(TerminalSafe, TerminalSafe, unit: TerminalSafe, note: TerminalSafe, Style, Origin?)
    /// A number that says nothing without its interval: that stands below it where it has no room beside it.
    case estimate(TerminalSafe, TerminalSafe, unit: TerminalSafe, interval: TerminalSafe, Style)
    /// A first cell and figures in columns of equal width.
    case row(TerminalSafe, [(text: TerminalSafe, style: Style)])
    case text(TerminalSafe, Style)
    case blank
  }

  let lines: [Line]
  /// The selected value, counted among the values.
  var selected = 0
  /// Whether the keys move among the values.
  var isFocused = false

  /// Where numbers end, and where their units begin.
  private static let numberEnd = 25
  private static let label = 16

  /// Values with a place.
  var values: Int { lines.count { $0.origin != nil } }

  /// Rows of a region for the list; the last one is the place's.
  static func height(_ region: Region) -> Int { max(1, region.rows - 1) }

  /// The row of the selected value at a width; nil without one.
  func row(columns: Int) -> Int? {
    let rows = rows(columns: columns)
    let values = rows.indices.filter { rows[$0].origin != nil }
    return values.isEmpty ? nil : values[min(max(0, selected), values.count - 1)]
  }

  /// The value, counted among the values, that stands nearest to the middle of the rows in view; nil without one.
  func value(inViewOf rows: Range<Int>, columns: Int) -> Int? {
    let all = self.rows(columns: columns)
    let middle = (rows.lowerBound + rows.upperBound) / 2
    return all.indices.filter { all[$0].origin != nil }.enumerated().filter { rows.contains($1) }
      .min { abs($0.element - middle) < abs($1.element - middle) }?.offset
  }

  func draw(into canvas: inout Canvas, in region: Region, first: Int) {
    let rows = rows(columns: region.columns)
    let place = row(columns: region.columns)
    let height = Self.height(region)
    for (row, line) in rows.dropFirst(first).prefix(height).enumerated() {
      let isSelected = isFocused && first + row == place
      if isSelected { canvas.cursor(in: region, row: row, focused: true) }
      draw(line, row, &canvas, region)
      if isSelected { canvas.select(row: row, in: region) }
    }
    let more = rows.count - first - height
    let rest: TerminalSafe = more > 0 ? "\(more) more: PgDn" : ""
    canvas.write(rest, in: region, row: region.rows - 1, column: 2, style: .dim)
    guard let place, case .value(let name, _, _, _, _, let origin?) = rows[place] else { return }
    let room = region.columns - 3 - (more > 0 ? rest.width + 3 : 0)
    let text = name + "  " + Self.place(origin, room: room - name.width - 2)
    canvas.write(
      text, in: region, row: region.rows - 1, column: 2, width: region.columns - 3, style: .dim, alignment: .right)
  }

  /// Lines at a width, texts wrapped.
  func rows(columns: Int) -> [Line] {
    lines.flatMap { line -> [Line] in
      switch line {
      case .text(let text, let style): return text.wrapped(to: columns - 3).map { .text($0, style) }
      case .estimate(let name, let number, let unit, let interval, let style):
        let fits = Self.noteStart(unit) + interval.width < columns
        let value = Line.value(name, number, unit: unit, note: fits ? interval : "", style, nil)
        return fits ? [value] : [value, .text(interval, .dim)]
      default: return [line]
      }
    }
  }

  private static func noteStart(_ unit: TerminalSafe) -> Int {
    max(numberEnd + 6, numberEnd + 1 + (unit.width > 0 ? unit.width + 2 : 0))
  }

  private func draw(_ line: Line, _ row: Int, _ canvas: inout Canvas, _ region: Region) {
    let columns = region.columns
    switch line {
    case .blank, .estimate: break
    case .heading(let text, let note):
      canvas.write(text, in: region, row: row, column: 1, width: columns - 2, style: Style(.heading, [.bold]))
      guard text.width + note.width + 4 <= columns else { return }
      canvas.write(note, in: region, row: row, column: columns - note.width - 1, style: .dim)
    case .text(let text, let style):
      canvas.write(text, in: region, row: row, column: 2, width: columns - 3, style: style)
    case .row(let name, let cells):
      canvas.write(name, in: region, row: row, column: 2, width: Self.label - 1, style: .dim)
      let width = min(12, (columns - Self.label - 1) / max(1, cells.count))
      for (index, cell) in cells.enumerated() {
        canvas.write(
          cell.text, in: region, row: row, column: Self.label + index * width, width: width, style: cell.style,
          alignment: .right)
      }
    case .value(let name, let number, let unit, let note, let style, _):
      let room = max(Self.label - 1, Self.numberEnd - number.width - 3)
      canvas.write(name, in: region, row: row, column: 2, width: room, style: .dim)
      canvas.write(
        number, in: region, row: row, column: Self.label, width: Self.numberEnd - Self.label, style: style,
        alignment: .right)
      canvas.write(
        unit, in: region, row: row, column: Self.numberEnd + 1, width: columns - Self.numberEnd - 2, style: .dim)
      let start = Self.noteStart(unit)
      if note.width < columns - start { canvas.write(note, in: region, row: row, column: start, style: .dim) }
    }
  }

  /// `file:line`, cut at its front so that the line stays.
  private static func place(_ origin: Origin, room: Int) -> TerminalSafe {
    let place: TerminalSafe = "\(origin.description)"
    guard place.width > room else { return place }
    return room >= 8 ? TerminalSafe("~" + place.text.suffix(room - 1)).fitted(to: room) : ""
  }
}

extension ValueList.Line {
  /// Where a value is told; nil of what is none.
  fileprivate var origin: Origin? { if case .value(_, _, _, _, _, let origin) = self { origin } else { nil } }
}
