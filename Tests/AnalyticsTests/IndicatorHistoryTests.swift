import Analytics
import Foundation
import Market
import Testing

/// The history, the "as if", the correlation, and what must hold whatever the data.
struct IndicatorHistoryTests {
  private let desk = referenceDesk()

  /// DOMAIN.md 3.3a and 3.5: the policy index with its band, its parts and models, the needle, the combined number.
  @Test(
    "the history gives the vectors of its days",
    arguments: [
      ["2025-04-30", "8.6120", "7.11", "10.11", "-17.8586", "-23.5294", "2.5", "18.9", "66.7245"],
      ["2025-05-01", "8.8086", "6.93", "10.69", "-17.6620", "-23.5294", "2.5", "19.3", "31.3405"],
      ["2025-05-12", "32.4874", "30.54", "34.44", "6.0168", "-23.5294", "20.7", "48.6", "95.8055"],
      ["2025-05-14", "71.3440", "69.90", "72.79", "12.6072", "8.7368", "64.2", "79.7", "99.0603"],
      ["2025-10-11", "49.0038", "46.93", "51.08", "-9.7330", "8.7368", "41.1", "55.9", "19.5049"],
      ["2025-11-10", "76.5174", "76.17", "76.86", "16.0492", "10.4682", "71.6", "82.0", "42.1690"],
      ["2026-01-20", "63.4887", "63.47", "63.50", "3.0205", "10.4682", "59.3", "68.2", "88.9651"],
    ])
  func vectors(_ row: [String]) throws {
    let history = IndicatorHistory(
      desk, from: try #require(Day(2025, 1, 1)), asOf: try moment("2026-02-01"))
    let entry = try #require(history.entries.first { $0.day.description == row[0] })
    try expect(entry.policy.value, prints: row[1], "policy")
    try expect(entry.policy.low, prints: row[2], "low")
    try expect(entry.policy.high, prints: row[3], "high")
    try expect(entry.events, prints: row[4], "events")
    try expect(entry.tariffs, prints: row[5], "tariffs")
    let values = settingsValues(desk, asOf: entry.day.asOf)
    try expect(values.first, prints: row[6], "lowest")
    try expect(values.last, prints: row[7], "highest")
    #expect(entry.settingsLow == (row[0] == "2026-01-20" ? nil : values.first))
    #expect(entry.settingsHigh == (row[0] == "2026-01-20" ? nil : values.last))
    try expect(entry.market, prints: row[8], "market")
  }

  /// DOMAIN.md 3.5.
  @Test(arguments: [
    ("2025-05-01", "12.1884"), ("2025-05-14", "75.5014"), ("2025-10-11", "44.5790"), ("2025-02-03", "66.3834"),
    ("2026-01-20", "67.3102"),
  ])
  func combined(_ date: String, _ value: String) throws {
    let day = try #require(Day(date))
    let entry = try #require(IndicatorHistory(desk, from: day, asOf: day.asOf).entries.first)
    try expect(entry.combined?.value, prints: value)
  }

  /// Made for many days at once, it says what each day's own reading says.
  @Test func everyDayIsThatDaysReading() throws {
    let first = try #require(Day(2024, 11, 1))
    let last = try #require(Day(2026, 3, 10))
    let study = IndicatorStudy(desk)
    let entries = study.history(from: first, asOf: last.asOf).entries
    let triggers = study.triggers(from: first, asOf: last.asOf)
    #expect(entries.count == first.days(to: last) + 1 && triggers.talks.count == entries.count)
    for (index, entry) in entries.enumerated() {
      let reading = study.reading(asOf: entry.day.asOf)
      #expect(close(entry.policy.value, reading.policy.value) && close(entry.policy.low, reading.policy.low))
      #expect(close(entry.settingsLow, reading.spread?.low) && close(entry.settingsHigh, reading.spread?.high))
      #expect(entry.label == reading.label)
      #expect(close(entry.events, reading.events?.contribution))
      #expect(close(entry.tariffs, reading.tariffs?.contribution))
      #expect(close(entry.market, reading.market?.value), "\(entry.day)")
      #expect(close(entry.combined?.value, reading.combined?.value))
      #expect(close(entry.combined?.high, reading.combined?.high))
      #expect(triggers.talks[index] == reading.talks.state && triggers.rollback[index] == reading.rollback.state)
    }
    #expect(study.history(from: last, asOf: first.asOf).entries.isEmpty)
    #expect(IndicatorHistory(Desk(), from: first, asOf: first.asOf).entries.map(\.policy.value) == [50])
  }

  /// A session without a bar is carried by its quote, in the history too.
  @Test func aQuoteStandsForABarToCome() throws {
    var desk = desk
    let day = try #require(Day(2025, 5, 1))
    for symbol in ["AMAT", "SPY"] {
      desk.histories[symbol]?.bars.removeAll { $0.day >= day }
      let close = try #require(desk.histories[symbol]?.bars.last?.returnClose)
      var quote = Quote(
        symbol: symbol, time: Zone.newYork.instant(day, hour: 16), price: close * 1.02,
        origin: Origin(file: "q.json", line: 1))
      quote.previousClose = close
      desk.quotes[symbol] = quote
    }
    let readings = [day.advanced(by: -1), day, day.advanced(by: 3)].map { IndicatorReading(desk: desk, asOf: $0.asOf) }
    #expect(readings.contains { $0.market?.isProvisional == true })
    for reading in readings {
      let entry = try #require(IndicatorHistory(desk, from: reading.day, asOf: reading.day.asOf).entries.first)
      #expect(close(entry.market, reading.market?.value))
    }
  }

  private func close(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) < 1e-9
  }

