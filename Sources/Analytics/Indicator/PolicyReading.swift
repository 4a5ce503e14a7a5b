import Market
import RealModule

/// The policy side of the indicator on one day: all of it that does not depend on prices.
struct PolicyReading: Sendable {
  let day: Day
  let policy: Estimate
  let spread: IndicatorReading.Spread?
  let announced: IndicatorReading.Announced?
  let events: IndicatorReading.Part?
  let words: Double?
  let deeds: Double?
  let withoutMeasures: Double?
  let tariffs: IndicatorReading.Part?
  let usTariffs: IndicatorReading.Part?
  let chinaTariffs: IndicatorReading.Part?
  let contributions: [IndicatorReading.Contribution]
  let evidence: IndicatorReading.Evidence
  let talks: Trigger
  let rollback: Trigger
  let rollbackUS: Double
  let rollbackChina: Double
  let ifLapsed: Double?
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
    let contributions = PolicyReading.contributions(
      ledger, on: day, asOf: instant,
      pointsPerForce: shares.events * 50 * (sum == 0 ? 1 / ledger.scale : Double.tanh(sum / ledger.scale) / sum))
    self.contributions = contributions
    func points(_ isMaterial: Bool) -> Double? {
      standing.events.map { _ in
        contributions.reduce(0) { $0 + ($1.signal.isMaterial == isMaterial ? $1.points : 0) }
      }
    }
    words = points(false)
    deeds = points(true)
    withoutMeasures = standing.events.map { _ in
      let rest = contributions.reduce(0) { $0 + ($1.signal.measure == nil ? $1.strength : 0) }
      return ledger.policy(events: ledger.eventsLevel(rest, scale: ledger.scale), tariffs: standing.tariffs)
    }
    let evidence = ledger.evidence(asOf: instant)
    self.evidence = evidence
    spread =
      evidence.isMissing ? nil : PolicyReading.spread(ledger.values(standing), label: Label(standing.value))
    announced = PolicyReading.announced(ledger, at: instant, events: standing.events, now: standing.value)
    ifLapsed = PolicyReading.ifLapsed(ledger, at: instant, events: standing.events)
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
    let all = ledger.positions(on: day, asOf: instant).map { index in
      let signal = ledger.signals[index]
      let age = signal.day.days(to: day)
      let status = signal.status(asOf: instant)
      let halfLife = signal.isMaterial ? ledger.settings.materialHalfLife : ledger.settings.verbalHalfLife
      let decay = PolicyIndex.decay(age: age, halfLife: halfLife)
      let probability = signal.probability(status)
      let strength = signal.weight * signal.scope * decay * probability
      return IndicatorReading.Contribution(
        signal: signal, status: status, credibility: signal.credibility(status), age: age, decay: decay,
        probability: probability, strength: strength, points: strength * pointsPerForce)
    }
    // They are large, and are not moved to be sorted.
    let order = all.indices.map { (size: abs(all[$0].points), index: $0) }.sorted { a, b in
      a.size != b.size ? a.size > b.size : all[a.index].signal.id < all[b.index].signal.id
    }
    return order.map { all[$0.index] }
  }

  private static func spread(_ values: [Double], label: Label) -> IndicatorReading.Spread {
    IndicatorReading.Spread(
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
    let steps = [us, china].compactMap { $0 }.filter { $0.from == from }.flatMap(\.steps)
    return abs(value - now) < 1e-9 ? nil : IndicatorReading.Announced(value: value, from: from, steps: steps)
  }

  /// Nil where no truce of either side has lapsed, or a side has no baseline.
  private static func ifLapsed(_ ledger: PolicyIndex, at instant: Instant, events: Double?) -> Double? {
    let rates = Side.allCases.map { ledger.schedule.lapsedHeadline($0, at: instant) }
    guard rates.contains(where: { $0 != nil }) else { return nil }
    return HeadlineIndex(ledger, events: events, at: instant).value(
      us: ledger.schedule.lapsedHeadline(.us, at: instant) ?? ledger.schedule.headline(.us, at: instant),
      china: ledger.schedule.lapsedHeadline(.china, at: instant) ?? ledger.schedule.headline(.china, at: instant))
  }
}

extension Estimate {
  /// The 90 % band of a normal error, clipped.
  init(_ value: Double, deviation: Double) {
    let half = PolicyIndex.bandErrors * deviation
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
    spread = part.spread
    announced = part.announced
    events = part.events
    words = part.words
    deeds = part.deeds
    withoutMeasures = part.withoutMeasures
    tariffs = part.tariffs
    usTariffs = part.usTariffs
    chinaTariffs = part.chinaTariffs
    contributions = part.contributions
    evidence = part.evidence
    talks = part.talks
    rollback = part.rollback
    rollbackUS = part.rollbackUS
    rollbackChina = part.rollbackChina
    ifLapsed = part.ifLapsed
    self.market = market
    combined = market.flatMap { ledger.combined(part.standing, market: $0.value, error: $0.standardError) }
  }
}
