import RealModule

/// Measures of a series of adjusted closes, oldest first. Each is nil (or holds nils) where there are too few of them.
package enum TechnicalMeasures {
  /// Closes of 52 weeks.
  package static let year = 252

  /// The mean of the last `count` closes up to each one.
  package static func simpleAverage(_ closes: [Double], _ count: Int) -> [Double?] {
    guard count > 0 else { return closes.map { _ in nil } }
    var sum = 0.0
    return closes.indices.map { index in
      sum += closes[index]
      if index >= count { sum -= closes[index - count] }
      return index >= count - 1 ? sum / Double(count) : nil
    }
  }

  /// The exponential average with α = 2/(n + 1), begun with the simple average of the first `count` closes.
  package static func exponentialAverage(_ closes: [Double], _ count: Int) -> [Double?] {
    guard count > 0, closes.count >= count else { return closes.map { _ in nil } }
    var averages = [Double?](repeating: nil, count: count - 1)
    var average = closes[..<count].reduce(0, +) / Double(count)
    averages.append(average)
    for close in closes[count...] {
      average += 2 / Double(count + 1) * (close - average)
      averages.append(average)
    }
    return averages
  }

  /// The relative strength index, 0…100 (Wilder, New Concepts in Technical Trading Systems, 1978): first averages are
  /// means of `count` gains and losses, then avg = ((n − 1)·avg + new)/n; without losses 100.
  package static func relativeStrength(_ closes: [Double], _ count: Int = 14) -> [Double?] {
    guard count > 0, closes.count > count else { return closes.map { _ in nil } }
    let changes = zip(closes.dropFirst(), closes).map { $0 - $1 }
    let size = Double(count)
    var gain = changes[..<count].reduce(0) { $0 + max($1, 0) } / size
    var loss = changes[..<count].reduce(0) { $0 + max(-$1, 0) } / size
    func index() -> Double { loss == 0 ? 100 : 100 - 100 / (1 + gain / loss) }
    var values = [Double?](repeating: nil, count: count)
    values.append(index())
    for change in changes[count...] {
      gain = ((size - 1) * gain + max(change, 0)) / size
      loss = ((size - 1) * loss + max(-change, 0)) / size
      values.append(index())
    }
    return values
  }

  /// Percent a year: the sample deviation of the last `count` log returns times √252.
  package static func volatility(_ closes: [Double], _ count: Int = 20) -> Double? {
    guard count > 1, closes.count > count, closes.suffix(count + 1).allSatisfy({ $0 > 0 }) else { return nil }
    let logs = closes.suffix(count + 1).map { Double.log($0) }
    let returns = zip(logs.dropFirst(), logs).map { $0 - $1 }
    let mean = returns.reduce(0, +) / Double(count)
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return 100 * (squares / Double(count - 1) * Double(year)).squareRoot()
  }

  /// Lowest and highest of the last 252 closes; nil without any.
  package static func range(_ closes: [Double]) -> (low: Double, high: Double)? {
    let shown = closes.suffix(year)
    guard let low = shown.min(), let high = shown.max() else { return nil }
    return (low, high)
  }

  /// Percent of the way from the low to the high of ``range(_:)``; nil where they are equal.
  package static func position(_ closes: [Double]) -> Double? {
    guard let last = closes.last, let (low, high) = range(closes), high > low else { return nil }
    return 100 * (last - low) / (high - low)
  }

  /// Percent below the highest of the last 252 closes, 0 or negative.
  package static func drawdown(_ closes: [Double]) -> Double? {
    guard let last = closes.last, let high = range(closes)?.high, high > 0 else { return nil }
    return 100 * (last / high - 1)
  }

  /// The lowest, in percent, of each close over the highest before it, within the last 252.
  package static func deepestDrawdown(_ closes: [Double]) -> Double? {
    var high = 0.0
    var deepest: Double?
    for close in closes.suffix(year) {
      high = max(high, close)
      if high > 0 { deepest = min(deepest ?? 0, 100 * (close / high - 1)) }
    }
    return deepest
  }
}
