import Analytics
import CGuard
import Canvas
import Dashboard
import Glibc
import Market
import Snapshots
import System
import Terminal

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
  /// Work in the home folder.
  private let homeQueue = WorkQueue<HomeOutcome>(onThreadStart: { dt_guard_thread() })
  /// What was to be kept and is not, by its name: what is said of each.
  private var losses: [String: String] = [:]
  private let path: String?
  private let hasTitle: Bool
  /// Position in `EmbeddedThemes.names`.
  private var theme: Int
  private var state: DashboardState
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
  }

  /// What the command line says, as it is when it says nothing.
  struct Settings {
    /// nil: the demo desk.
    let path: String?
    var asOf: Instant?
    /// Position in `EmbeddedThemes.names`.
    var theme = 0
    var ascii = false
    var plain = false
    var mouse = false
    /// Whether the window is named after the index.
    var title = false
    var color = ColorChoice.auto
    /// Seconds.
    var poll: Int?
    var log: String?
  }

  /// - Throws: `Failure` with status 3 when there is no terminal to draw on, 4 when the folder cannot be opened.
  init(_ settings: Settings) throws {
    let path = settings.path
    if let path { try DashboardSession.requireFolder(path) }
    self.path = path
    hasTitle = settings.title
    theme = settings.theme
    let memory = StateFolder()
    self.memory = memory
    do {
      var options = Terminal.Options()
      options.color = settings.color
      options.isPlain = settings.plain
      options.log = memory?.openLog(settings.log)
      terminal = try Terminal(options: options)
    } catch {
      throw Failure.noTerminal("\(error)")
    }
    terminal.use(try EmbeddedThemes.theme(at: theme))
    engine = path.map { path in
      RefreshEngine(path: path, pollInterval: settings.poll.map { Double($0) }, onThreadStart: { dt_guard_thread() })
    }
    var first = path == nil ? DemoDesk.desk() : Desk()
    if let engine {
      guard engine.start() else { throw Failure(status: 1, message: "no thread for reading the folder") }
      early = terminal.wait(for: engine.fileDescriptor, milliseconds: DashboardSession.firstDeskMilliseconds)
      first = engine.take() ?? first
    }
    state = DashboardState(
      desk: first, present: path == nil ? DemoDesk.opening : Instant.now, asOf: settings.asOf, isDemo: path == nil,
      size: terminal.size,
      glyphs: settings.ascii || !terminal.supportsUnicode ? .ascii : settings.plain ? .plain : .unicode,
      themes: EmbeddedThemes.names, seen: path.flatMap { memory?.mark(for: $0) }, hasMouse: settings.mouse)
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
    let descriptors = [homeQueue.fileDescriptor] + (engine.map { [$0.fileDescriptor] } ?? [])
    // What only one screen shows is read once there is something to look at.
    present()
    readScenarios()
    readHistory()
    while true {
      // What the next frame no longer needs is freed when that has gone out.
      let shown = state.moment
      for event in events where !take(event) { leave() }
      present()
      withExtendedLifetime(shown) {}
      events = terminal.wait(descriptors: descriptors, milliseconds: millisecondsToMinute)
    }
  }

  private func present() {
    terminal.present(state.draw())
    if hasTitle { terminal.setTitle(state.title) }
  }

  private func leave() -> Never {
    terminal.restore()
    let isDone = homeQueue.finish(milliseconds: DashboardSession.lastMilliseconds)
    _ = takeOutcomes()
    if !isDone { Output.error("found the home folder not answering, expected it to keep what was saved last") }
    for (_, loss) in losses.sorted(by: { $0.key < $1.key }) { Output.error(loss) }
    // Nothing is left to be done: to free a large desk piece by piece would only keep the shell waiting.
    _exit(isDone && losses.isEmpty ? 0 : 1)
  }

  /// What the finished work has for the state; notes what was lost, until it is kept after all.
  private func takeOutcomes() -> [Message] {
    homeQueue.take().flatMap { outcome in
      if let kept = outcome.kept { losses[kept] = outcome.loss }
      return outcome.events
    }
  }

  /// Until the clock's next minute; nil in the demo, whose clock stands still.
  private var millisecondsToMinute: Int? {
    path == nil ? nil : Int(60_000 - Instant.now.milliseconds % 60_000) + 1
  }

  /// Takes in one event of the terminal; false ends the run.
  private func take(_ event: TerminalEvent) -> Bool {
    switch event {
    case .input(let input): return perform(state.update(.input(input)))
    // The themes follow neither yet.
    case .ground, .variant: return true
    case .resized(let size): return perform(state.update(.resized(size)))
    case .ready(homeQueue.fileDescriptor):
      for event in takeOutcomes() { _ = state.update(event) }
      return true
    case .ready:
      guard let desk = engine?.take() else { return true }
      return perform(state.update(.desk(desk, at: Instant.now)))
    case .timeout:
      engine?.tick()
      return perform(state.update(.clock(Instant.now)))
    case .resumed:
      engine?.rescan()
      return path == nil || perform(state.update(.clock(Instant.now)))
    case .gone: return false
    }
  }

  private func perform(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .suspend:
        terminal.suspend()
        guard take(.resumed), take(.resized(terminal.size)) else { return false }
      case .repaint: terminal.repaint()
      case .rescan:
        engine?.rescan()
        readScenarios()
      case .nextTheme:
        theme = (theme + 1) % EmbeddedThemes.names.count
        show(theme: theme)
        _ = state.update(.notice("theme \(EmbeddedThemes.names[theme])"))
      case .theme(let name):
        theme = EmbeddedThemes.names.firstIndex(of: name) ?? theme
        show(theme: theme)
      case .tryTheme(let name): show(theme: name.flatMap { EmbeddedThemes.names.firstIndex(of: $0) } ?? theme)
      case .write(let table): write(table)
      case .addSignal(let line): changeLedger("signal \(line)") { path in try SignalRecord.add(line, to: path) }
      case .addStatus(let status, let id):
        changeLedger("signal \(id)") { path in try SignalStatusRecord.add(status, id, to: path) }
      case .mouse(let isOn): terminal.setMouse(isOn)
      case .copy(let text, let name): copy(text, as: name)
      case .remember(let mark): remember(mark)
      case .rememberLine(let line): remember(line)
      case .saveScenario(let scenario): change(scenario) { $0.save(scenario) }
      case .deleteScenario(let scenario): change(scenario) { $0.delete(scenario) }
      }
    }
    return true
  }

  private func copy(_ text: String, as name: String) {
    let notice =
      switch terminal.copy(text) {
      case nil where getenv("TMUX") != nil: "copied \(name); tmux passes it on with set -s set-clipboard on"
      case nil: "copied \(name), where the terminal lets it"
      case .tooLong(let limit): "\(name) not copied: more than \(limit) bytes"
      case .unknown: "\(name) not copied: this terminal has no clipboard"
      }
    _ = state.update(.notice(notice))
  }

  private func readScenarios() {
    homeQueue.add { [scenarios] in HomeOutcome(events: [.scenarios(scenarios.read())]) }
  }

  private func show(theme: Int) {
    if let theme = try? EmbeddedThemes.theme(at: theme) { terminal.use(theme) }
  }

  /// Writes a table of what is shown, and says what became of it.
  private func write(_ table: WrittenTable) {
    let (moment, reading) = (state.moment, state.moment.reading)
    let symbols = table.table.symbols
    homeQueue.add(mustFinish: true) {
      let file = TableFile(
        table, reading: symbols.map { reading.narrowed(to: $0) } ?? reading, desk: moment.desk, digest: moment.digest)
      let outcome = file.write()
      return HomeOutcome(
        events: [.notice(outcome.notice)], kept: "table \(table.path)", loss: outcome.isLost ? outcome.notice : nil)
    }
  }

  /// Changes the desk's ledger as the command line does, and says what was written where, or why nothing was.
  private func changeLedger(_ name: String, _ change: @escaping @Sendable (String) throws -> String) {
    guard let path else { return }
    homeQueue.add(mustFinish: true) {
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
    homeQueue.add(mustFinish: true) { [scenarios] in
      let outcome = change(scenarios)
      return HomeOutcome(
        events: [.scenarios(scenarios.read()), .notice(outcome.notice)], kept: "scenario \(scenario.origin.file)",
        loss: outcome.isLost ? outcome.notice : nil)
    }
  }

  private func remember(_ mark: SeenMark) {
    guard let path else { return }
    homeQueue.add(mustFinish: true) { [memory] in
      guard !(memory?.save(mark, for: path) ?? false) else { return HomeOutcome(kept: "mark") }
      let loss = "seen, but it cannot be remembered: the state folder cannot be written"
      return HomeOutcome(events: [.notice(loss)], kept: "mark", loss: loss)
    }
  }
}
