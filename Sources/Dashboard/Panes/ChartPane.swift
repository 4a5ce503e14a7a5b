import Analytics
import Canvas
import Market
import Wording

/// Daily closes of the selected name, with the events that fell into them and the volume below.
struct ChartPane {
  let quote: QuoteRow
  let history: History?
  let reading: DeskReading

  private struct Mark {
    let column: Int
    let day: Day
    let text: TerminalSafe
  }

  /// Columns left of the plot.
  private static let axis = 8

  func draw(into canvas: inout Canvas, in region: Region) {
    drawRule(&canvas, region)
    let width = region.columns - Self.axis - 3
    guard let history, width > 4, region.rows > 8 else {
      canvas.write("no daily history", in: region, row: 2, column: 3, style: .dim)
      return
    }
    let known = history.bars[..<history.count(through: quote.session ?? reading.day)]
    let bars = Array(known.suffix(width))
    // One basis for the whole line: raw closes only where every bar has one.
    let isRaw = bars.allSatisfy { $0.close != nil }
    let closes = bars.map { history.doubts[$0.day] != nil ? nil : isRaw ? $0.close : $0.returnClose }
    let finite = closes.compactMap { $0 }
    guard let low = finite.min(), let high = finite.max(), finite.count > 1 else {
      canvas.write("no daily history up to this day", in: region, row: 2, column: 3, style: .dim)
      return
    }
    let marks = marks(bars)
    let legendRows = min((marks.count + 1) / 2, max(0, region.rows - 16))
    let plot = Region(
      row: region.row + 1, column: region.column + Self.axis + 1, rows: region.rows - 1 - 4 - legendRows, columns: width
    )
    drawAxis(low: low, high: high, plot, &canvas, region)
    canvas.line(closes, low: low, high: high, in: plot)
    drawTime(bars, marks, plot, &canvas)
    if !isRaw { canvas.write("adjusted", in: region, row: 1, column: region.columns - 10, style: .dim) }
    drawVolume(bars, row: plot.rows + 4, &canvas, region)
    drawLegend(marks, rows: legendRows, &canvas, region)
  }

  private func drawRule(_ canvas: inout Canvas, _ region: Region) {
    let price: TerminalSafe =
      "\(NumberText.price(quote.price))  \(NumberText.fixed(quote.changePercent, 2, signed: true)) %"
    canvas.paneRule(
      "\(quote.instrument.symbol)  \(quote.instrument.name)", in: region,
      heads: [
        ColumnHead("closes, \(quote.currency ?? "-")", right: region.columns - 24),
        ColumnHead(price, right: region.columns - 2),
      ])
  }

  private func drawVolume(_ bars: [Bar], row: Int, _ canvas: inout Canvas, _ region: Region) {
    guard bars.contains(where: { $0.volume != nil }) else { return }
    canvas.write("vol", in: region, row: row, column: 4, style: .dim)
    canvas.sparkline(bars.map(\.volume), in: region, row: row, column: Self.axis + 1, width: bars.count)
  }

  /// The events by their numbers, in two columns.
  private func drawLegend(_ marks: [Mark], rows: Int, _ canvas: inout Canvas, _ region: Region) {
    for (index, mark) in marks.prefix(rows * 2).enumerated() {
      let left = index < rows
      let column = left ? 2 : region.columns / 2
      let row = region.rows - rows + index % max(1, rows)
      canvas.write("\(index + 1)", in: region, row: row, column: column, style: Style(.accent))
      canvas.date(mark.day, year: reading.day.parts.year, in: region, row: row, column: column + 2)
      canvas.write(
        mark.text, in: region, row: row, column: column + 10,
        width: (left ? region.columns / 2 : region.columns) - column - 12, style: .dim)
    }
  }

  private func drawAxis(low: Double, high: Double, _ plot: Region, _ canvas: inout Canvas, _ region: Region) {
    for row in 0..<plot.rows + 1 {
      canvas.fill(
        row == plot.rows ? canvas.glyphs.axisCorner : canvas.glyphs.bar, in: region, row: row + 1, column: 8, width: 1,
        style: Style(.rule))
    }
    canvas.fill(canvas.glyphs.rule, in: region, row: plot.rows + 1, column: 9, width: plot.columns, style: Style(.rule))
    guard plot.rows > 1, let scale = RoundScale(low: low, high: high, count: max(2, plot.rows / 2)) else { return }
    for tick in scale.ticks {
      let row = plot.rows - 1 - Canvas.step(tick, low: low, high: high, steps: plot.rows)
      canvas.write(
        NumberText.fixed(tick, scale.decimals), in: region, row: row + 1, column: 0, width: 7, style: .dim,
        alignment: .right)
      canvas.fill(canvas.glyphs.axisTick, in: region, row: row + 1, column: 8, width: 1, style: Style(.rule))
    }
  }

  /// The largest signals that fell into the time shown, one a day, at most ten, oldest first.
  private func marks(_ bars: [Bar]) -> [Mark] {
    guard let first = bars.first, let last = bars.last else { return [] }
    var best: [Day: Signal] = [:]
    for row in reading.signals where row.signal.day >= first.day && row.signal.day <= last.day {
      let weight = abs(row.signal.weight) * row.signal.scope
      if let present = best[row.signal.day], abs(present.weight) * present.scope >= weight { continue }
      best[row.signal.day] = row.signal
    }
    let largest = best.values.sorted {
      abs($0.weight) * $0.scope > abs($1.weight) * $1.scope
        || ($0.day > $1.day && abs($0.weight) * $0.scope == abs($1.weight) * $1.scope)
    }.prefix(9)
    return largest.sorted { $0.day < $1.day }.compactMap { signal in
      guard let column = bars.firstIndex(where: { $0.day >= signal.day }) else { return nil }
      return Mark(column: column, day: signal.day, text: "\(signal.text)")
    }
  }

  private func drawTime(_ bars: [Bar], _ marks: [Mark], _ plot: Region, _ canvas: inout Canvas) {
    let axisRow = Region(row: plot.row + plot.rows, column: plot.column, rows: 3, columns: plot.columns)
    for (index, mark) in marks.enumerated() {
      canvas.fill(canvas.glyphs.axisMark, in: axisRow, row: 0, column: mark.column, width: 1, style: Style(.accent))
      canvas.write("\(index + 1)", in: axisRow, row: 1, column: mark.column, width: 1, style: Style(.accent))
    }
    var column = 0
    var month: Int?
    for (index, bar) in bars.enumerated() where bar.day.parts.month != month {
      defer { month = bar.day.parts.month }
      guard index == 0 || index >= column else { continue }
      let text = DateText.compact(bar.day, year: reading.day.parts.year)
      guard index + text.width <= plot.columns else { break }
      canvas.write(text, in: axisRow, row: 2, column: index, style: .dim)
      column = index + text.width + 2
    }
  }
}

extension Pane {
  /// Of the name with the watchlist's cursor.
  static let chart = Pane("chart") { view, canvas, region in
    guard let quote = view.content.names.row(at: view.name, in: view.moment.reading) else { return }
    ChartPane(quote: quote, history: view.moment.desk.history(of: quote.instrument), reading: view.moment.reading)
      .draw(into: &canvas, in: region)
  }
}
