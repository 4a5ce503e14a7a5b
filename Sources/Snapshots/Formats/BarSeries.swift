import Market

/// Bars of one symbol as they are read: any order, one bar a day.
struct BarSeries {
  private var bars: [Bar] = []
  private var ascending = true
  private var seen: Set<Day> = []
  /// Days of refused bars.
  private(set) var refused: Set<Day> = []
  private(set) var hasRefused = false

  var isEmpty: Bool { bars.isEmpty }
  var count: Int { bars.count }

  mutating func reserve(_ count: Int) { bars.reserveCapacity(count) }

  /// False when the day is there already: the first bar stays.
  @inline(__always) mutating func add(_ bar: Bar) -> Bool {
    guard ascending, bars.last.map({ $0.day < bar.day }) ?? true else { return addBehind(bar) }
    bars.append(bar)
    return true
  }

  private mutating func addBehind(_ bar: Bar) -> Bool {
    if ascending {
      if bar.day == bars.last?.day { return false }
      ascending = false
      seen = Set(bars.lazy.map(\.day))
    }
    guard seen.insert(bar.day).inserted else { return false }
    bars.append(bar)
    return true
  }

  mutating func refuse(_ day: Day?) {
    hasRefused = true
    if let day { refused.insert(day) }
  }

  /// Ascending by day.
  var sorted: [Bar] { ascending ? bars : bars.sorted { $0.day < $1.day } }

  static func twice(_ day: Day) -> String { "found \(day) twice, expected one bar a day (the first is used)" }
}
