import Analytics
import Market
import Testing

struct DeskReadingTests {
  private let desk = referenceDesk()

  private func reading(_ desk: Desk, _ date: String) throws -> DeskReading {
    var evaluator = DeskEvaluator()
    return evaluator.reading(of: desk, asOf: try moment(date))
  }

  @Test("1 May 2025: index and changes")
  func demo() throws {
    let reading = try reading(desk, "2025-05-01")
    #expect(reading.indicator == IndicatorReading(desk: desk, asOf: try moment("2025-05-01")))
    try expect(reading.today.total, prints: "0.2")
    try expect(reading.week.total, prints: "-1.3")
    try expect(reading.week.events, prints: "-1.3")
    #expect(reading.week.tariffs == 0)
    try expect(reading.marketToday?.total, prints: "-35.4")
    try expect(reading.marketWeek?.total, prints: "-31.9")
  }

  @Test("signals newest first, of one day the largest first, with today's points")
  func signals() throws {
    let rows = try reading(desk, "2025-05-01").signals
    #expect(rows.prefix(9).map(\.signal.id) == ["E16", "E17", "E15", "E14", "E13", "E12", "E11", "E10", "E09"])
    let points = ["0.53", "-0.53", "-2.61", "-0.21", "1.18", "1.57", "-0.93", "-3.20", "0.69"]
    for (row, text) in zip(rows, points) { try expect(row.points, prints: text, row.signal.id) }
    #expect(rows[0].status == .denied)
    #expect(rows[0].credibility == 4)
    let later = try reading(desk, "2025-05-02").signals
    #expect(later.first { $0.signal.id == "E16" }?.status == .confirmed)
    // More than a year old: listed, without points.
    let old = try reading(desk, "2026-05-14").signals
    #expect(try #require(old.first { $0.signal.id == "E16" }).points == nil)
  }

  /// 164 → 154 and 164/146 → 49/31 by hand from the formula of T; the report by the formula of E.
  @Test func scenarios() throws {
    let scenarios = try reading(desk, "2025-05-01").scenarios
    #expect(scenarios.map(\.kind) == [.talksConfirmed(Day(2025, 5, 1)!), .tenPointsOff(.us), .truceRates])
    try expect(scenarios[0].points, prints: "0.54")
    try expect(scenarios[1].points, prints: "0.96")
    try expect(scenarios[2].points, prints: "32.3")
    #expect(try reading(desk, "2025-05-20").scenarios.map(\.kind) == [.tenPointsOff(.us)])
  }

  /// Entries dated alone at 16:20; a step at the moment of its effect; what became known at once is one stop.
  @Test("moments to step to")
  func eventMoments() throws {
    let first = try #require(Day(2025, 5, 1)).asOf
    #expect(desk.previousEvent(before: first) == Day(2025, 4, 30)?.asOf)
    #expect(desk.nextEvent(after: first) == Day(2025, 5, 2)?.asOf)
    #expect(Desk().nextEvent(after: first) == nil)
    #expect(Desk().previousEvent(before: first) == nil)
    #expect(desk.eventMoments == Array(Set(desk.eventMoments)).sorted())
  }

