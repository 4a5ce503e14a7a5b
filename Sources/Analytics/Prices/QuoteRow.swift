import Market
import RealModule

/// One watchlist row as of a moment: what is known then, from the latest quote or the daily bars.
package struct QuoteRow: Hashable, Sendable {
  /// Why a price is not a plain fresh one.
  package enum Flag: String, Sendable {
    case doubtful = "d"
    case adjusted = "a"
    case provisional = "p"
    case stale = "s"
  }

  package let instrument: Instrument
  package let price: Double?
  /// Of several the first of d, s, a, p.
  package let flag: Flag?
  /// Why the price may be none. It is shown and stays out of all that is made of prices: change, sigma and what else
  /// would rest on it are nil.
  package let doubt: Doubt?
  /// Against the close of the session before the price's own; nil where that is not known, and where a later session has
  /// closed.
  package let change: Double?
  package let changePercent: Double?
  /// Today's log return ÷ the deviation (n−1) of the 20 daily log returns before it; nil without the close of the
  /// session before, and where these returns span a gap.
  package let sigma: Double?
  /// The deviation (n−1) of the 20 daily log returns before the last; nil where there are fewer, they span a gap, or all are
  /// one.
  package let deviation: Double?
  /// Change % minus the reference's change %; nil for the reference itself, and where its price is of another date.
  package internal(set) var versusReference: Double?
  /// Percent since the close of the watchlist's event day.
  package let sinceEvent: Double?
  package let yearLow: Double?
  package let yearHigh: Double?
  /// (price − low)/(high − low), 0…1; computed on one basis (adjusted closes, or the quote's own range).
  package let yearPosition: Double?
  /// Adjusted closes known at the moment, oldest first, at most 60, the last moved to the quote's price where
  /// that is newer.
  package let closes: [Double]
  package let currency: String?
  /// The time the price is of.
  package internal(set) var time: Instant?
  /// The venue's session date of the price.
  package let session: Day?
  package let previousClose: Double?
  package let open: Double?
  package let high: Double?
  package let low: Double?
  package let volume: Double?
  /// Mean of the 20 sessions before; nil unless all of them have a volume.
  package let averageVolume: Double?
  package let bid: Double?
  package let ask: Double?
  /// The latest price outside the regular session, while it is newer than the session's and none has begun since.
  package let extended: Quote.Extended?
  /// Older than the watchlist allows or than its feed's rhythm, of no last session, or of a file that broke or is gone.
  package let isStale: Bool
  /// The later session of its venue that it has no price of; nil for a price of the last session, and without a price.
  package let missing: MissingSession?
  /// The day of the name's results, where it is the moment's, or that of the last session or after it.
  package internal(set) var results: Day?
  /// How far its feed's clock is ahead; nil where the feed's time is believed.
  package let clockAhead: ClockOffset?
  package let origin: Origin?
  /// State of the instrument's venue at the moment.
  package let venueState: SessionState?
}

extension QuoteRow {
  /// Sessions of the 52-week range where the quote brings none.
  private static let yearSessions = 252
  /// Daily returns that a move is measured against.
  static let sigmaReturns = 20
  /// Days that these and the day's own lie within; over a week of holidays they span 45.
  private static let sigmaDays = 60
  private static let shownCloses = 60
  /// Sessions that a volume is measured against.
  static let volumeSessions = 20

  /// The row of an instrument as of a moment. A quote counts from its time on, a daily bar from its session's close; the
  /// newer of the two is shown. Without a reference: see ``SectorRows/sectors(of:asOf:)``.
  package init(_ instrument: Instrument, desk: Desk, asOf instant: Instant) {
    self.init(
      instrument, desk: desk, asOf: instant, venueState: desk.state(of: instrument, at: instant), silent: [])
  }

