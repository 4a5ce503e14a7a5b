import Market
import RealModule

/// The policy side of the indicator on one day: all of it that does not depend on prices.
struct PolicyReading: Sendable {
  let day: Day
  let policy: Estimate
  let models: IndicatorReading.Models
  let announced: IndicatorReading.Announced?
  let events: IndicatorReading.Part?
  let tariffs: IndicatorReading.Part?
  let usTariffs: IndicatorReading.Part?
  let chinaTariffs: IndicatorReading.Part?
  let contributions: [IndicatorReading.Contribution]
  let ledger: IndicatorReading.LedgerAge
  let talks: Trigger
  let rollback: Trigger
  let rollbackUS: Double
  let rollbackChina: Double
  let standing: PolicyStanding

  init(_ ledger: PolicyIndex, asOf instant: Instant) {
    let day = Zone.newYork.day(of: instant)
    self.day = day
    let standing = ledger.standing(on: day, asOf: instant)
    self.standing = standing
    let shares = standing.shares
    policy = standing.policy
    events = standing.part(standing.events, shares.events)
    tariffs = standing.part(standing.tariffs, shares.tariffs)
    usTariffs = standing.part(standing.sides?.us, shares.tariffs / 2)
    chinaTariffs = standing.part(standing.sides?.china, shares.tariffs / 2)
    let sum = standing.sum.sum
    contributions = PolicyReading.contributions(
      ledger, on: day, asOf: instant,
      pointsPerForce: shares.events * 50 * (sum == 0 ? 1 / ledger.scale : Double.tanh(sum / ledger.scale) / sum))
    models = PolicyReading.models(ledger.models(standing), label: Label(standing.value))
    announced = PolicyReading.announced(ledger, at: instant, events: standing.events, now: standing.value)
    self.ledger = PolicyReading.age(ledger.signals, on: day, asOf: instant)
    talks = Trigger.talks(ledger.talks, on: day, asOf: instant)
    rollback = Trigger.rollback(ledger.schedule, at: instant)
    func fires(_ side: Side) -> Double {
      ledger.schedule.highest(side, days: Trigger.rollbackWindow, before: instant, drop: Trigger.rollbackDrop).rate
        - Trigger.rollbackDrop
    }
    rollbackUS = fires(.us)
    rollbackChina = fires(.china)
  }

  private static func contributions(
    _ ledger: PolicyIndex, on day: Day, asOf instant: Instant, pointsPerForce: Double
  ) -> [IndicatorReading.Contribution] {
    ledger.signals.compactMap { signal -> IndicatorReading.Contribution? in
      let age = signal.day.days(to: day)
      guard age >= 0, age <= PolicyIndex.window, signal.known <= instant else { return nil }
      let status = signal.status(asOf: instant)
      let halfLife = signal.isMaterial ? ledger.settings.materialHalfLife : ledger.settings.verbalHalfLife
      let decay = PolicyIndex.decay(age: age, halfLife: halfLife)
      let probability = signal.probability(status)
      let strength = signal.weight * signal.scope * decay * probability
      return IndicatorReading.Contribution(
        signal: signal, status: status, credibility: signal.credibility(status), age: age, decay: decay,
        probability: probability, strength: strength, points: strength * pointsPerForce)
    }.sorted { (-abs($0.points), $0.signal.id) < (-abs($1.points), $1.signal.id) }
  }

  private static func models(_ values: [Double], label: Label) -> IndicatorReading.Models {
    IndicatorReading.Models(
      low: values[0], median: values[values.count / 2], high: values[values.count - 1],
      agree: values.count { Label($0) == label }, count: values.count)
  }

  private static func announced(
    _ ledger: PolicyIndex, at instant: Instant, events: Double?, now: Double
  ) -> IndicatorReading.Announced? {
    let us = ledger.schedule.announcedHeadline(.us, at: instant)
    let china = ledger.schedule.announcedHeadline(.china, at: instant)
    guard let from = [us?.from, china?.from].compactMap({ $0 }).max() else { return nil }
    let index = HeadlineIndex(ledger, events: events, at: instant)
    guard
      let value = index.value(
        us: us?.headline ?? ledger.schedule.headline(.us, at: instant),
        china: china?.headline ?? ledger.schedule.headline(.china, at: instant))
    else { return nil }
    return abs(value - now) < 1e-9 ? nil : IndicatorReading.Announced(value: value, from: from)
  }

  private static func age(_ signals: [Signal], on day: Day, asOf instant: Instant) -> IndicatorReading.LedgerAge {
    var newest: Day?
    for signal in signals.reversed() where signal.day <= day {
      // Most of a long ledger is older than what is found first, and can say nothing newer.
      if let newest, max(signal.day, signal.status.last?.day ?? signal.day) <= newest { continue }
      guard signal.known <= instant else { continue }
      let entry = signal.status.last { $0.known <= instant && $0.day <= day }?.day ?? signal.day
      newest = max(newest ?? entry, entry, signal.day)
    }
    let age = newest.map { $0.days(to: day) }
    return IndicatorReading.LedgerAge(newest: newest, ageDays: age, isStale: (age ?? 0) > 7)
  }
}

extension Estimate {
  /// The 90 % band of a normal error, clipped.
  init(_ value: Double, deviation: Double) {
    let half = 1.645 * deviation
    self.init(value: value, low: max(value - half, 0), high: min(value + half, 100))
  }
}

extension IndicatorReading {
  /// The indicator with what was known at a moment; the formulas stand at ``PolicyIndex`` and ``MarketReading``.
  package init(desk: Desk, asOf instant: Instant) {
    let ledger = PolicyIndex(desk)
    self.init(
      PolicyReading(ledger, asOf: desk.ledgerCutoff(asOf: instant)), MarketReading(desk: desk, asOf: instant), ledger)
  }

  init(_ part: PolicyReading, _ market: MarketReading?, _ ledger: PolicyIndex) {
    day = part.day
    policy = part.policy
    models = part.models
    announced = part.announced
    events = part.events
    tariffs = part.tariffs
    usTariffs = part.usTariffs
    chinaTariffs = part.chinaTariffs
    contributions = part.contributions
    self.ledger = part.ledger
    talks = part.talks
    rollback = part.rollback
    rollbackUS = part.rollbackUS
    rollbackChina = part.rollbackChina
    self.market = market
    combined = market.flatMap { ledger.combined(part.standing, market: $0.value, error: $0.standardError) }
  }
}
