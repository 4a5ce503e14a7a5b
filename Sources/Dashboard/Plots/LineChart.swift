import Canvas
import Market

/// Lines over one time axis, their values at the left and their names at the right, where the lines end.
struct LineChart {
  struct Series {
    let name: TerminalSafe
    /// One value a day of the chart; nil interrupts the line.
    let values: [Double?]
    let style: Style
    /// What the line is made of in ASCII, where lines cannot be told apart otherwise.
    let mark: Unicode.Scalar
    /// Holds each value until the next, and then jumps: rates.
    var isStepped = false
  }

  let days: [Day]
  let series: [Series]
  let scale: PlotScale
  /// An area behind the lines, e.g. a 90 % band.
  var band: (low: [Double?], high: [Double?])?
  /// Values that a thin line marks: neutral, the peak.
  var levels: [Double] = []
  var marks: [PlotFrame.Mark] = []
  /// Below the time axis instead of dates.
  var labels: [PlotFrame.Label]?
  var crosshair: Int?
  /// Decimals of the axis, as many as its steps need without.
  var decimals: Int?
  /// Columns kept free at both edges of the plot.
  var inset = 0

  func frame(in region: Region) -> PlotFrame {
    let right = series.map { Self.room(for: $0.name) }.max() ?? 0
    return PlotFrame(region, scale: scale, positions: days.count, right: right, inset: inset)
  }

  /// Columns that a name at the right takes.
  static func room(for name: TerminalSafe) -> Int { name.width > 0 ? name.width + 2 : 0 }

  func draw(into canvas: inout Canvas, in region: Region) {
    let frame = frame(in: region)
    guard frame.isUsable else { return }
    frame.drawValues(into: &canvas, decimals: decimals)
    drawBand(frame, &canvas)
    for level in levels {
      guard let row = scale.row(level, of: frame.plot.rows) else { continue }
      for column in stride(from: 1, to: frame.plot.columns, by: 4) {
        canvas.fill(canvas.glyphs.rule, in: frame.plot, row: row, column: column, width: 1, style: Style(.rule))
      }
    }
    if let crosshair { frame.drawCrosshair(at: crosshair, into: &canvas) }
    var surface = DotSurface(frame.plot, glyphs: canvas.glyphs)
    for line in series { line.draw(in: frame, on: &surface) }
    surface.draw(into: &canvas)
    frame.drawNames(
      series.compactMap { line in (line.values.last { $0 != nil } ?? nil).map { (line.name, line.style, $0) } },
      into: &canvas)
    frame.drawTime(days, labels: labels, marks: marks, into: &canvas)
  }

  private func drawBand(_ frame: PlotFrame, _ canvas: inout Canvas) {
    guard let band else { return }
    for column in 0..<frame.plot.columns {
      let position = frame.position(at: column)
      guard position < band.low.count, position < band.high.count, let low = band.low[position],
        let high = band.high[position],
        let bottom = scale.row(low, of: frame.plot.rows), let top = scale.row(high, of: frame.plot.rows)
      else { continue }
      for row in top...max(top, bottom) {
        canvas.fill(canvas.glyphs.shade, in: frame.plot, row: row, column: column, width: 1, style: .dim)
      }
    }
  }
}

extension LineChart.Series {
  /// The line alone, a value a position of the frame.
  /// - Parameter scale: that of the surface, where it is not the frame's.
  func draw(in frame: PlotFrame, scale: PlotScale? = nil, on surface: inout DotSurface) {
    let scale = scale ?? frame.scale
    var previous: (x: Int, y: Int)?
    for (position, value) in values.enumerated() {
      guard let value, let x = frame.offset(of: position, among: surface.width),
        let y = scale.row(value, of: surface.height)
      else {
        previous = nil
        continue
      }
      if let before = previous {
        if isStepped {
          surface.line(from: before, to: (x, before.y), style: style, mark: mark)
          surface.line(from: (x, before.y), to: (x, y), style: style, mark: mark)
        } else {
          surface.line(from: before, to: (x, y), style: style, mark: mark)
        }
      } else {
        surface.set(x, y, style: style, mark: mark)
      }
      previous = (x, y)
    }
  }
}
