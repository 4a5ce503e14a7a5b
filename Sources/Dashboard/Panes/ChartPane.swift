import Analytics
import Canvas
import Market
import Wording

/// Daily closes of the selected name to its last price, with the events that fell into them and the volume below.
struct ChartPane {
  let quote: QuoteRow
  let history: History?
  let reading: DeskReading

  private struct Mark {
    let position: Int
    let day: Day
    let text: TerminalSafe
    let verificationMark: TerminalSafe
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    // One basis for the whole line: raw closes only where every bar has one.
    let all = Candles(bars(region.columns)[...], size: 1, doubts: history?.doubts ?? [:])
    drawRule(&canvas, region)
    guard history != nil, region.rows > 8 else {
      canvas.write("no daily history", in: region, row: 2, column: 3, style: .dim)
      return
    }
    let closes = all.candles.compactMap(\.close)
    guard let last = closes.last, closes.count > 1 else {
      canvas.write("no daily history up to this day", in: region, row: 2, column: 3, style: .dim)
      return
    }
    let tag = NumberText.price(last) + (all.isAdjusted ? " adj" : "")
    // A column each.
    let candles = all.candles.suffix(max(0, region.columns - PriceChart.axis - LineChart.room(for: tag)))
    let days = candles.map(\.last)
    let marks = marks(days)
    let legendRows = min((marks.count + 1) / 2, max(0, region.rows - 16))
    var plot = region
    _ = plot.takeRows(1)
    PriceChart(
      kind: .line, candles: Array(candles), averages: [], strength: nil, hasVolume: true, spacing: .linear,
      previousClose: nil,
      marks: marks.enumerated().map { PlotFrame.Mark(position: $1.position, label: "\($0 + 1)") }, crosshair: nil,
      labels: labels(days), lineName: tag
    ).draw(into: &canvas, in: plot.takeRows(plot.rows - legendRows))
    drawLegend(marks, rows: legendRows, &canvas, region)
  }

  /// The newest bars, at most `count`; the last price counts as the close of its session where bars have closes.
  private func bars(_ count: Int) -> [Bar] {
    guard let history else { return [] }
    var bars = Array(history.bars[..<history.count(through: quote.session ?? reading.day)].suffix(count))
    guard let price = quote.price, let session = quote.session, quote.doubt == nil,
      bars.allSatisfy({ $0.close != nil })
    else { return bars }
    let present = bars.last?.day == session ? bars.removeLast() : nil
    bars.append(Bar(day: session, close: price, adjustedClose: present?.adjustedClose, volume: present?.volume))
    return bars
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

  /// The events by their numbers, in two columns.
  private func drawLegend(_ marks: [Mark], rows: Int, _ canvas: inout Canvas, _ region: Region) {
    for (index, mark) in marks.prefix(rows * 2).enumerated() {
      let left = index < rows
      let column = left ? 2 : region.columns / 2
      let row = region.rows - rows + index % max(1, rows)
      canvas.write("\(index + 1)", in: region, row: row, column: column, style: Style(.accent))
      canvas.date(mark.day, year: reading.day.parts.year, in: region, row: row, column: column + 2)
      canvas.write(
        mark.text.fitted(
          to: (left ? region.columns / 2 : region.columns) - column - 12, before: mark.verificationMark), in: region,
        row: row, column: column + 10, style: .dim)
    }
  }

  /// The largest signals that fell into the time shown, one a day, at most nine, oldest first.
  private func marks(_ days: [Day]) -> [Mark] {
    guard let first = days.first, let last = days.last else { return [] }
    var best: [Day: Signal] = [:]
    for row in reading.signals where row.signal.day >= first && row.signal.day <= last {
      let weight = abs(row.signal.weight) * row.signal.scope
      if let present = best[row.signal.day], abs(present.weight) * present.scope >= weight { continue }
      best[row.signal.day] = row.signal
    }
    let largest = best.values.sorted {
      abs($0.weight) * $0.scope > abs($1.weight) * $1.scope
        || ($0.day > $1.day && abs($0.weight) * $0.scope == abs($1.weight) * $1.scope)
    }.prefix(9)
    return largest.sorted { $0.day < $1.day }.compactMap { signal in
      guard let position = days.firstIndex(where: { $0 >= signal.day }) else { return nil }
      return Mark(
        position: position, day: signal.day, text: "\(signal.text)", verificationMark: signal.verificationMark)
    }
  }

  /// The first day, and the first of each month, with its year where that is not the moment's.
  private func labels(_ days: [Day]) -> [PlotFrame.Label] {
    days.indices.filter { $0 == 0 || days[$0].parts.month != days[$0 - 1].parts.month }.map {
      ($0, DateText.compact(days[$0], year: reading.day.parts.year))
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
