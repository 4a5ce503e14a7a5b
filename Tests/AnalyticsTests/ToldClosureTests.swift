import Market
import Testing

@testable import Analytics

/// A closure that a desk tells reaches all that asks when a name trades.
struct ToldClosureTests {
  private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

  /// AMAT closed at 150 on 30 April, 151 on 1 May and 153 on Friday, 2 May 2025.
  private func desk(closes: Int?? = nil) throws -> Desk {
    var desk = Desk()
    let closings = [("2025-04-30", 150.0), ("2025-05-01", 151), ("2025-05-02", 153)]
    let bars = try closings.enumerated().map { index, bar in
      Bar(day: try #require(Day(bar.0)), close: bar.1, adjustedClose: bar.1, line: index + 2)
    }
    desk.histories["AMAT"] = History(symbol: "AMAT", bars: bars, file: "AMAT.csv")
    if let closes {
      desk.sessions = Sessions([
        Closure(
          venue: .nyse, day: try #require(Day("2025-05-02")), closes: closes, origin: Origin(file: "c.json", line: 2))
      ])
    }
    return desk
  }

  private func row(_ reading: DeskReading) throws -> QuoteRow {
    try #require(reading.sectors.flatMap(\.rows).first { $0.instrument.symbol == "AMAT" })
  }

  private func reading(_ desk: Desk, _ time: String) throws -> DeskReading {
    var evaluator = DeskEvaluator()
    return evaluator.reading(of: desk, asOf: try at(time))
  }

  @Test("the bar of a session that ends at 13:00 is known from then")
  func earlyClose() throws {
    let usual = try row(try reading(try desk(), "2025-05-02T14:00:00-04:00"))
    #expect(usual.price == 151 && usual.venueState?.phase == .open)
    let early = try row(try reading(try desk(closes: 780), "2025-05-02T14:00:00-04:00"))
    #expect(early.price == 153 && early.venueState?.phase == .closed)
    #expect(early.time == (try at("2025-05-02T13:00:00-04:00")))
    #expect(early.changePercent.map { ($0 * 1000).rounded() } == 1325)
  }

  @Test("on a closed day the last session's price stands, and the venue reopens after it")
  func closedDay() throws {
    var desk = try desk(closes: .some(nil))
    desk.histories["AMAT"]?.bars.removeLast()
    desk.quotes["AMAT"] = Quote(
      symbol: "AMAT", time: try at("2025-05-01T16:00:00-04:00"), price: 151, origin: Origin(file: "q.json", line: 1))
    let reading = try reading(desk, "2025-05-02T11:00:00-04:00")
    let row = try row(reading)
    #expect(row.venueState?.phase == .holiday)
    #expect(row.session == Day(2025, 5, 1) && row.flag == nil && row.isOfLastSession)
    #expect(reading.deadFeeds.isEmpty)
    let opening = try #require(reading.ahead.first { $0.subject == .reopening(.nyse) })
    #expect(opening.instant == (try at("2025-05-05T09:30:00-04:00")))
    // Without it the feed would be silent while New York trades.
    desk.sessions = .published
    #expect(try self.reading(desk, "2025-05-02T11:00:00-04:00").deadFeeds.map(\.file) == ["q.json"])
  }

  @Test("a reading made with what was kept knows a closure that comes later")
  func evaluatorLearnsIt() throws {
    var evaluator = DeskEvaluator()
    let instant = try at("2025-05-02T14:00:00-04:00")
    _ = evaluator.reading(of: try desk(), asOf: instant)
    var changed = try desk(closes: 780)
    changed.historyRevision += 1
    #expect(evaluator.reading(of: changed, asOf: instant) == (try reading(changed, "2025-05-02T14:00:00-04:00")))
  }

  @Test("a name of an exchange that is not known has no hours, and says so")
  func unknownExchange() throws {
    var desk = try desk()
    desk.watchlist.sectors[0].instruments[0].venue = nil
    desk.watchlist.sectors[0].instruments[0].unknownExchange = "XBOM"
    let row = try row(try reading(desk, "2025-05-02T17:00:00-04:00"))
    #expect(row.price == 153)
    #expect(row.venueState == .unknown)
  }
}
