import Alerts
import Analytics
import Canvas
import Market
import Wording

/// Every rule: how it stands, how far it is from ringing, when it rang, and where it is written; the selected one in full
/// below.
struct AlertsScreen: Screen {
  private static let own = ScreenCommands<AlertsScreen>(place: .alerts, group: .alerts)

  static let commands = [
    own.command(
      [.character("z")], "snooze", "snooze: 15 min, again 1 h, again until tomorrow", label: "snooze", unless: needsRule
    ) { screen, _ in screen.rule.map { [.snooze($0)] } ?? [] },
    own.command(
      [.character("x")], "acknowledge", "acknowledge what rang", label: "seen",
      unless: { screen, moment in
        screen.selected?.lastFiring == nil ? "nothing rang here" : needsRule(screen, moment)
      }
    ) { screen, _ in screen.rule.map { [.acknowledgeAlert($0)] } ?? [] },
    own.command(
      [.character("e")], "edit", "edit the rule; an edited one is armed anew", label: "edit", unless: cannotWrite
    ) { screen, _ in
      screen.edited = screen.rule
      return screen.rule.map { [.ask(Prompt(.rule, text: $0.text))] } ?? []
    },
    own.command(
      [.character("D")], "delete", "delete the rule from its file (twice)", label: "delete", unless: cannotWrite
    ) { screen, _ in screen.delete() },
  ]

  private static let needsRule: @Sendable (AlertsScreen, Moment) -> String? = { screen, _ in
    screen.selected == nil ? "no rules yet: :alert RULE writes one" : nil
  }

  private static let cannotWrite: @Sendable (AlertsScreen, Moment) -> String? = { screen, moment in
    if let reason = needsRule(screen, moment) { return reason }
    return moment.isDemo && screen.rule?.isOwn == false
      ? "the demo's rules cannot be changed: detente init FOLDER makes a desk" : nil
  }

  /// What rang first, then what is pending, then as they are written.
  private var rows: [AlertStanding] = []
  private var problems: [Problem] = []
  /// The words of the rule under the cursor, which stays it whatever comes before it.
  private var key: String?
  /// The first row in view.
  private var first = 0
  private var detail: [DetailLine] = []
  private var pageHeight = 1
  /// The rule that the next `D` deletes.
  private var doomed: String?

  init() {}

  var place: Place { .alerts }
  var subject: String? { selected?.symbol }

  private var row: Int { rows.firstIndex { $0.rule.key == key } ?? 0 }
  private var selected: AlertStanding? { rows.isEmpty ? nil : rows[row] }
  private var rule: AlertRule? { selected?.rule }
  /// The rule whose text is being edited, wherever the cursor is by then.
  private var edited: AlertRule?

  mutating func refresh(from moment: Moment) {
    let before = row
    let standings = moment.alerts.standings(in: moment.reading, of: moment.desk)
    // Equal ones stay in the order of their files.
    rows = standings.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    // A file of rules that is refused as a whole has no kind.
    let refused = moment.desk.files.filter { $0.state == .bad && $0.path.hasSuffix("alerts.yaml") }
    problems = refused.compactMap(\.problems.first) + moment.alerts.problems
    if !rows.contains(where: { $0.rule.key == key }) {
      key = rows.isEmpty ? nil : rows[min(before, rows.count - 1)].rule.key
    }
    follow(moment)
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    doomed = nil
    guard !rows.isEmpty else { return [] }
    key = rows[step.target(from: row, count: rows.count, page: pageHeight)].rule.key
    follow(moment)
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard let selected else { return [] }
    guard let route = selected.route else { return [.notice("\(selected.rule.text): nothing to open")] }
    if case .instrument(let symbol) = route { return [.select(symbol), .open(route)] }
    return [.open(route)]
  }

  mutating func disarm() { doomed = nil }

