import Market

/// What every name did around every event, with the market's own move.
package struct EventTable: Sendable {
  package struct Cell: Hashable, Sendable {
    package let study: Result<EventStudy, EventStudy.Gap>
    /// The window holds a day of the name's results, so that the return tells of both.
    package let holdsResults: Bool

    package var value: EventStudy? { try? study.get() }

    /// Why there is no study.
    package var gap: EventStudy.Gap? {
      if case .failure(let gap) = study { return gap }
      return nil
    }
  }

  /// Newest first.
  package let events: [MarketEvent]
  /// The watchlist's names without the market itself.
  package let names: [Instrument]
  /// Symbol of the market.
  package let market: String
  package private(set) var settings: EventStudy.Settings
  /// By event, then by name.
  package private(set) var cells: [[Cell]] = []
  /// Percent of the market in session 0, by event.
  package let marketChanges: [Double?]
  private let series: [ReturnSeries]
  private let results: [[CalendarEntry]]

  /// - Parameters:
  ///   - events: the events to study; nil: all that are known at the moment.
  ///   - old: a table made before: its studies of sessions that are still the same are taken over, so that a new quote
  ///     costs the windows that reach into its session.
  package init(
    _ desk: Desk, asOf instant: Instant, settings: EventStudy.Settings = EventStudy.Settings(),
    events: [MarketEvent]? = nil, keeping old: EventTable? = nil
  ) {
    let reference = desk.instrument(named: desk.watchlist.reference)
    var seen = Set(reference.symbols)
    names = desk.watchlist.sectors.flatMap(\.instruments).filter { seen.insert($0.symbol).inserted }
    market = reference.symbol
    self.settings = settings
    self.events = events ?? desk.marketEvents(asOf: instant)
    let prices = ReturnSeries.Market(of: desk, asOf: instant)
    series = names.map { ReturnSeries($0, desk: desk, asOf: instant, market: prices) }
    results = names.map { name in
      desk.calendar.filter {
        $0.kind == .earnings && $0.isKnown(asOf: desk.ledgerCutoff(asOf: instant))
          && $0.symbols.contains(where: name.isNamed)
      }
    }
    let marketSeries = ReturnSeries(reference, desk: desk, asOf: instant, market: prices)
    marketChanges = self.events.map { marketSeries.change(at: $0.start) }
    study(keeping: old.flatMap { $0.settings == settings ? $0 : nil })
  }

  /// Studies the same events otherwise.
  package mutating func study(_ settings: EventStudy.Settings) {
    guard settings != self.settings else { return }
    self.settings = settings
    study()
  }

  /// - Parameter old: a table of the same settings.
  private mutating func study(keeping old: EventTable? = nil) {
    let rows = Dictionary((old?.events ?? []).enumerated().map { ($1.start, $0) }, uniquingKeysWith: { $1 })
    let columns = names.indices.map { old?.column(like: $0, of: self) }
    cells = events.map { event in
      names.indices.map { name in
        if let old, let row = rows[event.start], let column = columns[name],
          series[name].sessionsStudied(at: event.start, settings: settings) <= column.sessions
        {
          return old.cells[row][column.index]
        }
        let study = series[name].study(at: event.start, settings: settings)
        return Cell(study: study, holdsResults: (try? study.get()).map { holdsResults($0, name) } ?? false)
      }
    }
  }

  /// The column of another table's name, and for how many sessions from the first on it is the same; nil where there is
  /// none, or the name's results have changed.
  private func column(like name: Int, of other: EventTable) -> (index: Int, sessions: Int)? {
    guard let index = names.firstIndex(where: { $0.symbol == other.names[name].symbol }),
      results[index] == other.results[name]
    else { return nil }
    return (index, series[index].sessionsShared(with: other.series[name]))
  }

  /// Results of a day within the window, or of the day before it, if they did not certainly come before its close: those
  /// move the window's first return.
  private func holdsResults(_ study: EventStudy, _ name: Int) -> Bool {
    guard let first = study.days.first, let last = study.days.last else { return false }
    return results[name].contains { entry in
      let isAfterClose = entry.minute.map { $0 >= 960 } ?? true
      return (first...last).contains(entry.day) || (isAfterClose && entry.day >= study.base && entry.day < first)
    }
  }

  /// The way of a name around an event, from ten sessions before it to ten after.
  package func path(event: Int, name: Int) -> [EventStep] {
    series[name].path(at: events[event].start, settings: settings, span: Self.span)
  }

  package static let span = -10...10

  /// Which of some events may be averaged together: all, or, where headlines fell in some and rose in others, the cuts
  /// and the raises, each for themselves and without those that changed none.
  package func averaged(_ rows: [Int]) -> [(kind: MarketEvent.Kind?, rows: [Int])] {
    let kinds: [MarketEvent.Kind] = [.cut, .raise]
    let groups = kinds.map { kind in (kind: kind, rows: rows.filter { events[$0].kind == kind }) }
    return groups.contains { $0.rows.isEmpty } ? [(nil, rows)] : groups.map { ($0.kind, $0.rows) }
  }

  /// The mean CAR of a name over events, as log return; nil without any study.
  package func average(name: Int, over rows: [Int]) -> EventAverage? {
    EventAverage(rows.compactMap { cells[$0][name].value })
  }
}
