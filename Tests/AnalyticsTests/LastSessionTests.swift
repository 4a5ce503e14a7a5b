import Market
import Testing

@testable import Analytics

/// What is of the last session, what is older, and what trades between sessions.
struct LastSessionTests {
  private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

  private static let watchlist = """
    schema: detente/watchlist/1
    since: 2026-11-02
    sectors:
      - name: Chips
        aliases: [Semiconductors, Semis]
        instruments:
          - { symbol: AMAT, exchange: XNAS, currency: USD }
          - { symbol: KLAC, exchange: XNAS, currency: USD }
      - name: Hong Kong
        reference: 2800.HK
        instruments:
          - { symbol: 0700.HK, currency: HKD }
          - { symbol: 601919.SS, currency: CNY }
      - name: Own
        instruments: [{ symbol: GOLD }]
      - name: Market
        instruments: [{ symbol: SPY, exchange: ARCX, currency: USD }]
    """

  /// Closes of 23 and 24 November 2026; those of Wednesday the 25th are of KLAC and SPY alone.
  private static let prices = """
    symbol,date,close
    AMAT,2026-11-23,700.00
    AMAT,2026-11-24,702.69
    KLAC,2026-11-23,1100.00
    KLAC,2026-11-24,1133.00
    KLAC,2026-11-25,1150.00
    SPY,2026-11-23,660.00
    SPY,2026-11-24,663.30
    SPY,2026-11-25,661.00
    0700.HK,2026-11-23,600.00
    0700.HK,2026-11-24,612.00
    601919.SS,2026-11-23,15.00
    601919.SS,2026-11-24,15.30
    2800.HK,2026-11-23,26.00
    2800.HK,2026-11-24,26.26
    GOLD,2026-11-23,400.00
    GOLD,2026-11-24,404.00

    """

  private func desk(_ files: (name: String, text: String)...) -> Desk {
    referenceDesk(only: [("watchlist.yaml", Self.watchlist), ("prices.csv", Self.prices)] + files)
  }

  private func quotes(_ rows: String...) -> String {
    #"{"schema":"detente/quotes/1","quotes":["# + rows.joined(separator: ",\n") + "]}"
  }

  private func reading(_ desk: Desk, _ time: String) throws -> DeskReading {
    var evaluator = DeskEvaluator()
    return evaluator.reading(of: desk, asOf: try at(time))
  }

  private func row(_ symbol: String, _ reading: DeskReading) throws -> QuoteRow {
    try #require(reading.sectors.flatMap(\.rows).first { $0.instrument.symbol == symbol })
  }

  // MARK: Age

