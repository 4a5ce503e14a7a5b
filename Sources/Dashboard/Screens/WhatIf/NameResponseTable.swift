import Analytics
import Canvas
import Market
import Wording

/// What each name did around past cuts and raises: measured, not predicted.
struct NameResponseTable {
  let names: [NameResponse]
  /// The scenario's.
  let direction: ScenarioOutcome.Direction?
  let tariffs: TariffReading
  /// Sectors are headings with the measures that touch them.
  let isRoomy: Bool

  func draw(into canvas: inout Canvas, in region: Region) {
    var lines: [Table<NameResponse>.Line] = []
    var sector: Sector?
    for name in names {
      if isRoomy, name.sector != sector {
        sector = name.sector
        lines.append(.heading { canvas, line, _ in draw(name.sector, &canvas, line) })
      }
      lines.append(.row(name))
    }
    var table = Table(columns, lines: lines)
    table.margins.lead = isRoomy ? 3 : 1
    table.draw(isRoomy ? "Names around past changes, %" : "Names, %", into: &canvas, in: region)
  }

  private var columns: [Column<NameResponse>] {
    var columns: [Column<NameResponse>] = [
      Column("symbol", ColumnExtent(8)) { .text("\($0.instrument.symbol)") }
    ]
    if isRoomy { columns.append(Column("name", ColumnExtent(19)) { .text("\($0.instrument.name)", .dim) }) }
    columns += response("cuts", to: .cut, gap: isRoomy ? 2 : 0, rank: 0, \.cuts)
    columns += response("raises", to: .raise, gap: isRoomy ? 6 : 0, rank: 1, \.raises)
    return columns
  }

  /// The mean with its mark, t and n.
  private func response(
    _ name: TerminalSafe, to asked: ScenarioOutcome.Direction, gap: Int, rank: Int,
    _ response: @escaping (NameResponse) -> MeasuredResponse?
  ) -> [Column<NameResponse>] {
    [
      Column(name.text, head: name, ColumnExtent(9, gap: gap, rank: rank), alignment: .right, mark: 1) {
        mean(response($0), isAsked: direction == asked)
      },
      Column("\(name.text)-t", head: "t", ColumnExtent(5, gap: 0, rank: rank), alignment: .right) { row in
        response(row).map { .text(NumberText.fixed($0.t, 1), .dim) } ?? .empty
      },
      Column("\(name.text)-n", head: "n", ColumnExtent(3, gap: 0, rank: rank), alignment: .right) { row in
        response(row).map { .text("\($0.count)", .dim) } ?? .empty
      },
    ]
  }

  private func mean(_ response: MeasuredResponse?, isAsked: Bool) -> TableCell {
    let percent = response.map { $0.mean * 100 }
    let isWeak = response?.isWeak ?? true
    return .text(
      NumberText.fixed(percent, 1, signed: true),
      isWeak ? .dim : Style(NumberText.role(percent, 1), isAsked ? [.bold] : []),
      mark: response != nil && isWeak ? "w" : "", Style(.warning))
  }

  private func draw(_ sector: Sector, _ canvas: inout Canvas, _ line: Region) {
    canvas.write("\(sector.name)", in: line, row: 0, column: 1, width: 18, style: Style(.heading))
    let measures = tariffs.measures(touching: sector)
    let titles = measures.map { $0.title }.joined(separator: ", ")
    let text: TerminalSafe =
      switch measures.count {
      case 0: "no measure names it"
      case 1: "1 measure: \(titles)"
      default: "\(measures.count) measures: \(titles)"
      }
    canvas.write(text, in: line, row: 0, column: 20, width: line.columns - 21, style: .dim)
  }
}
