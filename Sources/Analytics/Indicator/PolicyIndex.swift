import Market
import RealModule

/// The sum of the events on a day, and what it is uncertain by.
struct EventSum: Sendable {
  /// s = Σ g·ρ·scope·2^(−age/H).
  var sum = 0.0
  /// Σ (g·scope·decay)²·ρ(1−ρ): each report is a Bernoulli draw with probability ρ.
  var variance = 0.0
  /// s with both half-lives halved, and doubled.
  var halved = 0.0
  var doubled = 0.0
}

/// Where the policy index stands on a day: its parts and what they are uncertain by.
struct PolicyStanding: Sendable {
  let sum: EventSum
  /// E; nil for a desk without a ledger.
  let events: Double?
  /// T of both sides, and their mean; nil where a side has no baseline.
  let sides: (us: Double, china: Double)?
  let tariffs: Double?
  let shares: Shares
  let value: Double
  /// Standard error of E.
  let eventsDeviation: Double

  /// P with its band; 50 and everything when neither part exists.
  var policy: Estimate {
    events == nil && tariffs == nil
      ? Estimate(value: 50, low: 0, high: 100) : Estimate(value, deviation: shares.events * eventsDeviation)
  }

  /// Points of P of a part at a level.
  func part(_ level: Double?, _ share: Double) -> IndicatorReading.Part? {
    level.map { IndicatorReading.Part(level: $0, contribution: share * ($0 - 50)) }
  }
}

