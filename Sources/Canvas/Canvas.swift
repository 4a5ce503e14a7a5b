/// Columns and rows of a screen or pane, never negative.
package struct Size: Hashable, Sendable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A rectangle of the screen; row and column are 0-based from the top left.
package struct Region: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package var rows: Int
  package var columns: Int

  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  package init(_ size: Size) { self.init(row: 0, column: 0, rows: size.rows, columns: size.columns) }

  package func contains(_ position: Position) -> Bool {
    (row..<row + rows).contains(position.row) && (column..<column + columns).contains(position.column)
  }

  /// Cuts `rows` off the top: the cut piece; `self` keeps the rest.
  package mutating func takeRows(_ rows: Int) -> Region {
    let taken = min(max(0, rows), self.rows)
    let piece = Region(row: row, column: column, rows: taken, columns: columns)
    self = Region(row: row + taken, column: column, rows: self.rows - taken, columns: columns)
    return piece
  }

  /// The part from `column` (relative, clipped) of `columns` width, all rows.
  package func columns(from start: Int, count: Int? = nil) -> Region {
    let start = min(max(0, start), columns)
    return Region(row: row, column: column + start, rows: rows, columns: min(count ?? columns, columns - start))
  }
}

/// A cell of the screen, 0-based from the top left.
package struct Position: Hashable, Sendable {
  package let row: Int
  package let column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// Cells of a row that lead to an address.
package struct Link: Hashable, Sendable {
  package let position: Position
  package let columns: Int
  package let address: LinkAddress
}

package enum Alignment: Hashable, Sendable { case left, right, center }

/// A whole screen of cells, drawn afresh for each frame; what it differs in from the last one is the terminal's matter.
package struct Canvas: Hashable, Sendable {
  package let size: Size
  package let glyphs: Glyphs
  /// Row by row, `size.columns` cells each.
  package private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands, so that screen readers and magnifiers find it; nil: nowhere in particular.
  package var cursor: Position?
  /// What can be clicked; nil where nobody asks, as in most frames.
  package var targets: [Target]?
  /// What of it leads to an address; no two of a row overlap.
  package private(set) var links: [Link] = []

  /// - Parameter prefill: what stands where nothing is drawn.
  package init(_ size: Size, glyphs: Glyphs = .unicode, prefill: Cell = .blank) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: prefill, count: size.columns * size.rows)
  }

  /// Writes a text into a row of a region, within the columns `column ..< column + width` (to the region's right edge
  /// without a width). What does not fit is cut, with `~` as its last character; nothing is drawn outside the region.
  package mutating func write(
    _ text: TerminalSafe, in region: Region, row: Int, column: Int = 0, width: Int? = nil, style: Style = .text,
    alignment: Alignment = .left
  ) {
    guard row >= 0, row < region.rows, region.row + row >= 0, region.row + row < size.rows else { return }
    let start = max(0, column)
    let room = min(width.map { $0 + min(0, column) } ?? region.columns, region.columns - start)
    guard room > 0 else { return }
    let text = (glyphs == .ascii ? text.ascii : text)
    let used = text.width
    let fitted = used > room ? text.fitted(to: room) : text
    let slack = max(0, room - used)
    let lead =
      switch alignment {
      case .left: 0
      case .right: slack
      case .center: slack / 2
      }
    place(fitted, row: region.row + row, column: region.column + start + lead, style: style)
  }

  /// Repeats one glyph over the columns of a row.
  package mutating func fill(
    _ scalar: Unicode.Scalar, in region: Region, row: Int, column: Int = 0, width: Int? = nil, style: Style = .text
  ) {
    let start = max(0, column)
    let room = min(width ?? region.columns, region.columns - start)
    guard row >= 0, row < region.rows, room > 0 else { return }
    for offset in 0..<room {
      set(Cell(scalar: scalar.value, style: style), row: region.row + row, column: region.column + start + offset)
    }
  }

  /// Lets what stands in a row of a region lead to an address.
  package mutating func link(_ address: LinkAddress, in region: Region, row: Int, column: Int, width: Int) {
    let start = max(0, region.column + max(0, column))
    let end = min(region.column + min(column + width, region.columns), size.columns)
    guard row >= 0, row < region.rows, region.row + row >= 0, region.row + row < size.rows, end > start else { return }
    links.append(Link(position: Position(row: region.row + row, column: start), columns: end - start, address: address))
  }

  /// Paints a row of a region, whatever stands in it, as the one with the cursor.
  package mutating func select(row: Int, in region: Region) {
    guard row >= 0, row < region.rows, region.row + row < size.rows else { return }
    for column in region.column..<min(region.column + region.columns, size.columns) {
      cells[(region.row + row) * size.columns + column].traits.insert(.selected)
    }
  }

  private mutating func place(_ text: TerminalSafe, row: Int, column: Int, style: Style) {
    if text.isASCII {
      for (offset, byte) in text.text.utf8.enumerated() {
        set(Cell(scalar: UInt32(byte), style: style), row: row, column: column + offset)
      }
      return
    }
    var column = column
    var last: Int?
    for scalar in text.text.unicodeScalars {
      let width = CharacterWidth.columns(of: scalar)
      if width == 0 {
        guard let last else { continue }
        if cells[last].firstMark == 0 {
          cells[last].firstMark = scalar.value
        } else {
          cells[last].secondMark = scalar.value
        }
        continue
      }
      set(Cell(scalar: scalar.value, style: style, width: UInt8(width)), row: row, column: column)
      last = column < size.columns ? row * size.columns + column : nil
      if width == 2 { set(Cell(scalar: 0x20, style: style, width: 0), row: row, column: column + 1) }
      column += width
    }
  }

  private mutating func set(_ cell: Cell, row: Int, column: Int) {
    guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return }
    cells[row * size.columns + column] = cell
  }

  /// Whether a row's cells differ from those of another canvas; true where that has another size or no such row.
  /// - Parameter columns: which of them; nil: all.
  package func differs(from other: Canvas?, row: Int, columns: Range<Int>? = nil) -> Bool {
    guard let other, other.size == size, row >= 0, row < size.rows else { return true }
    let columns = columns?.clamped(to: 0..<size.columns) ?? 0..<size.columns
    let range = row * size.columns + columns.lowerBound..<row * size.columns + columns.upperBound
    return cells.withUnsafeBufferPointer { cells in
      other.cells.withUnsafeBufferPointer { others in range.contains { cells[$0] != others[$0] } }
    }
  }

  /// The rows as text, without trailing blanks: what `--dump` prints and golden screens hold.
  package var lines: [String] { lines(in: Region(size)) }

  /// The same of a region.
  package func lines(in region: Region) -> [String] {
    let columns = (region.column..<region.column + region.columns).clamped(to: 0..<size.columns)
    return (region.row..<region.row + region.rows).clamped(to: 0..<size.rows).map { row in
      var line = String.UnicodeScalarView()
      var end = line.endIndex
      let start = row * size.columns
      for cell in cells[start + columns.lowerBound..<start + columns.upperBound] where cell.width > 0 {
        for value in [cell.scalar, cell.firstMark, cell.secondMark] where value != 0 {
          if let scalar = Unicode.Scalar(value) { line.append(scalar) }
        }
        if cell.scalar != 0x20 { end = line.endIndex }
      }
      return String(line[..<end])
    }
  }
}
