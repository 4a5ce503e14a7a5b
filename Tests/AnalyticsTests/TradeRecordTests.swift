import Market
import Testing

@testable import Analytics

/// The trade of full years, and the model against it. Expected values computed apart, with Python, from the tariff table:
/// the formula run over the 365 days of 2025.
struct TradeRecordTests {
  private static func fact(
    _ id: String, _ value: Double?, unit: String = "$bn", published: String = "2025-02-05", verified: Bool = true
  ) -> Fact {
    Fact(
      id: id, label: id, value: value, unit: unit, day: nil, published: Day(published), source: "", verified: verified,
      origin: Origin(file: "f.json", line: 1))
  }

  private static let years2024 = [fact("imports-2024", 438.9), fact("exports-2024", 143.5)]
  /// Commerce, 19 February 2026.
  private static let years2025 = [
    fact("imports-2025", 308.4, published: "2026-02-19"), fact("exports-2025", 106.3, published: "2026-02-19"),
  ]

  private func trade(_ facts: [Fact], on date: String, _ change: (inout Desk) -> Void = { _ in }) throws
    -> BilateralTrade
  {
    var desk = referenceDesk()
    desk.facts = facts
    change(&desk)
    var evaluator = DeskEvaluator()
    return BilateralTrade(of: desk, in: evaluator.reading(of: desk, asOf: try moment(date)))
  }

  @Test func theModelMissesTheOutturnOf2025() throws {
    let trade = try trade(Self.years2024 + Self.years2025, on: "2026-02-19")
    for (side, base, rate, values, misses, implied) in [
      (Side.us, 308.4, "53.28", ["371.9", "293.3"], ["20.6", "-4.9"], "-1.72"),
      (.china, 106.3, "38.78", ["132.7", "120.1"], ["24.8", "12.9"], "-3.97"),
    ] {
      let record = trade.side(side)
      let year = try record.base.get()
      #expect(year.year == 2025 && year.trade == base)
      try expect(year.rate, prints: rate)
      let outturn = try record.outturn.get()
      #expect(outturn.base.year == 2024 && outturn.year == year)
      #expect(outturn.base.rate == (side == .us ? 19 : 21))
      for (elasticity, texts) in zip([-0.76, -2], zip(values, misses)) {
        try expect(outturn.model(elasticity), prints: texts.0)
        try expect(outturn.miss(elasticity), prints: texts.1)
      }
      try expect(record.impliedElasticity, prints: implied)
      try expect(record.impliedElasticity.flatMap(outturn.model), prints: "\(base)")
    }
    try expect(trade.twoWay, prints: "414.7")
  }

  /// The figures of 2025 came on 19 February 2026: until then 2024 is the year to start from.
  @Test func onlyWhatWasPublishedCounts() throws {
    let before = try trade(Self.years2024 + Self.years2025, on: "2026-02-18")
    #expect(before.us.year?.year == 2024 && before.us.year?.rate == 19)
    #expect(before.us.outturn == .failure(.noFact("imports-2023")))
    #expect(before.us.impliedElasticity == nil)
    try expect(before.twoWay, prints: "582.4")
    let early = try trade(Self.years2024, on: "2025-02-04")
    #expect(early.us.base == .failure(.noFact("imports-2024")))
    #expect(early.china.base == .failure(.noFact("exports-2024")))
    #expect(early.twoWay == nil)
    // A forecast of the running year is no full year.
    let forecast = try trade(Self.years2024 + [Self.fact("imports-2025", 300)], on: "2025-05-01")
    #expect(forecast.us.year?.year == 2024)
  }

