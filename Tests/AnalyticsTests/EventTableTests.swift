import Market
import Testing

@testable import Analytics

/// Which days are events, what a table of them holds, and averages over them.
struct EventTableTests {
  private static func table(_ day: Day, _ settings: EventStudy.Settings = EventStudy.Settings()) -> EventTable {
    EventTable(referenceDesk(), asOf: day.asOf, settings: settings)
  }

  private func cell(_ table: EventTable, _ symbol: String, _ day: Day) throws -> EventTable.Cell {
    let event = try #require(table.events.firstIndex { $0.day == day })
    let name = try #require(table.names.firstIndex { $0.symbol == symbol })
    return table.cells[event][name]
  }

  @Test func eventsAreDaysOfSignalsAndOfStepsOnAllGoods() throws {
    let events = referenceDesk().marketEvents(asOf: Day(2025, 5, 1)!.asOf)
    #expect(events.first?.day == Day(2025, 5, 1)!)
    #expect(events.map(\.day) == events.map(\.day).sorted(by: >))
    #expect(Set(events.map(\.day)).count == events.count)
    // 10 April: the US goes from 104 to 145 points, China from 0 to 84, each with a signal of its own.
    let april = try #require(events.first { $0.day == Day(2025, 4, 10)! })
    #expect(Set(april.signals.map(\.id)) == ["E07", "E08"])
    #expect(april.turns.map(\.from) == [104, 0])
    #expect(april.turns.map(\.to) == [145, 84])
    #expect(april.kind == .raise)
    #expect(april.others == 1)
    // 5 April, a Saturday: a step without a signal. Its session 0 is the Monday's.
    let step = try #require(events.first { $0.day == Day(2025, 4, 7)! })
    #expect(step.signals.isEmpty)
    #expect(step.id == "2025-04-07")
    #expect(step.dates == Day(2025, 4, 5)!...Day(2025, 4, 5)!)
    #expect(step.turns.map(\.to) == [30])
    // The largest of a day by weight and scope names it.
    let later = referenceDesk().marketEvents(asOf: Day(2026, 1, 1)!.asOf)
    #expect(later.first { $0.day == Day(2025, 5, 14)! }?.kind == .cut)
    #expect(later.first { $0.day == Day(2025, 10, 10)! }?.signals.last?.id == "E39")
  }

  /// DOMAIN 4.1, the market of that day: +10.5, +3.3 and -2.7 %.
  @Test(arguments: [("2025-04-09", "10.5"), ("2025-05-12", "3.3"), ("2025-10-10", "-2.7")])
  func showsTheMarketOfTheDay(event: String, percent: String) throws {
    let table = Self.table(Day(2026, 1, 1)!)
    let index = try #require(table.events.firstIndex { $0.day.description == event })
    try expect(table.marketChanges[index], prints: percent)
  }

  @Test func theMarketItselfIsNoName() {
    let table = Self.table(Day(2025, 6, 1)!)
    #expect(table.names.map(\.symbol) == ["AMAT", "KLAC", "FSLR", "COSCO"])
    #expect(table.market == "SPY")
  }

  /// KLA's results came after the close of 30 April: the first return that they move is that of 1 May.
  @Test func marksWindowsWithResults() throws {
    let narrow = Self.table(Day(2025, 6, 1)!, EventStudy.Settings(window: 0...0))
    #expect(try cell(narrow, "KLAC", Day(2025, 5, 1)!).holdsResults)
    #expect(try !cell(narrow, "KLAC", Day(2025, 5, 2)!).holdsResults)
    #expect(try !cell(narrow, "AMAT", Day(2025, 5, 1)!).holdsResults)
    let wide = Self.table(Day(2025, 6, 1)!)
    #expect(try cell(wide, "KLAC", Day(2025, 5, 2)!).holdsResults)
    #expect(try !cell(wide, "KLAC", Day(2025, 4, 22)!).holdsResults)
  }

  @Test func aWindowThatIsNotOverHasItsReason() throws {
    let table = Self.table(Day(2025, 5, 1)!)
    #expect(try cell(table, "AMAT", Day(2025, 5, 1)!).gap == .windowOpen)
    #expect(try cell(table, "AMAT", Day(2025, 4, 30)!).gap == nil)
    #expect(try cell(table, "COSCO", Day(2025, 4, 30)!).gap == .windowOpen)
  }

