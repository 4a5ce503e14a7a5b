import Market

/// One thing to come.
package struct AheadEntry: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case deadline, talks, data, hearing, earnings
    /// A tariff step announced and not yet in force.
    case tariff
    /// The last day of a stated suspension or truce.
    case expiry
    /// The next opening of a venue of the watchlist.
    case opening
    /// The next opening after a weekday without a session.
    case reopening
  }

  /// 00:00 New York of the day where no time is known.
  package let instant: Instant
  package let hasTime: Bool
  package let title: String
  /// Names it touches, as the watchlist calls them.
  package let symbols: [String]
  package let kind: Kind
  /// Whose tariff.
  package let side: Side?
  package let verified: Bool
  /// Whose word it is; empty for venue openings.
  package let source: String
  package let origin: Origin?

  /// Ascending; those that have passed too.
  fileprivate static func entries(_ desk: Desk, tariffs: TariffReading, asOf instant: Instant) -> [AheadEntry] {
    let entries =
      desk.calendar.map(AheadEntry.init) + tariffs.pending.map { AheadEntry($0, in: desk.watchlist) }
      + tariffs.layers.compactMap { AheadEntry(expiryOf: $0, in: desk.watchlist) }
      + openings(desk.watchlist, asOf: instant)
    return entries.sorted {
      ($0.instant, $0.hasTime ? 1 : 0, $0.title) < ($1.instant, $1.hasTime ? 1 : 0, $1.title)
    }
  }

  private static func openings(_ watchlist: Watchlist, asOf instant: Instant) -> [AheadEntry] {
    let instruments = watchlist.sectors.flatMap(\.instruments)
    // The US venues share one calendar; the exchange stands for them.
    let groups: [(name: Venue, venues: Set<Venue>)] = [
      (.nyse, [.nasdaq, .nyse, .arca, .otc]), (.hongKong, [.hongKong]), (.shanghai, [.shanghai]),
    ]
    return groups.compactMap { group in
      let names = instruments.filter { $0.venue.map(group.venues.contains) ?? false }
      let state = group.name.state(at: instant)
      guard let first = names.first, state.phase != .open, let opening = state.nextOpening else { return nil }
      let reopens = first.rested(asOf: instant)
      return AheadEntry(
        instant: opening, hasTime: true, title: "\(group.name.shortName) \(reopens ? "reopens" : "opens")",
        symbols: names.map(\.symbol), kind: reopens ? .reopening : .opening, side: nil, verified: true, source: "",
        origin: nil)
    }
  }
}

/// Makes the list of what is to come, and keeps it as long as neither what it is made of nor the minute changes.
struct AheadMemory: Sendable {
  private var policyRevision = -1
  private var minute: Int64 = 0
  private var calendar: [CalendarEntry] = []
  private var entries: [AheadEntry] = []

  /// Ascending; entries of the whole day stand before those with a time. `tariffs`: those of the desk at the moment.
  mutating func entries(_ desk: Desk, tariffs: TariffReading, asOf instant: Instant) -> [AheadEntry] {
    let minute = instant.seconds / 60
    if policyRevision != desk.policyRevision || self.minute != minute || calendar != desk.calendar {
      entries = AheadEntry.entries(desk, tariffs: tariffs, asOf: instant)
      (policyRevision, self.minute, calendar) = (desk.policyRevision, minute, desk.calendar)
    }
    let midnight = Zone.newYork.instant(tariffs.day)
    return entries.filter { $0.hasTime ? $0.instant > instant : $0.instant >= midnight }
  }
}

extension AheadEntry {
  private init(_ entry: CalendarEntry) {
    instant = entry.instant
    hasTime = entry.minute != nil
    title = entry.title
    symbols = entry.symbols
    side = nil
    verified = entry.verified
    source = entry.source
    origin = entry.origin
    kind =
      switch entry.kind {
      case .deadline: .deadline
      case .talks: .talks
      case .data: .data
      case .hearing: .hearing
      case .earnings: .earnings
      }
  }

  private init(_ change: TariffReading.Change, in watchlist: Watchlist) {
    instant = change.instant
    hasTime = true
    title = change.measure.title + change.step.outcome
    symbols = watchlist.symbols(ofSectors: change.measure.sectors)
    kind = .tariff
    side = change.measure.by
    verified = true
    source = change.step.source
    origin = change.step.origin
  }

  private init?(expiryOf layer: TariffReading.Layer, in watchlist: Watchlist) {
    guard let until = layer.until, layer.state != .pending else { return nil }
    instant = Zone.newYork.instant(until)
    hasTime = false
    title = "\(layer.measure.title): last day of the truce"
    symbols = watchlist.symbols(ofSectors: layer.measure.sectors)
    kind = .expiry
    side = layer.measure.by
    verified = true
    source = layer.step.source
    origin = layer.step.origin
  }
}

extension TariffMeasure.Step {
  /// What it brings, to follow the measure's title.
  var outcome: String {
    switch state {
    case .inForce: rate.map { " \($0.text(decimals: $0 == $0.rounded() ? 0 : 1)) %" } ?? ""
    case .suspended: " suspended"
    case .struckDown: " struck down"
    case .ended: " ends"
    case .unconfirmed: ", to be confirmed"
    }
  }
}

extension Watchlist {
  /// The names of the sectors, in the order of the list: what a measure on these sectors touches.
  package func symbols(ofSectors names: [String]) -> [String] {
    sectors.filter { names.contains($0.name) }.flatMap(\.instruments).map(\.symbol)
  }
}
