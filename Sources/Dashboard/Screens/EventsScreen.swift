import Analytics
import Canvas
import Market
import Wording

/// What each name did around each event, beyond what the market explains: events by row, names by column.
package struct EventsScreen: Screen {
  package enum Command: Hashable, Sendable {
    case left, right, sort, reverse, widen, narrow, lengthen, shorten, mark, average, heat
  }

  static let bindings: [Binding] = [
    Binding(
      [.character("h"), .left], .events(.left), .events, "column, or session of an opened event, to the left",
      hint: "hl column"),
    Binding(
      [.character("l"), .right], .events(.right), .events, "column, or session of an opened event, to the right"),
    Binding([.tab], .nextPane, .events, "next signal or tariff step of an opened event"),
    Binding([.backTab], .previousPane, .events, "previous signal or tariff step of an opened event"),
    Binding(
      [.character("s")], .events(.sort), .events, "sort by the column, largest first; missing values stay last",
      hint: "s sort"),
    Binding([.character("S")], .events(.reverse), .events, "reverse the order"),
    Binding(
      [.character("+"), .character("=")], .events(.widen), .events, "wider window: 0..0, -1..+1, -1..+5, -5..+5",
      hint: "+- window"),
    Binding([.character("-")], .events(.narrow), .events, "narrower window"),
    Binding(
      [.character("n")], .events(.lengthen), .events, "longer estimation: 60, 120, 250 sessions", hint: "nN estimation"),
    Binding([.character("N")], .events(.shorten), .events, "shorter estimation"),
    Binding([.character(" ")], .events(.mark), .events, "mark the event for an average", hint: "Space mark"),
    Binding(
      [.character("a")], .events(.average), .events, "average over all events, tariff cuts, raises, marked ones",
      hint: "a average"),
    Binding(
      [.character("m")], .events(.heat), .events, "heat map by t, or cumulative abnormal returns", hint: "m heat map"),
  ].map { Binding($0.keys, $0.action, $0.group, $0.summary, hint: $0.hint, in: [.events]) }

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
  var title: TerminalSafe { "Events" }

  mutating func refresh(from state: DashboardState) {
    let before = table?.events.map(\.day)
    let table = EventTable(
      state.desk, asOf: state.asOf, settings: table?.settings ?? EventStudy.Settings(), keeping: table)
    self.table = table
    glance.year = state.reading.day.parts.year
    // Rows stay where they are unless events have come or gone.
    if before != table.events.map(\.day) { sort() }
    if day != state.reading.day {
      day = state.reading.day
      if table.events.contains(where: { $0.day == day }) { glance.selected = day }
    }
    if !table.events.contains(where: { $0.day == glance.selected }) { glance.selected = table.events.first?.day }
    glance.follow(table)
    pageHeight = max(1, EventGrid.rows(of: state.size))
  }

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome {
    guard var table else { return .none }
    switch action {
    case .rowDown: move(by: 1)
    case .rowUp: move(by: -1)
    case .pageDown: move(by: pageHeight)
    case .pageUp: move(by: -pageHeight)
    case .firstRow: move(by: -table.events.count)
    case .lastRow: move(by: table.events.count)
    case .open:
      guard let day = glance.selected else { return .none }
      return Outcome(open: .screen(EventScreen(day, settings: table.settings)))
    case .events(let command):
      if command == .sort || command == .reverse {
        sorting = (glance.column, command == .sort ? true : sorting.column == glance.column && !sorting.isDescending)
        sort()
      } else if let settings = table.settings.changed(by: command) {
        table.study(settings)
        self.table = table
        sort()
      } else {
        perform(command, table)
      }
    default: return .none
    }
    glance.follow(self.table ?? table)
    return .none
  }

  private mutating func perform(_ command: Command, _ table: EventTable) {
    let columns: [Column] = [.day, .market] + table.names.map { .name($0.symbol) }
    let index = columns.firstIndex(of: glance.column) ?? 0
    switch command {
    case .left: glance.column = columns[max(0, index - 1)]
    case .right: glance.column = columns[min(columns.count - 1, index + 1)]
    case .mark:
      guard let day = glance.selected else { return }
      if glance.marked.remove(day) == nil { glance.marked.insert(day) }
    case .average: glance.set = glance.set.next
    case .heat: glance.isHeat.toggle()
    case .sort, .reverse, .widen, .narrow, .lengthen, .shorten: break
    }
  }

  private mutating func move(by rows: Int) {
    guard !glance.order.isEmpty else { return }
    let target = min(max(0, glance.row + rows), glance.order.count - 1)
    glance.selected = table?.events[glance.order[target]].day
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

  func draw(into canvas: inout Canvas, in region: Region) {
    guard let table, !table.events.isEmpty, !table.names.isEmpty else {
      canvas.paneRule(title, in: region, focused: true)
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

  /// These with another window or estimation; nil where a command is of something else.
  func changed(by command: EventsScreen.Command) -> EventStudy.Settings? {
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
    default: return nil
    }
    return settings
  }

  /// `-1..+1`.
  var windowText: TerminalSafe {
    func signed(_ value: Int) -> TerminalSafe { NumberText.fixed(Double(value), 0, signed: true) }
    return "\(signed(window.lowerBound))..\(signed(window.upperBound))"
  }
}
