import Market

/// A bar of a history, daily or within a day.
protocol HistoryBar: Equatable, TradedState {
  associatedtype Moment: Comparable & Hashable & CustomStringConvertible
  var moment: Moment { get }
  /// 1-based; 0 where it stands in another file than its history's.
  var line: Int32 { get }
  var open: Double? { get }
  var high: Double? { get }
  var low: Double? { get }
  /// The close, or the adjusted close where none is known.
  var shownClose: Double? { get }
  /// The adjusted close, or the close where none is known.
  var returnClose: Double? { get }
  /// The same bar, told of a file in which it has no line.
  var withoutLine: Self { get }
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
  /// that goes on longest, and of two that end together that of the later one; one that is doubtful throughout comes after
  /// all others. All are under the watchlist's spelling and
  /// in one unit. A bar from another file than the history's has line 0.
  /// - Parameter files: the one that wins a tie last.
  static func merging(_ files: [[Self]]) -> [String: Self] {
    var groups: [String: [(history: Self, isBelieved: Bool, end: Element.Moment)]] = [:]
    for history in files.joined() {
      guard let end = history.bars.last?.moment else { continue }
      groups[history.symbol, default: []].append((history, history.doubts.count < history.bars.count, end))
    }
    var merged: [String: Self] = [:]
    merged.reserveCapacity(groups.count)
    for (symbol, group) in groups {
      guard group.count > 1 else {
        merged[symbol] = group.first?.history
        continue
      }
      // Stable, so that of two that end together the later file stays last.
      let ordered = group.sorted { a, b in
        a.isBelieved == b.isBelieved ? a.end < b.end : b.isBelieved
      }.map(\.history)
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

  /// Takes bars of moments that this history has none of, with their doubts, and those that are not doubtful where its own
  /// are and differ from them.
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
      if next < bars.endIndex, bars[next].moment == bar.moment {
        guard !doubts.isEmpty, doubts[bar.moment] != nil, other.doubts[bar.moment] == nil,
          bars[next].differs(from: bar)
        else { continue }
        doubts[bar.moment] = nil
        next += 1
      }
      filled.append(bar.withoutLine)
      if !other.doubts.isEmpty, let doubt = other.doubts[bar.moment] { doubts[bar.moment] = doubt }
      hasMore = true
    }
    guard hasMore else { return }
    filled.append(contentsOf: bars[next...])
    bars = filled
  }
}

extension HistoryBar {
  var range: ClosedRange<Double>? { ClosedRange(spanning: [low, open, shownClose, high]) }

  func tellsLike(_ other: Self) -> Bool { self == other }

  /// Whether its close is another than that of a bar of the same moment, not only rounded or adjusted otherwise.
  fileprivate func differs(from other: Self) -> Bool {
    guard let close = shownClose, let theirs = other.shownClose else { return false }
    return !PriceJump.agree(close, theirs)
  }
}

extension History: BarHistory {
  func canTakeBars(of other: History) -> Bool { true }
}

extension IntradayHistory: BarHistory {
  /// Volumes and ranges of different intervals cannot be joined.
  func canTakeBars(of other: IntradayHistory) -> Bool { other.interval == interval }
}

extension Bar: HistoryBar {
  var moment: Day { day }
  var withoutLine: Bar {
    Bar(day: day, open: open, high: high, low: low, close: close, adjustedClose: adjustedClose, volume: volume)
  }
}

extension IntradayBar: HistoryBar {
  var moment: Instant { time }
  var shownClose: Double? { close }
  var returnClose: Double? { close }
  var withoutLine: IntradayBar {
    IntradayBar(time: time, open: open, high: high, low: low, close: close, volume: volume)
  }
}
