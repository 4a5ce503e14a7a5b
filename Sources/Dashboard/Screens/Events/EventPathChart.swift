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

  /// The paths of the selected name and of those beside it, at most six; names without a path are left out.
  static func lines(_ table: EventTable, event: Int, name: Int?) -> [Line] {
    let count = min(limit, table.names.count)
    let first = Viewport.centred(name ?? 0, count: table.names.count, height: count)
    let lines = (first..<first + count).map { index in
      Line(
        symbol: table.names[index].symbol, steps: table.path(event: event, name: index), isSelected: index == name)
    }
    return lines.filter { !$0.steps.isEmpty }
  }

  func draw(into canvas: inout Canvas, in region: Region, title: TerminalSafe) {
    canvas.paneRule("\(title): CAR % from session \(EventTable.span.lowerBound)", in: region)
    let sessions = lines.flatMap(\.steps).map(\.session)
    guard let first = sessions.min(), let last = sessions.max(),
      let scale = PlotScale(lines.flatMap(\.steps).compactMap { $0.cumulative.map { $0 * 100 } } + [0])
    else {
      return canvas.write("not enough history before the event", in: region, row: 1, column: 3, style: .dim)
    }
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
