import Alerts
import Analytics
import CGuard
import Canvas
import Configuration
import Dashboard
import Glibc
import Market
import Snapshots
import System
import Terminal
import Theming

/// One run of the dashboard on a terminal: waits, lets the state take everything in, draws once, presents.
final class DashboardSession {
  /// How long the first paint waits for the first files, so that a quick folder never flashes empty.
  private static let firstDeskMilliseconds = 150
  /// How long leaving waits for what was to be kept, once the terminal is given back.
  private static let lastMilliseconds = 2000.0

  private let terminal: Terminal
  private let engine: RefreshEngine?
  private let memory: StateFolder?
  private let scenarios = ScenarioFolder()
  /// What is kept of the alerts; nil in the demo, and where there is no home for it.
  private let alertStore: AlertStore?
  /// What was wrong with it at the start.
  private let alertFault: String?
  /// How the rules stood when an earlier run ended; nil in the demo.
  private let leftOver: AlertMemory?
  /// Of the trader's own rules.
  private let ownAlertsWatch: FileWatch?
  /// Work in the home folder.
  private let homeQueue = WorkQueue<HomeOutcome>(onThreadStart: { dt_guard_thread() })
  /// Evaluations that would hold up keys; one at a time.
  private let evaluations = WorkQueue<FinishedEvaluation>(onThreadStart: { dt_guard_thread() })
  /// Since when the moment asked for is waited for; nil: it is shown.
  private var awaitedSince: Double?
  /// How long it is waited for before that is said.
  private static let lateMilliseconds = 100.0
  /// What was to be kept and is not, by its name: what is said of each.
  private var losses: [String: String] = [:]
  private let configuration: ConfigurationFile
  /// Of the file of the configuration; nil where there can be none.
  private let configurationWatch: FileWatch?
  /// As the configuration has it, with what the environment and the command line say.
  private var settings: Settings
  /// What the trader has set for this run, by option.
  private var choices: [String: String] = [:]
  private let path: String?
  private var themes: ThemeCatalog
  /// Position in `themes.names`.
  private var theme: Int
  /// What is drawn with.
  private var inUse = Theme.terminal
  /// What the terminal draws upon, and whether it prefers light or dark; nil: it has not said.
  private var ground: RGB?
  private var variant: TerminalEvent.Variant?
  private var state: DashboardState
  private let delivery: AlertDelivery
  /// Since when the stop that is being played is shown; nil: none is.
  private var stopStart: Double?
  /// What came before the first paint.
  private var early: [TerminalEvent] = []

  /// What came of work in the home folder.
  private struct HomeOutcome {
    /// For the state.
    var events: [Message] = []
    /// What was to be kept; nil: nothing.
    var kept: String?
    /// What is to be said where it is not.
    var loss: String?
    /// The configuration, where it may have changed.
    var reading: ConfigurationReading?
    /// The themes, where they were listed anew.
    var themes: ThemeCatalog?
  }

  /// The configuration, with what the command line says over it, and what the command line alone can say.
  struct Launch {
    let themes = ThemeCatalog()
    let configuration: ConfigurationFile
    var asOf: Instant?
    /// Seconds.
    var poll: Int?
    var log: String?
    /// Whether a process beside it gives the terminal back should it be killed.
    var hasGuardian = getenv("DETENTE_GUARDIAN").map { String(cString: $0) != "0" } ?? true

    /// - Parameter overrides: what the arguments say over the configuration.
    init(over overrides: [Override] = []) { configuration = UserConfiguration.file(over: overrides, themes) }
  }

