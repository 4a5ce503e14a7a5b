import Analytics
import Canvas
import Market
import Wording

/// What comes next: calendar, tariff steps announced and not in force, venue openings.
struct AheadPane {
  let reading: DeskReading
  var clock = WallClock.newYork
  let selected: Int
  let focused: Bool
  var first: Int?
  var list = RowList()

  /// An entry, and whether its date stands in the row above.
  private struct Row {
    let entry: AheadEntry
    let repeatsDay: Bool
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let entries = list.select(from: reading.ahead)
    let days = entries.map { $0.day(by: clock) }
    let first = first ?? Viewport.centred(focused ? selected : 0, count: entries.count, height: region.rows - 1)
    let rows = entries.indices.lazy.map { index in
      Row(entry: entries[index], repeatsDay: index > first && days[index] == days[index - 1])
    }
    var table = Table(columns, rows: rows, selected: focused ? selected : nil)
    table.margins.lead = 2
    table.first = first
    table.sort = list.sort
    table.draw(list.title("Ahead"), into: &canvas, in: region, focused: focused)
    guard entries.isEmpty else { return }
    canvas.write(
      list.filter == nil ? "nothing dated ahead" : "nothing is so: Esc shows all", in: region, row: 1, column: 3,
      width: region.columns - 3, style: .dim)
  }

  private var columns: [Column<Row>] {
    [
      Column("date", ColumnExtent(6), alignment: .right, cell: date),
      Column("time", ColumnExtent(5)) { row in
        row.entry.hasTime && !isFar(row.entry) ? .text(clock.time(of: row.entry.instant), .dim) : .empty
      },
      Column("title", ColumnExtent(20...Int.max)) { row in
        .plot { draw(row.entry, &$0, $1) }
      },
      Column("in", ColumnExtent(6, gap: 2, rank: 1), alignment: .right) { row in
        let remaining = reading.asOf.seconds(to: row.entry.instant)
        return remaining < 48 * 3600 ? .text(DateText.countdown(remaining)) : .empty
      },
    ]
  }

  /// A date without a year is the next such date.
  private func isFar(_ entry: AheadEntry) -> Bool { reading.day.days(to: Zone.newYork.day(of: entry.instant)) >= 365 }

  private func date(_ row: Row) -> TableCell {
    guard !row.repeatsDay else { return .empty }
    let day = row.entry.day(by: clock)
    guard isFar(row.entry) else { return .text(DateText.short(day), .dim) }
    let date = DateText.short(day, year: reading.day.parts.year)
    return TableCell(through: "time") { $0.write(date, in: $1, row: 0, style: .dim) }
  }

  /// The title, and the names that it touches where they are few.
  private func draw(_ entry: AheadEntry, _ canvas: inout Canvas, _ region: Region) {
    let symbols = TerminalSafe(entry.symbols.count > 2 ? "" : entry.symbols.joined(separator: " "))
    let width = symbols.isEmpty || region.columns < 22 ? 0 : min(symbols.width, region.columns / 3)
    let title = TerminalSafe(entry.title).fitted(
      to: region.columns - (width > 0 ? width + 1 : 0), before: entry.verificationMark)
    canvas.write(
      title, in: region, row: 0, style: entry.isTariffStep ? Style(.warning) : .text)
    canvas.write(symbols, in: region, row: 0, column: region.columns - width, width: width, style: .dim)
  }
}

extension Pane {
  static let ahead = Pane(
    "ahead", of: { $0.ahead }, columns: AheadColumns.all,
    open: { .detail(.ahead(title: $0.title, instant: $0.instant)) }
  ) { view, canvas, region in
    AheadPane(
      reading: view.moment.reading, clock: view.moment.clock, selected: view.cursor, focused: view.isFocused,
      first: view.first, list: view.list
    ).draw(into: &canvas, in: region)
  }
}
