import Analytics
import Canvas
import Market

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
      ("one year", outcome.short.elasticity, .text, "o"), ("long run", outcome.long.elasticity, .dim, "."),
    ]
    if let user = outcome.user { lines.append(("yours", user.elasticity, Style(.accent), "*")) }
    return lines
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let response = TradeResponse.of(side)
    let rates = outcome.side(side).allIn
    guard let now = rates.now, let then = rates.then else {
      canvas.write(
        "no baseline, so no all-in rate", in: region, row: 0, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    let lines = lines
    let curves = lines.map { line in
      (0...Self.samples).map { response.trade(at: rate(at: $0), elasticity: line.elasticity) }
    }
    guard let scale = PlotScale(curves.flatMap { $0.compactMap { $0 } } + [0]) else { return }
    let frame = PlotFrame(region, scale: scale, slots: Self.samples + 1, right: 10)
    guard frame.isUsable else { return }
    frame.drawValues(into: &canvas)
    frame.drawCrosshair(at: slot(of: now), into: &canvas)
    frame.drawCrosshair(at: slot(of: then), into: &canvas)
    var surface = DotSurface(frame.plot, glyphs: canvas.glyphs)
    for (line, curve) in zip(lines, curves) { draw(curve, line.style, line.mark, frame, &surface) }
    surface.draw(into: &canvas)
    drawNames(lines.map { ($0.name, $0.style) }, curves, frame, &canvas)
    frame.drawTime(
      [],
      marks: [PlotFrame.Mark(slot: slot(of: now), label: "now", style: .text)]
        + (slot(of: now) == slot(of: then) ? [] : [PlotFrame.Mark(slot: slot(of: then), label: "if")]), into: &canvas)
    drawRates(frame, &canvas)
  }

  private func rate(at slot: Int) -> Double {
    range.low + (range.high - range.low) * Double(slot) / Double(Self.samples)
  }

  private func slot(of rate: Double) -> Int {
    Canvas.step(rate, low: range.low, high: range.high, steps: Self.samples + 1)
  }

  private func draw(
    _ curve: [Double?], _ style: Style, _ mark: Unicode.Scalar, _ frame: PlotFrame, _ surface: inout DotSurface
  ) {
    var previous: (x: Int, y: Int)?
    for (slot, value) in curve.enumerated() {
      guard let value, let x = frame.position(of: slot, of: surface.width),
        let y = frame.scale.row(value, of: surface.height)
      else {
        previous = nil
        continue
      }
      surface.line(from: previous ?? (x, y), to: (x, y), style: style, mark: mark)
      previous = (x, y)
    }
  }

  private func drawNames(
    _ names: [(TerminalSafe, Style)], _ curves: [[Double?]], _ frame: PlotFrame, _ canvas: inout Canvas
  ) {
    let ends = zip(names, curves).map {
      (name: $0.0, style: $0.1, row: $1.last.flatMap { frame.scale.row($0 ?? 0, of: frame.plot.rows) } ?? 0)
    }
    .sorted { $0.row < $1.row }
    var free = 0
    for (index, end) in ends.enumerated() {
      let row = max(free, min(end.row, frame.plot.rows - (ends.count - index)))
      canvas.write(
        end.name, in: frame.region, row: row,
        column: frame.plot.column - frame.region.column + frame.plot.columns + 1, style: end.style)
      free = row + 1
    }
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
      guard let column = frame.column(of: slot(of: value)) else { continue }
      canvas.write(
        NumberText.fixed(value, scale.decimals) + (value == scale.ticks.first ? " %" : ""), in: foot, row: 0,
        column: column, width: 7,
        style: .dim, alignment: .center)
    }
  }
}
