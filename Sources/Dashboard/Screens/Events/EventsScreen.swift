import Analytics
import Canvas
import Market
import Wording

/// What each name did around each event, beyond what the market explains: events by row, names by column.
struct EventsScreen: EventView {
  static let commands = EventCommand.allCases.map(\.command)

  /// What rows are sorted by.
  enum Column: Hashable {
    case day, market
    case name(String)
  }

  private(set) var table: EventTable?
  private(set) var glance = EventGlance()
  private var sorting = (column: Column.day, isDescending: true)
  private var day: Day?
  private var pageHeight = 1

  init() {}

  var place: Place { .events }

  mutating func refresh(from moment: Moment) {
    let before = table?.events.map(\.day)
    let table = EventTable(
      moment.desk, asOf: moment.asOf, settings: table?.settings ?? EventStudy.Settings(), keeping: table)
    self.table = table
    glance.year = moment.reading.day.parts.year
    // Rows stay where they are unless events have come or gone.
    if before != table.events.map(\.day) { sort() }
    if day != moment.reading.day {
      day = moment.reading.day
      if table.events.contains(where: { $0.day == day }) { glance.selected = day }
    }
    if !table.events.contains(where: { $0.day == glance.selected }) { glance.selected = table.events.first?.day }
    glance.follow(table)
    pageHeight = max(1, EventGrid.rows(of: moment.size))
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard !glance.order.isEmpty else { return [] }
    let target = step.target(from: glance.row, count: glance.order.count, page: pageHeight)
    glance.selected = table?.events[glance.order[target]].day
    follow()
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard let table, let day = glance.selected else { return [] }
    return [.open(.event(day, table.settings))]
  }

  mutating func perform(_ command: EventCommand) {
    guard var table else { return }
    let columns: [Column] = [.day, .market] + table.names.map { .name($0.symbol) }
    let index = columns.firstIndex(of: glance.column) ?? 0
    switch command {
    case .left: glance.column = columns[max(0, index - 1)]
    case .right: glance.column = columns[min(columns.count - 1, index + 1)]
    case .sort: sort(by: glance.column, isDescending: true)
    case .reverse: sort(by: glance.column, isDescending: sorting.column == glance.column && !sorting.isDescending)
    case .widen, .narrow, .lengthen, .shorten:
      self.table = nil
      table.study(table.settings.changed(by: command))
      self.table = table
      sort()
    case .mark: if let day = glance.selected { glance.marked.formSymmetricDifference([day]) }
    case .average: glance.set = glance.set.next
    case .heat: glance.isHeat.toggle()
    case .nextItem, .previousItem: break
    }
    follow()
  }

  private mutating func follow() { if let table { glance.follow(table) } }

  private mutating func sort(by column: Column, isDescending: Bool) {
    sorting = (column, isDescending)
    sort()
  }

  /// Orders rows by the sorted column; events that are equal in it, or have no value, the newest first.
  private mutating func sort() {
    guard let table else { return }
    let values = table.events.indices.map { ColumnValue.number(value(of: $0, table)) }
    glance.order = values.order(isDescending: sorting.isDescending)
    glance.sorted = sorting
  }

  private func value(of event: Int, _ table: EventTable) -> Double? {
    switch sorting.column {
    case .day: return Double(table.events[event].day.number)
    case .market: return table.marketChanges[event]
    case .name(let symbol):
      guard let name = table.names.firstIndex(where: { $0.symbol == symbol }) else { return nil }
      let study = table.cells[event][name].value
      return glance.isHeat ? study?.t : study?.cumulative
    }
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    guard let table, !table.events.isEmpty, !table.names.isEmpty else {
      canvas.paneRule("Events", in: region, focused: true)
      let reason: TerminalSafe = table?.events.isEmpty ?? true ? "no events up to this moment" : "no names to study"
      return canvas.write(reason, in: region, row: 1, column: 3, style: .dim)
    }
    EventGrid(table: table, glance: glance).draw(into: &canvas, in: region)
  }
}

/// Which of the table is looked at, and how.
struct EventGlance: Sendable {
  /// Events whose returns are averaged.
  enum Average: CaseIterable {
    case all, cuts, raises, marked

    var next: Average {
      let all = Self.allCases
      return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
  }

  /// Events by row.
  var order: [Int] = []
  var selected: Day?
  var column = EventsScreen.Column.day
  var sorted = (column: EventsScreen.Column.day, isDescending: true)
  var marked: Set<Day> = []
  var set = Average.all
  var isHeat = false
  var year = 1970
  /// Columns of the longest date.
  private(set) var dateWidth = 6
  /// Row of the selected event.
  private(set) var row = 0
  private(set) var paths: [EventPathChart.Line] = []
  private(set) var averages: [EventAverage?] = []
  private(set) var averaged = 0

  /// Works out what depends on the selection, so that drawing does not.
  mutating func follow(_ table: EventTable) {
    row = order.firstIndex { table.events[$0].day == selected } ?? 0
    dateWidth = table.events.contains { $0.day.parts.year != year } ? 11 : 6
    guard order.indices.contains(row) else {
      (paths, averages, averaged) = ([], [], 0)
      return
    }
    paths = EventPathChart.lines(table, event: order[row], name: name(in: table))
    let rows = table.events.indices.filter { isAveraged(table.events[$0]) }
    averaged = rows.count
    averages = table.names.indices.map { table.average(name: $0, over: rows) }
  }

  /// The selected name; nil on another column.
  func name(in table: EventTable) -> Int? {
    guard case .name(let symbol) = column else { return nil }
    return table.names.firstIndex { $0.symbol == symbol }
  }

  private func isAveraged(_ event: MarketEvent) -> Bool {
    switch set {
    case .all: true
    case .cuts: event.kind == .cut
    case .raises: event.kind == .raise
    case .marked: marked.contains(event.day)
    }
  }
}

extension EventStudy.Settings {
  private static let windows = [0...0, -1...1, -1...5, -5...5]
  private static let estimations = [60, 120, 250]

  /// These with another window or estimation; the same where a command is of something else.
  func changed(by command: EventCommand) -> EventStudy.Settings {
    func step<Value: Equatable>(_ values: [Value], _ value: Value, _ by: Int) -> Value {
      guard let index = values.firstIndex(of: value) else { return values[0] }
      return values[min(max(0, index + by), values.count - 1)]
    }
    var settings = self
    switch command {
    case .widen: settings.window = step(Self.windows, window, 1)
    case .narrow: settings.window = step(Self.windows, window, -1)
    case .lengthen: settings.estimation = step(Self.estimations, estimation, 1)
    case .shorten: settings.estimation = step(Self.estimations, estimation, -1)
    default: break
    }
    return settings
  }

  /// `-1..+1`.
  var windowText: TerminalSafe {
    func signed(_ value: Int) -> TerminalSafe { NumberText.fixed(Double(value), 0, signed: true) }
    return "\(signed(window.lowerBound))..\(signed(window.upperBound))"
  }
}
