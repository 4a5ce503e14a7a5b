import Market

/// From when changes are counted.
enum IndicatorSince: Hashable {
  case yesterday, week, mark
  /// The moment before the ledger moved.
  case event(Instant)
}
