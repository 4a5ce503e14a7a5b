import Canvas
import Market

/// One quantity of both sides as step lines, its changes on the time axis.
struct TariffChart {
  let curves: TariffCurves
  let quantity: TariffCurves.Quantity
  /// The span in words, or the place of the quantity among those that the key shows.
  let note: TerminalSafe
  let crosshair: Int?

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title(in: region), in: region, heads: [ColumnHead(note, right: region.columns - 2)])
    guard let lines = curves.lines[quantity], let scale = curves.scale(quantity) else {
      let missing: TerminalSafe =
        switch quantity {
        case .headline, .allIn: "no tariff measures"
        case .published: "no published averages"
        case .added: "no published changes"
        }
      canvas.write(missing, in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    let area = Region(
      row: region.row + 1, column: region.column, rows: region.rows - 1, columns: region.columns - 1)
    // A line whose name finds no row could not be told from the others.
    let named = Array(lines.prefix(max(1, area.rows - 3)))
    var chart = LineChart(days: curves.days, series: named, scale: scale, crosshair: crosshair)
    if quantity == .headline || quantity == .allIn { chart.marks = marks(chart.frame(in: area)) }
    chart.draw(into: &canvas, in: area)
    if lines.allSatisfy({ $0.values.allSatisfy { $0 == nil } }) {
      canvas.write("no baseline on record", in: area, row: 0, column: 11, width: area.columns - 12, style: .dim)
    }
  }

  private func title(in region: Region) -> TerminalSafe {
    let room = region.columns - note.width - 9
    let units = curves.units(quantity)
    return (units.isEmpty ? quantity.title : quantity.title + ": " + units).fitted(to: room)
  }

  /// Every change; of their labels the later ones where there is no room for all.
  private func marks(_ frame: PlotFrame) -> [PlotFrame.Mark] {
    guard frame.isUsable else { return [] }
    var marks: [PlotFrame.Mark] = []
    var free = frame.plot.columns
    for position in curves.changes.reversed() {
      guard let column = frame.column(of: position) else { continue }
      let label = curves.label(position, quantity)
      // The last change may stand too near the end for its label: it is in the names of the lines.
      let fits = column + label.width < free
      marks.append(PlotFrame.Mark(position: position, label: fits ? label : "", style: .dim))
      if fits { free = column }
    }
    return marks.reversed()
  }
}
