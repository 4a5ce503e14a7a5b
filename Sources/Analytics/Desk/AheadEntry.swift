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
    /// The end of a session that ends earlier than usual: the present one, or the next.
    case earlyClose(Venue)
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
    case .opening, .reopening, .earlyClose: false
    }
  }

  /// The next opening of a venue, or an early close.
  package var isOfVenue: Bool {
    switch subject {
    case .opening, .reopening, .earlyClose: true
    case .calendar, .step, .expiry: false
    }
  }

  /// What orders those of one moment.
  private var name: String {
    switch subject {
    case .calendar(let entry): entry.title
    case .step(let change): change.measure.title
    case .expiry(let measure): measure.title
    case .opening(let venue), .reopening(let venue), .earlyClose(let venue): venue.shortName
    }
  }

  /// Ascending; those that have passed too. An entry of the calendar that repeats a step is left out.
  static func entries(_ desk: Desk, tariffs: TariffReading, asOf instant: Instant) -> [AheadEntry] {
    let known = desk.calendar.filter { entry in
      entry.isKnown(asOf: desk.ledgerCutoff(asOf: instant)) && !tariffs.pending.contains { entry.repeats($0) }
    }
    let entries =
      known.map(AheadEntry.init) + tariffs.pending.map { AheadEntry($0, in: desk.watchlist) }
      + tariffs.layers.filter { !$0.isRenewed(in: tariffs.pending) }.compactMap {
        AheadEntry(expiryOf: $0, in: desk.watchlist)
      }
      + openings(desk, asOf: instant)
    return entries.sorted {
      ($0.instant, $0.hasTime ? 1 : 0, $0.name) < ($1.instant, $1.hasTime ? 1 : 0, $1.name)
    }
  }

  private static func openings(_ desk: Desk, asOf instant: Instant) -> [AheadEntry] {
    let instruments = desk.watchlist.sectors.flatMap(\.instruments)
    return Venue.leads.flatMap { venue -> [AheadEntry] in
      let names = instruments.filter { $0.venue?.lead == venue }
      guard !names.isEmpty else { return [] }
      let sessions = desk.sessions[venue]
      let state = sessions.state(at: instant)
      func entry(_ moment: Instant, _ subject: Subject) -> AheadEntry {
        AheadEntry(
          instant: moment, hasTime: true, subject: subject, symbols: names.map(\.symbol), side: nil, verified: true,
          source: "", origin: nil)
      }
      let opening = state.phase == .open ? nil : state.nextOpening
      let day = venue.zone.day(of: opening ?? instant)
      let close = sessions.closesEarly(on: day) ? sessions.close(of: day) : nil
      let reopens = opening.map { sessions.hasRested(before: $0, since: instant) } ?? false
      return [
        opening.map { entry($0, reopens ? .reopening(venue) : .opening(venue)) },
        close.map { entry($0, .earlyClose(venue)) },
      ].compactMap { $0 }
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
    verified = change.step.verified
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
    verified = layer.step.verified
    source = layer.step.source
    origin = layer.step.origin
  }
}

extension TariffReading.Layer {
  /// Whether what follows the last day of a truce is on record.
  fileprivate func isRenewed(in pending: [TariffReading.Change]) -> Bool {
    guard let until else { return false }
    return pending.contains { $0.measure.id == measure.id && $0.step.effective <= until.advanced(by: 1) }
  }
}

extension Watchlist {
  /// The names of sectors that are called so or have such an alias, in the order of the list: what a measure on these
  /// sectors touches.
  package func symbols(ofSectors names: [String]) -> [String] {
    sectors.filter { $0.isNamed(among: names) }.flatMap(\.instruments).map(\.symbol)
  }
}

extension CalendarEntry {
  /// Whether it is a deadline that says what a pending step says: the same moment, or the same date where it has no time,
  /// and a word of the measure's id or title that says what the measure is on.
  fileprivate func repeats(_ change: TariffReading.Change) -> Bool {
    guard kind == .deadline else { return false }
    let isThen = minute == nil ? day == Zone.newYork.day(of: change.instant) : instant == change.instant
    return isThen
      && !words(of: title).isDisjoint(with: words(of: change.measure.id).union(words(of: change.measure.title)))
  }

  /// Those of five letters and more, without those that many measures have.
  private func words(of text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter }.filter { $0.count >= 5 }.map(String.init)).subtracting(Self.common)
  }

  private static let common: Set<String> = [
    "china", "chinese", "duties", "entry", "export", "exports", "goods", "import", "imports", "other", "products",
    "retaliation", "section", "suspension", "tariff", "tariffs", "truce",
  ]
}
