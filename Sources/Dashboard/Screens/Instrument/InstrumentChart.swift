import Analytics
import Canvas

/// The prices over a range that can be chosen, what they were under the crosshair, and the events on their time axis.
struct InstrumentChart {
  let prices: InstrumentPrices
  let currency: String?
  let events: [ChartEvent]
  let event: ChartEvent?
  let crosshair: InstrumentPrices.Time?
  let hasVolume: Bool
  let isLogarithmic: Bool
  let year: Int
  /// Prices at which rules ring.
  let levels: [Double]

  func draw(into canvas: inout Canvas, in region: Region) {
    var area = region
    drawRanges(&canvas, area.takeRows(1))
    InstrumentReadout(prices: prices, crosshair: crosshair, year: year).draw(into: &canvas, in: area.takeRows(1))
    let eventRows = area.rows >= 46 ? 8 : area.rows >= 24 ? 2 : area.rows >= 10 ? 1 : 0
    PriceChart(
      kind: prices.kind, candles: prices.candles, averages: prices.averages, strength: prices.strength,
      hasVolume: hasVolume, spacing: isLogarithmic ? .logarithmic : .linear, previousClose: prices.previousClose,
      marks: events.marks(selected: event, position: prices.position), crosshair: crosshair.flatMap(prices.position),
      labels: prices.timeLabels, levels: levels
    ).draw(into: &canvas, in: area.takeRows(area.rows - eventRows))
    guard eventRows > 0 else { return }
    let shown = events.filter { prices.position(of: $0.day) != nil }
    InstrumentEvents(shown: shown, selected: event.flatMap(shown.firstIndex), year: year).draw(into: &canvas, in: area)
  }

  /// The ranges with the one shown, which alone is named where there is no room, and how it is drawn.
  private func drawRanges(_ canvas: inout Canvas, _ region: Region) {
    var column = 1
    let ranges = PriceRange.allCases
    for item in ranges where region.columns >= 58 || item == prices.range {
      let isShown = item == prices.range
      let text: TerminalSafe = isShown ? "[\(item.rawValue)]" : " \(item.rawValue) "
      canvas.write(text, in: region, row: 0, column: column, style: isShown ? Style(.accent, [.bold]) : .dim)
      let steps = (ranges.firstIndex(of: item) ?? 0) - (ranges.firstIndex(of: prices.range) ?? 0)
      canvas.target(
        .command(steps < 0 ? "shorter" : "longer", times: abs(steps)),
        in: Region(row: region.row, column: region.column + column, rows: 1, columns: text.width))
      column += text.width
    }
    let words = descriptions(canvas.glyphs)
    for count in stride(from: words.count, through: 1, by: -1) {
      let text = words.prefix(count).dropFirst().reduce(words[0]) { $0 + ", " + $1 }
      guard column + text.width + 2 <= region.columns else { continue }
      canvas.write(text, in: region, row: 0, column: region.columns - text.width - 1, style: .dim)
      return
    }
  }

  /// Most important first: those at the end are left out where there is no room.
  private func descriptions(_ glyphs: Glyphs) -> [TerminalSafe] {
    var words: [TerminalSafe] = prices.within.map { ["\($0.bars.zone.place) time"] } ?? []
    let range = prices.range
    let most = prices.candles.map(\.sessions).max() ?? 1
    if let (bars, indices) = prices.within {
      let count = Set(bars.days[indices]).count
      if range == .fiveDays, count < 5 { words.append("\(count) of 5 sessions") }
      let seconds = bars.interval * most
      if seconds > 0 {
        words.append(seconds % 60 == 0 ? "\(seconds / 60) min a column" : "\(seconds) s a column")
      }
    } else if range == .day || range == .fiveDays {
      words.append("daily bars only")
    }
    words.append("\(currency ?? "currency unknown")")
    if prices.within != nil, prices.previousClose != nil { words.append("dashes: previous close") }
    if prices.isAdjusted { words.append("adjusted") }
    if prices.within == nil, most > 1 { words.append("\(most) days a column") }
    if prices.kind != .line, prices.candles.contains(where: { $0.high == nil }) { words.append("some closes only") }
    words.append(isLogarithmic ? "log" : "linear")
    switch prices.kind {
    case .line: words.append("line")
    case .candles: words.append(glyphs == .ascii ? "# up O down" : "█ up ┃ down")
    case .bars: words.append("open left, close right")
    }
    return words
  }
}
