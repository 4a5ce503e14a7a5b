import Analytics
import Canvas
import Market
import Wording

/// Dated signals, newest first, with their grade, status and the points they move the index by.
struct SignalsPane {
  let reading: DeskReading
  let mark: SeenMark?
  let selected: Int
  let focused: Bool
  var first: Int?
  var list = RowList()

  func draw(into canvas: inout Canvas, in region: Region) {
    let rows = list.select(from: reading.signals)
    var table = Table(columns(canvas.glyphs), rows: rows, selected: focused ? selected : nil)
    table.margins = (lead: 0, trail: 2)
    table.first = first
    table.sort = list.sort
    table.draw(list.title("Signals"), into: &canvas, in: region, focused: focused)
    guard rows.isEmpty else { return }
    canvas.write(
      list.filter == nil ? "no signals" : "no signal is so: Esc shows all", in: region, row: 1, column: 3,
      width: region.columns - 3, style: .dim)
  }

  private func columns(_ glyphs: Glyphs) -> [Column<SignalRow>] {
    let year = reading.day.parts.year
    return [
      Column("new", ColumnExtent(1)) { row in
        mark?.isNew(row) ?? false ? .text("*", Style(.accent, [.bold])) : .empty
      },
      Column(SignalColumns.date, ColumnExtent(7)) { row in
        .plot { $0.date(row.signal.day, year: year, in: $1, row: 0, column: 0) }
      },
      Column("direction", ColumnExtent(1)) { direction($0, glyphs) },
      Column(SignalColumns.actor, ColumnExtent(3)) { .text(CountryText.short($0.signal.actor), .dim) },
      Column(SignalColumns.text, ColumnExtent(20...Int.max), mark: 1, leads: true) {
        .text("\($0.signal.text)", mark: $0.signal.verificationMark)
      },
      Column(SignalColumns.status, ColumnExtent(12, gap: 0, rank: 1)) { row in
        .text(
          "\(row.signal.reliability.rawValue)\(row.signal.credibility) \(row.status.rawValue)",
          row.status == .denied || row.status == .withdrawn ? Style(.warning) : .dim)
      },
      Column(SignalColumns.points, ColumnExtent(8), alignment: .right) { .number($0.points, 2) },
    ]
  }

  private func direction(_ row: SignalRow, _ glyphs: Glyphs) -> TableCell {
    let points = row.points ?? 0
    guard abs(points) >= 0.005 || row.signal.weight != 0 else { return .empty }
    let better = points != 0 ? points > 0 : row.signal.weight > 0
    return .text(better ? glyphs.up : glyphs.down, Style(better ? .up : .down))
  }
}

extension Pane {
  static let signals = Pane(
    "signals", of: { $0.signals }, columns: SignalColumns.all,
    open: { .detail(.signal(id: $0.signal.id)) }
  ) { view, canvas, region in
    SignalsPane(
      reading: view.moment.reading, mark: view.moment.mark, selected: view.cursor, focused: view.isFocused,
      first: view.first, list: view.list
    ).draw(into: &canvas, in: region)
  }
}
