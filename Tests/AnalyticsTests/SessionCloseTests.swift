import Market
import Testing

@testable import Analytics

/// The close of a session as its minute bars tell it.
struct SessionCloseTests {
  private struct Minute {
    let time: String
    var open = 0.0
    var close: Double?
    var volume: Double?

    init(_ time: String, open: Double = 0, close: Double?, volume: Double?) {
      (self.time, self.open, self.close, self.volume) = (time, open, close, volume)
    }
  }

  private func desk(
    _ minutes: [Minute], on day: String, zone: String = "-04:00", symbol: String = "KLAC", interval: Int = 60
  ) throws -> Desk {
    var desk = Desk()
    let bars = try minutes.enumerated().map { index, minute in
      IntradayBar(
        time: try #require(Instant(rfc3339: "\(day)T\(minute.time):00\(zone)")), open: minute.open,
        close: minute.close, volume: minute.volume, line: index + 2)
    }
    desk.intraday[symbol] = IntradayHistory(symbol: symbol, interval: interval, bars: bars, file: "m.json")
    return desk
  }

  private func row(_ desk: Desk, _ time: String, _ symbol: String = "KLAC") throws -> QuoteRow {
    let instant = try #require(Instant(rfc3339: time))
    let rows = SectorRows.sectors(of: desk, asOf: instant).flatMap(\.rows)
    return try #require(rows.first { $0.instrument.symbol == symbol })
  }

  private let afternoon = [
    Minute("15:58", open: 702.10, close: 702.40, volume: 9100),
    Minute("15:59", open: 702.40, close: 702.90, volume: 14_200),
    Minute("16:00", open: 703.55, close: 703.55, volume: 410_000),
    Minute("16:31", open: 709, close: 709, volume: 300),
  ]

  @Test("the closing auction in the first bar after the close is the close, provisionally")
  func auction() throws {
    let desk = try desk(afternoon, on: "2025-05-02")
    // While the session runs the newest bar is a plain price.
    let running = try row(desk, "2025-05-02T15:59:30-04:00")
    #expect(running.price == 702.40 && running.flag == nil)
    // Its volume is not known before the minute is over.
    let under = try row(desk, "2025-05-02T16:00:40-04:00")
    #expect(under.price == 702.90 && under.flag == .provisional)
    let row = try row(desk, "2025-05-02T17:00:00-04:00")
    #expect(row.price == 703.55 && row.flag == .provisional)
    #expect(row.time == Instant(rfc3339: "2025-05-02T16:00:00-04:00") && row.session == Day(2025, 5, 2))
    #expect(row.origin == Origin(file: "m.json", line: 4))
  }

  @Test("a daily bar tells the close itself")
  func dailyBar() throws {
    var desk = try desk(afternoon, on: "2025-05-02")
    desk.histories["KLAC"] = History(
      symbol: "KLAC", bars: [Bar(day: Day(2025, 5, 2)!, close: 703.54)], file: "d.csv")
    let row = try row(desk, "2025-05-02T17:00:00-04:00")
    #expect(row.price == 703.54 && row.flag == nil)
  }

  @Test("without an auction the last bar of the session is its close, provisionally")
  func noAuction() throws {
    func last(_ change: (inout [Minute]) -> Void) throws -> QuoteRow {
      var minutes = afternoon
      change(&minutes)
      return try row(desk(minutes, on: "2025-05-02"), "2025-05-02T17:00:00-04:00")
    }
    let kinds: [(inout [Minute]) -> Void] = [
      // Less is traded in it than in a bar before, as much, or it is not known how much.
      { $0[2].volume = 14_000 }, { $0[2].volume = 14_200 }, { $0[2].volume = nil }, { $0[1].volume = nil },
      // No trade is near the close.
      { $0.remove(at: 2) },
    ]
    for kind in kinds {
      let row = try last(kind)
      #expect(row.price == 702.90 && row.flag == .provisional)
    }
    // Volumes of the day before do not speak for this one.
    var before = try desk([Minute("15:59", close: 702.90, volume: 100)], on: "2025-05-01")
    let after = try desk([Minute("16:00", open: 690, close: 690, volume: 900)], on: "2025-05-02")
    before.intraday["KLAC"]?.bars += after.intraday["KLAC"]?.bars ?? []
    #expect(try row(before, "2025-05-02T17:00:00-04:00").price == 702.90)
  }

