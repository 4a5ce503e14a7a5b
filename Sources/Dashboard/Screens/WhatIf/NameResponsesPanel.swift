import Analytics
import Canvas
import Market
import Wording

/// What each name did around past cuts and raises: measured, not predicted.
struct NameResponsesPanel {
  let names: [NameResponse]
  /// The scenario's.
  let direction: ScenarioOutcome.Direction?
  let tariffs: TariffReading
  /// Sectors are headings with the measures that touch them.
  let isRoomy: Bool

  /// Right edges of the two mean responses; t and n stand after each.
  private var rights: (cuts: Int, raises: Int) { isRoomy ? (41, 64) : (17, 34) }

  func draw(into canvas: inout Canvas, in region: Region) {
    let (cuts, raises) = rights
    var heads: [(text: TerminalSafe, right: Int)] = [("cuts", cuts), ("t", cuts + 6), ("n", cuts + 9)]
    if region.columns > raises + 9 { heads += [("raises", raises), ("t", raises + 6), ("n", raises + 9)] }
    canvas.paneRule(isRoomy ? "Names around past changes, %" : "Names, %", in: region, heads: heads)
    var row = 1
    var sector: String?
    for name in names {
      if isRoomy, name.sector != sector, row < region.rows {
        sector = name.sector
        drawSector(name.sector, row: row, &canvas, region)
        row += 1
      }
      guard row < region.rows else { return }
      draw(name, row: row, &canvas, region)
      row += 1
    }
  }

  private func draw(_ name: NameResponse, row: Int, _ canvas: inout Canvas, _ region: Region) {
    let (cuts, raises) = rights
    canvas.write("\(name.instrument.symbol)", in: region, row: row, column: isRoomy ? 3 : 1, width: 8)
    if isRoomy { canvas.write("\(name.instrument.name)", in: region, row: row, column: 12, width: 19, style: .dim) }
    draw(name.cuts, right: cuts, isAsked: direction == .cut, row, &canvas, region)
    if region.columns > raises + 9 {
      draw(name.raises, right: raises, isAsked: direction == .raise, row, &canvas, region)
    }
  }

  private func drawSector(_ sector: String, row: Int, _ canvas: inout Canvas, _ region: Region) {
    canvas.write("\(sector)", in: region, row: row, column: 1, width: 18, style: Style(.heading))
    let measures = tariffs.measures(touching: sector)
    let titles = measures.map { $0.title }.joined(separator: ", ")
    let text: TerminalSafe =
      switch measures.count {
      case 0: "no measure names it"
      case 1: "1 measure: \(titles)"
      default: "\(measures.count) measures: \(titles)"
      }
    canvas.write(text, in: region, row: row, column: 20, width: region.columns - 21, style: .dim)
  }

  private func draw(
    _ response: MeasuredResponse?, right: Int, isAsked: Bool, _ row: Int, _ canvas: inout Canvas, _ region: Region
  ) {
    let percent = response.map { $0.mean * 100 }
    let isWeak = response?.isWeak ?? true
    let style = isWeak ? Style.dim : Style(NumberText.role(percent, 1), isAsked ? [.bold] : [])
    canvas.write(
      NumberText.fixed(percent, 1, signed: true), in: region, row: row, column: right - 8, width: 8, style: style,
      alignment: .right)
    guard let response else { return }
    if isWeak { canvas.write("w", in: region, row: row, column: right, width: 1, style: Style(.warning)) }
    canvas.write(
      NumberText.fixed(response.t, 1), in: region, row: row, column: right + 1, width: 5, style: .dim,
      alignment: .right)
    canvas.write("\(response.count)", in: region, row: row, column: right + 6, width: 3, style: .dim, alignment: .right)
  }
}
