import Market

/// Makes the rows, and keeps those that a change does not touch: with equal histories, an equal watchlist and within one
/// minute, a new quote costs its own row.
struct RowCache: Sendable {
  /// What rows are compared with: a name, its change % and the session that this is of.
  private struct Reference {
    let instrument: Instrument
    var percent: Double?
    var session: Day?

    mutating func take(_ row: QuoteRow) {
      percent = row.changePercent
      session = row.session
    }
  }

  private struct Moment: Hashable {
    let policyRevision: Int
    let historyRevision: Int
    let minute: Int64
  }

  private var moment: Moment?
  private var states: [Venue: SessionState] = [:]
  /// Symbols that the watchlist names, as an instrument, an alias or another listing.
  private var listed: Set<String> = []
  /// By their symbols in the watchlist's settings.
  private var references: [String: Reference] = [:]
  private var calendar: [CalendarEntry] = []
  /// Days of results that are known, by the name that the calendar gives.
  private var results: [String: [Day]] = [:]

  /// What the rows were last made of.
  private var instant = Instant(milliseconds: 0)
  private var quotes: [String: Quote] = [:]
  private var silent: Set<String> = []
  private var sectors: [SectorRows] = []
  private var others: SectorRows?
  /// Where each symbol of the watchlist's names has its rows; those of ``others`` by their place alone.
  private var places: [String: [Place]] = [:]
  private var otherPlaces: [String: Int] = [:]
  /// Symbols whose quotes were of the moment or after it: another moment may read them otherwise.
  private var latest: Set<String> = []

  private struct Place {
    let sector: Int
    let row: Int
  }

  /// - Parameters:
  ///   - silent: symbols whose feed is silent while their venue trades.
  ///   - moved: symbols whose quotes may be others than the last time; nil: any may be.
  mutating func sectors(
    of desk: Desk, asOf instant: Instant, silent: Set<String>, moved: Set<String>? = nil
  ) -> [SectorRows] {
    let moment = Moment(
      policyRevision: desk.policyRevision, historyRevision: desk.historyRevision, minute: instant.seconds / 60)
    let isNew = moment != self.moment || calendar != desk.calendar
    if isNew { begin(moment, desk, instant) }
    let touched = isNew || instant < self.instant ? nil : touched(by: moved, silent)
    let change = Change(
      instant: instant, silent: silent, moved: moveReferences(desk, instant, silent, isNew))
    if isNew {
      for sector in desk.watchlist.sectors {
        let reference = sector.reference ?? desk.watchlist.reference
        sectors.append(made(sector.name, sector.instruments, reference, desk, change))
      }
      if places.isEmpty { notePlaces() }
    } else {
      let rows = touched.map(places) ?? sectors.map { Array($0.rows.indices) }
      for index in sectors.indices { update(&sectors[index], rows[index], desk, change) }
    }
    updateOthers(touched, desk, change)
    func isLatest(_ symbol: String) -> Bool { desk.quotes[symbol].map { $0.latest >= instant } ?? false }
    latest = touched.map { $0.filter(isLatest) } ?? Set(desk.quotes.keys.lazy.filter(isLatest))
    self.instant = instant
    quotes = desk.quotes
    self.silent = silent
    return others.map { $0.rows.isEmpty ? sectors : sectors + [$0] } ?? sectors
  }

  /// Symbols whose rows may read otherwise; nil: any may.
  private func touched(by moved: Set<String>?, _ silent: Set<String>) -> Set<String>? {
    moved.map { $0.union(latest).union(silent.symmetricDifference(self.silent)) }
  }

  /// By sector, ascending, the rows of symbols.
  private func places(of symbols: Set<String>) -> [[Int]] {
    var rows = [[Int]](repeating: [], count: sectors.count)
    for symbol in symbols {
      for place in places[symbol] ?? [] { rows[place.sector].append(place.row) }
    }
    return rows.map { $0.count < 2 ? $0 : Set($0).sorted() }
  }

  private mutating func notePlaces() {
    for (sector, rows) in sectors.enumerated() {
      for (row, symbols) in rows.rows.lazy.map(\.instrument.symbols).enumerated() {
        for symbol in symbols { places[symbol, default: []].append(Place(sector: sector, row: row)) }
      }
    }
  }

  /// The quotes that no sector lists, by symbol.
  private mutating func updateOthers(_ touched: Set<String>?, _ desk: Desk, _ change: Change) {
    if let touched, var others {
      let unlisted = touched.filter { !listed.contains($0) }
      let rows = unlisted.compactMap { symbol -> Int? in
        guard let row = otherPlaces[symbol], let quote = desk.quotes[symbol], quote.time <= change.instant,
          quote.currency == others.rows[row].instrument.currency
        else { return nil }
        return row
      }
      if rows.count == unlisted.count {
        update(&others, rows.sorted(), desk, change)
        self.others = others
        return
      }
    }
    let unlisted = desk.quotes.keys.filter { !listed.contains($0) }.compactMap { desk.quotes[$0] }
      .filter { $0.time <= change.instant }.map { Instrument(unlisted: $0.symbol, currency: $0.currency) }.sorted {
        $0.symbol < $1.symbol
      }
    otherPlaces = Dictionary(zip(unlisted.map(\.symbol), unlisted.indices)) { first, _ in first }
    others = made(Watchlist.otherSector, unlisted, desk.watchlist.reference, desk, change)
  }

  /// What the rows are made for.
  private struct Change {
    let instant: Instant
    let silent: Set<String>
    /// References whose move is another than before.
    let moved: Set<String>
  }