  /// By hand from the adjusted closes; betas from an independent computation.
  @Test(
    "moves",
    arguments: [
      ["AMAT", "-0.8", "-16.4", "0.8", "-8.2", "1.4676", "15.5"],
      ["KLAC", "-1.9", "-9.5", "-1.4", "7.6", "1.5537", "12.8"],
      ["FSLR", "-7.2", "-23.9", "-2.5", "-28.2", "0.8717", "5.1"], ["SPY", "2.2", "-6.9", "-1.1", "-4.4", "", "12.5"],
      ["COSCO", "3.2", "0.2", "-7.0", "-8.6", "", "14.7"],
    ])
  func moves(_ row: [String]) throws {
    let instruments = desk.watchlist.sectors.flatMap(\.instruments)
    let instrument = try #require(instruments.first { $0.symbol == row[0] })
    let moves = Moves(instrument, desk: desk, asOf: try moment("2025-05-01"))
    try expect(moves.fiveDays, prints: row[1], "5 days")
    try expect(moves.sixtyDays, prints: row[2], "60 days")
    try expect(moves.sinceEvent, prints: row[3], "since 2 April")
    try expect(moves.sinceYear, prints: row[4], "2025")
    if row[5].isEmpty { #expect(moves.beta == nil) } else { try expect(moves.beta, prints: row[5], "beta") }
    let april = try #require(Day(2025, 4, 8))
    try expect(Moves.since(april, instrument, desk: desk, asOf: try moment("2025-05-01")), prints: row[6], "8 April")
  }

  @Test("what comes next")
  func ahead() throws {
    var desk = desk
    let origin = Origin(file: "calendar.json", line: 3)
    func entry(_ date: String, _ minute: Int?, _ title: String) throws -> CalendarEntry {
      CalendarEntry(
        day: try #require(Day(date)), minute: minute, title: title, kind: .data, symbols: [], source: "",
        verified: false,
        origin: origin)
    }
    desk.calendar = [
      try entry("2025-04-30", nil, "past"), try entry("2025-05-01", 600, "this morning"),
      try entry("2025-05-01", nil, "today"), try entry("2025-05-02", 510, "jobs"),
    ]
    let ahead = try reading(desk, "2025-05-01").ahead
    #expect(
      ahead.map(\.subject).prefix(4) == [
        .calendar(desk.calendar[2]), .reopening(.hongKong), .calendar(desk.calendar[3]), .opening(.nyse),
      ])
    #expect(ahead[1].symbols == ["COSCO"])
    #expect(ahead[1].instant == Instant(rfc3339: "2025-05-01T21:30:00-04:00"))
    #expect(ahead[0].hasTime == false)
    #expect(ahead.contains { $0.isTariffStep && $0.instant == Instant(rfc3339: "2025-10-14T00:01:00-04:00") })
    // After Geneva the last day of the truce is ahead.
    #expect(
      try reading(desk, "2025-05-20").ahead.contains { entry in if case .expiry = entry.subject { true } else { false }
      })
  }

  @Test("a feed is dead by its venue's hours")
  func deadFeeds() throws {
    var desk = desk
    desk.quotes["AMAT"] = Quote(
      symbol: "AMAT", time: try #require(Instant(rfc3339: "2025-05-02T10:00:00-04:00")), price: 150,
      origin: Origin(file: "us.json", line: 2))
    desk.quotes["1919.HK"] = Quote(
      symbol: "1919.HK", time: try #require(Instant(rfc3339: "2025-05-02T11:00:00+08:00")), price: 12,
      origin: Origin(file: "hk.json", line: 2))
    func dead(_ time: String) throws -> [String] {
      var evaluator = DeskEvaluator()
      return evaluator.reading(of: desk, asOf: try #require(Instant(rfc3339: time))).deadFeeds.map(\.file)
    }
    #expect(try dead("2025-05-02T10:10:00-04:00") == [])
    #expect(try dead("2025-05-02T10:20:00-04:00") == ["us.json"])
    #expect(try dead("2025-05-02T17:00:00-04:00") == [])
    #expect(try dead("2025-05-02T11:30:00+08:00") == ["hk.json"])
    #expect(try dead("2025-05-02T12:30:00+08:00") == [])
    // In the first minutes of a session yesterday's quotes are no sign.
    #expect(try dead("2025-05-05T09:35:00-04:00") == [])
  }

  @Test("facts by their day")
  func facts() throws {
    var desk = desk
    func fact(_ id: String, _ day: Day?) -> Fact {
      Fact(
        id: id, label: id, value: 1, unit: "", day: day, source: "", verified: true,
        origin: Origin(file: "f.json", line: 1))
    }
    desk.facts = [fact("old", Day(2024, 12, 31)), fact("none", nil), fact("later", Day(2025, 5, 2))]
    #expect(try reading(desk, "2025-05-01").facts.map(\.id) == ["old", "none"])
  }

  /// The deficit of 2024 was published on 5 February 2025, in the morning; a date is known from 16:20.
  @Test("a fact from its publication on, whatever period it speaks of")
  func publishedFacts() throws {
    var desk = desk
    func fact(_ id: String, _ day: Day?, _ published: Day?) -> Fact {
      Fact(
        id: id, label: id, value: 1, unit: "", day: day, published: published, source: "", verified: true,
        origin: Origin(file: "f.json", line: 1))
    }
    desk.facts = [
      fact("deficit", Day(2024, 12, 31), Day(2025, 2, 5)), fact("forecast", Day(2026, 12, 31), Day(2025, 2, 5)),
      fact("undated", nil, Day(2025, 2, 6)),
    ]
    func known(_ time: String) throws -> [String] {
      var evaluator = DeskEvaluator()
      return evaluator.reading(of: desk, asOf: try #require(Instant(rfc3339: time))).facts.map(\.id)
    }
    #expect(try known("2025-02-05T16:19:59-05:00") == [])
    #expect(try known("2025-02-05T16:20:00-05:00") == ["deficit", "forecast"])
    #expect(try known("2025-02-06T16:20:00-05:00") == ["deficit", "forecast", "undated"])
  }

  /// Summits are announced weeks before: a view of the time before does not know them.
  @Test("an entry of the calendar from its announcement on")
  func announcedEntries() throws {
    var desk = desk
    desk.calendar = [
      CalendarEntry(
        day: try #require(Day(2025, 7, 9)), minute: nil, title: "90-day pause ends", kind: .deadline, symbols: [],
        source: "", verified: false, announced: Day(2025, 4, 9), origin: Origin(file: "c.json", line: 1))
    ]
    func isAhead(_ time: String) throws -> Bool {
      var evaluator = DeskEvaluator()
      return evaluator.reading(of: desk, asOf: try #require(Instant(rfc3339: time))).ahead.contains {
        $0.subject == .calendar(desk.calendar[0])
      }
    }
    #expect(try !isAhead("2025-04-09T16:19:59-04:00"))
    #expect(try isAhead("2025-04-09T16:20:00-04:00"))
  }

  /// The calendar's deadline and the tariff table's step of 4 December 2026 are one thing.
  @Test("what the calendar and a measure both say stands once")
  func repeatedEntries() throws {
    var desk = Desk()
    let origin = Origin(file: "t.json", line: 1)
    func measure(_ id: String, _ title: String, _ effective: Day, _ time: Instant? = nil) -> TariffMeasure {
      TariffMeasure(
        id: id, by: .us, on: "all", title: title, scope: .sector,
        steps: [
          TariffMeasure.Step(announced: Day(2026, 8, 6), effective: effective, time: time, rate: 15, origin: origin)
        ], origin: origin)
    }
    func entry(
      _ title: String, _ day: Day, minute: Int? = 1, kind: CalendarEntry.Kind = .deadline
    ) -> CalendarEntry {
      CalendarEntry(
        day: day, minute: minute, title: title, kind: kind, symbols: [], source: "", verified: true, origin: origin)
    }
    let day = try #require(Day(2026, 12, 4))
    desk.tariffs.measures = [
      measure("US-232-POLYSILICON", "Wafers, cells, modules", day), measure("US-DE-MINIMIS", "Small parcels", day),
      measure("CN-ALL", "All US goods", day),
    ]
    desk.calendar = [
      entry("232 on polysilicon, solar begins", day), entry("de minimis ends for China", day, minute: nil),
      // Another hour, another date, other words, words that many measures have, and no deadline.
      entry("polysilicon comments close", day, minute: 1020), entry("polysilicon, phase two", day.advanced(by: 1)),
      entry("drone components 25", day), entry("duties on goods of China", day),
      entry("polysilicon hearing", day, kind: .hearing),
    ]
    #expect(
      try reading(desk, "2026-11-27").ahead.compactMap { entry -> String? in
        if case .calendar(let entry) = entry.subject { entry.title } else { nil }
      } == [
        "drone components 25", "duties on goods of China", "polysilicon hearing", "polysilicon comments close",
        "polysilicon, phase two",
      ])
    // Before the measure is announced only the calendar has it.
    #expect(try reading(desk, "2026-08-05").ahead.count { !$0.isOfVenue } == 7)
  }

  @Test("an evaluator that remembers says what a new one says")
  func memory() throws {
    var desk = desk
    var evaluator = DeskEvaluator()
    var timed = try #require(desk.signals.last)
    timed = Signal(
      id: "timed", day: try #require(Day(2025, 5, 1)), time: Instant(rfc3339: "2025-05-01T18:00:00-04:00"),
      actor: "USA",
      target: "CHN", code: "036", weight: 4, reliability: .a, credibility: 1, origin: timed.origin)
    desk.signals.append(timed)
    for (time, price) in [
      ("2025-05-01T16:20:00-04:00", 676.31), ("2025-05-01T16:21:00-04:00", 680), ("2025-05-01T18:00:00-04:00", 681),
      ("2025-05-02T00:00:00-04:00", 682), ("2025-04-30T12:00:00-04:00", 600), ("2025-05-01T16:20:00-04:00", 676.31),
    ] {
      let instant = try #require(Instant(rfc3339: time))
      desk.quotes["KLAC"] = Quote(
        symbol: "KLAC", time: instant, price: price, origin: Origin(file: "q.json", line: 1))
      var fresh = DeskEvaluator()
      #expect(evaluator.reading(of: desk, asOf: instant) == fresh.reading(of: desk, asOf: instant))
    }
    desk.signals.removeLast(20)
    desk.policyRevision += 1
    var fresh = DeskEvaluator()
    #expect(
      evaluator.reading(of: desk, asOf: try moment("2025-11-10"))
        == fresh.reading(of: desk, asOf: try moment("2025-11-10")))
  }

  /// Prices within a session and of other sessions, below zero, not yet known, of names in no sector, and gone again, all
  /// within two minutes: in each step some rows and the needle are kept from before.
  @Test("an evaluator that remembers says what a new one says, whatever quotes come")
  func memoryOfQuotes() throws {
    var desk = desk
    var evaluator = DeskEvaluator()
    // It is told what has moved, and asked at some of the steps alone, of what is known by then.
    var told = DeskEvaluator()
    var moved: Set<String> = []
    let now = try #require(Instant(rfc3339: "2025-05-01T15:30:10-04:00"))
    let symbols = ["AMAT", "KLAC", "1919.HK", "SPY", "FSLR", "BA", "601919.SS"]
    let times = [
      "2025-05-01T15:29:00-04:00", "2025-05-01T15:30:15-04:00", "2025-05-01T04:00:00-04:00",
      "2025-04-30T15:59:00-04:00", "2025-05-02T10:00:00-04:00",
    ].compactMap { Instant(rfc3339: $0) }
    var needles: Set<Double?> = []
    for step in 0..<240 {
      let symbol = symbols[step * 5 % symbols.count]
      if step % 11 == 7 {
        desk.quotes[symbol] = nil
      } else if step % 5 == 3, let before = desk.quotes[symbol] {
        // The same at another time: a later one, the close of the day before, one that is to come.
        var quote = Quote(
          symbol: symbol, time: step % 2 == 0 ? before.time.advanced(bySeconds: 7) : times[step % times.count],
          price: before.price, origin: before.origin)
        quote.previousClose = before.previousClose
        desk.quotes[symbol] = quote
      } else {
        var quote = Quote(
          symbol: symbol, time: times[step * 7 % 13 % times.count],
          price: step % 29 == 28 ? -1 : 100 + Double(step * 37 % 101) / 10,
          origin: Origin(file: "q.json", line: step))
        quote.previousClose = step % 3 == 0 ? nil : 104
        desk.quotes[symbol] = quote
      }
      let instant = now.advanced(bySeconds: Int64(step % 4) * 3 + (step > 120 ? 60 : 0))
      var fresh = DeskEvaluator()
      let expected = fresh.reading(of: desk, asOf: instant)
      #expect(evaluator.reading(of: desk, asOf: instant) == expected, "step \(step)")
      needles.insert(expected.indicator.market?.value)
      moved.insert(symbol)
      guard step % 3 != 1 else { continue }
      let known = desk.known(at: instant)
      var new = DeskEvaluator()
      #expect(
        told.reading(of: known, asOf: instant, moved: moved) == new.reading(of: known, asOf: instant), "step \(step)")
      moved = []
    }
    // The quotes moved the needle, and some left it without a reading or a change.
    #expect(needles.count > 10)
  }

  /// A member's price of the day before the reference's last session, without a bar, lies in the needle's past.
  @Test("a price that lies in the needle's past changes it")
  func memoryOfThePast() throws {
    var desk = desk
    var evaluator = DeskEvaluator()
    let end = try #require(Day(2025, 4, 29))
    desk.histories["AMAT"]?.bars.removeAll { $0.day > end }
    let instant = try #require(Instant(rfc3339: "2025-05-01T15:30:10-04:00"))
    let yesterday = try #require(Instant(rfc3339: "2025-04-30T15:59:00-04:00"))
    let origin = Origin(file: "q.json", line: 1)
    desk.quotes["SPY"] = Quote(
      symbol: "SPY", time: instant.advanced(bySeconds: -60), price: 558, origin: origin)
    for price in [150.0, 130, 170] {
      desk.quotes["AMAT"] = Quote(symbol: "AMAT", time: yesterday, price: price, origin: origin)
      var fresh = DeskEvaluator()
      let expected = try #require(fresh.reading(of: desk, asOf: instant).indicator.market)
      #expect(expected.session == Day(2025, 5, 1))
      #expect(evaluator.reading(of: desk, asOf: instant).indicator.market == expected)
    }
  }

  @Test(
    "nothing later is ever read",
    arguments: [
      "2025-02-10", "2025-04-12", "2025-05-01", "2025-05-13", "2025-08-11", "2025-11-09", "2026-01-20",
    ])
  func noFuture(_ date: String) throws {
    let day = try #require(Day(date))
    let now = try moment(date)
    let before = try reading(desk, date)
    var later = desk
    let origin = Origin(file: "later", line: 1)
    for days in [1, 2, 30, 400] {
      let then = day.advanced(by: days)
      later.signals.append(
        Signal(
          id: "later\(days)", day: then, actor: "CHN", target: "USA", code: "057", weight: 8, reliability: .a,
          credibility: 1, status: [Signal.StatusEntry(day: then, status: .confirmed)], origin: origin))
      // Dated in the past, published later.
      later.signals.append(
        Signal(
          id: "told\(days)", day: day, time: now.advanced(bySeconds: Int64(days)), actor: "USA", target: "CHN",
          code: "163", weight: -8, reliability: .a, credibility: 1, origin: origin))
      later.tariffs.measures.append(
        TariffMeasure(
          id: "later\(days)", by: .us, on: "CN", title: "later", scope: .all,
          steps: [
            TariffMeasure.Step(announced: then, effective: day.advanced(by: -days), rate: 50, origin: origin),
            TariffMeasure.Step(announced: nil, effective: then, rate: 70, origin: origin),
          ], origin: origin))
      later.tariffs.baselines.append(TariffBaseline(by: .us, from: then, average: 99, origin: origin))
      later.facts.append(
        Fact(
          id: "later\(days)", label: "", value: 0, unit: "", day: then, source: "", verified: true, origin: origin))
    }
    for symbol in desk.histories.keys {
      later.histories[symbol]?.bars.removeAll { $0.day > day.advanced(by: 1) }
      later.quotes[symbol] = Quote(symbol: symbol, time: now.advanced(bySeconds: 1), price: 1, origin: origin)
    }
    later.signals.sort { ($0.known, $0.id) < ($1.known, $1.id) }
    #expect(try reading(later, date) == before)
    // A later word on an old report changes nothing before it is given.
    for index in later.signals.indices where later.signals[index].day <= day {
      later.signals[index].status.append(Signal.StatusEntry(day: day.advanced(by: 1), status: .withdrawn))
    }
    let after = try reading(later, date)
    #expect(after.indicator.policy == before.indicator.policy)
    #expect(after.indicator.talks == before.indicator.talks)
  }

  @Test("an empty desk has a reading")
  func empty() throws {
    let reading = try reading(Desk(), "2025-05-01")
    #expect(reading.indicator.policy == Estimate(value: 50, low: 0, high: 100))
    #expect(reading.indicator.events == nil && reading.indicator.tariffs == nil && reading.indicator.market == nil)
    #expect(reading.indicator.combined == nil && reading.indicator.announced == nil)
    #expect(reading.signals.isEmpty && reading.scenarios.isEmpty && reading.marketToday == nil)
    let mark = SeenMark(reading)
    #expect(SeenMark(encoded: mark.encoded) == mark)
    #expect(Digest(reading, of: Desk(), since: mark).entries.isEmpty)
  }
}
