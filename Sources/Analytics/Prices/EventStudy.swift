import Market
import RealModule

/// What a name did around an event beyond what the market explains (MacKinlay, JEL 35(1), 1997).
package struct EventStudy: Hashable, Sendable {
  package struct Settings: Hashable, Sendable {
    /// Sessions around the event, 0 is the first session on or after it.
    package var window: ClosedRange<Int>
    /// Sessions of the estimation.
    package var estimation: Int
    /// Sessions between the estimation and the event.
    package var gap: Int

    /// −1…1, 120 sessions that end 10 before the event.
    package init(window: ClosedRange<Int> = -1...1, estimation: Int = 120, gap: Int = 10) {
      self.window = window
      self.estimation = estimation
      self.gap = gap
    }
  }

  /// Why there is no study.
  package enum Gap: String, Error, Hashable, Sendable {
    case noHistory = "no daily history"
    case tooShort = "not enough history before the event"
    case windowOpen = "the window is not over"
    case missingPrices = "prices are missing in the window"
  }

  /// |t| from which an abnormal return is unlikely to be chance: two-sided, 5 %.
  package static let significance = 1.96

  package let model: MarketModel
  /// Dates of the window's sessions.
  package let days: [Day]
  /// AR = R − α − β·R_m of each, log returns.
  package let abnormal: [Double]
  /// CAR = Σ AR.
  package let cumulative: Double
  /// √Var(CAR), Var(CAR) = s²·[n + n²/L + (Σ(R_m − R̄_m))²/SS_m]: with the estimation's own error.
  package let standardError: Double
  /// CAR over its standard error; nil where that is 0.
  package var t: Double? { standardError > 0 ? cumulative / standardError : nil }
  package var isWeak: Bool { t.map { abs($0) < Self.significance } ?? true }

  /// A name of another time zone than the market's is set against the last session of the market strictly before its
  /// own date: its exchange closes before the market's opens.
  package static func study(
    of instrument: Instrument, on event: Day, desk: Desk, asOf instant: Instant, settings: Settings = Settings()
  ) -> Result<EventStudy, Gap> {
    ReturnSeries(instrument, desk: desk, asOf: instant).study(on: event, settings: settings)
  }
}

/// The daily log returns of a name beside those of the market, made once for the studies of many events.
package struct ReturnSeries: Sendable {
  /// The name's sessions, ascending; the first has no return.
  private let days: [Day]
  private let returns: [Double?]
  private let market: [Double?]

  package init(_ instrument: Instrument, desk: Desk, asOf instant: Instant) {
    let reference = desk.instrument(named: desk.watchlist.reference)
    let lags = instrument.venue.map { $0.zone != (reference.venue?.zone ?? .newYork) } ?? false
    self.init(
      KnownPrices(instrument, desk: desk, asOf: instant).sessions,
      market: KnownPrices(reference, desk: desk, asOf: instant).sessions, lags: lags)
  }

  /// - Parameters:
  ///   - name: adjusted closes by session, ascending; nil where missing.
  ///   - lags: the market's return is that of its last session before the name's date.
  init(_ name: [(day: Day, close: Double?)], market: [(day: Day, close: Double?)], lags: Bool) {
    days = name.map(\.day)
    returns = Self.logReturns(name)
    let marketReturns = Self.logReturns(market)
    var index = 0
    self.market = name.map { session in
      while index < market.count, lags ? market[index].day < session.day : market[index].day <= session.day {
        index += 1
      }
      guard index > 0, lags || market[index - 1].day == session.day else { return nil }
      return marketReturns[index - 1]
    }
  }

  private static func logReturns(_ sessions: [(day: Day, close: Double?)]) -> [Double?] {
    sessions.indices.map { index in
      guard index > 0, let now = sessions[index].close, let before = sessions[index - 1].close, now > 0, before > 0
      else { return nil }
      return Double.log(now / before)
    }
  }

  /// Sessions that end with the newest one; at most `count` of them, those without both returns left out.
  package func pairs(last count: Int) -> (name: [Double], market: [Double]) {
    pairs(in: max(0, days.count - count)..<days.count)
  }

  /// The same sessions beside the changes of a level from one session to the next, those without both left out.
  package func pairs(last count: Int, with level: (Day) -> Double?) -> (name: [Double], changes: [Double]) {
    var pairs: (name: [Double], changes: [Double]) = ([], [])
    let first = max(1, days.count - count)
    guard first < days.count else { return pairs }
    var before = level(days[first - 1])
    for index in first..<days.count {
      let now = level(days[index])
      defer { before = now }
      guard let own = returns[index], let now, let before else { continue }
      pairs.name.append(own)
      pairs.changes.append(now - before)
    }
    return pairs
  }

  private func pairs(in range: Range<Int>) -> (name: [Double], market: [Double]) {
    var pairs: (name: [Double], market: [Double]) = ([], [])
    for index in range {
      guard let own = returns[index], let other = market[index] else { continue }
      pairs.name.append(own)
      pairs.market.append(other)
    }
    return pairs
  }

  /// The study of one event; half of the estimation's pairs may be missing.
  package func study(on event: Day, settings: EventStudy.Settings) -> Result<EventStudy, EventStudy.Gap> {
    guard !days.isEmpty else { return .failure(.noHistory) }
    guard let zero = days.firstIndex(where: { $0 >= event }), zero + settings.window.upperBound < days.count
    else { return .failure(.windowOpen) }
    let end = zero - settings.gap
    let start = end - settings.estimation
    let first = zero + settings.window.lowerBound
    guard start >= 0, first >= 0, start < end else { return .failure(.tooShort) }
    let pairs = pairs(in: start..<end)
    guard pairs.name.count * 2 >= settings.estimation,
      let model = MarketModel(name: pairs.name, market: pairs.market)
    else { return .failure(.tooShort) }
    let window = first...(zero + settings.window.upperBound)
    var abnormal: [Double] = []
    var surprise = 0.0
    for index in window {
      guard let own = returns[index], let other = market[index] else { return .failure(.missingPrices) }
      abnormal.append(own - model.alpha - model.beta * other)
      surprise += other - model.marketMean
    }
    let count = Double(abnormal.count)
    let factor = count + count * count / Double(model.observations) + surprise * surprise / model.marketSquares
    return .success(
      EventStudy(
        model: model, days: Array(days[window]), abnormal: abnormal, cumulative: abnormal.reduce(0, +),
        standardError: (model.variance * factor).squareRoot()))
  }
}

extension KnownPrices {
  /// Every session with its adjusted close, the provisional one included.
  var sessions: [(day: Day, close: Double?)] {
    var sessions = (history?.bars ?? []).prefix(count).map { ($0.day, $0.returnClose) }
    if let provisional { sessions.append((provisional.day, provisional.value)) }
    return sessions
  }
}
