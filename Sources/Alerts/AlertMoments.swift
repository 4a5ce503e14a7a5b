import Analytics
import Market

/// The moments of the past at which something that rules look at may have become another: sessions closed, bars within
/// days ended, the ledger moved, a date turned.
package struct AlertMoments {
  /// Ascending.
  package let all: [Instant]

  /// - Parameters:
  ///   - desk: of the names that rules look at.
  ///   - first: the moments lie after it,
  ///   - last: and before it, or at it.
  ///   - limit: of their number; of more the last are kept.
  package init(_ desk: Desk, after first: Instant, through last: Instant, atMost limit: Int = .max) {
    var moments: Set<Instant> = []
    guard first < last else {
      all = []
      return
    }
    let instruments = desk.watchlist.sectors.flatMap(\.instruments)
    let venues = Set(instruments.compactMap { $0.venue?.lead } + [.nyse])
    for venue in venues {
      let sessions = desk.sessions[venue]
      var day = venue.zone.day(of: first)
      while day <= venue.zone.day(of: last) {
        if let close = sessions.close(of: day) { moments.insert(close) }
        day = day.advanced(by: 1)
      }
    }
    for instrument in instruments {
      guard let history = desk.intradayHistory(of: instrument) else { continue }
      let from = history.bars.partitioningIndex { $0.time.advanced(bySeconds: Int64(history.interval)) > first }
      for bar in history.bars[from...] { moments.insert(bar.time.advanced(bySeconds: Int64(history.interval))) }
    }
    moments.formUnion(desk.eventMoments)
    // The index fades by the date.
    var day = Zone.newYork.day(of: first).advanced(by: 1)
    while Zone.newYork.instant(day) <= last {
      moments.insert(Zone.newYork.instant(day))
      day = day.advanced(by: 1)
    }
    all = Array(moments.filter { first < $0 && $0 <= last }.sorted().suffix(limit))
  }
}
