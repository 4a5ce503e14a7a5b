import Market

/// A published average tariff that still holds: no headline of its side has changed since its day.
package struct PublishedAverage: Hashable, Sendable {
  package let label: String
  /// Percent.
  package let rate: Double
  package let day: Day
  package let verified: Bool
}

extension ReferenceSeries {
  /// Whether its values are rates: the unit is `%` or `percent` and nothing else. Points are changes of rates, and a series
  /// without a unit does not say what it is.
  package var isLevel: Bool { ["%", "percent"].contains(unit.lowercased().filter { !$0.isWhitespace }) }

  /// Up to which day, not included, each value says what its side charges: the next value's, or the first change of the
  /// side's headline after the value's own; nil where it still holds. Of changes of rates only the next value ends one.
  /// - Parameter changes: the days on which the headline changes, ascending.
  package func ends(_ changes: [Day]) -> [Day?] {
    values.indices.map { index in
      let next = index + 1 < values.count ? values[index + 1].day : nil
      let change = isLevel ? changes.first { $0 > values[index].day } : nil
      return [next, change].compactMap { $0 }.min()
    }
  }
}

extension Desk {
  /// The newest average of a side's tariff that is known at a moment, where it is not older than the last change of the headline.
  func publishedAverage(_ side: Side, _ schedule: TariffSchedule, asOf instant: Instant) -> PublishedAverage? {
    let day = Zone.newYork.day(of: instant)
    let changes = schedule.changes(of: [side], through: instant)
    let newest = references.filter { $0.side == side && $0.isLevel }.map { $0.known(on: day) }.compactMap { series in
      series.values.last.map { (series: series, value: $0) }
    }.max { ($0.value.day, $1.series.id) < ($1.value.day, $0.series.id) }
    guard let newest, newest.value.value.isFinite, changes.allSatisfy({ $0 <= newest.value.day }) else { return nil }
    return PublishedAverage(
      label: newest.series.label, rate: newest.value.value, day: newest.value.day, verified: newest.value.verified)
  }
}