  /// - Throws: `Failure` with status 3 when there is no terminal to draw on, 4 when the folder cannot be opened.
  init(_ launch: Launch) throws {
    // First: what a process has not touched yet need not be copied for two.
    if launch.hasGuardian, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 { _ = dt_guard_begin_guardian() }
    configuration = launch.configuration
    configurationWatch = configuration.path.map { FileWatch($0) }
    let reading = configuration.read()
    let settings = reading.settings
    self.settings = settings
    let path = settings.desk
    if let path { try DashboardSession.requireFolder(path) }
    self.path = path
    themes = launch.themes
    theme = themes.index(of: settings.theme) ?? 0
    let memory = StateFolder()
    self.memory = memory
    alertStore = path.flatMap { AlertStore(desk: $0) }
    ownAlertsWatch = path == nil ? nil : DeskAlerts.path.map { FileWatch($0) }
    let kept = alertStore?.read() ?? AlertStore.Kept()
    let own = path == nil ? OwnAlerts() : DeskAlerts.readOwn()
    do {
      var options = Terminal.Options()
      options.color = settings.colorChoice
      options.isPlain = settings.plain
      options.log = try launch.log.map { try StateFolder.openLog($0) } ?? memory?.openLog()
      terminal = try Terminal(options: options)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure.noTerminal("\(error)")
    }
    let glyphs = terminal.supportsUnicode ? settings.glyphs : .ascii
    let voice = AlertDelivery.Voice(
      ring: { [terminal] in terminal.ring() },
      notify: { [terminal] in terminal.notify(glyphs.alert + $0, as: $1) })
    delivery = AlertDelivery(alertStore, through: voice)
    inUse = try themes.theme(of: settings)
    terminal.use(inUse)
    engine = path.map { path in
      RefreshEngine(path: path, pollInterval: launch.poll.map { Double($0) }, onThreadStart: { dt_guard_thread() })
    }
    var first = path == nil ? DemoDesk.desk() : Desk()
    if let engine {
      engine.keepEvery()
      guard engine.start() else { throw Failure(status: 1, message: "no thread for reading the folder") }
      early = terminal.wait(for: engine.fileDescriptor, milliseconds: DashboardSession.firstDeskMilliseconds)
      first = engine.take() ?? first
    }
    state = DashboardState(
      desk: first, present: path == nil ? DemoDesk.opening : Instant.now, asOf: launch.asOf, isDemo: path == nil,
      size: terminal.size, glyphs: terminal.supportsUnicode ? settings.glyphs : .ascii, themes: themes.names,
      options: Settings.options, seen: path.flatMap { memory?.digest(for: $0) }, alerts: kept.memory, told: kept.told,
      ownAlerts: DeskAlerts.lines(own, for: path), preferences: settings.preferences,
      fault: UserConfiguration.shortFault(of: reading), leavesEvaluations: true)
    alertFault = kept.fault
    leftOver = path == nil ? nil : kept.memory
    terminal.setMouse(settings.mouse)
  }

  /// - Throws: `Failure` with status 4 when the folder cannot be opened.
  static func requireFolder(_ path: String) throws {
    guard let stream = opendir(path) else { throw Failure.folder("\(path): \(String(cString: strerror(errno)))") }
    closedir(stream)
  }

  /// Runs until the trader quits or the terminal is gone; gives the terminal back and ends the process.
  func run() -> Never {
    var events = early
    let descriptors =
      [
        homeQueue.fileDescriptor, evaluations.fileDescriptor, configurationWatch?.fileDescriptor,
        ownAlertsWatch?.fileDescriptor, engine?.fileDescriptor,
      ]
      .compactMap { $0 }.filter { $0 >= 0 } + delivery.fileDescriptors
    // What only one screen shows is read once there is something to look at.
    present()
    readScenarios()
    readConfiguration()
    readHistory()
    readOwnAlerts()
    if let alertFault { _ = state.update(.notice(alertFault)) }
    if let leftOver { delivery.recover(leftOver, at: .now) }
    _ = perform(state.takePending())
    while true {
      // What the next frame no longer needs is freed when that has gone out.
      let shown = state.moment
      for event in events where !take(event) { leave() }
      // Also while events never cease.
      if delivery.milliseconds == 0 { delivery.deliver([], settings) }
      present()
      withExtendedLifetime(shown) {}
      events = terminal.wait(descriptors: descriptors, milliseconds: milliseconds)
    }
  }

