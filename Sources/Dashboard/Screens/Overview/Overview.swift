import Analytics
import Canvas
import Market

/// The panes side by side, with a cursor in each.
struct Overview: Screen {
  private(set) var pane = Pane.watchlist
  /// The name that the watchlist's cursor stands on.
  private var symbol: String?
  /// Where the cursors of the other panes stand.
  private var cursors: [Pane: Int] = [:]

  var place: Place { .overview }
  var subject: String? { symbol }

  mutating func refresh(from moment: Moment) { symbol = symbol ?? row(in: moment)?.instrument.symbol }

  // MARK: Rows

  func layout(_ moment: Moment) -> Layout {
    Layout(
      size: moment.size, watchlistRows: WatchlistPanel.rows(of: moment.reading),
      names: Pane.watchlist.count(in: moment.reading))
  }

  /// Position of the cursor in a pane's list.
  func cursor(in pane: Pane, _ moment: Moment) -> Int {
    let count = pane.count(in: moment.reading)
    guard count > 0 else { return 0 }
    if pane == .watchlist { return Self.names(moment).firstIndex { $0.instrument.symbol == symbol } ?? 0 }
    return min(max(0, cursors[pane] ?? 0), count - 1)
  }

  /// The row of the watchlist that the cursor stands on; the first where its name has gone.
  func row(in moment: Moment) -> QuoteRow? {
    let names = Self.names(moment)
    return names.first { $0.instrument.symbol == symbol } ?? names.first
  }

  /// The rows of the watchlist, headings not counted.
  private static func names(_ moment: Moment) -> [QuoteRow] { moment.reading.sectors.flatMap(\.rows) }

  mutating func select(_ symbol: String) { self.symbol = symbol }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    let count = pane.count(in: moment.reading)
    guard count > 0 else { return [] }
    let height = (pane.region(in: layout(moment))?.rows ?? 2) - 2
    let target = step.target(from: cursor(in: pane, moment), count: count, page: height)
    if pane == .watchlist { symbol = Self.names(moment)[target].instrument.symbol } else { cursors[pane] = target }
    return []
  }

  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] {
    let layout = layout(moment)
    let visible = Pane.allCases.filter { $0.region(in: layout) != nil }
    guard !visible.isEmpty else { return [] }
    let current = visible.firstIndex(of: pane) ?? 0
    pane = visible[(current + step + visible.count) % visible.count]
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard pane.count(in: moment.reading) > 0, let route = route(at: cursor(in: pane, moment), moment) else { return [] }
    return [.open(route)]
  }

  /// What Enter on a row of the pane in focus opens: a screen for names and rates, else a page.
  private func route(at index: Int, _ moment: Moment) -> Route? {
    let reading = moment.reading
    return switch pane {
    case .watchlist: row(in: moment).map { .instrument(symbol: $0.instrument.symbol) }
    case .signals: .detail(.signal(id: reading.signals[index].signal.id))
    case .ahead: .detail(.ahead(title: reading.ahead[index].title, instant: reading.ahead[index].instant))
    case .facts: .detail(.fact(id: reading.facts[index].id))
    case .contributions: .detail(.signal(id: reading.indicator.contributions[index].signal.id))
    case .indicator: .indicator
    case .tariffs:
      index < 2
        ? .tariffs(side: index == 0 ? .us : .china)
        : .detail(.layer(id: reading.tariffLayers[index - 2].measure.id))
    }
  }

  // MARK: Commands

  private static let own = ScreenCommands<Overview>(place: .overview, group: .move)
  private static let look = ScreenCommands<Overview>(place: .overview, group: .look)

  static let sectorCommands = [
    own.command([.character("h"), .left], "previous-sector", "previous sector", label: "sector") { overview, moment in
      overview.selectSector(by: -1, moment)
    },
    own.command([.character("l"), .right], "next-sector", "next sector", label: "sector") { overview, moment in
      overview.selectSector(by: 1, moment)
    },
    own.command(Key.digits, "sector", "that sector", keyText: "1 to 9") { overview, moment, key in
      overview.selectSector(at: (key.digit ?? 1) - 1, moment)
    },
    own.command([.character("0")], "top", "top of the watchlist") { overview, moment in
      overview.selectSector(at: 0, moment)
    },
  ]

  static let digestCommands = [
    look.command(
      [.character("u")], "seen", "digest seen: count what is new from here",
      unless: { _, moment in
        if moment.isAway { return "the digest is cleared at the present: ." }
        return moment.isWhole ? nil : "the files are still being read"
      }
    ) { _, _ in [.acknowledge] }
  ]

  static let markCommands = [
    look.command([.character(" ")], "mark", "mark the name for the comparison, or unmark it") { overview, moment in
      guard overview.pane == .watchlist, let symbol = overview.row(in: moment)?.instrument.symbol else { return [] }
      return [.mark(symbol)]
    }
  ]

  private mutating func selectSector(by offset: Int, _ moment: Moment) -> [Request] {
    let sectors = moment.reading.sectors.filter { !$0.rows.isEmpty }
    let current = sectors.firstIndex { $0.rows.contains { $0.instrument.symbol == symbol } } ?? 0
    guard sectors.indices.contains(current + offset) else { return [] }
    return select(sectors[current + offset])
  }

  private mutating func selectSector(at index: Int, _ moment: Moment) -> [Request] {
    let sectors = moment.reading.sectors
    return sectors.indices.contains(index) ? select(sectors[index]) : []
  }

  private mutating func select(_ sector: SectorRows) -> [Request] {
    guard let first = sector.rows.first else { return [] }
    pane = .watchlist
    symbol = first.instrument.symbol
    return []
  }

  // MARK: Drawing

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    let layout = layout(moment)
    let reading = moment.reading
    func focused(_ pane: Pane) -> Bool { self.pane == pane }
    func cursor(_ pane: Pane) -> Int { self.cursor(in: pane, moment) }
    if let region = layout.digest {
      DigestPanel(items: moment.digest, clears: !moment.isAway).draw(into: &canvas, in: region)
    }
    if let region = layout.summary { SummaryPanel(reading: reading).draw(into: &canvas, in: region) }
    if let region = layout.indicator {
      IndicatorPanel(reading: reading, focused: focused(.indicator)).draw(into: &canvas, in: region)
    }
    if let region = layout.tariffs {
      TariffsPanel(reading: reading, selected: cursor(.tariffs), focused: focused(.tariffs))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.watchlist {
      WatchlistPanel(
        reading: reading, reference: moment.desk.watchlist.reference, since: moment.desk.watchlist.since,
        selected: cursor(.watchlist), focused: focused(.watchlist), marked: moment.marked
      ).draw(into: &canvas, in: region)
    }
    if let region = layout.moves {
      MovesPanel(reading: reading, desk: moment.desk, selected: cursor(.watchlist))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.signals {
      SignalsPanel(reading: reading, mark: moment.mark, selected: cursor(.signals), focused: focused(.signals))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.ahead {
      AheadPanel(reading: reading, selected: cursor(.ahead), focused: focused(.ahead))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.facts {
      FactsPanel(reading: reading, selected: cursor(.facts), focused: focused(.facts))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.contributions {
      ContributionsPanel(
        reading: reading, selected: cursor(.contributions), focused: focused(.contributions)
      ).draw(into: &canvas, in: region)
    }
    if let region = layout.chart, let quote = row(in: moment) {
      ChartPanel(quote: quote, history: moment.desk.history(of: quote.instrument), reading: reading)
        .draw(into: &canvas, in: region)
    }
  }
}
