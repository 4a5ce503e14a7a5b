import Market
import Testing

@testable import Analytics

/// Ranges, candles and rebasing, by hand.
struct PriceSeriesTests {
  private func bar(_ day: Int, _ values: [Double?], adjusted: Double? = nil, volume: Double? = nil) -> Bar {
    Bar(
      day: Day(2025, 3, day)!, open: values[0], high: values[1], low: values[2], close: values[3],
      adjustedClose: adjusted, volume: volume, line: day)
  }

  @Test func wholeSessionsMakeACandle() {
    let bars = [
      bar(3, [10, 12, 9, 11], volume: 100), bar(4, [11, 15, 10, 14], volume: 300), bar(5, [14, 14.5, 8, 9]),
    ]
    let candles = Candles(bars[...], size: 2).candles
    // Counted from the newest: the oldest is alone.
    #expect(candles.map(\.sessions) == [1, 2])
    #expect(candles[1].open == 11)
    #expect(candles[1].high == 15)
    #expect(candles[1].low == 8)
    #expect(candles[1].close == 9)
    #expect(candles[1].isUp == false)
    #expect(candles[1].volume == 300)
    #expect(Candles(bars[...], size: 3).candles.first?.volume == 200)
    #expect(Candles([], size: 3).candles.isEmpty)
  }

  /// A split of 2:1 before the last day: the raw prices of the first two stand at half on the adjusted basis.
  @Test func oneBasisForTheWholeChart() {
    let raw = [bar(3, [20, 24, 18, 22], adjusted: 11), bar(4, [22, 30, 20, 28], adjusted: 14)]
    #expect(!Candles(raw[...], size: 1).isAdjusted)
    #expect(Candles(raw[...], size: 1).candles[0].close == 22)
    let mixed = Candles([bar(2, [nil, nil, nil, nil], adjusted: 10)] + raw[...], size: 1)
    #expect(mixed.isAdjusted)
    #expect(mixed.candles[0].close == 10)
    #expect(mixed.candles[0].high == nil)
    #expect(mixed.candles[0].isUp == nil)
    // Without a close the others are adjusted themselves.
    let adjusted = Candles([bar(2, [9, 10.5, 8.5, nil], adjusted: 10)] + raw[...], size: 2)
    #expect(adjusted.candles[0].open == 9 && adjusted.candles[0].high == 10.5 && adjusted.candles[0].low == 8.5)
    #expect(adjusted.candles[0].close == 10 && adjusted.candles[0].isUp == true)
    #expect(mixed.candles[1].open == 10)
    #expect(mixed.candles[1].high == 12)
    #expect(mixed.candles[1].low == 9)
    #expect(mixed.candles[1].close == 11)
  }

  @Test(
    arguments: [
      (PriceRange.day, "2025-05-01", 1), (.fiveDays, "2025-04-25", 5), (.month, "2025-04-01", 22),
      (.threeMonths, "2025-02-03", 62), (.sixMonths, "2024-11-01", 123), (.yearToDate, "2024-12-31", 83),
      (.year, "2024-05-01", 251), (.fiveYears, "2023-12-27", 337), (.all, "2023-12-27", 337),
    ])
  func rangesEndWithTheLastBar(range: PriceRange, first: String, count: Int) throws {
    let desk = referenceDesk()
    let series = PriceSeries(desk.instrument(named: "AMAT"), desk: desk, asOf: try moment("2025-05-01"))
    let indices = series.indices(of: range)
    #expect(series.bars[indices.lowerBound].day == Day(first))
    #expect(indices.count == count)
    #expect(indices.upperBound == series.bars.count)
    #expect(!series.endsWithQuote)
  }

  @Test func monthsEndWhereTheyAreShorter() {
    #expect(Day(2025, 5, 31)!.monthsBefore(3) == Day(2025, 2, 28))
    #expect(Day(2025, 1, 15)!.monthsBefore(1) == Day(2024, 12, 15))
    #expect(Day(2024, 2, 29)!.monthsBefore(12) == Day(2023, 2, 28))
    #expect(Day(3, 1, 1)!.monthsBefore(60) == Day(3, 1, 1))
  }

  @Test func measuresSkipDaysWithoutAClose() {
    var desk = Desk()
    desk.histories["X"] = History(
      symbol: "X",
      bars: [
        bar(3, [nil, nil, nil, 1]), bar(4, [nil, nil, nil, nil]), bar(5, [nil, nil, nil, 3]),
        bar(6, [nil, nil, nil, 5]),
      ], file: "x.csv")
    let series = PriceSeries(Instrument(symbol: "X"), desk: desk, asOf: Day(2025, 3, 7)!.asOf)
    #expect(series.aligned { TechnicalMeasures.simpleAverage($0, 2) } == [nil, nil, 2, 4])
  }

  /// Closes of 2 April, and of the last session, in the demo: AMAT 146.4381 → 147.6393 adjusted, COSCO 11.0892 → 10.3135.
  @Test func namesStandAtAHundredOnTheBase() throws {
    let desk = referenceDesk()
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: desk, asOf: try moment("2025-05-01"))
    let base = Day(2025, 4, 2)!
    let comparison = Comparison(["AMAT", "1919.HK", "nothing"], base: base, reading: reading, desk: desk)
    #expect(comparison.lines.map(\.row.instrument.symbol) == ["AMAT", "COSCO", "SPY"])
    #expect(comparison.lines.map(\.row.currency) == ["USD", "HKD", "USD"])
    let index = try #require(comparison.baseIndex)
    #expect(comparison.days[index] == base)
    for line in comparison.lines {
      let value = try #require(line.values[index])
      #expect(abs(value - 100) < 1e-9)
      let since = try #require(line.row.sinceEvent)
      #expect(abs(try #require(line.change) - since) < 1e-9)
    }
    let (amat, cosco, spy) = (comparison.lines[0], comparison.lines[1], comparison.lines[2])
    #expect(spy.versusReference == nil)
    #expect(abs(try #require(amat.versusReference) - (amat.change! - spy.change!)) < 1e-12)
    // Hong Kong rested on 1 May: no value after its last session, its last close between sessions.
    #expect(cosco.day == Day(2025, 4, 30))
    #expect(cosco.values.last == .some(nil))
    let rest = try #require(comparison.days.firstIndex(of: Day(2025, 4, 21)!))
    #expect(cosco.values[rest] == cosco.values[rest - 1])
    #expect(cosco.values[rest] != nil)
  }

  @Test func aBaseBeforeTheHistoryGivesNothing() throws {
    let desk = referenceDesk()
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: desk, asOf: try moment("2025-05-01"))
    let early = Comparison(["AMAT"], base: Day(2020, 1, 1)!, reading: reading, desk: desk)
    #expect(early.baseIndex == nil)
    #expect(early.lines.allSatisfy { $0.now == nil && $0.change == nil && $0.values.allSatisfy { $0 == nil } })
    // A later one is taken back to the moment.
    let late = Comparison(["AMAT"], base: Day(2026, 1, 1)!, reading: reading, desk: desk)
    #expect(late.base == Day(2025, 5, 1))
    #expect(late.lines[0].now == 100)
    #expect(
      Comparison(["AMAT"], base: Day(2025, 1, 1)!, reading: reading, desk: Desk()).lines.allSatisfy { $0.now == nil })
  }
}
