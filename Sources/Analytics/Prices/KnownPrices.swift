import Market
import RealModule

/// What is known of one instrument's price at a moment: the daily bars of sessions that have closed, and the latest
/// regular quote by then.
struct KnownPrices {
  let instrument: Instrument
  let calendar: InstrumentSessions
  let history: History?
  /// Bars of sessions that had closed; they are `history.bars[..<count]`.
  let count: Int
  /// The latest quote of a regular session in the instrument's currency; a bar within days may stand for it.
  private(set) var quote: Quote?
  /// The session that `quote` belongs to.
  private(set) var quoteSession: Day?
  let extended: Quote.Extended?
  /// An adjusted close for a session that has a quote and no bar yet: the last adjusted close × price/previous close.
  private(set) var provisional: (day: Day, value: Double)?

  /// - Parameter barsWithinDays: whether the newest of them counts as a quote where none is newer.
  init(_ instrument: Instrument, desk: Desk, asOf instant: Instant, barsWithinDays: Bool = false) {
    self.instrument = instrument
    calendar = desk.sessions(of: instrument)
    let history = desk.history(of: instrument)
    self.history = history
    let today = instrument.day(of: instant)
    var count = history?.count(through: today) ?? 0
    if let history, count > 0, history.bars[count - 1].day == today, calendar.close(of: today) > instant {
      count -= 1
    }
    self.count = count

    var quote: Quote?
    var extended: Quote.Extended?
    for symbol in instrument.symbols {
      guard let candidate = desk.quotes[symbol] else { continue }
      if let wanted = instrument.currency, let currency = candidate.currency, currency != wanted { continue }
      // There is no place for a mark: `check` names it.
      var beside = candidate.extendedDoubt == nil ? candidate.extended : nil
      if candidate.session.isExtended {
        guard candidate.doubt == nil else { continue }
        beside =
          beside
          ?? Quote.Extended(
            session: candidate.session, time: candidate.time, price: candidate.price, origin: candidate.origin)
      } else if candidate.time <= instant, quote.map({ candidate.time > $0.time }) ?? true {
        quote = candidate
      }
      if let price = beside, price.time <= instant, extended.map({ price.time > $0.time }) ?? true { extended = price }
    }
    self.quote = quote
    self.extended = extended
    quoteSession = quote.map { [calendar] in calendar.sessionDay(of: $0.time) }
    if barsWithinDays { takeBarWithinDays(desk, asOf: instant) }
    provisional = provisionalClose
  }

  /// Has the newest bar within days stand for the quote where none is newer.
  private mutating func takeBarWithinDays(_ desk: Desk, asOf instant: Instant) {
    guard let venue = instrument.venue,
      var bar = desk.intradayHistory(of: instrument)?.quote(asOf: instant, at: desk.sessions[venue]),
      quote.map({ bar.time > $0.time }) ?? true
    else { return }
    let session = calendar.sessionDay(of: bar.time)
    if let older = quote, quoteSession == session {
      (bar.previousClose, bar.open) = (older.previousClose, older.open)
      (bar.yearHigh, bar.yearLow) = (older.yearHigh, older.yearLow)
    }
    // What the session closed at is told by its daily bar.
    guard lastBar.map({ $0.close == nil || $0.day < session }) ?? true else { return }
    bar.doubt = bar.doubt ?? jump(of: bar, in: session)
    if bar.doubt != nil, isAgreed(bar, by: desk) { bar.doubt = nil }
    quote = bar
    quoteSession = session
  }

  var lastBar: Bar? { bar(at: count - 1) }

  /// The last bar whose close is believed.
  var lastBelievedBar: Bar? { history?.believedBar(within: count) }

  /// Why the price of a bar may be none.
  func doubt(of bar: Bar) -> Doubt? { history?.doubts[bar.day] }

