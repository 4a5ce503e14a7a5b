import Analytics
import Canvas
import Market
import Testing
import Wording

@testable import Dashboard

/// One rule for whose time is shown: New York's, or that of the viewer's zone, on every screen.
struct WhoseTimeTests {
  /// Both keep daylight saving to the end of October 2025, so six and twelve hours.
  private static let lastOfSummer = Day(2025, 10, 25)!

  /// In summer six and twelve hours ahead of New York.
  private static let viewers = [
    (WallClock("Europe/Berlin", .centralEurope), 6), (WallClock("Asia/Hong_Kong", .hongKong), 12),
  ]

  /// A desk with quotes of the running session, a file that was read, and a headline of 20:33 the evening before.
  private static let desk: Desk = {
    var desk = SampleDesk.clockAhead
    desk.files[desk.files.count - 1].clockAhead = nil
    desk.calendar.removeAll { $0.day > lastOfSummer }
    desk.tariffs.measures.removeAll { $0.steps.contains { $0.effective > lastOfSummer } }
    let day = Day(2025, 4, 30)!
    desk.signals.append(
      Signal(
        id: "E900", day: day, time: Zone.newYork.instant(day, hour: 20, minute: 33), actor: "CHN", target: "USA",
        code: "120", weight: -4, source: "MOFCOM", reliability: .a, credibility: 1, text: "Rejects talks",
        origin: Origin(file: "signals.jsonl", line: 900)))
    return desk
  }()

  private func state(_ clock: WallClock, keys: String) -> DashboardState {
    var state = DashboardState(
      desk: Self.desk, present: SampleDesk.trading, isDemo: true, size: Size(columns: 200, rows: 60), glyphs: .unicode)
    var preferences = Preferences()
    preferences.clock = clock
    _ = state.update(.preferences(preferences, fault: nil))
    for key in (try? Key.parse(keys)) ?? [] { _ = state.update(.input(.key(key))) }
    return state
  }

  /// Times of the rows below the header, in minutes, in the order in which they stand.
  private func times(_ lines: [String]) -> [Int] {
    lines.dropFirst().flatMap { $0.matches(of: /\b([0-2]\d):([0-5]\d)\b/) }.compactMap { match in
      Int(match.1).flatMap { hour in Int(match.2).map { hour * 60 + $0 } }
    }
  }

  @Test(arguments: ["", "z", "t", "i", "is", "w", "e", "e<Enter>", "f", "v", "U", "j<Enter>", "?"])
  func everyScreenFollows(keys: String) {
    let own = times(state(.newYork, keys: keys).draw().lines)
    for (clock, hours) in Self.viewers {
      let theirs = times(state(clock, keys: keys).draw().lines)
      // Help tells what a time looks like.
      let moved = keys == "?" ? own : own.map { ($0 + hours * 60) % 1440 }
      #expect(theirs.sorted() == moved.sorted(), "\(keys), \(clock.label)")
    }
  }

  /// The screens that have times at all, so that the test above is of something.
  @Test(arguments: ["", "i", "f", "j<Enter>"])
  func someScreensHaveTimes(keys: String) { #expect(!times(state(.newYork, keys: keys).draw().lines).isEmpty) }

  @Test func theHeaderHasBothClocks() {
    let frankfurt = state(Self.viewers[0].0, keys: "").draw().lines[0]
    #expect(frankfurt.contains("Thu 1 May 2025") && frankfurt.contains("21:31 Berlin"))
    #expect(frankfurt.contains("Thu 15:31 New York"))
    let hongKong = state(Self.viewers[1].0, keys: "").draw().lines[0]
    #expect(hongKong.contains("Fri 2 May 2025") && hongKong.contains("03:31 Hong Kong"))
    #expect(hongKong.contains("Thu 15:31 New York"))
  }

  /// Bars within the day stand by their venue's clock, which the chart names.
  @Test func barsWithinADayNameTheirClock() {
    var desk = SampleDesk.demo
    let bars = (0..<78).map { index in
      IntradayBar(
        time: Zone.newYork.instant(Day(2025, 5, 1)!, hour: 9, minute: 30).advanced(bySeconds: Int64(300 * index)),
        open: 150, high: 151, low: 149, close: 150, volume: 1, line: index + 1)
    }
    desk.intraday["AMAT"] = IntradayHistory(
      symbol: "AMAT", currency: "USD", interval: 300, bars: bars, file: "minutes.json")
    let text = SampleDesk.state(desk, 120, 40, keys: "<Enter>hhhhhhh").draw().lines
    #expect(text[2].contains("New York time"))
  }

  /// A headline of 20:33 is a stop of `{`: its moment, not its date's.
  @Test func aHeadlineByNightIsAStop() throws {
    let night = Zone.newYork.instant(Day(2025, 4, 30)!, hour: 20, minute: 33)
    // Those of 1 May are known from 16:20 on, so that it is the last one before 15:31.
    let state = state(.newYork, keys: "{")
    #expect(state.moment.asOf == night)
    #expect(state.draw().lines[0].contains("20:33 New York"))
    #expect(state.reading.signals.contains { $0.signal.id == "E900" })
    let before = SampleDesk.state(Self.desk, 120, 40, asOf: night.advanced(bySeconds: -60))
    #expect(!before.reading.signals.contains { $0.signal.id == "E900" })
    let page = self.state(Self.viewers[1].0, keys: "<Tab><Enter>").draw().lines
    #expect(page.contains { $0.contains("Known from") && $0.contains("Hong Kong") })
  }
}
