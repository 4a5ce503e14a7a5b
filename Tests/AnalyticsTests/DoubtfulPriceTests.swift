import Market
import Testing

@testable import Analytics

/// What a doubtful price counts in: nothing. It is shown.
struct DoubtfulPriceTests {
  private static func quote(
    _ symbol: String, _ price: Double, previous: Double? = nil, _ doubt: String? = nil,
    time: String = "2025-05-02T10:29:00-04:00"
  ) -> Quote {
    var quote = Quote(
      symbol: symbol, time: Instant(rfc3339: time)!, price: price, origin: Origin(file: "q.json", line: 1))
    quote.previousClose = previous
    quote.currency = "USD"
    quote.doubt = doubt.map { Doubt($0) }
    return quote
  }

  /// The demo on the morning after, KLAC a hundred times too low.
  private static let desk = desk(klac: Self.quote("KLAC", 6.7631, previous: 676.31, "a hundredth"))

  private static func desk(klac: Quote?, spy: Quote = quote("SPY", 560.1, previous: 558.47)) -> Desk {
    var desk = referenceDesk()
    desk.quotes["AMAT"] = quote("AMAT", 150.45, previous: 148.96)
    desk.quotes["SPY"] = spy
    desk.quotes["KLAC"] = klac
    return desk
  }

  private let morning = Instant(rfc3339: "2025-05-02T10:30:00-04:00")!

  private func row(_ symbol: String, _ desk: Desk, _ instant: Instant) throws -> QuoteRow {
    try #require(SectorRows.sectors(of: desk, asOf: instant).flatMap(\.rows).first { $0.instrument.symbol == symbol })
  }

  @Test func isShownAndCountsInNothing() throws {
    let row = try row("KLAC", Self.desk, morning)
    #expect(row.price == 6.7631)
    #expect(row.flag == .doubtful)
    #expect(row.doubt?.reason == "a hundredth")
    #expect(row.change == nil && row.changePercent == nil && row.sigma == nil && row.versusReference == nil)
    #expect(row.sinceEvent == nil && row.yearPosition == nil)
    #expect(row.yearLow.map { $0 > 400 } == true)
    #expect(row.closes.allSatisfy { $0 > 400 })
    let sector = try #require(SectorRows.sectors(of: Self.desk, asOf: morning).first)
    // 150.45 over 148.96: +1.00 %, alone.
    try expect(sector.meanChangePercent?.value, prints: "1.00")
  }

  @Test func beforeEveryOtherMark() throws {
    let old = try row("KLAC", Self.desk, Instant(rfc3339: "2025-05-02T14:00:00-04:00")!)
    #expect(old.isStale)
    #expect(old.flag == .doubtful)
  }

  @Test func nothingStandsAgainstADoubtfulReference() throws {
    let spy = Self.quote("SPY", 56000, previous: 558.47, "100 times")
    let desk = Self.desk(klac: nil, spy: spy)
    #expect(try row("AMAT", desk, morning).versusReference == nil)
    #expect(try row("AMAT", desk, morning).changePercent != nil)
    #expect(try row("AMAT", Self.desk, morning).versusReference != nil)
  }

  @Test func theNeedleAndTheStudiesDoNotKnowIt() throws {
    let without = Self.desk(klac: nil)
    let with = try #require(MarketReading(desk: Self.desk, asOf: morning))
    #expect(with == MarketReading(desk: without, asOf: morning))
    let klac = without.instrument(named: "KLAC")
    let event = Day(2025, 4, 30)!
    let study = EventStudy.study(of: klac, at: .date(event), desk: Self.desk, asOf: morning)
    #expect(study == EventStudy.study(of: klac, at: .date(event), desk: without, asOf: morning))
    #expect(Moves(klac, desk: Self.desk, asOf: morning) == Moves(klac, desk: without, asOf: morning))
  }

