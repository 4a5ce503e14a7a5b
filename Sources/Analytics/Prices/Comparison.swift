import Market

/// Names rebased to 100 at a day's close, each by its own adjusted closes in its own currency: percent, never money.
package struct Comparison: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let row: QuoteRow
    /// One value a day of the axis, 100 at the base. Between its sessions a name stands at its last close; before its
    /// first and after its last one it has no value. All nil without a close by the base.
    package let values: [Double?]
    /// The session that stands at 100: the base, or the last one before it.
    package let base: Day?
    /// The newest value and its session.
    package let now: Double?
    package let day: Day?
    /// Percent since the base.
    package var change: Double? { now.map { $0 - 100 } }
    /// Percentage points: own change minus the reference's.
    package fileprivate(set) var versusReference: Double?
  }

  /// Sessions of any of the names, ascending.
  package let days: [Day]
  package let base: Day
  /// In the order asked for; the reference last where it is not among them.
  package let lines: [Line]
  package let reference: String

  /// Calendar days shown before the base, at least.
  private static let before = 30

  /// - Parameters:
  ///   - base: taken back to the moment's date where it is later.
  ///   - names: symbols or aliases; those that have no row are left out.
  package init(_ names: [String], base: Day, reading: DeskReading, desk: Desk) {
    let base = min(base, reading.day)
    self.base = base
    let rows = reading.sectors.flatMap(\.rows)
    var shown: [QuoteRow] = []
    for name in names + [desk.watchlist.reference] {
      if let row = rows.first(where: { $0.instrument.isNamed(name) }), !shown.contains(row) {
        shown.append(row)
      }
    }
    let reference = desk.instrument(named: desk.watchlist.reference).symbol
    self.reference = reference
    let series = shown.map { row in
      let series = PriceSeries(row.instrument, desk: desk, asOf: reading.asOf)
      return series.bars.compactMap { bar in series.close(of: bar).map { (day: bar.day, close: $0) } }
    }
    let first = base.advanced(by: -max(Self.before, base.days(to: reading.day) / 4))
    let days = Set(series.flatMap { $0.map(\.day) }.filter { $0 >= first }).sorted()
    self.days = days
    var lines = zip(shown, series).map { Line($0, $1, days: days, base: base) }
    if let change = lines.first(where: { $0.row.instrument.symbol == reference })?.change {
      for index in lines.indices where lines[index].row.instrument.symbol != reference {
        lines[index].versusReference = lines[index].change.map { $0 - change }
      }
    }
    self.lines = lines
  }

  /// Position of the base on the axis; nil where no day of it is so early.
  package var baseIndex: Int? { days.lastIndex { $0 <= base } }
}

extension Comparison.Line {
  fileprivate init(_ row: QuoteRow, _ closes: [(day: Day, close: Double)], days: [Day], base: Day) {
    self.row = row
    guard let start = closes.last(where: { $0.day <= base }), start.close > 0, let last = closes.last else {
      (values, self.base, now, day) = (days.map { _ in nil }, nil, nil, nil)
      return
    }
    self.base = start.day
    now = 100 * last.close / start.close
    day = last.day
    var index = 0
    values = days.map { day in
      while index < closes.count, closes[index].day <= day { index += 1 }
      return index == 0 || day > last.day ? nil : 100 * closes[index - 1].close / start.close
    }
  }
}
