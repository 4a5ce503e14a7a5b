import Analytics
import Canvas
import Market

/// What makes the index, what moved it, and what it would be if.
struct IndicatorScreen: Screen {
  private static let own = ScreenCommands<IndicatorScreen>(place: .indicator, group: .indicator)

  static let commands = [
    own.command(
      [.character("h"), .left], "earlier", "history: one day earlier, with what moved it", label: "day"
    ) { screen, _ in screen.point(by: -1) },
    own.command([.character("l"), .right], "later", "history: one day later", label: "day") { screen, _ in
      screen.point(by: 1)
    },
    own.command([.character("H")], "week-earlier", "history: one week earlier") { screen, _ in screen.point(by: -7) },
    own.command([.character("L")], "week-later", "history: one week later") { screen, _ in screen.point(by: 7) },
    own.command(
      [.character("+"), .character("=")], "zoom-in", "shorter history: all, 1 year, since January, 3 months",
      label: "zoom"
    ) { screen, _ in screen.zoom(by: -1) },
    own.command([.character("-")], "zoom-out", "longer history", label: "zoom") { screen, _ in screen.zoom(by: 1) },
    own.command(
      [.character("s")], "since-earlier",
      "count changes from further back: yesterday, a week, your mark, then the events", label: "since"
    ) { screen, _ in screen.count(earlier: true) },
    own.command([.character("S")], "since-later", "count changes from nearer", label: "since") { screen, _ in
      screen.count(earlier: false)
    },
    own.command(
      [.character("o")], "series", "lay the next published series over the history", label: "series",
      unless: { _, moment in
        moment.desk.references.isEmpty
          ? "no published series in the desk folder: detente formats says how they look" : nil
      }
    ) { screen, _ in screen.nextSeries() },
    own.command(
      [.character("x")], "leave-out", "as if: leave the event or name out, or take it in again", label: "as if"
    ) { $0.suppose(.leftOut, $1) },
    own.command([.character("c")], "suppose-confirmed", "as if: the event is confirmed, or as it is", label: "as if") {
      $0.suppose(.status(.confirmed), $1)
    },
    own.command([.character("d")], "suppose-denied", "as if: the event is denied, or as it is", label: "as if") {
      $0.suppose(.status(.denied), $1)
    },
    own.command([.character("0")], "undo", "as if: undo all", label: "undo") { screen, _ in
      screen.change { screen, view, _ in
        screen.hypothesis = Hypothesis()
        screen.suppose(&view)
      }
    },
  ]

  /// What can be supposed of an event or a name.
  private enum Supposition {
    case leftOut
    case status(Signal.Status)
  }

  /// Rows that a page key passes.
  private static let page = 8

  private(set) var section = IndicatorSection.standing
  private(set) var span = IndicatorSpan.year
  private(set) var since = IndicatorSince.yesterday
  private(set) var hypothesis = Hypothesis()
  /// The day that the history is read at; nil: the moment shown.
  private(set) var crosshair: Day?
  private var seriesID: String?
  private(set) var selected: IndicatorRow?
  private(set) var selectedChange = 0
  /// The first line of the contributions in view.
  private var first = 0

  private var study: IndicatorStudy?
  private(set) var view: IndicatorView?

  init() {}

  var place: Place { .indicator }
  func proposedRule(in moment: Moment) -> String? { ProposedRule.index }
  func printed(in moment: Moment) -> PrintedTable? { .section(.indicator) }

  // MARK: Update

  mutating func refresh(from moment: Moment) {
    if study == nil { study = IndicatorStudy(moment.desk) } else { study?.follow(moment.desk) }
    guard let days = study?.days(asOf: moment.asOf) else { return }
    let mark = moment.isAway ? nil : moment.seen.flatMap { $0.instant <= moment.asOf ? $0 : nil }
    var view = IndicatorView(
      reading: moment.reading, asOf: moment.asOf, clock: moment.clock, desk: moment.desk, mark: mark, days: days)
    if case .mark = since, mark == nil { since = .yesterday }
    if case .event(let instant) = since, instant > view.asOf { since = .yesterday }
    if let study { explain(&view, study) }
    self.view = view
    keepSelection()
    keepInView(moment)
  }

  /// Scrolls the contributions as little as need be for the selected one to be in view.
  private mutating func keepInView(_ moment: Moment) {
    guard let view else { return }
    let design = IndicatorDesign(moment.screenRegion, section: section, hasBanner: view.supposed != nil)
    guard let region = design.contributions else { return }
    first = contributions(view, design).first(first, in: region)
  }

