import Analytics
import Canvas
import Market

/// Everything the dashboard is at a moment. It changes only through `update`, and `draw` needs nothing else.
package struct DashboardState: Sendable {
  package private(set) var moment: Moment
  private(set) var navigator = Navigator()
  /// A line for the footer, until the next key.
  private(set) var notice: String?
  private(set) var keyMap = KeyMap.standard
  /// The desk as it was handed over.
  private var received: Desk
  private var evaluator = DeskEvaluator()

  /// - Parameters:
  ///   - present: the wall clock, or the demo's opening moment.
  ///   - asOf: the moment to begin at, if not the present.
  package init(
    desk: Desk, present: Instant, asOf: Instant? = nil, isDemo: Bool, size: Size, glyphs: Glyphs = .unicode,
    seen: SeenMark? = nil, saved: SavedScenarios = SavedScenarios(), preferences: Preferences = Preferences(),
    fault: String? = nil
  ) {
    received = desk
    let desk = DashboardState.known(desk, at: present, isDemo: isDemo, preferences)
    moment = Moment(
      desk: desk, reading: evaluator.reading(of: desk, asOf: asOf ?? present), present: present, away: asOf,
      isDemo: isDemo, size: size, glyphs: glyphs, seen: seen, saved: saved)
    take(preferences, fault: fault)
    evaluate(past: true)
  }

  /// Takes in one message; what it returns is to be done by the surroundings.
  package mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .input(.key(let key)): return press(key)
    case .input(.paste(let text)):
      moment.prompt?.paste(text)
    case .resized(let size):
      moment.size = size
      refreshScreen()
    case .desk(let desk, let now):
      let changed = desk.policyRevision != received.policyRevision || desk.historyRevision != received.historyRevision
      received = desk
      advance(to: now, past: changed)
    case .clock(let now):
      guard !moment.isDemo, now != moment.present else { return [] }
      advance(to: now, past: false)
    case .notice(let text): notice = text
    case .preferences(let preferences, let fault):
      let before = moment.preferences
      take(preferences, fault: fault)
      if preferences.staleAfter != before.staleAfter {
        // It remembers by revisions, which tell files alone.
        evaluator = DeskEvaluator()
        advance(to: moment.present, past: true)
      }
      refreshScreen()
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
  private mutating func advance(to now: Instant, past: Bool) {
    let turned = Zone.newYork.day(of: now) != Zone.newYork.day(of: moment.present)
    if !moment.isDemo { moment.present = now }
    moment.desk = DashboardState.known(
      received, at: moment.present, isDemo: moment.isDemo, moment.preferences)
    evaluate(past: past || turned)
  }

  private mutating func evaluate(past: Bool) {
    moment.reading = evaluator.reading(of: moment.desk, asOf: moment.asOf)
    if past { moment.dayBefore = SeenMark.dayBefore(moment.desk, asOf: moment.asOf, evaluator) }
    // What a file not yet read says would seem to have gone, and to be new a moment later.
    moment.digest = moment.isWhole ? moment.mark.map { Digest.items(moment.reading, since: $0) } ?? [] : []
    refreshScreen()
  }

  /// Shows the evening of a day, which in the demo may lie ahead; nil: the present.
  private mutating func show(_ day: Day?) {
    var away = day?.asOf
    if let shown = away, shown == moment.present || !moment.isDemo && shown > moment.present { away = nil }
    guard away != moment.away else { return }
    moment.away = away
    evaluate(past: true)
  }

  // MARK: Keys

  /// What is being typed comes first; then the command of the key, or why it does nothing.
  private mutating func press(_ key: Key) -> [Effect] {
    let command = keyMap.find(key, at: navigator.top.place)
    if let answer = moment.prompt?.press(key) {
      switch answer {
      case .typing: return []
      // A key that would do nothing does not cost what was typed.
      case .passed where command == nil: return []
      case .left, .passed: moment.prompt = nil
      case .done(let text):
        moment.prompt = nil
        let moment = moment
        return carryOut(navigator.change { $0.take(typed: text, in: moment) })
      }
      if answer == .left { return [] }
    }
    notice = nil
    if navigator.top.awaitsKey, key != .control("c") {
      let moment = moment
      return carryOut(navigator.change { $0.take(awaited: key, in: moment) })
    }
    guard let command else { return [] }
    if let reason = command.reason(navigator.top, moment) {
      navigator.change { $0.disarm() }
      notice = reason
      return []
    }
    let moment = moment
    return carryOut(navigator.change { command.run(key, on: &$0, in: moment) })
  }

  private mutating func carryOut(_ requests: [Request]) -> [Effect] { requests.flatMap { carryOut($0) } }

  private mutating func carryOut(_ request: Request) -> [Effect] {
    switch request {
    case .open(let route): open(route)
    case .go(let place): go(to: place)
    case .back: back()
    case .leave:
      if navigator.opened.isEmpty { return [.quit] }
      back()
    case .show(let day): show(day)
    case .select(let symbol): navigator.select(symbol, in: moment)
    case .mark(let symbol):
      moment.marked.formSymmetricDifference([symbol])
      notice = moment.marked.isEmpty ? "no name marked" : "\(moment.marked.count) marked: v compares"
    case .acknowledge:
      let mark = SeenMark(moment.reading)
      moment.seen = mark
      evaluate(past: false)
      return [.remember(mark)]
    case .ask(let prompt): moment.prompt = prompt
    case .notice(let text): notice = text
    case .effect(let effect): return [effect]
    }
    return []
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

  private mutating func back() {
    navigator.back()
    refreshScreen()
  }

  /// Opens a screen, or goes back to it where it is already open below: the stack stays as short as there are screens.
  private mutating func go(to place: Place) {
    if navigator.back(to: place) { return refreshScreen() }
    if let route = navigator.route(to: place) { open(route) }
  }
}
