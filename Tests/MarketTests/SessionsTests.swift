import Market
import Testing

/// What a desk tells of sessions counts over what the exchanges published.
struct SessionsTests {
  private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func sessions(_ closures: (venue: Venue, day: String, closes: Int?)...) throws -> Sessions {
    Sessions(
      try closures.map { closure in
        Closure(
          venue: closure.venue, day: try day(closure.day), closes: closure.closes, origin: Origin(file: "c", line: 1))
      })
  }

  /// As on 9 January 2025, when New York's exchanges closed to mourn a president.
  @Test func closesOnADayOfMourning() throws {
    let sessions = try sessions((.nyse, "2026-06-10", nil))
    for venue in [Venue.nyse, .nasdaq, .arca, .otc] {
      let state = sessions[venue].state(at: try at("2026-06-10T11:00:00-04:00"))
      #expect(state.phase == .holiday)
      #expect(state.nextOpening == (try at("2026-06-11T09:30:00-04:00")))
      #expect(sessions[venue].sessionDay(of: try at("2026-06-10T11:00:00-04:00")) == Day(2026, 6, 9))
      #expect(sessions[venue].close(of: try day("2026-06-10")) == nil)
    }
    #expect(sessions[.nyse].holidays.contains(try day("2026-06-10")))
    #expect(sessions[.nyse].holidays.contains(try day("2026-06-19")))
    #expect(sessions[.hongKong].isSession(try day("2026-06-10")) == true)
    #expect(Sessions.published[.nyse].isSession(try day("2026-06-10")) == true)
  }

  @Test func endsASessionEarly() throws {
    let sessions = try sessions((.hongKong, "2026-06-10", 720), (.nyse, "2026-06-10", 840))
    #expect(sessions[.hongKong].close(of: try day("2026-06-10")) == (try at("2026-06-10T12:00:00+08:00")))
    #expect(sessions[.nasdaq].close(of: try day("2026-06-10")) == (try at("2026-06-10T14:00:00-04:00")))
    let noon = sessions[.hongKong].state(at: try at("2026-06-10T12:30:00+08:00"))
    #expect(noon.phase == .closed)
    #expect(noon.nextOpening == (try at("2026-06-11T09:30:00+08:00")))
    #expect(!sessions[.hongKong].holidays.contains(try day("2026-06-10")))
  }

  /// A published holiday becomes a session, a published half-day a whole one.
  @Test func countsOverThePublishedDay() throws {
    let sessions = try sessions((.nyse, "2026-06-19", 960), (.nyse, "2026-12-24", 960))
    #expect(sessions[.nyse].close(of: try day("2026-06-19")) == (try at("2026-06-19T16:00:00-04:00")))
    #expect(!sessions[.nyse].holidays.contains(try day("2026-06-19")))
    #expect(sessions[.nyse].close(of: try day("2026-12-24")) == (try at("2026-12-24T16:00:00-05:00")))
  }

  /// The list of Shanghai's year makes it known, from New Year to the National Day.
  @Test func learnsAYear() throws {
    let sessions = try sessions(
      (.shanghai, "2027-01-01", nil), (.shanghai, "2027-02-08", nil), (.shanghai, "2027-02-09", nil),
      (.shanghai, "2027-10-01", nil))
    for venue in [Venue.shanghai, .shenzhen] {
      #expect(sessions[venue].isSession(try day("2027-02-08")) == false)
      #expect(sessions[venue].isSession(try day("2027-02-10")) == true)
      #expect(sessions[venue].isSession(try day("2027-12-31")) == true)
      #expect(sessions[venue].isSession(try day("2027-12-25")) == false)
      let newYear = sessions[venue].state(at: try at("2026-12-31T16:00:00+08:00"))
      #expect(newYear.nextOpening == (try at("2027-01-04T09:30:00+08:00")))
    }
    #expect(sessions[.shanghai].isSession(try day("2028-01-03")) == nil)
    #expect(sessions[.taiwan].isSession(try day("2027-02-10")) == nil)
  }

  /// One closure says nothing of the other days of a year that is not published.
  @Test func learnsNoYearFromADay() throws {
    let sessions = try sessions((.shanghai, "2027-02-08", nil), (.shanghai, "2027-02-09", 690))
    #expect(sessions[.shanghai].isSession(try day("2027-02-08")) == false)
    #expect(sessions[.shanghai].close(of: try day("2027-02-09")) == (try at("2027-02-09T11:30:00+08:00")))
    #expect(sessions[.shanghai].isSession(try day("2027-02-10")) == nil)
    let state = sessions[.shanghai].state(at: try at("2027-02-08T10:00:00+08:00"))
    #expect(state.phase == .holiday)
    #expect(sessions[.shanghai].state(at: try at("2027-02-10T10:00:00+08:00")).phase == .unknown)
  }
}
