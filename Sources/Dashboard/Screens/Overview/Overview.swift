import Analytics
import Canvas
import Market
import Wording

/// The panes side by side, with a cursor in each.
struct Overview: Screen {
  /// The pane in focus.
  private(set) var pane = Pane.watchlist
  /// Whether the pane in focus has all the room.
  private(set) var isZoomed = false
  /// Ids of panes that are left out.
  private(set) var hidden: Set<String> = []
  /// The name that the watchlist's cursor stands on.
  private var symbol: String?
  /// Where the cursors of the other panes stand, by pane.
  private var cursors: [String: Int] = [:]
  /// The first line in view, by pane.
  private var firsts: [String: Int] = [:]
  /// How the rows of other panes than the names are narrowed and sorted, by pane.
  private(set) var lists: [String: RowList] = [:]
  private(set) var names = NameList()
  private(set) var view = WatchlistView()
  /// What the pane of moves shows; empty where it has no room.
  private var moves: [Moves] = []
  private var keptMoves = KeptMoves()
  private var layout = Layout(Size(columns: 0, rows: 0)) { _ in 0 }
  /// Where the cursor stood before a name was looked for.
  private var before: (symbol: String?, first: Int?, filter: Filter?)?
  /// The same of a pane's rows.
  private var listBefore: (pane: String, cursor: Int, first: Int?, list: RowList?)?

  var place: Place { .overview }
  var subject: String? { symbol }

  mutating func refresh(from moment: Moment) {
    if hidden.contains(pane.id) || !isZoomed && pane.isEmpty(moment.reading) { pane = .watchlist }
    for pane in Layout.tabOrder {
      if let source = pane.source?(moment.reading) { lists[pane.id]?.arrange(source) }
    }
    names.arrange(
      moment, filter: view.filter, sort: view.sort,
      shown: view.columns ?? [])
    symbol = symbol ?? row(in: moment)?.instrument.symbol
    arrange(moment)
  }

  /// Takes over how the configuration arranges the names, where it says anything else than before.
  mutating func arrange(by preferences: Preferences, before: Preferences) {
    if preferences.sort != before.sort { view.sort = preferences.sort }
    if preferences.columns != before.columns { view.columns = preferences.columns }
    if preferences.hidden != before.hidden { hidden = preferences.hidden }
  }

  // MARK: Rows

  func content(_ moment: Moment) -> PaneContent {
    PaneContent(moment: moment, names: names, view: view, lists: lists, moves: moves)
  }

  /// Gives the panes their room, and has each show its cursor.
  private mutating func arrange(_ moment: Moment) {
    let content = content(moment)
    layout = isZoomed ? Layout(zoomed: pane, moment.size) : whole(content)
    moves = layout.region(of: .moves).map { keptMoves.moves(names, moment, in: $0) } ?? []
    for (pane, region) in layout.places { keepInView(pane, region, content) }
  }

  /// All panes that are not hidden and have something to show.
  private func whole(_ content: PaneContent) -> Layout {
    let empty = Layout.tabOrder.filter { $0.isEmpty(content.reading) }.map(\.id)
    return Layout(content.moment.size, hidden: hidden.union(empty)) { $0.height(content) }
  }

  /// Scrolls a pane as little as need be for its cursor to be in view.
  private mutating func keepInView(_ pane: Pane, _ region: Region, _ content: PaneContent) {
    guard let page = pane.page?(content, region), let count = pane.rows?(content), count > 0 else { return }
    let cursor = cursor(in: pane, content)
    let isNames = pane.id == Pane.watchlist.id
    firsts[pane.id] = Viewport.first(
      firsts[pane.id] ?? 0, keeping: isNames ? names.places[cursor] : cursor,
      count: isNames ? names.lines.count : count, height: page,
      hasHeadings: isNames && names.heading(over: names.places[cursor]) != nil)
  }

  /// Position of the cursor in a pane's list.
  private func cursor(in pane: Pane, _ content: PaneContent) -> Int {
    if pane.id == Pane.watchlist.id { return names.position(of: symbol, in: content.reading) ?? 0 }
    return min(max(0, cursors[pane.id] ?? 0), max(0, (pane.rows?(content) ?? 0) - 1))
  }

