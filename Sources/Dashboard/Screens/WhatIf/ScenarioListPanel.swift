import Analytics
import Canvas
import Market
import Wording

/// The ready scenarios, the trader's own and those of the desk folder, with what the index would do at each.
struct ScenarioListPanel {
  let entries: [ScenarioEntry]
  /// Files of the trader's own folder that cannot be used.
  let problems: [Problem]
  /// What the sliders say.
  let current: ScenarioRates?
  /// The row with the cursor; nil where the sliders have it.
  let selected: Int?

  func draw(into canvas: inout Canvas, in region: Region) {
    let right = region.columns - 1
    canvas.paneRule(
      "Scenarios", in: region, focused: selected != nil, heads: [("rates", right - 7), ("index", right)])
    let problemRows = min(problems.count, max(0, min(3, region.rows - 4)))
    let height = region.rows - 1 - problemRows
    let cursor = selected ?? entries.firstIndex { $0.rates == current } ?? 0
    let first = firstVisible(selected: cursor, count: entries.count, height: height)
    for (offset, entry) in entries.dropFirst(first).prefix(max(0, height)).enumerated() {
      draw(entry, at: first + offset, row: offset + 1, &canvas, region)
    }
    for (offset, problem) in problems.prefix(problemRows).enumerated() {
      canvas.write(
        "\(problem.description)", in: region, row: height + 1 + offset, column: 1, width: region.columns - 2,
        style: Style(.error))
    }
  }

  private func draw(_ entry: ScenarioEntry, at index: Int, row: Int, _ canvas: inout Canvas, _ region: Region) {
    let right = region.columns - 1
    if index == selected { canvas.cursor(in: region, row: row, focused: true) }
    let isCurrent = entry.rates == current
    let room = right - 16 - 3
    let source: TerminalSafe =
      switch entry.source {
      case .ready: ""
      case .own: " yours"
      case .desk(let scenario): scenario.kept ? " desk, kept" : " desk"
      }
    let title = TerminalSafe(entry.title).fitted(to: max(0, room - source.width))
    canvas.write(title, in: region, row: row, column: 3, width: room, style: isCurrent ? Style(.text, [.bold]) : .text)
    canvas.write(source, in: region, row: row, column: 3 + title.width, width: room - title.width, style: .dim)
    canvas.write(
      "\(NumberText.plain(entry.rates.us))/\(NumberText.plain(entry.rates.china))", in: region, row: row,
      column: right - 16, width: 9, style: .dim, alignment: .right)
    canvas.write(
      NumberText.fixed(entry.points, 1, signed: true), in: region, row: row, column: right - 7, width: 7,
      style: Style(NumberText.role(entry.points, 1)), alignment: .right)
  }
}
