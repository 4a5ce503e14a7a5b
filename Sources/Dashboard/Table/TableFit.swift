import Canvas

/// Where the columns of a table stand at a width.
struct TableFit<Row> {
  let columns: [Column<Row>]
  /// Those of ``ColumnExtent/fit(_:into:margins:fills:)``, one a column.
  let ranges: [Range<Int>?]

  /// Where a column stands; nil where it has no room.
  subscript(id: String) -> Range<Int>? { columns.firstIndex { $0.id == id }.flatMap { ranges[$0] } }

  /// The heads with the column before which each ends: over the first letter of a text, over the last of a number.
  var heads: [(text: TerminalSafe, right: Int)] {
    zip(columns, ranges).compactMap { column, range in
      guard let range else { return nil }
      let head = column.head(range.count)
      return (head, column.alignment == .left ? range.lowerBound + head.width : range.upperBound - column.mark)
    }
  }

  /// Draws cells into a row, each where its column stands. A number wider than its column takes the blanks before it, and
  /// of a text there what it needs: texts give way to numbers.
  func draw(into canvas: inout Canvas, in line: Region, _ cell: (Column<Row>) -> TableCell?) {
    var placed: [(cell: TableCell, column: Column<Row>, range: Range<Int>)] = []
    for (column, range) in zip(columns, ranges) {
      guard let range, range.lowerBound >= placed.last?.range.upperBound ?? 0, let cell = cell(column) else { continue }
      let end = max(range.upperBound, cell.through.flatMap(end) ?? 0)
      placed.append((cell, column, range.lowerBound..<end))
    }
    var limit = line.columns
    for index in placed.indices.reversed() {
      let (cell, column, range) = placed[index]
      let end = range.upperBound - (cell.plot == nil ? column.mark : 0)
      guard column.alignment == .right, cell.plot == nil else {
        let room = max(0, min(end, limit) - range.lowerBound)
        canvas.draw(cell, in: line.columns(from: range.lowerBound, count: room))
        limit = range.lowerBound
        continue
      }
      var floor = 0
      if index > 0 {
        let before = placed[index - 1]
        floor =
          before.column.alignment == .left && before.cell.plot == nil
          ? before.range.lowerBound : before.range.upperBound
      }
      let start = max(floor, min(range.lowerBound, end - cell.text.width))
      canvas.write(cell.text, in: line, row: 0, column: start, width: end - start, style: cell.style, alignment: .right)
      canvas.write(cell.mark, in: line, row: 0, column: end, width: column.mark, style: cell.markStyle)
      limit = start
    }
  }

  /// Where the last of the columns up to one of them ends.
  private func end(through id: String) -> Int? {
    guard let index = columns.firstIndex(where: { $0.id == id }) else { return nil }
    return ranges[...index].compactMap { $0?.upperBound }.last
  }
}

extension Canvas {
  /// A plot, or a text cut before its mark.
  fileprivate mutating func draw(_ cell: TableCell, in region: Region) {
    if let plot = cell.plot { return plot(&self, region) }
    let text = (glyphs == .ascii ? cell.text.ascii : cell.text).fitted(to: region.columns - cell.mark.width)
    write(text, in: region, row: 0, style: cell.style)
    write(cell.mark, in: region, row: 0, column: text.width, style: cell.markStyle)
  }
}
