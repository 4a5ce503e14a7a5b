import Analytics
import Canvas
import Wording

/// The policy index at round headlines of both sides: the US's across, China's down.
struct RateMatrixPanel {
  let index: HeadlineIndex
  let rates: ScenarioRates

  private static let steps = [0.0, 10, 20, 30, 40, 54, 80, 104, 125, 145]
  private static let first = 19
  private static let width = 8

  func draw(into canvas: inout Canvas, in region: Region) {
    let across = Self.values(with: rates.us, atMost: (region.columns - Self.first - 2) / Self.width)
    let down = Self.values(with: rates.china, atMost: region.rows - 1)
    canvas.paneRule(
      "Index by both rates", in: region,
      heads: across.enumerated().map { offset, rate in
        ((offset == 0 ? "US " : "") + NumberText.plain(rate), right(offset))
      })
    for (offset, china) in down.enumerated() {
      let row = offset + 1
      canvas.write(
        (offset == 0 ? "China " : "") + NumberText.plain(china), in: region, row: row, column: 3, width: 10,
        style: .dim, alignment: .right)
      for (column, us) in across.enumerated() {
        let value = index.value(us: us, china: china)
        let isHere = us == rates.us && china == rates.china
        canvas.write(
          NumberText.fixed(value, 1), in: region, row: row, column: right(column) - Self.width, width: Self.width,
          style: isHere ? Style(.accent, [.bold, .underline]) : us == rates.us || china == rates.china ? .text : .dim,
          alignment: .right)
      }
    }
  }

  private func right(_ column: Int) -> Int { Self.first + (column + 1) * Self.width }

  /// The round steps and the rate asked for, ascending, without those farthest from it where there is no room.
  private static func values(with rate: Double, atMost count: Int) -> [Double] {
    let all = Set(steps + [rate])
    return all.sorted { abs($0 - rate) < abs($1 - rate) }.prefix(max(0, count)).sorted()
  }
}