/// The signals and tariffs of a desk, prepared so that the policy index of any day is one pass over plain numbers.
///
/// DEI, policy index: P = 50 + [w_E·(E − 50) + w_T·(T − 50)]/(w_E + w_T), E = 50 + 50·tanh(s/S), T by the logarithm of
/// one plus the all-in rate between the peak of April 2025 and the rate before July 2018.
package struct PolicyIndex: Sendable {
  /// One signal under one status; plain numbers, because a year of days runs over all of them.
  private struct Claim {
    let from: Int64
    let until: Int64
    let day: Int32
    let isMaterial: Bool
    /// g · scope.
    let force: Double
    /// ρ = R × C.
    let probability: Double
  }

  /// 2^(−age/H) under half-lives × ½, 1 and 2.
  private struct Decay {
    let halved: Double
    let usual: Double
    let doubled: Double

    static func table(_ halfLife: Double) -> [Decay] {
      (0...window).map { age in
        func decay(_ factor: Double) -> Double { PolicyIndex.decay(age: age, halfLife: halfLife * factor) }
        return Decay(halved: decay(halfLifeFactors[0]), usual: decay(1), doubled: decay(halfLifeFactors[2]))
      }
    }
  }

  /// Days that a signal counts for.
  package static let window = 365
  /// The 27 settings: both half-lives, the scale, and the weights of events and of tariffs, times these.
  package static let halfLifeFactors = [0.5, 1, 2]
  package static let scaleFactors = [0.75, 1, 1.375]
  package static let weightFactors: [(events: Double, tariffs: Double)] = [(1, 1), (7.0 / 9, 1.25), (10.0 / 9, 0.75)]
  /// How far the band of 90 % reaches, in standard errors.
  package static let bandErrors = 1.645

  let settings: IndicatorSettings
  let book: TariffBook
  let schedule: TariffSchedule
  /// Ascending by when they became known.
  let signals: [Signal]
  /// When each of them did.
  let known: [Instant]
  /// Positions of ``signals``, ascending by day.
  private let byDay: [(day: Day, index: Int)]
  /// Those about talks, by day.
  let talks: [Day: [Signal]]
  let scale: Double
  /// Ascending by day, so that the year before a day is one stretch of them.
  private let claims: [Claim]
  private let verbalDecay: [Decay]
  private let materialDecay: [Decay]

  init(_ desk: Desk) {
    self.init(signals: desk.countedSignals, book: desk.tariffs, settings: desk.watchlist.indicator)
  }

  init(signals: [Signal], book: TariffBook, settings: IndicatorSettings) {
    self.settings = settings
    self.book = book
    let order = signals.indices.map { (known: signals[$0].known, index: $0) }.sorted { $0.known < $1.known }
    let signals = order.map { signals[$0.index] }
    self.signals = signals
    known = order.map(\.known)
    byDay = signals.indices.map { (day: signals[$0].day, index: $0) }.sorted { $0.day < $1.day }
    talks = Dictionary(grouping: signals.filter(\.isAboutTalks), by: \.day)
    schedule = TariffSchedule(book)
    scale = settings.scale > 0 && settings.scale.isFinite ? settings.scale : IndicatorSettings().scale
    var claims: [Claim] = []
    claims.reserveCapacity(signals.count)
    for (_, index) in byDay { Self.add(signals[index], known: known[index], to: &claims) }
    self.claims = claims
    verbalDecay = Decay.table(settings.verbalHalfLife)
    materialDecay = Decay.table(settings.materialHalfLife)
  }

  /// 2^(−age/H); 0 for a half-life that is none.
  static func decay(age: Int, halfLife: Double) -> Double {
    halfLife > 0 ? Double.exp2(-Double(age) / halfLife) : 0
  }

  private static func add(_ signal: Signal, known: Instant, to claims: inout [Claim]) {
    let isMaterial = signal.isMaterial
    func add(_ status: Signal.Status, from: Instant, until: Int64) {
      guard from.milliseconds < until else { return }
      claims.append(
        Claim(
          from: from.milliseconds, until: until, day: signal.day.number, isMaterial: isMaterial,
          force: signal.weight * signal.scope, probability: signal.probability(status)))
    }
    var (from, status) = (known, Signal.Status.reported)
    for entry in signal.status {
      let next = max(entry.known, known)
      add(status, from: from, until: next.milliseconds)
      (from, status) = (next, entry.status)
    }
    add(status, from: from, until: .max)
  }

  /// The event sum on a day, with what was known at `instant`.
  func eventSum(on day: Day, asOf instant: Instant) -> EventSum {
    var result = EventSum()
    let now = instant.milliseconds
    for claim in claims[firstClaim(from: day.advanced(by: -Self.window))...] {
      let age = Int(day.number) - Int(claim.day)
      guard age >= 0 else { break }
      guard claim.from <= now, now < claim.until else { continue }
      let decay = claim.isMaterial ? materialDecay[age] : verbalDecay[age]
      let expected = claim.force * claim.probability
      let force = claim.force * decay.usual
      result.sum += force * claim.probability
      result.variance += force * force * claim.probability * (1 - claim.probability)
      result.halved += expected * decay.halved
      result.doubled += expected * decay.doubled
    }
    return result
  }

  /// What the events rest on at a moment.
  func evidence(asOf instant: Instant) -> IndicatorReading.Evidence {
    let count = known.partitioningIndex { $0 > instant }
    let newest = signals[..<count].last { $0.status(asOf: instant) != .withdrawn }?.day
    return IndicatorReading.Evidence(
      newest: newest, ageDays: newest.map { $0.days(to: Zone.newYork.day(of: instant)) })
  }

  /// Positions of the signals of the year before a day, and of the day, that were known at a moment, in the order of
  /// ``signals``.
  func positions(on day: Day, asOf instant: Instant) -> [Int] {
    let first = byDay.partitioningIndex { $0.day >= day.advanced(by: -Self.window) }
    let end = byDay.partitioningIndex { $0.day > day }
    return byDay[first..<max(first, end)].map(\.index).filter { known[$0] <= instant }.sorted()
  }

  /// Index of the first claim of a day or later.
  private func firstClaim(from day: Day) -> Int { claims.partitioningIndex { $0.day >= day.number } }

  /// Where the index stands on a day, with what was known at `instant`.
  func standing(on day: Day, asOf instant: Instant) -> PolicyStanding {
    let sum = eventSum(on: day, asOf: instant)
    let events = eventsLevel(sum.sum, scale: scale)
    let sides = tariffLevels(at: instant)
    let tariffs = sides.map { ($0.us + $0.china) / 2 }
    let shares = Shares(
      events: settings.eventsWeight, tariffs: settings.tariffsWeight, hasEvents: events != nil, sides != nil)
    let tanh = Double.tanh(sum.sum / scale)
    return PolicyStanding(
      sum: sum, events: events, sides: sides, tariffs: tariffs, shares: shares,
      value: shares.value(events: events, tariffs: tariffs),
      eventsDeviation: events == nil ? 0 : 50 / scale * (1 - tanh * tanh) * sum.variance.squareRoot())
  }

  /// P under half-lives × ½, 1, 2, scales × ¾, 1, 1⅜ (30, 40, 55) and three pairs of weights (.45/.40, .35/.50, .50/.30
  /// where the settings are the usual ones), ascending.
  func values(_ standing: PolicyStanding) -> [Double] {
    let mixes = Self.weightFactors.map { events, tariffs in
      Shares(
        events: settings.eventsWeight * events, tariffs: settings.tariffsWeight * tariffs,
        hasEvents: standing.events != nil, standing.tariffs != nil)
    }
    var values: [Double] = []
    values.reserveCapacity(27)
    for sum in [standing.sum.halved, standing.sum.sum, standing.sum.doubled] {
      for factor in Self.scaleFactors {
        let events = eventsLevel(sum, scale: scale * factor)
        for mix in mixes { values.append(mix.value(events: events, tariffs: standing.tariffs)) }
      }
    }
    values.sort()
    return values
  }

  /// The three-part number: the parts that exist and the needle, by their weights, with the band of both their errors.
  func combined(_ standing: PolicyStanding, market: Double, error: Double) -> Estimate? {
    let weights = [
      standing.events == nil ? 0 : max(settings.eventsWeight, 0),
      standing.tariffs == nil ? 0 : max(settings.tariffsWeight, 0),
      max(settings.marketWeight, 0),
    ]
    let total = weights[0] + weights[1] + weights[2]
    guard total > 0 else { return nil }
    let levels = [standing.events ?? 50, standing.tariffs ?? 50, market]
    let value = zip(weights, levels).reduce(50) { $0 + $1.0 / total * ($1.1 - 50) }
    let errors = (weights[0] / total * standing.eventsDeviation, weights[2] / total * error)
    return Estimate(value, deviation: (errors.0 * errors.0 + errors.1 * errors.1).squareRoot())
  }

  /// E, 0…100; nil for a desk without a ledger.
  func eventsLevel(_ sum: Double, scale: Double) -> Double? {
    signals.isEmpty ? nil : 50 + 50 * Double.tanh(sum / scale)
  }

  /// All-in rates in percent: the peak of April 2025, at which T is 0, and that before July 2018, at which it is 100.
  package static func tariffBounds(_ side: Side) -> (peak: Double, base: Double) {
    side == .us ? (164, 2.7) : (146, 8)
  }

  /// T of one side at an all-in rate in percent, 0…100.
  static func tariffLevel(_ side: Side, allIn rate: Double) -> Double {
    let (peak, base) = tariffBounds(side)
    func log(_ percent: Double) -> Double { Double.log(onePlus: max(percent, 0) / 100) }
    let level = 100 * (log(peak) - log(rate)) / (log(peak) - log(base))
    return min(max(level, 0), 100)
  }

  /// T of both sides at a moment; nil where a side has no baseline.
  func tariffLevels(at instant: Instant) -> (us: Double, china: Double)? {
    guard let us = schedule.allIn(.us, at: instant), let china = schedule.allIn(.china, at: instant) else { return nil }
    return (Self.tariffLevel(.us, allIn: us), Self.tariffLevel(.china, allIn: china))
  }

  /// P of given parts.
  func policy(events: Double?, tariffs: Double?) -> Double {
    Shares(events: settings.eventsWeight, tariffs: settings.tariffsWeight, hasEvents: events != nil, tariffs != nil)
      .value(events: events, tariffs: tariffs)
  }
}

