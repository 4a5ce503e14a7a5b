import Analytics
import Canvas
import Wording

/// The policy index at round headlines of both sides: the US's across, China's down.
struct RateMatrix {
  let index: HeadlineIndex
  let rates: ScenarioRates

  private static let steps = [0.0, 10, 20, 30, 40, 54, 80, 104, 125, 145]

  func draw(into canvas: inout Canvas, in region: Region) {
    let china = Self.values(with: rates.china)
    let down = china.prefix(max(0, region.rows - 1)).sorted()
    var table = Table(columns(first: down.first), rows: down)
    table.margins.trail = 2
    var heads = table.heads(region.columns).filter { !$0.text.isEmpty }
    if let first = heads.first?.text { heads[0].text = "US " + first }
    var rest = region
    canvas.paneRule("Index by both rates", in: rest.takeRows(1), heads: heads)
    table.drawRows(into: &canvas, in: rest)
  }

  /// One for each rate of the US; those farthest from the rate asked for are dropped first.
  private func columns(first: Double?) -> [Column<Double>] {
    let across = Self.values(with: rates.us)
    let head = Column<Double>("china", ColumnExtent(16), alignment: .right, mark: 6) { china in
      .text((china == first ? "China " : "") + NumberText.plain(china), .dim)
    }
    return [head]
      + across.sorted().map { us in
        Column(
          "us-\(us)", head: NumberText.plain(us),
          ColumnExtent(8, gap: 0, rank: 1 + (across.firstIndex(of: us) ?? 0)), alignment: .right
        ) { cell(us: us, china: $0) }
      }
  }

  private func cell(us: Double, china: Double) -> TableCell {
    let style: Style =
      us == rates.us && china == rates.china
      ? Style(.accent, [.bold, .underline]) : us == rates.us || china == rates.china ? .text : .dim
    return .text(NumberText.fixed(index.value(us: us, china: china), 1), style)
  }

  /// The round steps and the rate asked for, the nearest to it first.
  private static func values(with rate: Double) -> [Double] {
    Set(steps + [rate]).sorted { (abs($0 - rate), $0) < (abs($1 - rate), $1) }
  }
}
