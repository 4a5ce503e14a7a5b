import Analytics
import Market
import Testing

@testable import Alerts

/// The semantics that are promised, one by one. The clock moves only when told.
struct SemanticsTests {
  // MARK: Edges on the time of the datum

  @Test func aFirstValueArmsAndNeverRings() {
    var exam = Exam("AMAT crosses below 140", "AMAT < 140", "AMAT >= 130")
    #expect(exam.tell("AMAT", 139).isEmpty)
    #expect(exam.tell("AMAT", 138).isEmpty)
  }

  @Test func ringsAtTheEdgeWithTheDatumsTime() throws {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    exam.tell("AMAT", 141)
    exam.now(after: 5)
    let time = exam.now.advanced(bySeconds: -2)
    exam.quote("AMAT", 139.8, at: time)
    let firing = try #require(exam.see().first)
    #expect(exam.rung.count == 1)
    #expect(firing.time == time && firing.subject == "AMAT" && firing.edge == "below" && firing.number == 139.8)
    #expect(firing.text.text == "AMAT 139.80 crosses below 140")
    #expect(firing.short.text == "AMAT 139.8")
    #expect(!firing.isLate && !firing.isDoubtful && firing.origin.line == 3)
  }

  @Test func aLevelThatIsPassedMustBeComeBackToFirst() {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    for price in [138.0, 141, 139] { exam.tell("AMAT", price) }
    #expect(exam.rung.isEmpty)
    for price in [142.0, 139.5] { exam.tell("AMAT", price) }
    #expect(exam.values == ["AMAT 139.50"])
  }

  @Test func comparesRingOnBecomingTrue() {
    var exam = Exam("AMAT >= 160 rearm 158")
    for price in [159.0, 160, 161, 159, 160, 158, 160] { exam.tell("AMAT", price) }
    #expect(exam.rung.count == 2)
  }

  @Test func aQuoteOfTheSameTimeTwiceIsOneDatum() {
    var exam = Exam("AMAT crosses below 140 rearm 140.5")
    exam.tell("AMAT", 141)
    exam.tell("AMAT", 139)
    for _ in 0..<3 { exam.see() }
    // Rewritten with the same time, one second later.
    let time = exam.now
    exam.now(after: 1)
    exam.quote("AMAT", 139, at: time)
    exam.see()
    // A file of before that comes back.
    exam.quote("AMAT", 141, at: time.advanced(bySeconds: -10))
    exam.see()
    exam.quote("AMAT", 139, at: time)
    exam.see()
    #expect(exam.rung.count == 1)
  }

  @Test func aStaleValueNeitherRingsNorDisarms() {
    var exam = Exam("AMAT crosses below 140 rearm 142", "KLAC crosses below 600 rearm 610")
    exam.tell("AMAT", 141)
    exam.tell("KLAC", 590)
    exam.now(after: 3600)
    // Both are of 16 minutes ago, while the venue trades; the desk allows 15.
    exam.quote("AMAT", 139, at: exam.now.advanced(bySeconds: -960))
    exam.quote("KLAC", 620, at: exam.now.advanced(bySeconds: -960))
    exam.see()
    #expect(exam.rung.allSatisfy { $0.edge == "failing" })
    exam.tell("AMAT", 139.5)
    exam.tell("KLAC", 595)
    #expect(exam.rung.filter { $0.edge == "below" }.map(\.subject) == ["AMAT"])
  }

  @Test func aDoubtfulPriceRingsOnceAsWhatItIs() throws {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    exam.tell("AMAT", 148)
    exam.now(after: 1)
    exam.quote("AMAT", 62.1, previous: 148) { $0.doubt = Doubt("58 % below the last close 148.00", isJump: true) }
    let firing = try #require(exam.see().first)
    #expect(firing.isDoubtful && firing.text.text == "AMAT doubtful 62.10 -58 %")
    exam.now(after: 1)
    exam.quote("AMAT", 62.2, previous: 148) { $0.doubt = Doubt("58 % below the last close 148.00", isJump: true) }
    exam.see()
    #expect(exam.rung.count == 1)
    exam.tell("AMAT", 139)
    #expect(exam.rung.count == 2 && exam.rung.last?.edge == "below")
  }

