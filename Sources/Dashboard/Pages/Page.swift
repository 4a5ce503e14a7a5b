import Canvas

/// Lines under a title, drawn as a scrolled page.
struct Page: Sendable {
  let title: TerminalSafe
  let lines: [DetailLine]

  /// Page width at which names stand in a column of their own.
  private static let nameWidth = 18

  func draw(into canvas: inout Canvas, in region: Region, first: Int) {
    let height = region.rows - 1
    let rows = rows(columns: region.columns)
    let first = Page.clamped(first, count: rows.count, height: height)
    let more = rows.count - first - height
    let below: TerminalSafe = more > 0 ? "\(more) more" : ""
    canvas.paneRule(title, in: region, focused: true, heads: [ColumnHead(below, right: region.columns - 2)])
    for (offset, row) in rows.dropFirst(first).prefix(max(0, height)).enumerated() {
      for piece in row {
        canvas.write(
          piece.text, in: region, row: offset + 1, column: piece.column, width: region.columns - piece.column - 1,
          style: piece.style)
        for link in piece.links {
          canvas.link(
            link.address, in: region, row: offset + 1, column: piece.column + link.column,
            width: min(link.width, region.columns - piece.column - link.column - 1))
        }
      }
    }
  }

  /// Screen rows of the whole page at a width.
  func rowCount(columns: Int) -> Int { rows(columns: columns).count }

  static func clamped(_ first: Int, count: Int, height: Int) -> Int { min(max(0, first), max(0, count - height)) }

  private struct Piece {
    let column: Int
    let text: TerminalSafe
    let style: Style
    var links: [TextLink] = []
  }

  private func rows(columns: Int) -> [[Piece]] {
    var rows: [[Piece]] = []
    for line in lines {
      switch line {
      case .blank: rows.append([])
      case .heading(let text):
        rows += text.wrapped(to: columns - 3).map { [Piece(column: 2, text: $0, style: Style(.heading, [.bold]))] }
      case .text(let text):
        rows += text.wrapped(to: columns - 5).map { [Piece(column: 3, text: $0, style: .text)] }
      case .verbatim(let text, let style): rows.append([Piece(column: 3, text: text, style: style)])
      case .field(let name, let value, let style, let origin): rows += field(name, value, style, origin, columns)
      }
    }
    return rows
  }

  private func field(
    _ name: TerminalSafe, _ value: TerminalSafe, _ style: Style, _ origin: TerminalSafe, _ columns: Int
  ) -> [[Piece]] {
    let start = columns >= 60 ? 3 + Page.nameWidth + 1 : 3 + min(12, columns / 3)
    // A terminal narrower than the names, too, has a row for each.
    let room = max(1, columns - start - 2)
    let originFits = !origin.isEmpty && value.width + origin.width + 2 <= room
    var addresses = TextLink.addresses(in: value)[...]
    var rows = value.wrapped(to: room).map { text in
      let links = TextLink.links(in: text, to: &addresses)
      return [Piece(column: start, text: text, style: style, links: links)]
    }
    rows[0].insert(Piece(column: 3, text: name.fitted(to: max(0, start - 4)), style: .dim), at: 0)
    if originFits {
      rows[0].append(Piece(column: columns - origin.width - 2, text: origin, style: .dim))
    } else if !origin.isEmpty {
      rows.append([Piece(column: start, text: origin.fitted(to: room), style: .dim)])
    }
    return rows
  }
}