  @Test("ten bars before are looked at, no more")
  func tenBars() throws {
    var minutes = (47...59).map { Minute("15:\($0)", open: 700, close: 700, volume: 1000) }
    minutes.append(Minute("16:00", open: 701, close: 701, volume: 5000))
    minutes[2].volume = 9000
    #expect(try row(desk(minutes, on: "2025-05-02"), "2025-05-02T17:00:00-04:00").price == 701)
    minutes[3].volume = 9000
    #expect(try row(desk(minutes, on: "2025-05-02"), "2025-05-02T17:00:00-04:00").price == 700)
  }

  @Test("a half-day closes at 13:00, Hong Kong's auction comes minutes after its close")
  func otherCloses() throws {
    let half = try desk(
      [
        Minute("12:59", open: 700, close: 700.5, volume: 1000), Minute("13:00", open: 701, close: 701, volume: 9000),
        Minute("15:59", open: 650, close: 650, volume: 10),
      ], on: "2025-11-28", zone: "-05:00")
    let early = try row(half, "2025-11-28T14:00:00-05:00")
    #expect(early.price == 701 && early.flag == .provisional)
    #expect(early.time == Instant(rfc3339: "2025-11-28T13:00:00-05:00"))
    let hongKong = try desk(
      [
        Minute("11:59", open: 11.6, close: 11.62, volume: 20_000),
        Minute("15:59", open: 11.7, close: 11.72, volume: 8000),
        Minute("16:00", open: 11.72, close: 11.72, volume: 0),
        Minute("16:08", open: 11.74, close: 11.74, volume: 90_000),
      ], on: "2025-05-02", zone: "+08:00", symbol: "1919.HK")
    // The lunch break is no close.
    let lunch = try row(hongKong, "2025-05-02T12:30:00+08:00", "COSCO")
    #expect(lunch.price == 11.62 && lunch.flag == nil)
    let after = try row(hongKong, "2025-05-02T16:30:00+08:00", "COSCO")
    #expect(after.price == 11.74 && after.flag == .provisional)
  }

  @Test("a price of an earlier session than the last that has closed has no change, and counts in no mean")
  func missedSession() throws {
    var desk = Desk()
    let days = [Day(2025, 4, 28)!, Day(2025, 4, 29)!, Day(2025, 4, 30)!, Day(2025, 5, 1)!]
    func history(_ symbol: String, _ closes: [Double]) -> History {
      History(symbol: symbol, bars: zip(days, closes).map { Bar(day: $0, close: $1) }, file: "bars.csv")
    }
    desk.watchlist.since = Day(2025, 4, 29)!
    desk.histories["AMAT"] = history("AMAT", [148, 149.19, 150.71])
    desk.histories["KLAC"] = history("KLAC", [690, 700, 702.69, 676.31])
    func sector(_ time: String) throws -> SectorRows {
      let instant = try #require(Instant(rfc3339: time))
      return try #require(SectorRows.sectors(of: desk, asOf: instant).first)
    }
    let after = try sector("2025-05-01T17:00:00-04:00")
    let row = after.rows[0]
    #expect(row.price == 150.71 && row.flag == .stale && row.session == Day(2025, 4, 30))
    #expect(row.change == nil && row.changePercent == nil && row.sigma == nil && row.versusReference == nil)
    #expect(row.missing == .closed(Day(2025, 5, 1)!) && after.rows[1].isOfLastSession)
    #expect(after.meanChangePercent?.count == 1)
    try expect(after.meanChangePercent?.value, prints: "-3.75")
    try expect(row.sinceEvent, prints: "1.02")
    try expect(after.meanSinceEvent?.value, prints: "-3.38")
    // While the venue trades, the change of the session before stands, in no mean; on a weekend the Friday's counts.
    let noon = try sector("2025-05-01T12:00:00-04:00")
    try expect(noon.rows[0].change, prints: "1.52")
    #expect(noon.rows[0].missing == .running(Day(2025, 5, 1)!) && !noon.rows[0].isOfLastSession)
    #expect(noon.rows[0].flag == .stale && noon.meanChangePercent == nil)
    #expect(try sector("2025-05-02T12:00:00-04:00").rows[0].change == nil)
    #expect(try sector("2025-05-03T12:00:00-04:00").rows[1].change == nil)
    // Of a name without a venue nothing is said.
    desk.watchlist.sectors = [Sector(name: "Own", instruments: [Instrument(symbol: "AMAT")])]
    #expect(try sector("2025-05-01T17:00:00-04:00").rows[0].change != nil)
  }
}
