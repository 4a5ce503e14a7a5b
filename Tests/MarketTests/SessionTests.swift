import Market
import Testing

/// Reference: exchange_calendars 4.13.2 and the exchanges' own notices.
struct SessionTests {
  private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  @Test("the opening moment of the demo: New York shut for the day, Hong Kong on holiday, opens in 5h10")
  func demo() throws {
    let moment = try at("2025-05-01T16:20:00-04:00")
    let hongKong = Venue.hongKong.state(at: moment)
    #expect(hongKong.phase == .closed)
    #expect(hongKong.nextOpening == moment.advanced(bySeconds: 5 * 3600 + 10 * 60))
    let newYork = Venue.nyse.state(at: moment)
    #expect(newYork.phase == .closed)
    #expect(newYork.nextOpening == moment.advanced(bySeconds: 17 * 3600 + 10 * 60))
    #expect(newYork.nextChange == newYork.nextOpening)
    // Friday 2 May in Shanghai is still a holiday, as is Monday.
    let shanghai = Venue.shanghai.state(at: moment)
    #expect(shanghai.phase == .holiday)
    #expect(shanghai.nextOpening == (try at("2025-05-06T09:30:00+08:00")))
  }

  @Test(
    "phases through a day",
    arguments: [
      ("XHKG", "2025-04-30T09:29:59+08:00", "closed", "2025-04-30T09:30:00+08:00", "2025-04-30T09:30:00+08:00"),
      ("XHKG", "2025-04-30T09:30:00+08:00", "open", "2025-04-30T12:00:00+08:00", "2025-04-30T13:00:00+08:00"),
      ("XHKG", "2025-04-30T12:00:00+08:00", "lunch", "2025-04-30T13:00:00+08:00", "2025-04-30T13:00:00+08:00"),
      ("XHKG", "2025-04-30T15:59:59+08:00", "open", "2025-04-30T16:00:00+08:00", "2025-05-02T09:30:00+08:00"),
      ("XHKG", "2025-05-01T10:00:00+08:00", "holiday", "2025-05-02T09:30:00+08:00", "2025-05-02T09:30:00+08:00"),
      ("XHKG", "2025-05-03T10:00:00+08:00", "closed", "2025-05-06T09:30:00+08:00", "2025-05-06T09:30:00+08:00"),
      // Half days end at noon.
      ("XHKG", "2025-12-24T11:00:00+08:00", "open", "2025-12-24T12:00:00+08:00", "2025-12-29T09:30:00+08:00"),
      ("XHKG", "2025-12-24T14:00:00+08:00", "closed", "2025-12-29T09:30:00+08:00", "2025-12-29T09:30:00+08:00"),
      ("XSHG", "2025-06-03T11:30:00+08:00", "lunch", "2025-06-03T13:00:00+08:00", "2025-06-03T13:00:00+08:00"),
      ("XSHG", "2025-06-03T14:59:00+08:00", "open", "2025-06-03T15:00:00+08:00", "2025-06-04T09:30:00+08:00"),
      ("XNYS", "2025-07-03T12:59:00-04:00", "open", "2025-07-03T13:00:00-04:00", "2025-07-07T09:30:00-04:00"),
      ("XNYS", "2025-07-03T13:00:00-04:00", "closed", "2025-07-07T09:30:00-04:00", "2025-07-07T09:30:00-04:00"),
      ("XNYS", "2025-07-04T11:00:00-04:00", "holiday", "2025-07-07T09:30:00-04:00", "2025-07-07T09:30:00-04:00"),
      // The clock changes on Sunday 9 March and Sunday 2 November.
      ("XNYS", "2025-03-07T17:00:00-05:00", "closed", "2025-03-10T13:30:00Z", "2025-03-10T13:30:00Z"),
      ("XNYS", "2025-10-31T17:00:00-04:00", "closed", "2025-11-03T14:30:00Z", "2025-11-03T14:30:00Z"),
      // Over the end of a year.
      ("XNYS", "2025-12-31T18:00:00-05:00", "closed", "2026-01-02T09:30:00-05:00", "2026-01-02T09:30:00-05:00"),
      ("OTC", "2026-11-27T12:00:00-05:00", "open", "2026-11-27T13:00:00-05:00", "2026-11-30T09:30:00-05:00"),
    ])
  func phases(_ row: (venue: String, moment: String, phase: String, change: String, opening: String)) throws {
    let venue = try #require(Venue(rawValue: row.venue))
    let state = venue.state(at: try at(row.moment))
    #expect(state.phase.rawValue == row.phase)
    #expect(state.nextChange == (try at(row.change)))
    #expect(state.nextOpening == (try at(row.opening)))
  }