  @Test func whatCannotBeUsedIsNamed() throws {
    let percent = try trade([Self.fact("imports-2024", 438.9, unit: "%")], on: "2025-05-01")
    #expect(percent.us.base == .failure(.notInBillions("imports-2024")))
    #expect(percent.us.outturn == .failure(.notInBillions("imports-2024")))
    for value in [nil, 0, -3, Double.nan] {
      #expect(
        try trade([Self.fact("imports-2024", value)], on: "2025-05-01").us.base == .failure(.noFact("imports-2024")))
    }
    for id in ["imports-", "imports-24", "imports-2024-q1", "imports-99999999999999999999", "Imports-2024"] {
      #expect(try trade([Self.fact(id, 1)], on: "2025-05-01").us.base == .failure(.noFact("imports-2024")), "\(id)")
    }
    let bare = try trade(Self.years2024, on: "2025-05-01") { $0.tariffs.baselines = [] }
    #expect(bare.us.base == .failure(.noRate(2024)))
    #expect(try trade([Self.fact("imports-2024", 438.9, unit: "bn USD")], on: "2025-05-01").us.year?.trade == 438.9)
  }

  /// PIIE: 124.1 and 147.6 of 12 April 2025, 47.5 and 31.9 of 10 November, when the US headline last changed before
  /// February 2026; China's has not since May.
  @Test(
    arguments: [
      ("2025-05-01", 124.1, 147.6), ("2025-04-12", 124.1, 147.6), ("2025-11-10", 47.5, 31.9),
      ("2026-02-20", 47.5, 31.9),
      ("2026-03-02", nil, 31.9), ("2025-02-04", nil, 21.2), ("2025-02-03", 20.8, 21.2),
    ] as [(String, Double?, Double?)])
  func averagesHoldUntilTheHeadlineChanges(date: String, us: Double?, china: Double?) throws {
    let trade = try trade([], on: date)
    #expect(trade.average(.us)?.rate == us)
    #expect(trade.average(.china)?.rate == china)
  }

  /// Points over 2024 are no rate.
  @Test func changesOfARateAreNoLevel() {
    func series(_ unit: String) -> ReferenceSeries {
      ReferenceSeries(
        id: "a", label: "a", unit: unit, side: .us,
        values: [.init(day: Day(2025, 5, 12)!, value: 27.1), .init(day: Day(2025, 11, 14)!, value: 18.9)],
        origin: Origin(file: "r.json", line: 1))
    }
    for (unit, isLevel) in [
      ("%", true), (" % ", true), ("percent", true), ("Percent", true), ("", false), ("% points", false),
      ("percent points", false), ("points over 2024", false), ("percentage points", false), ("index", false),
    ] {
      #expect(series(unit).isLevel == isLevel, "\(unit)")
    }
    let changes = [Day(2025, 5, 14)!, Day(2025, 11, 10)!, Day(2026, 2, 24)!]
    #expect(series("%").ends(changes) == [Day(2025, 5, 14)!, Day(2026, 2, 24)!])
    #expect(series("%").ends([Day(2025, 5, 12)!]) == [Day(2025, 11, 14)!, nil])
    #expect(series("points").ends(changes) == [Day(2025, 11, 14)!, nil])
  }

  // MARK: Outcome

  private func outcome(_ facts: [Fact], on date: String, us: Double, china: Double) throws -> ScenarioOutcome {
    var desk = referenceDesk()
    desk.facts = facts
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: desk, asOf: try moment(date))
    return ScenarioOutcome(
      ScenarioRates(us: us, china: china), elasticity: nil, in: reading, trade: BilateralTrade(of: desk, in: reading),
      settings: desk.watchlist.indicator)
  }

  /// 308.4·(1.49/1.5328)^ε and 308.4·(1.29/1.5328)^ε.
  @Test func startsFromTheNewestYear() throws {
    let outcome = try outcome(Self.years2024 + Self.years2025, on: "2026-03-02", us: 30, china: 10)
    try expect(outcome.short.us.trade.now, prints: "351.6")
    try expect(outcome.short.us.trade.then, prints: "315.1")
    try expect(outcome.long.us.trade.then, prints: "326.4")
    let implied = try #require(outcome.implied)
    try expect(implied.us.elasticity, prints: "-1.72")
    try expect(implied.china.elasticity, prints: "-3.97")
    try expect(implied.us.trade.then, prints: "323.8")
    try expect(implied.china.trade.now, prints: "133.7")
    try expect(implied.us.miss, prints: "0.0")
    try expect(outcome.short.us.model, prints: "371.9")
    try expect(outcome.short.china.miss, prints: "24.8")
  }

  /// On 1 May 2025 the average is 124.1 %: 239.54 of trade bear 297.3 of duty. At 30 points no average is known, and the
  /// two duties are not measured alike.
  @Test func dutyIsTakenOnTheAverage() throws {
    let other = try outcome(Self.years2024, on: "2025-05-01", us: 30, china: 125)
    try expect(other.short.us.duty.now, prints: "297.3")
    try expect(other.short.us.duty.then, prints: "181.3")
    #expect(other.short.us.duty.change == nil)
    #expect(!other.dutyRate(.us).averageHolds)
    // China's headline is the present one: its average stays.
    #expect(other.short.china.duty.now == other.short.china.duty.then)
    #expect(other.short.china.duty.change == 0)
    #expect(other.dutyRate(.china).averageHolds && other.dutyRate(.china).average?.verified == false)
    // In March 2026 none holds: as if nothing were exempt, 29 % of 351.6 and 49 % of 315.1.
    let later = try outcome(Self.years2024 + Self.years2025, on: "2026-03-02", us: 30, china: 10)
    #expect(later.dutyRate(.us).average == nil)
    try expect(later.short.us.duty.now, prints: "102.0")
    try expect(later.short.us.duty.then, prints: "154.4")
    try expect(later.short.us.duty.change, prints: "52.4")
  }

  @Test func withoutFactsThereIsNoTrade() throws {
    let outcome = try outcome([], on: "2025-05-01", us: 30, china: 10)
    #expect(outcome.short.us.trade == ScenarioChange(now: nil, then: nil))
    #expect(outcome.short.us.duty.now == nil && outcome.implied == nil && outcome.ruleOfThumb == nil)
    #expect(outcome.index.then != nil)
  }
}
