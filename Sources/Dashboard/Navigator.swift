import Analytics
import Canvas
import Market

/// The overview, and what was opened over it, newest last.
struct Navigator: Sendable {
  private(set) var overview = Overview()
  /// A screen stands here once, so that going round between screens does not pile them up.
  private(set) var opened: [any Screen] = []

  /// The screen in view.
  var top: any Screen { opened.last ?? overview }

  /// Changes the screen in view.
  mutating func change<Result>(_ change: (inout any Screen) -> Result) -> Result {
    if opened.isEmpty {
      var screen: any Screen = overview
      defer { if let changed = screen as? Overview { overview = changed } }
      return change(&screen)
    }
    return change(&opened[opened.count - 1])
  }

  mutating func open(_ screen: any Screen) {
    if screen.place != .page { opened.removeAll { $0.place == screen.place } }
    opened.append(screen)
  }

  /// Opens the list of the overview's columns, which follows the terminal's width.
  mutating func openColumns() {
    open(
      PageScreen { [overview] moment in
        var overview = overview
        overview.refresh(from: moment)
        return overview.columnsPage(moment)
      })
  }

  /// Closes the screen in view; at home nothing.
  mutating func back() { _ = opened.popLast() }

  /// Goes back to the screen of a place; false where it is not open.
  mutating func back(to place: Place) -> Bool {
    guard let index = opened.lastIndex(where: { $0.place == place }) else { return false }
    opened.removeSubrange((index + 1)...)
    return true
  }

  mutating func arrange(by preferences: Preferences, before: Preferences) {
    overview.arrange(by: preferences, before: before)
  }

  mutating func select(_ symbol: String, in moment: Moment) { overview.select(symbol, in: moment) }

  /// Changes how the overview shows its names.
  mutating func arrange(_ change: (inout Overview) -> Void) { change(&overview) }

  /// The screen that a place begins with; nil for those that are opened on something.
  func route(to place: Place) -> Route? {
    switch place {
    case .overview, .page, .instrument, .event: nil
    case .comparison:
      { open in .comparison(symbol: open ?? overview.subject, isOpen: open != nil) }(
        opened.compactMap(\.subject).last)
    case .tariffs: .tariffs(side: nil)
    case .indicator: .indicator
    case .whatIf: .whatIf
    case .events: .events
    case .files: .files
    case .digest: .digest
    case .alerts: .alerts
    }
  }
}

extension Route {
  /// What it opens.
  var screen: any Screen {
    switch self {
    case .help(let place, let word):
      PageScreen { moment in
        let commands = KeyMap(moment.preferences.keys).commands
        return Page(
          title: "Help",
          lines: HelpPage(place: place, word: word, commands: commands, lines: LineCommand.table).all)
      }
    case .detail(let subject):
      PageScreen { moment in
        let detail = Detail(subject: subject, moment: moment)
        return Page(title: detail.title, lines: detail.lines)
      }
    case .instrument(let symbol): InstrumentScreen(symbol: symbol)
    case .comparison(let symbol, let isOpen): ComparisonScreen(symbol: symbol, isOpen: isOpen)
    case .tariffs(let side): TariffsScreen(side: side)
    case .indicator: IndicatorScreen()
    case .whatIf: WhatIfScreen()
    case .events: EventsScreen()
    case .event(let day, let settings): EventScreen(day, settings: settings)
    case .files: FilesScreen()
    case .digest: DigestScreen()
    case .alerts: AlertsScreen()
    }
  }
}
