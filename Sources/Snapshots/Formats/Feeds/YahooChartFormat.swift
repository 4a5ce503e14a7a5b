import Market

/// Yahoo's `v8/finance/chart`: one or several results, each a symbol's `meta`, its `timestamp`s and, side by side with
/// them, `indicators.quote[0]` and `indicators.adjclose[0]`. Daily bars become a history, bars within days an intraday
/// one; from `meta` the price of the regular session becomes a quote. What `meta` says of the day's high, low and volume
/// is kept beside what the last bar says: they differ. Prices are adjusted for splits already, `adjclose` for dividends
/// too; `events` explain where they are not yet. `chartPreviousClose` is the close before the whole window and never taken.
enum YahooChartFormat {
  static let format = Format(
    "Yahoo chart v8", "history",
    "Daily bars or bars within days with the latest price of each result; null bars are left out, "
      + "chartPreviousClose is no previous close, GBp is pence.",
    document: { root in .keys(root, "chart") }, read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    let chart = try root.need("chart")
    if let fault = error(of: chart) { throw fault }
    let results = try chart.list("result")
    var series: [PriceSeries] = []
    var interval: PriceSeries.Interval?
    var quotes: [Quote] = []
    var refused: Set<String> = []
    for result in results.elements {
      do throws(Fault) {
        let meta = try result.need("meta")
        let symbol = try meta.need("symbol").name()
        refused.insert(symbol)
        do throws(Fault) {
          if let quote = try quote(symbol, meta, &input) { quotes.append(quote) }
        } catch {
          input.log.add(error, &input.lines)
        }
        let own = try granularity(meta)
        if let interval, interval != own {
          throw (meta.field("dataGranularity") ?? meta).fault("one interval as in the results before")
        }
        interval = own
        series.append(try bars(symbol, meta, result, &input))
        refused.remove(symbol)
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    var values = PriceSeries.values(series, interval ?? .daily, &input)
    values.join(
      FileValues(quotes: quotes, refused: refused))
    return values
  }

  /// What Yahoo answers instead of results, under the key of each of its services.
  static func error(of service: JSONValue) -> Fault? {
    guard let error = service.present("error") else { return nil }
    let text = error.present("description") ?? error.present("code") ?? error
    let words = text.utf8.map { String(decoding: $0.prefix(160), as: UTF8.self) } ?? text.shown
    return Fault("not market data: Yahoo's error: \(words)")
  }

  // MARK: Bars

  private static let granularities: [(name: StaticString, seconds: Int)] = [
    ("1m", 60), ("2m", 120), ("5m", 300), ("15m", 900), ("30m", 1800), ("60m", 3600), ("1h", 3600), ("90m", 5400),
    ("4h", 14400),
  ]

  private static func granularity(_ meta: JSONValue) throws(Fault) -> PriceSeries.Interval {
    guard let value = meta.present("dataGranularity") else { return .told }
    if value.utf8?.equals("1d") == true { return .daily }
    guard let known = granularities.first(where: { value.utf8?.equals($0.name) == true }) else {
      throw value.fault("bars of a day or less, like 1d or 5m")
    }
    return .within(known.seconds)
  }

  private static func bars(
    _ symbol: String, _ meta: JSONValue, _ result: JSONValue, _ input: inout FileInput
  ) throws(Fault) -> PriceSeries {
    var series = PriceSeries(symbol: symbol, currency: meta.field("currency")?.feedCurrency())
    // A symbol that did not trade has no list of times at all.
    guard let times = result.present("timestamp") else { return series }
    guard times.isArray else { throw times.fault("a list") }
    let isDaily = try granularity(meta) == .daily
    let indicators = result.present("indicators")
    let columns = try BarColumns(
      indicators?.present("quote")?.firstElement,
      adjusted: indicators?.present("adjclose")?.firstElement?.present("adjclose"), count: times.count,
      negative: input.negative.contains(symbol))
    if isDaily {
      let live = try meta.present("regularMarketTime")?.epoch()
      let clock = SessionClock(meta, series.zone)
      if let events = result.present("events") { noteActions(events, clock, of: &series) }
      add(times, columns, clock, live: live, to: &series, &input)
    } else {
      series.add(columns, at: times, skipsBlanks: true, &input)
    }
    return series
  }

  /// Splits and dividends; one that is not understood is none.
  private static func noteActions(
    _ events: JSONValue, _ clock: SessionClock, of series: inout PriceSeries
  ) {
    func figure(_ value: JSONValue, _ name: StaticString) -> Double? { (try? value.field(name)?.figure()) ?? nil }
    for name in ["splits", "dividends"] as [StaticString] {
      guard let list = events.present(name), list.isObject else { continue }
      for (_, event) in list.fields {
        guard let time = try? event.field("date")?.epoch() else { continue }
        var action = ShareAction(dividend: figure(event, "amount") ?? 0)
        if let new = figure(event, "numerator"), let old = figure(event, "denominator") { action.split = new / old }
        series.note(action, on: clock.day(of: time))
      }
    }
  }

  private static func add(
    _ times: JSONValue, _ columns: BarColumns, _ clock: SessionClock, live: Instant?, to series: inout PriceSeries,
    _ input: inout FileInput
  ) {
    series.reserve(times.count)
    var last: Day?
    for (row, time) in times.elements.enumerated() {
      var day: Day?
      do throws(Fault) {
        let instant = try time.epoch()
        let session = clock.day(of: instant)
        day = session
        // While the market is open the last bar stands twice, as of its opening and as of now; the quote tells the latter.
        if session == last, instant == live { continue }
        last = session
        let bar = try columns.bar(row, session, line: input.lines.place(at: time.offset).line)
        // A holiday or a halt; what was known of the day stays.
        guard bar.hasPrice else {
          series.refuse(session)
          continue
        }
        series.add(bar)
      } catch {
        input.log.add(error, &input.lines)
        series.refuse(day)
      }
    }
  }

  /// Dates daily bars by the offset that the result tells. It is today's: in the other half of the year the clock stood
  /// an hour apart, so an hour more is counted. No session begins after 22:00, but those of futures, whose bars stand at
  /// midnight, at 18:00 on the evening before: the bar under way stands at its last trade.
  private struct SessionClock {
    private let offset: Int64?
    /// Seconds from the earliest bar of a day to its midnight.
    private let lead: Int64
    private let zone: Zone

    init(_ meta: JSONValue, _ zone: Zone) {
      lead = (meta.field("instrumentType")?.utf8?.equals("FUTURE") == true ? 6 : 1) * 3600
      offset = meta.field("gmtoffset")?.double.flatMap { abs($0) <= 86400 ? Int64($0) : nil }
      self.zone = zone
    }

    func day(of instant: Instant) -> Day {
      guard let offset else { return zone.session(of: instant) }
      return Day(number: Int((instant.milliseconds + (offset + lead) * 1000).floorDivided(by: 86_400_000)))
    }
  }

  // MARK: Quote

  /// The regular session's price; nil where the result has none.
  private static func quote(_ symbol: String, _ meta: JSONValue, _ input: inout FileInput) throws(Fault) -> Quote? {
    guard let priceField = meta.present("regularMarketPrice"), let time = meta.present("regularMarketTime")
    else { return nil }
    let negative = input.negative.contains(symbol)
    func price(_ field: JSONValue?) throws(Fault) -> Double? { try field?.feedSidePrice(negative: negative) }
    guard let last = try priceField.feedPrice(negative: negative) else { throw priceField.fault("a price") }
    var quote = Quote(symbol: symbol, time: try time.epoch(), price: last, origin: input.origin(meta))
    quote.currency = meta.field("currency")?.feedCurrency()
    quote.previousClose = try price(previousClose(meta))
    quote.high = try price(meta.field("regularMarketDayHigh"))
    quote.low = try price(meta.field("regularMarketDayLow"))
    quote.volume = try meta.field("regularMarketVolume")?.feedVolume()
    quote.yearHigh = try price(meta.field("fiftyTwoWeekHigh"))
    quote.yearLow = try price(meta.field("fiftyTwoWeekLow"))
    return quote
  }

  /// Charts within days tell `previousClose`, which in a window of several days may be the close before all of it.
  private static func previousClose(_ meta: JSONValue) -> JSONValue? {
    guard let previous = meta.present("previousClose") else { return nil }
    if meta.field("range")?.utf8?.equals("1d") == true { return previous }
    return previous.double == meta.field("chartPreviousClose")?.double ? nil : previous
  }
}