  private mutating func delete() -> [Request] {
    guard let rule else { return [] }
    guard doomed == rule.key else {
      doomed = rule.key
      return [.notice("D again deletes it from \(rule.origin.file): \(rule.text)")]
    }
    doomed = nil
    return [.effect(.changeAlerts(.delete(rule.line, isOwn: rule.isOwn)))]
  }

  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] {
    guard case .done(let text) = typed, let rule = edited else { return [] }
    do throws(Mistake) {
      _ = try TypedRule(text: text, start: 0).read(in: moment, replacing: rule)
    } catch {
      return [.mistake(error)]
    }
    let written = text.drop { $0 == " " }
    let end = written.lastIndex { $0 != " " }.map { written.index(after: $0) } ?? written.endIndex
    guard written[..<end] != rule.text else { return [] }
    return [.effect(.changeAlerts(.replace(rule.line, isOwn: rule.isOwn, with: String(written[..<end]))))]
  }

  func completions(of line: Prompt, in moment: Moment) -> Completions {
    Completions(
      start: line.characters.count, candidates: [], note: TypedRule(text: line.text, start: 0).note(in: moment))
  }

  private mutating func follow(_ moment: Moment) {
    pageHeight = max(1, Self.tableHeight(moment.size.rows - 2 - shownProblems(moment.size.rows), rows.count))
    first = Viewport.first(first, keeping: row, count: rows.count, height: pageHeight, hasHeadings: false)
    detail = selected.map { AlertDetail(standing: $0, moment: moment).lines } ?? []
  }

  // MARK: Drawing

  /// Rows of the table: what there is, but at least half of the screen for the selected rule where both do not fit.
  private static func tableHeight(_ rows: Int, _ count: Int) -> Int {
    rows < 12 ? rows - 1 : min(count, (rows - 1) / 2)
  }

  private func shownProblems(_ rows: Int) -> Int { min(problems.count, rows < 20 ? 1 : 3) }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    var rest = region
    let table = table(moment)
    let heads = rows.isEmpty ? [] : table.heads(region.columns)
    canvas.paneRule(
      title(moment), rows.isEmpty ? "" : "  \(row + 1)/\(rows.count)", in: rest.takeRows(1), focused: true, heads: heads
    )
    let shown = shownProblems(region.rows + 2)
    for (index, problem) in problems.prefix(shown).enumerated() {
      let more = index == shown - 1 && problems.count > shown ? " and \(problems.count - shown) more" : ""
      canvas.write(
        "\(problem.description)" + "\(more)", in: rest.takeRows(1), row: 0, column: 3, width: region.columns - 4,
        style: Style(.error))
    }
    guard !rows.isEmpty else { return drawEmpty(&canvas, rest) }
    table.drawRows(into: &canvas, in: rest.takeRows(Self.tableHeight(region.rows - shown, rows.count)))
    if rest.rows >= 3, let rule {
      _ = rest.takeRows(rest.rows > detail.count + 2 ? 1 : 0)
      Page(title: "\(rule.name ?? rule.text)", lines: detail).draw(into: &canvas, in: rest, first: 0)
    }
  }

  private func drawEmpty(_ canvas: inout Canvas, _ region: Region) {
    var rest = region
    let first: TerminalSafe =
      problems.isEmpty
      ? "no rules yet: A on a row proposes one; :alert writes it to your own" : "no rule can be read; why stands above"
    let lines: [TerminalSafe] = [
      first, "",
      ":alert AMAT crosses below 140 rearm 142", ":alert any sigma >= 2.5 daily", ":alert index crosses above 40",
      ":alert signal grade B2+ becomes confirmed|denied", "",
      "detente feeds alerts.txt   how they reach you; detente alerts --test tries it",
    ]
    for line in lines { canvas.write(line, in: rest.takeRows(1), row: 0, column: 3, style: .dim) }
  }

  /// `Alerts: 2 rang, 1 refused`.
  private func title(_ moment: Moment) -> TerminalSafe {
    let counts = [
      (moment.ringing.count, "rang"), (rows.count { $0.state.word == "pending" }, "pending"),
      (problems.count, "refused"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let title: TerminalSafe = counts.isEmpty ? "Alerts" : "Alerts: \(counts.joined(separator: ", "))"
    return moment.isAway ? title + "  as they stand at the present" : title
  }

  private func table(_ moment: Moment) -> Table<AlertStanding> {
    var table = Table(
      [
        Column("state", ColumnExtent(8...19, fair: 16, gap: 0, rank: 1)) {
          .text($0.stateText(moment), $0.style)
        },
        Column("rule", ColumnExtent(16...Int.max, fair: 34, gap: 2), leads: true) {
          .text("\($0.rule.text)", $0.isOver ? .dim : .text)
        },
        Column("now", head: "now", ColumnExtent(9, gap: 2, rank: 4), alignment: .right) {
          .text(moment.isAway || $0.value.isEmpty ? "-" : "\($0.value)", .dim)
        },
        Column("distance", head: "distance", ColumnExtent(14, gap: 2, rank: 2), alignment: .right) {
          .text(moment.isAway || $0.distance.isEmpty ? "-" : "\($0.distance)")
        },
        Column("last", head: "rang", ColumnExtent(6...26, fair: 16, gap: 2, rank: 3)) { standing in
          standing.lastFiring.map { .text(moment.short($0.time) + " " + $0.short, .dim) } ?? .text("-", .dim)
        },
        Column("where", head: "written in", ColumnExtent(14...24, fair: 14, gap: 2, rank: 5)) {
          .text("\($0.rule.origin.description)", .dim)
        },
      ], rows: rows, selected: rows.isEmpty ? nil : row)
    table.first = first
    table.fills = true
    return table
  }
}

extension AlertRule {
  /// As its file tells it.
  var line: AlertLine { AlertLine(text, name: name, note: note, origin: origin) }
}

extension Moment {
  /// The clock, another day's date.
  func short(_ time: Instant) -> TerminalSafe {
    let day = clock.day(of: time)
    return day == clock.day(of: present)
      ? clock.time(of: time) : DateText.narrow(day, year: clock.day(of: present).parts.year)
  }
}

extension AlertStanding {
  /// What rang stands first.
  fileprivate var rank: Int {
    switch state {
    case .firing: isSeen ? 2 : 0
    case .pending: 1
    case .armed, .snoozed, .inhibited, .noData: 2
    case .expired: 3
    }
  }

  /// Whether the last firing was acknowledged.
  fileprivate var isSeen: Bool {
    guard let acknowledged, let lastFiring else { return false }
    return acknowledged >= lastFiring.time
  }

  fileprivate var isOver: Bool { state == .expired }

  fileprivate var style: Style {
    switch state {
    case .firing: isSeen ? .dim : Style(.warning, [.bold])
    case .pending: Style(.accent)
    case .inhibited: Style(.warning)
    case .armed: .text
    case .snoozed, .expired, .noData: .dim
    }
  }

  fileprivate func stateText(_ moment: Moment) -> TerminalSafe {
    switch state {
    case .firing(let since): "firing " + moment.short(since)
    case .pending(let since): "pending " + moment.short(since)
    case .snoozed(let until): "snoozed to " + moment.short(until)
    default: "\(state.word)"
    }
  }

  /// What shows more of what the rule looks at; nil where nothing does.
  var route: Route? {
    if let symbol { return .instrument(symbol: symbol) }
    switch rule.subject {
    case .name(let name, _): return .instrument(symbol: name)
    case .any, .sector: return lastFiring?.symbol.map { .instrument(symbol: $0) }
    case .number, .label, .trigger: return .indicator
    case .tariff(let side, _): return .tariffs(side: side)
    case .signal: return lastFiring.map { .detail(.signal(id: $0.subject)) } ?? .indicator
    case .feed: return .files
    case .deadline, .heartbeat: return nil
    }
  }
}
