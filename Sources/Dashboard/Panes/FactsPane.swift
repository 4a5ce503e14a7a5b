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
  var list = RowList()

  func draw(into canvas: inout Canvas, in region: Region) {
    let rows = list.select(from: reading.facts)
    var table = Table(
      [
        Column(FactColumns.label, ColumnExtent(8...Int.max)) {
          .text("\($0.label)", .dim, mark: $0.verificationMark)
        },
        Column(FactColumns.value, ColumnExtent(9), alignment: .right) {
          .number($0.value, 1, signed: false)
        },
        Column(FactColumns.unit, ColumnExtent(5)) { .text("\($0.unit)", .dim) },
      ], rows: rows, selected: focused ? selected : nil)
    table.first = first
    table.sort = list.sort
    table.draw(list.title("Trade"), into: &canvas, in: region, focused: focused)
    guard rows.isEmpty else { return }
    canvas.write(
      list.filter == nil ? "no facts" : "no fact is so: Esc shows all", in: region, row: 1, column: 3,
      width: region.columns - 3, style: .dim)
  }
}

extension Pane {
  static let facts = Pane(
    "facts", of: { $0.facts }, columns: FactColumns.all, open: { .detail(.fact(id: $0.id)) }
  ) { view, canvas, region in
    FactsPane(
      reading: view.moment.reading, selected: view.cursor, focused: view.isFocused, first: view.first, list: view.list
    ).draw(into: &canvas, in: region)
  }
}