/// The weights of the parts that exist, scaled to 1; both 0 when none does.
struct Shares: Sendable {
  let events: Double
  let tariffs: Double

  init(events: Double, tariffs: Double, hasEvents: Bool, _ hasTariffs: Bool) {
    let events = hasEvents ? max(events, 0) : 0
    let tariffs = hasTariffs ? max(tariffs, 0) : 0
    let total = events + tariffs
    self.events = total > 0 ? events / total : 0
    self.tariffs = total > 0 ? tariffs / total : 0
  }

  func value(events level: Double?, tariffs other: Double?) -> Double {
    50 + events * ((level ?? 50) - 50) + tariffs * ((other ?? 50) - 50)
  }
}

extension Signal {
  /// Information credibility once its status is taken into account.
  package func credibility(_ status: Status) -> Int { Signal.credibility(credibility, status) }

  /// The grade that counts for one as written: confirmed raises it to 1; denied lowers grades 1–3 to 4 and takes 6 (cannot
  /// be judged) as 4.
  package static func credibility(_ grade: Int, _ status: Status) -> Int {
    switch status {
    case .confirmed: 1
    case .denied: grade == 6 ? 4 : max(grade, 4)
    case .reported, .withdrawn: grade
    }
  }

  /// ρ = R × C, 0…1; 0 for a withdrawn report. The mapping of the Admiralty grades to numbers is this program's own.
  package func probability(_ status: Status) -> Double {
    if status == .withdrawn { return 0 }
    return reliability.number * Signal.number(ofCredibility: credibility(status))
  }

  /// C: the number of an information grade 1–6.
  package static func number(ofCredibility grade: Int) -> Double {
    switch grade {
    case 1: 1
    case 2: 0.8
    case 3: 0.6
    case 4: 0.4
    case 5: 0.2
    default: 0.5
    }
  }
}

extension Signal.Reliability {
  /// R: the number of a source's grade.
  package var number: Double {
    switch self {
    case .a: 1
    case .b: 0.8
    case .c: 0.6
    case .d: 0.4
    case .e: 0.2
    case .f: 0.5
    }
  }
}