  @Test func studiesAgainWithOtherSettings() throws {
    var table = Self.table(Day(2025, 6, 1)!)
    let settings = EventStudy.Settings(window: -1...5, estimation: 60)
    table.study(settings)
    let fresh = Self.table(Day(2025, 6, 1)!, settings)
    #expect(table.cells == fresh.cells)
    #expect(try cell(table, "AMAT", Day(2025, 5, 12)!).value?.abnormal.count == 7)
    #expect(try cell(table, "AMAT", Day(2025, 5, 12)!).value?.model.observations == 60)
  }

  /// A table that takes over what it can from one made before is the table made from nothing.
  @Test func whatIsKeptIsWhatWouldBeMade() throws {
    let moment = Zone.newYork.instant(Day(2025, 5, 13)!, hour: 12, minute: 0)
    var desk = referenceDesk()
    for (symbol, history) in desk.histories {
      desk.histories[symbol]?.bars = history.bars.filter { $0.day < Day(2025, 5, 13)! }
    }
    func quote(_ symbol: String, _ price: Double, minute: Int = 30) {
      let time = Zone.newYork.instant(Day(2025, 5, 13)!, hour: 11, minute: minute)
      desk.quotes[symbol] = Quote(symbol: symbol, time: time, price: price, origin: Origin(file: "q.json", line: 1))
    }
    var table = EventTable(desk, asOf: moment)
    /// Whether the event of 12 May, whose window ends on the 13th, or any other cell is another than before.
    func remade(asOf instant: Instant = moment, _ settings: EventStudy.Settings = EventStudy.Settings()) -> Bool {
      let kept = EventTable(desk, asOf: instant, settings: settings, keeping: table)
      let fresh = EventTable(desk, asOf: instant, settings: settings)
      #expect(kept.cells == fresh.cells)
      #expect(kept.events == fresh.events && kept.marketChanges == fresh.marketChanges)
      for event in fresh.events.indices {
        for name in fresh.names.indices {
          #expect(kept.path(event: event, name: name) == fresh.path(event: event, name: name))
        }
      }
      defer { table = kept }
      return kept.cells != table.cells
    }
    #expect(!remade())
    // A session begins, of one name and then of the market; its quote moves.
    quote("AMAT", 170)
    #expect(remade())
    #expect(try cell(table, "AMAT", Day(2025, 5, 12)!).gap == .missingPrices)
    quote("SPY", 587)
    #expect(remade())
    #expect(try cell(table, "AMAT", Day(2025, 5, 12)!).value?.isProvisional == true)
    quote("AMAT", 171, minute: 31)
    #expect(remade())
    quote("SPY", 588, minute: 31)
    #expect(remade())
    // The session's bar comes, with the quote's own price.
    desk.histories["AMAT"]?.bars.append(Bar(day: Day(2025, 5, 13)!, close: 171))
    #expect(remade(asOf: Day(2025, 5, 13)!.asOf.advanced(bySeconds: 86_400)))
    #expect(!remade(asOf: Day(2025, 5, 13)!.asOf.advanced(bySeconds: 86_400)))
    // A bar of long ago is corrected; a signal goes; the names change their order; another moment; other settings.
    let old = try #require(desk.histories["KLAC"]?.bars[200])
    desk.histories["KLAC"]?.bars[200] = Bar(day: old.day, close: 1)
    #expect(remade(asOf: moment))
    desk.signals.removeAll { $0.day == Day(2025, 4, 22)! }
    #expect(remade())
    desk.watchlist.sectors.reverse()
    #expect(remade())
    desk.calendar = []
    #expect(remade())
    #expect(remade(asOf: Day(2025, 5, 1)!.asOf))
    #expect(remade(EventStudy.Settings(window: 0...0)))
  }

  /// A session that a desk tells to end at 13:00 is over at 14:00, also in a table that was made before it was told.
  @Test func whatIsKeptKnowsASessionThatEndsEarly() throws {
    var desk = referenceDesk()
    let monday = Day(2025, 8, 11)!
    for index in desk.signals.indices where desk.signals[index].day == monday {
      desk.signals[index] = desk.signals[index].published(at: Instant(rfc3339: "2025-08-11T14:00:00-04:00"))
    }
    let moment = Day(2026, 1, 1)!.asOf
    let event = try #require(desk.marketEvents(asOf: moment).first { $0.day == monday })
    let before = EventTable(desk, asOf: moment, events: [event])
    desk.sessions = Sessions([
      Closure(venue: .nyse, day: monday, closes: 780, origin: Origin(file: "c.json", line: 2))
    ])
    let kept = EventTable(desk, asOf: moment, events: [event], keeping: before)
    #expect(before.cells[0].first?.value?.zero == monday)
    #expect(kept.cells[0].first?.value?.zero == Day(2025, 8, 12)!)
    #expect(kept.cells == EventTable(desk, asOf: moment, events: [event]).cells)
  }

