/// The parameters of the indicator (DOMAIN: weights, half-lives in days, scale of the event sum, basket weights).
package struct IndicatorSettings: Hashable, Sendable {
  package var eventsWeight = 0.45
  package var tariffsWeight = 0.40
  package var marketWeight = 0.15
  /// Half-life in days of verbal events (CAMEO roots 01–05, 09–13).
  package var verbalHalfLife = 14.0
  /// Half-life in days of material events (roots 06–08, 14–20).
  package var materialHalfLife = 42.0
  /// Event sum at which the events part reaches tanh(1).
  package var scale = 40.0
  /// Symbol or alias, and weight; weights are normalised to 1.
  package var basket: [(symbol: String, weight: Double)] = [("AMAT", 1), ("KLAC", 1), ("COSCO", 1)]

  /// Whether events that a machine has coded (GDELT, ICEWS) count in the index.
  package var countsMachineCoded = false

  package init() {}

  package static func == (a: IndicatorSettings, b: IndicatorSettings) -> Bool {
    a.eventsWeight == b.eventsWeight && a.tariffsWeight == b.tariffsWeight && a.marketWeight == b.marketWeight
      && a.verbalHalfLife == b.verbalHalfLife && a.materialHalfLife == b.materialHalfLife && a.scale == b.scale
      && a.countsMachineCoded == b.countsMachineCoded
      && a.basket.elementsEqual(b.basket) { $0.symbol == $1.symbol && $0.weight == $1.weight }
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(eventsWeight)
    hasher.combine(scale)
  }
}
