import Analytics
import Canvas
import Market
import Wording

/// How far the names have moved over days that matter, and their sensitivity to the market.
struct MovesPanel {
  let reading: DeskReading
  let desk: Desk
  let selected: Int

  func draw(into canvas: inout Canvas, in region: Region) {
    let columns = [46, 57, 67, 77, 90]
    let heads: [TerminalSafe] = [
      "5 days", "60 days", DateText.compact(desk.watchlist.since, year: reading.day.parts.year),
      "\(reading.day.parts.year)", "beta \(desk.watchlist.reference)",
    ]
    let touched: TerminalSafe = region.columns >= 112 ? "touched by" : ""
    canvas.paneRule(
      "Moves, %", in: region, heads: zip(heads, columns).map { ($0, $1) } + [(touched, columns[4] + 13)])
    for (index, quote) in reading.sectors.flatMap(\.rows).prefix(region.rows - 1).enumerated() {
      let row = index + 1
      let instrument = quote.instrument
      let moves = Moves(instrument, desk: desk, asOf: reading.asOf)
      if index == selected { canvas.cursor(in: region, row: row, focused: false) }
      canvas.write("\(instrument.symbol)", in: region, row: row, column: 3, width: 7)
      canvas.write("\(instrument.name)", in: region, row: row, column: 11, width: 24, style: .dim)
      let values = [moves.fiveDays, moves.sixtyDays, moves.sinceEvent, moves.sinceYear]
      for (value, right) in zip(values, columns) {
        canvas.write(
          NumberText.fixed(value, 1, signed: true), in: region, row: row, column: right - 8, width: 8,
          style: Style(NumberText.role(value, 1)), alignment: .right)
      }
      canvas.write(
        NumberText.fixed(moves.beta, 2), in: region, row: row, column: columns[4] - 8, width: 8,
        style: moves.beta == nil ? .dim : .text, alignment: .right)
      canvas.write(
        measures(touching: instrument), in: region, row: row, column: columns[4] + 3,
        width: region.columns - columns[4] - 4, style: .dim)
    }
  }

  /// Measures in force or announced that name the instrument's sector.
  private func measures(touching instrument: Instrument) -> TerminalSafe {
    let sector = desk.watchlist.sectors.first { $0.instruments.contains { $0.symbol == instrument.symbol } }?.name
    let measures = reading.tariffs.layers.filter { layer in
      (layer.state == .inForce || layer.state == .pending) && layer.measure.sectors.contains { $0 == sector }
    }
    return TerminalSafe(measures.map(\.measure.title).joined(separator: ", "))
  }
}