  /// The way around an event adds up to the CAR of its window.
  @Test func thePathAddsUp() throws {
    let table = Self.table(Day(2025, 6, 13)!)
    let event = try #require(table.events.firstIndex { $0.day == Day(2025, 5, 12)! })
    let path = table.path(event: event, name: 0)
    #expect(path.map(\.session) == Array(-10...10))
    let study = try #require(table.cells[event][0].value)
    let before = try #require(path.first { $0.session == -2 }?.cumulative)
    let after = try #require(path.first { $0.session == 1 }?.cumulative)
    #expect(abs(after - before - study.cumulative) < 1e-12)
    // Computed apart, with numpy: KLAC around 6 May, two and ten sessions after it.
    let talks = try #require(table.events.firstIndex { $0.day == Day(2025, 5, 6)! })
    let kla = table.path(event: talks, name: 1)
    try expect(kla.first { $0.session == 2 }?.abnormal.map { 100 * $0 }, prints: "0.13")
    try expect(kla.first { $0.session == 2 }?.cumulative.map { 100 * $0 }, prints: "-3.26")
    try expect(kla.last?.cumulative.map { 100 * $0 }, prints: "0.6")
    // Five days after the event the path ends with the last session that is known.
    let early = Self.table(Day(2025, 5, 16)!)
    let index = try #require(early.events.firstIndex { $0.day == Day(2025, 5, 12)! })
    #expect(early.path(event: index, name: 0).last?.day == Day(2025, 5, 16)!)
  }

  /// Nothing that is added later changes the table of a moment.
  @Test func laterDataChangeNothing() {
    let then = Day(2025, 5, 14)!
    var cut = referenceDesk()
    cut.signals.removeAll { $0.known > then.asOf }
    for (symbol, history) in cut.histories { cut.histories[symbol]?.bars = history.bars.filter { $0.day <= then } }
    let whole = EventTable(referenceDesk(), asOf: then.asOf)
    let earlier = EventTable(cut, asOf: then.asOf)
    #expect(whole.events == earlier.events)
    #expect(whole.cells == earlier.cells)
    #expect(whole.marketChanges == earlier.marketChanges)
  }

  /// By hand: mean 0.03, squares 0.001, t = 0.03 / sqrt(0.001 / 4 / 5).
  @Test func averagesHaveTheCrossSectionalT() throws {
    let average = try #require(EventAverage([0.01, 0.03, 0.05, 0.02, 0.04]))
    try expect(average.mean, prints: "0.03")
    try expect(average.t, prints: "4.242641")
    #expect(average.count == 5)
    // Student's quantile for 4 degrees of freedom: 2.776.
    #expect(!average.isWeak)
    // Four say nothing of chance.
    let few = try #require(EventAverage([0.01, 0.03, 0.05, 0.04]))
    #expect(few.t == nil && few.isWeak && few.count == 4)
    #expect(try #require(EventAverage([0.00, 0.06, 0.05, 0.00, 0.04])).isWeak)
    #expect(EventAverage([]) == nil)
    #expect(EventAverage([0.02])?.t == nil)
    #expect(EventAverage([0.02, 0.02])?.t == nil)
  }

  /// 11 May was a Sunday: its session 0 is that of 12 May.
  @Test func whatHasOneSessionIsOneEvent() throws {
    let events = referenceDesk().marketEvents(asOf: Day(2025, 6, 13)!.asOf)
    let geneva = try #require(events.event(of: Day(2025, 5, 11)!))
    #expect(geneva == events.event(of: Day(2025, 5, 12)!))
    #expect(geneva.day == Day(2025, 5, 12)! && geneva.dates == Day(2025, 5, 11)!...Day(2025, 5, 12)!)
    #expect(Set(geneva.signals.map(\.id)).isSuperset(of: ["E20", "E22"]))
  }

  /// A threat published at 17:00 New York of Friday 10 October 2025 could move no price of that day; another, of no known
  /// hour, stays with its date.
  /// A truce that is prolonged keeps its rate: nothing happens on the day on which it would have ended.
  @Test func aStepThatKeepsTheRateIsNoEvent() throws {
    let origin = Origin(file: "t.json", line: 1)
    func step(_ day: Day, _ rate: Double) -> TariffMeasure.Step {
      TariffMeasure.Step(announced: day.advanced(by: -2), effective: day, rate: rate, origin: origin)
    }
    let (first, kept, raised) = (Day(2025, 4, 1)!, Day(2025, 6, 3)!, Day(2025, 7, 1)!)
    var desk = Desk()
    desk.tariffs.measures = [
      TariffMeasure(
        id: "T", by: .us, on: "CN", title: "T", scope: .all,
        steps: [step(first, 10), step(kept, 10), step(raised, 20)],
        origin: origin)
    ]
    #expect(desk.marketEvents(asOf: Day(2025, 8, 1)!.asOf).map(\.day) == [raised, first])
  }