  // MARK: Sums

  @Test("contributions and changes add up on every third day of fifteen months")
  func sums() throws {
    let study = IndicatorStudy(desk)
    let first = try #require(Day(2025, 1, 2))
    var before = study.reading(asOf: first.advanced(by: -40).asOf)
    for offset in stride(from: 0, to: 450, by: 3) {
      let day = first.advanced(by: offset)
      let reading = study.reading(asOf: day.asOf)
      let events = try #require(reading.events)
      let tariffs = try #require(reading.tariffs)
      #expect(abs(reading.contributions.reduce(0) { $0 + $1.points } - events.contribution) < 1e-9)
      #expect(abs(50 + events.contribution + tariffs.contribution - reading.policy.value) < 1e-9)
      let change = study.change(from: before.day.asOf, to: day.asOf)
      #expect(abs(change.items.reduce(0) { $0 + $1.points } - (reading.policy.value - before.policy.value)) < 1e-9)
      #expect(abs(change.events + change.tariffs - change.total) < 1e-9)
      before = reading
    }
  }

  // MARK: As if

  @Test("an event left out is gone, and the index is that of a ledger without it")
  func leftOut() throws {
    let now = try moment("2025-05-01")
    let day = try #require(Day(2025, 5, 1))
    for id in ["E05", "E07", "E15", "E16"] {
      var hypothesis = Hypothesis()
      hypothesis.leftOutSignals = [id]
      var without = desk
      without.signals.removeAll { $0.id == id }
      let reading = IndicatorReading(desk: hypothesis.applied(to: desk), asOf: now)
      #expect(!reading.contributions.contains { $0.signal.id == id })
      #expect(reading == IndicatorReading(desk: without, asOf: now))
      #expect(reading.policy != IndicatorReading(desk: desk, asOf: now).policy)
      // What a day before the event says is none of the event's business.
      let eve = try #require(desk.signals.first { $0.id == id }).day.advanced(by: -1)
      let study = IndicatorStudy(hypothesis.applied(to: desk))
      #expect(study.history(from: eve, asOf: eve.asOf) == IndicatorHistory(desk, from: eve, asOf: eve.asOf))
      #expect(study.history(from: day, asOf: day.asOf).entries.first?.policy == reading.policy)
    }
  }

  /// The article's seed: E16 counts C3, denied to C4 (ρ .24); confirmed it is C1 (ρ .6), so x = 4·.6 instead of 4·.24,
  /// and E goes by s = −32.22943 + 1.44 (DOMAIN.md 3.5): P = 50 + (.45·50·tanh(s/40) + .40·(0 − 50))/.85.
  @Test func aClaimSetToConfirmed() throws {
    var hypothesis = Hypothesis()
    hypothesis.statuses = ["E16": .confirmed]
    let now = try moment("2025-05-01")
    let reading = IndicatorReading(desk: hypothesis.applied(to: desk), asOf: now)
    let expected = 50 + (0.45 * 50 * tanh((-32.22943 + 1.44) / 40) - 0.40 * 50) / 0.85
    #expect(abs(reading.policy.value - expected) < 1e-5)
    #expect(reading.contributions.first { $0.signal.id == "E16" }?.status == .confirmed)
    // DOMAIN.md: the trigger needs a source of grade A from both governments.
    #expect(reading.talks.state == .latent)
    hypothesis.statuses = ["E16": .denied]
    let denied = IndicatorReading(desk: hypothesis.applied(to: desk), asOf: now)
    #expect(abs(denied.policy.value - IndicatorReading(desk: desk, asOf: now).policy.value) < 1e-12)
  }

