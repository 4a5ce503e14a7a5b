import Analytics
import Canvas
import Market
import Wording

/// Trade of a side against its all-in rate, one line an elasticity, with the present rate and that of the scenario.
struct TradeChart {
  let outcome: ScenarioOutcome
  let side: Side

  private static let samples = 240

  /// From the baseline, below which no headline leads, to beyond both rates; percent.
  private var range: (low: Double, high: Double) {
    let values = outcome.side(side)
    let low = values.baseline ?? 0
    return (low, max(low + 100, (values.allIn.now ?? 0) * 1.1, (values.allIn.then ?? 0) * 1.1))
  }

  private var lines: [(name: TerminalSafe, elasticity: Double, style: Style, mark: Unicode.Scalar)] {
    var lines: [(TerminalSafe, Double, Style, Unicode.Scalar)] = [
      (TradeResponse.Horizon.short.words, TradeResponse.Horizon.short.elasticity, Style(.series(0)), "o"),
      (TradeResponse.Horizon.long.words, TradeResponse.Horizon.long.elasticity, Style(.series(1)), "."),
    ]
    if let user = outcome.user?.flow(side).elasticity { lines.append(("yours", user, Style(.series(2)), "*")) }
    return lines
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let response: TradeResponse
    switch outcome.trade.side(side).base {
    case .success(let year): response = year.response
    case .failure(let gap):
      return canvas.write(gap.words, in: region, row: 0, column: 2, width: region.columns - 3, style: .dim)
    }
    let rates = outcome.side(side).allIn
    guard let now = rates.now, let then = rates.then else {
      canvas.write(
        "no baseline, so no all-in rate", in: region, row: 0, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    let curves = lines.map { line in
      LineChart.Series(
        name: line.name,
        values: (0...Self.samples).map { response.trade(at: rate(at: $0), elasticity: line.elasticity) },
        style: line.style, mark: line.mark)
    }
    guard let scale = PlotScale(curves.flatMap(\.values).compactMap { $0 } + [0]) else { return }
    let frame = PlotFrame(region, scale: scale, positions: Self.samples + 1, right: 10)
    guard frame.isUsable else { return }
    frame.drawValues(into: &canvas)
    frame.drawCrosshair(at: position(of: now), into: &canvas)
    frame.drawCrosshair(at: position(of: then), into: &canvas)
    var surface = DotSurface(frame.plot, glyphs: canvas.glyphs)
    for curve in curves { curve.draw(in: frame, on: &surface) }
    surface.draw(into: &canvas)
    frame.drawNames(
      curves.compactMap { curve in (curve.values.last ?? nil).map { (curve.name, curve.style, $0) } }, into: &canvas)
    frame.drawTime(
      [],
      marks: [PlotFrame.Mark(position: position(of: now), label: "now", style: .text)]
        + (position(of: now) == position(of: then) ? [] : [PlotFrame.Mark(position: position(of: then), label: "if")]),
      into: &canvas)
    drawRates(frame, &canvas)
  }

  private func rate(at position: Int) -> Double {
    range.low + (range.high - range.low) * Double(position) / Double(Self.samples)
  }

  private func position(of rate: Double) -> Int {
    Canvas.step(rate, low: range.low, high: range.high, steps: Self.samples + 1)
  }

  /// Round rates below the axis.
  private func drawRates(_ frame: PlotFrame, _ canvas: inout Canvas) {
    let foot = Region(
      row: frame.plot.row + frame.plot.rows + 2, column: frame.plot.column - 3, rows: 1, columns: frame.plot.columns + 6
    )
    guard let scale = RoundScale(low: range.low, high: range.high, count: max(2, frame.plot.columns / 6)) else {
      return
    }
    for value in scale.ticks {
      guard let column = frame.column(of: position(of: value)) else { continue }
      canvas.write(
        NumberText.fixed(value, scale.decimals) + (value == scale.ticks.first ? " %" : ""), in: foot, row: 0,
        column: column, width: 7,
        style: .dim, alignment: .center)
    }
  }
}