  private func contributions(_ view: IndicatorView, _ design: IndicatorDesign) -> IndicatorTable {
    IndicatorTable(
      view: view, selected: selected, hypothesis: hypothesis, focused: design.focus(section) == .contributions,
      showsSettings: design.notes == nil, first: first)
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

  private func moment(of since: IndicatorSince, _ view: IndicatorView) -> Instant {
    switch since {
    case .yesterday: view.today.advanced(by: -1).asOf
    case .week: view.today.advanced(by: -7).asOf
    case .mark: view.mark?.instant ?? view.today.advanced(by: -1).asOf
    case .event(let instant): Instant(milliseconds: instant.milliseconds - 1)
    }
  }

  /// Changes what is looked at, where there is anything.
  private mutating func change(
    _ change: (inout IndicatorScreen, inout IndicatorView, IndicatorStudy) -> Void
  ) -> [Request] {
    guard var view, let study else { return [] }
    self.view = nil
    change(&self, &view, study)
    self.view = view
    return []
  }

  private mutating func point(by days: Int) -> [Request] {
    change { screen, view, study in
      let day = (screen.crosshair ?? view.today).advanced(by: days)
      screen.crosshair = day >= view.today ? nil : max(day, view.shown.first?.day ?? view.today)
      screen.point(&view, study)
    }
  }

  private mutating func zoom(by step: Int) -> [Request] {
    guard let next = IndicatorSpan(rawValue: span.rawValue + step) else { return [] }
    return change { screen, view, _ in
      screen.span = next
      view.show(next)
      if let day = screen.crosshair, let first = view.shown.first?.day, day < first {
        screen.crosshair = nil
        view.pointed = nil
      }
      screen.suppose(&view)
      screen.lay(&view)
    }
  }

  private mutating func count(earlier: Bool) -> [Request] {
    change { screen, view, study in
      let next = earlier ? screen.earlier(than: screen.since, view) : screen.later(than: screen.since, view)
      screen.since = next
      screen.selectedChange = 0
      view.marked = view.explained(study, from: screen.markMoment(view))
      view.change = view.explained(study, from: screen.moment(of: next, view))
    }
  }

  private func earlier(than since: IndicatorSince, _ view: IndicatorView) -> IndicatorSince {
    func event(before instant: Instant) -> IndicatorSince? {
      view.desk.previousEvent(before: instant).map { .event($0) }
    }
    switch since {
    case .yesterday: return .week
    case .week where view.mark != nil: return .mark
    case .week, .mark: return event(before: Instant(milliseconds: view.asOf.milliseconds + 1)) ?? since
    case .event(let instant): return event(before: instant) ?? since
    }
  }

  private func later(than since: IndicatorSince, _ view: IndicatorView) -> IndicatorSince {
    switch since {
    case .yesterday, .week: return .yesterday
    case .mark: return .week
    case .event(let instant):
      if let next = view.desk.nextEvent(after: instant), next <= view.asOf { return .event(next) }
      return view.mark == nil ? .week : .mark
    }
  }

  private mutating func nextSeries() -> [Request] {
    guard let known = view?.desk.references.map(\.id) else { return [] }
    let next = seriesID.flatMap { known.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    seriesID = next < known.count ? known[next] : nil
    _ = change { screen, view, _ in screen.lay(&view) }
    return seriesID == nil || view?.overlay != nil ? [] : [.notice("\(known[next]) has no value in the days shown")]
  }

  private mutating func suppose(_ supposition: Supposition, _ moment: Moment) -> [Request] {
    guard let view else { return [] }
    switch (chosen(view, IndicatorDesign(moment.screenRegion)), supposition) {
    case (.event(let id), .leftOut):
      hypothesis.leftOutSignals.formSymmetricDifference([id])
      hypothesis.statuses[id] = nil
    case (.event(let id), .status(let status)):
      hypothesis.statuses[id] = hypothesis.statuses[id] == status ? nil : status
      hypothesis.leftOutSignals.remove(id)
    case (.name(let symbol), .leftOut): hypothesis.leftOutNames.formSymmetricDifference([symbol])
    case (.side, _): return [.notice("other rates are tried on the What-if screen: w")]
    case (.name, _): return [.notice("a name can be left out: x")]
    case (nil, _): return [.notice("no event to suppose anything of")]
    }
    _ = change { screen, view, _ in screen.suppose(&view) }
    keepInView(moment)
    return []
  }

  // MARK: Rows

  private mutating func keepSelection() {
    guard let rows = view?.table.rows, !rows.isEmpty else { return selected = nil }
    if let selected, rows.contains(selected) { return }
    selected = rows.first { if case .event = $0 { true } else { false } } ?? rows[0]
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard let view else { return [] }
    if IndicatorDesign(moment.screenRegion).focus(section) == .changes {
      selectedChange = step.target(from: selectedChange, count: view.change?.change.items.count ?? 0, page: Self.page)
      return []
    }
    let rows = view.table.rows
    guard let index = selected.flatMap({ rows.firstIndex(of: $0) }) else { return [] }
    selected = rows[step.target(from: index, count: rows.count, page: Self.page)]
    keepInView(moment)
    return []
  }

  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] {
    section = IndicatorDesign(moment.screenRegion).section(after: section, by: step)
    keepInView(moment)
    return []
  }

  /// The row that a key is about: that of the part in focus.
  private func chosen(_ view: IndicatorView, _ design: IndicatorDesign) -> IndicatorRow? {
    guard design.focus(section) == .changes else { return selected }
    guard let items = view.change?.change.items, items.indices.contains(selectedChange) else { return nil }
    switch items[selectedChange].cause {
    case .event(let id, _, _, _): return .event(id: id)
    case .tariffs(let side): return .side(side)
    }
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard let view else { return [] }
    return switch chosen(view, IndicatorDesign(moment.screenRegion)) {
    case .event(let id): [.open(.detail(.signal(id: id)))]
    case .side: [.open(.tariffs(side: nil))]
    case .name(let symbol): [.open(.instrument(symbol: symbol))]
    case nil: []
    }
  }

  // MARK: Draw

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
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
      contributions(view, design).draw(into: &canvas, in: region)
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
