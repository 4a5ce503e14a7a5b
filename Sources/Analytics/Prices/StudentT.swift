import RealModule

/// Student's t distribution with a whole number of degrees of freedom, by its finite sums (Abramowitz and Stegun 26.7.3
/// and 26.7.4).
enum StudentT {
  /// How likely |T| > |t| is; not a number for a t that is none, 1 without a degree of freedom.
  static func probability(beyond t: Double, freedom: Int) -> Double {
    guard freedom > 0 else { return 1 }
    return probability(angle: Double.atan(abs(t) / Double(freedom).squareRoot()), freedom: freedom)
  }

  /// The t that |T| exceeds with a probability: 2.0017 for 0.05 and 58 degrees; infinite without a degree of freedom.
  static func quantile(beyond probability: Double, freedom: Int) -> Double {
    guard freedom > 0 else { return .infinity }
    var (low, high) = (0.0, Double.pi / 2)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if self.probability(angle: middle, freedom: freedom) > probability { low = middle } else { high = middle }
    }
    return Double(freedom).squareRoot() * Double.tan((low + high) / 2)
  }

  /// - Parameter angle: atan(t/√freedom), from 0 to π/2.
  private static func probability(angle: Double, freedom: Int) -> Double {
    let (sine, cosine) = (Double.sin(angle), Double.cos(angle))
    let isOdd = freedom % 2 == 1
    var term = isOdd ? cosine : 1
    var sum = freedom == 1 ? 0 : term
    for index in stride(from: isOdd ? 3 : 2, through: freedom - 2, by: 2) {
      term *= cosine * cosine * Double(index - 1) / Double(index)
      sum += term
    }
    return max(0, 1 - (isOdd ? 2 / Double.pi * (angle + sine * sum) : sine * sum))
  }
}
