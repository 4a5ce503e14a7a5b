import Analytics
import Canvas
import Market
import Wording

/// The cumulative abnormal returns of several names around one event, by session.
struct EventPathChart {
  struct Line: Sendable {
    let symbol: String
    let steps: [EventStep]
    let isSelected: Bool
  }

  let lines: [Line]
  let settings: EventStudy.Settings
  /// Session that the crosshair stands on.
  var crosshair: Int?

  /// Lines that can still be told apart.
  private static let limit = 6

  /// The path of the selected name and those of the names nearest to it that have one, at most six in the table's order.
  static func lines(_ table: EventTable, event: Int, name: Int?) -> [Line] {
    let selected = name ?? 0
    var lines: [(name: Int, line: Line)] = []
    for index in table.names.indices.sorted(by: { abs($0 - selected) < abs($1 - selected) }) where lines.count < limit {
      let steps = table.path(event: event, name: index)
      guard !steps.isEmpty else { continue }
      lines.append((index, Line(symbol: table.names[index].symbol, steps: steps, isSelected: index == name)))
    }
    return lines.sorted { $0.name < $1.name }.map(\.line)
  }

  func draw(into canvas: inout Canvas, in region: Region, title: TerminalSafe) {
    canvas.paneRule("\(title): CAR % from session \(EventTable.span.lowerBound)", in: region)
    let sessions = lines.flatMap(\.steps).map(\.session)
    let values = lines.flatMap(\.steps).compactMap { $0.cumulative.map { $0 * 100 } }
    guard !values.isEmpty, let first = sessions.min(), let last = sessions.max(), let scale = PlotScale(values + [0])
    else { return canvas.write(reason, in: region, row: 1, column: 3, width: region.columns - 4, style: .dim) }
    var plot = region
    _ = plot.takeRows(1)
    let marks = [settings.window.lowerBound, 0, settings.window.upperBound].filter { (first...last).contains($0) }
    let chart = LineChart(
      days: days(first...last),
      // The selected line lies above the others.
      series: lines.enumerated().sorted { !$0.element.isSelected && $1.element.isSelected }.map { index, line in
        series(line, Style(.series(index), line.isSelected ? [.bold] : []), first...last)
      },
      scale: scale, levels: [0],
      marks: Set(marks).map {
        PlotFrame.Mark(position: $0 - first, label: NumberText.fixed(Double($0), 0, signed: true))
      },
      crosshair: crosshair.map { $0 - first })
    chart.draw(into: &canvas, in: plot)
  }

  /// Why nothing is drawn.
  private var reason: TerminalSafe {
    lines.isEmpty
      ? "no name has enough history before the event"
      : "prices are missing at session \(EventTable.span.lowerBound), where the sums would begin"
  }

  private func series(_ line: Line, _ style: Style, _ span: ClosedRange<Int>) -> LineChart.Series {
    var values = [Double?](repeating: nil, count: span.count)
    for step in line.steps where span.contains(step.session) {
      values[step.session - span.lowerBound] = step.cumulative.map { $0 * 100 }
    }
    return LineChart.Series(
      name: "\(line.symbol)", values: values, style: style,
      mark: line.isSelected ? "*" : TerminalSafe(line.symbol).ascii.text.unicodeScalars.first ?? "*")
  }

  /// The sessions' dates by the selected name's calendar, or by the one that goes on longest.
  private func days(_ span: ClosedRange<Int>) -> [Day] {
    let whole = lines.filter { $0.steps.count == span.count }
    let line = whole.first(where: \.isSelected) ?? whole.first ?? lines.max { $0.steps.count < $1.steps.count }
    return line?.steps.map(\.day) ?? []
  }
}
