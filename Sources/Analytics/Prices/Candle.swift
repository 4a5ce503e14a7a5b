import Market

/// One session, or several whole ones, as first open, highest high, lowest low and last close; or bars within days.
package struct Candle: Hashable, Sendable {
  package let first: Day
  package let last: Day
  /// When the first of its bars within days begins; nil for whole sessions.
  package let time: Instant?
  /// Sessions, or bars within days.
  package let sessions: Int
  /// Open, high and low are nil unless every one of them has all.
  package let open: Double?
  package let high: Double?
  package let low: Double?
  package let close: Double?
  /// Shares a session, the mean of those known.
  package let volume: Double?
  /// Why prices of it may be none: those are left out; all are nil where none is left.
  package internal(set) var doubt: Doubt?

  /// Closed at or above the open; nil where either is missing.
  package var isUp: Bool? { open.flatMap { open in close.map { $0 >= open } } }
}

/// The bars of a chart on one basis: raw prices where every bar has a close, else all adjusted.
package struct Candles: Hashable, Sendable {
  package let isAdjusted: Bool
  /// Oldest first.
  package let candles: [Candle]

  /// - Parameter size: sessions to a candle, counted from the newest; the oldest candle may hold fewer.
  package init(_ bars: ArraySlice<Bar>, size: Int, doubts: [Day: Doubt] = [:]) {
    let isAdjusted = bars.contains { $0.close == nil && $0.adjustedClose != nil }
    let size = max(1, size)
    var candles: [Candle] = []
    var end = bars.endIndex
    while end > bars.startIndex {
      let start = max(bars.startIndex, end - size)
      if let candle = Candle(bars[start..<end], isAdjusted: isAdjusted, doubts) { candles.append(candle) }
      end = start
    }
    self.isAdjusted = isAdjusted
    self.candles = candles.reversed()
  }

  /// Bars within days: raw prices. A candle may span the night between two sessions.
  ///
  /// - Parameter size: bars to a candle, counted from the newest; the oldest candle may hold fewer.
  package init(_ series: SessionBars, _ indices: Range<Int>, size: Int) {
    let size = max(1, size)
    isAdjusted = false
    candles = stride(from: indices.upperBound, to: indices.lowerBound, by: -size).map { end in
      Candle(series, max(indices.lowerBound, end - size)..<end)
    }.reversed()
  }

  /// What a price of a bar is multiplied by to stand on the chart's basis; nil where it has no adjusted close.
  static func factor(_ bar: Bar, isAdjusted: Bool) -> Double? {
    guard isAdjusted else { return 1 }
    guard let adjusted = bar.adjustedClose else { return nil }
    guard let close = bar.close else { return 1 }
    return close == 0 ? nil : adjusted / close
  }
}

extension Candle {
  /// - Precondition: `indices` holds at least one bar.
  init(_ series: SessionBars, _ indices: Range<Int>) {
    let isBelieved = { (bar: IntradayBar) in series.doubts.isEmpty || series.doubts[bar.time] == nil }
    let bars = series.bars[indices].filter(isBelieved)
    let last = indices.upperBound - 1
    doubt = bars.count < indices.count ? series.bars[indices].lazy.compactMap { series.doubts[$0.time] }.last : nil
    (first, self.last) = (series.days[indices.lowerBound], series.days[last])
    time = series.bars[indices.lowerBound].time
    sessions = indices.count
    let isWhole = !bars.isEmpty && bars.allSatisfy { $0.open != nil && $0.high != nil && $0.low != nil }
    open = isWhole ? bars.first?.open : nil
    high = isWhole ? bars.compactMap(\.high).max() : nil
    low = isWhole ? bars.compactMap(\.low).min() : nil
    close = bars.last { $0.close != nil }?.close
    let volumes = bars.compactMap(\.volume)
    volume = volumes.isEmpty ? nil : volumes.reduce(0, +) / Double(volumes.count)
  }

  /// Nil without bars.
  init?(_ all: ArraySlice<Bar>, isAdjusted: Bool, _ doubts: [Day: Doubt]) {
    guard !doubts.isEmpty, let reason = all.lazy.compactMap({ doubts[$0.day] }).last else {
      self.init(all, isAdjusted: isAdjusted)
      return
    }
    let believed = all.filter { doubts[$0.day] == nil }
    let left = believed.isEmpty ? all.map(\.withoutPrices) : believed
    self.init(left[...], isAdjusted: isAdjusted)
    doubt = reason
  }

  /// Nil without bars.
  private init?(_ bars: ArraySlice<Bar>, isAdjusted: Bool) {
    guard let first = bars.first, let last = bars.last else { return nil }
    self.first = first.day
    self.last = last.day
    time = nil
    sessions = bars.count
    var (high, low) = (-Double.infinity, Double.infinity)
    var isWhole = true
    for bar in bars {
      guard let factor = Candles.factor(bar, isAdjusted: isAdjusted), bar.open != nil, let top = bar.high,
        let bottom = bar.low
      else {
        isWhole = false
        break
      }
      high = max(high, top * factor)
      low = min(low, bottom * factor)
    }
    self.high = isWhole ? high : nil
    self.low = isWhole ? low : nil
    open =
      isWhole
      ? first.open.flatMap { open in Candles.factor(first, isAdjusted: isAdjusted).map { open * $0 } } : nil
    close = bars.last { $0.shownClose != nil }.flatMap { isAdjusted ? $0.returnClose : $0.close }
    let volumes = bars.compactMap(\.volume)
    volume = volumes.isEmpty ? nil : volumes.reduce(0, +) / Double(volumes.count)
  }
}

extension Bar {
  var withoutPrices: Bar { Bar(day: day, close: nil, volume: volume, line: Int(line)) }
}
