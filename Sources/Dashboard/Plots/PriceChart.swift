import Analytics
import Canvas
import Market
import Wording

/// Prices over time as a line, candles or bars, with what is laid over them, and volume and RSI below.
struct PriceChart {
  enum Kind: String, CaseIterable {
    case line, candles, bars

    /// Columns that one candle takes.
    func columns(_ glyphs: Glyphs) -> Int {
      switch self {
      case .line, .candles: 1
      case .bars: glyphs == .unicode ? 2 : 3
      }
    }
  }

  let kind: Kind
  let candles: [Candle]
  /// Averages on the basis of the candles, one value each.
  let averages: [LineChart.Series]
  let strength: [Double?]?
  let hasVolume: Bool
  let spacing: PlotScale.Spacing
  /// The close before, where one session is shown.
  let previousClose: Double?
  let marks: [PlotFrame.Mark]
  let crosshair: Int?
  /// Below the time axis instead of dates: bars within days.
  var labels: [PlotFrame.Label]?
  /// Where the line ends.
  var lineName: TerminalSafe = "close"

  /// Levels at which rules ring; those far from the prices are left out.
  var levels: [Double] = []

  /// Columns left of the plot.
  static let axis = 9
  /// Parts of the prices' span beyond them within which a level is shown.
  private static let reachOfLevels = 0.3

  func draw(into canvas: inout Canvas, in region: Region) {
    let (price, volume, strength) = parts(of: region)
    guard let scale else {
      canvas.write("no prices known by this moment", in: region, row: 1, column: 3, style: .dim)
      canvas.write("detente feeds: scripts that write them", in: region, row: 2, column: 3, style: .dim)
      return
    }
    let chart = LineChart(
      days: candles.map(\.last), series: series, scale: scale, levels: previousClose.map { [$0] } ?? [], marks: marks,
      labels: labels, crosshair: crosshair, inset: inset(region.columns))
    let frame = chart.frame(in: price)
    guard frame.isUsable else { return }
    chart.draw(into: &canvas, in: price)
    switch kind {
    case .candles: drawCandles(frame, &canvas)
    case .line where candles.count == 1: drawCandles(frame, &canvas)
    case .bars: drawBars(frame, &canvas)
    case .line: break
    }
    drawLevels(frame, &canvas)
    if candles.count == 1, let candle = candles.first { drawNames(of: candle, frame, &canvas) }
    if let volume { drawVolume(frame, &canvas, volume) }
    if let strength { drawStrength(frame, &canvas, strength) }
  }

