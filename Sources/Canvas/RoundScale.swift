/// Axis steps of 1, 2 or 5 times a power of ten.
package struct RoundScale: Hashable, Sendable {
  package let step: Double
  /// Multiples of `step` within the range, ascending.
  package let ticks: [Double]
  /// Decimals that the ticks need.
  package let decimals: Int

  /// At most `count` ticks in `low ... high`; nil for an empty or infinite range or no room.
  package init?(low: Double, high: Double, count: Int) {
    guard low.isFinite, high.isFinite, high > low, count >= 1 else { return nil }
    var power = 1.0
    var decimals = 0
    let rough = (high - low) / Double(count)
    while power * 10 <= rough, power < 1e300 { power *= 10 }
    while power > rough, decimals < 12 {
      power /= 10
      decimals += 1
    }
    guard let multiple = [1.0, 2, 5, 10].first(where: { power * $0 >= rough }) else { return nil }
    step = power * multiple
    self.decimals = multiple == 10 ? max(0, decimals - 1) : decimals
    var ticks: [Double] = []
    var index = (low / step).rounded(.up)
    while index * step <= high, ticks.count <= count {
      ticks.append(index * step)
      index += 1
    }
    self.ticks = ticks
  }
}