  @Test func theDigestNamesIt() throws {
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: Self.desk, asOf: morning)
    let mark = SeenMark.dayBefore(Self.desk, asOf: morning)
    let named = DigestItem.doubt(symbol: "KLAC", price: 6.7631, Doubt("a hundredth"))
    #expect(Digest(reading, of: Self.desk, since: mark).items.contains(named))
    #expect(!Digest(reading, of: Self.desk, since: SeenMark(reading)).items.contains(named))
    // Seen before as a move, it is news as a doubt.
    let moved = Self.desk(klac: Self.quote("KLAC", 600, previous: 676.31))
    let seen = SeenMark(evaluator.reading(of: moved, asOf: morning))
    #expect(seen.names["KLAC"] != nil)
    #expect(Digest(reading, of: Self.desk, since: seen).items.contains(named))
    #expect(SeenMark(encoded: SeenMark(reading).encoded) == SeenMark(reading))
  }

  @Test func aBarThatIsBelievedStandsBeforeAQuoteThatIsNot() throws {
    var desk = referenceDesk()
    desk.quotes["KLAC"] = Self.quote("KLAC", 6.76, previous: 702.69, "a hundredth", time: "2025-05-01T16:10:00-04:00")
    let row = try row("KLAC", desk, try moment("2025-05-01"))
    #expect(row.price == 676.31)
    #expect(row.flag == nil)
  }

  // MARK: Bars

  private static func desk(doubting day: Day, of symbol: String = "AMAT") -> Desk {
    var desk = referenceDesk()
    desk.histories[symbol]?.doubts[day] = Doubt("high 100.00 below low 200.00")
    return desk
  }

  @Test func theDoubtfulCloseOfADayIsShownWithoutAChange() throws {
    let day = Day(2025, 5, 1)!
    let row = try row("AMAT", Self.desk(doubting: day), try moment("2025-05-01"))
    #expect(row.price == 148.96)
    #expect(row.flag == .doubtful)
    #expect(row.change == nil && row.sigma == nil && row.sinceEvent == nil)
  }

  @Test func theDayAfterADoubtfulCloseHasNoChange() throws {
    let desk = Self.desk(doubting: Day(2025, 4, 30)!)
    let row = try row("AMAT", desk, try moment("2025-05-01"))
    #expect(row.price == 148.96)
    #expect(row.flag == nil)
    #expect(row.change == nil && row.sigma == nil)
    // Since 2 April is known all the same.
    try expect(row.sinceEvent, prints: "0.8")
    let amat = desk.instrument(named: "AMAT")
    let study = EventStudy.study(of: amat, at: .date(Day(2025, 4, 30)!), desk: desk, asOf: try moment("2025-05-02"))
    #expect(study == .failure(.missingPrices))
  }

  @Test func noMeasureIsMadeOfIt() throws {
    let day = Day(2025, 4, 30)!
    var wild = Self.desk(doubting: day)
    let bars = try #require(wild.histories["AMAT"]?.bars)
    let index = try #require(bars.firstIndex { $0.day == day })
    wild.histories["AMAT"]?.bars[index] = Bar(day: day, close: 15071, adjustedClose: 15000)
    let amat = wild.instrument(named: "AMAT")
    let series = PriceSeries(amat, desk: wild, asOf: try moment("2025-05-01"))
    #expect(series.closes.allSatisfy { $0 < 1000 })
    let candles = Candles(series.bars[series.indices(of: .month)], size: 1, doubts: series.doubts).candles
    #expect(candles.allSatisfy { $0.close.map { $0 < 1000 } ?? ($0.first == day) })
    #expect(candles.first { $0.first == day }?.doubt?.reason == "high 100.00 below low 200.00")
    let weeks = Candles(series.bars[series.indices(of: .year)], size: 5, doubts: series.doubts).candles
    #expect(weeks.allSatisfy { $0.close.map { $0 < 1000 } ?? false })
    let needle = try #require(MarketReading(desk: wild, asOf: try moment("2025-05-01")))
    let calm = Self.desk(doubting: day)
    #expect(needle.value == MarketReading(desk: calm, asOf: try moment("2025-05-01"))?.value)
  }

  @Test func holdingsHaveNoValue() throws {
    var desk = Self.desk
    desk.watchlist.sectors[0].instruments[1].lots = [Instrument.Lot(quantity: 10, cost: 650, opened: Day(2025, 5, 2))]
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: desk, asOf: morning)
    let klac = try #require(InstrumentReading(named: "KLAC", reading: reading, desk: desk))
    #expect(klac.holdings.first?.value == nil && klac.holdings.first?.gain == nil)
    #expect(klac.holdings.first?.dayGain == nil)
    #expect(klac.facts.first { $0.name == .price }?.value == 6.7631)
  }

  // MARK: Bars within days

  private func desk(minute close: Double, quote: Quote? = nil) -> Desk {
    var desk = referenceDesk()
    let start = Instant(rfc3339: "2025-05-02T09:30:00-04:00")!
    let bars = (0..<5).map { IntradayBar(time: start.advanced(bySeconds: Int64($0) * 60), close: close) }
    desk.intraday["AMAT"] = IntradayHistory(symbol: "AMAT", interval: 60, bars: bars, file: "AMAT-1m.csv")
    desk.quotes["AMAT"] = quote
    return desk
  }

  @Test func minuteBarsStandAgainstTheLastClose() throws {
    let morning = Instant(rfc3339: "2025-05-02T09:36:00-04:00")!
    let wild = try row("AMAT", desk(minute: 14896), morning)
    #expect(wild.price == 14896)
    #expect(wild.doubt?.reason == "100 times the last close 148.96: other units?")
    #expect(wild.changePercent == nil)
    #expect(try row("AMAT", desk(minute: 149.2), morning).flag == nil)
    let other = Self.quote("AMAT", 14800, time: "2025-05-02T09:31:00-04:00")
    #expect(try row("AMAT", desk(minute: 14896, quote: other), morning).flag == nil)
  }
}