  @Test("a missed session, a dead desk, a new year: nothing old has a change or counts")
  func old() throws {
    let desk = desk()
    // Before the opening after Thanksgiving the last session is the Wednesday's, which AMAT lacks.
    let morning = try reading(desk, "2026-11-27T09:29:00-05:00")
    let amat = try row("AMAT", morning)
    #expect(amat.missing == .closed(Day(2026, 11, 25)) && amat.flag == .stale && amat.changePercent == nil)
    let klac = try row("KLAC", morning)
    #expect(klac.isOfLastSession && klac.flag == nil && klac.session == Day(2026, 11, 25))
    try expect(klac.changePercent, prints: "1.50")
    #expect(morning.sectors[0].meanChangePercent?.value == klac.changePercent)
    #expect(morning.sectors[0].meanChangePercent?.count == 1)
    // Three weeks later, on New Year's Day, and in the year that Shanghai's calendar does not reach.
    for time in ["2026-12-18T12:00:00-05:00", "2027-01-01T11:00:00-05:00", "2027-01-05T22:00:00-05:00"] {
      let reading = try reading(desk, time)
      for row in reading.sectors.flatMap(\.rows) {
        #expect(
          !row.isOfLastSession && row.flag == .stale && row.changePercent == nil, "\(row.instrument.symbol) \(time)")
      }
      #expect(reading.sectors.allSatisfy { $0.meanChangePercent == nil && $0.meanSinceEvent == nil })
    }
  }

  @Test("without a calendar a price is of the last session for four days")
  func withoutCalendar() throws {
    let desk = desk()
    #expect(try row("GOLD", reading(desk, "2026-11-28T12:00:00-05:00")).isOfLastSession)
    let fifth = try row("GOLD", reading(desk, "2026-11-29T12:00:00-05:00"))
    #expect(fifth.missing == .closed(nil) && fifth.changePercent == nil && fifth.flag == .stale)
  }

  @Test("at the opening those with a price of the new session alone are in means")
  func opening() throws {
    let desk = desk(
      (
        "q.json",
        quotes(#"{"symbol":"KLAC","time":"2026-11-27T09:30:04-05:00","price":1161.5,"previousClose":1150}"#)
      ))
    let reading = try reading(desk, "2026-11-27T09:30:05-05:00")
    try expect(try row("KLAC", reading).changePercent, prints: "1.00")
    let spy = try row("SPY", reading)
    #expect(spy.missing == .running(Day(2026, 11, 27)!) && spy.flag == .stale && spy.changePercent != nil)
    #expect(try row("KLAC", reading).versusReference == nil)
    try expect(reading.sectors[0].meanChangePercent?.value, prints: "1.00")
  }

  // MARK: Out of hours

  private func outside(_ session: String, _ time: String, _ price: Double) -> (name: String, text: String) {
    ("q.json", quotes(#"{"symbol":"AMAT","time":"\#(time)","price":\#(price),"session":"\#(session)"}"#))
  }

  /// 690 and 688 and 705.50 against the close of 702.69.
  @Test(
    "a price out of hours stands beside the close, which its change is of",
    arguments: [
      ("post", "2026-11-24T16:20:00-05:00", 690, "-1.81"), ("overnight", "2026-11-24T21:00:00-05:00", 688, "-2.09"),
      ("pre", "2026-11-25T08:00:00-05:00", 705.5, "0.40"),
    ])
  func outOfHours(session: String, time: String, price: Double, percent: String) throws {
    let now = try at(time).advanced(bySeconds: 30)
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: desk(outside(session, time, price)), asOf: now)
    let row = try row("AMAT", reading)
    #expect(row.price == 702.69 && row.flag == nil && row.session == Day(2026, 11, 24))
    try expect(row.changePercent, prints: "0.38")
    #expect(row.extended?.session.rawValue == session && row.extended?.price == price)
    #expect(row.extended?.time == (try at(time)))
    #expect(row.extended?.origin == Origin(file: "q.json", line: 1))
    try expect(row.extendedPercent, prints: percent)
  }

  @Test("it ends with the next opening, and a close that is missing has no change to it")
  func ends() throws {
    let desk = desk(outside("pre", "2026-11-25T09:20:00-05:00", 705.5))
    #expect(try row("AMAT", reading(desk, "2026-11-25T09:29:59-05:00")).extendedPercent != nil)
    #expect(try row("AMAT", reading(desk, "2026-11-25T09:30:00-05:00")).extended == nil)
    // The evening after a session whose close no file tells.
    let evening = self.desk(outside("post", "2026-11-25T17:00:00-05:00", 705.5))
    let row = try row("AMAT", reading(evening, "2026-11-25T17:01:00-05:00"))
    #expect(row.missing == .closed(Day(2026, 11, 25)) && row.extended?.price == 705.5 && row.extendedPercent == nil)
  }

  @Test("the quote of the session, whichever file tells it, is not hidden")
  func otherFile() throws {
    for name in ["a.json", "z.json"] {
      let close = (
        name, quotes(#"{"symbol":"AMAT","time":"2026-11-25T16:00:00-05:00","price":710,"previousClose":702.69}"#)
      )
      let desk = desk(outside("post", "2026-11-25T16:30:00-05:00", 690), close)
      let row = try row("AMAT", reading(desk, "2026-11-25T16:31:00-05:00"))
      #expect(row.price == 710 && row.extended?.price == 690)
      try expect(row.changePercent, prints: "1.04")
    }
  }

  // MARK: Results

  @Test("results are marked on their day, and until the next session begins")
  func results() throws {
    let desk = desk(
      (
        "calendar.json",
        """
        {"schema":"detente/calendar/1","entries":[
         {"date":"2026-11-25","time":"16:05","title":"AMAT results","kind":"earnings","symbols":["AMAT"]},
         {"date":"2026-11-25","title":"PCE prices","kind":"data","symbols":["KLAC"]}]}
        """
      ))
    for (time, isMarked) in [
      ("2026-11-24T23:59:00-05:00", false), ("2026-11-25T00:00:00-05:00", true), ("2026-11-25T16:30:00-05:00", true),
      ("2026-11-26T12:00:00-05:00", true), ("2026-11-27T09:29:00-05:00", true), ("2026-11-27T09:30:00-05:00", false),
    ] {
      let reading = try reading(desk, time)
      #expect(try row("AMAT", reading).results == (isMarked ? Day(2026, 11, 25) : nil), "\(time)")
      #expect(try row("KLAC", reading).results == nil)
    }
  }

  // MARK: Sectors

  /// 2 % less the 1 % of a reference that the watchlist does not list; Shanghai and Hong Kong trade at one time.
  @Test("a sector's own reference, of the venue that its symbol tells")
  func ownReference() throws {
    let reading = try reading(desk(), "2026-11-24T12:00:00-05:00")
    try expect(try row("0700.HK", reading).versusReference, prints: "1.00")
    try expect(try row("601919.SS", reading).versusReference, prints: "1.00")
    #expect(reading.sectors.map(\.reference) == ["SPY", "2800.HK", "SPY", "SPY"])
    let reference = desk().instrument(named: "2800.HK")
    #expect(reference.venue == .hongKong)
    var quoted = Desk()
    var quote = Quote(
      symbol: "QQQ", time: try at("2026-11-24T12:00:00-05:00"), price: 600, origin: Origin(file: "q", line: 1))
    quote.currency = "USD"
    quoted.quotes["QQQ"] = quote
    #expect(quoted.instrument(named: "QQQ") == Instrument(symbol: "QQQ", venue: .nyse, currency: "USD"))
    #expect(quoted.instrument(named: "^VIX").venue == nil)
  }

  @Test("measures bind to a sector by its name or an alias, and what binds to nothing is known")
  func aliases() throws {
    let desk = desk(
      (
        "tariffs.json",
        """
        {"schema":"detente/tariffs/1","measures":[
         {"id":"CHIPS","by":"US","on":"CN","title":"Chips","scope":"sector","sectors":["Semiconductors"],
          "steps":[{"effective":"2026-01-01","rate":50}]},
         {"id":"SHIPS","by":"US","on":"CN","title":"Ships","scope":"fee","sectors":["Shipping"],
          "steps":[{"effective":"2026-01-01","rate":null}]}]}
        """
      ))
    let reading = try reading(desk, "2026-11-24T12:00:00-05:00")
    #expect(desk.watchlist.symbols(ofSectors: ["Semiconductors"]) == ["AMAT", "KLAC"])
    #expect(reading.tariffs.measures(touching: desk.watchlist.sectors[0]).map(\.id) == ["CHIPS"])
    let bindings = SectorBindings(reading.tariffs, desk.watchlist)
    #expect(bindings.measuresWithoutNames.map(\.id) == ["SHIPS"])
    #expect(bindings.sectorsWithoutMeasures.map(\.name) == ["Hong Kong", "Own", "Market"])
    let none = SectorBindings(try self.reading(self.desk(), "2026-11-24T12:00:00-05:00").tariffs, desk.watchlist)
    #expect(none.measuresWithoutNames.isEmpty && none.sectorsWithoutMeasures.isEmpty)
  }

  @Test("the needle says what it is made of, and what of it is missing")
  func needle() throws {
    let now = try reading(desk(), "2026-11-24T17:00:00-05:00").needle
    #expect(now.members == ["AMAT", "KLAC"] && now.absent == ["COSCO"] && now.old.isEmpty && now.short == ["SPY"])
    #expect(try reading(desk(), "2026-12-18T17:00:00-05:00").needle.old == ["AMAT", "KLAC"])
    var evaluator = DeskEvaluator()
    let demo = evaluator.reading(of: referenceDesk(), asOf: try moment("2025-05-01")).needle
    #expect(demo.members == ["AMAT", "KLAC", "COSCO"] && demo.reference == "SPY")
    #expect(demo.absent.isEmpty && demo.old.isEmpty && demo.short.isEmpty)
    #expect(
      evaluator.reading(of: Desk(), asOf: try moment("2025-05-01")).needle.absent == ["AMAT", "KLAC", "COSCO", "SPY"])
  }
}
