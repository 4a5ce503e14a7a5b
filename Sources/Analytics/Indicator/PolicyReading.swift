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
  let ledger: IndicatorReading.Ledger
  let talks: Trigger
  let rollback: Trigger
  let rollbackUS: Double
  let rollbackChina: Double
  /// Standard error of E.
  let eventsDeviation: Double

  init(_ ledger: PolicyLedger, asOf instant: Instant) {
    let day = Zone.newYork.day(of: instant)
    self.day = day
    let settings = ledger.settings
    let sum = ledger.eventSum(on: day, asOf: instant)
    let eventsLevel = ledger.eventsLevel(sum, scale: ledger.scale)
    let sides = ledger.tariffLevels(on: day)
    let tariffsLevel = sides.map { ($0.us + $0.china) / 2 }
    let shares = Shares(
      events: settings.eventsWeight, tariffs: settings.tariffsWeight, hasEvents: eventsLevel != nil, sides != nil)
    let value = shares.value(events: eventsLevel, tariffs: tariffsLevel)

    func part(_ level: Double?, _ share: Double) -> IndicatorReading.Part? {
      level.map { IndicatorReading.Part(level: $0, contribution: share * ($0 - 50)) }
    }
    events = part(eventsLevel, shares.events)
    tariffs = part(tariffsLevel, shares.tariffs)
    usTariffs = part(sides?.us, shares.tariffs / 2)
    chinaTariffs = part(sides?.china, shares.tariffs / 2)

    let tanh = Double.tanh(sum.sum / ledger.scale)
    eventsDeviation = eventsLevel == nil ? 0 : 50 / ledger.scale * (1 - tanh * tanh) * sum.variance.squareRoot()
    policy =
      eventsLevel == nil && sides == nil
      ? Estimate(value: 50, low: 0, high: 100) : Estimate(value, deviation: shares.events * eventsDeviation)

    contributions = PolicyReading.contributions(
      ledger, on: day, asOf: instant,
      pointsPerForce: sum.sum == 0 ? shares.events * 50 / ledger.scale : shares.events * 50 * tanh / sum.sum)
    models = PolicyReading.models(ledger, on: day, asOf: instant, tariffs: tariffsLevel, label: Label(value))
    announced = PolicyReading.announced(ledger, on: day, events: eventsLevel, now: value)
    self.ledger = PolicyReading.age(ledger.signals, on: day, asOf: instant)
    talks = Trigger.talks(ledger.signals, on: day, asOf: instant)
    rollback = Trigger.rollback(ledger.schedule, on: day)
    func fires(_ side: Side) -> Double {
      ledger.schedule.highest(
        side, from: day.advanced(by: -Trigger.rollbackWindow), through: day, drop: Trigger.rollbackDrop
      ).rate - Trigger.rollbackDrop
    }
    rollbackUS = fires(.us)
    rollbackChina = fires(.china)
  }

  private static func contributions(
    _ ledger: PolicyLedger, on day: Day, asOf instant: Instant, pointsPerForce: Double
  ) -> [IndicatorReading.Contribution] {
    ledger.signals.compactMap { signal -> IndicatorReading.Contribution? in
      let age = signal.day.days(to: day)
      guard signal.known <= instant, age >= 0, age <= PolicyLedger.window else { return nil }
      let status = signal.status(asOf: instant)
      let halfLife = signal.isMaterial ? ledger.settings.materialHalfLife : ledger.settings.verbalHalfLife
      let decay = PolicyLedger.decay(age: age, halfLife: halfLife)
      let probability = signal.probability(status)
      let strength = signal.weight * signal.scope * decay * probability
      return IndicatorReading.Contribution(
        signal: signal, status: status, credibility: signal.credibility(status), age: age, decay: decay,
        probability: probability, strength: strength, points: strength * pointsPerForce)
    }.sorted { (-abs($0.points), $0.signal.id) < (-abs($1.points), $1.signal.id) }
  }

  /// The index under half-lives × ½, 1, 2, scales × ¾, 1, 1⅜ (30, 40, 55) and three pairs of weights (.45/.40, .35/.50,
  /// .50/.30 where the settings are the usual ones).
  private static func models(
    _ ledger: PolicyLedger, on day: Day, asOf instant: Instant, tariffs: Double?, label: Label
  ) -> IndicatorReading.Models {
    let mixes = [(1.0, 1.0), (7.0 / 9, 1.25), (10.0 / 9, 0.75)].map { events, tariffsFactor in
      Shares(
        events: ledger.settings.eventsWeight * events, tariffs: ledger.settings.tariffsWeight * tariffsFactor,
        hasEvents: !ledger.signals.isEmpty, tariffs != nil)
    }
    var values: [Double] = []
    for halfLives in [0.5, 1, 2] {
      let sum = ledger.eventSum(on: day, asOf: instant, halfLives: halfLives)
      for scale in [0.75, 1, 1.375] {
        let events = ledger.eventsLevel(sum, scale: ledger.scale * scale)
        values += mixes.map { $0.value(events: events, tariffs: tariffs) }
      }
    }
    values.sort()
    return IndicatorReading.Models(
      low: values[0], median: values[values.count / 2], high: values[values.count - 1],
      agree: values.count { Label($0) == label }, count: values.count)
  }

  private static func announced(
    _ ledger: PolicyLedger, on day: Day, events: Double?, now: Double
  ) -> IndicatorReading.Announced? {
    let us = ledger.schedule.announcedHeadline(.us, on: day)
    let china = ledger.schedule.announcedHeadline(.china, on: day)
    guard let from = [us?.from, china?.from].compactMap({ $0 }).max() else { return nil }
    let index = HeadlineIndex(ledger, events: events, on: day)
    guard
      let value = index.value(
        us: us?.headline ?? ledger.schedule.headline(.us, on: day),
        china: china?.headline ?? ledger.schedule.headline(.china, on: day))
    else { return nil }
    return abs(value - now) < 1e-9 ? nil : IndicatorReading.Announced(value: value, from: from)
  }

  private static func age(_ signals: [Signal], on day: Day, asOf instant: Instant) -> IndicatorReading.Ledger {
    var newest: Day?
    for signal in signals where signal.known <= instant && signal.day <= day {
      let entry = signal.status.last { $0.known <= instant && $0.day <= day }?.day ?? signal.day
      newest = max(newest ?? entry, entry, signal.day)
    }
    let age = newest.map { $0.days(to: day) }
    return IndicatorReading.Ledger(newest: newest, ageDays: age, isStale: (age ?? 0) > 7)
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
  /// The indicator with what was known at a moment; the formulas stand at ``PolicyLedger`` and ``MarketReading``.
  package init(desk: Desk, asOf instant: Instant) {
    self.init(
      PolicyReading(PolicyLedger(desk), asOf: instant), MarketReading(desk: desk, asOf: instant),
      settings: desk.watchlist.indicator)
  }

  init(_ part: PolicyReading, _ market: MarketReading?, settings: IndicatorSettings) {
    day = part.day
    policy = part.policy
    models = part.models
    announced = part.announced
    events = part.events
    tariffs = part.tariffs
    usTariffs = part.usTariffs
    chinaTariffs = part.chinaTariffs
    contributions = part.contributions
    ledger = part.ledger
    talks = part.talks
    rollback = part.rollback
    rollbackUS = part.rollbackUS
    rollbackChina = part.rollbackChina
    self.market = market
    combined = market.flatMap { market in
      let weights = [
        part.events == nil ? 0 : max(settings.eventsWeight, 0),
        part.tariffs == nil ? 0 : max(settings.tariffsWeight, 0),
        max(settings.marketWeight, 0),
      ]
      let total = weights.reduce(0, +)
      guard total > 0 else { return nil }
      let levels = [part.events?.level ?? 50, part.tariffs?.level ?? 50, market.value]
      let value = zip(weights, levels).reduce(50) { $0 + $1.0 / total * ($1.1 - 50) }
      let errors = (weights[0] / total * part.eventsDeviation, weights[2] / total * market.standardError)
      return Estimate(value, deviation: (errors.0 * errors.0 + errors.1 * errors.1).squareRoot())
    }
  }
}
