// Which bars of a history may be none. Most histories hold none: one pass, some comparisons a bar.

extension History {
  /// Beyond so many, doubts of records share one reason: a file of turned columns has one in every row.
  private static let worded = 50

  /// The doubts of the bars by themselves, with those that stand already: prices that contradict each other, and closes
  /// more than half away from the last one that is believed, unless a split, a dividend or the adjusted closes explain
  /// it. Where two closes in a row stand at a new level, both are believed, but not at a hundredth of the last or a hundred
  /// times it where prices may be pence or pounds: a file that changes its unit stays there.
  /// - Parameter hasRatios: Whether closes can be compared: not where prices may be zero or below.
  package func judged(hasRatios: Bool) -> [Day: Doubt] {
    if doubts.isEmpty, isPlain { return [:] }
    var doubts = doubts
    var level: Bar?
    var levelCount = 0
    var pending: Bar?
    var otherUnit: Doubt?
    for bar in bars {
      if let last = level, pending == nil, bar.isPlain(after: last), doubts.isEmpty || doubts[bar.day] == nil {
        level = bar
        levelCount += 1
        continue
      }
      if let doubt = bar.contradiction {
        doubts[bar.day] =
          doubts[bar.day] ?? (doubts.count < Self.worded ? doubt : Doubt("prices contradict each other"))
        continue
      }
      guard hasRatios, bar.returnClose != nil, doubts[bar.day] == nil else { continue }
      if let doubt = otherUnit, let before = pending, jump(to: bar, from: before) == nil {
        pending = bar
        doubts[bar.day] = doubt
        continue
      }
      guard let last = level, let doubt = jump(to: bar, from: last) else {
        (level, levelCount, pending, otherUnit) = (bar, levelCount + 1, nil, nil)
        continue
      }
      guard let first = pending, jump(to: bar, from: first) == nil else {
        (pending, otherUnit) = (bar, isOfOtherUnit(bar, beside: last) ? doubt : nil)
        doubts[bar.day] = doubt
        continue
      }
      doubts[first.day] = nil
      // A first close that stands alone is the one that is wrong.
      if levelCount == 1, last.day == bars[0].day, let lone = loneDoubt(last, before: first) { doubts[last.day] = lone }
      (level, levelCount, pending) = (bar, 2, nil)
    }
    return doubts
  }

  /// Whether no bar raises a question: nearly always, so this is the pass that costs.
  private var isPlain: Bool {
    bars.withUnsafeBufferPointer { bars in
      guard let first = bars.first, first.contradiction == nil else { return false }
      var index = 1
      while index < bars.count, bars[index].isPlain(after: bars[index - 1]) { index += 1 }
      return index >= bars.count
    }
  }

  /// Why a close is doubted after another; nil where it is not. Raw closes are compared with raw ones, and what returns
  /// are made of.
  private func jump(to bar: Bar, from last: Bar) -> Doubt? {
    guard last.day.days(to: bar.day) <= PriceJump.memory, let now = bar.returnClose, let before = last.returnClose
    else { return nil }
    let isAdjustedFar = isFar(now, on: bar.day, from: before, of: last.day)
    guard let close = bar.close, let lastClose = last.close, isFar(close, on: bar.day, from: lastClose, of: last.day)
    else {
      return isAdjustedFar ? PriceJump.doubt(of: now, from: before, "last adjusted close") : nil
    }
    // Adjusted closes that go on show that the raw ones are split.
    if !isAdjustedFar, bar.adjustedClose != nil, last.adjustedClose != nil,
      PriceJump.split(to: close / now, from: lastClose / before, tolerance: 0.01) != nil
    {
      return nil
    }
    return PriceJump.doubt(of: close, from: lastClose)
  }

  /// Whether a close may be told in pounds beside one in pence, or the reverse: a hundred times off, and so quoted.
  private func isOfOtherUnit(_ bar: Bar, beside last: Bar) -> Bool {
    guard let close = bar.shownClose, let before = last.shownClose,
      currency.map({ CurrencyUnit($0).other != nil }) ?? CurrencyUnit.isUnsure(of: symbol)
    else { return false }
    return abs(max(close / before, before / close) / 100 - 1) <= 0.05
  }