  @Test func aKeptValueIsNone() {
    var exam = Exam("AMAT crosses below 140")
    exam.tell("AMAT", 141)
    exam.now(after: 1)
    exam.quote("AMAT", 139) { $0.kept = true }
    exam.see()
    #expect(exam.rung.isEmpty)
  }

  // MARK: Re-arming

  @Test(
    "default re-arm",
    arguments: [
      // A price: 0.2 % of the level where no bars tell its range.
      ("AMAT crosses below 140", "AMAT", [141, 139, 140.27, 139], 1),
      ("AMAT crosses below 140", "AMAT", [141, 139, 140.28, 139], 2),
      ("AMAT crosses above 140", "AMAT", [139, 141, 139.73, 141], 1),
      ("AMAT crosses above 140", "AMAT", [139, 141, 139.72, 141], 2),
      // As it is told, in percent.
      ("AMAT < 100 rearm 10%", "AMAT", [101, 99, 109.9, 99], 1),
      ("AMAT < 100 rearm 10%", "AMAT", [101, 99, 110, 99], 2),
      // Either way: both sides with their distance.
      ("AMAT crosses 100 rearm 1%", "AMAT", [101, 99, 100.5, 99, 101, 99], 4),
    ] as [(String, String, [Double], Int)])
  func rearms(rule: String, symbol: String, prices: [Double], count: Int) {
    var exam = Exam(rule)
    for price in prices { exam.tell(symbol, price) }
    #expect(exam.rung.count == count)
  }

  @Test func aTenthOfTheMeanRangeOfTwentySessionsRearms() {
    var exam = Exam("AMAT crosses below 140")
    // Ranges of 10: the level is armed again one point above.
    let last = Day("2025-04-30") ?? Day(number: 0)
    let days = (0..<40).map { last.advanced(by: -$0) }.filter { exam.desk.sessions[.nasdaq].isSession($0) == true }
      .prefix(20)
    exam.desk.histories["AMAT"] = History(
      symbol: "AMAT", currency: "USD",
      bars: days.reversed().map { Bar(day: $0, open: 150, high: 155, low: 145, close: 150, volume: 1) },
      file: "AMAT.csv")
    for price in [145.0, 139, 140.9, 139] { exam.tell("AMAT", price) }
    #expect(exam.rung.count == 1)
    for price in [141.0, 139] { exam.tell("AMAT", price) }
    #expect(exam.rung.count == 2)
  }

  @Test func percentRulesAreArmedAgainAtHalfTheThreshold() {
    var exam = Exam("KLAC chg% <= -3")
    func move(_ percent: Double) {
      exam.now(after: 1)
      exam.quote("KLAC", 100 + percent, previous: 100)
      exam.see()
    }
    for percent in [-1.0, -3.1, -1.6, -3.1] { move(percent) }
    #expect(exam.rung.count == 1)
    for percent in [-1.4, -3.2] { move(percent) }
    #expect(exam.rung.count == 2)
    #expect(exam.rung.last?.text.text == "KLAC chg% -3.20 <= -3")
  }

  // MARK: for

  @Test func holdsForAWhile() {
    var exam = Exam("AMAT < 140 for 5m")
    exam.tell("AMAT", 141)
    exam.tell("AMAT", 139)
    exam.tell("AMAT", 139.5, after: 240)
    #expect(exam.rung.isEmpty)
    // Broken: it begins anew.
    exam.tell("AMAT", 140.5, after: 30)
    exam.tell("AMAT", 139, after: 30)
    let start = exam.now
    exam.tell("AMAT", 139, after: 299)
    #expect(exam.rung.isEmpty)
    exam.tell("AMAT", 139, after: 5)
    #expect(exam.rung.map(\.time) == [start.advanced(bySeconds: 300)])
    exam.tell("AMAT", 139, after: 600)
    #expect(exam.rung.count == 1)
  }

