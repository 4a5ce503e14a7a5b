enum Percent {
  /// 37.42 of 0.3742: the double nearest to it, where a product with 100 would be a step beside. Of a fraction beyond the
  /// twelfth decimal the rest is rounded.
  static func ofFraction(_ fraction: Double) -> Double { (fraction * 1e12).rounded() / 1e10 }
}
