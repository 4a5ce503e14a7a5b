import Canvas
import Wording

extension DashboardState {
  /// The whole screen.
  /// - Parameters:
  ///   - prefill: what stands where nothing is drawn; a test sees by it what was left out.
  ///   - hasTargets: whether it is noted what can be clicked.
  package func draw(on prefill: Cell = .blank, withTargets hasTargets: Bool = false) -> Canvas {
    let size = moment.size
    var canvas = Canvas(size, glyphs: moment.glyphs, prefill: prefill)
    if hasTargets { canvas.targets = [] }
    guard size.columns >= Layout.minimum.columns, size.rows >= Layout.minimum.rows else {
      drawTooSmall(&canvas)
      return canvas
    }
    Header(moment: moment).draw(into: &canvas, in: Region(row: 0, column: 0, rows: 1, columns: size.columns))
    navigator.top.draw(moment, into: &canvas, in: moment.screenRegion)
    // The line that is typed has the terminal's cursor.
    if let prompt = moment.prompt {
      PromptAdvice(prompt: prompt).draw(
        into: &canvas, in: Region(row: 0, column: 0, rows: size.rows - 1, columns: size.columns))
    }
    Footer(
      moment: moment, place: navigator.top.place, notice: notice, keyMap: keyMap, question: navigator.top.question,
      awaited: isLate ? awaited : nil
    ).draw(into: &canvas, in: Region(row: size.rows - 1, column: 0, rows: 1, columns: size.columns))
    return canvas
  }

  /// What a window is named after: the index and its label at the moment shown.
  package var title: TerminalSafe {
    let indicator = moment.reading.indicator
    guard indicator.isKnown else { return indicator.labelText }
    return NumberText.fixed(indicator.policy.value, 1) + " " + indicator.labelText
  }

  /// What rang last and stands, for a window's name; nil: nothing does.
  package var ringing: TerminalSafe? { moment.ringing.first.map { moment.glyphs.alert + $0.short } }

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
