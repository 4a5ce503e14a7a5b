import Analytics
import Canvas
import Market
import Testing

@testable import Dashboard

/// The past shown forward.
struct PlayTests {
  private func state(_ keys: String, asOf: Day? = nil, isDemo: Bool = true) -> DashboardState {
    var state = DashboardState(
      desk: SampleDesk.demo, present: SampleDesk.opening, asOf: asOf?.asOf, isDemo: isDemo,
      size: Size(columns: 120, rows: 40))
    for key in (try? Key.parse(keys)) ?? [] { _ = state.update(.input(.key(key))) }
    return state
  }

  /// The demo's watchlist counts from 2 April 2025, Liberation Day; on the way to the opening moment it stops at every
  /// date with a signal or a tariff step.
  @Test func theDemoBeginsAtLiberationDay() throws {
    var state = state("p")
    #expect(state.reading.day == Day(2025, 4, 2))
    #expect(state.moment.play?.seconds == 4)
    var days: [Day] = []
    while state.reading.day < (try #require(Day(2025, 5, 12))), days.count < 100 {
      #expect(state.update(.played) == [])
      days.append(state.reading.day)
    }
    // Geneva, within about two minutes.
    #expect(days.last == Day(2025, 5, 12))
    #expect((10...30).contains(days.count))
    #expect(days.prefix(3).map(\.description) == ["2025-04-02", "2025-04-03", "2025-04-04"])
  }

  /// It ends at the live present, and knows nothing later.
  @Test func endsAtThePresent() {
    var state = state("p", asOf: Day(2025, 4, 25), isDemo: false)
    for _ in 0..<20 where state.moment.play != nil { _ = state.update(.played) }
    #expect(state.moment.play == nil)
    #expect(!state.isAway)
    #expect(state.draw().lines.last?.contains("played to the present") == true)
  }

  @Test func endsWithTheLastStep() {
    var state = state("p")
    for _ in 0..<500 where state.moment.play != nil { _ = state.update(.played) }
    #expect(state.moment.play == nil)
    #expect(state.desk.nextEvent(after: state.reading.asOf) == nil)
  }

  @Test func atThePresentThereIsNothingToPlay() {
    let state = state("p", isDemo: false)
    #expect(state.moment.play == nil)
    #expect(state.draw().lines.last?.contains("nothing to play at the present") == true)
  }

  /// Any other key stops it, and then does what it does.
  @Test func aKeyStopsIt() {
    #expect(state("p-").moment.play?.seconds == 8)
    #expect(state("p++").moment.play?.seconds == 1)
    #expect(state("p++++").moment.play?.seconds == 1)
    #expect(state("p----").moment.play?.seconds == 16)
    let moved = state("pj")
    #expect(moved.moment.play == nil && moved.selectedQuote?.instrument.symbol == "KLAC")
    #expect(state("pp").moment.play == nil)
    #expect(state("p<Esc>").reading.day == Day(2025, 4, 2))
    #expect(state("p.").reading.day == Day(2025, 5, 1))
    var opened = state("pt")
    #expect(opened.hasOpened && opened.moment.play == nil)
    #expect(opened.update(.played) == [] && opened.reading.day == Day(2025, 4, 2))
  }
}