  @Test func anEventAfterTheCloseCountsFromTheNextSession() throws {
    var desk = referenceDesk()
    let index = try #require(desk.signals.firstIndex { $0.id == "E37" })
    desk.signals[index] = desk.signals[index].published(at: Instant(rfc3339: "2025-10-10T17:00:00-04:00"))
    let events = desk.marketEvents(asOf: Day(2026, 1, 1)!.asOf)
    let friday = try #require(events.first { $0.day == Day(2025, 10, 10)! })
    #expect(friday.signals.map(\.id) == ["E38", "E39"])
    let monday = try #require(events.first { $0.day == Day(2025, 10, 13)! })
    #expect(monday.signals.map(\.id) == ["E37"])
    let table = EventTable(desk, asOf: Day(2026, 1, 1)!.asOf, events: [friday, monday])
    // By its date alone it was known after Hong Kong's Friday: COSCO, the last, reacts on Monday.
    #expect(
      table.cells[0].map { $0.value?.zero }
        == Array(repeating: Day(2025, 10, 10), count: 3) + [Day(2025, 10, 13)])
    // In Hong Kong it was Saturday morning.
    #expect(table.cells[1].map { $0.value?.zero } == Array(repeating: Day(2025, 10, 13), count: 4))
    // The date itself keeps all three, and its own session.
    let date = desk.marketEvent(on: Day(2025, 10, 10)!, asOf: Day(2026, 1, 1)!.asOf)
    #expect(date.signals.map(\.id) == ["E37", "E38", "E39"])
    let kept = EventTable(desk, asOf: Day(2026, 1, 1)!.asOf, events: [date])
    try expect(kept.cells[0][0].value.map { 100 * $0.cumulative }, prints: "2.93")
  }

  /// 15:01 in Hong Kong is before its close, 03:01 in New York before that of the same date.
  @Test func everyNameHasTheSessionOfItsOwnExchange() throws {
    var desk = referenceDesk()
    for index in desk.signals.indices where desk.signals[index].day == Day(2025, 8, 11)! {
      desk.signals[index] = desk.signals[index].published(at: Instant(rfc3339: "2025-08-11T10:00:00-04:00"))
    }
    let event = try #require(desk.marketEvents(asOf: Day(2026, 1, 1)!.asOf).first { $0.day == Day(2025, 8, 11)! })
    let table = EventTable(desk, asOf: Day(2026, 1, 1)!.asOf, events: [event])
    #expect(
      table.cells[0].map { $0.value?.zero } == [Day(2025, 8, 11), Day(2025, 8, 11), Day(2025, 8, 11), Day(2025, 8, 12)])
  }

  /// Numpy, on the demo's own files: with overlap 14 events and t 2.22, apart 9 and 1.37.
  @Test func windowsThatOverlapCountOnce() throws {
    let table = Self.table(Day(2025, 5, 1)!)
    let all = Array(table.events.indices)
    #expect(table.averaged(all).count == 1)
    for (name, mean, t) in [(0, "1.529", "1.371"), (1, "1.299", "1.163"), (2, "0.641", "0.266")] {
      let average = try #require(table.average(name: name, over: all))
      try expect(100 * average.mean, prints: mean)
      try expect(average.t, prints: t)
      #expect(average.count == 9 && average.overlapping == 5)
      #expect(average == table.average(name: name, over: all.reversed()))
    }
  }

  /// Cuts and raises are two groups, and events that changed no headline are in neither.
  @Test func cutsAndRaisesAreNotAveragedTogether() throws {
    let table = Self.table(Day(2025, 6, 13)!)
    let groups = table.averaged(Array(table.events.indices))
    #expect(groups.map(\.kind) == [.cut, .raise])
    #expect(groups[0].rows.map { table.events[$0].day } == [Day(2025, 5, 14)!])
    #expect(groups[1].rows.count == 6)
    let raises = table.averaged(groups[1].rows)
    #expect(raises.count == 1 && raises[0].kind == nil && raises[0].rows == groups[1].rows)
  }
}

extension Signal {
  /// The same with a time.
  fileprivate func published(at time: Instant?) -> Signal {
    Signal(
      id: id, day: day, time: time, actor: actor, target: target, code: code, weight: weight, source: source,
      reliability: reliability, credibility: credibility, status: status, scope: scope, text: text, url: url,
      origin: origin)
  }
}
