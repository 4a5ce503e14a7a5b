import Market

/// The bars within days of one name as they are known at a moment: those whose interval is over.
package struct SessionBars: Hashable, Sendable {
  /// Ascending by time.
  package let bars: [IntradayBar]
  /// The date of each on the venue's clock.
  package let days: [Day]
  /// Seconds that a bar covers; 0 where a single bar does not tell.
  package let interval: Int
  package let zone: Zone
  package let file: String
  /// Why bars may be none; no measure is made of them.
  package let doubts: [Instant: Doubt]

  /// The first of the instrument's symbols that has such bars in its currency (or in an unnamed one); nil without any.
  package init?(_ instrument: Instrument, desk: Desk, asOf instant: Instant) {
    guard let history = desk.intradayHistory(of: instrument) else { return nil }
    let end = instant.advanced(bySeconds: -Int64(history.interval))
    let bars = Array(history.bars.prefix { $0.time <= end })
    guard !bars.isEmpty else { return nil }
    self.bars = bars
    days = bars.map { instrument.day(of: $0.time) }
    interval = history.interval
    zone = instrument.venue?.zone ?? .newYork
    file = history.file
    doubts = history.doubts
  }

  /// The bars of the latest session, or of the latest five; where a session among those that the daily bars know has none,
  /// of those after it, if they are several: a picture with a day left out would deceive. Else, and for longer ranges, nil.
  package func indices(of range: PriceRange, beside daily: PriceSeries) -> Range<Int>? {
    let count: Int
    switch range {
    case .day: count = 1
    case .fiveDays: count = 5
    default: return nil
    }
    let own = Set(days)
    let all = own.union(daily.bars.suffix(count).map(\.day)).sorted().suffix(count)
    let shown = all.reversed().prefix(while: own.contains)
    guard shown.count == all.count || shown.count > 1, let first = shown.last,
      let start = days.firstIndex(where: { $0 >= first })
    else { return nil }
    return start..<bars.count
  }

  /// A measure of the closes, one value a bar; nil at bars without a close.
  package func aligned(_ measure: ([Double]) -> [Double?]) -> [Double?] {
    let closes = bars.map { doubts.isEmpty || doubts[$0.time] == nil ? $0.close : nil }
    var values = measure(closes.compactMap { $0 })[...]
    return closes.map { $0 == nil ? nil : values.popFirst() ?? nil }
  }
}
