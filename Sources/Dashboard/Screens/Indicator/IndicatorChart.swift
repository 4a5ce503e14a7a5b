import Analytics
import Canvas
import Market
import Wording

/// The history of the index with its band, the needle and the combined number, the triggers below, and what a day said.
struct IndicatorChart {
  let view: IndicatorView
  let span: IndicatorSpan
  let crosshair: Day?
  let focused: Bool
  /// Whether marks are numbered and named.
  let hasLegend: Bool

  private static let legendRows = 5

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(
      "History", in: region, focused: focused,
      heads: [ColumnHead("\(spanName), band: grading", right: region.columns - 2)])
    guard view.indicator.isKnown, view.shown.count > 1, let scale = PlotScale(low: 0, high: 100) else {
      canvas.write("no history", in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    let marked = Array(view.largest.prefix(hasLegend ? 2 * Self.legendRows : 24)).sorted { $0.position < $1.position }
    var rest = region
    _ = rest.takeRows(1)
    let info = 2 + (view.overlay == nil ? 0 : 1)
    let foot = Region(
      row: rest.row + rest.rows - info, column: rest.column, rows: min(info, rest.rows), columns: rest.columns)
    rest.rows -= info
    if hasLegend { rest.rows -= Self.legendRows }
    let strips = rest.rows >= 9 ? 2 : 0
    let chart = chart(scale, marked, canvas.glyphs)
    var plot = rest
    plot.rows -= strips
    chart.draw(into: &canvas, in: plot)
    if strips > 0 { drawStrips(chart.frame(in: plot), rest, &canvas) }
    if hasLegend {
      drawLegend(
        marked, Region(row: rest.row + rest.rows, column: rest.column, rows: Self.legendRows, columns: rest.columns),
        &canvas)
    }
    drawInfo(&canvas, foot)
  }

  private var spanName: TerminalSafe {
    switch span {
    case .quarter: "3 months"
    case .year: "since January"
    case .twelveMonths: "1 year"
    case .all: "since \(DateText.short(view.first, year: view.year))"
    }
  }

  private func chart(_ scale: PlotScale, _ marked: [IndicatorView.Marked], _ glyphs: Glyphs) -> LineChart {
    let shown = view.shown
    var series: [LineChart.Series] = []
    // Beside a published series only the index: four lines cannot be told apart.
    if let overlay = view.overlay {
      series.append(
        LineChart.Series(
          name: overlay.name, values: overlay.line, style: Style(.heading), mark: "o",
          isStepped: overlay.frequency != .daily))
    } else {
      series += [
        LineChart.Series(name: "market", values: shown.map(\.market), style: .dim, mark: "m"),
        LineChart.Series(name: "combined", values: shown.map { $0.combined?.value }, style: .text, mark: "c"),
      ].filter { line in line.values.contains { $0 != nil } }
    }
    if let supposed = view.supposed {
      series.append(LineChart.Series(name: "as if", values: supposed.line, style: Style(.warning, [.bold]), mark: "?"))
    }
    series.append(
      LineChart.Series(
        name: "index", values: shown.map { $0.policy.value }, style: Style(.accent, [.bold]), mark: "*"))
    return LineChart(
      days: shown.map(\.day), series: series, scale: scale,
      band: (shown.map { $0.policy.low }, shown.map { $0.policy.high }), levels: [20, 40, 60, 80],
      marks: marked.enumerated().map { index, mark in
        let isBetter = mark.signal.weight > 0
        return PlotFrame.Mark(
          position: mark.position, label: hasLegend ? "\(index + 1)" : isBetter ? glyphs.up : glyphs.down,
          style: Style(isBetter ? .up : .down))
      },
      crosshair: crosshair.flatMap(view.position), decimals: 0)
  }

  /// For each trigger a row: a block where it has fired, a shade where it is claimed.
  private func drawStrips(_ frame: PlotFrame, _ region: Region, _ canvas: inout Canvas) {
    guard frame.isUsable else { return }
    for (offset, strip) in [("talks" as TerminalSafe, view.talks), ("rollback", view.rollback)].enumerated() {
      let row = region.rows - 2 + offset
      canvas.write(strip.0, in: region, row: row, column: 0, width: 8, style: .dim)
      for column in 0..<frame.plot.columns {
        let position = frame.position(at: column)
        guard strip.1.indices.contains(position) else { continue }
        let (glyph, style) =
          switch strip.1[position] {
          case .off: (canvas.glyphs.rule, Style(.rule))
          case .latent: (canvas.glyphs.shade, Style(.warning))
          case .fired: (canvas.glyphs.gaugeValue, Style(.up))
          }
        canvas.fill(
          glyph, in: region, row: row, column: frame.plot.column - region.column + column, width: 1, style: style)
      }
      let now = strip.1.last.map { TerminalSafe($0.rawValue) } ?? ""
      canvas.write(
        now, in: region, row: row, column: frame.plot.column - region.column + frame.plot.columns + 1, style: .dim)
    }
  }

  private func drawLegend(_ marked: [IndicatorView.Marked], _ region: Region, _ canvas: inout Canvas) {
    let half = region.columns / 2
    for (index, mark) in marked.enumerated() {
      let row = index % Self.legendRows
      let column = index < Self.legendRows ? 2 : half + 1
      let width = half - 2
      let isBetter = mark.signal.weight > 0
      canvas.write(
        "\(index + 1)", in: region, row: row, column: column, width: 2, style: Style(isBetter ? .up : .down),
        alignment: .right)
      canvas.date(mark.signal.day, year: view.year, in: region, row: row, column: column + 3)
      let text: TerminalSafe =
        "\(isBetter ? canvas.glyphs.upWord : canvas.glyphs.downWord) \(CountryText.short(mark.signal.actor))  \(mark.signal.text)"
      canvas.write(
        text.fitted(to: width - 12, before: mark.signal.verificationMark), in: region, row: row, column: column + 11,
        style: .dim)
    }
  }

  /// The day under the crosshair, else the moment shown: its numbers, what moved it, and the series laid over.
  private func drawInfo(_ canvas: inout Canvas, _ region: Region) {
    guard let entry = (crosshair.flatMap(view.position).map { view.shown[$0] } ?? view.shown.last) else { return }
    var column = 2
    func put(_ text: TerminalSafe, _ style: Style) {
      guard column + text.width < region.columns else { return }
      canvas.write(text, in: region, row: 0, column: column, style: style)
      column += text.width + 2
    }
    put(DateText.long(entry.day), crosshair == nil ? .dim : Style(.text, [.bold]))
    put("index \(NumberText.fixed(entry.policy.value, 1))", Style(.accent, [.bold]))
    put("\(NumberText.fixed(entry.policy.low, 1)) to \(NumberText.fixed(entry.policy.high, 1))", .dim)
    put("market \(NumberText.fixed(entry.market, 1))", .text)
    put("combined \(NumberText.fixed(entry.combined?.value, 1))", .text)
    if let low = entry.settingsLow, let high = entry.settingsHigh {
      put("settings \(NumberText.fixed(low, 1)) to \(NumberText.fixed(high, 1))", .dim)
    }
    put(entry.label.map { "\($0.words)" } ?? "no evidence", .text)
    drawMovers(&canvas, region)
    guard let overlay = view.overlay else { return }
    let value = view.position(of: entry.day).flatMap { overlay.values.indices.contains($0) ? overlay.values[$0] : nil }
    let mean: TerminalSafe = overlay.frequency == .daily ? ", mean of 7 days" : ""
    let text: TerminalSafe =
      "\(overlay.agreement);  \(overlay.label)\(mean) \(NumberText.fixed(value, 1)), drawn \(NumberText.fixed(overlay.low, 0)) at 0, \(NumberText.fixed(overlay.high, 0)) at 100"
    canvas.write(text, in: region, row: 2, column: 2, width: region.columns - 3, style: Style(.heading))
  }

  private func drawMovers(_ canvas: inout Canvas, _ region: Region) {
    let explained = view.pointed ?? view.explainedToday
    let total = explained.change.total
    let name: TerminalSafe = "\(NumberText.fixed(total, 1, signed: true)) that day"
    canvas.write(name, in: region, row: 1, column: 2, style: Style(NumberText.role(total, 1)))
    MoversLine(explained: explained).draw(into: &canvas, in: region, row: 1, column: 2 + name.width + 2)
  }
}
