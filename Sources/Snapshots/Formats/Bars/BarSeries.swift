import Market

/// Bars of one symbol as they are read: in any order, a day perhaps twice, with a close or without. ``settle(_:)`` makes
/// one bar a day of them.
struct BarSeries {
  /// Days: sessions stand so far apart at the longest holidays only.
  private static let weekGap = 5

  /// Whether all prices that are added are adjusted ones: their closes too.
  var isAdjusted = false
  /// As they were added; ascending by day, one a day, once settled.
  private(set) var bars: [Bar] = []
  private var isAscending = true
  /// What is no session.
  private(set) var closeless: [CloselessRow<Day>] = []
  /// Days that are told twice, differently.
  private(set) var doubts: [Day: Doubt] = [:]
  /// Days of refused bars and of rows without a close.
  private(set) var refused: Set<Day> = []
  private(set) var hasRefused = false

  var isEmpty: Bool { bars.isEmpty }
  var count: Int { bars.count }

  mutating func reserve(_ count: Int) { bars.reserveCapacity(count) }

  /// Adds a bar. One without a close, adjusted or not, is no session: its day counts as refused.
  @inline(__always) mutating func add(_ bar: Bar) {
    guard isAscending, !isAdjusted, bar.close != nil, bars.last.map({ $0.day < bar.day }) ?? true else {
      return addSlowly(bar)
    }
    bars.append(bar)
  }

  private mutating func addSlowly(_ bar: Bar) {
    guard bar.shownClose != nil else {
      closeless.append(CloselessRow(bar.day, bar))
      return refuse(bar.day)
    }
    if let last = bars.last, bar.day <= last.day { isAscending = false }
    bars.append(bar.onOneBasis(isAdjusted))
  }

  mutating func refuse(_ day: Day?) {
    hasRefused = true
    if let day { refused.insert(day) }
  }

  /// Makes one bar a day of them, ascending, and says which rows do not count.
  mutating func settle(_ log: inout ProblemLog) {
    guard !isAscending else { return }
    // Stable: of a day told twice the later row stays the later one.
    bars.sort { $0.day < $1.day }
    let one = log.settling(bars)
    bars = one.bars
    for (day, doubt) in one.doubts { doubts[day] = doubt }
    isAscending = true
  }

  /// Refuses all of them where three or more mostly stand ``weekGap`` apart: they are of weeks or months, and the bar
  /// before is not the day before. They must be settled.
  mutating func refuseWeeks(of symbol: String, _ input: inout FileInput) {
    let gaps = zip(bars, bars.dropFirst())
    guard bars.count >= 3, gaps.count(where: { $0.day.days(to: $1.day) >= Self.weekGap }) * 2 > bars.count - 1
    else { return doubtSteps() }
    input.log.add(
      line: Int(bars[0].line), column: 0,
      "found bars of \(symbol) that mostly stand \(Self.weekGap) days or more apart, expected daily bars")
    self = BarSeries()
    refuse(nil)
  }

  /// Few bars that begin with a step of a week or a month may be of weeks or months: the last one then covers what has
  /// passed of its own.
  private mutating func doubtSteps() {
    guard (2...3).contains(bars.count) else { return }
    let gap = bars[0].day.days(to: bars[1].day)
    guard gap == 7 || (28...31).contains(gap) else { return }
    for bar in bars where doubts[bar.day] == nil {
      doubts[bar.day] = Doubt("bars \(gap) days apart: of days or of \(gap == 7 ? "weeks" : "months")?")
    }
  }
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
