import Analytics
import Market

/// What happened while nothing looked: the files and bars that are there tell it, moment by moment, without a look ahead.
extension AlertBook {
  /// Days beyond which a pause is not made up for.
  private static let longestPause: Int64 = 31
  private static let mostMoments = 400
  /// Rows that are made for all moments of a pause: of a large desk fewer moments are looked at.
  private static let mostRows = 40_000

  /// Makes up for the time since the last reading: after a restart all of it, else where a name's bars have come several
  /// at once.
  mutating func catchUp(to reading: DeskReading, of desk: Desk) -> [Firing] {
    let now = reading.asOf
    guard let last = lastTaken else {
      runs = runs ?? now
      return []
    }
    let isRestart = runs == nil
    runs = runs ?? now
    guard last < now, let first = isRestart ? last : firstSkipped(reading, desk) else { return [] }
    let start = max(first, now.advanced(bySeconds: -Self.longestPause * 86400))
    let narrowed = narrowed(desk)
    let names = max(1, narrowed.watchlist.sectors.reduce(0) { $0 + $1.instruments.count })
    let limit = min(Self.mostMoments, max(8, Self.mostRows / names))
    let moments = AlertMoments(narrowed, after: start, through: now.advanced(bySeconds: -1), atMost: limit).all
    // Of what is dated before nobody knows how it stood meanwhile.
    if isRestart { skipPending(since: last, until: moments.first ?? now) }
    guard !moments.isEmpty else { return [] }
    var rung: [Firing] = []
    var evaluator = DeskEvaluator()
    layout = AlertLayout()
    for moment in moments { rung += look(at: evaluator.reading(of: narrowed, asOf: moment), of: narrowed) }
    layout = AlertLayout()
    return rung
  }

  /// The time of the oldest price behind which a session was passed over; nil: of none.
  private func firstSkipped(_ reading: DeskReading, _ desk: Desk) -> Instant? {
    guard layout.isMade, layout.fits(reading, desk), layout.historyRevision != desk.historyRevision else { return nil }
    var first: Instant?
    for (place, sector) in reading.sectors.enumerated() {
      for row in sector.rows.indices where layout.watches(place, row) {
        guard let seen = layout.seen[place][row], let before = seen.session, let time = seen.time,
          let session = sector.rows[row].session, session > before,
          !desk.sessions(of: sector.rows[row].instrument).follows(session, before)
        else { continue }
        first = min(first ?? time, time)
      }
    }
    return first
  }

  /// The desk with the names alone that rules look at.
  private func narrowed(_ desk: Desk) -> Desk {
    // The market needle is made of these.
    var names = Set(desk.watchlist.indicator.basket.map(\.symbol) + desk.watchlist.references)
    for rule in rules {
      switch rule.subject {
      case .name(let name, _): names.insert(name)
      case .any, .sector: return desk
      default: break
      }
    }
    var narrowed = desk
    for index in narrowed.watchlist.sectors.indices {
      narrowed.watchlist.sectors[index].instruments.removeAll { names.isDisjoint(with: $0.symbols) }
    }
    let listed = Set(narrowed.watchlist.sectors.flatMap(\.instruments).flatMap(\.symbols))
    let others = Set(desk.watchlist.sectors.flatMap(\.instruments).flatMap(\.symbols)).subtracting(listed)
    // Else they would be names that no sector lists.
    for name in others { narrowed.quotes[name] = nil }
    return narrowed
  }

  /// Time that nothing covers is none for which a rule of a name held; the ledger covers all of it.
  private mutating func skipPending(since last: Instant, until next: Instant) {
    for index in rules.indices where rules[index].column != nil && rules[index].holds != nil {
      for subject in tracks[index].keys { tracks[index][subject]?.skip(seconds: last.seconds(to: next)) }
    }
  }
}
