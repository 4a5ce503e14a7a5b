import Market

/// Bars within days of one symbol as they are read: in any order, a moment perhaps twice, with a close or without.
/// ``settle(_:)`` makes one bar a moment of them.
struct IntradaySeries {
  /// As they were added; ascending by time, one a moment, once settled.
  private(set) var bars: [IntradayBar] = []
  private var isAscending = true
  private(set) var closeless: [CloselessRow<Instant>] = []
  private(set) var hasRefused = false
  /// Moments that are told twice with other closes; once settled.
  private(set) var doubts: [Instant: Doubt] = [:]

  mutating func reserve(_ count: Int) { bars.reserveCapacity(count) }

  /// Adds a bar; one without a close counts as refused.
  mutating func add(_ bar: IntradayBar) {
    guard bar.close != nil else {
      closeless.append(CloselessRow(bar.time, bar))
      return refuse()
    }
    if let last = bars.last, bar.time <= last.time { isAscending = false }
    bars.append(bar)
  }

  mutating func refuse() { hasRefused = true }

  /// Makes one bar a moment of them, ascending, and says which rows do not count.
  mutating func settle(_ log: inout ProblemLog) {
    guard !isAscending else { return }
    bars.sort { $0.time < $1.time }
    let settled = log.settling(bars)
    bars = settled.bars
    for (time, doubt) in settled.doubts { doubts[time] = doubt }
    isAscending = true
  }

  /// Seconds between the two bars that are nearest in time; 0 when there are fewer than two.
  static func interval(of sorted: [IntradayBar]) -> Int {
    let gaps = zip(sorted, sorted.dropFirst()).map { $0.time.seconds(to: $1.time) }
    return Int(clamping: gaps.min() ?? 0)
  }
}