  private mutating func begin(_ moment: Moment, _ desk: Desk, _ instant: Instant) {
    if self.moment?.policyRevision != moment.policyRevision || listed.isEmpty {
      listed = []
      places = [:]
      for instrument in desk.watchlist.sectors.flatMap(\.instruments) {
        listed.formUnion(instrument.symbols)
        listed.formUnion(instrument.listings.map(\.symbol))
      }
    }
    references = [:]
    for symbol in [desk.watchlist.reference] + desk.watchlist.sectors.compactMap(\.reference) {
      references[symbol] = Reference(instrument: desk.instrument(named: symbol))
    }
    for venue in Venue.allCases { states[venue] = desk.sessions[venue].state(at: instant) }
    calendar = desk.calendar
    results = [:]
    for entry in calendar where entry.kind == .earnings && entry.isKnown(asOf: desk.ledgerCutoff(asOf: instant)) {
      for symbol in entry.symbols { results[symbol, default: []].append(entry.day) }
    }
    sectors = []
    self.moment = moment
  }

  /// Has the references read as they are now; those whose move is another.
  private mutating func moveReferences(_ desk: Desk, _ instant: Instant, _ silent: Set<String>, _ isNew: Bool) -> Set<
    String
  > {
    var moved: Set<String> = []
    for (symbol, reference) in references where isNew || isTouched(reference.instrument, desk, instant, silent) {
      var next = reference
      next.take(row(reference.instrument, desk, instant, silent))
      if next.percent != reference.percent || next.session != reference.session { moved.insert(symbol) }
      references[symbol] = next
    }
    return moved
  }

  /// Whether quotes of an instrument are others than those its row was made of, came to be known since, or have fallen
  /// silent.
  private func isTouched(_ instrument: Instrument, _ desk: Desk, _ instant: Instant, _ silent: Set<String>) -> Bool {
    func isTouched(_ symbol: String) -> Bool {
      if silent.contains(symbol) != self.silent.contains(symbol) { return true }
      guard let quote = desk.quotes[symbol] else { return quotes[symbol] != nil }
      return quote.latest > min(self.instant, instant) || quote != quotes[symbol]
    }
    return isTouched(instrument.symbol) || instrument.aliases.contains(where: isTouched)
  }

  private func made(
    _ name: String, _ instruments: [Instrument], _ reference: String, _ desk: Desk, _ change: Change
  ) -> SectorRows {
    let rows = instruments.map { against(reference, row($0, desk, change.instant, change.silent)) }
    return SectorRows(name, rows, reference: reference)
  }

  /// Makes those of some rows anew that a quote touches.
  private func update(_ sector: inout SectorRows, _ rows: [Int], _ desk: Desk, _ change: Change) {
    let touched = rows.filter {
      isTouched(sector.rows[$0].instrument, desk, change.instant, change.silent)
    }
    let againstAll = change.moved.contains(sector.reference)
    guard againstAll || !touched.isEmpty else { return }
    var rows = sector.rows
    for index in touched {
      rows[index] =
        retimed(rows[index], desk, change)
        ?? against(sector.reference, row(rows[index].instrument, desk, change.instant, change.silent))
    }
    if againstAll { rows = rows.map { against(sector.reference, $0) } }
    sector = SectorRows(sector.name, rows, reference: sector.reference)
  }

  /// The row at a later time, where its quote tells nothing else anew, as most of a feed's do; nil: it is to be made.
  private func retimed(_ row: QuoteRow, _ desk: Desk, _ change: Change) -> QuoteRow? {
    let instrument = row.instrument
    guard !row.isStale, !change.silent.contains(instrument.symbol), instrument.aliases.isEmpty,
      let old = quotes[instrument.symbol], let new = desk.quotes[instrument.symbol], new.extended == nil,
      row.time == old.time, row.origin == old.origin, old.time <= new.time, new.time <= change.instant,
      desk.sessions(of: instrument).sessionDay(of: new.time) == row.session, new.tellsTheSame(as: old),
      desk.intradayHistory(of: instrument) == nil
    else { return nil }
    var row = row
    row.time = new.time
    return row
  }

  private func row(_ instrument: Instrument, _ desk: Desk, _ instant: Instant, _ silent: Set<String>) -> QuoteRow {
    var row = QuoteRow(
      instrument, desk: desk, asOf: instant,
      venueState: instrument.venue.map { states[$0] } ?? desk.state(of: instrument, at: instant), silent: silent)
    if !results.isEmpty { row.results = resultsDay(of: instrument, desk, instant) }
    return row
  }

  /// The moment's date, or that of the session that began last or after it, where results are due then.
  private func resultsDay(of instrument: Instrument, _ desk: Desk, _ instant: Instant) -> Day? {
    let today = max(Zone.newYork.day(of: instant), instrument.day(of: instant))
    let first = desk.sessions(of: instrument).lastBegun(asOf: instant) ?? today
    return instrument.symbols.flatMap { results[$0] ?? [] }.filter { first <= $0 && $0 <= today }.max()
  }

  /// The row with its move against the reference's, where both are of one session and these overlap.
  private func against(_ symbol: String, _ row: QuoteRow) -> QuoteRow {
    var row = row
    row.versusReference = nil
    guard let reference = references[symbol], row.instrument.symbol != reference.instrument.symbol,
      let own = row.changePercent, let percent = reference.percent, row.session == reference.session,
      (row.instrument.venue ?? .nyse).overlaps(reference.instrument.venue ?? .nyse)
    else { return row }
    row.versusReference = own - percent
    return row
  }
}
