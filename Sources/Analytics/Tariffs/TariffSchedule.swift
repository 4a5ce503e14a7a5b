import Market

/// The rates of both sides as step functions of the day, each day with the measures announced by then: what a day says
/// does not change when later measures are added.
package struct TariffSchedule: Sendable {
  /// A side's rates on a day, percentage points.
  package struct Rates: Hashable, Sendable {
    /// Sum of the economy-wide measures in force; nil before the first measure of the side on record.
    package let headline: Double?
    /// Headline plus baseline; nil without a baseline.
    package let allIn: Double?
  }

  private struct Point {
    let day: Day
    let headline: Double
    let baseline: Double?
  }

  private let book: TariffBook
  private let points: [Side: [Point]]
  /// The first day of each side on which a measure of any scope is known and effective.
  private let beginnings: [Side: Day]

  package init(_ book: TariffBook) {
    self.book = book
    var points: [Side: [Point]] = [:]
    for side in Side.allCases {
      let measures = book.measures.filter { $0.by == side && $0.scope == .all }
      let baselines = book.baselines.filter { $0.by == side }
      let days = Set(measures.flatMap(\.steps).map { max($0.effective, $0.known) } + baselines.map(\.from))
      points[side] = days.sorted().map { day in
        Point(
          day: day, headline: measures.reduce(0) { $0 + ($1.step(on: day)?.rateInForce ?? 0) },
          baseline: baselines.last { $0.from <= day }?.average)
      }
    }
    self.points = points
    beginnings = Dictionary(
      book.measures.flatMap { measure in
        measure.steps.filter { $0.state != .unconfirmed }.map { (measure.by, max($0.effective, $0.known)) }
      },
      uniquingKeysWith: min)
  }

  /// Both rates, each missing where nothing on record says it.
  package func rates(_ side: Side, on day: Day) -> Rates {
    let begun = beginnings[side].map { $0 <= day } ?? false
    return Rates(headline: begun ? headline(side, on: day) : nil, allIn: begun ? allIn(side, on: day) : nil)
  }

  /// The days up to `last` on which the headline of one of the sides changes, ascending.
  package func changes(of sides: [Side], through last: Day) -> [Day] {
    let days = Set(sides.flatMap { points[$0, default: []] }.lazy.map(\.day).filter { $0 <= last })
    return days.sorted().filter { day in
      sides.contains { headline($0, on: day) != headline($0, on: day.advanced(by: -1)) }
    }
  }

  /// The first day on which either side has a rate; nil for an empty book.
  var firstDay: Day? { points.values.compactMap { $0.first?.day }.min() }

  package func headline(_ side: Side, on day: Day) -> Double { point(side, on: day)?.headline ?? 0 }

  package func baseline(_ side: Side, on day: Day) -> Double? { point(side, on: day)?.baseline }

  /// Headline plus baseline; nil without a baseline.
  package func allIn(_ side: Side, on day: Day) -> Double? {
    guard let point = point(side, on: day), let baseline = point.baseline else { return nil }
    return point.headline + baseline
  }

  /// The first day of the headline that holds on `day`; nil if it never changed from 0.
  package func since(_ side: Side, on day: Day) -> Day? {
    let reached = points[side, default: []].prefix { $0.day <= day }
    guard let last = reached.last else { return nil }
    let run = reached.reversed().prefix { $0.headline == last.headline }
    guard let first = run.last, run.count < reached.count || first.headline != 0 else { return nil }
    return first.day
  }

  /// The highest headline up to `day` and its first day; nil if there was none above 0.
  package func peak(_ side: Side, on day: Day) -> (rate: Double, day: Day)? {
    var peak: (rate: Double, day: Day)?
    for point in points[side, default: []] where point.day <= day && point.headline > (peak?.rate ?? 0) {
      peak = (point.headline, point.day)
    }
    return peak
  }

  /// The highest of headline plus baseline from `first` to `last`, and the last day on which it stood at least `drop`
  /// points above the rate of `last`.
  func highest(_ side: Side, from first: Day, through last: Day, drop: Double) -> (rate: Double, day: Day?) {
    func total(_ point: Point?) -> Double { point.map { $0.headline + ($0.baseline ?? 0) } ?? 0 }
    let now = total(point(side, on: last))
    let later = points[side, default: []].filter { $0.day > first && $0.day <= last }
    let rates = [total(point(side, on: first))] + later.map(total)
    let ends = later.map { $0.day.advanced(by: -1) } + [last]
    // 1e-9: sums of decimal rates are not exact.
    let day = zip(rates, ends).reversed().first { $0.0 - now >= drop - 1e-9 }?.1
    return (rates.max() ?? now, day)
  }

  /// The headline once every measure announced by `day` is in force, and the day from which; nil when none is to come.
  func announcedHeadline(_ side: Side, on day: Day) -> (headline: Double, from: Day)? {
    let pending = measures(of: side).compactMap { measure in
      measure.steps.last { $0.known <= day }.flatMap { $0.effective > day ? $0.effective : nil }
    }
    return pending.max().map { (finalHeadline(side, on: day), $0) }
  }

  /// The days on which the headline to come of either side changed by what was announced, up to `day`, ascending, with
  /// the sum of both changes in points: what a market could react to, before it was in force.
  func announcedChanges(through day: Day) -> [(day: Day, points: Double)] {
    let days = Set(Side.allCases.flatMap { measures(of: $0).flatMap { $0.steps.map(\.known) } }).filter { $0 <= day }
    return days.sorted().compactMap { day in
      let points = Side.allCases.reduce(0) {
        $0 + finalHeadline($1, on: day) - finalHeadline($1, on: day.advanced(by: -1))
      }
      return points == 0 ? nil : (day, points)
    }
  }

  private func finalHeadline(_ side: Side, on day: Day) -> Double {
    measures(of: side).reduce(0) { sum, measure in
      sum + (measure.steps.last { $0.known <= day }?.rateInForce ?? 0)
    }
  }

  private func measures(of side: Side) -> [TariffMeasure] {
    book.measures.filter { $0.by == side && $0.scope == .all }
  }

  /// The headlines to come by the measures announced by `day`, each from the day on which it changes, ascending.
  package func announced(_ side: Side, on day: Day) -> [(headline: Double, from: Day)] {
    let measures = book.measures.filter { $0.by == side && $0.scope == .all }.map { measure in
      measure.steps.filter { $0.known <= day }
    }
    let days = Set(measures.joined().lazy.map(\.effective).filter { $0 > day }).sorted()
    var before = headline(side, on: day)
    return days.compactMap { to in
      let sum = measures.reduce(0) { $0 + ($1.last { $0.effective <= to }?.rateInForce ?? 0) }
      defer { before = sum }
      return sum == before ? nil : (sum, to)
    }
  }

  /// One headline a day.
  func headlines(_ side: Side, from first: Day, through last: Day) -> [Double] {
    guard first <= last else { return [] }
    return (0...first.days(to: last)).map { headline(side, on: first.advanced(by: $0)) }
  }

  private func point(_ side: Side, on day: Day) -> Point? { points[side]?.last { $0.day <= day } }
}

extension TariffMeasure {
  /// The step that holds on a day: the latest one that is effective and announced by then.
  func step(on day: Day) -> Step? { steps.last { $0.effective <= day && $0.known <= day } }

  /// The moment a step takes effect: its own time, else 00:01 New York for the US, 12:01 Beijing for China.
  package func instant(of step: Step) -> Instant {
    if let time = step.time { return time }
    return by == .us
      ? Zone.newYork.instant(step.effective, minute: 1) : Zone.shanghai.instant(step.effective, hour: 12, minute: 1)
  }
}

extension TariffMeasure.Step {
  /// What the step adds while it holds: its rate, 0 when suspended, struck down or ended; nil for no rate of its own.
  var rateInForce: Double? { rate.map { state == .inForce && $0.isFinite ? $0 : 0 } }
}
