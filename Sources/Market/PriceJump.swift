/// A price beside the last close before it.
package enum PriceJump {
  /// From here on a fall is doubted: more than half, and what a split of 2:1 leaves on a day that rises by 3 %.
  @inline(__always) static var lowest: Double { 0.515 }
  /// Beyond this a rise is.
  @inline(__always) static var highest: Double { 1.5 }
  /// The smallest step that exchanges quote: between two such prices it is no jump.
  private static let tick = 0.0001
  /// Days after which a close says nothing of a price.
  package static let memory = 30

  /// Whether a price is more than half away from a close. Never so where either is not above 0.
  package static func isFar(_ price: Double, from close: Double) -> Bool {
    guard price > 0, close > 0, price < lowest * close || price > highest * close else { return false }
    return abs(price - close) > tick * 1.001
  }

  /// Whether two prices are one within 5 %.
  package static func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 0.05 * max(abs(a), abs(b)) }

  /// Whether a price is a hundred times another, give or take what prices move.
  package static func isHundredfold(_ price: Double, of other: Double) -> Bool { abs(price / other / 100 - 1) <= 0.15 }

  /// Whether two prices of one time differ by more than rounding.
  package static func differ(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) > max(0.0005 * max(abs(a), abs(b)), tick * 1.001)
  }

  /// Ratios of splits as they happen, new shares for old ones.
  private static let ratios: [(new: Int, old: Int)] =
    [(3, 2), (5, 2)] + (Array(2...10) + [12, 15, 20, 25, 30, 35, 40, 45, 50]).map { ($0, 1) }

  /// The ratio (`10:1`, `1:10`) that leads from a close to a price; nil where none is near.
  /// - Parameter tolerance: The part by which it may be missed: an ordinary day's move.
  static func split(to price: Double, from close: Double, tolerance: Double = 0.05) -> String? {
    let factor = max(close / price, price / close)
    func miss(_ ratio: (new: Int, old: Int)) -> Double { abs(factor * Double(ratio.old) / Double(ratio.new) - 1) }
    guard let best = ratios.min(by: { miss($0) < miss($1) }), miss(best) <= tolerance else { return nil }
    return price < close ? "\(best.new):\(best.old)" : "\(best.old):\(best.new)"
  }

  /// Why a price far from a close is doubted.
  /// - Parameter name: What the close is called.
  package static func doubt(of price: Double, from close: Double, _ name: String = "last close") -> Doubt {
    let falls = price < close
    let words: String
    if let ratio = split(to: price, from: close) {
      words = "looks like a split of \(ratio): the feed tells none"
    } else if isHundredfold(max(price, close), of: min(price, close)) {
      words = "\(falls ? "a hundredth of" : "100 times") the \(name) \(Doubt.text(close)): other units?"
    } else {
      words = "more than half \(falls ? "below" : "above") the \(name) \(Doubt.text(close))"
    }
    return Doubt(words, isJump: true)
  }
}

extension History {
  /// What a close of `day` comes to on `later` by the splits and dividends between; nil where the file tells none.
  package func expected(_ close: Double, of day: Day, on later: Day) -> Double? {
    let actions = actions.between(day, and: later)
    guard !actions.isEmpty else { return nil }
    return actions.reduce(close) { ($0 - $1.action.dividend) / $1.action.split }
  }

  /// Whether a price of `later` is far from a close of `day`, and no split or dividend between explains it.
  package func isFar(_ price: Double, on later: Day, from close: Double, of day: Day) -> Bool {
    guard PriceJump.isFar(price, from: close) else { return false }
    guard let expected = expected(close, of: day, on: later), expected > 0 else { return true }
    return PriceJump.isFar(price, from: expected)
  }

  /// A close of `day` on the basis of a price of `later`: after a split that explains the step between the two what is
  /// left of it, else as it is.
  package func close(_ close: Double, of day: Day, beside price: Double, on later: Day) -> Double {
    guard PriceJump.isFar(price, from: close), let expected = expected(close, of: day, on: later), expected > 0,
      !PriceJump.isFar(price, from: expected)
    else { return close }
    return expected
  }

  /// Has closes that do not know the splits that the file tells be followed by adjusted ones, which returns are made of.
  /// A file that tells closes of both kinds stays as it is.
  /// - Parameter isOfFiles: Bars of several files, of which one may tell the splits: where all have raw closes, those are what
  ///   adjusted ones are made of.
  package mutating func adjustForSplits(isOfFiles: Bool = false) {
    let splits = actions.all.filter { $0.action.split != 1 }
    guard !splits.isEmpty,
      bars.allSatisfy({ $0.adjustedClose == nil }) || bars.allSatisfy({ $0.close == nil })
        || (isOfFiles && bars.contains { $0.adjustedClose == nil } && bars.allSatisfy { $0.close != nil })
    else { return }
    var factors = [Double](repeating: 1, count: bars.count)
    var factor = 1.0
    // Of the splits that go before a later bar.
    var next = splits.partitioningIndex { dated in bars.last.map { dated.day > $0.day } ?? true }
    for index in bars.indices.reversed() {
      factors[index] = factor
      guard index > 0 else { continue }
      var split = 1.0
      while next > 0, splits[next - 1].day > bars[index - 1].day {
        next -= 1
        split *= splits[next].action.split
      }
      guard let close = bars[index].shownClose, let before = bars[index - 1].shownClose, before > 0 else { continue }
      // The step says whether the closes before know it.
      if split != 1, abs(close / before * split - 1) < abs(close / before - 1) { factor *= split }
    }
    guard factor != 1 else { return }
    bars = zip(bars, factors).map { bar, factor in
      // Beside an adjusted close alone the other prices are adjusted too.
      let other = bar.close == nil ? factor : 1
      return Bar(
        day: bar.day, open: bar.open.map { $0 / other }, high: bar.high.map { $0 / other },
        low: bar.low.map { $0 / other }, close: bar.close, adjustedClose: bar.shownClose.map { $0 / factor },
        volume: bar.volume, line: Int(bar.line))
    }
  }

  /// The close of a bar for returns (``Bar/returnClose``); nil where it is doubtful.
  package func believedClose(_ bar: Bar) -> Double? {
    doubts.isEmpty || doubts[bar.day] == nil ? bar.returnClose : nil
  }

  /// The last `limit` closes for returns among the first `count` bars, oldest first, without those that are missing or
  /// doubtful.
  package func believedCloses(last limit: Int, within count: Int) -> [(day: Day, value: Double)] {
    var closes: [(day: Day, value: Double)] = []
    closes.reserveCapacity(limit)
    var index = count
    while closes.count < limit, index > 0 {
      index -= 1
      if let close = believedClose(bars[index]) { closes.append((bars[index].day, close)) }
    }
    closes.reverse()
    return closes
  }

  /// The last bar with a close that is not doubtful among the first `count`.
  package func believedBar(within count: Int) -> Bar? {
    bars.prefix(count).last { believedClose($0) != nil }
  }
}
