import Analytics
import Canvas
import Market
import Wording

/// Dated signals, newest first, with their grade, status and the points they move the index by.
struct SignalsPanel {
  let reading: DeskReading
  let mark: SeenMark?
  let selected: Int
  let focused: Bool

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule("Signals", in: region, focused: focused, heads: [("points", region.columns - 2)])
    guard !reading.signals.isEmpty else {
      canvas.write("no signals", in: region, row: 1, column: 3, width: region.columns - 3, style: .dim)
      return
    }
    let height = region.rows - 1
    let first = firstVisible(selected: focused ? selected : 0, count: reading.signals.count, height: height)
    let showsSource = region.columns >= 100
    for (offset, row) in reading.signals.dropFirst(first).prefix(height).enumerated() {
      draw(row, isSelected: focused && first + offset == selected, showsSource, &canvas, region, offset + 1)
    }
  }

  private func draw(
    _ row: SignalRow, isSelected: Bool, _ showsSource: Bool, _ canvas: inout Canvas, _ region: Region, _ line: Int
  ) {
    let signal = row.signal
    let right = region.columns - 2
    if mark?.isNew(row) ?? false { canvas.write("*", in: region, row: line, width: 1, style: Style(.accent, [.bold])) }
    if isSelected { canvas.cursor(in: region, row: line, focused: true) }
    canvas.date(signal.day, year: reading.day.parts.year, in: region, row: line, column: 2)
    let points = row.points ?? 0
    if abs(points) >= 0.005 || signal.weight != 0 {
      let better = points != 0 ? points > 0 : signal.weight > 0
      canvas.write(
        better ? canvas.glyphs.up : canvas.glyphs.down, in: region, row: line, column: 10, width: 1,
        style: Style(better ? .up : .down))
    }
    canvas.write(SignalsPanel.country(signal.actor), in: region, row: line, column: 12, width: 3, style: .dim)
    let grades = right - 8 - 13
    let wide = grades - 16 >= 20
    canvas.write(
      "\(signal.text)", in: region, row: line, column: 16, width: (wide ? grades : right - 9) - 16 - 1,
      style: isSelected ? Style(.text, [.bold]) : .text)
    if wide {
      canvas.write(
        "\(signal.reliability.rawValue)\(signal.credibility) \(row.status.rawValue)", in: region, row: line,
        column: grades, width: 13, style: row.status == .denied || row.status == .withdrawn ? Style(.warning) : .dim)
    }
    canvas.write(
      row.points.map { NumberText.fixed($0, 2, signed: true) } ?? "-", in: region, row: line, column: right - 8,
      width: 8, style: Style(row.points == nil ? .dim : NumberText.role(row.points)), alignment: .right)
  }

  /// `US` and `CN` for the two sides, else the three letters of the ledger.
  static func country(_ code: String) -> TerminalSafe {
    switch code {
    case "USA": "US"
    case "CHN": "CN"
    default: "\(code)"
    }
  }
}
