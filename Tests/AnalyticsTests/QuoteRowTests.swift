import Analytics
import Market
import RealModule
import Testing

struct QuoteRowTests {
  private let desk = referenceDesk()

  private func row(_ symbol: String, of desk: Desk, asOf instant: Instant) throws -> QuoteRow {
    let rows = SectorRows.sectors(of: desk, asOf: instant).flatMap(\.rows)
    return try #require(rows.first { $0.instrument.symbol == symbol })
  }

  /// Prices as the exchanges published them; sigma and the other columns by hand from the adjusted closes.
  @Test(
    "the demo's watchlist on 1 May 2025",
    arguments: [
      ["AMAT", "148.96", "-1.75", "-1.16", "-0.2", "-1.87", "0.8"],
      ["KLAC", "676.31", "-26.38", "-3.75", "-0.7", "-4.46", "-1.4"],
      ["FSLR", "126.57", "0.75", "0.60", "0.1", "-0.11", "-2.5"],
      ["SPY", "558.47", "3.93", "0.71", "0.2", "", "-1.1"],
    ])
  func demo(_ columns: [String]) throws {
    let row = try row(columns[0], of: desk, asOf: try moment("2025-05-01"))
    try expect(row.price, prints: columns[1], "last")
    try expect(row.change, prints: columns[2], "change")
    try expect(row.changePercent, prints: columns[3], "change %")
    try expect(row.sigma, prints: columns[4], "sigma")
    if columns[5].isEmpty {
      #expect(row.versusReference == nil)
    } else {
      try expect(row.versusReference, prints: columns[5], "vs SPY")
    }
    try expect(row.sinceEvent, prints: columns[6], "since 2 April")
    #expect(row.flag == nil)
    #expect(!row.isStale)
    #expect(row.time == Instant(rfc3339: "2025-05-01T16:00:00-04:00"))
    #expect(row.session == Day(2025, 5, 1))
    #expect(row.closes.count == 60)
  }

  @Test("COSCO on a Hong Kong holiday: the price of 30 April and its change, adjusted only")
  func cosco() throws {
    let row = try row("COSCO", of: desk, asOf: try moment("2025-05-01"))
    try expect(row.price, prints: "10.31")
    #expect(row.flag == .adjusted)
    #expect(row.isOfLastSession && row.change != nil && row.sigma != nil)
    // Hong Kong closes before New York opens.
    #expect(row.versusReference == nil)
    try expect(row.sinceEvent, prints: "-7.0")
    #expect(row.session == Day(2025, 4, 30))
    #expect(row.time == Instant(rfc3339: "2025-04-30T16:00:00+08:00"))
    #expect(row.currency == "HKD")
    #expect(!row.isStale)
    try expect(row.yearPosition.map { $0 * 100 }, prints: "55.7", "position")
    try expect(row.yearHigh, prints: "12.6654")
    try expect(row.yearLow, prints: "7.3505")
  }

  @Test(
    "52 weeks of adjusted closes",
    arguments: [
      ["AMAT", "251.0559", "125.8244", "17.4"], ["KLAC", "879.5849", "572.1917", "32.2"],
      ["FSLR", "300.7100", "120.3800", "3.4"], ["SPY", "611.0920", "494.0630", "55.0"],
    ])
  func year(_ columns: [String]) throws {
    let row = try row(columns[0], of: desk, asOf: try moment("2025-05-01"))
    try expect(row.yearHigh, prints: columns[1])
    try expect(row.yearLow, prints: columns[2])
    try expect(row.yearPosition.map { $0 * 100 }, prints: columns[3])
  }

  @Test("sub-totals are plain means of what is shown")
  func means() throws {
    let sectors = SectorRows.sectors(of: desk, asOf: try moment("2025-05-01"))
    #expect(sectors.map(\.name) == ["Semiconductors", "Solar", "Market", "Shipping"])
    try expect(sectors[0].meanChangePercent?.value, prints: "-2.46")
    try expect(sectors[0].meanVersusReference?.value, prints: "-3.17")
    try expect(sectors[0].meanSinceEvent?.value, prints: "-0.3")
    #expect(sectors[3].meanChangePercent?.value == sectors[3].rows[0].changePercent)
    #expect(sectors[3].meanVersusReference == nil)
  }

