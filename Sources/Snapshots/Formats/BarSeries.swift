import Market

/// Bars of one symbol as they are read: any order, one bar a day.
struct BarSeries {
  /// Days: sessions stand so far apart at the longest holidays only.
  private static let weekGap = 5

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

  /// Refuses all of them where three or more mostly stand ``weekGap`` apart: they are of weeks or months, and the bar
  /// before is not the day before.
  mutating func refuseWeeks(of symbol: String, _ reading: inout Reading) {
    let bars = sorted
    let gaps = zip(bars, bars.dropFirst())
    guard bars.count >= 3, gaps.count(where: { $0.day.days(to: $1.day) >= Self.weekGap }) * 2 > bars.count - 1
    else { return }
    reading.log.add(
      line: Int(bars[0].line), column: 0,
      "found bars of \(symbol) that mostly stand \(Self.weekGap) days or more apart, expected daily bars")
    self = BarSeries()
    refuse(nil)
  }

  /// Ascending by day.
  var sorted: [Bar] { ascending ? bars : bars.sorted { $0.day < $1.day } }

  static func twice(_ day: Day) -> String { "found \(day) twice, expected one bar a day (the first is used)" }
}
