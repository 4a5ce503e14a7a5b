import Canvas

/// Lines under a title, drawn as a scrolled page.
struct Page: Sendable {
  let title: TerminalSafe
  let lines: [DetailLine]

  /// Page width at which names stand in a column of their own.
  private static let nameWidth = 18
  /// Page width at which lists have two columns, and the names' width then.
  private static let twoColumns = 110
  private static let narrowName = 12

  func draw(into canvas: inout Canvas, in region: Region, first: Int, found: Int? = nil) {
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
      if first + offset == found {
        canvas.select(row: offset + 1, in: region)
        canvas.write(">", in: region, row: offset + 1, style: Style(.accent))
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
      case .list(let entries): rows += list(entries, columns)
      case .verbatim(let text, let style): rows.append([Piece(column: 3, text: text, style: style)])
      case .field(let name, let value, let style, let origin): rows += field(name, value, style, origin, columns)
      }
    }
    return rows
  }

  /// In two columns, the first half on the left, where each has room for sentences.
  private func list(_ entries: [(name: TerminalSafe, meaning: TerminalSafe)], _ columns: Int) -> [[Piece]] {
    guard columns >= Page.twoColumns else { return entries.flatMap { field($0.name, $0.meaning, .text, "", columns) } }
    let width = columns / 2
    let half = (entries.count + 1) / 2
    func rows(_ entries: ArraySlice<(name: TerminalSafe, meaning: TerminalSafe)>, from start: Int) -> [[Piece]] {
      entries.flatMap { entry in
        // A name that is longer pushes its meaning to the right.
        let column = max(Page.narrowName, entry.name.width + 1)
        var rows = entry.meaning.wrapped(to: max(1, width - column - 4)).map {
          [Piece(column: start + column, text: $0, style: .text)]
        }
        rows[0].insert(Piece(column: start, text: entry.name, style: .dim), at: 0)
        return rows
      }
    }
    let left = rows(entries[..<half], from: 3)
    let right = rows(entries[half...], from: 3 + width)
    return (0..<max(left.count, right.count)).map { row in
      (row < left.count ? left[row] : []) + (row < right.count ? right[row] : [])
    }
  }

  /// The rows that hold a text, whatever its case.
  func rows(holding text: String, columns: Int) -> [Int] {
    let wanted = text.lowercased()
    return rows(columns: columns).enumerated().filter { _, pieces in
      pieces.map(\.text.text).joined(separator: " ").lowercased().contains(wanted)
    }.map(\.offset)
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