  /// The row of the watchlist that the cursor stands on; the first where its name is not among them.
  func row(in moment: Moment) -> QuoteRow? {
    names.row(at: names.position(of: symbol, in: moment.reading) ?? 0, in: moment.reading)
  }

  /// Moves the cursor to a name; a filter that leaves it out goes.
  mutating func select(_ symbol: String, in moment: Moment) {
    self.symbol = symbol
    if view.filter != nil, names.position(of: symbol, in: moment.reading) == nil { view.filter = nil }
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    let content = content(moment)
    guard let count = pane.rows?(content), count > 0 else { return [] }
    let height = (layout.region(of: pane)?.rows ?? 2) - 2
    let target = step.target(from: cursor(in: pane, content), count: count, page: height)
    if pane.id == Pane.watchlist.id {
      symbol = names.row(at: target, in: moment.reading)?.instrument.symbol
      before = nil
    } else {
      cursors[pane.id] = target
      listBefore = nil
    }
    if let region = layout.region(of: pane) { keepInView(pane, region, content) }
    return []
  }

  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] {
    let content = content(moment)
    let whole = isZoomed ? whole(content) : layout
    let visible = Layout.tabOrder.filter { whole.region(of: $0) != nil }
    guard !visible.isEmpty else { return [] }
    let current = visible.firstIndex { $0.id == pane.id } ?? 0
    pane = visible[(current + step + visible.count) % visible.count]
    arrange(moment)
    return []
  }

  func part(in moment: Moment) -> Region? { region(of: pane) }

  mutating func open(in moment: Moment) -> [Request] {
    let content = content(moment)
    guard let count = pane.rows?(content), count > 0 else { return [] }
    return pane.open(cursor(in: pane, content), content).map { [.open($0)] } ?? []
  }

  func proposedRule(in moment: Moment) -> String? {
    switch pane.id {
    case Pane.indicator.id, Pane.contributions.id: ProposedRule.index
    case Pane.tariffs.id: ProposedRule.tariff
    case Pane.signals.id: ProposedRule.signal
    case Pane.ahead.id: ProposedRule.deadline
    default: row(in: moment).flatMap { ProposedRule.text(of: $0.instrument.symbol, in: moment) }
    }
  }

  // MARK: Room

  /// Where a pane stands; nil where it has no room.
  func region(of pane: Pane) -> Region? { layout.region(of: pane) }

  mutating func zoom(_ moment: Moment) {
    isZoomed.toggle()
    arrange(moment)
  }

  /// Leaves out a pane, or shows it again.
  mutating func hide(_ id: String, _ isHidden: Bool, in moment: Moment) {
    if isHidden { hidden.insert(id) } else { hidden.remove(id) }
    refresh(from: moment)
  }

  // MARK: Find

  /// Shows the names that a line being typed leaves; what is wrong in it is passed over.
  mutating func find(_ text: String, in moment: Moment) {
    if pane.source != nil { return findRows(text, in: moment) }
    before = before ?? (symbol, firsts[Pane.watchlist.id], view.filter)
    pane = .watchlist
    view.filter = Filter.typed(text, columns: NameList.columns)
    show(moment)
  }

  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] {
    switch typed {
    case .changed(let text): find(text, in: moment)
    case .left: leaveFound(moment)
    case .done(let text):
      if let mistake = Filter.read(text, columns: filterColumns.map(\.text)).mistake { return [.mistake(mistake)] }
      return keepFound(moment)
    }
    return []
  }

  /// The columns that can be compared, while one is being written.
  func completions(of line: Prompt, in moment: Moment) -> Completions {
    .columns(filterColumns, in: line)
  }

  /// What the focused pane's rows can be compared by.
  private var filterColumns: [Completions.Candidate] {
    isInNames ? Completions.candidates(QuoteColumns.onScreen) : pane.columns
  }

  /// Whether keys that find and sort are for the names.
  var isInNames: Bool { pane.source == nil }

  // MARK: Rows of other panes

  private mutating func findRows(_ text: String, in moment: Moment) {
    listBefore = listBefore ?? (pane.id, cursors[pane.id] ?? 0, firsts[pane.id], lists[pane.id])
    let filter = Filter.typed(text, columns: filterColumns.map(\.text))
    arrangeRows(of: pane, in: moment) { $0.filter = filter }
  }

  /// Changes what a pane shows of its rows; the cursor stays on its row, where that is shown.
  private mutating func arrangeRows(of pane: Pane, in moment: Moment, _ change: (inout RowList) -> Void) {
    guard let source = pane.source?(moment.reading) else { return }
    let standing = cursor(in: pane, content(moment))
    var list = lists[pane.id] ?? RowList()
    let row = list.isPlain ? standing : list.shown.indices.contains(standing) ? list.shown[standing] : 0
    change(&list)
    list.arrange(source)
    lists[pane.id] = list.isPlain ? nil : list
    cursors[pane.id] = list.shown.firstIndex(of: row) ?? 0
    arrange(moment)
  }

  /// Opens a single row that was found, and shows all again.
  private mutating func keepRows(_ moment: Moment) -> [Request] {
    guard let list = lists[pane.id], list.filter != nil, list.shown.count == 1 else { return [] }
    let route = pane.open(0, content(moment))
    listBefore = nil
    arrangeRows(of: pane, in: moment) { $0.filter = nil }
    return route.map { [.open($0)] } ?? []
  }

  /// Shows what was shown before rows were looked for, the cursor and the list where they were.
  private mutating func leaveRows(_ moment: Moment) {
    guard let standing = listBefore else { return }
    (cursors[standing.pane], firsts[standing.pane], lists[standing.pane]) =
      (standing.cursor, standing.first, standing.list)
    listBefore = nil
    refresh(from: moment)
  }

  // MARK: Names found

  /// Keeps what was found; a single name is opened, and the filter goes.
  mutating func keepFound(_ moment: Moment) -> [Request] {
    if !isInNames { return keepRows(moment) }
    guard view.filter != nil, names.count == 1, let found = row(in: moment)?.instrument.symbol else { return [] }
    before = nil
    showAll(moment)
    symbol = found
    return [.open(.instrument(symbol: found))]
  }

  /// Shows what was shown before a name was looked for, the cursor and the list where they were.
  mutating func leaveFound(_ moment: Moment) {
    if !isInNames { return leaveRows(moment) }
    let filter = before?.filter
    restore()
    view.filter = filter
    refresh(from: moment)
  }

  /// All names and rows; where the cursor has not been moved among those found, it goes back to where it was.
  mutating func showAll(in moment: Moment) -> Bool {
    let isNarrowed = view.filter != nil || lists.values.contains { $0.filter != nil }
    if isNarrowed { showAll(moment) }
    return isNarrowed
  }

  private mutating func showAll(_ moment: Moment) {
    for pane in Layout.tabOrder where lists[pane.id]?.filter != nil {
      if let standing = listBefore, standing.pane == pane.id, standing.list?.filter == nil {
        leaveRows(moment)
      } else {
        arrangeRows(of: pane, in: moment) { $0.filter = nil }
      }
    }
    guard view.filter != nil else { return }
    restore()
    view.filter = nil
    refresh(from: moment)
  }

  private mutating func restore() {
    guard let before else { return }
    symbol = before.symbol
    firsts[Pane.watchlist.id] = before.first
    self.before = nil
  }

  /// Narrows the names by a filter that is whole; nil shows all.
  mutating func narrow(_ filter: Filter?, in moment: Moment) {
    view.filter = filter
    show(moment)
  }

  /// Has the cursor stand on a name that is shown.
  private mutating func show(_ moment: Moment) {
    let standing = symbol
    refresh(from: moment)
    guard names.position(of: standing, in: moment.reading) == nil else { return }
    symbol = names.row(at: 0, in: moment.reading)?.instrument.symbol ?? standing
    arrange(moment)
  }

  // MARK: Mouse

  mutating func focus(at position: Position, in moment: Moment) -> Bool {
    let hit = layout.places.first { $0.region.contains(position) && $0.pane.rows != nil }
    guard let pane = hit?.pane, pane.id != self.pane.id else { return false }
    self.pane = pane
    arrange(moment)
    return true
  }

  mutating func sort(byHead column: String, in moment: Moment) -> [Request] {
    if pane.id == Pane.watchlist.id {
      sort(byColumn: column, in: moment)
    } else if !isInNames {
      sort(by: (lists[pane.id] ?? RowList()).order(by: column), in: moment)
    }
    return []
  }

  // MARK: Sort and columns

  /// Sorts by a column; where the names are, the other way round.
  private mutating func sort(byColumn id: String, in moment: Moment) {
    var order = SortOrder(column: id, isAcross: view.sort?.isAcross ?? false)
    if let sort = view.sort, sort.column == id { order.isReversed = !sort.isReversed }
    sortNames(by: order, in: moment)
  }

  mutating func sort(by order: SortOrder?, in moment: Moment) {
    if isInNames { return sortNames(by: order, in: moment) }
    arrangeRows(of: pane, in: moment) { $0.sort = order }
  }

  mutating func sortNames(by order: SortOrder?, in moment: Moment) {
    view.sort = order
    refresh(from: moment)
  }

  /// Ids of the columns behind the symbol.
  var columns: [String] {
    view.columns ?? WatchlistView.usual(hasExtended: !names.outside.isEmpty, hasLots: names.isHeld)
  }

  mutating func show(columns: [String]?, in moment: Moment) {
    view.columns = columns
    refresh(from: moment)
  }

  var question: String? {
    view.awaitsSort ? "sort by: a letter of the heads, Space one list" : nil
  }

  mutating func take(awaited key: Key, in moment: Moment) -> [Request] {
    view.awaitsSort = false
    if key == .character(" ") {
      guard var order = view.sort else { return [.notice("one list is for sorted names: sort first")] }
      order.isAcross.toggle()
      sortNames(by: order, in: moment)
      return []
    }
    guard case .character(let scalar) = key,
      let column = WatchlistView.choices.first(where: { $0.letter == Character(scalar) })
    else { return key == .escape ? [] : [.notice("no column has this key: nothing is sorted")] }
    sort(byColumn: column.id, in: moment)
    return []
  }

  mutating func awaitSort() { view.awaitsSort = true }

  // MARK: Sectors

  mutating func selectSector(by offset: Int, _ moment: Moment) -> [Request] {
    let sectors = moment.reading.sectors.filter { !$0.rows.isEmpty }
    let current = sectors.firstIndex { $0.rows.contains { $0.instrument.symbol == symbol } } ?? 0
    guard sectors.indices.contains(current + offset) else { return [] }
    return select(sectors[current + offset], moment)
  }

  mutating func selectSector(at index: Int, _ moment: Moment) -> [Request] {
    let sectors = moment.reading.sectors
    return sectors.indices.contains(index) ? select(sectors[index], moment) : []
  }

  private mutating func select(_ sector: SectorRows, _ moment: Moment) -> [Request] {
    let shown = sector.rows.map(\.instrument.symbol).first { names.position(of: $0, in: moment.reading) != nil }
    guard let symbol = shown else { return [] }
    pane = .watchlist
    self.symbol = symbol
    arrange(moment)
    return []
  }

  // MARK: Drawing

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    let content = content(moment)
    let name = cursor(in: .watchlist, content)
    for (pane, region) in layout.places {
      let view = PaneView(
        content: content, cursor: pane.id == Pane.watchlist.id ? name : cursor(in: pane, content),
        first: firsts[pane.id], isFocused: pane.id == self.pane.id, list: lists[pane.id] ?? RowList(),
        name: name)
      pane.draw(view, &canvas, region)
    }
    // A pane that marks no row has the terminal's cursor on its title.
    if canvas.cursor == nil, let region = self.region(of: pane) {
      canvas.cursor = Position(row: region.row, column: region.column + 1)
    }
  }
}
