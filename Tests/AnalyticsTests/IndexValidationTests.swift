import Analytics
import Market
import Testing

/// Against code of its own (Python) on the first record.
struct IndexValidationTests {
  @Test func theFirstRecord() throws {
    let last = try #require(Day(2026, 2, 9))
    let validation = try #require(IndexValidation(referenceDesk(), asOf: last.asOf))
    #expect(validation.from == Day(2025, 2, 3) && validation.to == last)
    #expect(validation.labelChanges == 13 && validation.labelChangesByDecay == 4)
    #expect(abs(validation.decayMovement - 78.160644) < 1e-5)
    #expect(abs(validation.newsMovement - 215.144360) < 1e-5)
    #expect(abs(try #require(validation.decayShare) - 0.266482) < 1e-6)
  }

  /// The span is cut where it is asked to be, and what is known later does not change it.
  @Test func aSpan() throws {
    let first = try #require(Day(2025, 5, 1))
    let last = try #require(Day(2025, 5, 14))
    let validation = try #require(IndexValidation(referenceDesk(), from: first, asOf: last.asOf))
    // 12 May, to Escalation, and 14 May, to De-escalation.
    #expect(validation.labelChanges == 2 && validation.labelChangesByDecay == 0)
    #expect(IndexValidation(referenceDesk(), from: last, asOf: first.asOf) == nil)
    #expect(IndexValidation(Desk(), asOf: last.asOf) == nil)
  }

  /// Few pairs tell nothing: averages of tariffs change a few times a year.
  @Test func fewPairsAreLeftOut() throws {
    let last = try #require(Day(2026, 9, 27))
    let validation = try #require(IndexValidation(builtInDesk(), asOf: last.asOf))
    let found = validation.series.flatMap { $0.levels + ($0.changes.map { [$0] } ?? []) }
    #expect(!found.isEmpty && found.allSatisfy { $0.count >= 10 })
  }

  /// Seven changes between eight Fridays that have a whole week behind them; r by Python's `statistics.correlation`.
  @Test func weeklyChanges() throws {
    let first = try #require(Day(2025, 1, 1))
    let series = ReferenceSeries(
      id: "s", label: "S",
      values: (0..<60).map { ReferenceSeries.Value(day: first.advanced(by: $0), value: Double($0 * $0 % 17)) },
      origin: Origin(file: "s.csv", line: 1))
    let index = (0..<60).map { DailyValue(day: first.advanced(by: $0), value: Double($0 * 7 % 11)) }
    let changes = try #require(SeriesCorrelation.changes(series, index))
    #expect(changes.basis == .weekly && changes.count == 7)
    #expect(abs(changes.coefficient + 0.6356136495) < 1e-9)
    #expect(SeriesCorrelation.changes(series, []) == nil)
  }
}