  /// The latest bar of a session before `day`.
  func bar(before day: Day) -> Bar? {
    guard let history else { return nil }
    return bar(at: min(history.count(through: day.advanced(by: -1)), count) - 1)
  }

  /// The bar of the session right before that of `day`; nil where it is missing: a move over more than a session is no
  /// day's. Nor is one from a doubtful close.
  func bar(rightBefore day: Day) -> Bar? {
    bar(before: day).flatMap { calendar.follows(day, $0.day) && doubt(of: $0) == nil ? $0 : nil }
  }

  /// The mean volume of the last sessions before `day`; nil unless there are so many and all of them have one.
  func averageVolume(before day: Day, sessions: Int) -> Double? {
    guard let history else { return nil }
    let end = min(history.count(through: day.advanced(by: -1)), count)
    guard end >= sessions else { return nil }
    var sum = 0.0
    for bar in history.bars[end - sessions..<end] {
      guard let volume = bar.volume else { return nil }
      sum += volume
    }
    return sum / Double(sessions)
  }

  /// The latest bar of a session before `day` with a close that is believed.
  func believedBar(before day: Day) -> Bar? {
    history?.believedBar(within: min(history?.count(through: day.advanced(by: -1)) ?? 0, count))
  }

  private var provisionalClose: (day: Day, value: Double)? {
    guard let quote, quote.doubt == nil, let session = quoteSession, lastBar.map({ session > $0.day }) ?? false,
      let last = lastBelievedBar, let base = last.returnClose
    else { return nil }
    // Only the session right after the last bar shares its previous close.
    let told = (calendar.follows(session, last.day) ? quote.previousClose : nil) ?? last.close ?? base
    let previous = history?.close(told, of: last.day, beside: quote.price, on: session) ?? told
    guard previous != 0 else { return nil }
    let value = base * quote.price / previous
    return value.isFinite ? (session, value) : nil
  }

  /// The last `limit` adjusted closes with their days, oldest first, the provisional one included; days without a close
  /// and doubtful ones are left out.
  func closes(last limit: Int) -> [(day: Day, value: Double)] {
    var closes = history?.believedCloses(last: limit - (provisional == nil ? 0 : 1), within: count) ?? []
    if let provisional { closes.append(provisional) }
    return closes
  }

  /// Why a price made of a bar within days may be none: it is more than half away from the last daily close.
  private func jump(of quote: Quote, in session: Day) -> Doubt? {
    guard !instrument.allowsNegative, let history, let base = believedBar(before: session), let close = base.shownClose,
      base.day.days(to: session) <= PriceJump.memory, history.isFar(quote.price, on: session, from: close, of: base.day)
    else { return nil }
    return PriceJump.doubt(of: quote.price, from: close)
  }

  /// Whether the latest quote of another file agrees with a price.
  private func isAgreed(_ price: Quote, by desk: Desk) -> Bool {
    instrument.symbols.contains { symbol in
      guard let other = desk.quotes[symbol], other.doubt == nil, other.origin.file != price.origin.file else {
        return false
      }
      return calendar.sessionDay(of: other.time) == calendar.sessionDay(of: price.time)
        && PriceJump.agree(other.price, price.price)
    }
  }

  private func bar(at index: Int) -> Bar? {
    guard let history, index >= 0, index < history.bars.count else { return nil }
    return history.bars[index]
  }
}

extension IntradayHistory {
  /// Seconds after a session's close within which its closing auction is printed.
  private static let auctionSeconds: Int64 = 600
  /// Bars that the auction's volume is measured against.
  private static let auctionBars = 10