  private func present() {
    terminal.present(state.draw())
    terminal.setTitle(title)
  }

  /// What the window is named after; nil: as it was named before.
  private var title: TerminalSafe? {
    let ringing = settings.alerts.title ? state.ringing : nil
    guard settings.title else { return ringing.map { "detente " + $0 } }
    return ringing.map { state.title + " " + $0 } ?? state.title
  }

  /// - Parameter lost: why the terminal is no more; nil: the trader quits.
  private func leave(lost: String? = nil) -> Never {
    terminal.restore()
    let isDone = homeQueue.finish(milliseconds: DashboardSession.lastMilliseconds)
    if !delivery.finish(settings, milliseconds: DashboardSession.lastMilliseconds) {
      Output.error("found the hook of alerts not done, expected it to end; it has the rest of its 10 s")
    }
    _ = takeOutcomes()
    if !isDone { Output.error("found the home folder not answering, expected it to keep what was saved last") }
    for (_, loss) in losses.sorted(by: { $0.key < $1.key }) { Output.error(loss) }
    if let lost { Output.error("the terminal is gone (\(lost))") }
    // Nothing is left to be done: to free a large desk piece by piece would only keep the shell waiting.
    _exit(!isDone || !losses.isEmpty ? 1 : lost == nil ? 0 : 3)
  }

  /// What the finished work has for the state; notes what was lost, until it is kept after all.
  private func takeOutcomes() -> [Message] {
    homeQueue.take().flatMap { outcome in
      if let kept = outcome.kept { losses[kept] = outcome.loss }
      if let reading = outcome.reading { apply(reading) }
      if let themes = outcome.themes { take(themes) }
      return outcome.events
    }
  }

  /// Until something is due by itself; nil: nothing is.
  private var milliseconds: Int? {
    stopStart = state.moment.play == nil ? nil : stopStart ?? MonotonicClock.milliseconds
    let playing = stopEnd.map { max(0, Int($0 - MonotonicClock.milliseconds) + 1) }
    awaitedSince = state.awaited == nil ? nil : awaitedSince ?? MonotonicClock.milliseconds
    let late = lateEnd.map { max(0, Int($0 - MonotonicClock.milliseconds) + 1) }
    return [
      millisecondsToMinute, millisecondsToSilence, millisecondsToAlert, playing, late, delivery.milliseconds,
    ].compactMap { $0 }.min()
  }

  /// When the stop that is being played has been shown long enough, at the pace of now; nil: none is.
  private var stopEnd: Double? {
    guard let stopStart, let play = state.moment.play else { return nil }
    return stopStart + Double(play.seconds * 1000)
  }

  /// When it is to be said that the moment asked for is not ready yet; nil: it is shown, or that was said.
  private var lateEnd: Double? {
    guard let awaitedSince, !state.isLate else { return nil }
    return awaitedSince + DashboardSession.lateMilliseconds
  }

  /// Until the clock's next minute; nil in the demo, whose clock stands still.
  private var millisecondsToMinute: Int? {
    path == nil ? nil : Int(60_000 - Instant.now.milliseconds % 60_000) + 1
  }

  /// Until a feed counts as dead unless its file changes before; nil where none can.
  private var millisecondsToSilence: Int? {
    state.moment.nextSilence.map { Int(max(1, $0.milliseconds - Instant.now.milliseconds)) }
  }

  /// Until a rule that is pending has held for long enough; nil: none is.
  private var millisecondsToAlert: Int? {
    path == nil
      ? nil
      : state.moment.alerts.nextDue.flatMap { due in
        // What was due before the moment shown waits for files that are not read yet.
        due <= state.moment.present ? nil : Int(max(1, due.milliseconds - Instant.now.milliseconds))
      }
  }

