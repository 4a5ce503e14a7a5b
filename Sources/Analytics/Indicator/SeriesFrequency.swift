import Market

extension SeriesFrequency {
  /// What periods it is correlated by; a daily series is by months, too.
  var basis: SeriesCorrelation.Basis {
    switch self {
    case .daily, .monthly: .monthly
    case .quarterly: .quarterly
    case .yearly: .yearly
    }
  }

  /// By the dates alone: periods longer than a day are dated by their first, and the nearest two are a period apart. A
  /// single value on the first of a month is taken for a month's.
  fileprivate init(_ values: ArraySlice<ReferenceSeries.Value>) {
    let months = values.map { $0.day.period(of: 1) }
    let gap = zip(months, months.dropFirst()).map { $1 - $0 }.min() ?? 1
    func isDated(byPeriodsOf length: Int) -> Bool { gap >= length && months.allSatisfy { $0.isMultiple(of: length) } }
    if values.isEmpty || values.contains(where: { $0.day.parts.day != 1 }) {
      self = .daily
    } else {
      self = isDated(byPeriodsOf: 12) ? .yearly : isDated(byPeriodsOf: 3) ? .quarterly : .monthly
    }
  }
}

extension ReferenceSeries {
  /// What a day takes the values for: what the file says, else by those dated by then. Later ones change nothing of it.
  package func frequency(on day: Day) -> SeriesFrequency { frequency ?? SeriesFrequency(begun(by: day)) }

  /// What a day knows of the series: the values of it and before; of periods longer than a day those that are over. Later
  /// values change nothing of it.
  package func known(on day: Day) -> ReferenceSeries {
    var known = begun(by: day)
    if let months = frequency(on: day).months {
      let next = day.advanced(by: 1).period(of: months)
      known = known.prefix { $0.day.period(of: months) < next }
    }
    var series = ReferenceSeries(
      id: id, label: label, unit: unit, source: source, side: side, frequency: frequency, verified: verified,
      values: Array(known), origin: origin)
    series.kept = kept
    return series
  }

  private func begun(by day: Day) -> ArraySlice<Value> { values.prefix { $0.day <= day } }
}

extension Day {
  /// Which period of so many months it is in, counted from the year 0; whole years hold whole periods.
  package func period(of months: Int) -> Int { { ($0.year * 12 + $0.month - 1) / months }(parts) }
}