  /// - Parameter silent: symbols whose feed is silent while their venue trades.
  init(
    _ instrument: Instrument, desk: Desk, asOf instant: Instant, venueState: SessionState?, silent: Set<String>
  ) {
    let known = KnownPrices(instrument, desk: desk, asOf: instant, barsWithinDays: true)
    let source = Source(known)
    let closes = Self.closes(known, source)
    // The value on the adjusted basis, where there is one of the price's own session.
    let adjusted = closes.last.flatMap { $0.day == source?.session && source?.doubt == nil ? $0.value : nil }
    /// What is made of the price is made of this.
    let believed = source.flatMap { $0.doubt == nil ? $0.price : nil }

    self.instrument = instrument
    self.venueState = venueState
    price = source?.price
    time = source?.time
    session = source?.session
    open = source?.open
    high = source?.high
    low = source?.low
    volume = source?.volume
    averageVolume = source.flatMap { known.averageVolume(before: $0.session, sessions: Self.volumeSessions) }
    bid = source?.quote?.bid
    ask = source?.quote?.ask
    origin = source?.origin
    currency = source?.currency ?? instrument.currency
    previousClose = source?.previousClose
    extended = known.extended.flatMap { extended in
      let isNewer = source.map { extended.time > $0.time } ?? true
      return isNewer && known.calendar.isBetweenSessions(instant, since: extended.time) ? extended : nil
    }
    self.closes = closes.suffix(Self.shownCloses).map(\.value)

    let missing = source.flatMap { known.calendar.missing(after: $0.session, asOf: instant) }
    self.missing = missing
    let isStale =
      source.map { source in
        source.isKept || missing != nil || source.quote.map { silent.contains($0.symbol) } ?? false
          || source.isOld(in: desk.watchlist, known.calendar, state: venueState, asOf: instant)
      } ?? false
    self.isStale = isStale
    clockAhead = source?.quote?.clockAhead
    doubt = source?.doubt
    flag = source.flatMap { Self.flag($0, isStale: isStale) }

    let missesClose = if case .closed = missing { true } else { false }
    let moved = missesClose ? nil : believed.flatMap { price in source?.previousClose.map { (price, $0) } }
    change = moved.map { $0.0 - $0.1 }
    changePercent = moved.flatMap { Self.percent($0.0, over: $0.1) }
    versusReference = nil
    let before = source.flatMap { known.bar(rightBefore: $0.session) }
    let usual = Self.usualMove(closes)
    deviation = usual?.deviation
    sigma = changePercent == nil || adjusted == nil || before == nil ? nil : usual.map { $0.last / $0.deviation }
    sinceEvent = Self.move(
      of: known, to: adjusted ?? believed, on: source?.session, since: desk.watchlist.since)

    (yearLow, yearHigh, yearPosition) = Self.year(source, closes, adjusted)
  }

  /// Whether its price is of the latest session that has begun at its venue. What is older is dim, and in no mean and no
  /// digest.
  package var isOfLastSession: Bool { price != nil && missing == nil }

  /// Volume over ``averageVolume``; nil where either is missing.
  package var relativeVolume: Double? {
    volume.flatMap { volume in averageVolume.flatMap { $0 > 0 ? volume / $0 : nil } }
  }

  /// (price − low)/(high − low) of its session, 0…1; nil where one is missing, or the price is doubtful.
  package var dayPosition: Double? {
    guard let price, doubt == nil else { return nil }
    return Self.position(of: price, low: low, high: high)
  }

  /// Ask less bid over their middle, in basis points; nil where one is missing, or they are crossed.
  package var spread: Double? {
    guard let bid, let ask, bid > 0, ask >= bid else { return nil }
    return 20_000 * (ask - bid) / (ask + bid)
  }

  /// Percent from the close of the last session to the price outside it; nil where either is missing or doubtful.
  package var extendedPercent: Double? {
    guard let extended, let price, doubt == nil, isOfLastSession else { return nil }
    return Self.percent(extended.price, over: price)
  }

  /// The adjusted closes of a year, oldest first, the last one moved to a quote's price after the close: the row's columns
  /// are all of the price that it shows.
  private static func closes(_ known: KnownPrices, _ source: Source?) -> [(day: Day, value: Double)] {
    var closes = known.closes(last: yearSessions)
    if let quote = source?.quote, quote.doubt == nil, let bar = known.lastBelievedBar, bar.day == source?.session,
      let close = bar.close, close > 0, let last = closes.last, last.day == bar.day
    {
      closes[closes.count - 1].value = last.value * quote.price / close
    }
    return closes
  }

  private static func flag(_ source: Source, isStale: Bool) -> Flag? {
    if source.doubt != nil { return .doubtful }
    if isStale { return .stale }
    if source.isAdjustedOnly { return .adjusted }
    return source.quote?.isProvisional == true ? .provisional : nil
  }

  /// The range of the year and the price's place in it: the quote's own, else that of the closes.
  /// - Parameter adjusted: the price on the basis of the closes, where it is of their last session.
  private static func year(
    _ source: Source?, _ closes: [(day: Day, value: Double)], _ adjusted: Double?
  ) -> (low: Double?, high: Double?, position: Double?) {
    if let quote = source?.quote, quote.doubt == nil, let low = quote.yearLow, let high = quote.yearHigh {
      return (low, high, position(of: quote.price, low: low, high: high))
    }
    var low = closes.first?.value
    var high = low
    for (_, value) in closes {
      if let least = low, value < least { low = value }
      if let most = high, value > most { high = value }
    }
    let price = source?.doubt == nil ? adjusted ?? closes.last?.value : nil
    return (low, high, price.flatMap { position(of: $0, low: low, high: high) })
  }

  /// Percent from the close of `since` (or the last one before it) to a value of a later session.
  static func move(of known: KnownPrices, to value: Double?, on session: Day?, since: Day) -> Double? {
    guard let value, let session, session > since,
      let base = known.believedBar(before: since.advanced(by: 1))?.returnClose
    else { return nil }
    return percent(value, over: base)
  }

