import Analytics
import Canvas
import Market
import Wording

/// One event opened: what happened, every name's study in full, and the way around it.
struct EventScreen: EventView {
  private static let own = ScreenCommands<EventScreen>(place: .event, group: .events)

  static let commands = [
    own.command([.tab], "next-item", "next signal or tariff step of an opened event") { screen, _ in
      screen.moveItem(by: 1)
    },
    own.command([.backTab], "previous-item", "previous signal or tariff step of an opened event") { screen, _ in
      screen.moveItem(by: -1)
    },
  ]

  private var day: Day
  private var settings: EventStudy.Settings
  private var table: EventTable?
  private var name = 0
  /// What Enter opens: a signal, then a step.
  private var item = 0
  private var session = 0
  private var lines: [EventPathChart.Line] = []
  private var year = 1970
  /// The event of the moment's date, where there is one.
  private var today: Day?
  private var hasMoment = false

  init(_ day: Day, settings: EventStudy.Settings) {
    self.day = day
    self.settings = settings
  }

  var place: Place { .event }
  func printed(in moment: Moment) -> PrintedTable? { event.map { .events([$0.day], settings) } }
  private var title: TerminalSafe { DateText.long(day) }

  private var event: MarketEvent? { table?.events.first }

  mutating func refresh(from moment: Moment) {
    let events = moment.desk.marketEvents(asOf: moment.asOf)
    // Walking through events opens the one of the day arrived at.
    let today = events.event(of: moment.reading.day)?.day
    if hasMoment, let today, today != self.today {
      day = today
      item = 0
    }
    (self.today, hasMoment) = (today, true)
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

  mutating func moveAcross(by step: Int) {
    session += step
    follow()
  }

  mutating func study(_ change: (inout EventStudy.Settings) -> Void) {
    change(&settings)
    table?.study(settings)
    follow()
  }

  private mutating func moveItem(by step: Int) -> [Request] {
    let count = max(1, entries.count)
    item = (item + step + count) % count
    return []
  }

  private mutating func follow() {
    session = min(max(EventTable.span.lowerBound, session), EventTable.span.upperBound)
    guard let table, !table.events.isEmpty, !table.names.isEmpty else {
      lines = []
      return
    }
    name = min(max(0, name), table.names.count - 1)
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
    let lines = table.names.indices.map { index -> Table<StudyLine>.Line in
      let cell = table.cells[0][index]
      guard cell.value == nil else {
        return .row(StudyLine(event: table.events[0], name: table.names[index], cell: cell))
      }
      let symbol: TableCell = .text(
        "\(table.names[index].symbol)", index == name ? Style(.text, [.bold]) : .dim)
      return .across { canvas, line, fit in
        fit.draw(into: &canvas, in: line) { $0.id == StudyColumns.symbol.id ? symbol : nil }
        canvas.write(
          "- \(cell.gap?.words ?? "")", in: line, row: 0, column: 13, width: line.columns - 14, style: .dim)
      }
    }
    var studies = Table(columns, lines: lines, selected: name)
    (studies.margins.trail, studies.fills) = (3, true)
    studies.draw("CAR % \(settings.windowText)", into: &canvas, in: region)
  }

  // MARK: Columns

  /// In the order of the study; the most telling stay longest.
  private var columns: [Column<StudyLine>] {
    func column(
      _ record: StudyColumns.Record, _ width: Int, rank: Int,
      _ cell: @escaping (EventStudy) -> TableCell
    ) -> Column<StudyLine> {
      Column(record, ColumnExtent(width, rank: rank), alignment: .right) { line in
        line.cell.value.map(cell) ?? .empty
      }
    }
    let returns = StudyColumns.abnormal(settings.window).enumerated().map { index, record in
      column(record, 7, rank: 3) {
        .number($0.abnormal.indices.contains(index) ? 100 * $0.abnormal[index] : nil, 2)
      }
    }
    let model = [
      column(StudyColumns.session, 12, rank: 7) {
        .text(DateText.short($0.zero, year: year), .dim)
      },
      column(StudyColumns.estimation, 27, rank: 8) {
        .text(EventText.span($0.estimation, year: year), .dim)
      },
      column(StudyColumns.observations, 4, rank: 5) { .text("\($0.model.observations)", .dim) },
      column(StudyColumns.alpha, 7, rank: 6) {
        .text(NumberText.fixed(100 * $0.model.alpha, 3, signed: true), .dim)
      },
      column(StudyColumns.beta, 7, rank: 1) { .text(NumberText.fixed($0.model.beta, 3), .dim) },
      column(StudyColumns.sigma, 7, rank: 4) {
        .text(NumberText.fixed(100 * $0.model.variance.squareRoot(), 2), .dim)
      },
    ]
    let result = [
      Column(StudyColumns.cumulative, ColumnExtent(12), alignment: .right, mark: 3) { line in
        line.cell.value.map {
          .text(
            NumberText.fixed(100 * $0.cumulative, 2, signed: true), EventText.style($0),
            mark: EventText.flags(line.cell))
        } ?? .empty
      },
      column(StudyColumns.standardError, 7, rank: 2) {
        .text(NumberText.fixed(100 * $0.standardError, 2), .dim)
      },
      column(StudyColumns.t, 6, rank: 0) { .text(NumberText.fixed($0.t, 2), EventText.style($0)) },
    ]
    let symbol = Column(StudyColumns.symbol, head: "", ColumnExtent(9), leads: true) { line in
      .text("\(line.name.symbol)", .dim)
    }
    return [symbol] + model + returns + result
  }

  private var crosshairText: TerminalSafe {
    guard let line = lines.first(where: \.isSelected) else { return "" }
    guard let step = line.steps.first(where: { $0.session == session }) else {
      return "\(line.symbol)  session \(session) is not known yet"
    }
    func percent(_ value: Double?) -> TerminalSafe {
      NumberText.fixed(value.map { $0 * 100 }, 2, signed: true)
    }
    return
      "\(line.symbol)  session \(NumberText.fixed(Double(session), 0, signed: true)), \(DateText.weekday(step.day)): AR \(percent(step.abnormal)) %, CAR \(percent(step.cumulative)) %"
  }
}
