import Analytics
import Market

/// A name of the watchlist as its columns see it.
package struct QuoteLine: Sendable {
  package let sector: String
  /// What its change is compared with.
  package let reference: String
  package let quote: QuoteRow
  package let asOf: Instant
  /// Of ``Moves``, where it was asked for: too much to work out for every name.
  package var beta: Double?
  /// Percent of the price to the nearest level of a rule, where it was asked for; the rules are not the reading's.
  package var target: Double?

  package init(_ quote: QuoteRow, of sector: SectorRows, asOf: Instant) {
    self.sector = sector.name
    reference = sector.reference
    self.quote = quote
    self.asOf = asOf
  }

  /// Its lots opened by the moment's date.
  package var holdings: [Holding] { quote.holdings(on: Zone.newYork.day(of: asOf)) }
}

extension DeskReading {
  /// All names in the order of the watchlist.
  package var quoteLines: [QuoteLine] {
    sectors.flatMap { sector in sector.rows.map { QuoteLine($0, of: sector, asOf: asOf) } }
  }
}

/// The columns of the watchlist.
package enum QuoteColumns {
  package typealias Record = ColumnRecord<QuoteLine>

  package static let symbol = Record("symbol", csv: "symbol", letter: "y", meaning: "symbol") {
    .text($0.quote.instrument.symbol)
  }
  package static let name = Record("name", csv: "name", letter: "n", meaning: "name") {
    .text($0.quote.instrument.name)
  }
  package static let sector = Record("sector", csv: "sector", meaning: "sector") { .text($0.sector) }
  package static let last = Record("last", "Last", csv: "price", letter: "l", meaning: "last price") {
    .number($0.quote.price)
  }
  package static let flag = Record("flag", csv: "flag", meaning: "mark behind the price") {
    ColumnValue($0.quote.flag?.rawValue)
  }
  package static let change = Record("chg", "Chg", csv: "change", letter: "h", meaning: "change of the session") {
    .number($0.quote.change)
  }
  package static let changePercent = Record(
    "chg%", "Chg", unit: "%", csv: "change_percent", letter: "c", meaning: "change of the session, %"
  ) { .number($0.quote.changePercent) }
  package static let sigma = Record(
    "sigma", "sigma", csv: "sigma", letter: "s", meaning: "the move in deviations of 20 sessions"
  ) { .number($0.quote.sigma) }
  /// Of a reference that is named behind it.
  package static let versus = Record(
    "vs", "vs", csv: "vs_reference", letter: "v", meaning: "change less the reference's, points"
  ) { .number($0.quote.versusReference) }
  package static let since = Record(
    "since", csv: "since_event", letter: "d", meaning: "percent since the watchlist's date"
  ) { .number($0.quote.sinceEvent) }
  package static let previousClose = Record("previous", csv: "previous_close", meaning: "previous close") {
    .number($0.quote.previousClose)
  }
  package static let currency = Record("currency", "Cur", csv: "currency", letter: "u", meaning: "currency") {
    ColumnValue($0.quote.currency)
  }
  package static let time = Record("time", "As of", csv: "time", meaning: "time or date of the price") {
    ColumnValue($0.quote.time.map(Zone.newYork.timestamp))
  }
  package static let age = Record("age", "Age", csv: "age_seconds", letter: "a", meaning: "age of the price") { line in
    .number(line.quote.time.map { Double($0.seconds(to: line.asOf)) })
  }
  package static let file = Record("file", "File", csv: "file", letter: "f", meaning: "file and line of the price") {
    ColumnValue($0.quote.origin?.description)
  }
  package static let stale = Record("stale", csv: "stale", meaning: "whether the price is old") {
    .text($0.quote.isStale ? "yes" : "no")
  }
  package static let clockAhead = Record("clock", csv: "clock_ahead", meaning: "seconds its feed's clock is ahead") {
    .number($0.quote.clockAhead.map { Double($0.seconds) })
  }
  package static let doubt = Record("doubt", csv: "doubt", meaning: "why the price is doubtful") {
    ColumnValue($0.quote.doubt?.reason)
  }
  /// Where the price stands between the lowest and the highest of a year.
  package static let year = Record("52w", "52 weeks", letter: "w", meaning: "place in the range of 52 weeks") {
    .number($0.quote.yearPosition)
  }
  /// Where the price stands between the lowest and the highest of its session.
  package static let dayRange = Record("day", "day range", letter: "g", meaning: "place in the session's range") {
    .number($0.quote.dayPosition)
  }
  package static let open = Record("open", "Open", letter: "o", meaning: "session's open") { .number($0.quote.open) }
  package static let high = Record("high", "High", letter: "i", meaning: "session's high") { .number($0.quote.high) }
  package static let low = Record("low", "Low", letter: "L", meaning: "session's low") { .number($0.quote.low) }
  package static let volume = Record("volume", "Volume", letter: "m", meaning: "shares of the session") {
    .number($0.quote.volume)
  }
  package static let relativeVolume = Record(
    "relvol", "rel vol", letter: "r", meaning: "volume over the mean of 20 sessions"
  ) { .number($0.quote.relativeVolume) }
  package static let bid = Record("bid", "Bid", letter: "b", meaning: "best bid") { .number($0.quote.bid) }
  package static let ask = Record("ask", "Ask", letter: "k", meaning: "best ask") { .number($0.quote.ask) }
  package static let spread = Record(
    "spread", "sprd", unit: "bp", letter: "p", meaning: "ask less bid over their middle, basis points"
  ) { .number($0.quote.spread) }
  package static let extended = Record(
    "ext", "ext", unit: "%", csv: "extended_percent", letter: "x",
    meaning: "price outside the regular session, % from the close"
  ) { .number($0.quote.extendedPercent) }
  package static let extendedPrice = Record(
    "ext-price", csv: "extended_price", meaning: "price outside the regular session"
  ) { .number($0.quote.extended?.price) }
  package static let extendedSession = Record(
    "ext-session", csv: "extended_session", meaning: "pre, post or overnight"
  ) { ColumnValue($0.quote.extended?.session.rawValue) }
  package static let extendedTime = Record("ext-time", csv: "extended_time", meaning: "when that price is of") {
    ColumnValue(($0.quote.extended?.time).map(Zone.newYork.timestamp))
  }
  package static let tradingDay = Record("session-date", csv: "session", meaning: "session of the price") {
    ColumnValue($0.quote.session?.description)
  }
  package static let missing = Record(
    "missing", csv: "missing_session", meaning: "later session of which there is no price"
  ) { ColumnValue($0.quote.missing?.session?.description) }
  package static let results = Record("results", csv: "results", meaning: "date of results due now") {
    ColumnValue($0.quote.results?.description)
  }
  package static let reference = Record("reference", csv: "reference", meaning: "what vs compares with") {
    .text($0.reference)
  }
  package static let session = Record("session", "Session", letter: "e", meaning: "state of the venue") {
    ColumnValue($0.quote.venueState?.phase.word)
  }
  package static let beta = Record("beta", "beta", letter: "t", meaning: "beta to the reference, 60 sessions") {
    .number($0.beta)
  }
  package static let target = Record(
    "target", "target", unit: "%", letter: "j", meaning: "distance to the nearest level of an alert, % of the price"
  ) { .number($0.target) }
  package static let lots = Record("lots", "Lots", letter: "q", meaning: "shares held") {
    .number($0.holdings.quantity)
  }
  package static let value = Record("value", "Value", letter: "V", meaning: "value of the shares held") {
    .number($0.holdings.value)
  }
  package static let dayGain = Record("day-pl", "day P&L", letter: "D", meaning: "profit or loss of the session") {
    .number($0.holdings.dayGain)
  }
  package static let gain = Record("pl", "P&L", letter: "P", meaning: "profit or loss since the lots were opened") {
    .number($0.holdings.gain)
  }
  package static let gainPercent = Record(
    "pl%", "P&L", unit: "%", letter: "%", meaning: "profit or loss over what the lots cost"
  ) { line in
    let holdings = line.holdings
    return .number(holdings.gain.flatMap { gain in holdings.cost.flatMap { $0 == 0 ? nil : 100 * gain / abs($0) } })
  }

  /// In the order of CSV, then those that it does not have.
  package static let all = [
    symbol, name, sector, last, flag, change, changePercent, sigma, versus, since, previousClose, currency, time, age,
    file, stale, clockAhead, doubt, tradingDay, missing, reference, extendedSession, extendedTime, extendedPrice,
    extended,
    results, year, dayRange, open, high, low, volume, relativeVolume, bid, ask, spread, session, beta, lots, value,
    dayGain,
    gain, gainPercent,
  ]
}

extension QuoteColumns {
  /// Those of the screen: with what the trader's rules make of a name, which no rule looks at itself.
  package static let onScreen = all + [target]
}

extension SessionState.Phase {
  /// What a column says of it.
  package var word: String {
    switch self {
    case .open: "open"
    case .lunch: "lunch"
    case .closed: "shut"
    case .holiday: "holiday"
    case .unknown: "unknown"
    }
  }
}
