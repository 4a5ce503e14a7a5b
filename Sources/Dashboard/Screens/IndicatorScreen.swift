import Analytics
import Canvas
import Market

/// What makes the index, what moved it, and what it would be if.
package struct IndicatorScreen: Screen {
  package enum Command: Hashable, Sendable {
    case earlier, later, weekEarlier, weekLater
    case zoomIn, zoomOut
    case sinceEarlier, sinceLater
    case series
    case leaveOut, confirm, deny, undo
  }

  static let bindings: [Binding] = [
    binding([.character("h"), .left], .earlier, "history: one day earlier, with what moved it", hint: "hl day"),
    binding([.character("l"), .right], .later, "history: one day later"),
    binding([.character("H")], .weekEarlier, "history: one week earlier"),
    binding([.character("L")], .weekLater, "history: one week later"),
    binding(
      [.character("+"), .character("=")], .zoomIn, "shorter history: all, 1 year, since January, 3 months",
      hint: "+- zoom"),
    binding([.character("-")], .zoomOut, "longer history"),
    binding(
      [.character("s")], .sinceEarlier,
      "count changes from further back: yesterday, a week, your mark, then the events",
      hint: "sS since"),
    binding([.character("S")], .sinceLater, "count changes from nearer"),
    binding([.character("o")], .series, "lay the next published series over the history", hint: "o series"),
    binding([.character("x")], .leaveOut, "as if: leave the event or name out, or take it in again", hint: "xcd as if"),
    binding([.character("c")], .confirm, "as if: the event is confirmed, or as it is"),
    binding([.character("d")], .deny, "as if: the event is denied, or as it is"),
    binding([.character("0")], .undo, "as if: undo all", hint: "0 undo"),
  ]

  private static func binding(_ keys: [Key], _ command: Command, _ summary: String, hint: String? = nil) -> Binding {
    Binding(keys, .indicator(command), .indicator, summary, hint: hint, in: [.indicator])
  }

  /// What Tab goes through; the standing has a turn only where there is no room for it beside another.
  enum Section: Hashable, CaseIterable { case standing, contributions, changes, history }

  /// How far back the history goes.
  enum Span: Int, Hashable, CaseIterable { case quarter, year, twelveMonths, all }

  /// From when changes are counted.
  enum Since: Hashable {
    case yesterday, week, mark
    /// The evening before a date with a signal or a tariff step.
    case event(Day)
  }

  private(set) var section = Section.standing
  private(set) var span = Span.year
  private(set) var since = Since.yesterday
  private(set) var hypothesis = Hypothesis()
  /// The day that the history is read at; nil: the moment shown.
  private(set) var crosshair: Day?
  private var seriesID: String?
  private(set) var selected: IndicatorTable.Row?
  private(set) var selectedChange = 0

  private var study: IndicatorStudy?
  private(set) var view: IndicatorView?

  init() {}

  var place: Place { .indicator }
  var title: TerminalSafe { "Indicator" }

  // MARK: Update

  mutating func refresh(from state: DashboardState) {
    if study == nil { study = IndicatorStudy(state.desk) } else { study?.follow(state.desk) }
    guard let days = study?.days(asOf: state.asOf) else { return }
    let mark = state.isAway ? nil : state.seen.flatMap { $0.instant <= state.asOf ? $0 : nil }
    var view = IndicatorView(reading: state.reading, asOf: state.asOf, desk: state.desk, mark: mark, days: days)
    if case .mark = since, mark == nil { since = .yesterday }
    if case .event(let day) = since, day > view.today { since = .yesterday }
    if let study { explain(&view, study) }
    self.view = view
    keepSelection()
  }

  /// Works out what depends on the screen's own settings.
  private mutating func explain(_ view: inout IndicatorView, _ study: IndicatorStudy) {
    view.show(span)
    if let day = crosshair, day >= view.today || day < view.shown.first?.day ?? day { crosshair = nil }
    view.marked = view.explained(study, from: markMoment(view))
    view.change = view.explained(study, from: moment(of: since, view))
    suppose(&view)
    point(&view, study)
    lay(&view)
  }

  private func suppose(_ view: inout IndicatorView) {
    view.supposed = hypothesis.isEmpty ? nil : IndicatorView.Supposed(hypothesis, view)
  }

  private func point(_ view: inout IndicatorView, _ study: IndicatorStudy) {
    view.pointed = crosshair.flatMap { view.explained(study, from: $0.advanced(by: -1).asOf, to: $0.asOf) }
  }

  private func lay(_ view: inout IndicatorView) {
    view.overlay = view.desk.references.first { $0.id == seriesID }.flatMap { SeriesOverlay($0, over: view.shown) }
  }

  /// The moment that the third change counts from: an event chosen by `s`, else the trader's mark.
  private func markMoment(_ view: IndicatorView) -> Instant? {
    if case .event = since { return moment(of: since, view) }
    return view.mark?.instant
  }

  private func moment(of since: Since, _ view: IndicatorView) -> Instant {
    switch since {
    case .yesterday: view.today.advanced(by: -1).asOf
    case .week: view.today.advanced(by: -7).asOf
    case .mark: view.mark?.instant ?? view.today.advanced(by: -1).asOf
    case .event(let day): day.advanced(by: -1).asOf
    }
  }

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome {
    guard var view, let study else { return .none }
    defer { self.view = view }
    let design = IndicatorDesign(state.screenRegion)
    switch action {
    case .rowDown: move(by: 1, view, design)
    case .rowUp: move(by: -1, view, design)
    case .pageDown: move(by: 8, view, design)
    case .pageUp: move(by: -8, view, design)
    case .firstRow: move(by: -1_000_000, view, design)
    case .lastRow: move(by: 1_000_000, view, design)
    case .nextPane: section = design.section(after: section, by: 1)
    case .previousPane: section = design.section(after: section, by: -1)
    case .open: return open(view, design)
    case .indicator(let command):
      switch command {
      case .earlier: point(by: -1, &view, study)
      case .later: point(by: 1, &view, study)
      case .weekEarlier: point(by: -7, &view, study)
      case .weekLater: point(by: 7, &view, study)
      case .zoomIn: zoom(by: -1, &view)
      case .zoomOut: zoom(by: 1, &view)
      case .sinceEarlier: count(from: earlier(than: since, view), &view, study)
      case .sinceLater: count(from: later(than: since, view), &view, study)
      case .series: return nextSeries(&view)
      case .leaveOut, .confirm, .deny: return suppose(command, of: chosen(view, design), &view)
      case .undo:
        hypothesis = Hypothesis()
        suppose(&view)
      }
    default: break
    }
    return .none
  }

  private mutating func point(by days: Int, _ view: inout IndicatorView, _ study: IndicatorStudy) {
    let day = (crosshair ?? view.today).advanced(by: days)
    let first = view.shown.first?.day ?? view.today
    crosshair = day >= view.today ? nil : max(day, first)
    point(&view, study)
  }

  private mutating func zoom(by step: Int, _ view: inout IndicatorView) {
    guard let next = Span(rawValue: span.rawValue + step) else { return }
    span = next
    view.show(next)
    if let day = crosshair, let first = view.shown.first?.day, day < first {
      crosshair = nil
      view.pointed = nil
    }
    suppose(&view)
    lay(&view)
  }

  private mutating func count(from next: Since, _ view: inout IndicatorView, _ study: IndicatorStudy) {
    since = next
    selectedChange = 0
    view.marked = view.explained(study, from: markMoment(view))
    view.change = view.explained(study, from: moment(of: next, view))
  }

  private func earlier(than since: Since, _ view: IndicatorView) -> Since {
    func event(before day: Day) -> Since? { view.desk.previousEventDay(before: day).map { .event($0) } }
    switch since {
    case .yesterday: return .week
    case .week where view.mark != nil: return .mark
    case .week, .mark: return event(before: view.today.advanced(by: 1)) ?? since
    case .event(let day): return event(before: day) ?? since
    }
  }

  private func later(than since: Since, _ view: IndicatorView) -> Since {
    switch since {
    case .yesterday, .week: return .yesterday
    case .mark: return .week
    case .event(let day):
      if let next = view.desk.nextEventDay(after: day), next <= view.today { return .event(next) }
      return view.mark == nil ? .week : .mark
    }
  }

  private mutating func nextSeries(_ view: inout IndicatorView) -> Outcome {
    let known = view.desk.references.map(\.id)
    guard !known.isEmpty else {
      return Outcome(notice: "no published series in the desk folder: detente formats says how they look")
    }
    let next = seriesID.flatMap { known.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    seriesID = next < known.count ? known[next] : nil
    lay(&view)
    guard seriesID != nil, view.overlay == nil else { return .none }
    return Outcome(notice: "\(known[next]) has no value in the days shown")
  }

  private mutating func suppose(
    _ command: Command, of row: IndicatorTable.Row?, _ view: inout IndicatorView
  ) -> Outcome {
    switch (row, command) {
    case (.event(let id), .leaveOut):
      hypothesis.leftOutSignals.formSymmetricDifference([id])
      hypothesis.statuses[id] = nil
    case (.event(let id), .confirm), (.event(let id), .deny):
      let status = command == .confirm ? Signal.Status.confirmed : .denied
      hypothesis.statuses[id] = hypothesis.statuses[id] == status ? nil : status
      hypothesis.leftOutSignals.remove(id)
    case (.name(let symbol), .leaveOut): hypothesis.leftOutNames.formSymmetricDifference([symbol])
    case (.side, _): return Outcome(notice: "other rates are tried on the What-if screen: w")
    case (.name, _): return Outcome(notice: "a name can be left out: x")
    default: return Outcome(notice: "no event to suppose anything of")
    }
    suppose(&view)
    return .none
  }

  // MARK: Rows

  private mutating func keepSelection() {
    guard let rows = view?.table.rows, !rows.isEmpty else { return selected = nil }
    if let selected, rows.contains(selected) { return }
    selected = rows.first { if case .event = $0 { true } else { false } } ?? rows[0]
  }

  private mutating func move(by step: Int, _ view: IndicatorView, _ design: IndicatorDesign) {
    if design.focus(section) == .changes {
      let count = view.change?.change.items.count ?? 0
      selectedChange = min(max(0, selectedChange + step), max(0, count - 1))
      return
    }
    let rows = view.table.rows
    guard let index = selected.flatMap({ rows.firstIndex(of: $0) }) else { return }
    selected = rows[min(max(0, index + step), rows.count - 1)]
  }

  /// The row that a key is about: that of the part in focus.
  private func chosen(_ view: IndicatorView, _ design: IndicatorDesign) -> IndicatorTable.Row? {
    guard design.focus(section) == .changes else { return selected }
    guard let items = view.change?.change.items, items.indices.contains(selectedChange) else { return nil }
    switch items[selectedChange].cause {
    case .event(let id): return .event(id: id)
    case .tariffs(let side): return .side(side)
    }
  }

  private func open(_ view: IndicatorView, _ design: IndicatorDesign) -> Outcome {
    switch chosen(view, design) {
    case .event(let id): return Outcome(open: .detail(.signal(id: id)))
    case .side: return Outcome(open: .screen(TariffsScreen()))
    case .name(let symbol): return Outcome(open: .screen(InstrumentScreen(symbol: symbol)))
    case nil: return .none
    }
  }

  // MARK: Draw

  func draw(into canvas: inout Canvas, in region: Region) {
    guard let view else { return }
    let design = IndicatorDesign(region, section: section, hasBanner: view.supposed != nil)
    let focus = design.focus(section)
    if let region = design.banner, let supposed = view.supposed {
      IndicatorBanner(view: view, supposed: supposed).draw(into: &canvas, in: region)
    }
    if let region = design.standing {
      IndicatorStanding(view: view, since: since).draw(
        into: &canvas, in: region, focused: focus == .standing)
    }
    if let region = design.contributions {
      IndicatorTable(
        view: view, selected: selected, hypothesis: hypothesis, focused: focus == .contributions,
        showsSettings: design.notes == nil
      ).draw(into: &canvas, in: region)
    }
    if let region = design.changes {
      IndicatorChanges(view: view, since: since, selected: selectedChange, focused: focus == .changes)
        .draw(into: &canvas, in: region)
    }
    if let region = design.notes { IndicatorNotes(view: view).draw(into: &canvas, in: region) }
    if let region = design.history {
      IndicatorChart(
        view: view, span: span, crosshair: crosshair, focused: focus == .history, hasLegend: design.hasLegend
      )
      .draw(into: &canvas, in: region)
    }
  }
}
