import RealModule

/// R = α + β·R_m + ε, by ordinary least squares.
package struct MarketModel: Hashable, Sendable {
  package let alpha: Double
  package let beta: Double
  /// s² = Σε²/(n − 2), in squared log returns.
  package let variance: Double
  /// Pairs it was estimated on.
  package let observations: Int
  /// Mean of the market's returns, and the sum of their squared deviations from it.
  package let marketMean: Double
  package let marketSquares: Double
  /// Pearson's correlation of both; nil where the name's returns do not vary.
  package let correlation: Double?

  /// Nil with fewer than three pairs, or without variation of the market.
  /// - Parameters:
  ///   - name: log returns.
  ///   - market: the market's, pair by pair; as many.
  package init?(name: [Double], market: [Double]) {
    let count = min(name.count, market.count)
    guard count >= 3 else { return nil }
    let pairs = zip(name, market)
    let meanName = pairs.reduce(0) { $0 + $1.0 } / Double(count)
    let mean = pairs.reduce(0) { $0 + $1.1 } / Double(count)
    let squares = pairs.reduce(0) { $0 + ($1.1 - mean) * ($1.1 - mean) }
    let ownSquares = pairs.reduce(0) { $0 + ($1.0 - meanName) * ($1.0 - meanName) }
    let products = pairs.reduce(0) { $0 + ($1.0 - meanName) * ($1.1 - mean) }
    guard squares > 0, (products / squares).isFinite else { return nil }
    let beta = products / squares
    let alpha = meanName - beta * mean
    self.beta = beta
    self.alpha = alpha
    variance =
      pairs.reduce(0) { sum, pair in
        let error = pair.0 - alpha - beta * pair.1
        return sum + error * error
      } / Double(count - 2)
    observations = count
    marketMean = mean
    marketSquares = squares
    correlation = ownSquares > 0 ? min(max(products / (squares * ownSquares).squareRoot(), -1), 1) : nil
  }

  /// The degrees of freedom of its errors.
  package var freedom: Int { observations - 2 }

  /// The 95 % interval of β, by Student's t.
  package var betaInterval: ClosedRange<Double> {
    let half = StudentT.quantile(beyond: 0.05, freedom: freedom) * (variance / marketSquares).squareRoot()
    return (beta - half)...(beta + half)
  }

  /// The 95 % interval of the correlation by Fisher's transformation, which is normal; nil without a correlation or with three pairs.
  package var correlationInterval: ClosedRange<Double>? {
    guard let correlation, observations > 3 else { return nil }
    guard abs(correlation) < 1 else { return correlation...correlation }
    let centre = Double.atanh(correlation)
    let half = 1.96 / Double(observations - 3).squareRoot()
    return Double.tanh(centre - half)...Double.tanh(centre + half)
  }
}
