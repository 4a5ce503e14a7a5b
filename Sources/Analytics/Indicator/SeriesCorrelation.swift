import Market

/// How a published series and the index went together: Pearson's r over the pairs that both have.
package struct SeriesCorrelation: Hashable, Sendable {
  package enum Basis: Sendable {
    /// The month's, quarter's or year's mean of either, of those that are over.
    case monthly, quarterly, yearly
    /// Day by day.
    case daily
    /// Day by day, the series by the mean of its last seven days.
    case sevenDays
    /// By Fridays, the series by the mean of its last seven days.
    case weekly
  }

  package let basis: Basis
  /// −1…1.
  package let coefficient: Double
  /// Pairs.
  package let count: Int

  /// By the series' own periods, and for a daily series by months, by days and by its mean of seven days. `index`
  /// ascending by day; nothing of the series after its last day is used, and a period's value counts from its end on. A
  /// basis with fewer than three pairs, or without variation, is left out.
  package static func correlations(_ series: ReferenceSeries, _ index: [DailyValue]) -> [SeriesCorrelation] {
    guard let first = index.first?.day, let last = index.last?.day else { return [] }
    let frequency = series.frequency(on: last)
    let visible = series.known(on: last).values
    let days = Dictionary(index.map { ($0.day, $0.value) }, uniquingKeysWith: { $1 })
    var pairs: [(Basis, [(Double, Double)])] = [(frequency.basis, means(visible, index, months: frequency.months ?? 1))]
    if frequency == .daily {
      let shown = visible.filter { $0.day >= first }
      pairs.append((.daily, shown.compactMap { value in days[value.day].map { (value.value, $0) } }))
      pairs.append((.sevenDays, sevenDays(visible).compactMap { day, mean in days[day].map { (mean, $0) } }))
    }
    return pairs.compactMap { basis, pairs in
      pearson(pairs).map { SeriesCorrelation(basis: basis, coefficient: $0, count: pairs.count) }
    }
  }

  /// Of the changes from one period that both have to the next, of a daily series from Friday to Friday. Nil where
  /// ``correlations(_:_:)`` would leave it out.
  package static func changes(_ series: ReferenceSeries, _ index: [DailyValue]) -> SeriesCorrelation? {
    guard let last = index.last?.day else { return nil }
    let visible = series.known(on: last).values
    let frequency = series.frequency(on: last)
    let levels = frequency.months.map { means(visible, index, months: $0) } ?? fridays(visible, index)
    let changes = zip(levels, levels.dropFirst()).map { ($1.0 - $0.0, $1.1 - $0.1) }
    return pearson(changes).map { coefficient in
      SeriesCorrelation(
        basis: frequency == .daily ? .weekly : frequency.basis, coefficient: coefficient, count: changes.count)
    }
  }

  /// The mean of seven days and the index on each Friday that has both.
  private static func fridays(_ values: [ReferenceSeries.Value], _ index: [DailyValue]) -> [(Double, Double)] {
    let days = Dictionary(index.map { ($0.day, $0.value) }, uniquingKeysWith: { $1 })
    return sevenDays(values).filter { $0.day.weekday == 4 }.compactMap { day, mean in days[day].map { (mean, $0) } }
  }

  /// Both means of each period of so many months.
  private static func means(
    _ values: [ReferenceSeries.Value], _ index: [DailyValue], months: Int
  ) -> [(Double, Double)] {
    func means(_ values: [(day: Day, value: Double)]) -> [Int: Double] {
      Dictionary(grouping: values) { $0.day.period(of: months) }
        .mapValues { $0.reduce(0) { $0 + $1.value } / Double($0.count) }
    }
    // A period that the index has not seen to its end has no mean yet.
    guard let last = index.last?.day else { return [] }
    let over = last.advanced(by: 1).period(of: months)
    let published = means(values.map { ($0.day, $0.value) })
    let own = means(index.map { ($0.day, $0.value) })
    return published.keys.sorted().filter { $0 < over }.compactMap { period in
      guard let value = published[period], let mean = own[period] else { return nil }
      return (value, mean)
    }
  }

  /// Each day's mean of the seven days to it, where all seven are known.
  private static func sevenDays(_ values: [ReferenceSeries.Value]) -> [(day: Day, mean: Double)] {
    values.indices.dropFirst(6).compactMap { index in
      let week = values[(index - 6)...index]
      guard let first = week.first, let last = week.last, first.day.days(to: last.day) == 6 else { return nil }
      return (last.day, week.reduce(0) { $0 + $1.value } / 7)
    }
  }

  /// r = Σ(x−x̄)(y−ȳ)/√(Σ(x−x̄)²·Σ(y−ȳ)²), clipped to ±1 against rounding; nil for fewer than three pairs, for a constant
  /// side, and where a value is not finite.
  package static func pearson(_ pairs: [(Double, Double)]) -> Double? {
    guard pairs.count >= 3 else { return nil }
    let count = Double(pairs.count)
    let x = pairs.reduce(0) { $0 + $1.0 } / count
    let y = pairs.reduce(0) { $0 + $1.1 } / count
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for pair in pairs {
      xx += (pair.0 - x) * (pair.0 - x)
      yy += (pair.1 - y) * (pair.1 - y)
      xy += (pair.0 - x) * (pair.1 - y)
    }
    let scale = (xx * yy).squareRoot()
    guard scale > 0, scale.isFinite, xy.isFinite else { return nil }
    return min(max(xy / scale, -1), 1)
  }
}
