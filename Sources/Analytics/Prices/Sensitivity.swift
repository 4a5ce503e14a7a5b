import Market

/// How a name moves with the market, or with the policy index: ordinary least squares on its last 60 daily log returns.
package struct Sensitivity: Hashable, Sendable {
  package enum Factor: Hashable, Sendable {
    /// The daily log return of the watchlist's reference, on the session that the event study takes.
    case reference(String)
    /// The daily change of w_E·E + w_T·T, in points: the indicator without its market part, which would be circular.
    case policy
  }

  /// Sessions.
  package static let window = 60

  package let factor: Factor
  /// Of the reference: percent per percent. Of the policy: percent of price per point. With its 95 % interval.
  package let beta: Double
  package let betaInterval: ClosedRange<Double>
  /// −1…1, with its 95 % interval by Fisher's transformation; nil for a name that did not move.
  package let correlation: Double?
  package let correlationInterval: ClosedRange<Double>?
  /// Pairs it was estimated on.
  package let observations: Int

  /// Whether the interval of β leaves 0 out.
  package var differsFromZero: Bool { !betaInterval.contains(0) }

  /// Nil with fewer than half the window's pairs, or where the factor did not move.
  private init?(_ factor: Factor, name: [Double], changes: [Double]) {
    guard name.count * 2 >= Self.window, let model = MarketModel(name: name, market: changes),
      case let interval = model.betaInterval, interval.lowerBound.isFinite, interval.upperBound.isFinite
    else { return nil }
    self.factor = factor
    beta = model.beta
    betaInterval = interval
    correlation = model.correlation
    correlationInterval = model.correlationInterval
    observations = model.observations
  }

  /// To the reference (not of the reference itself), then to the policy; those that cannot be estimated are left out.
  static func sensitivities(of instrument: Instrument, desk: Desk, asOf instant: Instant) -> [Sensitivity] {
    let series = ReturnSeries(instrument, desk: desk, asOf: instant)
    var result: [Sensitivity?] = []
    let reference = desk.instrument(named: desk.watchlist.reference)
    if reference.symbol != instrument.symbol {
      let pairs = series.pairs(last: window)
      result.append(Sensitivity(.reference(reference.symbol), name: pairs.name, changes: pairs.market))
    }
    let level = policyLevel(PolicyIndex(desk), asOf: instant)
    // An exchange of another zone closes before 16:20 New York of its own date: it can know the day before.
    let lag = instrument.venue.map { $0.zone != .newYork } ?? false ? -1 : 0
    let pairs = series.pairs(last: window) { level($0.advanced(by: lag)) }
    result.append(Sensitivity(.policy, name: pairs.name.map { 100 * $0 }, changes: pairs.changes))
    return result.compactMap { $0 }
  }

  /// w_E·E + w_T·T of a day as it read at 16:20 New York, or at `instant` where that is earlier.
  private static func policyLevel(_ ledger: PolicyIndex, asOf instant: Instant) -> (Day) -> Double? {
    { day in
      let moment = min(day.asOf, instant)
      let sum = ledger.eventSum(on: day, asOf: moment)
      let events = ledger.eventsLevel(sum.sum, scale: ledger.scale)
      let tariffs = ledger.tariffLevels(at: moment).map { ($0.us + $0.china) / 2 }
      guard events != nil || tariffs != nil else { return nil }
      return ledger.settings.eventsWeight * (events ?? 50) + ledger.settings.tariffsWeight * (tariffs ?? 50)
    }
  }
}
