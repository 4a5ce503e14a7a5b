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

  static let findCommands = [
    ScreenCommands<EventsScreen>(place: .events, group: .events).command(
      [.character("/")], "find", "narrow the events: words, !word, market<-2; Enter keeps them, Esc leaves"
    ) { _, _ in [.ask(Prompt(.find))] }
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
  /// The event of the moment's date, where there is one.
  private var today: Day?
  /// How the events are narrowed.
  private var list = RowList()
  /// What stood there before events were looked for.
  private var before: (selected: Day?, first: Int, filter: Filter?)?

  init() {}

  var place: Place { .events }

  func printed(in moment: Moment) -> PrintedTable? {
    table.map { table in .events(selection.order.map { table.events[$0].day }, table.settings) }
  }

  mutating func refresh(from moment: Moment) {
    let before = table?.events.map(\.day)
    let table = EventTable(
      moment.desk, asOf: moment.asOf, settings: table?.settings ?? EventStudy.Settings(), keeping: table)
    self.table = table
    selection.year = moment.reading.day.parts.year
    // Rows stay where they are unless events have come or gone.
    if before != table.events.map(\.day) || list.filter?.comparesValues ?? false { sort() }
    let today = table.events.event(of: moment.reading.day)?.day
    if today != self.today {
      self.today = today
      selection.selected = today ?? selection.selected
    }
    if !selection.order.contains(where: { table.events[$0].day == selection.selected }) {
      selection.selected = selection.order.first.map { table.events[$0].day }
    }
    selection.height = max(1, EventGrid.rows(of: moment.size))
    selection.follow(table)
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard !selection.order.isEmpty else { return [] }
    let target = step.target(from: selection.row, count: selection.order.count, page: selection.height)
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
    list.arrange(RowSource(Array(table.events.indices), Self.columns(table)))
    let shown = Set(list.shown)
    selection.order = values.order(isDescending: sorting.isDescending).filter(shown.contains)
    selection.sorted = sorting
    if !selection.order.contains(where: { table.events[$0].day == selection.selected }) {
      selection.selected = selection.order.first.map { table.events[$0].day }
    }
  }

  // MARK: Find

  /// What events, by their position, are compared by.
  private static func columns(_ table: EventTable) -> [ColumnRecord<Int>] {
    [
      ColumnRecord("date") { .text(table.events[$0].day.description) },
      ColumnRecord("text") { .text(table.events[$0].text) },
      ColumnRecord("market") { .number(table.marketChanges[$0]) },
    ]
  }

  private var filterColumns: [Completions.Candidate] { table.map { Completions.candidates(Self.columns($0)) } ?? [] }

  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] {
    let columns = filterColumns.map(\.text)
    switch typed {
    case .changed(let text):
      before = before ?? (selection.selected, selection.first, list.filter)
      narrow(Filter.typed(text, columns: columns))
    case .left:
      guard let standing = before else { return [] }
      before = nil
      narrow(standing.filter)
      selection.go(to: standing.selected, first: standing.first)
      follow()
    case .done(let text):
      if let mistake = Filter.read(text, columns: columns).mistake { return [.mistake(mistake)] }
      before = nil
      guard list.filter != nil, selection.order.count == 1 else { return [] }
      let found = open(in: moment)
      narrow(nil)
      return found
    }
    return []
  }

  mutating func showAll(in moment: Moment) -> Bool {
    guard list.filter != nil else { return false }
    narrow(nil)
    return true
  }

  func completions(of line: Prompt, in moment: Moment) -> Completions { .columns(filterColumns, in: line) }

  private mutating func narrow(_ filter: Filter?) {
    list.filter = filter
    sort()
    follow()
  }

  var sortColumns: [Completions.Candidate] {
    ["date", "market"].map { .init(text: $0) } + (table?.names.map { .init(text: $0.symbol) } ?? [])
  }

  /// The newest event first where nothing else is said.
  mutating func sort(by order: SortOrder?, in moment: Moment) {
    let column: EventSelection.Column =
      switch order?.column {
      case nil, "date": .day
      case "market": .market
      case let symbol?: .name(symbol)
      }
    sort(by: column, isDescending: order?.isReversed != true)
    follow()
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
    guard !selection.order.isEmpty else {
      canvas.paneRule(list.title("Events"), in: region, focused: true)
      return canvas.write("no event is so", in: region, row: 1, column: 3, style: .dim)
    }
    EventGrid(table: table, selection: selection, list: list).draw(into: &canvas, in: region)
  }
}
