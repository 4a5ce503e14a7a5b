import Canvas

/// Where the columns of a table stand at a width.
struct TableFit<Row> {
  let columns: [Column<Row>]
  /// Those of ``ColumnExtent/fit(_:into:margins:fills:)``, one a column.
  let ranges: [Range<Int>?]

  /// Where a column stands; nil where it has no room.
  subscript(id: String) -> Range<Int>? { columns.firstIndex { $0.id == id }.flatMap { ranges[$0] } }

  /// The heads with the column before which each ends: over the first letter of a text, over the last of a number.
  func heads(sort: SortOrder?, showsLetters: Bool) -> [ColumnHead] {
    zip(columns, ranges).compactMap { column, range in
      guard let range else { return nil }
      let text = column.head(range.count)
      var head = ColumnHead(
        text,
        right: column.alignment == .left ? range.lowerBound + text.width : range.upperBound - column.mark)
      if let sort, sort.column == column.id { head.isReversed = sort.isReversed }
      if column.order != nil { head.id = column.id }
      if showsLetters { head.letter = column.letter }
      return head
    }
  }

  /// Draws a row.
  func draw(_ row: Row, isSelected: Bool, into canvas: inout Canvas, in line: Region) {
    place(into: &canvas, in: line) { index in
      var cell = columns[index].cell(row)
      // A series keeps the colour that tells its line.
      if isSelected, columns[index].leads {
        cell.style = Style(cell.style.role.seriesIndex == nil ? .text : cell.style.role, [.bold])
      }
      return cell
    }
  }

  /// Draws cells of some columns into a row; nil leaves one out.
  func draw(into canvas: inout Canvas, in line: Region, _ cell: (Column<Row>) -> TableCell?) {
    place(into: &canvas, in: line) { cell(columns[$0]) }
  }

  /// Draws each cell where its column stands, by the column's index. A number wider than its column takes the blanks
  /// before it, and of a text there what it needs: texts give way to numbers.
  private func place(into canvas: inout Canvas, in line: Region, _ cell: (Int) -> TableCell?) {
    var placed: [PlacedCell] = []
    placed.reserveCapacity(columns.count)
    for index in columns.indices {
      guard let range = ranges[index], range.lowerBound >= placed.last?.range.upperBound ?? 0,
        let cell = cell(index),
        !cell.isEmpty
      else { continue }
      let end = max(range.upperBound, cell.through.flatMap(end) ?? 0)
      let isPlot = cell.plot != nil
      placed.append(
        PlacedCell(
          cell: cell, range: range.lowerBound..<end, mark: isPlot ? 0 : columns[index].mark,
          isNumber: !isPlot && columns[index].alignment == .right))
    }
    var limit = line.columns
    for index in placed.indices.reversed() {
      let (range, end) = (placed[index].range, placed[index].range.upperBound - placed[index].mark)
      if placed[index].isNumber {
        var floor = 0
        if index > 0 {
          let isText = !placed[index - 1].isNumber && placed[index - 1].cell.plot == nil
          floor = isText ? placed[index - 1].range.lowerBound : placed[index - 1].range.upperBound
        }
        // A blank stands between a text and the number that it gives way to.
        limit =
          canvas.draw(
            number: placed[index].cell, in: line, range.lowerBound..<end, from: floor) - 1
      } else {
        let room = max(0, min(end, limit) - range.lowerBound)
        canvas.draw(placed[index].cell, in: line.columns(from: range.lowerBound, count: room))
        limit = range.lowerBound
      }
    }
  }

  /// Where the last of the columns up to one of them ends.
  private func end(through id: String) -> Int? {
    guard let index = columns.firstIndex(where: { $0.id == id }) else { return nil }
    return ranges[...index].compactMap { $0?.upperBound }.last
  }
}

private struct PlacedCell {
  let cell: TableCell
  /// What it stands across, with the columns of its mark.
  let range: Range<Int>
  let mark: Int
  let isNumber: Bool
}

extension Canvas {
  /// A plot, or a text cut before its mark.
  fileprivate mutating func draw(_ cell: TableCell, in region: Region) {
    if let plot = cell.plot { return plot(&self, region) }
    guard !cell.mark.isEmpty else { return write(cell.text, in: region, row: 0, style: cell.style) }
    let text = (glyphs == .ascii ? cell.text.ascii : cell.text).fitted(
      to: region.columns - cell.mark.width)
    write(text, in: region, row: 0, style: cell.style)
    write(cell.mark, in: region, row: 0, column: text.width, style: cell.markStyle)
  }

  /// A number that ends with a range, and its mark behind it: where it begins, at least at `floor`.
  fileprivate mutating func draw(
    number cell: TableCell, in line: Region, _ range: Range<Int>, from floor: Int
  ) -> Int {
    let start = max(floor, min(range.lowerBound, range.upperBound - cell.text.width))
    write(
      cell.text, in: line, row: 0, column: start, width: range.upperBound - start,
      style: cell.style, alignment: .right)
    if !cell.mark.isEmpty {
      write(cell.mark, in: line, row: 0, column: range.upperBound, style: cell.markStyle)
    }
    return start
  }
}