  /// A first close is on an older level where a split would explain it.
  private func loneDoubt(_ bar: Bar, before next: Bar) -> Doubt? {
    guard let close = bar.shownClose, let after = next.shownClose, PriceJump.split(to: after, from: close) == nil
    else { return nil }
    return Doubt(
      "more than half \(close < after ? "below" : "above") the next close \(Doubt.text(after))", isJump: true)
  }
}

extension Bar {
  /// Adjusted prices are rounded and adjusted each in its own way.
  private static let rawTolerance = 0.0005
  private static let adjustedTolerance = 0.005

  /// What contradicts itself in the bar; nil where nothing does.
  package var contradiction: Doubt? {
    let isAdjusted = close == nil || close == adjustedClose
    return Doubt.contradiction(
      open: open, high: high, low: low, last: ("close", shownClose),
      tolerance: isAdjusted ? Self.adjustedTolerance : Self.rawTolerance)
  }

  /// Whether the bar raises no question after another: a close in its own range and near the last one. False where
  /// something that it takes is missing.
  @inline(__always) fileprivate func isPlain(after last: Bar) -> Bool {
    let (low, high, close, lastClose) = (storage.low, storage.high, storage.close, last.storage.close)
    let (adjusted, lastAdjusted) = (storage.adjustedClose, last.storage.adjustedClose)
    guard low <= storage.open, storage.open <= high, low <= close, close <= high,
      close >= PriceJump.lowest * lastClose, close <= PriceJump.highest * lastClose, close > 0
    else { return false }
    if adjusted >= PriceJump.lowest * lastAdjusted, adjusted <= PriceJump.highest * lastAdjusted { return true }
    return adjusted.isNaN && lastAdjusted.isNaN
  }
}

extension IntradayHistory {
  /// Dates on which a new level must be met until it is believed: two of them have closed there.
  private static let believedDates = 3
  private static let worded = 50

  /// The same for bars within days. What jumps stays doubtful until two days have closed at the new level.
  package func judged(hasRatios: Bool, zone: Zone) -> [Instant: Doubt] {
    if doubts.isEmpty, isPlain { return [:] }
    var doubts = doubts
    var level: IntradayBar?
    var run: (bars: [IntradayBar], dates: Set<Day>) = ([], [])
    for bar in bars {
      if let last = level, bar.isPlain(after: last) {
        level = bar
        if !run.bars.isEmpty { run = ([], []) }
        continue
      }
      if let doubt = bar.contradiction {
        doubts[bar.time] = doubts.count < Self.worded ? doubt : Doubt("prices contradict each other")
        continue
      }
      guard hasRatios, let close = bar.close else { continue }
      guard let last = level?.close, let time = level?.time, PriceJump.isFar(close, from: last),
        time.seconds(to: bar.time) <= Int64(PriceJump.memory) * 86400
      else {
        level = bar
        run = ([], [])
        continue
      }
      if let before = run.bars.last?.close, PriceJump.isFar(close, from: before) { run = ([], []) }
      run.bars.append(bar)
      run.dates.insert(zone.day(of: bar.time))
      guard run.dates.count < Self.believedDates else {
        for bar in run.bars { doubts[bar.time] = nil }
        level = bar
        run = ([], [])
        continue
      }
      doubts[bar.time] =
        doubts.count < Self.worded
        ? PriceJump.doubt(of: close, from: last) : Doubt("more than half away from the last close", isJump: true)
    }
    return doubts
  }
}

extension IntradayHistory {
  /// As of daily bars.
  private var isPlain: Bool {
    bars.withUnsafeBufferPointer { bars in
      guard let first = bars.first, first.contradiction == nil else { return false }
      var index = 1
      while index < bars.count, bars[index].isPlain(after: bars[index - 1]) { index += 1 }
      return index >= bars.count
    }
  }
}

extension IntradayBar {
  /// What contradicts itself in the bar; nil where nothing does.
  package var contradiction: Doubt? {
    Doubt.contradiction(open: open, high: high, low: low, last: ("close", close), tolerance: 0.0005)
  }

  /// As of a daily bar.
  @inline(__always) fileprivate func isPlain(after last: IntradayBar) -> Bool {
    let (now, before) = (storage, last.storage)
    return now.low <= now.open && now.open <= now.high && now.low <= now.close && now.close <= now.high
      && now.close >= PriceJump.lowest * before.close && now.close <= PriceJump.highest * before.close && now.close > 0
  }
}
