import Canvas
import Wording

/// The events in the range shown: where there is room those around the chosen one, else its text, or how many there are.
struct InstrumentEvents {
  let shown: [ChartEvent]
  let selected: Int?
  let year: Int

  func draw(into canvas: inout Canvas, in region: Region) {
    if region.rows >= 4, !shown.isEmpty { return drawList(&canvas, region) }
    guard let selected else {
      let text: TerminalSafe =
        shown.isEmpty ? "no signal or tariff step in this range" : "\(shown.count) signals and tariff steps: n N"
      canvas.write(text, in: region, row: 0, column: 2, style: .dim)
      return
    }
    let place: TerminalSafe = "\(selected + 1) of \(shown.count)  "
    let event = shown[selected]
    let date = DateText.short(event.day, year: year) + "  "
    canvas.write(place, in: region, row: 0, column: 2, style: .dim)
    canvas.write(date, in: region, row: 0, column: 2 + place.width, style: Style(.accent, [.bold]))
    let start = 2 + place.width + date.width
    for (row, line) in event.text.wrapped(to: region.columns - start - 1).prefix(region.rows).enumerated() {
      canvas.write(line, in: region, row: row, column: start, width: region.columns - start - 1)
    }
  }

  private func drawList(_ canvas: inout Canvas, _ region: Region) {
    var rest = region
    canvas.paneRule(
      "Signals and tariff steps", in: rest.takeRows(1),
      heads: [
        ColumnHead(
          selected.map { "\($0 + 1) of \(shown.count)" } ?? "\(shown.count): n N", right: region.columns - 2)
      ])
    var table = Table<ChartEvent>(
      [
        Column("date", ColumnExtent(11), alignment: .right) { .text(DateText.short($0.day, year: year), .dim) },
        Column("text", ColumnExtent(20...Int.max, gap: 2), leads: true) {
          .text($0.text, $0.label.isEmpty ? .dim : .text)
        },
      ], rows: shown, selected: selected)
    table.near = shown.count - 1
    table.drawRows(into: &canvas, in: rest)
  }
}