  @Test func whatHoldsRingsWithoutANewValueOnceItsTimeIsOver() throws {
    var exam = Exam("AMAT < 140 for 5m")
    exam.tell("AMAT", 141)
    exam.tell("AMAT", 139)
    let start = exam.now
    #expect(exam.book.nextDue == start.advanced(bySeconds: 300))
    exam.wait(299)
    #expect(exam.rung.isEmpty)
    exam.wait(61)
    #expect(exam.rung.map(\.time) == [start.advanced(bySeconds: 300)])
    #expect(exam.book.nextDue == nil)
  }

  @Test func timeInWhichNothingRanDoesNotCount() throws {
    var exam = Exam("AMAT < 140 for 5m")
    exam.tell("AMAT", 141)
    exam.tell("AMAT", 139)
    exam.tell("AMAT", 139.2, after: 120)
    try exam.restart()
    // Nobody knows what happened in the hour between.
    exam.tell("AMAT", 139.1, after: 3600)
    #expect(exam.rung.isEmpty)
    exam.tell("AMAT", 139.3, after: 170)
    #expect(exam.rung.isEmpty)
    exam.tell("AMAT", 139.4, after: 20)
    #expect(exam.rung.count == 1)
  }

  // MARK: How often

  @Test func onceIsOnce() throws {
    var exam = Exam("AMAT >= 160 once rearm 158")
    for price in [150.0, 161, 150, 161] { exam.tell("AMAT", price) }
    try exam.restart()
    for price in [150.0, 161, 150, 161] { exam.tell("AMAT", price) }
    #expect(exam.rung.count == 1)
  }

  @Test func dailyIsOnceASessionAndNewEachDay() {
    var exam = Exam("KLAC chg% <= -3 daily")
    func move(_ percent: Double, after seconds: Int64 = 1) {
      exam.now(after: seconds)
      exam.quote("KLAC", 100 + percent, previous: 100)
      exam.see()
    }
    for percent in [-1.0, -3.1, 0, -3.1, 0, -3.1] { move(percent) }
    #expect(exam.rung.count == 1)
    // The next morning it opens below at once.
    move(-4, after: 86400)
    move(-4.5)
    #expect(exam.rung.count == 2)
  }

  @Test func everyRingsAsLongAsItHolds() {
    var exam = Exam("AMAT < 140 every 10m")
    exam.tell("AMAT", 141)
    exam.tell("AMAT", 139)
    for _ in 0..<30 { exam.tell("AMAT", 138, after: 60) }
    #expect(exam.rung.count == 4)
  }

  @Test func nothingRingsAfterItsLastDay() {
    var exam = Exam("AMAT < 140 until 2025-05-01")
    exam.tell("AMAT", 141)
    exam.go(to: Exam.newYork("2025-05-02", 10, 0))
    exam.tell("AMAT", 139)
    #expect(exam.rung.isEmpty)
  }

  // MARK: Hours

  @Test func duringAVenuesHours() {
    // Hong Kong's lunch is 12:00 to 13:00 there, midnight to one in New York's summer.
    var exam = Exam("COSCO crosses below 10 during XHKG", at: Exam.newYork("2025-05-06", 23, 50))
    exam.tell("COSCO", 10.2)
    exam.go(to: Exam.newYork("2025-05-07", 0, 30))
    exam.tell("COSCO", 9.9)
    #expect(exam.rung.isEmpty)
    exam.go(to: Exam.newYork("2025-05-07", 1, 0))
    exam.tell("COSCO", 9.9)
    #expect(exam.rung.count == 1)
  }

