import Analytics
import Market
import Testing

/// Dates since which something stands, over the demo's record: they are the same at every hour of a day on which nothing
/// becomes known in between.
struct SinceDatesTests {
  @Test func sinceDatesDoNotChangeWithTheHour() throws {
    let desk = builtInDesk()
    var evaluator = DeskEvaluator()
    let moments = desk.eventMoments
    var compared = 0
    for offset in stride(from: 0, to: 300, by: 3) {
      let day = try #require(Day(2025, 1, 25)).advanced(by: offset)
      var before: (at: Instant, since: [Day?])?
      for (hour, minute) in [(0, 0), (3, 30), (9, 29), (9, 31), (12, 0), (16, 19), (16, 21), (20, 33), (23, 59)] {
        let instant = Zone.newYork.instant(day, hour: hour, minute: minute)
        let reading = evaluator.reading(of: desk, asOf: instant)
        let since =
          [
            reading.indicator.talks.since, reading.indicator.rollback.since, reading.tariffs.us.since,
            reading.tariffs.china.since,
          ] + reading.tariffs.layers.sorted { $0.measure.id < $1.measure.id }.map(\.since)
        if let before, !moments.contains(where: { $0 > before.at && $0 <= instant }) {
          #expect(since == before.since, "\(instant)")
          compared += 1
        }
        before = (instant, since)
      }
    }
    #expect(compared > 500)
  }
}
