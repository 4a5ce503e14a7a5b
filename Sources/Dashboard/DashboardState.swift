import Alerts
import Analytics
import Canvas
import Market

/// Everything the dashboard is at a moment. It changes only through `update`, and `draw` needs nothing else.
package struct DashboardState: Sendable {
  package private(set) var moment: Moment
  private(set) var navigator = Navigator()
  /// A line for the footer, until the next key.
  private(set) var notice: String?
  /// The theme shown while one is chosen.
  private var triedTheme: String?
  private(set) var keyMap = KeyMap.standard
  /// Lines typed before, for the next prompt.
  private var history = PromptHistory()
  /// Whether the terminal reports the mouse.
  private var hasMouse: Bool
  /// What happened since the trader looked, at the present; it waits while another moment is shown.
  private var digest: Digest?
  /// The items that were handed over to be remembered last.
  private var remembered: [DigestItem] = []
  /// The rules of the trader's configuration.
  private var ownAlerts: [AlertLine]
  /// Whether rules have been weighed in this run.
  private var hasWeighed = false
  /// For the rules, while another moment than the present is shown.
  private var presentEvaluator = DeskEvaluator()
  /// The desk as it was handed over.
  private var received: Desk
  private var evaluations: EvaluationQueue
  /// Whether the moment asked for is late enough for that to be said.
  package private(set) var isLate = false
  private var pending: [Effect] = []

  /// - Parameters:
  ///   - present: the wall clock, or the demo's opening moment.
  ///   - asOf: the moment to begin at, if not the present.
  ///   - seen: what was remembered of the desk; nil: nothing.
  ///   - alerts: how the rules of the desk stood when they were last looked at.
  ///   - told: what went out in earlier runs.
  ///   - ownAlerts: the rules of the trader's configuration.
  ///   - leavesEvaluations: whether evaluations that would hold up keys are left to the surroundings (``Effect/evaluate``);
  ///     else each is made at once.
  package init(
    desk: Desk, present: Instant, asOf: Instant? = nil, isDemo: Bool, size: Size, glyphs: Glyphs = .unicode,
    themes: [String] = [], options: [SettableOption] = [], seen: Digest? = nil,
    saved: SavedScenarios = SavedScenarios(), alerts: AlertMemory = AlertMemory(), told: ToldFirings = ToldFirings(),
    ownAlerts: [AlertLine] = [],
    preferences: Preferences = Preferences(), fault: String? = nil, leavesEvaluations: Bool = false
  ) {
    hasMouse = preferences.mouse
    received = desk
    self.ownAlerts = ownAlerts
    let known = DashboardState.known(desk, at: present, isDemo: isDemo, preferences)
    var book = AlertBook(known.alerts, own: ownAlerts, remembering: alerts, told: told)
    book.use(known.alerts, own: ownAlerts)
    evaluations = EvaluationQueue(leavesLong: leavesEvaluations)
    let first = evaluations.finish(
      Evaluation(
        known.refusing(book.problems), at: present, away: asOf == present ? nil : asOf, moved: nil, past: true))
    moment = Moment(
      desk: first.evaluation.desk, reading: first.reading, present: present, away: first.evaluation.away,
      isDemo: isDemo, size: size, glyphs: glyphs, themes: themes, options: options, seen: seen?.mark,
      saved: saved)
    (digest, remembered) = (seen, seen?.lasting ?? [])
    moment.alerts = book
    take(preferences, fault: fault)
    _ = take(first)
    pending = weighAlerts()
  }

  /// Takes in one message; what it returns is to be done by the surroundings.
  package mutating func update(_ message: Message) -> [Effect] {
    let effects = respond(to: message)
    for case .remember(let digest) in effects { remembered = digest.lasting }
    return effects
  }

  /// What is to be done since the state was made, before anything has happened.
  package mutating func takePending() -> [Effect] {
    defer { pending = [] }
    return pending
  }

  private mutating func respond(to message: Message) -> [Effect] {
    switch message {
    case .input(.key(let key)): return press(key)
    case .input(.paste(let text)):
      moment.play = nil
      guard var prompt = moment.prompt else { return [] }
      prompt.paste(text)
      return goOn(with: prompt)
    case .input(.mouse(let mouse)): return take(mouse)
    case .resized(let size):
      moment.size = size
      refreshScreen()
    case .desk(let desk, let moved, let now):
      let changed = desk.policyRevision != received.policyRevision || desk.historyRevision != received.historyRevision
      received = desk
      return advance(to: now, past: changed, moved: moved)
    case .passed(let desk, let now): return weighAlerts(of: desk, at: now)
    case .evaluated(let finished): return goOn(after: finished)
    case .late: isLate = awaited != nil
    case .clock(let now):
      guard !moment.isDemo, now != moment.present else { return [] }
      return advance(to: now, past: false, moved: [])
    case .played: return goOnPlaying()
    case .notice(let text): notice = text
    case .preferences(let preferences, let fault):
      let before = moment.preferences
      take(preferences, fault: fault)
      var effects: [Effect] = []
      if preferences.staleAfter != before.staleAfter || preferences.digestSigma != before.digestSigma {
        // What is kept is known by revisions, which tell files alone.
        effects = advance(to: moment.present, past: true, moved: nil, isAnew: true)
      }
      refreshScreen()
      guard preferences.mouse != before.mouse, preferences.mouse != hasMouse else { return effects }
      hasMouse = preferences.mouse
      return effects + [.mouse(hasMouse)]
    case .themes(let names):
      moment.themes = names
      if let prompt = moment.prompt, prompt.purpose == .command { return goOn(with: prompt) }
    case .ownAlerts(let lines):
      ownAlerts = lines
      useRules()
      return weighReceived(at: moment.present)
    case .history(let earlier): history = earlier.followed(by: history)
    case .scenarios(let saved):
      moment.saved = saved
      refreshScreen()
    }
    return []
  }

  /// What is wrong is said at once, and after the next key as long as nothing worse is.
  private mutating func take(_ preferences: Preferences, fault: String?) {
    keyMap = preferences.keys.isEmpty ? .standard : KeyMap(preferences.keys)
    navigator.arrange(by: preferences, before: moment.preferences)
    moment.preferences = preferences
    if notice == moment.configurationFault { notice = nil }
    moment.configurationFault = fault
    notice = fault ?? notice
  }

  // MARK: The moment

  /// What is known of a desk at the present, with what the trader prefers where its watchlist says nothing.
  private static func known(_ desk: Desk, at present: Instant, isDemo: Bool, _ preferences: Preferences) -> Desk {
    var known = isDemo ? desk : desk.known(at: present)
    known.watchlist.staleAfter = known.watchlist.staleAfter ?? preferences.staleAfter
    return known
  }

  /// Lets the wall clock go on; `past` when what was known a day ago may have changed.
  /// - Parameter moved: symbols whose quotes are others than at the last evaluation; nil: any may be.
  private mutating func advance(
    to now: Instant, past: Bool, moved: Set<String>?, isAnew: Bool = false
  ) -> [Effect] {
    let turned = Zone.newYork.day(of: now) != Zone.newYork.day(of: moment.present)
    let present = moment.isDemo ? moment.present : now
    let known = DashboardState.known(received, at: present, isDemo: moment.isDemo, moment.preferences)
    moment.alerts.use(known.alerts, own: ownAlerts)
    let next = Evaluation(
      known.refusing(moment.alerts.problems), at: present, away: askedAway, moved: moved, past: past || turned,
      isAnew: isAnew)
    return evaluate(next) + weighReceived(at: present)
  }

  /// Takes over the rules that there are now; those that are none are said of their files.
  private mutating func useRules() {
    moment.alerts.use(received.alerts, own: ownAlerts)
    moment.desk = moment.desk.refusing(moment.alerts.problems)
  }

  /// Weighs the rules against the newest desk, in the order in which desks come: a reading that is made elsewhere may be
  /// passed over for a newer one.
  private mutating func weighReceived(at now: Instant) -> [Effect] {
    evaluations.isBusy ? weighAlerts(of: received, at: now) : weighAlerts()
  }

  /// Weighs the rules against a desk that another has followed, or whose reading is not finished.
  private mutating func weighAlerts(of desk: Desk, at now: Instant) -> [Effect] {
    guard !desk.files.isEmpty, !desk.files.contains(where: \.isUnread) else { return [] }
    moment.alerts.use(desk.alerts, own: ownAlerts)
    guard !moment.alerts.isEmpty else { return [] }
    let known = DashboardState.known(desk, at: now, isDemo: moment.isDemo, moment.preferences)
    return tellAlerts(moment.alerts.take(presentEvaluator.reading(of: known, asOf: now), of: known))
  }

  /// Weighs the rules against what is known at the present, whatever moment is shown. What a file not yet read says would
  /// seem to have gone.
  private mutating func weighAlerts() -> [Effect] {
    guard moment.isWhole, !moment.desk.files.isEmpty else { return [] }
    guard !moment.alerts.isEmpty else {
      moment.ringing = []
      return []
    }
    let reading =
      moment.isAway ? presentEvaluator.reading(of: moment.desk, asOf: moment.present) : moment.reading
    return tellAlerts(moment.alerts.take(reading, of: moment.desk))
  }

  /// Has what rang go out, and shows how the rules stand now.
  private mutating func tellAlerts(_ firings: [Firing]) -> [Effect] {
    let news = moment.alerts.news(firings)
    // At first what rang in an earlier run stands.
    if news != nil || !moment.ringing.isEmpty || !hasWeighed { moment.ringing = moment.alerts.standing }
    hasWeighed = true
    if navigator.top.place == .alerts { refreshScreen() }
    return news.map { [.alerts($0)] } ?? []
  }

  /// Has an evaluation made, and shows what came of it where it is made at once.
  private mutating func evaluate(_ next: Evaluation) -> [Effect] { goOn(with: evaluations.add(next)) }

  private mutating func goOn(with step: EvaluationQueue.Step) -> [Effect] {
    switch step {
    case .finished(let finished): take(finished)
    case .elsewhere: [.evaluate]
    case .waits: []
    }
  }

  /// What is to be evaluated elsewhere, once after each ``Effect/evaluate``; ``Message/evaluated(_:)`` brings it back.
  package mutating func takeTask() -> EvaluationTask? { evaluations.takeTask() }

  private mutating func goOn(after finished: FinishedEvaluation) -> [Effect] {
    let (isShown, next) = evaluations.take(finished)
    let effects = isShown ? take(finished) : []
    return effects + (next.map { evaluate($0) } ?? [])
  }

  /// Shows what came of an evaluation.
  private mutating func take(_ finished: FinishedEvaluation) -> [Effect] {
    moment.desk = finished.evaluation.desk
    moment.present = finished.evaluation.present
    moment.away = finished.evaluation.away
    moment.reading = finished.reading
    if let dayBefore = finished.dayBefore { moment.dayBefore = dayBefore }
    if awaited == nil { isLate = false }
    let effects = takeNews()
    refreshScreen()
    // What the line would do is said of the desk that is there.
    if let prompt = moment.prompt, prompt.purpose == .command { return effects + goOn(with: prompt) }
    return effects
  }

  /// The moment asked for last, where it is not the present.
  private var askedAway: Instant? { evaluations.newest.map(\.away) ?? moment.away }

  /// The moment that was asked for and is still being made; nil where the one shown is it.
  package var awaited: Instant? {
    guard let asked = evaluations.newest, asked.away != moment.away else { return nil }
    return asked.asOf
  }

  /// Names what happened; what a name's next move counts from is remembered with the mark that the trader set.
  private mutating func takeNews() -> [Effect] {
    // What a file not yet read says would seem to have gone, and to be new a moment later. Before the folder has been
    // listed there is none.
    guard moment.isWhole, !moment.desk.files.isEmpty, let mark = moment.mark else {
      moment.digest = nil
      return []
    }
    let sigmas = moment.preferences.digestSigma
    guard !moment.isAway else {
      moment.digest = Digest(moment.reading, of: moment.desk, since: mark, sigmas: sigmas)
      return []
    }
    var next = digest.flatMap { $0.mark.instant == mark.instant ? $0 : nil }
    next?.count(from: mark, sigmas: sigmas)
    next = next ?? Digest(since: mark, sigmas: sigmas)
    next?.take(moment.reading, of: moment.desk)
    (digest, moment.digest) = (next, next)
    guard let next, mark.instant == moment.seen?.instant, next.lasting != remembered else { return [] }
    return [.remember(next)]
  }

  /// Shows a moment, which in the demo may lie ahead; nil: the present.
  private mutating func show(_ instant: Instant?) -> [Effect] {
    var away = instant
    if let shown = away, shown == moment.present || !moment.isDemo && shown > moment.present { away = nil }
    guard away != askedAway else { return [] }
    // What the past says is remembered by nobody, and the way back to the present finds what is known there.
    let newest = evaluations.newest
    let next = Evaluation(
      newest?.desk ?? moment.desk, at: newest?.present ?? moment.present, away: away, moved: nil, past: true)
    return evaluate(next).filter {
      if case .remember = $0 { false } else { true }
    }
  }

  // MARK: Keys

  /// What is being typed comes first; then the command of the key, or why it does nothing.
  private mutating func press(_ key: Key) -> [Effect] {
    if moment.play != nil {
      switch key {
      case .character("+"): moment.play?.faster()
      case .character("-"): moment.play?.slower()
      default: moment.play = nil
      }
      if moment.play != nil || key == .escape || keyMap.find(key, at: navigator.top.place)?.word == "play" {
        notice = moment.play == nil ? "stopped" : nil
        return []
      }
    }
    let command = keyMap.find(key, at: navigator.top.place)
    guard let prompt = moment.prompt else {
      if navigator.top.question != nil, key != .control("c") { return answer(key) }
      return command.map { run($0, key) } ?? miss()
    }
    var typed = prompt
    switch typed.press(key) {
    case .typing: return goOn(with: typed)
    case .done(let text): return finish(typed, text)
    case .left:
      moment.prompt = nil
      return prompt.purpose == .command ? tryTheme(of: "") : tell(.left, prompt.purpose)
    case .passed:
      // A key that would do nothing does not cost what was typed.
      guard let command else { return [] }
      guard prompt.purpose.mark == nil else { return command.group == .program ? run(command, key) : [] }
      moment.prompt = nil
      return tell(.left, prompt.purpose) + run(command, key)
    }
  }

  /// Gives the screen the key that it waited for.
  private mutating func answer(_ key: Key) -> [Effect] {
    notice = nil
    let moment = moment
    return carryOut(navigator.change { $0.take(awaited: key, in: moment) })
  }

  private mutating func miss() -> [Effect] {
    notice = nil
    return []
  }

  private mutating func run(_ command: Command, _ key: Key) -> [Effect] {
    notice = nil
    if let reason = command.reason(navigator.top, moment) {
      navigator.change { $0.disarm() }
      notice = reason
      return []
    }
    let moment = moment
    return carryOut(navigator.change { command.run(key, on: &$0, in: moment) })
  }

  // MARK: Typing

  /// Goes on with a line after a key or a paste; the one that asked for it is told where it reads otherwise now.
  private mutating func goOn(with prompt: Prompt) -> [Effect] {
    let isChanged = moment.prompt?.text != prompt.text
    moment.prompt = prompt
    var effects = isChanged ? tell(.changed(prompt.text), prompt.purpose) : []
    if prompt.purpose == .command {
      if isChanged, prompt.text == "theme " { effects.append(.listThemes) }
      effects += tryTheme(of: prompt.text)
    }
    if let prompt = moment.prompt, prompt.chosen == nil {
      let completions = completions(of: prompt)
      moment.prompt?.offer(completions)
    }
    return effects
  }

  /// Ends a line with Enter, unless something is wrong with it.
  private mutating func finish(_ prompt: Prompt, _ text: String) -> [Effect] {
    moment.prompt = prompt
    var effects =
      switch prompt.purpose {
      case .command: obey(text)
      case .name: openName(text)
      default: tell(.done(text), prompt.purpose)
      }
    guard moment.prompt?.mistake == nil else { return effects }
    if moment.prompt == prompt { moment.prompt = nil }
    if let mark = prompt.purpose.mark, history.add("\(mark)\(text)") {
      effects.append(.rememberLine("\(mark)\(text)"))
    }
    return effects
  }

  private func completions(of prompt: Prompt) -> Completions {
    let text = String(prompt.characters[..<prompt.cursor])
    return switch prompt.purpose {
    case .command: line(text).completions()
    case .name: Completions(start: 0, candidates: text.isEmpty ? [] : line(text).names(beginning: text))
    default: navigator.top.completions(of: prompt, in: moment)
    }
  }

  // MARK: Command line

  private func line(_ text: String) -> CommandLine {
    CommandLine(
      text: text,
      context: LineContext(
        moment: moment, screen: navigator.top, commands: Command.byPlace[navigator.top.place] ?? [],
        lineCommands: LineCommand.table))
  }

  /// Does what a line asks for, or marks what is wrong with it.
  private mutating func obey(_ text: String) -> [Effect] {
    do throws(Mistake) {
      let action = try line(text).action()
      notice = nil
      moment.prompt = nil
      // What is taken now is tried no more.
      triedTheme = nil
      switch action {
      case .requests(let requests): return carryOut(requests)
      case .command(let command, let key): return run(command, key)
      }
    } catch {
      moment.prompt?.mark(error)
      return []
    }
  }

  /// Opens the first name that a line begins.
  private mutating func openName(_ text: String) -> [Effect] {
    guard text.contains(where: { $0 != " " }) else { return [] }
    guard let name = line(text).names(beginning: text).first?.text else {
      moment.prompt?.mark(Mistake(at: 0, length: text.count, "found \(text), expected the beginning of a name"))
      return []
    }
    moment.prompt = nil
    return carryOut([.select(name), .open(.instrument(symbol: name))])
  }

  /// Shows the theme that a line names, and the one that was taken where it names none.
  private mutating func tryTheme(of line: String) -> [Effect] {
    let words = line.split(separator: " ")
    let name = words.count == 2 && words[0] == "theme" ? moment.themes.first { $0 == words[1] } : nil
    guard name != triedTheme else { return [] }
    triedTheme = name
    return [.tryTheme(name)]
  }

  /// Tells the one that asked for a line what becomes of it.
  private mutating func tell(_ typed: Typed, _ purpose: Prompt.Purpose) -> [Effect] {
    guard purpose != .command, purpose != .name else { return [] }
    let moment = moment
    return carryOut(navigator.change { $0.take(typed, for: purpose, in: moment) })
  }

  /// Rows that a notch of the wheel moves by.
  private static let wheelRows = 3

  private mutating func take(_ mouse: MouseInput) -> [Effect] {
    // A report that nobody asked for is none.
    guard hasMouse, moment.prompt == nil else { return [] }
    // What is hit is what is on the screen, with the notice.
    let hit = mouse.kind == .press ? draw(on: .blank, withTargets: true).target(at: mouse.position) : nil
    moment.play = nil
    notice = nil
    switch mouse.kind {
    case .press: return click(mouse.position, hit)
    case .wheelUp: return move(by: -DashboardState.wheelRows)
    case .wheelDown: return move(by: DashboardState.wheelRows)
    }
  }

  private mutating func move(by rows: Int) -> [Effect] {
    let moment = moment
    return carryOut(navigator.change { $0.move(.rows(rows), in: moment) })
  }

  /// Does what stands at a place: a row gets the cursor and, where it has it, is opened; a head sorts; a hint is a key.
  private mutating func click(_ position: Position, _ hit: Target.Action?) -> [Effect] {
    let moment = moment
    let isFocused = !navigator.change { $0.focus(at: position, in: moment) }
    // A list tells its rows once it has the cursor.
    switch isFocused ? hit : draw(on: .blank, withTargets: true).target(at: position) {
    case .rows(0): return isFocused ? carryOut(navigator.change { $0.open(in: moment) }) : []
    case .rows(let rows): return move(by: rows)
    case .head(let column): return carryOut(navigator.change { $0.sort(byHead: column, in: moment) })
    case .key(let key): return press(key)
    case .command(let word, let times):
      guard let command = keyMap.command(word, at: navigator.top.place) else { return [] }
      // Such a command asks for no key; it may have lost its own to another.
      return (0..<times).flatMap { _ in run(command, command.keys.first ?? .enter) }
    case nil: return []
    }
  }

  private mutating func carryOut(_ requests: [Request]) -> [Effect] { requests.flatMap { carryOut($0) } }

  private mutating func carryOut(_ request: Request) -> [Effect] {
    switch request {
    case .open(let route): open(route)
    case .go(let place): go(to: place)
    case .back: back()
    case .leave:
      if navigator.opened.isEmpty { return [.quit] }
      navigator.back()
      refreshScreen()
    case .show(let instant): return show(instant)
    case .play: return play()
    case .select(let symbol): navigator.select(symbol, in: moment)
    case .mark(let symbol):
      moment.marked.formSymmetricDifference([symbol])
      notice = moment.marked.isEmpty ? "no name marked" : "\(moment.marked.count) marked: v compares"
    case .acknowledge:
      let mark = SeenMark(moment.reading)
      moment.seen = mark
      let next = Digest(since: mark, sigmas: moment.preferences.digestSigma)
      digest = next
      let effects = takeNews()
      refreshScreen()
      return [.remember(next)] + effects
    case .ask(let prompt):
      return goOn(with: prompt.recalling(history.lines(of: prompt.purpose)))
    case .mistake(let mistake): moment.prompt?.mark(mistake)
    case .setMouse(let isOn): return hasMouse == isOn ? [] : carryOut(.switchMouse)
    case .sort(let order): navigator.change { [moment] in $0.sort(by: order, in: moment) }
    case .listColumns:
      navigator.openColumns()
      refreshScreen()
    case .columns(let ids): navigator.arrange { [moment] in $0.show(columns: ids, in: moment) }
    case .hide(let pane, let isHidden): navigator.arrange { [moment] in $0.hide(pane, isHidden, in: moment) }
    case .filter(let text):
      navigator.arrange { [moment] in $0.narrow(Filter.typed(text, columns: NameList.columns), in: moment) }
    case .notice(let text): notice = text
    case .copy(let extent): return copy(extent)
    case .switchMouse:
      hasMouse.toggle()
      notice = hasMouse ? "mouse on: wheel, click; Shift selects text" : "mouse off"
      return [.mouse(hasMouse)]
    case .save:
      var arrangement = moment.preferences
      (arrangement.columns, arrangement.sort) = (navigator.overview.view.columns, navigator.overview.view.sort)
      arrangement.hidden = navigator.overview.hidden
      return [.save(arrangement)]
    case .snooze(let rule):
      moment.alerts.snooze(rule, at: moment.present)
      return tellAlerts([])
    case .acknowledgeAlert(let rule):
      moment.alerts.acknowledge(rule, at: moment.present)
      return tellAlerts([])
    case .effect(let effect): return [effect]
    }
    return []
  }

  /// What stands on the screen, without the mark of the cursor.
  private mutating func copy(_ extent: CopyExtent) -> [Effect] {
    var canvas = draw()
    if let cursor = canvas.cursor {
      let mark = Region(row: cursor.row, column: cursor.column, rows: 1, columns: 1)
      if canvas.lines(in: mark) == [">"] { canvas.write(" ", in: mark, row: 0) }
    }
    let part = navigator.top.part(in: moment) ?? moment.screenRegion
    switch extent {
    case .row:
      guard let cursor = canvas.cursor else {
        notice = "no row to copy here: Y copies all"
        return []
      }
      let row = Region(row: cursor.row, column: part.column, rows: 1, columns: part.columns)
      let text = canvas.lines(in: row).joined().drop { $0 == " " }
      return [.copy(String(text), as: "the row")]
    case .part:
      let lines = canvas.lines(in: part)
      return [.copy(lines.map { $0 + "\n" }.joined(), as: lines.count == 1 ? "1 row" : "\(lines.count) rows")]
    }
  }

  // MARK: Play

  /// From the moment shown, in the demo's opening moment from the watchlist's date.
  private mutating func play() -> [Effect] {
    notice = nil
    moment.play = Play()
    return moment.isDemo && !moment.isAway ? show(moment.desk.watchlist.since.asOf) : []
  }

  /// Shows the next moment at which the ledger moved; the live present, or the last of them, is the end.
  private mutating func goOnPlaying() -> [Effect] {
    guard moment.play != nil else { return [] }
    if let next = moment.desk.nextEvent(after: moment.asOf), moment.isDemo || next < moment.present {
      return show(next)
    }
    moment.play = nil
    notice = moment.isDemo ? "played to the last signal and step" : "played to the present"
    return moment.isDemo ? [] : show(nil)
  }

  // MARK: Screens

  /// Lets the screen in view take over the present moment; one below it does when it comes into view again.
  private mutating func refreshScreen() {
    let moment = moment
    navigator.change { $0.refresh(from: moment) }
  }

  private mutating func open(_ route: Route) {
    navigator.open(route.screen)
    refreshScreen()
  }

  /// Shows what was left out; where that is nothing, closes what is open.
  private mutating func back() {
    let moment = moment
    if !navigator.change({ $0.showAll(in: moment) }) { navigator.back() }
    refreshScreen()
  }

  /// Opens a screen, or goes back to it where it is already open below: the stack stays as short as there are screens.
  private mutating func go(to place: Place) {
    if navigator.back(to: place) { return refreshScreen() }
    if let route = navigator.route(to: place) { open(route) }
  }
}