  /// Takes in one event of the terminal; false ends the run.
  private func take(_ event: TerminalEvent) -> Bool {
    switch event {
    case .input(let input): return perform(state.update(.input(input)))
    case .ground(let ground):
      self.ground = ground
      _ = use(theme: theme)
      return true
    case .variant(let variant):
      follow(variant)
      return true
    case .resized(let size): return perform(state.update(.resized(size)))
    case .ready(homeQueue.fileDescriptor):
      return takeOutcomes().allSatisfy { perform(state.update($0)) }
    case .ready(let descriptor) where delivery.fileDescriptors.contains(descriptor):
      guard let failure = delivery.takeOutcomes(settings) else { return true }
      // Standard error is the log while the screen stands.
      Output.error(failure)
      return perform(state.update(.notice(failure)))
    case .ready(evaluations.fileDescriptor):
      return evaluations.take().allSatisfy { perform(state.update(.evaluated($0))) }
    case .ready(configurationWatch?.fileDescriptor):
      if configurationWatch?.drain() ?? false { readConfiguration() }
      return true
    case .ready(ownAlertsWatch?.fileDescriptor):
      if ownAlertsWatch?.drain() ?? false { readOwnAlerts() }
      return true
    case .ready:
      guard let desks = engine?.takeAll(), let last = desks.last else { return true }
      for passed in desks.dropLast() {
        guard perform(state.update(.passed(passed.desk, at: Instant.now))) else { return false }
      }
      let moved = desks.reduce(Set() as Set<String>?) { moved, next in
        moved.flatMap { known in next.moved.map { known.union($0) } }
      }
      return perform(state.update(.desk(last.desk, moved: moved, at: Instant.now)))
    case .timeout:
      if let end = stopEnd, end <= MonotonicClock.milliseconds {
        stopStart = nil
        return perform(state.update(.played))
      }
      if let end = lateEnd, end <= MonotonicClock.milliseconds { return perform(state.update(.late)) }
      let isOfDelivery = delivery.milliseconds == 0
      delivery.deliver([], settings)
      if isOfDelivery { return true }
      engine?.tick()
      return perform(state.update(.clock(Instant.now)))
    case .resumed:
      engine?.rescan()
      return path == nil || perform(state.update(.clock(Instant.now)))
    case .gone(let reason): leave(lost: reason)
    }
  }