  @Test(
    "hours of the wall clock over the nights of New York and London",
    arguments: [
      // 9 March 2025, 02:00 does not exist; 2 November, 01:30 comes twice.
      ("20:00-06:00 America/New_York", "2025-03-09T05:59:00-04:00", true),
      ("20:00-06:00 America/New_York", "2025-03-09T06:00:00-04:00", false),
      ("20:00-06:00 America/New_York", "2025-11-02T01:30:00-04:00", true),
      ("20:00-06:00 America/New_York", "2025-11-02T01:30:00-05:00", true),
      ("20:00-06:00 America/New_York", "2025-11-02T06:00:00-05:00", false),
      ("08:00-16:30 Europe/London", "2025-03-30T08:00:00+01:00", true),
      ("08:00-16:30 Europe/London", "2025-03-30T07:59:00+01:00", false),
      ("08:00-16:30 Europe/London", "2025-10-26T16:29:00+00:00", true),
      ("08:00-16:30 Europe/London", "2025-10-26T16:30:00+00:00", false),
    ])
  func hours(text: String, moment: String, isIn: Bool) throws {
    let rule = try AlertRule.parse("index >= 40 during \(text)")
    #expect(rule.admits(try #require(Instant(rfc3339: moment)), .published) == isIn)
  }

  @Test(
    "sessions",
    arguments: [
      // Juneteenth, a half day, an ordinary day.
      ("2025-06-19", 12, 0, false), ("2025-07-03", 12, 59, true), ("2025-07-03", 13, 0, false),
      ("2025-07-02", 15, 59, true),
    ])
  func sessions(day: String, hour: Int, minute: Int, isIn: Bool) throws {
    let rule = try AlertRule.parse("AMAT < 140 during XNYS")
    #expect(rule.admits(Exam.newYork(day, hour, minute), .published) == isIn)
  }

  @Test func atCloseIsTheCloseOfTheSession() {
    // A half day: its close is at 13:00.
    var exam = Exam("SPY crosses below 600 at close", at: Exam.newYork("2025-07-02", 16, 0))
    exam.quote("SPY", 601)
    exam.see()
    exam.go(to: Exam.newYork("2025-07-03", 11, 0))
    exam.tell("SPY", 595)
    #expect(exam.rung.isEmpty)
    exam.go(to: Exam.newYork("2025-07-03", 13, 0))
    exam.quote("SPY", 599)
    exam.see()
    #expect(exam.rung.map(\.time) == [Exam.newYork("2025-07-03", 13, 0)])
    // A trade after the close is none.
    exam.tell("SPY", 605, after: 1200)
    exam.tell("SPY", 598, after: 60)
    #expect(exam.rung.count == 1)
  }

  // MARK: The clock's own

  @Test func silenceIsToldAtAWholeMinuteWhicheverSecondItIsLookedAt() {
    func firings(offset: Int64) -> [Firing] {
      var exam = Exam("feed KLAC silent 2m")
      exam.quote("KLAC", 676, at: Exam.morning.advanced(bySeconds: 7))
      exam.go(to: Exam.morning.advanced(bySeconds: 10 + offset))
      exam.see()
      for _ in 0..<10 { exam.wait(30) }
      return exam.rung
    }
    let (first, second) = (firings(offset: 0), firings(offset: 17))
    #expect(first.count == 1 && first.map(\.id) == second.map(\.id))
    #expect(first.first?.time == Exam.morning.advanced(bySeconds: 180))
  }

  @Test func heartbeatsAreOfWholeHours() {
    var exam = Exam("heartbeat every 1h to hook")
    exam.see()
    for _ in 0..<150 { exam.wait(60) }
    #expect(exam.rung.map(\.time) == [1, 2].map { Exam.morning.advanced(bySeconds: $0 * 3600) })
    #expect(exam.rung.first?.goes(by: .hook) == true && exam.rung.first?.goes(by: .bell) == false)
  }