  @Test("a bar is unknown before its session's close")
  func barBeforeClose() throws {
    let noon = try #require(Instant(rfc3339: "2025-05-01T12:00:00-04:00"))
    let row = try row("KLAC", of: desk, asOf: noon)
    #expect(row.session == Day(2025, 4, 30))
    // The venue trades and the last price is of yesterday.
    #expect(row.flag == .stale)
    #expect(row.isStale)
  }

  /// The bar of 1 May is missing: the move of 30 April is not today's once that session has closed.
  @Test("a price of an earlier session than the last has no change")
  func earlierSession() throws {
    var short = desk
    let last = try #require(Day(2025, 4, 30))
    short.histories["AMAT"]?.bars.removeAll { $0.day > last }
    let evening = try row("AMAT", of: short, asOf: try #require(Instant(rfc3339: "2025-05-01T17:00:00-04:00")))
    #expect(evening.price == 150.71 && evening.session == last)
    #expect(evening.flag == .stale)
    #expect(evening.change == nil && evening.changePercent == nil && evening.versusReference == nil)
    #expect(evening.sigma == nil)
    let day = try row("AMAT", of: short, asOf: try #require(Instant(rfc3339: "2025-04-30T17:00:00-04:00")))
    #expect(day.price == 150.71 && day.change != nil && day.flag == nil)
    // Over a weekend the last session's change stands.
    let sunday = try row("AMAT", of: desk, asOf: try #require(Instant(rfc3339: "2025-05-04T12:00:00-04:00")))
    #expect(sunday.session == Day(2025, 5, 2) && sunday.change != nil)
  }

  private func live(
    _ symbol: String, _ time: String, _ price: Double, previousClose: Double? = nil, currency: String? = nil
  ) throws -> Quote {
    var quote = Quote(
      symbol: symbol, time: try #require(Instant(rfc3339: time)), price: price, origin: Origin(file: "q.json", line: 7))
    quote.previousClose = previousClose
    quote.currency = currency
    return quote
  }

  @Test("a live quote moves the row, and the needle provisionally")
  func quote() throws {
    var live = desk
    // 2 May 2025, before the close; the bar of 1 May is the previous close.
    live.quotes["KLAC"] = try self.live("KLAC", "2025-05-02T15:30:00-04:00", 690)
    live.quotes["SPY"] = try self.live("SPY", "2025-05-02T15:30:00-04:00", 565, previousClose: 558.47)
    let instant = try #require(Instant(rfc3339: "2025-05-02T15:31:00-04:00"))
    let row = try row("KLAC", of: live, asOf: instant)
    #expect(row.price == 690)
    #expect(row.flag == nil)
    try expect(row.previousClose, prints: "676.31")
    try expect(row.changePercent, prints: "2.02")
    #expect(row.origin == Origin(file: "q.json", line: 7))
    // 671.2208 × 690 / 676.31
    try expect(row.closes.last, prints: "684.81")
    let market = try #require(IndicatorReading(desk: live, asOf: instant).market)
    #expect(market.isProvisional)
    #expect(market.session == Day(2025, 5, 2))
    #expect(market.pricesTo == Instant(rfc3339: "2025-05-02T15:30:00-04:00"))
    // At 20 minutes the same quote is stale; next morning it is older than the close by half an hour.
    #expect(try self.row("KLAC", of: live, asOf: instant.advanced(bySeconds: 20 * 60)).isStale)
    // A view of the evening before does not see it.
    let past = try self.row("KLAC", of: live, asOf: try moment("2025-05-01"))
    try expect(past.price, prints: "676.31")
  }

  @Test("a previous close is that of the session before, over weekends and holidays, never over a gap")
  func adjacent() throws {
    var gap = desk
    // The bars end on 27 February 2026; this quote is of the autumn.
    gap.quotes["KLAC"] = try self.live("KLAC", "2026-11-24T15:30:00-05:00", 690)
    let late = try row("KLAC", of: gap, asOf: try #require(Instant(rfc3339: "2026-11-24T15:31:00-05:00")))
    #expect(late.price == 690)
    #expect(late.previousClose == nil && late.change == nil && late.changePercent == nil)
    #expect(late.sigma == nil && late.versusReference == nil)
    // What the quote itself says counts, but its return has no day before it among the closes.
    gap.quotes["KLAC"]?.previousClose = 700
    let own = try row("KLAC", of: gap, asOf: try #require(Instant(rfc3339: "2026-11-24T15:31:00-05:00")))
    try expect(own.change, prints: "-10.00")
    #expect(own.sigma == nil)

    // Bars that go on after a gap: a change, but no deviation until the gap has left the 20 days.
    var resumed = desk
    resumed.histories["KLAC"]?.bars.removeAll { $0.day > Day(2025, 1, 10)! && $0.day < Day(2025, 4, 25)! }
    let after = try row("KLAC", of: resumed, asOf: try moment("2025-05-01"))
    try expect(after.changePercent, prints: "-3.75")
    #expect(after.sigma == nil)

    // Easter: Good Friday is shut, so Thursday the 17th is right before Monday the 21st.
    let easter = try row("KLAC", of: desk, asOf: try moment("2025-04-21"))
    #expect(easter.change != nil && easter.sigma != nil)
  }

  @Test("a bar's change needs the bar of the session before; without a calendar, one of at most four days before")
  func gapOfBars() throws {
    func desk(_ symbol: String, _ days: [String]) throws -> Desk {
      var desk = Desk()
      let bars = try days.enumerated().map { index, day in
        Bar(day: try #require(Day(day)), close: 100 + Double(index))
      }
      desk.histories[symbol] = History(symbol: symbol, bars: bars, file: "bars.csv")
      return desk
    }
    func change(_ symbol: String, _ days: [String]) throws -> Double? {
      try row(symbol, of: desk(symbol, days), asOf: try moment("2025-04-30")).change
    }
    #expect(try change("KLAC", ["2025-04-29", "2025-04-30"]) == 1)
    #expect(try change("KLAC", ["2025-04-28", "2025-04-30"]) == nil)
    var plain = try desk("ZZZ", ["2025-04-24"])
    plain.watchlist.sectors = [Sector(name: "Own", instruments: [Instrument(symbol: "ZZZ")])]
    plain.quotes["ZZZ"] = try live("ZZZ", "2025-04-28T15:30:00-04:00", 105)
    #expect(try row("ZZZ", of: plain, asOf: try moment("2025-04-28")).change == 5)
    plain.quotes["ZZZ"] = try live("ZZZ", "2025-04-29T15:30:00-04:00", 105)
    #expect(try row("ZZZ", of: plain, asOf: try moment("2025-04-29")).change == nil)
  }

  @Test("the newest bar within the day is a quote of its end, once that has come")
  func barsWithinDays() throws {
    var desk = desk
    desk.histories["KLAC"]?.bars.removeAll { $0.day > Day(2025, 5, 1)! }
    func bars(_ starts: [(String, Double)]) throws -> IntradayHistory {
      let bars = try starts.enumerated().map { index, start in
        IntradayBar(time: try #require(Instant(rfc3339: start.0)), close: start.1, line: index + 4)
      }
      return IntradayHistory(symbol: "KLAC", currency: "USD", interval: 300, bars: bars, file: "five.json")
    }
    func klac(_ time: String) throws -> QuoteRow {
      try row("KLAC", of: desk, asOf: try #require(Instant(rfc3339: time)))
    }
    desk.intraday["KLAC"] = try bars([
      ("2025-05-01T15:55:00-04:00", 600), ("2025-05-02T08:00:00-04:00", 610), ("2025-05-02T09:30:00-04:00", 680),
      ("2025-05-02T09:35:00-04:00", 690), ("2025-05-02T15:55:00-04:00", 700), ("2025-05-02T16:30:00-04:00", 710),
    ])
    // The daily bar tells what 1 May closed at; what is traded before the opening is no regular price.
    #expect(try klac("2025-05-01T16:20:00-04:00").price == 676.31)
    #expect(try klac("2025-05-02T09:34:59-04:00").price == 676.31)
    let first = try klac("2025-05-02T09:35:00-04:00")
    #expect(first.price == 680 && first.origin == Origin(file: "five.json", line: 6))
    #expect(first.time == Instant(rfc3339: "2025-05-02T09:35:00-04:00"))
    try expect(first.change, prints: "3.69")
    #expect(try klac("2025-05-02T09:39:59-04:00").price == 680)
    #expect(try klac("2025-05-02T09:40:00-04:00").price == 690)
    // After the close the day's last regular bar stays.
    let evening = try klac("2025-05-02T17:00:00-04:00")
    #expect(evening.price == 700 && evening.time == Instant(rfc3339: "2025-05-02T16:00:00-04:00"))
    // A quote that is newer counts; one of before lends what holds for the whole session.
    desk.quotes["KLAC"] = try live("KLAC", "2025-05-02T09:38:00-04:00", 685, previousClose: 670)
    #expect(try klac("2025-05-02T09:38:00-04:00").price == 685)
    let later = try klac("2025-05-02T09:40:00-04:00")
    #expect(later.price == 690 && later.previousClose == 670)
    // Another currency is another price.
    desk.quotes["KLAC"] = nil
    desk.intraday["KLAC"]?.currency = "EUR"
    #expect(try klac("2025-05-02T17:00:00-04:00").price == 676.31)
  }

  @Test("kept from a broken file, extended hours, a foreign currency")
  func marks() throws {
    var live = desk
    var quote = try self.live("KLAC", "2025-05-01T16:00:01-04:00", 676.31, previousClose: 702.69)
    quote.kept = true
    quote.extended = Quote.Extended(
      session: .post, time: try #require(Instant(rfc3339: "2025-05-01T16:10:00-04:00")), price: 680)
    live.quotes["KLAC"] = quote
    live.quotes["1919.HK"] = try self.live("1919.HK", "2025-04-30T08:05:00Z", 1.32, currency: "USD")
    let klac = try row("KLAC", of: live, asOf: try moment("2025-05-01"))
    #expect(klac.flag == .stale)
    #expect(klac.extended?.price == 680)
    try expect(klac.changePercent, prints: "-3.75")
    try expect(try row("COSCO", of: live, asOf: try moment("2025-05-01")).price, prints: "10.31")
  }

  @Test("a quote after the close moves every column of its row")
  func afterTheClose() throws {
    var live = desk
    let plain = try row("AMAT", of: desk, asOf: try moment("2025-05-01"))
    live.quotes["AMAT"] = try self.live("AMAT", "2025-05-01T16:05:00-04:00", 147.50, previousClose: 150.71)
    let row = try row("AMAT", of: live, asOf: try moment("2025-05-01"))
    try expect(row.changePercent, prints: "-2.13")
    // ln(147.50/150.71) ÷ ln(148.96/150.71), times the sigma of the close.
    let ratio = Double.log(147.50 / 150.71) / Double.log(148.96 / 150.71)
    #expect(abs(try #require(row.sigma) / (try #require(plain.sigma)) - ratio) < 1e-3)
    // (1 + 0.8 %) × 147.50 ÷ 148.96
    let since = try #require(plain.sinceEvent)
    #expect(abs(try #require(row.sinceEvent) - ((1 + since / 100) * 147.50 / 148.96 - 1) * 100) < 1e-9)
  }

  @Test("a holiday keeps the last session's change")
  func holiday() throws {
    var live = desk
    live.quotes["1919.HK"] = try self.live("1919.HK", "2025-04-30T08:05:00Z", 11.7, previousClose: 11.9)
    let row = try row("COSCO", of: live, asOf: try moment("2025-05-01"))
    #expect(row.price == 11.7)
    #expect(row.flag == nil && row.session == Day(2025, 4, 30))
    try expect(row.change, prints: "-0.20")
  }

  @Test("Friday morning in Hong Kong, still Thursday in New York: the new session has its change")
  func reopened() throws {
    var live = desk
    live.quotes["1919.HK"] = try self.live("1919.HK", "2025-05-02T10:00:00+08:00", 11.9, previousClose: 11.7)
    let row = try row("COSCO", of: live, asOf: try #require(Instant(rfc3339: "2025-05-02T10:01:00+08:00")))
    try expect(row.change, prints: "0.20")
    #expect(row.flag == nil)
  }

  @Test("against the reference only where both moves are of one session, and these overlap")
  func otherDate() throws {
    var live = desk
    // Frankfurt and New York trade at one time, Hong Kong and New York never.
    live.watchlist.sectors.append(
      Sector(name: "Europe", instruments: [Instrument(symbol: "SMHN.DE", venue: .xetra, currency: "EUR")]))
    live.quotes["SMHN.DE"] = try self.live("SMHN.DE", "2025-04-30T17:30:00+02:00", 51, previousClose: 50)
    live.quotes["1919.HK"] = try self.live("1919.HK", "2025-04-30T16:00:00+08:00", 11.9, previousClose: 11.7)
    let spy = try #require(try row("SPY", of: live, asOf: try moment("2025-04-30")).changePercent)
    let frankfurt = try row("SMHN.DE", of: live, asOf: try moment("2025-04-30"))
    #expect(abs(try #require(frankfurt.versusReference) - (2 - spy)) < 1e-9)
    let hongKong = try row("COSCO", of: live, asOf: try moment("2025-04-30"))
    try expect(hongKong.changePercent, prints: "1.71")
    #expect(hongKong.versusReference == nil)
    // At noon in Frankfurt New York's last session is 29 April.
    live.quotes["SMHN.DE"] = try self.live("SMHN.DE", "2025-04-30T11:59:00+02:00", 51, previousClose: 50)
    let noon = try row("SMHN.DE", of: live, asOf: try #require(Instant(rfc3339: "2025-04-30T12:00:00+02:00")))
    #expect(noon.changePercent != nil && noon.versusReference == nil)
    // A reference whose session changes under unchanged names.
    var evaluator = DeskEvaluator()
    let instant = try #require(Instant(rfc3339: "2025-05-02T09:40:00-04:00"))
    var desk = desk
    desk.quotes["AMAT"] = try self.live("AMAT", "2025-05-02T09:39:00-04:00", 150)
    func amat() -> QuoteRow? { evaluator.reading(of: desk, asOf: instant).sectors[0].rows.first }
    #expect(amat()?.changePercent != nil && amat()?.versusReference == nil)
    desk.quotes["SPY"] = try self.live("SPY", "2025-05-02T09:39:00-04:00", 560)
    #expect(amat()?.versusReference != nil)
  }

  @Test("quotes that no sector lists stand last, by symbol; other listings do not")
  func others() throws {
    var live = desk
    for symbol in ["ZM", "BA", "CICOY"] {
      live.quotes[symbol] = try self.live(symbol, "2025-05-01T15:59:00-04:00", 10, previousClose: 8)
    }
    live.quotes["LATE"] = try self.live("LATE", "2025-05-02T10:00:00-04:00", 10)
    let last = try #require(SectorRows.sectors(of: live, asOf: try moment("2025-05-01")).last)
    #expect(last.name == "Other")
    #expect(last.rows.map(\.instrument.symbol) == ["BA", "ZM"])
    #expect(last.rows[0].changePercent == 25)
    #expect(last.rows[0].sigma == nil && last.rows[0].sinceEvent == nil && last.rows[0].yearPosition == nil)
  }

  @Test("nothing known, nothing shown")
  func empty() throws {
    let row = try row("AMAT", of: Desk(), asOf: try moment("2025-05-01"))
    #expect(row.price == nil && row.flag == nil && row.change == nil && row.closes.isEmpty)
    #expect(row.venueState?.phase == .closed)
  }
}
