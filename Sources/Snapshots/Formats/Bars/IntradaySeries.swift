import Market

/// Bars within days of one symbol as they are read: any order, one bar a moment.
struct IntradaySeries {
  private var bars: [IntradayBar] = []
  private var ascending = true
  private var seen: Set<Instant> = []
  private(set) var hasRefused = false

  mutating func reserve(_ count: Int) { bars.reserveCapacity(count) }

  /// False when the moment is there already: the first bar stays.
  mutating func add(_ bar: IntradayBar) -> Bool {
    if ascending, let last = bars.last, bar.time <= last.time {
      if bar.time == last.time { return false }
      ascending = false
      seen = Set(bars.lazy.map(\.time))
    }
    if !ascending, !seen.insert(bar.time).inserted { return false }
    bars.append(bar)
    return true
  }

  mutating func refuse() { hasRefused = true }

  /// Ascending by time.
  var sorted: [IntradayBar] { ascending ? bars : bars.sorted { $0.time < $1.time } }

  /// Seconds between the two bars that are nearest in time; 0 when there are fewer than two.
  static func interval(of sorted: [IntradayBar]) -> Int {
    let gaps = zip(sorted, sorted.dropFirst()).map { $0.time.seconds(to: $1.time) }
    return Int(clamping: gaps.min() ?? 0)
  }

  static func twice(_ time: Instant) -> String { "found \(time) twice, expected one bar a moment (the first is used)" }
}
