import Market

/// Makes the rows, and keeps those that a change does not touch: with equal histories, an equal watchlist and within one
/// minute, a new quote costs its own row.
struct RowCache: Sendable {
  /// A change % and the session it is of.
  private struct Move: Hashable {
    let session: Day?
    let percent: Double

    init?(_ row: QuoteRow) {
      guard let percent = row.changePercent else { return nil }
      session = row.session
      self.percent = percent
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
  private var reference = Instrument(symbol: "")

  /// What the rows were last made of.
  private var instant = Instant(milliseconds: 0)
  private var quotes: [String: Quote] = [:]
  private var referenceMove: Move?
  private var sectors: [SectorRows] = []
  private var others = SectorRows(Watchlist.otherSector, [])

  mutating func sectors(of desk: Desk, asOf instant: Instant) -> [SectorRows] {
    let moment = Moment(
      policyRevision: desk.policyRevision, historyRevision: desk.historyRevision, minute: instant.seconds / 60)
    let isNew = moment != self.moment
    if isNew { begin(moment, desk, instant) }
    let move = referenceMove
    if isNew || isTouched(reference, desk, instant) { referenceMove = Move(row(reference, desk, instant)) }
    let againstAll = move != referenceMove
    for (index, sector) in desk.watchlist.sectors.enumerated() {
      if isNew {
        sectors.append(made(sector.name, sector.instruments, desk, instant))
      } else {
        update(&sectors[index], desk, instant, againstAll: againstAll)
      }
    }
    let unlisted = desk.quotes.keys.filter { !listed.contains($0) }.compactMap { desk.quotes[$0] }
      .filter { $0.time <= instant }.map { Instrument(symbol: $0.symbol, currency: $0.currency) }.sorted {
        $0.symbol < $1.symbol
      }
    if isNew || unlisted != others.rows.map(\.instrument) {
      others = made(Watchlist.otherSector, unlisted, desk, instant)
    } else {
      update(&others, desk, instant, againstAll: againstAll)
    }
    self.instant = instant
    quotes = desk.quotes
    return unlisted.isEmpty ? sectors : sectors + [others]
  }

  private mutating func begin(_ moment: Moment, _ desk: Desk, _ instant: Instant) {
    if self.moment?.policyRevision != moment.policyRevision || listed.isEmpty {
      listed = []
      for instrument in desk.watchlist.sectors.flatMap(\.instruments) {
        listed.formUnion(instrument.symbols)
        listed.formUnion(instrument.listings.map(\.symbol))
      }
    }
    reference = desk.instrument(named: desk.watchlist.reference)
    for venue in Venue.allCases { states[venue] = desk.sessions[venue].state(at: instant) }
    sectors = []
    self.moment = moment
  }

  /// Whether quotes of an instrument are others than those its row was made of, or came to be known since.
  private func isTouched(_ instrument: Instrument, _ desk: Desk, _ instant: Instant) -> Bool {
    func isTouched(_ symbol: String) -> Bool {
      guard let quote = desk.quotes[symbol] else { return quotes[symbol] != nil }
      let known = max(quote.time, quote.extended?.time ?? quote.time)
      return known > min(self.instant, instant) || quote != quotes[symbol]
    }
    return isTouched(instrument.symbol) || instrument.aliases.contains(where: isTouched)
  }

  private func made(_ name: String, _ instruments: [Instrument], _ desk: Desk, _ instant: Instant) -> SectorRows {
    SectorRows(name, instruments.map { against(row($0, desk, instant)) })
  }

  /// Makes the rows anew that a quote touches; `againstAll`: the reference has moved against all others.
  private func update(_ sector: inout SectorRows, _ desk: Desk, _ instant: Instant, againstAll: Bool) {
    let touched = sector.rows.indices.filter { isTouched(sector.rows[$0].instrument, desk, instant) }
    guard againstAll || !touched.isEmpty else { return }
    var rows = sector.rows
    for index in touched {
      rows[index] = retimed(rows[index], desk, instant) ?? against(row(rows[index].instrument, desk, instant))
    }
    if againstAll { rows = rows.map(against) }
    sector = SectorRows(sector.name, rows)
  }

  /// The row at a later time, where its quote tells nothing else anew, as most of a feed's do; nil: it is to be made.
  private func retimed(_ row: QuoteRow, _ desk: Desk, _ instant: Instant) -> QuoteRow? {
    let instrument = row.instrument
    guard !row.isStale, instrument.aliases.isEmpty, let old = quotes[instrument.symbol],
      let new = desk.quotes[instrument.symbol], new.extended == nil, row.time == old.time, row.origin == old.origin,
      old.time <= new.time, new.time <= instant, desk.sessions(of: instrument).sessionDay(of: new.time) == row.session,
      new.tellsTheSame(as: old), desk.intradayHistory(of: instrument) == nil
    else { return nil }
    var row = row
    row.time = new.time
    return row
  }

  private func row(_ instrument: Instrument, _ desk: Desk, _ instant: Instant) -> QuoteRow {
    QuoteRow(
      instrument, desk: desk, asOf: instant,
      venueState: instrument.venue.map { states[$0] } ?? desk.state(of: instrument, at: instant))
  }

  /// The row with its move against the reference's.
  private func against(_ row: QuoteRow) -> QuoteRow {
    var row = row
    row.versusReference = nil
    if row.instrument.symbol != reference.symbol, let own = row.changePercent, let move = referenceMove,
      row.session == move.session
    {
      row.versusReference = own - move.percent
    }
    return row
  }
}
