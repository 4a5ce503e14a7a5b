import Analytics
import Canvas
import Market
import Wording

/// One event opened: what happened, every name's study in full, and the way around it.
struct EventScreen: EventView {
  private var day: Day
  private var settings: EventStudy.Settings
  private var table: EventTable?
  private var name = 0
  /// What Enter opens: a signal, then a step.
  private var item = 0
  private var session = 0
  private var lines: [EventPathChart.Line] = []
  private var year = 1970
  private var shown: Day?

  init(_ day: Day, settings: EventStudy.Settings) {
    self.day = day
    self.settings = settings
  }

  var place: Place { .events }
  private var title: TerminalSafe { DateText.long(day) }

  private var event: MarketEvent? { table?.events.first }

  mutating func refresh(from moment: Moment) {
    let events = moment.desk.marketEvents(asOf: moment.asOf)
    // Walking through events opens the one of the day arrived at.
    if let shown, shown != moment.reading.day, events.contains(where: { $0.day == moment.reading.day }) {
      day = moment.reading.day
      item = 0
    }
    shown = moment.reading.day
    year = moment.reading.day.parts.year
    table = EventTable(
      moment.desk, asOf: moment.asOf, settings: settings, events: events.filter { $0.day == day })
    follow()
  }

  private var entries: [EventItems.Entry] {
    guard let event, let table else { return [] }
    return EventItems(event: event, market: table.market, change: nil).entries
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    let count = table?.names.count ?? 0
    name = step.target(from: name, count: count, page: count)
    follow()
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    let entries = entries
    return entries.indices.contains(item) ? [.open(.detail(entries[item].subject))] : []
  }

  mutating func perform(_ command: EventCommand) {
    let count = max(1, entries.count)
    switch command {
    case .left: session -= 1
    case .right: session += 1
    case .nextItem: item = (item + 1) % count
    case .previousItem: item = (item + count - 1) % count
    default:
      settings = settings.changed(by: command)
      table?.study(settings)
    }
    follow()
  }

  private mutating func follow() {
    guard let table, !table.events.isEmpty, !table.names.isEmpty else { return lines = [] }
    name = min(max(0, name), table.names.count - 1)
    session = min(max(EventTable.span.lowerBound, session), EventTable.span.upperBound)
    lines = EventPathChart.lines(table, event: 0, name: name)
    let known = lines.flatMap(\.steps).map(\.session)
    if let first = known.min(), let last = known.max() { session = min(max(first, session), last) }
  }

  // MARK: Drawing

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    guard let table, let event else {
      canvas.paneRule(title, in: region, focused: true)
      return canvas.write("not known at this moment", in: region, row: 1, column: 3, style: .dim)
    }
    var rest = region
    let items = EventItems(event: event, market: table.market, change: table.marketChanges[0])
    let shown = min(items.entries.count, region.rows >= 30 ? 8 : region.rows >= 12 ? 3 : 1)
    items.draw(into: &canvas, in: rest.takeRows(1 + shown), selected: item, title: title)
    let height = min(table.names.count, max(1, rest.rows >= 18 ? rest.rows - 13 : rest.rows - 1))
    drawNames(table, &canvas, rest.takeRows(1 + height))
    guard rest.rows >= 8 else { return }
    // Wider, the lines would only lie flatter.
    let chart = rest.takeRows(min(rest.rows - 1, 46)).columns(from: 0, count: 140)
    EventPathChart(lines: lines, settings: settings, crosshair: session).draw(
      into: &canvas, in: chart, title: "Around the event")
    canvas.write(crosshairText, in: rest, row: 0, column: 1, width: rest.columns - 2)
  }

  private func drawNames(_ table: EventTable, _ canvas: inout Canvas, _ region: Region) {
    let columns = EventStudyColumn.columns(settings, width: region.columns)
    canvas.paneRule(
      "CAR % \(settings.windowText)", in: region,
      heads: columns.map { (TerminalSafe($0.column.head), $0.right) })
    let height = region.rows - 1
    let first = firstVisible(selected: name, count: table.names.count, height: height)
    for (offset, index) in (first..<min(first + height, table.names.count)).enumerated() {
      let row = offset + 1
      if index == name { canvas.cursor(in: region, row: row, focused: true) }
      canvas.write(
        "\(table.names[index].symbol)", in: region, row: row, column: 3, width: 9,
        style: index == name ? Style(.text, [.bold]) : .dim)
      let cell = table.cells[0][index]
      guard let study = cell.value else {
        canvas.write(
          "- \(cell.gap?.rawValue ?? "")", in: region, row: row, column: 13, width: region.columns - 14, style: .dim)
        continue
      }
      for (column, right) in columns {
        canvas.write(
          column.text(study, year), in: region, row: row, column: right - column.width, width: column.width,
          style: column.style(study),
          alignment: .right)
        if column == .cumulative {
          canvas.write(EventText.flags(cell), in: region, row: row, column: right, width: 3, style: .dim)
        }
      }
    }
  }

  private var crosshairText: TerminalSafe {
    guard let line = lines.first(where: \.isSelected) else { return "" }
    guard let step = line.steps.first(where: { $0.session == session }) else {
      return "\(line.symbol)  session \(session) is not known yet"
    }
    func percent(_ value: Double?) -> TerminalSafe { NumberText.fixed(value.map { $0 * 100 }, 2, signed: true) }
    return
      "\(line.symbol)  session \(NumberText.fixed(Double(session), 0, signed: true)), \(DateText.weekday(step.day)): AR \(percent(step.abnormal)) %, CAR \(percent(step.cumulative)) %"
  }
}

