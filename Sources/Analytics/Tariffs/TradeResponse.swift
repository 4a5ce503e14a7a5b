import RealModule

/// Imports at another tariff: M(τ) = M₀·((1 + τ)/(1 + τ₀))^ε, a constant elasticity with complete pass-through to the
/// duty-inclusive price. All-in rates in percent, trade in billions of dollars a year.
package struct TradeResponse: Hashable, Sendable {
  /// The published elasticities that the screens offer.
  package enum Horizon: Sendable, CaseIterable {
    /// −0.76 within a year, −2 (the middle of −1.75…−2.25) after years: Boehm, Levchenko, Pandalai-Nayar, AER 2023.
    case short, long

    package var elasticity: Double { self == .short ? -0.76 : -2 }
  }

  /// Trade at the base rate.
  package let base: Double
  /// All-in, percent.
  package let baseRate: Double

  package init(base: Double, baseRate: Double) {
    self.base = base
    self.baseRate = baseRate
  }

  /// Trade at an all-in rate; nil for a rate of −100 % or less, or a result that is no number.
  package func trade(at rate: Double, elasticity: Double) -> Double? {
    guard rate > -100, baseRate > -100 else { return nil }
    let value = base * Double.pow((1 + rate / 100) / (1 + baseRate / 100), elasticity)
    return value.isFinite ? value : nil
  }

  /// The elasticity at which `base` grows by `gain` when the rate goes from one to another:
  /// ln(1 + Δ/base)/ln((1 + τ₁)/(1 + τ₀)). Nil where the rates are equal or a logarithm does not exist.
  package static func impliedElasticity(gain: Double, on base: Double, from: Double, to: Double) -> Double? {
    guard base > 0, gain > -base, from > -100, to > -100, from != to else { return nil }
    return Double.log(1 + gain / base) / Double.log((1 + to / 100) / (1 + from / 100))
  }

  /// The article's rule of thumb, "10 % could unlock $50–100bn", for a cut of percentage points, at most what was traded
  /// both ways. Nil for no cut.
  package static func ruleOfThumb(cut points: Double, cap: Double) -> ClosedRange<Double>? {
    guard points > 0 else { return nil }
    return min(points * 5, cap)...min(points * 10, cap)
  }
}
