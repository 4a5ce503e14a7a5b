import Analytics
import Market
import Testing

struct TariffTests {
  private let book = referenceDesk().tariffs

  /// CRS counts (164/146, 49/31) and the sums of the published measures.
  @Test(
    "headline and all-in of both sides on the day of every change",
    arguments: [
      ("2025-01-20", 0, 19, 0, 21), ("2025-02-04", 10, 29, 0, 21), ("2025-03-04", 20, 39, 0, 21),
      ("2025-04-05", 30, 49, 0, 21), ("2025-04-09", 104, 123, 0, 21), ("2025-04-10", 145, 164, 84, 105),
      ("2025-04-12", 145, 164, 125, 146), ("2025-05-14", 30, 49, 10, 31), ("2025-11-10", 20, 39, 10, 31),
      ("2026-02-21", 0, 19, 10, 31), ("2026-02-24", 10, 29, 10, 31), ("2026-07-24", 12.5, 31.5, 10, 31),
    ])
  func stack(_ row: (date: String, us: Double, usAllIn: Double, china: Double, chinaAllIn: Double)) throws {
    let reading = TariffReading(book, asOf: try moment(row.date))
    #expect(reading.us.headline == row.us)
    #expect(reading.us.allIn == row.usAllIn)
    #expect(reading.china.headline == row.china)
    #expect(reading.china.allIn == row.chinaAllIn)
    #expect(reading.us.baseline == 19)
    #expect(reading.side(.china).baseline == 21)
  }

  @Test func firstOfMay() throws {
    let reading = TariffReading(book, asOf: try moment("2025-05-01"))
    #expect(reading.daysUnchanged == 19)
    #expect(reading.us.since == Day(2025, 4, 10))
    #expect(reading.china.since == Day(2025, 4, 12))
    #expect(reading.us.peak?.rate == 145)
    #expect(reading.us.peak?.day == Day(2025, 4, 10))
    let wide = reading.layers.filter { $0.measure.scope == .all && $0.state == .inForce }
    #expect(wide.map(\.rate) == [125, 125, 20])
    let reciprocal = try #require(wide.first { $0.measure.by == .us })
    #expect(reciprocal.since == Day(2025, 4, 10))
    #expect(reciprocal.step.instrument == "EO 14266")
    // The 2026 measures were not announced.
    #expect(!reading.layers.contains { $0.measure.id == "US-122" })
    // The port fees of 17 April are, and take effect in October.
    #expect(reading.pending.contains { $0.step.effective == Day(2025, 10, 14) && $0.step.rate == nil })
  }

  @Test("announced, not in force: pending with the moment of each side's clock")
  func pending() throws {
    let reading = TariffReading(book, asOf: try moment("2025-05-12"))
    let cuts = reading.pending.filter { $0.step.effective == Day(2025, 5, 14) }
    #expect(Set(cuts.map(\.measure.by)) == [.us, .china])
    // 00:01 New York is 12:01 Beijing in summer.
    #expect(cuts.allSatisfy { $0.instant == Instant(rfc3339: "2025-05-14T00:01:00-04:00") })
    #expect(reading.us.headline == 145)
    #expect(
      !TariffReading(book, asOf: try moment("2025-05-11")).pending.contains { $0.step.effective == Day(2025, 5, 14) })
  }

  /// A day's rate goes by the date in New York, to the second.
  @Test(arguments: [("2025-05-13T23:59:59-04:00", 145.0, 125.0), ("2025-05-14T00:00:00-04:00", 30.0, 10.0)])
  func changesAtMidnight(time: String, us: Double, china: Double) throws {
    let reading = TariffReading(book, asOf: try #require(Instant(rfc3339: time)))
    #expect(reading.us.headline == us)
    #expect(reading.china.headline == china)
  }

  private func measure(_ id: String, by: Side = .us, _ steps: [TariffMeasure.Step]) -> TariffMeasure {
    TariffMeasure(id: id, by: by, on: "x", title: id, scope: .all, steps: steps, origin: Origin(file: "t", line: 1))
  }

  private func step(
    _ effective: String, _ rate: Double?, announced: String? = nil, state: TariffMeasure.State = .inForce,
    until: String? = nil
  ) throws -> TariffMeasure.Step {
    TariffMeasure.Step(
      announced: announced.flatMap { Day($0) }, effective: try #require(Day(effective)), rate: rate, state: state,
      until: until.flatMap { Day($0) }, origin: Origin(file: "t", line: 1))
  }

  @Test("a suspension is not in force; an extension is no new state; an end stays listed")
  func states() throws {
    let book = TariffBook(measures: [
      measure(
        "truce",
        [
          try step("2025-01-01", 34), try step("2025-05-14", 24, state: .suspended, until: "2025-08-12"),
          try step("2025-08-12", 24, state: .suspended, until: "2025-11-10"),
        ]),
      measure("over", [try step("2025-01-01", 5), try step("2025-03-01", 0, state: .ended)]),
      measure("void", [try step("2025-01-01", 5), try step("2025-03-01", 5, state: .struckDown)]),
    ])
    let reading = TariffReading(book, asOf: try moment("2025-09-01"))
    #expect(reading.us.headline == 0)
    #expect(reading.us.allIn == nil)
    let truce = try #require(reading.layers.first { $0.measure.id == "truce" })
    #expect(truce.state == .suspended)
    #expect(truce.since == Day(2025, 5, 14))
    #expect(truce.until == Day(2025, 11, 10))
    #expect(truce.rate == 0)
    #expect(reading.layers.first { $0.measure.id == "over" }?.state == .ended)
    #expect(reading.layers.first { $0.measure.id == "void" }?.state == .struckDown)
    #expect(reading.us.since == Day(2025, 5, 14))
    #expect(TariffReading(book, asOf: try moment("2025-02-01")).us.headline == 44)
  }

  @Test("what a feed found waits to be confirmed: listed, never a rate, and no rate of 0 either")
  func unconfirmed() throws {
    let book = TariffBook(measures: [
      measure("found", [try step("2025-01-01", 34, state: .unconfirmed)]),
      measure("notice", [try step("2025-05-20", nil, announced: "2025-04-10", state: .unconfirmed)]),
    ])
    let reading = TariffReading(book, asOf: try moment("2025-05-01"))
    #expect(reading.us.headline == 0)
    #expect(reading.us.since == nil)
    #expect(reading.layers.map(\.state) == [.pending, .pending])
    #expect(reading.pending.map(\.measure.id) == ["notice"])
    #expect(reading.layers.first { $0.measure.id == "notice" }?.shownRate == nil)
    #expect(TariffSchedule(book).rates(.us, at: try moment("2025-05-01")).headline == nil)
  }

  @Test("a retroactive step is invisible until it is announced")
  func retroactive() throws {
    let book = TariffBook(measures: [
      measure("r", [try step("2025-04-05", 10), try step("2025-04-06", 0, announced: "2025-04-11")])
    ])
    #expect(TariffReading(book, asOf: try moment("2025-04-10")).us.headline == 10)
    #expect(TariffReading(book, asOf: try moment("2025-04-10")).pending.isEmpty)
    #expect(TariffReading(book, asOf: try moment("2025-04-11")).us.headline == 0)
  }

  @Test func empty() throws {
    let reading = TariffReading(TariffBook(), asOf: try moment("2025-05-01"))
    #expect(reading.us.headline == 0)
    #expect(reading.us.allIn == nil && reading.us.since == nil && reading.us.peak == nil)
    #expect(reading.daysUnchanged == nil)
    #expect(reading.layers.isEmpty && reading.pending.isEmpty)
  }
}