  /// The values that the axis spans.
  private var scale: PlotScale? {
    var values = candles.flatMap { candle in
      [candle.close, kind == .line ? nil : candle.low, kind == .line ? nil : candle.high]
    }
    values.append(previousClose)
    if candles.count == 1, let candle = candles.first { values += [candle.low, candle.high] }
    values += averages.flatMap(\.values)
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return nil }
    let reach = (high - low) * Self.reachOfLevels
    return PlotScale(known + levels.filter { $0 >= low - reach && $0 <= high + reach }, spacing: spacing)
  }

  /// A line for each level in view, with its value at the left, below what the prices draw.
  private func drawLevels(_ frame: PlotFrame, _ canvas: inout Canvas) {
    for level in levels {
      guard let row = frame.scale.row(level, of: frame.plot.rows) else { continue }
      for column in stride(from: 3, to: frame.plot.columns, by: 4) {
        canvas.fill(canvas.glyphs.rule, in: frame.plot, row: row, column: column, width: 1, style: Style(.warning))
      }
      canvas.write(
        canvas.glyphs.alertMark + NumberText.price(level), in: frame.plot, row: row, column: 0,
        width: frame.plot.columns,
        style: Style(.warning))
    }
  }

  private var series: [LineChart.Series] {
    guard kind == .line, candles.count > 1 else { return averages }
    return averages + [
      LineChart.Series(name: lineName, values: candles.map(\.close), style: Style(.accent), mark: "*")
    ]
  }

  /// Half the width of a body.
  private func reach(_ columns: Int) -> Int {
    let step = columns / max(1, candles.count)
    return step >= 8 ? 2 : step >= 5 ? 1 : 0
  }

  private func inset(_ columns: Int) -> Int {
    switch kind {
    case .line: 0
    case .bars: 1
    case .candles: reach(columns - Self.axis)
    }
  }

  private func parts(of region: Region) -> (price: Region, volume: Region?, strength: Region?) {
    var rest = region
    let big = region.rows >= 26
    let hasVolume = hasVolume && candles.contains { $0.volume != nil } && region.rows >= 10
    let hasStrength = strength != nil && region.rows >= 12
    let volumeRows = hasVolume ? (big ? 4 : 2) : 0
    let strengthRows = hasStrength ? (big ? 5 : 3) : 0
    let price = rest.takeRows(region.rows - volumeRows - strengthRows)
    let volume = hasVolume ? rest.takeRows(volumeRows) : nil
    return (price, volume, hasStrength ? rest : nil)
  }

  // MARK: Candles and bars

  private func drawCandles(_ frame: PlotFrame, _ canvas: inout Canvas) {
    let reach = reach(frame.plot.columns)
    for (position, candle) in candles.enumerated() {
      guard let column = frame.column(of: position) else { continue }
      for offset in -reach...reach {
        draw(candle, at: column + offset, isMiddle: offset == 0, frame, &canvas)
      }
    }
  }

  /// One column of a candle, in half rows: a thin line is the wick, a block the body of a rise, a thick line that of a
  /// fall, so that direction needs no colour.
  private func draw(_ candle: Candle, at column: Int, isMiddle: Bool, _ frame: PlotFrame, _ canvas: inout Canvas) {
    let steps = frame.plot.rows * 2
    let style = Style(candle.isUp.map { $0 ? .up : .down } ?? .text)
    guard let close = candle.close, let closing = frame.scale.row(close, of: steps) else { return }
    guard let isUp = candle.isUp, let open = candle.open.flatMap({ frame.scale.row($0, of: steps) }),
      let top = candle.high.flatMap({ frame.scale.row($0, of: steps) }),
      let bottom = candle.low.flatMap({ frame.scale.row($0, of: steps) })
    else {
      return canvas.fill(
        canvas.glyphs.rule, in: frame.plot, row: closing / 2, column: column, width: 1, style: Style(.accent))
    }
    func part(_ step: Int) -> CandlePart {
      if step >= min(open, closing), step <= max(open, closing) { return .body }
      return isMiddle && step >= top && step <= bottom ? .wick : .none
    }
    for row in min(top, open, closing) / 2...max(bottom, open, closing) / 2 {
      guard let glyph = canvas.glyphs.candle(upper: part(2 * row), lower: part(2 * row + 1), isUp: isUp) else {
        continue
      }
      canvas.fill(glyph, in: frame.plot, row: row, column: column, width: 1, style: style)
    }
  }

  /// A line from low to high, the open at its left, the close at its right.
  private func drawBars(_ frame: PlotFrame, _ canvas: inout Canvas) {
    var surface = DotSurface(frame.plot, glyphs: canvas.glyphs)
    for (position, candle) in candles.enumerated() {
      guard let x = frame.offset(of: position, among: surface.width),
        let close = candle.close.flatMap({ frame.scale.row($0, of: surface.height) })
      else { continue }
      let style = Style(candle.isUp.map { $0 ? .up : .down } ?? .accent)
      surface.set(x + 1, close, style: style, mark: "-")
      guard let open = candle.open.flatMap({ frame.scale.row($0, of: surface.height) }),
        let high = candle.high.flatMap({ frame.scale.row($0, of: surface.height) }),
        let low = candle.low.flatMap({ frame.scale.row($0, of: surface.height) })
      else {
        surface.set(x, close, style: style, mark: "-")
        continue
      }
      surface.set(x - 1, open, style: style, mark: "-")
      surface.line(from: (x, high), to: (x, low), style: style, mark: "|")
    }
    surface.draw(into: &canvas)
  }

  /// What a single session's prices are, beside it.
  private func drawNames(of candle: Candle, _ frame: PlotFrame, _ canvas: inout Canvas) {
    guard let middle = frame.column(of: 0) else { return }
    let names: [(TerminalSafe, Double?)] = [
      ("high", candle.high), ("low", candle.low), ("open", candle.open), ("close", candle.close),
    ]
    var taken: Set<Int> = []
    for (name, value) in names {
      guard let value, let row = frame.scale.row(value, of: frame.plot.rows),
        let free = [row, row + 1, row - 1, row + 2].first(where: {
          $0 >= 0 && $0 < frame.plot.rows && !taken.contains($0)
        })
      else { continue }
      taken.insert(free)
      canvas.write("\(name) \(NumberText.price(value))", in: frame.plot, row: free, column: middle + 5, style: .text)
    }
    if let previousClose, let row = frame.scale.row(previousClose, of: frame.plot.rows) {
      let text: TerminalSafe = "previous close \(NumberText.price(previousClose))"
      canvas.write(text, in: frame.plot, row: row, column: max(0, middle - 5 - text.width), style: .dim)
    }
  }

  // MARK: Below

  private func drawVolume(_ frame: PlotFrame, _ canvas: inout Canvas, _ region: Region) {
    guard let top = candles.compactMap(\.volume).max(), top > 0 else { return }
    let plot = plot(frame, region, "vol", NumberText.volume(top), &canvas)
    // A column that several sessions of a line share shows the largest of them.
    var columns: [Int: Double] = [:]
    for (position, candle) in candles.enumerated() {
      guard let column = frame.column(of: position), let volume = candle.volume else { continue }
      columns[column] = max(columns[column] ?? 0, volume)
    }
    for (column, volume) in columns {
      let eighths = Canvas.step(volume, low: 0, high: top, steps: plot.rows * 8) + 1
      for row in 0..<plot.rows {
        let filled = min(8, eighths - 8 * (plot.rows - 1 - row))
        guard filled > 0 else { continue }
        canvas.fill(
          canvas.glyphs.column(filled - 1), in: plot, row: row, column: column, width: 1,
          style: Style(.heat(volume / top)))
      }
    }
  }

  private func drawStrength(_ frame: PlotFrame, _ canvas: inout Canvas, _ region: Region) {
    guard let strength, let scale = PlotScale(low: 0, high: 100) else { return }
    let plot = plot(frame, region, "RSI 14", NumberText.fixed(strength.last ?? nil, 1), &canvas)
    for level in [30.0, 70] {
      guard let row = scale.row(level, of: plot.rows) else { continue }
      for column in stride(from: 1, to: plot.columns, by: 4) {
        canvas.fill(canvas.glyphs.rule, in: plot, row: row, column: column, width: 1, style: Style(.rule))
      }
      if plot.rows >= 5 {
        canvas.write(
          NumberText.fixed(level, 0), in: region, row: row, column: 0, width: Self.axis - 2, style: .dim,
          alignment: .right)
      }
    }
    var surface = DotSurface(plot, glyphs: canvas.glyphs)
    LineChart.Series(name: "", values: strength, style: .text, mark: "*")
      .draw(in: frame, scale: scale, on: &surface)
    surface.draw(into: &canvas)
  }

  /// A plot below the price with the same columns: its name and a value of its scale at the left.
  private func plot(
    _ frame: PlotFrame, _ region: Region, _ name: TerminalSafe, _ value: TerminalSafe, _ canvas: inout Canvas
  ) -> Region {
    for row in 0..<region.rows {
      canvas.fill(canvas.glyphs.bar, in: region, row: row, column: Self.axis - 1, width: 1, style: Style(.rule))
    }
    canvas.write(
      name, in: region, row: region.rows - 1, column: 0, width: Self.axis - 2, style: .dim, alignment: .right)
    canvas.write(value, in: region, row: 0, column: 0, width: Self.axis - 2, style: .dim, alignment: .right)
    return Region(row: region.row, column: frame.plot.column, rows: region.rows, columns: frame.plot.columns)
  }
}

/// What stands in half a cell of a candle.
enum CandlePart { case none, wick, body }

extension Glyphs {
  /// A cell of a candle from its halves; nil for an empty one. Blocks rise, thick lines fall.
  func candle(upper: CandlePart, lower: CandlePart, isUp: Bool) -> Unicode.Scalar? {
    if self == .plain { return nil }
    if self == .ascii {
      if upper == .body || lower == .body { return isUp ? "#" : "O" }
      return upper == .none && lower == .none ? nil : "|"
    }
    return switch (upper, lower) {
    case (.none, .none): nil
    case (.wick, .wick): "│"
    case (.none, .wick): "╷"
    case (.wick, .none): "╵"
    case (.body, .body): isUp ? "█" : "┃"
    case (.body, .wick): isUp ? "▀" : "╿"
    case (.body, .none): isUp ? "▀" : "╹"
    case (.wick, .body): isUp ? "▄" : "╽"
    case (.none, .body): isUp ? "▄" : "╻"
    }
  }
}
