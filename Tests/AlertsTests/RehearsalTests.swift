import Analytics
import Market
import Testing

@testable import Alerts

/// The built-in desk over 2025.
struct RehearsalTests {
  private static func days(_ first: String, _ last: String) -> ClosedRange<Day> {
    (Day(first) ?? Day(number: 0))...(Day(last) ?? Day(number: 0))
  }

  private static let year: AlertRehearsal = {
    var desk = StandingTests.demo
    desk.alerts = Exam.lines([
      "AMAT crosses below 140 rearm 142", "tariff US headline changes", "signal becomes denied",
    ])
    return AlertRehearsal(desk, days: days("2025-01-01", "2025-12-31"))
  }()

  private func firings(_ index: Int) -> [String] {
    Self.year.firings(of: Self.year.rules[index]).map { firing in
      "\(Zone.newYork.timestamp(firing.time).prefix(16)) \(firing.value)"
    }
  }

  /// Counted off the closes of the file, one by one.
  @Test func crossingsAreThoseOfTheCloses() throws {
    let bars = try #require(StandingTests.demo.histories["AMAT"]).bars
    var expected: [String] = []
    var isArmed = false
    for bar in bars where bar.day.parts.year <= 2025 {
      guard let close = bar.close else { continue }
      if isArmed, close < 140, bar.day.parts.year == 2025 { expected.append("\(bar.day)T16:00") }
      if close < 140 { isArmed = false } else if close >= 142 { isArmed = true }
    }
    #expect(expected.count >= 3)
    #expect(firings(0).map { String($0.prefix(16)) } == expected)
  }

  /// The steps of the US headline that the record dates: from 0 over 145 to 20.
  @Test func headlinesAreThoseOfTheRecord() {
    #expect(
      firings(1).map { $0.split(separator: " ").last.map(String.init) }
        == ["10.0", "20.0", "30.0", "104.0", "145.0", "30.0", "20.0"])
  }

  /// On 1 May a report of talks was denied on the same day.
  @Test func theDenialOfFirstMay() {
    #expect(firings(2).map { String($0.prefix(10)) } == ["2025-05-01"])
  }

  /// What is read off a day does not depend on the days after it.
  @Test func nothingIsKnownAhead() {
    let rules = [
      "AMAT crosses below 140 rearm 142", "index crosses above 20 rearm 15", "any sigma >= 2.5 daily",
      "signal becomes confirmed|denied", "gap <= -25", "label changes",
    ]
    var whole = StandingTests.demo
    whole.alerts = Exam.lines(rules)
    let last = Day("2025-05-02") ?? Day(number: 0)
    var cut = whole
    cut.signals = cut.signals.filter { $0.known <= last.end }
    for symbol in cut.histories.keys {
      cut.histories[symbol]?.bars.removeAll { $0.day > last }
    }
    let days = Self.days("2025-04-01", "2025-05-02")
    let (all, known) = (AlertRehearsal(whole, days: days).firings, AlertRehearsal(cut, days: days).firings)
    #expect(all.count > 5)
    #expect(all.map(\.text.text) == known.map(\.text.text))
  }
}