  private func perform(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .evaluate:
        if let task = state.takeTask() { evaluations.add { task.finished() } }
      case .suspend:
        terminal.suspend()
        guard take(.resumed), take(.resized(terminal.size)) else { return false }
      case .repaint: terminal.repaint()
      case .rescan:
        engine?.rescan()
        readScenarios()
        readConfiguration()
      case .nextTheme:
        let next = (theme + 1) % themes.names.count
        _ = state.update(.notice(use(theme: next) ?? "theme \(themes.names[next])"))
      case .theme(let name):
        if let loss = themes.index(of: name).flatMap({ use(theme: $0) }) { _ = state.update(.notice(loss)) }
      case .listThemes: homeQueue.add { HomeOutcome(themes: ThemeCatalog()) }
      case .tryTheme(let name): _ = show(theme: name.flatMap { themes.index(of: $0) } ?? theme)
      case .set(let option, let value):
        choices[option] = value
        take(settings.choosing(choices), fault: state.moment.configurationFault)
      case .write(let table): write(table)
      case .addSignal(let line): changeLedger("signal \(line)") { path in try SignalRecord.add(line, to: path) }
      case .addStatus(let status, let id):
        changeLedger("signal \(id)") { path in try SignalStatusRecord.add(status, id, to: path) }
      case .mouse(let isOn): terminal.setMouse(isOn)
      case .copy(let text, let name): copy(text, as: name)
      case .save(let arrangement): save(arrangement)
      case .remember(let digest): remember(digest)
      case .rememberLine(let line): remember(line)
      case .alerts(let news):
        if path != nil { delivery.deliver(news.firings, settings) }
        keep(news)
      case .changeAlerts(let edit):
        changeFile("rule") { path in try AlertRecord.make(edit, desk: path) }
      case .saveScenario(let scenario): change(scenario) { $0.save(scenario) }
      case .deleteScenario(let scenario): change(scenario) { $0.delete(scenario) }
      }
    }
    return true
  }

  private func copy(_ text: String, as name: String) {
    let notice =
      switch terminal.copy(text) {
      case nil where getenv("TMUX") != nil: "copied \(name); tmux needs set -s set-clipboard on"
      case nil: "copied \(name); the terminal may refuse it"
      case .tooLong(let limit): "\(name) not copied: more than \(limit) bytes"
      case .unknown: "\(name) not copied: this terminal has no clipboard"
      }
    _ = state.update(.notice(notice))
  }

  // MARK: Alerts

  private func readOwnAlerts() {
    guard let ownAlertsWatch else { return }
    homeQueue.add { [path] in
      ownAlertsWatch.arm()
      let own = DeskAlerts.readOwn()
      let fault = own.problems.first.map { [Message.notice($0.description)] } ?? []
      // A file that cannot be read changes nothing: its last rules go on.
      if own.isBroken { return HomeOutcome(events: fault) }
      return HomeOutcome(events: [.ownAlerts(DeskAlerts.lines(own, for: path))] + fault)
    }
  }

  /// Logs what happened to the rules and keeps how they stand.
  private func keep(_ news: AlertNews) {
    guard path != nil else { return }
    keep { [alertStore] in
      let loss = alertStore.map { $0.keep(news.memory) } ?? "found no home folder, expected one to keep the alerts in"
      // After it is kept: who reads the log finds it so.
      alertStore?.log(news.changes)
      return HomeOutcome(events: loss.map { [.notice($0)] } ?? [], kept: "alerts", loss: loss)
    }
  }

  // MARK: Themes

  /// Takes over the themes that there are by now. The one in use stays in use, also where its file has gone.
  private func take(_ next: ThemeCatalog) {
    guard next.index(of: themes.names[theme]) != nil else { return }
    theme = next.index(of: themes.names[theme]) ?? 0
    themes = next
    _ = state.update(.themes(next.names))
  }

  /// Draws with the theme at a position of `themes.names`; nil, or what is wrong with it: then the one before stays.
  private func use(theme index: Int) -> String? {
    theme = index
    return show(theme: index)
  }

  /// The same for as long as a theme is being chosen.
  private func show(theme index: Int) -> String? {
    do {
      let next = try themes.theme(at: index).on(ground).directed(settings.themeDirection)
      if next != inUse { terminal.use(next) }
      inUse = next
      return nil
    } catch {
      return (error as? Failure)?.message ?? "\(error)"
    }
  }

  /// The terminal has turned light or dark: a theme gives way to its partner, and what is drawn upon is another.
  private func follow(_ next: TerminalEvent.Variant) {
    let before = variant
    variant = next
    guard let before, before != next else { return }
    ground = nil
    terminal.askGround()
    let wanted: Theme.Variant = next == .dark ? .dark : .light
    let partner = inUse.variant == wanted ? nil : inUse.partner.flatMap { themes.index(of: $0) }
    _ = use(theme: partner ?? theme)
  }

  // MARK: Configuration

  /// Watches what leads to the file by now, and reads it. A home that hangs holds up no key.
  private func readConfiguration() {
    guard let configurationWatch else { return }
    homeQueue.add { [configuration] in
      configurationWatch.arm()
      return HomeOutcome(reading: configuration.readAnew())
    }
  }

  /// Takes over what has changed; of a broken file nothing.
  private func apply(_ reading: ConfigurationReading) {
    let fault = UserConfiguration.shortFault(of: reading)
    take(fault == nil ? reading.settings.choosing(choices) : settings, fault: fault)
  }

  private func take(_ next: Settings, fault: String?) {
    let before = settings
    settings = next
    guard settings != before || fault != state.moment.configurationFault else { return }
    let next = settings.theme == before.theme ? theme : themes.index(of: settings.theme) ?? theme
    let wrong = next == theme && settings.direction == before.direction ? nil : use(theme: next)
    _ = perform(state.update(.preferences(settings.preferences, fault: fault)))
    if let wrong { _ = state.update(.notice(wrong)) }
    let waiting = settings.waiting(before: before)
    guard !waiting.isEmpty else { return }
    let verb = waiting.count == 1 ? "holds" : "hold"
    _ = state.update(.notice("config.yaml: \(waiting.joined(separator: ", ")) \(verb) from the next start on"))
  }

  /// Writes the arrangement and the theme shown into the configuration, whose other bytes stay.
  private func save(_ arrangement: Preferences) {
    var saved = settings
    saved.arrange(as: arrangement)
    saved.theme = themes.names[theme]
    keep { [configuration, saved] in
      let (notice, isLost) = UserConfiguration.save(
        ["theme", "columns", "sort", "hidden"], of: saved, into: configuration)
      return HomeOutcome(events: [.notice(notice)], kept: "configuration", loss: isLost ? notice : nil)
    }
  }

  // MARK: The home folder

  /// Has something done that is to be kept: leaving waits for it, and so does a signal that ends the program.
  private func keep(_ run: @escaping @Sendable () -> HomeOutcome) {
    dt_guard_hold()
    homeQueue.add(mustFinish: true) {
      defer { dt_guard_release() }
      return run()
    }
  }

  private func readScenarios() {
    homeQueue.add { [scenarios] in HomeOutcome(events: [.scenarios(scenarios.read())]) }
  }

  /// Writes a table of what is shown, and says what became of it.
  private func write(_ table: WrittenTable) {
    let (moment, reading) = (state.moment, state.moment.reading)
    keep {
      let file = TableFile(table, reading: reading, desk: moment.desk, digest: moment.digest?.entries ?? [])
      let outcome = file.write()
      return HomeOutcome(
        events: [.notice(outcome.notice)], kept: "table \(table.path)", loss: outcome.isLost ? outcome.notice : nil)
    }
  }

  /// Changes the desk's ledger as the command line does, and says what was written where, or why nothing was.
  private func changeLedger(_ name: String, _ change: @escaping @Sendable (String) throws -> String) {
    guard let path else { return }
    changeFile(name) { _ in try change(path) }
  }

  /// - Parameter change: is given the desk's folder; nil: the demo is shown.
  private func changeFile(_ name: String, _ change: @escaping @Sendable (String?) throws -> String) {
    keep { [path] in
      do {
        return HomeOutcome(events: [.notice(try change(path))], kept: name)
      } catch {
        let loss = "not written: \((error as? Failure)?.message ?? "\(error)")"
        return HomeOutcome(events: [.notice(loss)], kept: name, loss: loss)
      }
    }
  }

  private func readHistory() {
    homeQueue.add { [memory] in HomeOutcome(events: memory.map { [.history($0.history())] } ?? []) }
  }

  /// A history that cannot be kept is a comfort less, nothing that was to be kept.
  private func remember(_ line: String) {
    homeQueue.add { [memory] in
      _ = memory?.remember(line)
      return HomeOutcome()
    }
  }

  /// Changes the folder of scenarios; then says what became of it, and shows the folder as it is.
  private func change(
    _ scenario: SavedScenario, _ change: @escaping @Sendable (ScenarioFolder) -> ScenarioFolder.Outcome
  ) {
    keep { [scenarios] in
      let outcome = change(scenarios)
      return HomeOutcome(
        events: [.scenarios(scenarios.read()), .notice(outcome.notice)], kept: "scenario \(scenario.origin.file)",
        loss: outcome.isLost ? outcome.notice : nil)
    }
  }

  private func remember(_ digest: Digest) {
    guard let path else { return }
    keep { [memory] in
      guard !(memory?.save(digest, for: path) ?? false) else { return HomeOutcome(kept: "mark") }
      let loss = "seen, but it cannot be remembered: the state folder cannot be written"
      return HomeOutcome(events: [.notice(loss)], kept: "mark", loss: loss)
    }
  }
}
