import Analytics
import Canvas
import Market
import Wording

/// The ready scenarios, the trader's own and those of the desk folder, with what the index would do at each.
struct ScenarioList {
  let entries: [ScenarioEntry]
  /// Files of the trader's own folder that cannot be used.
  let problems: [Problem]
  /// What the sliders say.
  let current: ScenarioRates?
  /// The row with the cursor; nil where the sliders have it.
  let selected: Int?

  func draw(into canvas: inout Canvas, in region: Region) {
    let problemRows = min(problems.count, max(0, min(3, region.rows - 4)))
    let height = max(0, region.rows - 1 - problemRows)
    var table = Table(columns, rows: entries, selected: selected)
    table.near = entries.firstIndex { $0.rates == current } ?? 0
    var rest = region
    table.draw("Scenarios", into: &canvas, in: rest.takeRows(1 + height), focused: selected != nil)
    for (offset, problem) in problems.prefix(problemRows).enumerated() {
      canvas.write(
        "\(problem.description)", in: rest, row: offset, column: 1, width: region.columns - 2,
        style: Style(.error))
    }
  }

  private var columns: [Column<ScenarioEntry>] {
    [
      Column("title", ColumnExtent(12...Int.max)) { entry in
        .text(
          TerminalSafe(entry.title), entry.rates == current ? Style(.text, [.bold]) : .text, mark: source(of: entry))
      },
      Column("rates", head: "rates", ColumnExtent(9, gap: 0), alignment: .right) { entry in
        .text("\(NumberText.plain(entry.rates.us))/\(NumberText.plain(entry.rates.china))", .dim)
      },
      Column("index", head: "index", ColumnExtent(7, gap: 0), alignment: .right) { .number($0.points, 1) },
    ]
  }

  private func source(of entry: ScenarioEntry) -> TerminalSafe {
    switch entry.source {
    case .ready: ""
    case .own: " yours"
    case .desk(let scenario): scenario.kept ? " desk, kept" : " desk"
    }
  }
}
