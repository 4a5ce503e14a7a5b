import RealModule

/// The value axis of a plot: which share of its height a value stands at, and round values to name beside it.
package struct PlotScale: Hashable, Sendable {
  package enum Spacing: Hashable, Sendable { case linear, logarithmic }

  package let low: Double
  package let high: Double
  package let spacing: Spacing

  /// From the lowest to the highest finite value, a flat series in the middle of a range around it; values of zero or
  /// below make a logarithmic axis linear. Nil without any finite value.
  package init?(_ values: some Sequence<Double>, spacing: Spacing = .linear) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return nil }
    let room = high > low ? 0 : max(abs(low) * 0.01, 0.5)
    self.init(low: low - room, high: high + room, spacing: spacing)
  }

  /// A fixed range; nil where it is empty, infinite, or wider than a number can say. Logarithmic only where the ratio of
  /// its ends is a number.
  package init?(low: Double, high: Double, spacing: Spacing = .linear) {
    guard low.isFinite, high.isFinite, low < high, (high - low).isFinite else { return nil }
    self.low = low
    self.high = high
    self.spacing = low >= .leastNormalMagnitude && (high / low).isFinite ? spacing : .linear
  }

  /// 0 at the low end, 1 at the high one, clipped; nil for a value that is no number.
  package func share(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let share =
      spacing == .linear
      ? (value - low) / (high - low) : value > 0 ? Double.log(value / low) / Double.log(high / low) : 0
    return min(max(share, 0), 1)
  }

  /// The row from the top, of `count` rows (or dots), that a value stands in.
  package func row(_ value: Double, of count: Int) -> Int? {
    guard count > 0, let share = share(value) else { return nil }
    return count - 1 - Int((share * Double(count - 1)).rounded())
  }

  /// At most `count` round values within the range, ascending, and the decimals that they need.
  package func ticks(_ count: Int) -> (values: [Double], decimals: Int) {
    // A logarithmic axis over less than a decade has too few powers: round steps serve it as well.
    if spacing == .logarithmic, high / low >= 10, count >= 2 {
      let values = decades(count)
      if values.count >= 2 { return (values, values[0] < 1 ? 3 : 0) }
    }
    guard let scale = RoundScale(low: low, high: high, count: count) else { return ([], 0) }
    return (scale.ticks, scale.decimals)
  }

  /// 1, 2 and 5 times the powers of ten, or the powers alone where those are too many.
  private func decades(_ count: Int) -> [Double] {
    for factors in [[1.0, 2, 5], [1, 3], [1]] {
      var values: [Double] = []
      var power = 1.0
      while power > low { power /= 10 }
      while power <= high {
        values += factors.map { $0 * power }.filter { $0 >= low && $0 <= high }
        power *= 10
      }
      if values.count <= count { return values }
    }
    return []
  }
}