  @Test func aDeadlineRingsAtItsFirstMinute() {
    var exam = Exam("deadline within 24h")
    let time = Exam.newYork("2025-05-03", 9, 30)
    exam.desk.calendar = [
      CalendarEntry(
        day: Day("2025-05-03") ?? Day(number: 0), minute: 570, title: "Comment period ends", kind: .deadline,
        symbols: [],
        source: "", verified: true, origin: Origin(file: "calendar.json", line: 3))
    ]
    exam.see()
    exam.go(to: Exam.newYork("2025-05-02", 9, 29))
    exam.see()
    #expect(exam.rung.isEmpty)
    exam.wait(75)
    exam.wait(60)
    #expect(exam.rung.map(\.time) == [time.advanced(bySeconds: -86400)])
    #expect(exam.rung.first?.subject == "Comment period ends")
  }

  // MARK: Once each

  @Test func aRestartNeverRingsAgain() throws {
    var exam = Exam("AMAT crosses below 140 rearm 142", "KLAC < 600 rearm 610")
    exam.tell("AMAT", 141)
    try exam.restart()
    exam.tell("AMAT", 139)
    for _ in 0..<3 {
      try exam.restart()
      exam.see()
      exam.tell("AMAT", 138.5)
    }
    exam.tell("AMAT", 142)
    try exam.restart()
    exam.tell("AMAT", 139)
    #expect(exam.rung.count == 2)
    #expect(Set(exam.rung.map(\.id)).count == 2)
  }

  @Test func aCrossingWhileNothingRanIsToldLate() throws {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    exam.tell("AMAT", 141)
    try exam.restart()
    // It fell at 10:30; at 11:00 the file still shows the price of 10:58.
    exam.go(to: Exam.newYork("2025-05-01", 11, 0))
    exam.quote("AMAT", 139, at: Exam.newYork("2025-05-01", 10, 58))
    let firing = try #require(exam.see().first)
    #expect(firing.isLate && firing.time == Exam.newYork("2025-05-01", 10, 58))
    #expect(firing.text.text == "AMAT 139.00 crosses below 140 (late, 1 May 10:58 New York)")
  }

  @Test func barsTellWhatHappenedInAPauseOfDays() throws {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    exam.tell("AMAT", 145)
    try exam.restart()
    func bar(_ day: String, _ close: Double) -> Bar {
      Bar(day: Day(day) ?? Day(number: 0), open: close, high: close, low: close, close: close)
    }
    // Below on Friday, above on Monday, below on Tuesday.
    exam.desk.histories["AMAT"] = History(
      symbol: "AMAT", currency: "USD",
      bars: [bar("2025-05-01", 144), bar("2025-05-02", 139), bar("2025-05-05", 143), bar("2025-05-06", 138)],
      file: "AMAT.csv")
    exam.desk.historyRevision += 1
    exam.go(to: Exam.newYork("2025-05-07", 9, 0))
    exam.see()
    #expect(exam.rung.map(\.time) == [Exam.newYork("2025-05-02", 16, 0), Exam.newYork("2025-05-06", 16, 0)])
    #expect(exam.rung.map(\.isLate) == [true, true])
    exam.see()
    #expect(exam.rung.count == 2)
  }

  @Test func severalBarsAtOnceAreSeenOneByOne() {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    func bar(_ day: String, _ close: Double) -> Bar {
      Bar(day: Day(day) ?? Day(number: 0), open: close, high: close, low: close, close: close)
    }
    let bars = [bar("2025-05-01", 144), bar("2025-05-02", 139), bar("2025-05-05", 143), bar("2025-05-06", 138)]
    func put(_ count: Int) {
      exam.desk.histories["AMAT"] = History(
        symbol: "AMAT", currency: "USD", bars: Array(bars.prefix(count)), file: "AMAT.csv")
      exam.desk.historyRevision += 1
      exam.see()
    }
    exam.go(to: Exam.newYork("2025-05-01", 18, 0))
    put(1)
    exam.go(to: Exam.newYork("2025-05-06", 18, 0))
    put(4)
    #expect(exam.rung.map(\.time) == [Exam.newYork("2025-05-02", 16, 0), Exam.newYork("2025-05-06", 16, 0)])
  }

