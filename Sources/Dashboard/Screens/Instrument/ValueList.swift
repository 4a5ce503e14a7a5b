import Canvas
import Market

/// Facts below each other: numbers with their decimals on one column, each with its file and line.
struct ValueList {
  enum Line {
    case heading(TerminalSafe, note: TerminalSafe)
    case value(TerminalSafe, TerminalSafe, unit: TerminalSafe, note: TerminalSafe, Style, Origin?)
    /// A first cell and figures in columns of equal width.
    case row(TerminalSafe, [(text: TerminalSafe, style: Style)])
    case text(TerminalSafe, Style)
    case blank
  }

  let lines: [Line]

  /// Where numbers end, and where their units begin.
  private static let numberEnd = 25
  private static let label = 16

  func draw(into canvas: inout Canvas, in region: Region, first: Int) {
    let shown = rows(columns: region.columns).dropFirst(first)
    for (row, line) in shown.prefix(region.rows).enumerated() { draw(line, row, &canvas, region) }
    let more = shown.count - region.rows
    guard more > 0 else { return }
    canvas.fill(" ", in: region, row: region.rows - 1)
    canvas.write(" \(more + 1) more: PgDn ", in: region, row: region.rows - 1, column: 1, style: .dim)
  }

  /// Lines at a width, texts wrapped.
  func rows(columns: Int) -> [Line] {
    lines.flatMap { line -> [Line] in
      guard case .text(let text, let style) = line else { return [line] }
      return text.wrapped(to: columns - 3).map { .text($0, style) }
    }
  }

  private func draw(_ line: Line, _ row: Int, _ canvas: inout Canvas, _ region: Region) {
    let columns = region.columns
    switch line {
    case .blank: break
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
    case .value(let name, let number, let unit, let note, let style, let origin):
      let room = max(Self.label - 1, Self.numberEnd - number.width - 3)
      canvas.write(name, in: region, row: row, column: 2, width: room, style: .dim)
      canvas.write(
        number, in: region, row: row, column: Self.label, width: Self.numberEnd - Self.label, style: style,
        alignment: .right)
      canvas.write(
        unit, in: region, row: row, column: Self.numberEnd + 1, width: columns - Self.numberEnd - 2, style: .dim)
      var free = Self.numberEnd + 1 + (unit.width > 0 ? unit.width + 2 : 0)
      var end = columns - 1
      if let origin {
        let place = Self.place(origin, room: end - free)
        canvas.write(place, in: region, row: row, column: end - place.width, style: .dim)
        end -= place.width + 2
      }
      free = max(free, Self.numberEnd + 6)
      if note.width <= end - free { canvas.write(note, in: region, row: row, column: free, style: .dim) }
    }
  }

  /// `file:line`, cut at its front so that the line stays.
  private static func place(_ origin: Origin, room: Int) -> TerminalSafe {
    let place: TerminalSafe = "\(origin.description)"
    guard place.width > room else { return place }
    return room >= 8 ? TerminalSafe("~" + place.text.suffix(room - 1)).fitted(to: room) : ""
  }
}