/// The rates of days, changes and what is announced, for charts and lists.
struct TariffScheduleTests {
  private let book = referenceDesk().tariffs
  private var schedule: TariffSchedule { TariffSchedule(book) }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  /// DOMAIN: the first measures on record are of 7 February (US) and 2 April 2018 (China), baselines of 2023.
  @Test("no rate before a side's first measure, no all-in before its first baseline")
  func missing() throws {
    #expect(schedule.rates(.us, at: try day("2018-02-06").asOf).headline == nil)
    #expect(schedule.rates(.us, at: try day("2018-02-07").asOf).headline == 0)
    #expect(schedule.rates(.china, at: try day("2018-04-01").asOf).headline == nil)
    #expect(schedule.rates(.china, at: try day("2018-04-02").asOf).headline == 0)
    #expect(schedule.rates(.us, at: try day("2022-12-31").asOf).allIn == nil)
    #expect(schedule.rates(.us, at: try day("2023-01-01").asOf).allIn == 19)
    #expect(schedule.rates(.china, at: try day("2025-05-01").asOf).allIn == 146)
    let empty = TariffSchedule(TariffBook()).rates(.us, at: try day("2025-05-01").asOf)
    #expect(empty.headline == nil && empty.allIn == nil)
  }

  @Test func changes() throws {
    #expect(
      schedule.changes(of: Side.allCases, through: try day("2025-05-14").asOf).map(\.description) == [
        "2025-02-04", "2025-03-04", "2025-04-05", "2025-04-09", "2025-04-10", "2025-04-12", "2025-05-14",
      ])
    #expect(
      schedule.changes(of: [.china], through: try day("2026-12-31").asOf).map(\.description) == [
        "2025-04-10", "2025-04-12", "2025-05-14",
      ])
  }

  @Test("headlines to come, each from its day")
  func announced() throws {
    func announced(_ side: Side, _ on: String) throws -> [String] {
      schedule.announced(side, at: try day(on).asOf).map { "\($0.headline) \($0.from)" }
    }
    #expect(try announced(.us, "2025-05-11").isEmpty)
    #expect(try announced(.us, "2025-05-12") == ["30.0 2025-05-14"])
    #expect(try announced(.china, "2025-05-12") == ["10.0 2025-05-14"])
    #expect(try announced(.us, "2026-02-20") == ["0.0 2026-02-21", "10.0 2026-02-24", "0.0 2026-07-24"])
    #expect(try announced(.us, "2026-07-23") == ["12.5 2026-07-24"])
  }

  @Test("the terms of the sum add up to the headline on every day of the conflict")
  func terms() throws {
    for offset in 0..<700 {
      let day = try day("2025-01-01").advanced(by: offset)
      let reading = TariffReading(book, asOf: Zone.newYork.instant(day, hour: 16, minute: 20))
      for side in Side.allCases {
        let sum = reading.terms(of: side).reduce(0) { $0 + ($1.rate ?? 0) }
        #expect(abs(sum - reading.side(side).headline) < 1e-9)
      }
    }
    let first = TariffReading(book, asOf: try moment("2025-05-01"))
    #expect(first.terms(of: .us).map(\.rate) == [125, 20])
  }
}
