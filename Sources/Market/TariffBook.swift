/// All measures with their steps, and what both sides charged before them.
package struct TariffBook: Hashable, Sendable {
  package var measures: [TariffMeasure] = []
  /// Ascending by `from`.
  package var baselines: [TariffBaseline] = []

  package init(measures: [TariffMeasure] = [], baselines: [TariffBaseline] = []) {
    self.measures = measures
    self.baselines = baselines
  }
}
