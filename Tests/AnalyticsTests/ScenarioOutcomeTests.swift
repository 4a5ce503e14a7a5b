import Market
import Testing

@testable import Analytics

struct ScenarioOutcomeTests {
  private let desk = referenceDesk()

  private func outcome(
    on date: String, us: Double, china: Double, elasticity: Double? = nil
  ) throws -> ScenarioOutcome {
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: desk, asOf: try moment(date))
    return ScenarioOutcome(
      ScenarioRates(us: us, china: china), elasticity: elasticity, in: reading,
      trade: BilateralTrade(of: desk, in: reading), settings: desk.watchlist.indicator)
  }

  /// DOMAIN 3.5: T alone, by all-in rates. Baselines are 19 and 21, so that headlines are 10 or 12.5 and 10.
  @Test func tariffComponent() throws {
    try expect(outcome(on: "2025-05-01", us: 10, china: 10).tariffLevel.then, prints: "76.1989")
    try expect(outcome(on: "2025-05-01", us: 12.5, china: 10).tariffLevel.then, prints: "75.1824")
    // 2.7 and 8.0 all-in: below the baselines, so that only the index function itself reaches them.
    #expect(PolicyIndex.tariffLevel(.us, allIn: 2.7) == 100)
    #expect(PolicyIndex.tariffLevel(.china, allIn: 8) == 100)
    try expect(outcome(on: "2025-05-14", us: 30, china: 10).tariffLevel.now, prints: "68.5658")
  }

  /// 50 + (0.45·(16.6384 − 50) + 0.40·(68.5658 − 50))/0.85 = 41.0747, less 8.8086.
  @Test func indexAtTheTruceRates() throws {
    let truce = try outcome(on: "2025-05-01", us: 30, china: 10)
    try expect(truce.index.now, prints: "8.8086")
    try expect(truce.index.then, prints: "41.075")
    try expect(truce.index.change, prints: "32.3")
    var evaluator = DeskEvaluator()
    let shown = evaluator.reading(of: desk, asOf: try moment("2025-05-01")).scenarios
    #expect(shown.first { $0.kind == .truceRates }?.points == truce.index.change)
  }

  /// DOMAIN 3.3a prints 64.7536, the sum of its rounded parts (32.4874 + 23.5294 + 8.7368); one digit less is exact.
  @Test func indexAtTheAnnouncedRates() throws {
    try expect(outcome(on: "2025-05-12", us: 30, china: 10).index.then, prints: "64.754")
  }

  @Test func presentRatesChangeNothing() throws {
    let same = try outcome(on: "2025-05-01", us: 145, china: 125, elasticity: -2.53)
    #expect(same.index.change.map { abs($0) < 1e-9 } == true)
    #expect(same.short.us.trade.change == 0)
    #expect(same.user?.china.duty.change == 0)
    #expect(same.ruleOfThumb == nil)
    #expect(same.impliedElasticity == nil)
    #expect(same.direction == nil)
    #expect(same.rollback.then == .off)
  }

  /// DOMAIN 5.3: 164 % to 49 %.
  @Test func tradeAfterGeneva() throws {
    let geneva = try outcome(on: "2025-05-01", us: 30, china: 10, elasticity: -2.53)
    for (response, texts) in zip(
      [geneva.short, geneva.long, try #require(geneva.user)],
      [["239.5", "370.0", "130.4"], ["89.2", "280.0", "190.8"], ["58.5", "248.5", "190.0"]])
    {
      try expect(response.us.trade.now, prints: texts[0])
      try expect(response.us.trade.then, prints: texts[1])
      try expect(response.us.trade.change, prints: texts[2])
      #expect(response.us.duty.then == response.us.trade.then.map { $0 * 49 / 100 })
    }
    #expect(geneva.us.allIn.now == 164)
    #expect(geneva.us.allIn.then == 49)
    // 143.5·(1.31/1.21)^−0.76, by hand 135.05.
    try expect(geneva.short.china.trade.then, prints: "135.1")
  }

  /// DOMAIN 5.4, first row: two-way trade, 145 to 135.
  @Test func theArticlesClaim() throws {
    let ten = try outcome(on: "2025-05-01", us: 135, china: 125)
    #expect(ten.ruleOfThumb == 50...100)
    try expect(ten.impliedElasticity?.low, prints: "-1.98")
    try expect(ten.impliedElasticity?.high, prints: "-3.80")
    #expect(ten.rollback.then == .fired)
    #expect(try outcome(on: "2025-05-01", us: 30, china: 10).ruleOfThumb == 575...582.4)
    #expect(try outcome(on: "2025-05-01", us: 136, china: 125).rollback.then == .off)
  }

  @Test func missingBaselineGivesNothing() throws {
    var desk = desk
    desk.tariffs.baselines = desk.tariffs.baselines.filter { $0.by == .us }
    let reading = {
      var evaluator = DeskEvaluator(); return evaluator.reading(of: desk, asOf: $0)
    }(
      try moment("2025-05-01"))
    let outcome = ScenarioOutcome(
      ScenarioRates(us: 30, china: 10), elasticity: nil, in: reading, trade: BilateralTrade(of: desk, in: reading),
      settings: desk.watchlist.indicator)
    #expect(outcome.index.then == nil)
    #expect(outcome.tariffLevel.then == nil)
    #expect(outcome.short.china.trade.then == nil)
    #expect(outcome.short.us.trade.then != nil)
  }

  /// Geneva, of 12 May 2025, is the only cut by then. By its date alone it was known once Hong Kong had closed, whose
  /// session 0 is that of the 13th (computed apart, in Python).
  @Test func oneCutIsItsEventStudy() throws {
    let names = NameResponse.responses(of: desk, asOf: try moment("2025-05-20"))
    for (symbol, car, t, weak) in [
      ("AMAT", "5.06", "1.42", true), ("KLAC", "6.37", "2.26", false), ("FSLR", "34.01", "5.76", false),
      ("COSCO", "9.47", "2.16", false),
    ] {
      let response = try #require(names.first { $0.instrument.symbol == symbol }?.response(to: .cut))
      try expect(response.mean * 100, prints: car, symbol)
      try expect(response.t, prints: t, symbol)
      #expect(response.count == 1)
      #expect(response.isWeak == weak)
    }
    #expect(NameResponse.responses(of: desk, asOf: try moment("2025-05-01")).allSatisfy { $0.cuts == nil })
  }

  /// Geneva, had it been announced at 17:00 New York of 12 May 2025: the first session that could know is the next.
  @Test func anAnnouncementAfterTheCloseCountsFromTheNextSession() throws {
    var desk = desk
    let late = try #require(Instant(rfc3339: "2025-05-12T17:00:00-04:00"))
    for measure in desk.tariffs.measures.indices {
      desk.tariffs.measures[measure].steps = desk.tariffs.measures[measure].steps.map { step in
        guard step.announced == Day(2025, 5, 12) else { return step }
        return TariffMeasure.Step(
          announced: nil, announcedAt: late, effective: step.effective, rate: step.rate, state: step.state,
          origin: step.origin)
      }
    }
    let asOf = try moment("2025-05-20")
    let klac = try #require(
      NameResponse.responses(of: desk, asOf: asOf).first { $0.instrument.symbol == "KLAC" }?.cuts)
    let next = try EventStudy.study(
      of: desk.instrument(named: "KLAC"), at: .date(try #require(Day(2025, 5, 13))), desk: desk, asOf: asOf
    ).get()
    #expect(klac.count == 1 && klac.mean == next.cumulative && next.zero == Day(2025, 5, 13))
  }

  /// What is added later changes nothing that was measured before.
  @Test func neverLooksAhead() throws {
    let day = try #require(Day("2025-05-01"))
    var past = desk
    for (symbol, history) in past.histories {
      var history = history
      history.bars.removeAll { $0.day > day }
      past.histories[symbol] = history
    }
    let instant = try moment("2025-05-01")
    #expect(NameResponse.responses(of: past, asOf: instant) == NameResponse.responses(of: desk, asOf: instant))
  }

  @Test func sectorsTouched() throws {
    var evaluator = DeskEvaluator()
    let tariffs = evaluator.reading(of: desk, asOf: try moment("2025-05-01")).tariffs
    #expect(
      tariffs.measures(touching: Sector(name: "Semiconductors", instruments: [])).contains { $0.id == "US-301-SEMI" })
    #expect(
      tariffs.measures(touching: Sector(name: "Shipping", instruments: [])).contains { $0.id == "US-301-SHIPPING" })
    #expect(tariffs.measures(touching: Sector(name: "Market", instruments: [])).isEmpty)
  }
}