  /// Nil over a base that is not positive: a percentage of it has no meaning.
  static func percent(_ value: Double, over base: Double) -> Double? {
    guard base > 0 else { return nil }
    let percent = (value / base - 1) * 100
    return percent.isFinite ? percent : nil
  }

  /// The last log return and the deviation (n−1) of the 20 before it; nil where one of them is of a gap.
  private static func usualMove(_ closes: [(day: Day, value: Double)]) -> (last: Double, deviation: Double)? {
    let shown = closes.suffix(sigmaReturns + 2)
    guard shown.count == sigmaReturns + 2, let first = shown.first, let last = shown.last,
      first.day.days(to: last.day) <= sigmaDays
    else { return nil }
    let values = shown.map(\.value)
    guard values.allSatisfy({ $0 > 0 }) else { return nil }
    let returns = zip(values.dropFirst(), values).map { Double.log($0 / $1) }
    let past = returns.dropLast()
    let mean = past.reduce(0, +) / Double(past.count)
    let variance = past.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(past.count - 1)
    return variance > 0 ? returns.last.map { ($0, variance.squareRoot()) } : nil
  }

  private static func position(of value: Double, low: Double?, high: Double?) -> Double? {
    guard let low, let high, high > low else { return nil }
    return min(max((value - low) / (high - low), 0), 1)
  }
}

/// Where a row's price comes from.
private struct Source {
  let price: Double
  let previousClose: Double?
  let time: Instant
  let session: Day
  let open: Double?
  let high: Double?
  let low: Double?
  let volume: Double?
  let currency: String?
  let origin: Origin
  let isKept: Bool
  let isAdjustedOnly: Bool
  let doubt: Doubt?
  let quote: Quote?

  /// Nil when nothing is known.
  init?(_ known: KnownPrices) {
    let bar = known.lastBar
    if let quote = known.quote, let session = known.quoteSession, Source.prefers(quote, of: session, to: bar, known) {
      price = quote.price
      previousClose = (quote.previousClose ?? known.bar(rightBefore: session)?.shownClose).map {
        known.history?.close($0, of: session.advanced(by: -1), beside: quote.price, on: session) ?? $0
      }
      time = quote.time
      self.session = session
      (open, high, low, volume) = (quote.open, quote.high, quote.low, quote.volume)
      currency = quote.currency
      origin = quote.origin
      isKept = quote.kept
      isAdjustedOnly = false
      doubt = quote.doubt
      self.quote = quote
    } else if let bar, let history = known.history, let close = bar.shownClose {
      price = close
      let before = known.bar(rightBefore: bar.day)
      // Both on one basis: raw closes, or adjusted ones where either lacks the raw.
      let isRaw = bar.close != nil && before?.close != nil
      let last = isRaw ? before?.close : (bar.close == nil ? before?.returnClose : before?.shownClose)
      previousClose = last.map { last in
        guard isRaw, PriceJump.isFar(close, from: last), let now = bar.adjustedClose, let base = before?.adjustedClose
        else { return last }
        // Across a split that only the adjusted closes know.
        return base * close / now
      }
      session = bar.day
      time = known.calendar.close(of: bar.day)
      (open, high, low, volume) = (bar.open, bar.high, bar.low, bar.volume)
      currency = history.currency
      origin = Origin(file: history.file, line: Int(bar.line))
      isKept = history.kept
      isAdjustedOnly = bar.close == nil
      doubt = known.doubt(of: bar)
      quote = nil
    } else {
      return nil
    }
  }

  /// The newer of the two; of one session the one that is believed, a quote before a bar that has only an adjusted close.
  private static func prefers(_ quote: Quote, of session: Day, to bar: Bar?, _ known: KnownPrices) -> Bool {
    guard let bar, let close = bar.shownClose, close.isFinite else { return true }
    if session != bar.day { return session > bar.day }
    let isBarDoubtful = known.doubt(of: bar) != nil
    if isBarDoubtful != (quote.doubt != nil) { return isBarDoubtful }
    return bar.close == nil || quote.time >= known.calendar.close(of: bar.day)
  }

  /// Older than the watchlist allows while the venue trades, or older than its last closing while it does not.
  func isOld(
    in watchlist: Watchlist, _ calendar: InstrumentSessions, state: SessionState?, asOf instant: Instant
  ) -> Bool {
    guard let state else { return false }
    let limit = watchlist.staleLimit
    switch state.phase {
    case .open: return time.seconds(to: instant) > limit
    case .unknown: return false
    case .lunch, .closed, .holiday:
      // The last trade of a session may come minutes before its end.
      return calendar.lastClosing(onOrBefore: instant).map { time.seconds(to: $0) > limit } ?? false
    }
  }
}
