import Market

/// A bar of a history, daily or within a day.
protocol HistoryBar: Equatable {
  associatedtype Moment: Comparable & Hashable & CustomStringConvertible
  var moment: Moment { get }
  /// 1-based; 0 where it stands in another file than its history's.
  var line: Int32 { get }
  var open: Double? { get }
  var high: Double? { get }
  var low: Double? { get }
  var volume: Double? { get }
  /// The close, or the adjusted close where none is known.
  var shownClose: Double? { get }
  /// The adjusted close, or the close where none is known.
  var returnClose: Double? { get }
  /// The same bar, told of a file in which it has no line.
  var withoutLine: Self { get }
  func converted(_ convert: PriceTerms.Conversion) -> Self
}

/// The bars of one symbol as one file tells them, daily or within days: ascending, one a moment.
protocol BarHistory {
  associatedtype Element: HistoryBar
  var symbol: String { get set }
  var currency: String? { get set }
  var bars: [Element] { get set }
  var file: String { get }
  /// Whether bars of another file can stand between these.
  func canTakeBars(of other: Self) -> Bool
  /// Why bars may be none, by their moments.
  var doubts: [Element.Moment: Doubt] { get set }
}

extension BarHistory {
  /// One history a symbol of those that several files tell: moments from all, of a moment told twice the bar of the file
  /// that goes on longest, and of two that end together that of the later one. All are under the watchlist's spelling and
  /// in one unit (``PriceTerms``). A bar from another file than the history's has line 0.
  /// - Parameter files: the one that wins a tie last.
  static func merging(
    _ files: [[Self]], _ terms: PriceTerms, _ problems: inout MergeProblems
  ) -> [String: Self] {
    var groups: [String: [(history: Self, end: Element.Moment)]] = [:]
    for history in files.joined() {
      guard let end = history.bars.last?.moment,
        let use = terms.use(history.symbol, history.currency, at: Origin(file: history.file, line: 0), &problems)
      else { continue }
      groups[use.symbol, default: []].append((history.used(as: use), end))
    }
    var merged: [String: Self] = [:]
    merged.reserveCapacity(groups.count)
    for (symbol, group) in groups {
      guard group.count > 1 else {
        merged[symbol] = group.first?.history
        continue
      }
      // Stable, so that of two that end together the later file stays last.
      let ordered = group.sorted { $0.end < $1.end }.map(\.history)
      merged[symbol] = joined(ordered)
    }
    return merged
  }

  /// - Parameter ordered: histories of one symbol, the one that goes on longest last.
  private static func joined(_ ordered: [Self]) -> Self? {
    guard var history = ordered.last else { return nil }
    history.currency = ordered.last { $0.currency != nil }?.currency
    for other in ordered.dropLast().reversed() where history.canTakeBars(of: other) { history.fill(from: other) }
    return history
  }

  /// The history under another name and in another unit.
  private func used(as use: PriceTerms.Use) -> Self {
    var history = self
    if history.symbol != use.symbol { history.symbol = use.symbol }
    guard let convert = use.conversion else { return history }
    history.currency = convert.to.code
    if convert.from != convert.to { history.bars = bars.map { $0.converted(convert) } }
    return history
  }

  /// Takes bars of moments that this history has none of, with their doubts.
  private mutating func fill(from other: Self) {
    var filled: [Element] = []
    let others = other.bars
    filled.reserveCapacity(bars.count + others.count)
    var next = bars.startIndex
    var hasMore = false
    for bar in others {
      while next < bars.endIndex, bars[next].moment < bar.moment {
        filled.append(bars[next])
        next += 1
      }
      if next < bars.endIndex, bars[next].moment == bar.moment { continue }
      filled.append(bar.withoutLine)
      if !other.doubts.isEmpty, let doubt = other.doubts[bar.moment] { doubts[bar.moment] = doubt }
      hasMore = true
    }
    guard hasMore else { return }
    filled.append(contentsOf: bars[next...])
    bars = filled
  }
}

extension History: BarHistory {
  func canTakeBars(of other: History) -> Bool { true }
}

extension IntradayHistory: BarHistory {
  /// Volumes and ranges of different intervals cannot be joined.
  func canTakeBars(of other: IntradayHistory) -> Bool { other.interval == interval }

  /// They have no mark within days.
  var doubts: [Instant: Doubt] {
    get { [:] }
    set {}
  }
}

extension Bar: HistoryBar {
  var moment: Day { day }
  var withoutLine: Bar {
    Bar(day: day, open: open, high: high, low: low, close: close, adjustedClose: adjustedClose, volume: volume)
  }
  func converted(_ convert: PriceTerms.Conversion) -> Bar {
    Bar(
      day: day, open: convert(open), high: convert(high), low: convert(low), close: convert(close),
      adjustedClose: convert(adjustedClose), volume: volume, line: Int(line))
  }
}

extension IntradayBar: HistoryBar {
  var moment: Instant { time }
  var shownClose: Double? { close }
  var returnClose: Double? { close }
  var withoutLine: IntradayBar {
    IntradayBar(time: time, open: open, high: high, low: low, close: close, volume: volume)
  }
  func converted(_ convert: PriceTerms.Conversion) -> IntradayBar {
    IntradayBar(
      time: time, open: convert(open), high: convert(high), low: convert(low), close: convert(close), volume: volume,
      line: Int(line))
  }
}