/// A split that the data tell is no move.
struct ToldSplitTests {
  private static let watchlist = """
    schema: detente/watchlist/1
    sectors: [{ name: Media, instruments: [{ symbol: NFLX, exchange: XNAS, currency: USD }] }]
    """

  private func row(_ history: String, _ quote: String?, asOf time: String) throws -> QuoteRow {
    var files = [("watchlist.yaml", Self.watchlist), ("NFLX.csv", history)]
    if let quote {
      files.append(
        (
          "q.json",
          #"{"schema":"detente/quotes/1","quotes":[{"symbol":"NFLX","time":"2025-11-17T14:00:00-05:00",\#(quote)}]}"#
        ))
    }
    let desk = referenceDesk(only: files)
    let instant = try #require(Instant(rfc3339: time))
    return try #require(SectorRows.sectors(of: desk, asOf: instant).first?.rows.first)
  }

  private let raw = """
    Date,Close,Stock Splits
    2025-11-13,1154.23,0.0
    2025-11-14,1112.17,0.0
    2025-11-17,110.29,10.0
    2025-11-18,114.09,0.0

    """

  /// 110.29 over 111.217: −0.83 %.
  @Test func theChangeOfTheDayIsAgainstWhatIsLeftOfTheClose() throws {
    let close = try row(raw, nil, asOf: "2025-11-17T17:00:00-05:00")
    try expect(close.changePercent, prints: "-0.83")
    #expect(close.flag == nil)
    for quote in [
      #""price":110.29"#, #""price":110.29,"previousClose":1112.17"#, #""price":110.29,"previousClose":111.217"#,
    ] {
      let running = try row(raw, quote, asOf: "2025-11-17T14:05:00-05:00")
      try expect(running.changePercent, prints: "-0.83")
      #expect(running.flag == nil)
      // 1112.17 is 111.217 of today's shares.
      try expect(running.closes.last, prints: "110.29")
      try expect(running.closes.dropLast().last, prints: "111.22")
    }
  }

  @Test func adjustedClosesTellItToo() throws {
    let text = """
      Date,Close,Adj Close
      2025-11-14,1112.17,111.217
      2025-11-17,110.29,110.29

      """
    try expect(try row(text, nil, asOf: "2025-11-17T17:00:00-05:00").changePercent, prints: "-0.83")
  }

  /// yfinance's adjusted table on a day on which Yahoo has not yet adjusted it.
  @Test func adjustedClosesThatDoNotKnowItYet() throws {
    let text = """
      Date,Open,High,Low,Close,Volume,Dividends,Stock Splits
      2025-11-14,1148.9,1153.0,1108.1,1112.17,4900000,0.0,0.0
      2025-11-17,111,112.5,109.8,110.29,49000000,0.0,10.0

      """
    let row = try row(text, nil, asOf: "2025-11-17T17:00:00-05:00")
    try expect(row.changePercent, prints: "-0.83")
    #expect(row.flag == .adjusted)
  }

  @Test func closesThatKnowTheSplitStayAsTheyAre() throws {
    let text = """
      Date,Close,Stock Splits,Dividends
      2025-11-14,111.217,0.0,0.0
      2025-11-17,110.29,10.0,0.0

      """
    let row = try row(text, nil, asOf: "2025-11-17T17:00:00-05:00")
    try expect(row.changePercent, prints: "-0.83")
    #expect(row.closes.count == 2)
    try expect(row.closes.first, prints: "111.217")
  }
}
