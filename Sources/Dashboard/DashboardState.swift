import Analytics
import Canvas
import Market

/// Everything the dashboard is at a moment. It changes only through `update`, and `draw` needs nothing else.
package struct DashboardState: Sendable {
  /// As it is known at the present.
  package private(set) var desk: Desk
  /// As it was handed over.
  private var received: Desk
  package private(set) var reading: DeskReading
  /// Live: the wall clock. Demo: its opening moment, which stands still.
  private(set) var present: Instant
  /// The moment shown, where it is not the present.
  private(set) var away: Instant?
  package let isDemo: Bool
  package private(set) var size: Size
  package let glyphs: Glyphs
  /// What the trader has acknowledged; nil: nothing yet, the day before counts.
  private(set) var seen: SeenMark?
  private var evaluator = DeskEvaluator()
  /// The reading's state one day earlier, for the digest without a mark.
  private var dayBefore: SeenMark?
  private var selectedSymbol: String?
  private(set) var pane = Pane.watchlist
  /// Names marked for the comparison.
  private(set) var marked: Set<String> = []
  private var cursors: [Pane: Int] = [:]
  private(set) var overlays: [Overlay] = []
  private(set) var notice: String?
  /// The user's own scenarios.
  private(set) var shelf: ScenarioShelf

  /// - Parameters:
  ///   - present: the wall clock, or the demo's opening moment.
  ///   - asOf: the moment to begin at, if not the present.
  package init(
    desk: Desk, present: Instant, asOf: Instant? = nil, isDemo: Bool, size: Size, glyphs: Glyphs = .unicode,
    seen: SeenMark? = nil, shelf: ScenarioShelf = ScenarioShelf()
  ) {
    received = desk
    self.desk = isDemo ? desk : desk.known(at: present)
    self.present = present
    away = asOf
    self.isDemo = isDemo
    self.size = size
    self.glyphs = glyphs
    self.seen = seen
    self.shelf = shelf
    reading = evaluator.reading(of: desk, asOf: asOf ?? present)
    evaluate(past: true)
    selectedSymbol = reading.sectors.first { !$0.rows.isEmpty }?.rows.first?.instrument.symbol
  }

  // MARK: What panels ask

  var asOf: Instant { away ?? present }
  var isAway: Bool { away != nil }
  var hasOverlay: Bool { !overlays.isEmpty }
  /// Where keys go.
  var place: Place { overlays.last?.place ?? .overview }

  /// `PAST` before the present, `AHEAD` after it (the demo can walk forward), nil at the present.
  var awayText: TerminalSafe? { away.map { $0 < present ? "PAST" : "AHEAD" } }

  /// Venues of the watchlist for the header: one for all of New York, then Hong Kong, Shanghai.
  var venues: [Venue] {
    let known = Set(desk.watchlist.sectors.flatMap(\.instruments).compactMap(\.venue))
    var venues: [Venue] = []
    if known.contains(where: { $0.zone == .newYork }) { venues.append(.nyse) }
    for venue in [Venue.hongKong, .shanghai] where known.contains(venue) { venues.append(venue) }
    return venues
  }

  /// What the digest counts from: the mark, or the day before where there is none or a past moment is shown.
  var mark: SeenMark? {
    if !isAway, let seen, seen.instant <= asOf { return seen }
    return dayBefore
  }

  /// What is new since the mark; empty while files are still to be read.
  private(set) var digest: [DigestItem] = []

  /// Whether every file has been read at least once.
  private var isWhole: Bool { !desk.files.contains(where: \.isUnread) }

  private var nameCount: Int { Pane.watchlist.count(in: reading) }

  /// The row of the watchlist at a position, headings not counted.
  private func name(at index: Int) -> QuoteRow? {
    var index = index
    for sector in reading.sectors {
      if index < sector.rows.count { return sector.rows[index] }
      index -= sector.rows.count
    }
    return nil
  }

  private var selectedIndex: Int? {
    var passed = 0
    for sector in reading.sectors {
      if let index = sector.rows.firstIndex(where: { $0.instrument.symbol == selectedSymbol }) { return passed + index }
      passed += sector.rows.count
    }
    return nil
  }

  /// Position of the cursor in a pane's list.
  func cursor(in pane: Pane) -> Int {
    let count = pane.count(in: reading)
    guard count > 0 else { return 0 }
    if pane == .watchlist { return selectedIndex ?? 0 }
    return min(max(0, cursors[pane] ?? 0), count - 1)
  }

  var selectedQuote: QuoteRow? { name(at: cursor(in: .watchlist)) }

  var layout: Layout {
    Layout(size: size, watchlistRows: WatchlistPanel.rows(of: reading), names: nameCount)
  }

  /// The lines of a page; nil for a screen.
  func page(of overlay: Overlay) -> OverlayPage? {
    switch overlay.content {
    case .screen: nil
    case .help: OverlayPage(title: "Help", lines: HelpPage.lines)
    case .detail(let subject):
      { detail in OverlayPage(title: detail.title, lines: detail.lines) }(Detail(subject: subject, state: self))
    }
  }

  // MARK: Update

  /// Takes in one event; what it returns is to be done by the surroundings.
  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .resized(let size):
      self.size = size
      refreshScreen()
    case .desk(let desk, let now):
      let changed = desk.policyRevision != received.policyRevision || desk.historyRevision != received.historyRevision
      received = desk
      advance(to: now, past: changed)
    case .clock(let now):
      guard !isDemo, now != present else { return [] }
      advance(to: now, past: false)
    case .notice(let text): notice = text
    case .scenarios(let shelf):
      self.shelf = shelf
      refreshScreen()
    }
    return []
  }

  /// Lets the wall clock go on; `past` when what was known a day ago may have changed.
  private mutating func advance(to now: Instant, past: Bool) {
    let turned = Zone.newYork.day(of: now) != Zone.newYork.day(of: present)
    if !isDemo { present = now }
    desk = isDemo ? received : received.known(at: present)
    evaluate(past: past || turned)
  }

  private mutating func evaluate(past: Bool) {
    reading = evaluator.reading(of: desk, asOf: asOf)
    if past { dayBefore = SeenMark.dayBefore(desk, asOf: asOf, evaluator) }
    // What a file not yet read says would seem to have gone, and to be new a moment later.
    digest = isWhole ? mark.map { Digest.items(reading, since: $0) } ?? [] : []
    refreshScreen()
  }

  /// Lets the screen in view take over the present state; one below it does when it comes into view again.
  private mutating func refreshScreen() {
    guard case .screen(var screen)? = overlays.last?.content else { return }
    screen.refresh(from: self)
    overlays[overlays.count - 1].content = .screen(screen)
  }

  private mutating func show(_ content: Overlay.Content) {
    // A screen stands on the stack once, or above itself, so that going round between screens does not pile them up.
    if case .screen(let screen) = content, overlays.last?.place != screen.place {
      overlays.removeAll { $0.place == screen.place }
    }
    overlays.append(Overlay(content: content))
    refreshScreen()
  }

  private mutating func closeOverlay() {
    _ = overlays.popLast()
    refreshScreen()
  }

  /// Hands an action to the screen in view.
  private mutating func perform(_ action: Action, on screen: any Screen) -> [Effect] {
    var screen = screen
    let outcome = screen.perform(action, in: self)
    overlays[overlays.count - 1].content = .screen(screen)
    notice = outcome.notice
    if let symbol = outcome.select { selectedSymbol = symbol }
    if let content = outcome.open { show(content) }
    return outcome.effects
  }

  private mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    guard var action = Binding.action(for: key, in: place) else { return [] }
    if case .screen(let screen)? = overlays.last?.content {
      action = screen.meaning(of: action)
      if action.isOfScreens { return perform(action, on: screen) }
    }
    switch action {
    case .quit: return [.quit]
    case .close:
      if !hasOverlay { return [.quit] }
      closeOverlay()
    case .back: closeOverlay()
    case .help: show(.help)
    case .go(let place): go(to: place)
    case .rowDown: move(by: 1)
    case .rowUp: move(by: -1)
    case .pageDown: move(by: pageHeight)
    case .pageUp: move(by: -pageHeight)
    case .firstRow: move(by: -1_000_000)
    case .lastRow: move(by: 1_000_000)
    case .previousSector: selectSector(offset: -1)
    case .nextSector: selectSector(offset: 1)
    case .sector(let index): selectSector(at: index)
    case .top: selectSector(at: 0)
    case .nextPane: switchPane(by: 1)
    case .previousPane: switchPane(by: -1)
    case .open: open()
    case .rescan: return [.rescan]
    case .mark:
      guard pane == .watchlist, let symbol = selectedQuote?.instrument.symbol else { break }
      marked.formSymmetricDifference([symbol])
      notice = marked.isEmpty ? "no name marked" : "\(marked.count) marked: v compares"
    case .digestSeen:
      guard !isAway else {
        notice = "the digest is cleared at the present: ."
        return []
      }
      guard isWhole else {
        notice = "the files are still being read"
        return []
      }
      let mark = SeenMark(reading)
      seen = mark
      evaluate(past: false)
      return [.remember(mark)]
    case .dayBack: show(day: reading.day.advanced(by: -1))
    case .dayForward: show(day: reading.day.advanced(by: 1))
    case .eventBack: desk.previousEventDay(before: reading.day).map { show(day: $0) }
    case .eventForward: desk.nextEventDay(after: reading.day).map { show(day: $0) }
    case .present: show(nil)
    case .theme: return [.nextTheme]
    case .repaint: return [.repaint]
    case .suspend: return [.suspend]
    case .instrument, .comparison, .tariffs, .indicator, .whatIf, .events, .files: break
    }
    return []
  }

  /// Opens a screen, or goes back to it where it is already open below: the stack stays as short as there are screens.
  private mutating func go(to place: Place) {
    if let index = overlays.lastIndex(where: { $0.place == place }) {
      overlays.removeSubrange((index + 1)...)
      return refreshScreen()
    }
    switch place {
    case .overview, .page, .instrument: break
    case .comparison: show(.screen(ComparisonScreen()))
    case .tariffs: show(.screen(TariffsScreen()))
    case .indicator: show(.screen(IndicatorScreen()))
    case .whatIf: show(.screen(WhatIfScreen()))
    case .events: show(.screen(EventsScreen()))
    case .files: show(.screen(FilesScreen()))
    }
  }

  private mutating func show(day: Day) {
    let moment = day.asOf
    if !isDemo, moment >= present { return show(nil) }
    show(moment == present ? nil : moment)
  }

  private mutating func show(_ moment: Instant?) {
    guard moment != away else { return }
    away = moment
    evaluate(past: true)
  }

  private var pageHeight: Int {
    if hasOverlay { return max(1, size.rows - 4) }
    return max(1, (pane.region(in: layout)?.rows ?? 2) - 2)
  }

  private mutating func move(by rows: Int) {
    if let overlay = overlays.last {
      let height = size.rows - 3
      let count = page(of: overlay)?.rowCount(columns: size.columns) ?? 0
      overlays[overlays.count - 1].first = OverlayPage.clamped(overlay.first + rows, count: count, height: height)
      return
    }
    let count = pane.count(in: reading)
    guard count > 0 else { return }
    let target = min(max(0, cursor(in: pane) + rows), count - 1)
    if pane == .watchlist { selectedSymbol = name(at: target)?.instrument.symbol } else { cursors[pane] = target }
  }

  private mutating func selectSector(offset: Int) {
    let sectors = reading.sectors.filter { !$0.rows.isEmpty }
    let current = sectors.firstIndex { $0.rows.contains { $0.instrument.symbol == selectedSymbol } } ?? 0
    let target = current + offset
    guard sectors.indices.contains(target) else { return }
    pane = .watchlist
    selectedSymbol = sectors[target].rows[0].instrument.symbol
  }

  private mutating func selectSector(at index: Int) {
    guard reading.sectors.indices.contains(index), let first = reading.sectors[index].rows.first else { return }
    pane = .watchlist
    selectedSymbol = first.instrument.symbol
  }

  private mutating func switchPane(by step: Int) {
    let layout = layout
    let visible = Pane.allCases.filter { $0.region(in: layout) != nil }
    guard !visible.isEmpty else { return }
    let current = visible.firstIndex(of: pane) ?? 0
    pane = visible[(current + step + visible.count) % visible.count]
  }

  private mutating func open() {
    guard pane.count(in: reading) > 0, let content = content(at: cursor(in: pane)) else { return }
    show(content)
  }

  /// The name of the Instrument screen in view or below; nil without one.
  var instrumentInView: String? {
    for case .screen(let screen as InstrumentScreen) in overlays.reversed().map(\.content) { return screen.symbol }
    return nil
  }

  /// What Enter on a row of the pane in focus opens: a screen for names and rates, else a page.
  private func content(at index: Int) -> Overlay.Content? {
    switch pane {
    case .watchlist: selectedQuote.map { .screen(InstrumentScreen(symbol: $0.instrument.symbol)) }
    case .signals: .detail(.signal(id: reading.signals[index].signal.id))
    case .ahead: .detail(.ahead(title: reading.ahead[index].title, instant: reading.ahead[index].instant))
    case .facts: .detail(.fact(id: reading.facts[index].id))
    case .contributions: .detail(.signal(id: reading.indicator.contributions[index].signal.id))
    case .indicator: .screen(IndicatorScreen())
    case .tariffs:
      index < 2
        ? .screen(TariffsScreen(side: index == 0 ? .us : .china))
        : .detail(.layer(id: reading.tariffLayers[index - 2].measure.id))
    }
  }
}