/// A column of the studies of one event.
enum EventStudyColumn: Hashable {
  case zero, estimation, observations, alpha, beta, sigma
  case abnormal(session: Int, index: Int)
  case cumulative, standardError, t

  /// As many as fit, the most telling first; drawn in the order of the study, each with the column before which it ends.
  static func columns(_ settings: EventStudy.Settings, width: Int) -> [(column: EventStudyColumn, right: Int)] {
    let returns = settings.window.enumerated().map { EventStudyColumn.abnormal(session: $1, index: $0) }
    var kept: Set<EventStudyColumn> = [.cumulative, .t]
    var room = width - 13 - 22
    for group in [[.beta], [.standardError], returns, [.sigma], [.observations], [.alpha], [.zero], [.estimation]] {
      let need = group.reduce(0) { $0 + $1.width }
      guard need <= room else { continue }
      room -= need
      kept.formUnion(group)
    }
    let order: [EventStudyColumn] =
      [.zero, .estimation, .observations, .alpha, .beta, .sigma] + returns + [.cumulative, .standardError, .t]
    var right = 12
    return order.filter(kept.contains).map { column in
      right += column.width
      return (column, right - (column == .cumulative ? 3 : 0))
    }
  }

  var width: Int {
    switch self {
    case .zero: 13
    case .estimation: 28
    case .observations: 5
    case .alpha, .sigma, .standardError: 8
    case .beta: 8
    case .abnormal: 8
    case .cumulative: 13
    case .t: 7
    }
  }

  var head: String {
    switch self {
    case .zero: "session 0"
    case .estimation: "estimation"
    case .observations: "n"
    case .alpha: "alpha %"
    case .beta: "beta"
    case .sigma: "sigma %"
    case .abnormal(let session, _): session > 0 ? "AR +\(session)" : "AR \(session)"
    case .cumulative: "CAR %"
    case .standardError: "se %"
    case .t: "t"
    }
  }

  func text(_ study: EventStudy, _ year: Int) -> TerminalSafe {
    switch self {
    case .zero: DateText.short(study.zero, year: year)
    case .estimation:
      EventText.span(study.estimation, year: year)
    case .observations: "\(study.model.observations)"
    case .alpha: NumberText.fixed(100 * study.model.alpha, 3, signed: true)
    case .beta: NumberText.fixed(study.model.beta, 3)
    case .sigma: NumberText.fixed(100 * study.model.variance.squareRoot(), 2)
    case .abnormal(_, let index):
      NumberText.fixed(
        study.abnormal.indices.contains(index) ? 100 * study.abnormal[index] : nil, 2, signed: true)
    case .cumulative: NumberText.fixed(100 * study.cumulative, 2, signed: true)
    case .standardError: NumberText.fixed(100 * study.standardError, 2)
    case .t: NumberText.fixed(study.t, 2)
    }
  }

  func style(_ study: EventStudy) -> Style {
    switch self {
    case .zero, .estimation, .observations, .alpha, .beta, .sigma, .standardError: .dim
    case .abnormal(_, let index):
      study.abnormal.indices.contains(index) ? Style(NumberText.role(study.abnormal[index], 4)) : .dim
    case .cumulative, .t: EventText.style(study)
    }
  }
}