  @Test func aNameLeftOut() throws {
    let now = try moment("2025-05-01")
    var hypothesis = Hypothesis()
    hypothesis.leftOutNames = ["COSCO"]
    let without = IndicatorReading(desk: hypothesis.applied(to: desk), asOf: now)
    #expect(without.market?.members.map(\.symbol) == ["AMAT", "KLAC"])
    #expect(without.market?.members.map(\.weight) == [0.5, 0.5])
    #expect(without.policy == IndicatorReading(desk: desk, asOf: now).policy)
    // The alias that a feed uses means the same name.
    hypothesis.leftOutNames = ["1919.HK"]
    #expect(IndicatorReading(desk: hypothesis.applied(to: desk), asOf: now) == without)
    hypothesis.leftOutNames = ["AMAT", "KLAC", "COSCO"]
    #expect(IndicatorReading(desk: hypothesis.applied(to: desk), asOf: now).market == nil)
    #expect(Hypothesis().applied(to: desk) == desk && Hypothesis().isEmpty && !hypothesis.isEmpty)
  }

  // MARK: Properties

  @Test("adding anything later changes nothing of what a day says")
  func neverReadsTheFuture() throws {
    var chance = SystemRandomNumberGenerator()
    let first = try #require(Day(2025, 1, 10))
    for _ in 0..<12 {
      let day = first.advanced(by: Int.random(in: 0..<380, using: &chance))
      let later = desk.with(day.advanced(by: Int.random(in: 1...30, using: &chance)))
      let from = day.advanced(by: -20)
      #expect(
        IndicatorHistory(later, from: from, asOf: day.asOf) == IndicatorHistory(desk, from: from, asOf: day.asOf),
        "\(day)")
      let (study, other) = (IndicatorStudy(desk), IndicatorStudy(later))
      let (reading, same) = (study.reading(asOf: day.asOf), other.reading(asOf: day.asOf))
      #expect(reading.policy == same.policy && reading.spread == same.spread && reading.market == same.market)
      #expect(reading.announced == same.announced && reading.combined == same.combined, "\(day)")
      #expect(reading.talks == same.talks && reading.rollback == same.rollback && reading.evidence == same.evidence)
      #expect(reading.contributions.map(\.points) == same.contributions.map(\.points), "\(day)")
      #expect(reading.contributions.map(\.status) == same.contributions.map(\.status), "\(day)")
      #expect(study.triggers(from: from, asOf: day.asOf) == other.triggers(from: from, asOf: day.asOf), "\(day)")
      #expect(study.change(from: from.asOf, to: day.asOf) == other.change(from: from.asOf, to: day.asOf), "\(day)")
    }
  }

  /// Scaling by a power of two keeps every digit of a quotient.
  @Test func aScaledPriceKeepsItsReturns() throws {
    var scaled = desk
    for (symbol, factor) in [("AMAT", 4.0), ("SPY", 0.125)] {
      let history = try #require(desk.histories[symbol])
      scaled.histories[symbol]?.bars = history.bars.map {
        Bar(day: $0.day, close: $0.close.map { $0 * factor }, adjustedClose: $0.adjustedClose.map { $0 * factor })
      }
      guard let quote = desk.quotes[symbol] else { continue }
      var moved = Quote(symbol: symbol, time: quote.time, price: quote.price * factor, origin: quote.origin)
      moved.previousClose = quote.previousClose.map { $0 * factor }
      scaled.quotes[symbol] = moved
    }
    let (first, last) = (try #require(Day(2025, 1, 2)), try #require(Day(2025, 11, 14)))
    let pairs = zip(
      IndicatorHistory(desk, from: first, asOf: last.asOf).entries,
      IndicatorHistory(scaled, from: first, asOf: last.asOf).entries)
    for (entry, other) in pairs { #expect(close(entry.market, other.market), "\(entry.day)") }
  }
}

extension Desk {
  /// The desk with one of everything that becomes known on `day`.
  fileprivate func with(_ day: Day) -> Desk {
    var desk = self
    let origin = Origin(file: "later", line: 1)
    desk.signals.append(
      Signal(
        id: "later", day: day, actor: "USA", target: "CHN", code: "057", weight: 8, reliability: .a, credibility: 1,
        origin: origin))
    for index in desk.signals.indices {
      desk.signals[index].status.append(Signal.StatusEntry(day: day, status: .denied))
    }
    // Announced on the day, effective long before: a day that did not know of it must not count it.
    let step = TariffMeasure.Step(announced: day, effective: day.advanced(by: -60), rate: 40, origin: origin)
    desk.tariffs.measures.append(
      TariffMeasure(id: "later", by: .us, on: "CN", title: "later", scope: .all, steps: [step], origin: origin))
    desk.tariffs.baselines.append(TariffBaseline(by: .us, from: day, average: 60, origin: origin))
    for (symbol, history) in desk.histories {
      desk.histories[symbol]?.bars = history.bars.map {
        $0.day < day
          ? $0 : Bar(day: $0.day, close: $0.close.map { $0 * 2 }, adjustedClose: $0.returnClose.map { $0 * 2 })
      }
    }
    for symbol in ["AMAT", "KLAC", "SPY"] where (desk.quotes[symbol].map { $0.time > day.asOf } ?? true) {
      var quote = Quote(symbol: symbol, time: day.asOf, price: 1000, origin: origin)
      quote.previousClose = 900
      desk.quotes[symbol] = quote
    }
    return desk
  }
}

/// Pearson's coefficients against Python's `statistics.correlation`.
struct SeriesCorrelationTests {
  @Test func coefficient() throws {
    try expect(
      SeriesCorrelation.pearson([(1, 2), (2, 1), (3, 4), (4, 3), (5, 7)]), prints: "0.8241633837")
    #expect(SeriesCorrelation.pearson([(1, 1), (2, 2)]) == nil)
    #expect(SeriesCorrelation.pearson([(1, 1), (2, 1), (3, 1)]) == nil)
    #expect(SeriesCorrelation.pearson([(1, 1), (2, .nan), (3, 2)]) == nil)
    #expect(SeriesCorrelation.pearson([(1, -2), (2, -4), (3, -6)]) == -1)
  }

  private func series(_ values: [(Day, Double)]) -> ReferenceSeries {
    ReferenceSeries(
      id: "s", label: "S", values: values.map { ReferenceSeries.Value(day: $0.0, value: $0.1) },
      origin: Origin(file: "s.csv", line: 1))
  }

  /// The index is 10 in January, 20 in February, 30 in March, 40 in April, on every day of them.
  private func index(through last: Day) throws -> [DailyValue] {
    let first = try #require(Day(2025, 1, 1))
    return (0...first.days(to: last)).map {
      let day = first.advanced(by: $0)
      return DailyValue(day: day, value: Double(day.parts.month) * 10)
    }
  }

  /// Means 10, 20, 30 against 3, 5, 4: r = 0.5. April is not over on the 29th, so its value is not known.
  @Test func monthlyAgainstMonthlyMeans() throws {
    let values = try [(1, 3.0), (2, 5), (3, 4), (4, 100)].map { (try #require(Day(2025, $0.0, 1)), $0.1) }
    let monthly = series(values)
    #expect(monthly.frequency(on: try #require(Day(2025, 4, 29))) == .monthly)
    let found = SeriesCorrelation.correlations(monthly, try index(through: try #require(Day(2025, 4, 29))))
    #expect(found.map(\.basis) == [.monthly])
    #expect(found.first?.count == 3)
    #expect(abs((found.first?.coefficient ?? 0) - 0.5) < 1e-12)
    let whole = SeriesCorrelation.correlations(monthly, try index(through: try #require(Day(2025, 4, 30))))
    #expect(whole.first?.count == 4)
    #expect(monthly.known(on: try #require(Day(2025, 2, 27))).values.count == 1)
    #expect(monthly.known(on: try #require(Day(2025, 2, 28))).values.count == 2)
  }

  /// The index is, all over a quarter, 20, 50, 80 and 110 against 1, 3, 2 and 5: r by Python's `statistics.correlation`.
  @Test func quarterlyAgainstQuarterlyMeans() throws {
    let values = try [(1, 1.0), (4, 3), (7, 2), (10, 5)].map { (try #require(Day(2025, $0.0, 1)), $0.1) }
    let quarterly = series(values)
    let index = try index(through: try #require(Day(2025, 12, 31))).map {
      DailyValue(day: $0.day, value: Double(($0.day.parts.month - 1) / 3) * 30 + 20)
    }
    let found = SeriesCorrelation.correlations(quarterly, index)
    #expect(found.map(\.basis) == [.quarterly])
    #expect(found.first?.count == 4)
    try expect(found.first?.coefficient, prints: "0.8315218406")
    // A quarter's value is not known before the quarter is over.
    func known(_ month: Int, _ day: Int) throws -> Int {
      quarterly.known(on: try #require(Day(2025, month, day))).values.count
    }
    #expect(try known(5, 1) == 1)
    #expect(try known(6, 29) == 1)
    #expect(try known(6, 30) == 2)
    #expect(quarterly.frequency(on: try #require(Day(2025, 5, 1))) == .quarterly)
    // Quarters that miss one are quarters; those that do not begin in January are months.
    #expect(series([values[0], values[2]]).frequency(on: try #require(Day(2025, 8, 1))) == .quarterly)
    let shifted = series(try [2, 5, 8].map { (try #require(Day(2025, $0, 1)), 1.0) })
    #expect(shifted.frequency(on: try #require(Day(2025, 12, 31))) == .monthly)
  }

  @Test func yearlySeries() throws {
    let yearly = series(try (2021...2024).map { (try #require(Day($0, 1, 1)), Double($0)) })
    #expect(yearly.frequency(on: try #require(Day(2024, 6, 1))) == .yearly)
    #expect(yearly.known(on: try #require(Day(2024, 12, 30))).values.count == 3)
    #expect(yearly.known(on: try #require(Day(2024, 12, 31))).values.count == 4)
  }

  /// What a day knows of a series does not depend on what is appended later, not even on whether it stays monthly.
  @Test func laterValuesChangeNothingKnown() throws {
    let values = try [(1, 1), (2, 1), (3, 1), (3, 15), (4, 2)].map { (try #require(Day(2025, $0.0, $0.1)), 1.0) }
    let first = try #require(Day(2024, 12, 30))
    for count in 0...values.count {
      let last = count < values.count ? values[count].0 : try #require(Day(2025, 5, 1))
      for day in (0..<first.days(to: last)).map({ first.advanced(by: $0) }) {
        #expect(
          series(Array(values.prefix(count))).known(on: day).values == series(values).known(on: day).values,
          "\(count) values, \(day)")
      }
    }
    #expect(series(Array(values.prefix(1))).known(on: try #require(Day(2025, 1, 30))).values.isEmpty)
  }

  /// A year mistyped must not make a history of two millennia, which nobody could wait for.
  @Test func aHistoryIsAHundredYearsLongAtMost() throws {
    let day = try #require(Day(205, 5, 1))
    var desk = Desk()
    desk.signals = [
      Signal(id: "A", day: day, actor: "USA", target: "CHN", code: "036", weight: 4, origin: Origin(file: "s", line: 1))
    ]
    var study = IndicatorStudy(desk)
    let days = study.days(asOf: try #require(Day(2025, 5, 1)).asOf)
    #expect(days.entries.first?.day == Day(1925, 5, 1))
    #expect(days.entries.count == 36_526 && days.talks.count == 36_526)
  }

  @Test func dailyAgainstDailyAndBySevenDays() throws {
    let first = try #require(Day(2024, 12, 20))
    let daily = series((0..<120).map { (first.advanced(by: $0), Double($0)) })
    let found = SeriesCorrelation.correlations(daily, try index(through: try #require(Day(2025, 3, 31))))
    #expect(found.map(\.basis) == [.monthly, .daily, .sevenDays])
    // 90 days of 2025; each has its seven days, since the series begins earlier.
    #expect(found.map(\.count) == [3, 90, 90])
    // Shifting by a mean of seven of a straight line changes no correlation.
    #expect(abs(found[1].coefficient - found[2].coefficient) < 1e-12)
    #expect(SeriesCorrelation.correlations(daily, []).isEmpty)
  }
}
