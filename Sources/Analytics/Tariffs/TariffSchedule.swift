import Market

/// The rates of both sides as step functions of the moment, each moment with the steps known by then: what a moment says
/// does not change when later steps are added. The date in New York decides which step holds.
package struct TariffSchedule: Sendable {
  /// A side's rates at a moment, percentage points.
  package struct Rates: Hashable, Sendable {
    /// Sum of the economy-wide measures in force; nil before the first measure of the side on record.
    package let headline: Double?
    /// Headline plus baseline; nil without a baseline.
    package let allIn: Double?
  }

  /// The rates to come by what was announced.
  struct Announced {
    let headline: Double
    /// The last date that changes a rate.
    let from: Day
    /// The steps of that date, each with its measure.
    let steps: [TariffReading.Change]
  }

  private struct Point {
    let from: Instant
    /// The date in New York of `from`.
    let day: Day
    let headline: Double
    let baseline: Double?
  }

  private let book: TariffBook
  private let points: [Side: [Point]]
  /// The first moment of each side at which a measure of any scope is known and effective.
  private let beginnings: [Side: Instant]

  package init(_ book: TariffBook) {
    self.book = book
    var points: [Side: [Point]] = [:]
    for side in Side.allCases {
      let measures = book.measures.filter { $0.by == side && $0.scope == .all }
      let baselines = book.baselines.filter { $0.by == side }
      let moments = Set(
        measures.flatMap { measure in measure.steps.map(measure.visible) }
          + baselines.map { Zone.newYork.instant($0.from) })
      points[side] = moments.sorted().map { moment in
        let day = Zone.newYork.day(of: moment)
        return Point(
          from: moment, day: day, headline: measures.reduce(0) { $0 + ($1.step(at: moment)?.rateInForce ?? 0) },
          baseline: baselines.last { $0.from <= day }?.average)
      }
    }
    self.points = points
    beginnings = Dictionary(
      book.measures.flatMap { measure in
        measure.steps.filter { $0.state != .unconfirmed }.map { (measure.by, measure.visible($0)) }
      },
      uniquingKeysWith: min)
  }

  /// Both rates, each missing where nothing on record says it.
  package func rates(_ side: Side, at instant: Instant) -> Rates {
    let begun = beginnings[side].map { $0 <= instant } ?? false
    return Rates(headline: begun ? headline(side, at: instant) : nil, allIn: begun ? allIn(side, at: instant) : nil)
  }

  /// The days up to a moment on which the headline of one of the sides changes, ascending.
  package func changes(of sides: [Side], through last: Instant) -> [Day] {
    let days = sides.flatMap { side -> [Day] in
      var before = 0.0
      return points[side, default: []].prefix { $0.from <= last }.compactMap { point in
        defer { before = point.headline }
        return point.headline == before ? nil : point.day
      }
    }
    return Set(days).sorted()
  }

  /// The first day on which either side has a rate; nil for an empty book.
  var firstDay: Day? { points.values.compactMap { $0.first?.day }.min() }

  package func headline(_ side: Side, at instant: Instant) -> Double { point(side, at: instant)?.headline ?? 0 }

  package func baseline(_ side: Side, at instant: Instant) -> Double? { point(side, at: instant)?.baseline }

  /// Headline plus baseline; nil without a baseline.
  package func allIn(_ side: Side, at instant: Instant) -> Double? {
    guard let point = point(side, at: instant), let baseline = point.baseline else { return nil }
    return point.headline + baseline
  }

  /// The first day of the headline that holds at a moment; nil if it never changed from 0.
  package func since(_ side: Side, at instant: Instant) -> Day? {
    let reached = points[side, default: []].prefix { $0.from <= instant }
    guard let last = reached.last else { return nil }
    let run = reached.reversed().prefix { $0.headline == last.headline }
    guard let first = run.last, run.count < reached.count || first.headline != 0 else { return nil }
    return first.day
  }

  /// The highest headline up to a moment and its first day; nil if there was none above 0.
  package func peak(_ side: Side, at instant: Instant) -> (rate: Double, day: Day)? {
    var peak: (rate: Double, day: Day)?
    for point in points[side, default: []] where point.from <= instant && point.headline > (peak?.rate ?? 0) {
      peak = (point.headline, point.day)
    }
    return peak
  }

  /// The highest of headline plus baseline over the `days` before a moment, and the last day on which it stood at least
  /// `drop` points above the rate of the moment.
  func highest(_ side: Side, days: Int, before instant: Instant, drop: Double) -> (rate: Double, day: Day?) {
    func total(_ point: Point?) -> Double { point.map { $0.headline + ($0.baseline ?? 0) } ?? 0 }
    let last = Zone.newYork.day(of: instant)
    let first = last.advanced(by: -days).asOf
    let now = total(point(side, at: instant))
    let later = points[side, default: []].filter { $0.from > first && $0.from <= instant }
    let rates = [total(point(side, at: first))] + later.map(total)
    let ends = later.map { $0.day.advanced(by: -1) } + [last]
    // 1e-9: sums of decimal rates are not exact.
    let day = zip(rates, ends).reversed().first { $0.0 - now >= drop - 1e-9 }?.1
    return (rates.max() ?? now, day)
  }

  /// The headline once every step known at a moment is in force; nil when none to come changes a rate. Of a measure the
  /// known step with the latest date of effect counts, of several of one date the one announced last.
  func announcedHeadline(_ side: Side, at instant: Instant) -> Announced? {
    let changes = measures(of: side).flatMap { $0.changes(after: instant) }
    guard let from = changes.map(\.step.effective).max() else { return nil }
    return Announced(
      headline: finalHeadline(side, at: instant), from: from, steps: changes.filter { $0.step.effective == from })
  }

  /// The moments up to `instant` at which an announcement changed the headline to come of either side, ascending, with the
  /// sum of both changes in points: what a market could react to, before it was in force.
  func announcedChanges(through instant: Instant) -> [(known: Instant, points: Double)] {
    let moments = Set(
      Side.allCases.flatMap { measures(of: $0).flatMap { measure in measure.steps.map(measure.known) } }
    ).filter { $0 <= instant }
    return moments.sorted().compactMap { moment in
      let before = Instant(milliseconds: moment.milliseconds - 1)
      let points = Side.allCases.reduce(0) { $0 + finalHeadline($1, at: moment) - finalHeadline($1, at: before) }
      return points == 0 ? nil : (moment, points)
    }
  }

  /// The headline if every lapsed truce has come to its end: a step whose last day has passed counts with its `ifLapsed`, the
  /// others as they are. Nil where none has lapsed, or none says what then holds.
  package func lapsedHeadline(_ side: Side, at instant: Instant) -> Double? {
    let lapsed = measures(of: side).compactMap { measure -> Double? in
      guard let step = measure.lapsedStep(at: instant), let rate = step.ifLapsed else { return nil }
      return rate - (step.rateInForce ?? 0)
    }
    return lapsed.isEmpty ? nil : headline(side, at: instant) + lapsed.reduce(0, +)
  }

  /// What moved the rates of the sides that fell on a day, the largest first.
  func moves(on day: Day, asOf instant: Instant) -> [RollbackCause] {
    let end = min(instant, day.end)
    let start = day.advanced(by: -1).end
    return Side.allCases.filter { headline($0, at: end) < headline($0, at: start) }.flatMap { side in
      measures(of: side).compactMap { measure -> RollbackCause? in
        guard let step = measure.step(at: end) else { return nil }
        let points = (step.rateInForce ?? 0) - (measure.step(at: start)?.rateInForce ?? 0)
        return points == 0 ? nil : RollbackCause(measure: measure, step: step, points: points)
      }
    }.sorted { (-abs($0.points), $0.measure.id) < (-abs($1.points), $1.measure.id) }
  }

  private func finalHeadline(_ side: Side, at instant: Instant) -> Double {
    measures(of: side).reduce(0) { $0 + ($1.lastStep(knownAt: instant)?.rateInForce ?? 0) }
  }

  private func measures(of side: Side) -> [TariffMeasure] {
    book.measures.filter { $0.by == side && $0.scope == .all }
  }

  /// The headlines to come by what is known at a moment, each from the day on which it changes, ascending.
  package func announced(_ side: Side, at instant: Instant) -> [(headline: Double, from: Day)] {
    let today = Zone.newYork.day(of: instant)
    let measures = measures(of: side).map { measure in measure.steps.filter { measure.known($0) <= instant } }
    let days = Set(measures.joined().lazy.map(\.effective).filter { $0 > today }).sorted()
    var before = headline(side, at: instant)
    return days.compactMap { to in
      let sum = measures.reduce(0) { $0 + ($1.last { $0.effective <= to }?.rateInForce ?? 0) }
      defer { before = sum }
      return sum == before ? nil : (sum, to)
    }
  }

  /// The rates of each day to the date of `instant`, as they stood at 16:20 New York, the last one at `instant`; empty when
  /// that is before `first`.
  package func rates(_ side: Side, from first: Day, asOf instant: Instant) -> [Rates] {
    Self.moments(from: first, asOf: instant).map { rates(side, at: $0) }
  }

  private static func moments(from first: Day, asOf instant: Instant) -> [Instant] {
    let last = Zone.newYork.day(of: instant)
    guard first <= last else { return [] }
    return (0..<first.days(to: last)).map { first.advanced(by: $0).asOf } + [instant]
  }

  private func point(_ side: Side, at instant: Instant) -> Point? { points[side]?.last { $0.from <= instant } }
}