  /// The close of the newest bar of a regular session whose interval is over, as a quote of its end (a session's last bar:
  /// of the session's). Once that session is over it is the session's close, provisionally: the price of the closing auction
  /// where a bar tells it. Nil without such a bar, and where the interval or the venue's hours are not known.
  fileprivate func quote(asOf instant: Instant, at sessions: VenueSessions) -> Quote? {
    guard let (bar, price, end) = lastTraded(asOf: instant, at: sessions) else { return nil }
    let zone = sessions.venue.zone
    let close = sessions.close(of: zone.day(of: bar.time)).flatMap { $0 <= instant ? $0 : nil }
    let auction = close.flatMap { closingAuction(at: $0, zone: zone, asOf: instant) }
    var quote = Quote(
      symbol: symbol, time: auction == nil ? end : close ?? end, price: auction?.price ?? price,
      origin: Origin(file: file, line: Int((auction?.bar ?? bar).line)))
    quote.currency = currency
    quote.kept = kept
    quote.isProvisional = close != nil
    quote.doubt = doubts[(auction?.bar ?? bar).time]
    return quote
  }

  /// The opening price of the first bar with trades at or after a close, where it is the auction's: more is traded in it than
  /// in each of the ten bars of the day before it.
  private func closingAuction(
    at close: Instant, zone: Zone, asOf instant: Instant
  ) -> (price: Double, bar: IntradayBar)? {
    let first = bars.partitioningIndex { $0.time >= close }
    guard let index = bars[first...].firstIndex(where: { $0.volume != 0 }) else { return nil }
    let bar = bars[index]
    guard bar.time <= close.advanced(bySeconds: Self.auctionSeconds),
      bar.time.advanced(bySeconds: Int64(interval)) <= instant, let price = bar.open, let volume = bar.volume
    else { return nil }
    let day = zone.day(of: close)
    let before = bars[max(0, first - Self.auctionBars)..<first].filter { zone.day(of: $0.time) == day }
    guard !before.isEmpty, before.allSatisfy({ $0.volume.map { $0 < volume } ?? false }) else { return nil }
    return (price, bar)
  }

  /// The newest bar with a close within a regular session whose interval is over, its close, and its end.
  private func lastTraded(
    asOf instant: Instant, at sessions: VenueSessions
  ) -> (bar: IntradayBar, price: Double, end: Instant)? {
    guard interval > 0 else { return nil }
    var limit = instant.advanced(bySeconds: -Int64(interval))
    while true {
      let index = bars.partitioningIndex { $0.time > limit } - 1
      guard index >= 0 else { return nil }
      let bar = bars[index]
      guard let period = sessions.trading(at: bar.time) else {
        guard let closing = sessions.lastClosing(onOrBefore: bar.time) else { return nil }
        limit = Instant(milliseconds: closing.milliseconds - 1)
        continue
      }
      guard let close = bar.close else {
        limit = Instant(milliseconds: bar.time.milliseconds - 1)
        continue
      }
      return (bar, close, min(bar.time.advanced(bySeconds: Int64(interval)), period.end))
    }
  }
}

extension Instrument {
  /// The date on the venue's clock, New York's where no venue is named.
  package func day(of instant: Instant) -> Day { (venue?.zone ?? .newYork).day(of: instant) }
}

extension Desk {
  /// The instrument of a symbol or alias: as the watchlist has it, else as the mission's five names do, else in the
  /// currency of its prices and at the venue that symbol and currency tell.
  package func instrument(named symbol: String) -> Instrument {
    for list in [watchlist, .standard] {
      for sector in list.sectors {
        if let found = sector.instruments.first(where: { $0.isNamed(symbol) }) { return found }
      }
    }
    return Instrument(unlisted: symbol, currency: quotes[symbol]?.currency ?? histories[symbol]?.currency)
  }
}

extension Instrument {
  /// A name that no watchlist has, at the venue that symbol and currency tell.
  init(unlisted symbol: String, currency: String?) {
    // Plain tickers are of New York, where the dollar is.
    let isPlain = symbol.count <= 5 && symbol.allSatisfy { $0.isASCII && $0.isLetter }
    let venue = ListedCode(symbol)?.venue ?? (isPlain && currency == "USD" ? .nyse : nil)
    self.init(symbol: symbol, venue: venue, currency: currency)
  }
}
