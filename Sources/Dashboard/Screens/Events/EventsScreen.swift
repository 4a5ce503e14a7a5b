import Analytics
import Canvas
import Market
import Wording

/// What each name did around each event, beyond what the market explains: events by row, names by column.
struct EventsScreen: EventView {
  static let sortCommands = [
    own([.character("s")], "sort", "sort by the column, largest first; missing values stay last", label: "sort") {
      $0.sort(by: $0.selection.column, isDescending: true)
    },
    own([.character("S")], "reverse", "reverse the order") { screen in
      let column = screen.selection.column
      screen.sort(by: column, isDescending: screen.sorting.column == column && !screen.sorting.isDescending)
    },
  ]

  static let averageCommands = [
    own([.character(" ")], "mark", "mark the event for an average", label: "mark") { screen in
      if let day = screen.selection.selected { screen.selection.marked.formSymmetricDifference([day]) }
    },
    own(
      [.character("a")], "average", "average over all events, tariff cuts, raises, marked ones", label: "average"
    ) { $0.selection.set = $0.selection.set.next },
    own([.character("m")], "heat", "heat map by t, or cumulative abnormal returns", label: "heat map") {
      $0.selection.isHeat.toggle()
    },
  ]

  private static func own(
    _ keys: [Key], _ word: String, _ summary: String, label: String? = nil,
    run: @escaping @Sendable (inout EventsScreen) -> Void
  ) -> Command {
    ScreenCommands<EventsScreen>(place: .events, group: .events).command(keys, word, summary, label: label) {
      screen, _ in
      run(&screen)
      screen.follow()
      return []
    }
  }

  private(set) var table: EventTable?
  private(set) var selection = EventSelection()
  private var sorting = (column: EventSelection.Column.day, isDescending: true)
  private var day: Day?
  private var pageHeight = 1

  init() {}

  var place: Place { .events }

  mutating func refresh(from moment: Moment) {
    let before = table?.events.map(\.day)
    let table = EventTable(
      moment.desk, asOf: moment.asOf, settings: table?.settings ?? EventStudy.Settings(), keeping: table)
    self.table = table
    selection.year = moment.reading.day.parts.year
    // Rows stay where they are unless events have come or gone.
    if before != table.events.map(\.day) { sort() }
    if day != moment.reading.day {
      day = moment.reading.day
      if table.events.contains(where: { $0.day == day }) { selection.selected = day }
    }
    if !table.events.contains(where: { $0.day == selection.selected }) { selection.selected = table.events.first?.day }
    selection.follow(table)
    pageHeight = max(1, EventGrid.rows(of: moment.size))
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard !selection.order.isEmpty else { return [] }
    let target = step.target(from: selection.row, count: selection.order.count, page: pageHeight)
    selection.selected = table?.events[selection.order[target]].day
    follow()
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard let table, let day = selection.selected else { return [] }
    return [.open(.event(day, table.settings))]
  }

  mutating func moveAcross(by step: Int) {
    guard let table else { return }
    let columns: [EventSelection.Column] = [.day, .market] + table.names.map { .name($0.symbol) }
    let index = columns.firstIndex(of: selection.column) ?? 0
    selection.column = columns[min(max(0, index + step), columns.count - 1)]
    follow()
  }

  mutating func study(_ change: (inout EventStudy.Settings) -> Void) {
    guard var settings = table?.settings else { return }
    change(&settings)
    table?.study(settings)
    sort()
    follow()
  }

  private mutating func follow() { if let table { selection.follow(table) } }

  private mutating func sort(by column: EventSelection.Column, isDescending: Bool) {
    sorting = (column, isDescending)
    sort()
  }

  /// Orders rows by the sorted column; events that are equal in it, or have no value, the newest first.
  private mutating func sort() {
    guard let table else { return }
    let values = table.events.indices.map { ColumnValue.number(value(of: $0, table)) }
    selection.order = values.order(isDescending: sorting.isDescending)
    selection.sorted = sorting
  }

  private func value(of event: Int, _ table: EventTable) -> Double? {
    switch sorting.column {
    case .day: return Double(table.events[event].day.number)
    case .market: return table.marketChanges[event]
    case .name(let symbol):
      guard let name = table.names.firstIndex(where: { $0.symbol == symbol }) else { return nil }
      let study = table.cells[event][name].value
      return selection.isHeat ? study?.t : study?.cumulative
    }
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    guard let table, !table.events.isEmpty, !table.names.isEmpty else {
      canvas.paneRule("Events", in: region, focused: true)
      let reason: TerminalSafe = table?.events.isEmpty ?? true ? "no events up to this moment" : "no names to study"
      return canvas.write(reason, in: region, row: 1, column: 3, style: .dim)
    }
    EventGrid(table: table, selection: selection).draw(into: &canvas, in: region)
  }
}
