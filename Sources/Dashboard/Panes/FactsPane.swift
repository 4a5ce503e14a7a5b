import Analytics
import Canvas
import Market
import Wording

/// Trade facts: dated figures with their units; `?` marks one that is not verified.
struct FactsPane {
  let reading: DeskReading
  let selected: Int
  let focused: Bool
  var first: Int?

  func draw(into canvas: inout Canvas, in region: Region) {
    var table = Table(
      [
        Column(FactColumns.label, ColumnExtent(8...Int.max)) {
          .text("\($0.label)" + ($0.verified ? "" : " ?"), .dim)
        },
        Column(FactColumns.value, ColumnExtent(9), alignment: .right) {
          .number($0.value, 1, signed: false)
        },
        Column(FactColumns.unit, ColumnExtent(5)) { .text("\($0.unit)", .dim) },
      ], rows: reading.facts, selected: focused ? selected : nil)
    table.first = first
    table.draw("Trade", into: &canvas, in: region, focused: focused)
    guard reading.facts.isEmpty else { return }
    canvas.write("no facts", in: region, row: 1, column: 3, width: region.columns - 3, style: .dim)
  }
}

extension Pane {
  static let facts = Pane(
    "facts", rows: { $0.reading.facts.count }, page: Pane.list,
    open: { row, content in .detail(.fact(id: content.reading.facts[row].id)) }
  ) { view, canvas, region in
    FactsPane(reading: view.moment.reading, selected: view.cursor, focused: view.isFocused, first: view.first)
      .draw(into: &canvas, in: region)
  }
}
