import Market

/// Bars of one symbol as they are read: any order, one bar a day.
struct BarSeries {
  /// Days: sessions stand so far apart at the longest holidays only.
  private static let weekGap = 5

  /// Whether all prices that are added are adjusted ones: their closes too.
  var isAdjusted = false
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
    guard ascending, !isAdjusted, bar.close != nil, bars.last.map({ $0.day < bar.day }) ?? true else {
      return addSlowly(bar.onOneBasis(isAdjusted))
    }
    bars.append(bar)
    return true
  }

  private mutating func addSlowly(_ bar: Bar) -> Bool {
    if ascending {
      guard let last = bars.last, bar.day <= last.day else {
        bars.append(bar)
        return true
      }
      if bar.day == last.day { return false }
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

extension Bar {
  /// The bar as ``Bar`` wants it. Beside an adjusted close that stands alone, open, high and low of a file that is not
  /// adjusted fit no close.
  fileprivate func onOneBasis(_ isAdjusted: Bool) -> Bar {
    if isAdjusted {
      return Bar(
        day: day, open: open, high: high, low: low, close: nil, adjustedClose: adjustedClose ?? close, volume: volume,
        line: Int(line))
    }
    guard close == nil, adjustedClose != nil else { return self }
    return Bar(day: day, close: nil, adjustedClose: adjustedClose, volume: volume, line: Int(line))
  }
}
