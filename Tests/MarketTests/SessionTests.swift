import Market
import Testing

/// Reference: exchange_calendars 4.13.2 and the exchanges' own notices.
struct SessionTests {
  private let published = Sessions.published

  private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  @Test("the opening moment of the demo: New York shut for the day, Hong Kong on holiday, opens in 5h10")
  func demo() throws {
    let moment = try at("2025-05-01T16:20:00-04:00")
    let hongKong = published[.hongKong].state(at: moment)
    #expect(hongKong.phase == .closed)
    #expect(hongKong.nextOpening == moment.advanced(bySeconds: 5 * 3600 + 10 * 60))
    let newYork = published[.nyse].state(at: moment)
    #expect(newYork.phase == .closed)
    #expect(newYork.nextOpening == moment.advanced(bySeconds: 17 * 3600 + 10 * 60))
    #expect(newYork.nextChange == newYork.nextOpening)
    // Friday 2 May in Shanghai is still a holiday, as is Monday.
    let shanghai = published[.shanghai].state(at: moment)
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
      // Lunch in Tokyo, none in Taipei and Seoul; European clocks change on 30 March and 26 October 2025.
      ("XTKS", "2025-05-01T12:00:00+09:00", "lunch", "2025-05-01T12:30:00+09:00", "2025-05-01T12:30:00+09:00"),
      ("XTKS", "2025-05-02T15:29:59+09:00", "open", "2025-05-02T15:30:00+09:00", "2025-05-07T09:00:00+09:00"),
      ("XTAI", "2025-05-02T12:00:00+08:00", "open", "2025-05-02T13:30:00+08:00", "2025-05-05T09:00:00+08:00"),
      ("XKRX", "2025-05-02T12:00:00+09:00", "open", "2025-05-02T15:30:00+09:00", "2025-05-07T09:00:00+09:00"),
      ("XSHE", "2025-05-01T10:00:00+08:00", "holiday", "2025-05-06T09:30:00+08:00", "2025-05-06T09:30:00+08:00"),
      ("XLON", "2025-03-28T16:00:00Z", "open", "2025-03-28T16:30:00Z", "2025-03-31T07:00:00Z"),
      ("XLON", "2025-10-24T15:30:00Z", "closed", "2025-10-27T08:00:00Z", "2025-10-27T08:00:00Z"),
      ("XETR", "2026-03-27T16:29:59Z", "open", "2026-03-27T16:30:00Z", "2026-03-30T07:00:00Z"),
      ("XAMS", "2025-12-24T13:05:00Z", "closed", "2025-12-29T08:00:00Z", "2025-12-29T08:00:00Z"),
      // The long Thanksgiving of 2028.
      ("XNYS", "2028-11-22T17:00:00-05:00", "closed", "2028-11-24T09:30:00-05:00", "2028-11-24T09:30:00-05:00"),
      ("ARCX", "2028-11-24T12:59:59-05:00", "open", "2028-11-24T13:00:00-05:00", "2028-11-27T09:30:00-05:00"),
      // Over the end of a year.
      ("XNYS", "2025-12-31T18:00:00-05:00", "closed", "2026-01-02T09:30:00-05:00", "2026-01-02T09:30:00-05:00"),
      ("OTC", "2026-11-27T12:00:00-05:00", "open", "2026-11-27T13:00:00-05:00", "2026-11-30T09:30:00-05:00"),
    ])
  func phases(_ row: (venue: String, moment: String, phase: String, change: String, opening: String)) throws {
    let venue = try #require(Venue(rawValue: row.venue))
    let state = published[venue].state(at: try at(row.moment))
    #expect(state.phase.rawValue == row.phase)
    #expect(state.nextChange == (try at(row.change)))
    #expect(state.nextOpening == (try at(row.opening)))
  }

  @Test("the latest session that has begun")
  func lastBegun() throws {
    #expect(published[.nyse].lastBegun(asOf: try at("2026-11-27T09:29:59-05:00")) == (try day("2026-11-25")))
    #expect(published[.nyse].lastBegun(asOf: try at("2026-11-27T09:30:00-05:00")) == (try day("2026-11-27")))
    #expect(published[.shanghai].lastBegun(asOf: try at("2026-10-08T09:00:00+08:00")) == (try day("2026-09-30")))
    #expect(published[.shanghai].lastBegun(asOf: try at("2027-01-04T10:00:00+08:00")) == nil)
  }

  @Test("a calendar ends, and says so")
  func unknown() throws {
    let after = published[.shanghai].state(at: try at("2027-01-04T10:00:00+08:00"))
    #expect(after.phase == .unknown)
    #expect(after.nextChange == nil && after.nextOpening == nil)
    #expect(published[.shanghai].isSession(try day("2027-01-04")) == nil)
    #expect(published[.nyse].isSession(try day("2024-12-31")) == nil)
    #expect(published[.nyse].isSession(try day("2029-01-02")) == nil)
    #expect(published[.korea].isSession(try day("2026-06-03")) == nil)
    #expect(published[.taiwan].isSession(try day("2027-01-04")) == nil)
    #expect(published[.hongKong].isSession(try day("2028-01-03")) == nil)
    // The last evening of the known years has no known next opening.
    let last = published[.shanghai].state(at: try at("2026-12-31T16:00:00+08:00"))
    #expect(last.phase == .closed)
    #expect(last.nextOpening == nil)
    #expect(published[.nyse].lastSession(onOrBefore: try day("2025-01-01")) == nil)
    #expect(published[.shanghai].close(of: try day("2027-03-01")) == nil)
  }

  /// Every weekday of the published years, and when its session closes.
  @Test(arguments: publishedYears)
  func publishedDays(_ row: PublishedYear) throws {
    let sessions = published[try #require(Venue(rawValue: row.venue))]
    let zone = sessions.venue.zone
    func clock(_ text: String) throws -> Int {
      let parts = text.split(separator: ":").compactMap { Int($0) }
      return try #require(parts.first) * 60 + (try #require(parts.last))
    }
    let closed = Set(row.closed.split(separator: " ").map { "\(row.year)-\($0)" })
    let short = Set(row.short.split(separator: " ").map { "\(row.year)-\($0)" })
    var holidays: [String] = []
    let first = try #require(Day(row.year, 1, 1))
    for day in (0..<(Day(row.year, 12, 31).map { first.days(to: $0) + 1 } ?? 0)).map({ first.advanced(by: $0) }) {
      let name = day.description
      #expect(sessions.isSession(day) == (!day.isWeekend && !closed.contains(name)), "\(name)")
      guard sessions.isSession(day) == true else {
        #expect(sessions.close(of: day) == nil)
        if !day.isWeekend { holidays.append(name) }
        continue
      }
      let end = try clock(short.contains(name) ? row.shortEnd : row.usualEnd)
      #expect(sessions.close(of: day) == zone.instant(day, minute: end), "\(name)")
    }
    #expect(sessions.holidays.map(\.description).filter { $0.hasPrefix("\(row.year)-") } == holidays)
  }

  @Test("Shenzhen and the venues of New York keep the days of those that stand for them")
  func sharedCalendars() throws {
    for venue in [Venue.nasdaq, .arca, .otc] { #expect(published[venue].holidays == published[.nyse].holidays) }
    #expect(published[.shenzhen].holidays == published[.shanghai].holidays)
    #expect(
      published[.shenzhen].state(at: try at("2025-06-03T11:45:00+08:00")).phase == .lunch)
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

  /// The NYSE Arca's hours: early session from 04:00, late session to 20:00, to 17:00 on days that close at 13:00.
  @Test(
    arguments: [
      ("XNYS", "2026-11-25T03:59:59-05:00", nil), ("XNYS", "2026-11-25T04:00:00-05:00", "pre"),
      ("XNYS", "2026-11-25T09:29:59-05:00", "pre"), ("XNYS", "2026-11-25T09:30:00-05:00", nil),
      ("XNAS", "2026-11-25T15:59:59-05:00", nil), ("XNAS", "2026-11-25T16:00:00-05:00", "post"),
      ("ARCX", "2026-11-25T19:59:59-05:00", "post"), ("XNYS", "2026-11-25T20:00:00-05:00", nil),
      // Thanksgiving, the half-day after it, and the weekend.
      ("XNYS", "2026-11-26T09:00:00-05:00", nil), ("XNYS", "2026-11-27T09:26:00-05:00", "pre"),
      ("XNYS", "2026-11-27T13:00:00-05:00", "post"), ("XNYS", "2026-11-27T16:59:59-05:00", "post"),
      ("XNYS", "2026-11-27T17:00:00-05:00", nil), ("XNYS", "2026-11-28T09:00:00-05:00", nil),
      ("XHKG", "2026-11-27T09:00:00+08:00", nil), ("XHKG", "2026-11-27T16:30:00+08:00", nil),
    ] as [(String, String, String?)])
  func outsideTheSession(venue: String, moment: String, session: String?) throws {
    let sessions = published[try #require(Venue(rawValue: venue))]
    #expect(sessions.extendedSession(at: try at(moment))?.rawValue == session)
  }

  @Test func earlyCloses() throws {
    #expect(published[.nyse].closesEarly(on: try day("2026-11-27")))
    #expect(!published[.nyse].closesEarly(on: try day("2026-11-25")))
    #expect(!published[.nyse].closesEarly(on: try day("2026-11-26")))
    #expect(published[.hongKong].closesEarly(on: try day("2026-12-24")))
  }

  @Test func closes() throws {
    #expect(published[.nasdaq].close(of: try day("2025-05-01")) == (try at("2025-05-01T20:00:00Z")))
    #expect(published[.nasdaq].close(of: try day("2025-11-28")) == (try at("2025-11-28T18:00:00Z")))
    #expect(published[.hongKong].close(of: try day("2025-01-28")) == (try at("2025-01-28T04:00:00Z")))
    #expect(published[.hongKong].close(of: try day("2025-05-01")) == nil)
    #expect(published[.hongKong].lastSession(onOrBefore: try day("2025-05-01")) == Day(2025, 4, 30))
    #expect(published[.shanghai].lastSession(onOrBefore: try day("2025-10-08")) == Day(2025, 9, 30))
    #expect(
      published[.hongKong].lastClosing(onOrBefore: try at("2025-04-30T12:30:00+08:00"))
        == (try at("2025-04-30T12:00:00+08:00")))
    #expect(
      published[.nasdaq].lastClosing(onOrBefore: try at("2025-05-05T08:00:00-04:00"))
        == (try at("2025-05-02T16:00:00-04:00")))
    // A price stamped before the opening is the last session's.
    #expect(published[.nasdaq].sessionDay(of: try at("2025-05-05T08:00:00-04:00")) == Day(2025, 5, 2))
    #expect(published[.nasdaq].sessionDay(of: try at("2025-05-05T16:00:01-04:00")) == Day(2025, 5, 5))
    #expect(published[.shanghai].sessionDay(of: try at("2027-02-07T12:00:00+08:00")) == Day(2027, 2, 5))
  }
}
