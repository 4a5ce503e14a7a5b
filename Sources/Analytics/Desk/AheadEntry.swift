import Market

/// One thing to come.
package struct AheadEntry: Hashable, Sendable {
  /// What it is.
  package enum Subject: Hashable, Sendable {
    case calendar(CalendarEntry)
    /// A tariff step announced and not yet in force.
    case step(TariffReading.Change)
    /// The last day of a stated suspension or truce.
    case expiry(TariffMeasure)
    /// The next opening of a venue of the watchlist.
    case opening(Venue)
    /// The next opening after a weekday without a session.
    case reopening(Venue)
  }

  /// 00:00 New York of the day where no time is known.
  package let instant: Instant
  package let hasTime: Bool
  package let subject: Subject
  /// Names it touches, as the watchlist calls them.
  package let symbols: [String]
  /// Whose tariff.
  package let side: Side?
  package let verified: Bool
  /// Whose word it is; empty for venue openings.
  package let source: String
  package let origin: Origin?

  /// A tariff step announced and not yet in force.
  package var isTariffStep: Bool { if case .step = subject { true } else { false } }

  /// A step, the end of a truce, a deadline or talks.
  package var concernsTariffs: Bool {
    switch subject {
    case .step, .expiry: true
    case .calendar(let entry): entry.kind == .deadline || entry.kind == .talks
    case .opening, .reopening: false
    }
  }

  /// The next opening of a venue.
  package var isOpening: Bool {
    switch subject {
    case .opening, .reopening: true
    case .calendar, .step, .expiry: false
    }
  }

  /// What orders those of one moment.
  private var name: String {
    switch subject {
    case .calendar(let entry): entry.title
    case .step(let change): change.measure.title
    case .expiry(let measure): measure.title
    case .opening(let venue), .reopening(let venue): venue.shortName
    }
  }

  /// Ascending; those that have passed too.
  static func entries(_ desk: Desk, tariffs: TariffReading, asOf instant: Instant) -> [AheadEntry] {
    let entries =
      desk.calendar.map(AheadEntry.init) + tariffs.pending.map { AheadEntry($0, in: desk.watchlist) }
      + tariffs.layers.compactMap { AheadEntry(expiryOf: $0, in: desk.watchlist) }
      + openings(desk, asOf: instant)
    return entries.sorted {
      ($0.instant, $0.hasTime ? 1 : 0, $0.name) < ($1.instant, $1.hasTime ? 1 : 0, $1.name)
    }
  }

  private static func openings(_ desk: Desk, asOf instant: Instant) -> [AheadEntry] {
    let instruments = desk.watchlist.sectors.flatMap(\.instruments)
    return Venue.leads.compactMap { venue in
      let names = instruments.filter { $0.venue?.lead == venue }
      guard let first = names.first else { return nil }
      let state = desk.sessions[venue].state(at: instant)
      guard state.phase != .open, let opening = state.nextOpening else { return nil }
      let reopens = desk.sessions(of: first).rested(asOf: instant)
      return AheadEntry(
        instant: opening, hasTime: true, subject: reopens ? .reopening(venue) : .opening(venue),
        symbols: names.map(\.symbol), side: nil, verified: true, source: "", origin: nil)
    }
  }
}

extension AheadEntry {
  private init(_ entry: CalendarEntry) {
    instant = entry.instant
    hasTime = entry.minute != nil
    subject = .calendar(entry)
    symbols = entry.symbols
    side = nil
    verified = entry.verified
    source = entry.source
    origin = entry.origin
  }

  private init(_ change: TariffReading.Change, in watchlist: Watchlist) {
    instant = change.instant
    hasTime = true
    subject = .step(change)
    symbols = watchlist.symbols(ofSectors: change.measure.sectors)
    side = change.measure.by
    verified = true
    source = change.step.source
    origin = change.step.origin
  }

  private init?(expiryOf layer: TariffReading.Layer, in watchlist: Watchlist) {
    guard let until = layer.until, layer.state != .pending else { return nil }
    instant = Zone.newYork.instant(until)
    hasTime = false
    subject = .expiry(layer.measure)
    symbols = watchlist.symbols(ofSectors: layer.measure.sectors)
    side = layer.measure.by
    verified = true
    source = layer.step.source
    origin = layer.step.origin
  }
}

extension Watchlist {
  /// The names of the sectors, in the order of the list: what a measure on these sectors touches.
  package func symbols(ofSectors names: [String]) -> [String] {
    sectors.filter { names.contains($0.name) }.flatMap(\.instruments).map(\.symbol)
  }
}
