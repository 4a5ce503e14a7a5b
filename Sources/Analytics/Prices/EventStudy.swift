import Market
import RealModule

/// What a name did around an event beyond what the market explains (MacKinlay, JEL 35(1), 1997).
package struct EventStudy: Hashable, Sendable {
  package struct Settings: Hashable, Sendable {
    /// Sessions around the event, 0 is the name's first that closes later than the event became known.
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
  package enum Gap: Error, Hashable, Sendable {
    case noHistory
    /// The history before the event is shorter than the estimation takes.
    case tooShort
    /// The last session of the window is to come.
    case windowOpen
    case missingPrices
  }

  package let model: MarketModel
  /// First and last session of the estimation.
  package let estimation: ClosedRange<Day>
  /// The session before the window: its close is what the window's first return counts from.
  package let base: Day
  /// Session 0: the name's first that closes after the event.
  package let zero: Day
  /// Dates of the window's sessions.
  package let days: [Day]
  /// AR = R − α − β·R_m of each, log returns.
  package let abnormal: [Double]
  /// CAR = Σ AR.
  package let cumulative: Double
  /// The last session of the window has a price and no close yet.
  package let isProvisional: Bool
  /// √Var(CAR), Var(CAR) = s²·[n + n²/L + (Σ(R_m − R̄_m))²/SS_m]: with the estimation's own error.
  package let standardError: Double
  /// CAR over its standard error; nil where that is 0.
  package var t: Double? { standardError > 0 ? cumulative / standardError : nil }
  /// How likely chance alone gives such a |t|, by Student's t with the model's degrees of freedom.
  package var chance: Double? { t.map { StudentT.probability(beyond: $0, freedom: model.freedom) } }
  /// Whether chance alone gives such a |t| in 5 % of cases or more.
  package var isWeak: Bool { !(chance.map { $0 < 0.05 } ?? false) }

  /// A name whose exchange closes before the market's opens on the same date, as in Asia, is set against the last session
  /// of the market strictly before its own date; every other, as in Europe, against that of the same date.
  package static func study(
    of instrument: Instrument, at event: EventTime, desk: Desk, asOf instant: Instant, settings: Settings = Settings()
  ) -> Result<EventStudy, Gap> {
    ReturnSeries(instrument, desk: desk, asOf: instant).study(at: event, settings: settings)
  }
}

/// The daily log returns of a name beside those of the market, made once for the studies of many events.
package struct ReturnSeries: Sendable {
  /// The name's sessions, ascending; the first has no return.
  private let days: [Day]
  private let returns: [Double?]
  private let market: [Double?]
  /// The last session, where it has no bar yet.
  private var provisional: Day?
  /// Where the name trades: when its sessions close.
  private let venue: VenueSessions

  /// The market of a desk, made once for many names.
  struct Market {
    fileprivate let sessions: [(day: Day, close: Double?)]
    fileprivate let returns: [Double?]
    fileprivate let venue: Venue

    init(_ sessions: [(day: Day, close: Double?)], venue: Venue = .nyse) {
      self.sessions = sessions
      self.venue = venue
      returns = ReturnSeries.logReturns(sessions)
    }

    init(of desk: Desk, asOf instant: Instant) {
      let reference = desk.instrument(named: desk.watchlist.reference)
      self.init(
        KnownPrices(reference, desk: desk, asOf: instant).sessions, venue: reference.venue ?? .nyse)
    }
  }

  package init(_ instrument: Instrument, desk: Desk, asOf instant: Instant) {
    self.init(instrument, desk: desk, asOf: instant, market: Market(of: desk, asOf: instant))
  }

  init(_ instrument: Instrument, desk: Desk, asOf instant: Instant, market: Market) {
    let known = KnownPrices(instrument, desk: desk, asOf: instant)
    self.init(
      known.sessions, venue: desk.sessions[instrument.venue ?? .nyse], market: market,
      lags: instrument.venue?.closesBeforeOpening(of: market.venue) ?? false)
    provisional = known.provisional?.day
  }

  /// - Parameters:
  ///   - name: adjusted closes by session, ascending; nil where missing.
  ///   - venue: where it trades, New York where that is not known.
  ///   - lags: the market's return is that of its last session before the name's date.
  init(
    _ name: [(day: Day, close: Double?)], venue: VenueSessions = Sessions.published[.nyse], market: Market, lags: Bool
  ) {
    self.venue = venue
    days = name.map(\.day)
    returns = Self.logReturns(name)
    let sessions = market.sessions
    var index = 0
    self.market = name.map { session in
      while index < sessions.count, lags ? sessions[index].day < session.day : sessions[index].day <= session.day {
        index += 1
      }
      guard index > 0, lags || sessions[index - 1].day == session.day else { return nil }
      return market.returns[index - 1]
    }
  }

  fileprivate static func logReturns(_ sessions: [(day: Day, close: Double?)]) -> [Double?] {
    sessions.indices.map { index in
      guard index > 0, let now = sessions[index].close, let before = sessions[index - 1].close, now > 0, before > 0
      else { return nil }
      return Double.log(now / before)
    }
  }

  /// First sessions that are the same in another series, with the returns of both; all, and those to come, where nothing
  /// differs; none where the venue's sessions do, for these tell which one an event is in.
  func sessionsShared(with other: ReturnSeries) -> Int {
    guard venue == other.venue else { return 0 }
    var count = 0
    let both = min(days.count, other.days.count)
    while count < both, days[count] == other.days[count], returns[count] == other.returns[count],
      market[count] == other.market[count]
    {
      count += 1
    }
    if provisional == other.provisional { return count == days.count && count == other.days.count ? .max : count }
    // Only the last session of a series can be provisional.
    return min(count, both - 1)
  }

  /// How many sessions from the first on a study of an event looks at.
  func sessionsStudied(at event: EventTime, settings: EventStudy.Settings) -> Int {
    index(after: event) + max(settings.window.upperBound, -settings.gap, 0) + 1
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

  /// The model of the sessions before an event, and where session 0 stands.
  private struct Estimate {
    let zero: Int
    let sessions: Range<Int>
    let model: MarketModel
  }

  /// Index of session 0; the number of sessions where there is none.
  private func index(after event: EventTime) -> Int {
    switch event {
    case .date(let day): return days.partitioningIndex { $0 >= day }
    case .record(let day):
      let first = venue.first(ofRecord: day)
      return days.partitioningIndex { $0 >= first }
    case .moment(let instant):
      let day = venue.venue.zone.day(of: instant)
      let index = days.partitioningIndex { $0 >= day }
      return index < days.count && !venue.closes(days[index], after: instant) ? index + 1 : index
    }
  }

  /// Half of the estimation's pairs may be missing.
  private func estimate(at event: EventTime, settings: EventStudy.Settings) -> Result<Estimate, EventStudy.Gap> {
    guard !days.isEmpty else { return .failure(.noHistory) }
    let zero = index(after: event)
    guard zero < days.count else { return .failure(.windowOpen) }
    let end = zero - settings.gap
    let start = end - settings.estimation
    guard start >= 0, start < end, end <= days.count else { return .failure(.tooShort) }
    let pairs = pairs(in: start..<end)
    guard pairs.name.count * 2 >= settings.estimation,
      let model = MarketModel(name: pairs.name, market: pairs.market)
    else { return .failure(.tooShort) }
    return .success(Estimate(zero: zero, sessions: start..<end, model: model))
  }

  private func abnormal(at index: Int, _ model: MarketModel) -> Double? {
    guard days.indices.contains(index), let own = returns[index], let other = market[index] else { return nil }
    return own - model.alpha - model.beta * other
  }

  /// The study of one event; half of the estimation's pairs may be missing.
  package func study(at event: EventTime, settings: EventStudy.Settings) -> Result<EventStudy, EventStudy.Gap> {
    estimate(at: event, settings: settings).flatMap { study($0, settings.window) }
  }

  private func study(_ estimate: Estimate, _ sessions: ClosedRange<Int>) -> Result<EventStudy, EventStudy.Gap> {
    let (zero, model) = (estimate.zero, estimate.model)
    let first = zero + sessions.lowerBound
    let last = zero + sessions.upperBound
    guard last < days.count else { return .failure(.windowOpen) }
    guard first > 0 else { return .failure(.tooShort) }
    var abnormal: [Double] = []
    var surprise = 0.0
    for index in first...last {
      guard let value = self.abnormal(at: index, model), let other = market[index] else {
        return .failure(.missingPrices)
      }
      abnormal.append(value)
      surprise += other - model.marketMean
    }
    let count = Double(abnormal.count)
    let factor = count + count * count / Double(model.observations) + surprise * surprise / model.marketSquares
    return .success(
      EventStudy(
        model: model, estimation: days[estimate.sessions.lowerBound]...days[estimate.sessions.upperBound - 1],
        base: days[first - 1], zero: days[zero], days: Array(days[first...last]), abnormal: abnormal,
        cumulative: abnormal.reduce(0, +), isProvisional: days[last] == provisional,
        standardError: (model.variance * factor).squareRoot()))
  }

  /// What the model leaves of every known session of a span around the event, and its sum from the span's first session;
  /// empty without a model. After a session without a return the sum is unknown.
  package func path(at event: EventTime, settings: EventStudy.Settings, span: ClosedRange<Int>) -> [EventStep] {
    guard case .success(let estimate) = estimate(at: event, settings: settings) else { return [] }
    var sum: Double? = 0
    return span.compactMap { session in
      let index = estimate.zero + session
      guard days.indices.contains(index) else { return nil }
      let abnormal = abnormal(at: index, estimate.model)
      sum = sum.flatMap { sum in abnormal.map { sum + $0 } }
      return EventStep(session: session, day: days[index], abnormal: abnormal, cumulative: sum)
    }
  }

  /// Percent by which the name itself moved in session 0 of an event; nil where that is not known.
  package func change(at event: EventTime) -> Double? {
    let zero = index(after: event)
    guard zero < days.count, let change = returns[zero] else { return nil }
    return 100 * Double.expMinusOne(change)
  }
}

extension KnownPrices {
  /// Every session with its adjusted close, the provisional one included; a doubtful close is none.
  var sessions: [(day: Day, close: Double?)] {
    var sessions = (history?.bars ?? []).prefix(count).map { ($0.day, history?.believedClose($0)) }
    if let provisional { sessions.append((provisional.day, provisional.value)) }
    return sessions
  }
}
