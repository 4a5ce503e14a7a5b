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
        // Where no time to it is said, its room is the title's.
        TableCell(through: countdown(row.entry) == nil ? "in" : nil) { draw(row.entry, &$0, $1) }
      },
      Column("in", ColumnExtent(6, gap: 2, rank: 1), alignment: .right) { row in
        countdown(row.entry).map { .text($0) } ?? .empty
      },
    ]
  }

  /// Of the next two days.
  private func countdown(_ entry: AheadEntry) -> TerminalSafe? {
    let remaining = reading.asOf.seconds(to: entry.instant)
    return remaining < 48 * 3600 ? DateText.countdown(remaining) : nil
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

  /// The title, and the names that it touches where they are few: all of them, or the first and how many more.
  private func draw(_ entry: AheadEntry, _ canvas: inout Canvas, _ region: Region) {
    let most = region.columns < 22 || entry.symbols.count > (entry.isOfVenue ? 2 : .max) ? 0 : region.columns / 3
    let first = TerminalSafe(entry.symbols.first ?? "")
    let forms = [TerminalSafe(entry.symbols.joined(separator: " ")), first + " +\(entry.symbols.count - 1)"]
    let symbols = forms.prefix(entry.symbols.count).first { $0.width <= most } ?? ""
    let title = TerminalSafe(entry.title).fitted(
      to: region.columns - (symbols.isEmpty ? 0 : symbols.width + 1), before: entry.verificationMark)
    canvas.write(
      title, in: region, row: 0, style: entry.isTariffStep ? Style(.warning) : .text)
    canvas.write(symbols, in: region, row: 0, column: region.columns - symbols.width, style: .dim)
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