extension TariffMeasure {
  /// The step that holds at a moment: the latest one that is known and effective by its date in New York.
  func step(at instant: Instant) -> Step? {
    let day = Zone.newYork.day(of: instant)
    return steps.last { $0.effective <= day && known($0) <= instant }
  }

  /// The step that holds though its last day has passed, with no later step known: a truce whose renewal is not on record.
  func lapsedStep(at instant: Instant) -> Step? {
    guard let step = step(at: instant), let until = step.until, Zone.newYork.day(of: instant) > until,
      pending(at: instant).isEmpty
    else { return nil }
    return step
  }

  /// The known step with the latest date of effect; of several of one date the one announced last.
  func lastStep(knownAt instant: Instant) -> Step? { steps.last { known($0) <= instant } }

  /// The moment from which a step is known and its date has come.
  package func visible(_ step: Step) -> Instant { max(known(step), Zone.newYork.instant(step.effective)) }

  /// The steps known at a moment and to come, ascending, of one date the one announced last alone.
  func pending(at instant: Instant) -> [Step] {
    let day = Zone.newYork.day(of: instant)
    let announced = steps.filter { $0.effective > day && known($0) <= instant }
    return zip(announced, announced.dropFirst().map(\.effective) + [nil]).compactMap { step, next in
      step.effective == next ? nil : step
    }
  }

  /// Those of them that change what the measure adds.
  fileprivate func changes(after instant: Instant) -> [TariffReading.Change] {
    var before = step(at: instant)
    return pending(at: instant).compactMap { step in
      defer { before = step }
      return step.rateInForce ?? 0 == before?.rateInForce ?? 0 ? nil : TariffReading.Change(self, step, after: before)
    }
  }
}

extension TariffMeasure.Step {
  /// What the step adds while it holds: its rate, 0 when suspended, struck down or ended; nil for no rate of its own.
  var rateInForce: Double? { rate.map { state == .inForce && $0.isFinite ? $0 : 0 } }
}
