import Canvas

extension DashboardState {
  /// The whole screen.
  /// - Parameter prefill: what stands where nothing is drawn; a test sees by it what was left out.
  package func draw(on prefill: Cell = .blank) -> Canvas {
    let size = moment.size
    var canvas = Canvas(size, glyphs: moment.glyphs, prefill: prefill)
    guard size.columns >= Layout.minimum.columns, size.rows >= Layout.minimum.rows else {
      drawTooSmall(&canvas)
      return canvas
    }
    Header(moment: moment).draw(into: &canvas, in: Region(row: 0, column: 0, rows: 1, columns: size.columns))
    Footer(moment: moment, place: navigator.top.place, notice: notice, keyMap: keyMap).draw(
      into: &canvas, in: Region(row: size.rows - 1, column: 0, rows: 1, columns: size.columns))
    navigator.top.draw(moment, into: &canvas, in: moment.screenRegion)
    return canvas
  }

  /// The sentence for a terminal below the minimum, cut to what there is.
  private func drawTooSmall(_ canvas: inout Canvas) {
    let size = moment.size
    let need: TerminalSafe = "needs \(Layout.minimum.columns)x\(Layout.minimum.rows), has \(size.columns)x\(size.rows)"
    let region = Region(size)
    for (row, line) in need.wrapped(to: size.columns).prefix(size.rows).enumerated() {
      canvas.write(line, in: region, row: row)
    }
  }
}