  @Test func aClockThatIsSetBackOrAheadRingsNothingAgain() {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    exam.tell("AMAT", 141)
    exam.tell("AMAT", 139)
    exam.go(to: exam.now.advanced(bySeconds: -3600))
    exam.see()
    exam.tell("AMAT", 138)
    exam.go(to: exam.now.advanced(bySeconds: 3600))
    exam.tell("AMAT", 138.5)
    #expect(exam.rung.count == 1)
    // What happens after that is not lost.
    exam.go(to: exam.now.advanced(bySeconds: -3600))
    exam.tell("AMAT", 143)
    exam.tell("AMAT", 139)
    #expect(exam.rung.count == 2)
  }

  @Test func editingARuleArmsItAnew() {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    exam.tell("AMAT", 141)
    exam.tell("AMAT", 139)
    exam.book.use(Exam.lines(["AMAT crosses below 138 rearm 142"]), own: [])
    exam.tell("AMAT", 139)
    exam.tell("AMAT", 137)
    #expect(exam.rung.count == 2)
    // A note or a name is no other rule.
    exam.book.use(
      [AlertLine("AMAT  crosses below 138 rearm 142", name: "fall", origin: Origin(file: "a", line: 1))], own: [])
    exam.tell("AMAT", 136)
    #expect(exam.rung.count == 2)
  }

  // MARK: Inhibition

  @Test func aDeadFeedRingsOnceForItself() {
    var exam = Exam("AMAT crosses below 140")
    exam.tell("AMAT", 141)
    // The desk allows 15 minutes.
    for _ in 0..<40 { exam.wait(60) }
    #expect(exam.rung.count == 1)
    #expect(exam.rung.first?.subject == "quotes.json" && exam.rung.first?.edge == "failing")
    let reading = exam.evaluator.reading(of: exam.desk.known(at: exam.now), asOf: exam.now)
    #expect(exam.book.standings(in: reading, of: exam.desk).map(\.state) == [.inhibited(by: "quotes.json")])
    exam.tell("AMAT", 139)
    #expect(exam.rung.count == 2)
  }

  // MARK: What the trader does

  @Test func snoozesLongerEachTime() throws {
    var exam = Exam("AMAT < 140 rearm 141")
    exam.tell("AMAT", 142)
    let rule = try #require(exam.book.rules.first)
    func until() -> Instant? {
      let reading = exam.evaluator.reading(of: exam.desk.known(at: exam.now), asOf: exam.now)
      guard case .snoozed(let until)? = exam.book.standings(in: reading, of: exam.desk).first?.state else { return nil }
      return until
    }
    exam.book.snooze(rule, at: exam.now)
    #expect(until() == exam.now.advanced(bySeconds: 900))
    exam.book.snooze(rule, at: exam.now)
    #expect(until() == exam.now.advanced(bySeconds: 3600))
    exam.book.snooze(rule, at: exam.now)
    #expect(until() == Exam.newYork("2025-05-02", 0, 0))
    try exam.restart()
    #expect(until() == Exam.newYork("2025-05-02", 0, 0))
    exam.tell("AMAT", 139)
    #expect(exam.rung.map(\.isSnoozed) == [true] && exam.book.standing.isEmpty)
  }

  @Test func anAcknowledgedFiringStandsNoMore() throws {
    var exam = Exam("AMAT < 140 rearm 141")
    exam.tell("AMAT", 142)
    exam.tell("AMAT", 139)
    #expect(exam.book.firingSymbols == ["AMAT"])
    exam.book.acknowledge(try #require(exam.book.rules.first), at: exam.now)
    #expect(exam.book.firingSymbols.isEmpty)
    try exam.restart()
    #expect(exam.book.firingSymbols.isEmpty)
    exam.tell("AMAT", 142)
    exam.tell("AMAT", 138)
    #expect(exam.book.firingSymbols == ["AMAT"])
  }
}

extension Exam {
  mutating func now(after seconds: Int64) { go(to: now.advanced(bySeconds: seconds)) }
}