  @Test("a calendar ends, and says so")
  func unknown() throws {
    let after = Venue.shanghai.state(at: try at("2027-01-04T10:00:00+08:00"))
    #expect(after.phase == .unknown)
    #expect(after.nextChange == nil && after.nextOpening == nil)
    #expect(Venue.shanghai.isSession(try day("2027-01-04")) == nil)
    #expect(Venue.nyse.isSession(try day("2024-12-31")) == nil)
    #expect(Venue.hongKong.isSession(try day("2028-01-03")) == nil)
    // The last evening of the known years has no known next opening.
    let last = Venue.shanghai.state(at: try at("2026-12-31T16:00:00+08:00"))
    #expect(last.phase == .closed)
    #expect(last.nextOpening == nil)
    #expect(Venue.nyse.lastSession(onOrBefore: try day("2025-01-01")) == nil)
    #expect(Venue.shanghai.close(of: try day("2027-03-01")) == nil)
  }

  @Test(
    "sessions a year, as the libraries count them",
    arguments: [
      (Venue.nyse, 2025, 250), (.nasdaq, 2026, 251), (.arca, 2027, 251), (.hongKong, 2025, 246), (.hongKong, 2026, 247),
      (.hongKong, 2027, 248), (.shanghai, 2025, 243), (.shanghai, 2026, 242),
    ])
  func counts(venue: Venue, year: Int, expected: Int) throws {
    let first = try #require(Day(year, 1, 1))
    let last = try #require(Day(year, 12, 31))
    let count = (0...first.days(to: last)).count { venue.isSession(first.advanced(by: $0)) == true }
    #expect(count == expected)
  }

  /// 02:30 does not exist on 9 March 2025, 01:30 occurs twice on 2 November.
  @Test func newYorksClockChanges() throws {
    #expect(Zone.newYork.instant(try day("2025-03-09"), hour: 2, minute: 30) == (try at("2025-03-09T07:30:00Z")))
    #expect(Zone.newYork.timestamp(try at("2025-03-09T06:59:59Z")) == "2025-03-09T01:59:59-05:00")
    #expect(Zone.newYork.timestamp(try at("2025-03-09T07:00:00Z")) == "2025-03-09T03:00:00-04:00")
    #expect(Zone.newYork.instant(try day("2025-11-02"), hour: 1, minute: 30) == (try at("2025-11-02T05:30:00Z")))
    #expect(Zone.newYork.timestamp(try at("2025-11-02T05:59:59Z")) == "2025-11-02T01:59:59-04:00")
    #expect(Zone.newYork.timestamp(try at("2025-11-02T06:00:00Z")) == "2025-11-02T01:00:00-05:00")
  }

  @Test func closes() throws {
    #expect(Venue.nasdaq.close(of: try day("2025-05-01")) == (try at("2025-05-01T20:00:00Z")))
    #expect(Venue.nasdaq.close(of: try day("2025-11-28")) == (try at("2025-11-28T18:00:00Z")))
    #expect(Venue.hongKong.close(of: try day("2025-01-28")) == (try at("2025-01-28T04:00:00Z")))
    #expect(Venue.hongKong.close(of: try day("2025-05-01")) == nil)
    #expect(Venue.hongKong.lastSession(onOrBefore: try day("2025-05-01")) == Day(2025, 4, 30))
    #expect(Venue.shanghai.lastSession(onOrBefore: try day("2025-10-08")) == Day(2025, 9, 30))
    #expect(
      Venue.hongKong.lastClosing(onOrBefore: try at("2025-04-30T12:30:00+08:00"))
        == (try at("2025-04-30T12:00:00+08:00")))
    #expect(
      Venue.nasdaq.lastClosing(onOrBefore: try at("2025-05-05T08:00:00-04:00"))
        == (try at("2025-05-02T16:00:00-04:00")))
    // A price stamped before the opening is the last session's.
    #expect(Venue.nasdaq.sessionDay(of: try at("2025-05-05T08:00:00-04:00")) == Day(2025, 5, 2))
    #expect(Venue.nasdaq.sessionDay(of: try at("2025-05-05T16:00:01-04:00")) == Day(2025, 5, 5))
    #expect(Venue.shanghai.sessionDay(of: try at("2027-02-07T12:00:00+08:00")) == Day(2027, 2, 5))
  }
}
