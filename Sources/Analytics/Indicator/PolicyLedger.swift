import Market
import RealModule

/// The sum of the events on a day, and what it is uncertain by.
struct EventSum: Sendable {
  /// s = Σ g·ρ·scope·2^(−age/H).
  var sum = 0.0
  /// Σ (g·scope·decay)²·ρ(1−ρ): each report is a Bernoulli draw with probability ρ.
  var variance = 0.0
}

/// The signals and tariffs of a desk, prepared so that the policy index of any day is one pass over plain numbers.
///
/// DEI, policy index: P = 50 + [w_E·(E − 50) + w_T·(T − 50)]/(w_E + w_T), E = 50 + 50·tanh(s/S), T by the logarithm of
/// one plus the all-in rate between the peak of April 2025 and the rate before July 2018.
struct PolicyLedger: Sendable {
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

  static let window = 365
  let settings: IndicatorSettings
  let book: TariffBook
  let schedule: TariffSchedule
  let signals: [Signal]
  let scale: Double
  private let claims: [Claim]
  private let verbalDecay: [Double]
  private let materialDecay: [Double]

  init(_ desk: Desk) {
    self.init(signals: desk.signals, book: desk.tariffs, settings: desk.watchlist.indicator)
  }

  init(signals: [Signal], book: TariffBook, settings: IndicatorSettings) {
    self.settings = settings
    self.book = book
    self.signals = signals
    schedule = TariffSchedule(book)
    scale = settings.scale > 0 && settings.scale.isFinite ? settings.scale : IndicatorSettings().scale
    claims = signals.flatMap(Self.claims)
    verbalDecay = (0...Self.window).map { Self.decay(age: $0, halfLife: settings.verbalHalfLife) }
    materialDecay = (0...Self.window).map { Self.decay(age: $0, halfLife: settings.materialHalfLife) }
  }

  /// 2^(−age/H); 0 for a half-life that is none.
  static func decay(age: Int, halfLife: Double) -> Double {
    halfLife > 0 ? Double.exp2(-Double(age) / halfLife) : 0
  }

  private static func claims(_ signal: Signal) -> [Claim] {
    var marks: [(from: Instant, status: Signal.Status)] = [(signal.known, .reported)]
    for entry in signal.status { marks.append((max(entry.known, signal.known), entry.status)) }
    return marks.indices.compactMap { index in
      let until = index + 1 < marks.count ? marks[index + 1].from.milliseconds : Int64.max
      guard marks[index].from.milliseconds < until else { return nil }
      return Claim(
        from: marks[index].from.milliseconds, until: until, day: signal.day.number, isMaterial: signal.isMaterial,
        force: signal.weight * signal.scope, probability: signal.probability(marks[index].status))
    }
  }

  /// The event sum on a day, with what was known at `instant`.
  func eventSum(on day: Day, asOf instant: Instant) -> EventSum {
    eventSum(on: day, asOf: instant, verbal: verbalDecay, material: materialDecay)
  }

  /// The same with both half-lives multiplied.
  func eventSum(on day: Day, asOf instant: Instant, halfLives factor: Double) -> EventSum {
    if factor == 1 { return eventSum(on: day, asOf: instant) }
    return eventSum(
      on: day, asOf: instant,
      verbal: (0...Self.window).map { Self.decay(age: $0, halfLife: settings.verbalHalfLife * factor) },
      material: (0...Self.window).map { Self.decay(age: $0, halfLife: settings.materialHalfLife * factor) })
  }

  private func eventSum(on day: Day, asOf instant: Instant, verbal: [Double], material: [Double]) -> EventSum {
    var result = EventSum()
    let now = instant.milliseconds
    for claim in claims where claim.from <= now && now < claim.until {
      let age = Int(day.number) - Int(claim.day)
      guard age >= 0, age <= Self.window else { continue }
      let force = claim.force * (claim.isMaterial ? material[age] : verbal[age])
      result.sum += force * claim.probability
      result.variance += force * force * claim.probability * (1 - claim.probability)
    }
    return result
  }

  /// E, 0…100; nil for a desk without a ledger.
  func eventsLevel(_ events: EventSum, scale: Double) -> Double? {
    signals.isEmpty ? nil : 50 + 50 * Double.tanh(events.sum / scale)
  }

  /// T of one side at an all-in rate in percent, 0 at the peak of April 2025, 100 at the rate before July 2018.
  static func tariffLevel(_ side: Side, allIn rate: Double) -> Double {
    let (peak, base) = side == .us ? (164.0, 2.7) : (146.0, 8.0)
    func log(_ percent: Double) -> Double { Double.log(onePlus: max(percent, 0) / 100) }
    let level = 100 * (log(peak) - log(rate)) / (log(peak) - log(base))
    return min(max(level, 0), 100)
  }

  /// T of both sides on a day; nil where a side has no baseline.
  func tariffLevels(on day: Day) -> (us: Double, china: Double)? {
    guard let us = schedule.allIn(.us, on: day), let china = schedule.allIn(.china, on: day) else { return nil }
    return (Self.tariffLevel(.us, allIn: us), Self.tariffLevel(.china, allIn: china))
  }

  /// The policy index of a day with what was known at `instant`; 50 when neither part exists.
  func policy(on day: Day, asOf instant: Instant) -> Double {
    let tariffs = tariffLevels(on: day).map { ($0.us + $0.china) / 2 }
    return policy(events: eventsLevel(eventSum(on: day, asOf: instant), scale: scale), tariffs: tariffs)
  }

  /// P of given parts.
  func policy(events: Double?, tariffs: Double?) -> Double {
    Shares(events: settings.eventsWeight, tariffs: settings.tariffsWeight, hasEvents: events != nil, tariffs != nil)
      .value(events: events, tariffs: tariffs)
  }

  /// The policy index of each day, as it read at 16:20 New York.
  func history(from first: Day, through last: Day) -> [DailyValue] {
    guard first <= last else { return [] }
    return (0...first.days(to: last)).map {
      let day = first.advanced(by: $0)
      return DailyValue(day: day, value: policy(on: day, asOf: day.asOf))
    }
  }
}

/// One value of a daily series.
package struct DailyValue: Hashable, Sendable {
  package let day: Day
  package let value: Double
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
  /// Information credibility once its status is taken into account: confirmed raises it to 1; denied lowers grades 1–3
  /// to 4 and takes 6 (cannot be judged) as 4.
  package func credibility(_ status: Status) -> Int {
    switch status {
    case .confirmed: 1
    case .denied: credibility == 6 ? 4 : max(credibility, 4)
    case .reported, .withdrawn: credibility
    }
  }

  /// ρ = R × C, 0…1; 0 for a withdrawn report. The mapping of the Admiralty grades to numbers is this program's own.
  package func probability(_ status: Status) -> Double {
    if status == .withdrawn { return 0 }
    let source: Double =
      switch reliability {
      case .a: 1
      case .b: 0.8
      case .c: 0.6
      case .d: 0.4
      case .e: 0.2
      case .f: 0.5
      }
    let information: Double =
      switch credibility(status) {
      case 1: 1
      case 2: 0.8
      case 3: 0.6
      case 4: 0.4
      case 5: 0.2
      default: 0.5
      }
    return source * information
  }
}
