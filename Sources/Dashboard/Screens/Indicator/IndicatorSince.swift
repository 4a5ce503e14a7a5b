import Market

/// From when changes are counted.
enum IndicatorSince: Hashable {
  case yesterday, week, mark
  /// The evening before a date with a signal or a tariff step.
  case event(Day)
}
