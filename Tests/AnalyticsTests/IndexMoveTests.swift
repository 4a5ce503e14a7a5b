import Market
import Testing

@testable import Analytics

/// What a change of the ledger does to the index; expected values by a Python script of DOMAIN's formulas.
struct IndexMoveTests {
  private let nowhere = Origin(file: "", line: 0)
  private let may = Zone.newYork.instant(Day(number: 20209), hour: 16, minute: 20)

  private func signal(
    _ id: String, _ code: String, _ weight: Double, _ grade: (Signal.Reliability, Int), scope: Double = 1, age: Int,
    _ status: Signal.Status = .reported
  ) -> Signal {
    let day = Day(number: 20209 - age)
    return Signal(
      id: id, day: day, actor: "USA", target: "CHN", code: code, weight: weight, reliability: grade.0,
      credibility: grade.1, status: [Signal.StatusEntry(day: day, status: status)], scope: scope, origin: nowhere)
  }

  private func measure(_ by: Side, _ steps: (effective: Day, announced: Day?, rate: Double)...) -> TariffMeasure {
    TariffMeasure(
      id: "\(by)", by: by, on: by.other.rawValue, title: "", scope: .all,
      steps: steps.map { step in
        TariffMeasure.Step(announced: step.announced, effective: step.effective, rate: step.rate, origin: nowhere)
      }, origin: nowhere)
  }

  private func baselines(_ us: Double, _ china: Double) -> [TariffBaseline] {
    let from = Day(number: 19358)
    return [
      TariffBaseline(by: .us, from: from, average: us, origin: nowhere),
      TariffBaseline(by: .china, from: from, average: china, origin: nowhere),
    ]
  }

  /// The worked example of 1 May 2025 (the seed's own events, both sides at the peak): with the report of that day, in
  /// itself graded C3 and denied, and without it.
  @Test func theReportOfTheFirstOfMay() throws {
    var without = Desk()
    without.tariffs = TariffBook(
      measures: [
        measure(.us, (Day(number: 20188), nil, 145)), measure(.china, (Day(number: 20190), nil, 125)),
      ], baselines: baselines(19, 21))
    without.signals = [
      signal("E05", "163", -8, (.a, 1), scope: 0.5, age: 27), signal("E07", "163", -8, (.a, 1), age: 21),
      signal("E10", "163", -8, (.a, 1), age: 19), signal("E11", "163", -8, (.a, 1), scope: 0.25, age: 10),
      signal("E14", "012", -0.4, (.a, 1), age: 1), signal("E15", "1054", -5, (.a, 1), age: 1),
      signal("E17", "111", -2, (.c, 2), age: 0),
    ]
    var with = without
    with.signals.append(signal("E16", "036", 4, (.c, 3), age: 0, .denied))
    let move = IndexMove(from: without, to: with, asOf: may)
    let (before, after) = (try #require(move.before), try #require(move.after))
    #expect(abs(before - 13.290985) < 1e-6)
    // DOMAIN prints 13.7745.
    #expect(abs(after - 13.774474) < 1e-6)
    #expect(move.announcedBefore == move.before)
    #expect(move.announcedAfter == move.after)
  }

  @Test("an empty desk has no index; its first signal makes one")
  func fromNothing() throws {
    var desk = Desk()
    desk.signals = [signal("A", "036", 4, (.c, 3), age: 0, .denied)]
    let move = IndexMove(from: Desk(), to: desk, asOf: may)
    #expect(move.before == nil)
    #expect(abs(try #require(move.after) - 51.199770) < 1e-6)
    #expect(IndexMove(from: Desk(), to: Desk(), asOf: may).after == nil)
  }

  @Test("a signal of tomorrow moves nothing today")
  func nothingAhead() {
    var desk = Desk()
    desk.signals = [signal("A", "036", 4, (.c, 3), age: 0)]
    var later = desk
    later.signals.append(signal("B", "163", -8, (.a, 1), age: -1))
    let move = IndexMove(from: desk, to: later, asOf: may)
    #expect(move.before == move.after)
  }

  /// 29/31 to 49/31: T 76.1989 to 68.5658, alone the whole index.
  @Test("a step to come moves the index once it is in force")
  func aStepToCome() throws {
    var before = Desk()
    before.tariffs = TariffBook(
      measures: [
        measure(.us, (Day(number: 20123), nil, 10)), measure(.china, (Day(number: 20190), nil, 10)),
      ], baselines: baselines(19, 21))
    var after = before
    after.tariffs.measures[0] = measure(
      .us, (Day(number: 20123), nil, 10), (Day(number: 20240), Day(number: 20200), 30))
    let move = IndexMove(from: before, to: after, asOf: may)
    #expect(move.before == move.after)
    #expect(abs(try #require(move.announcedBefore) - 76.198909) < 1e-6)
    #expect(abs(try #require(move.announcedAfter) - 68.565806) < 1e-6)
  }
}
