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
    let height = region.rows - 1
    canvas.paneRule(
      "Signals and tariff steps", in: region,
      heads: [(selected.map { "\($0 + 1) of \(shown.count)" } ?? "\(shown.count): n N", region.columns - 2)])
    let first = firstVisible(selected: selected ?? shown.count - 1, count: shown.count, height: height)
    for (offset, item) in shown.dropFirst(first).prefix(height).enumerated() {
      let isSelected = first + offset == selected
      if isSelected { canvas.cursor(in: region, row: offset + 1, focused: true) }
      canvas.write(
        DateText.short(item.day, year: year), in: region, row: offset + 1, column: 3, width: 11, style: .dim,
        alignment: .right)
      canvas.write(
        item.text, in: region, row: offset + 1, column: 16, width: region.columns - 17,
        style: isSelected ? Style(.text, [.bold]) : item.label.isEmpty ? .dim : .text)
    }
  }
}
