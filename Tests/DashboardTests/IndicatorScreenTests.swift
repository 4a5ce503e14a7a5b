import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The Indicator screen, each picture read by eye before it was recorded, and its keys.
struct IndicatorScreenTests {
  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func screen(columns: Int, rows: Int) {
    expectGolden(state(columns, rows).draw(on: .undrawn), "indicator-\(columns)x\(rows)")
  }

  @Test(arguments: [(36, 6), (60, 16), (100, 30), (150, 45)])
  func sizesBetween(columns: Int, rows: Int) {
    expectGolden(state(columns, rows).draw(on: .undrawn), "indicator-\(columns)x\(rows)")
  }

  @Test(arguments: [
    ("changes", "<Tab>jj"), ("history", "<Tab><Tab>hhh"), ("since", "<Tab>sss"), ("quarter", "<Tab><Tab>+"),
  ])
  func sections(name: String, keys: String) {
    expectGolden(state(80, 24, keys).draw(on: .undrawn), "indicator-80x24-\(name)")
  }

  @Test func ascii() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 120, 40, glyphs: .ascii, keys: "ixhh").draw(on: .undrawn),
      "indicator-ascii-120x40")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func empty(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.empty, columns, rows, keys: "i").draw(on: .undrawn),
      "indicator-empty-\(columns)x\(rows)")
  }

  @Test func broken() {
    expectGolden(SampleDesk.state(SampleDesk.broken, 120, 40, keys: "i").draw(on: .undrawn), "indicator-broken")
  }

  /// Rates that came down, a second value announced, both triggers fired in the strips.
  @Test(arguments: [("announced", Day(2025, 5, 12)!), ("cut", Day(2025, 5, 14)!), ("autumn", Day(2025, 11, 14)!)])
  func otherDays(name: String, day: Day) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 120, 40, asOf: day.asOf, keys: "i").draw(on: .undrawn), "indicator-\(name)")
  }

  @Test func supposed() {
    expectGolden(state(120, 40, "jxjcG" + "x").draw(on: .undrawn), "indicator-as-if")
    expectGolden(state(80, 24, "<Tab>x").draw(on: .undrawn), "indicator-as-if-80x24")
  }

  @Test func publishedSeries() {
    expectGolden(state(120, 40, "o", of: withSeries).draw(on: .undrawn), "indicator-series-daily")
    expectGolden(state(200, 60, "oo-", of: withSeries).draw(on: .undrawn), "indicator-series-monthly")
  }

  // MARK: Behaviour

  /// A day that the span leaves behind takes its crosshair along: numbers of one day never stand beside movers of another.
  @Test func theCrosshairGoesWithItsDay() throws {
    var state = state(120, 40, "+" + String(repeating: "H", count: 20))
    #expect(try screen(state).crosshair == Day(2025, 1, 30))
    _ = state.update(.input(.key(.character("]"))))
    #expect(try screen(state).crosshair == nil)
    #expect(try screen(state).view?.pointed == nil)
  }

  private func state(
    _ columns: Int, _ rows: Int, _ keys: String = "", of desk: Desk = SampleDesk.demo
  ) -> DashboardState {
    SampleDesk.state(desk, columns, rows, keys: "i" + keys)
  }

  private func screen(_ state: DashboardState) throws -> IndicatorScreen {
    guard let screen = state.navigator.opened.last as? IndicatorScreen else {
      throw Gone()
    }
    return screen
  }

  private struct Gone: Error {}

  private func text(_ state: DashboardState) -> String { state.draw().lines.joined(separator: "\n") }

  /// A daily and a monthly series made by rule, the second going into the future of the demo's moment.
  private var withSeries: Desk {
    var desk = SampleDesk.demo
    let first = Day(2024, 12, 1)!
    func series(_ id: String, _ values: [(Day, Double)]) -> ReferenceSeries {
      ReferenceSeries(
        id: id, label: "\(id) index", values: values.map { ReferenceSeries.Value(day: $0.0, value: $0.1) },
        origin: Origin(file: "\(id).csv", line: 1))
    }
    desk.references = [
      series("daily", (0..<200).map { (first.advanced(by: $0), Double($0 * $0 % 97)) }),
      series("monthly", (1...8).map { (Day(2025, $0, 1)!, Double($0 * 10)) }),
    ]
    return desk
  }

  @Test func theOverviewsPaneOpensIt() throws {
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "<S-Tab><S-Tab><Enter>")
    #expect(state.place == .indicator)
    #expect(SampleDesk.state(SampleDesk.demo, 120, 40, keys: "<S-Tab><S-Tab><Enter><Esc>").place == .overview)
  }

  /// Two rows are the header's and the footer's: at 33 and 17 rows a smaller design is drawn than the window would hold.
  @Test(arguments: [(120, 33, 3), (120, 34, 2), (80, 17, 4), (80, 18, 3)])
  func tabGoesToEveryPart(columns: Int, rows: Int, count: Int) {
    let pictures = (0...count).map { text(state(columns, rows, String(repeating: "<Tab>", count: $0))) }
    #expect(pictures.first == pictures.last)
    if columns < 112 || rows < 34 { #expect(Set(pictures).count == count) }
    if count == 3 { #expect(pictures[2].contains("─ History")) }
  }

  @Test func anEventOpensItsSource() {
    let shown = text(state(120, 40, "<Enter>"))
    #expect(shown.contains("Signal E10") && shown.contains("signals.jsonl:13"))
    #expect(SampleDesk.state(SampleDesk.demo, 120, 40, keys: "ig<Enter>").place == .tariffs)
    #expect(SampleDesk.state(SampleDesk.demo, 120, 40, keys: "iG<Enter>").place == .instrument)
    #expect(text(state(120, 40, "<Tab><Enter>")).contains("Signal E17"))
  }

  @Test func crosshairWalksAndStopsAtBothEnds() throws {
    #expect(try screen(state(120, 40, "h")).crosshair == Day(2025, 4, 30))
    #expect(try screen(state(120, 40, "H<Left>")).crosshair == Day(2025, 4, 23))
    #expect(try screen(state(120, 40, "HhLh")).crosshair == Day(2025, 4, 29))
    #expect(try screen(state(120, 40, "hhll")).crosshair == nil)
    // Three months end on 30 January.
    #expect(try screen(state(120, 40, "+" + String(repeating: "H", count: 30))).crosshair == Day(2025, 1, 30))
    // DOMAIN.md 3.5: 66.3834 combined, 65.1027 market on 3 February.
    let shown = text(state(120, 40, String(repeating: "H", count: 12) + "hhh"))
    #expect(shown.contains("Mon 3 Feb 2025") && shown.contains("market 65.1") && shown.contains("combined 66.4"))
  }

  /// A day later than the moment shown is not there to be pointed at.
  @Test func thePastKnowsNoLaterDay() throws {
    var state = state(120, 40, "h[[")
    #expect(try screen(state).crosshair == nil)
    #expect(try screen(state).view?.shown.last?.day == Day(2025, 4, 29))
    state = self.state(120, 40, "[[" + "l")
    #expect(try screen(state).crosshair == nil)
  }

  @Test func changesCountFromTheDayChosen() throws {
    #expect(try screen(state(120, 40)).since == .yesterday)
    #expect(try screen(state(120, 40, "s")).since == .week)
    // No mark is set, so the next are the moments of a signal or a step, latest first.
    #expect(try screen(state(120, 40, "ss")).since == .event(Day(2025, 5, 1)!.asOf))
    #expect(try screen(state(120, 40, "sss")).since == .event(Day(2025, 4, 30)!.asOf))
    #expect(try screen(state(120, 40, "sssSS")).since == .week)
    #expect(try screen(state(120, 40, "sS")).since == .yesterday)
    for keys in ["", "s", "ss", "sssssss"] {
      let view = try #require(try screen(state(120, 40, keys)).view)
      let change = try #require(view.change)
      let items = change.change.items.reduce(0) { $0 + $1.points }
      #expect(abs(items - change.change.total) < 1e-9)
      let before = IndicatorReading(desk: SampleDesk.demo, asOf: change.from).policy.value
      #expect(abs(before + items - view.indicator.policy.value) < 1e-9)
    }
  }

  @Test func aMarkIsCountedFrom() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "u")
    for key in try Key.parse("iss") { _ = state.update(.input(.key(key))) }
    #expect(try screen(state).since == .mark)
    #expect(text(state).contains("since your mark, 1 May 16:20"))
    #expect(!text(state).contains("none set"))
  }

  @Test func supposingMovesTheValueAndNothingElse() throws {
    let truth = IndicatorReading(desk: SampleDesk.demo, asOf: SampleDesk.opening).policy.value
    let before = state(120, 40)
    let after = state(120, 40, "x")
    let supposed = try #require(try screen(after).view?.supposed)
    var without = SampleDesk.demo
    without.signals.removeAll { $0.id == "E10" }
    #expect(supposed.reading == IndicatorReading(desk: without, asOf: SampleDesk.opening))
    #expect(supposed.line.last == supposed.reading.policy.value)
    #expect(after.reading == before.reading && after.reading.indicator.policy.value == truth)
    #expect(after.desk == before.desk)
    #expect(text(after).contains("AS IF  index 6.0→"))
    #expect(text(after).contains("E10 left out"))
    // Gone when undone, by the same key or at once, and with the screen.
    #expect(state(120, 40, "xx").draw() == before.draw())
    #expect(state(120, 40, "xjcjd0").draw().lines.filter { $0.contains("AS IF") }.isEmpty)
    #expect(try screen(state(120, 40, "xjcjd0")).hypothesis.isEmpty)
    #expect(state(120, 40, "x<Esc>").draw() == SampleDesk.state(SampleDesk.demo, 120, 40).draw())
    #expect(try screen(state(120, 40, "x<Esc>i")).hypothesis.isEmpty)
  }

  @Test func statusesExcludeEachOtherAndLeavingOut() throws {
    #expect(try screen(state(120, 40, "c")).hypothesis.statuses == ["E10": .confirmed])
    #expect(try screen(state(120, 40, "cd")).hypothesis.statuses == ["E10": .denied])
    #expect(try screen(state(120, 40, "cc")).hypothesis.isEmpty)
    let left = try screen(state(120, 40, "cx")).hypothesis
    #expect(left.statuses.isEmpty && left.leftOutSignals == ["E10"])
    #expect(try screen(state(120, 40, "xd")).hypothesis.leftOutSignals.isEmpty)
    // The last row is a member of the basket; it has no status.
    #expect(try screen(state(120, 40, "Gx")).hypothesis.leftOutNames == ["COSCO"])
    #expect(try screen(state(120, 40, "Gc")).hypothesis.isEmpty)
    #expect(state(120, 40, "Gc").notice != nil && state(120, 40, "gx").notice != nil)
    // In the list of changes the key means the change under the cursor.
    #expect(try screen(state(120, 40, "<Tab>x")).hypothesis.leftOutSignals == ["E17"])
  }

  @Test func zoomGoesFromThreeMonthsToAll() throws {
    let lengths = try ["+++", "", "-", "--"].map { try #require(try screen(state(120, 40, $0)).view).shown.count }
    #expect(lengths == [92, 121, 366, Day(2023, 1, 1)!.days(to: Day(2025, 5, 1)!) + 1])
  }

  @Test func seriesAreLaidOverOneAfterTheOther() throws {
    #expect(state(120, 40, "o", of: SampleDesk.empty).notice != nil)
    let daily = try #require(try screen(state(120, 40, "o", of: withSeries)).view?.overlay)
    #expect(daily.correlations.map(\.basis) == [.monthly, .daily, .sevenDays] && daily.frequency == .daily)
    let monthly = try #require(try screen(state(120, 40, "oo", of: withSeries)).view?.overlay)
    // On 1 May January to April are over; May's value is not known.
    #expect(monthly.correlations.map(\.count) == [4])
    #expect(monthly.values.last == .some(nil) && monthly.high == 40)
    #expect(monthly.line.compactMap { $0 }.max() == 100 && monthly.line.compactMap { $0 }.min() == 0)
    #expect(try screen(state(120, 40, "ooo", of: withSeries)).view?.overlay == nil)
  }

  /// A quarter's value holds over the whole quarter, and is not known before that is over.
  @Test func aQuarterlySeriesHoldsOverItsQuarters() throws {
    var desk = SampleDesk.demo
    let values = [(Day(2024, 10, 1)!, 5.0), (Day(2025, 1, 1)!, 10), (Day(2025, 4, 1)!, 20)]
    desk.references = [
      ReferenceSeries(
        id: "gdp", label: "GDP", values: values.map { ReferenceSeries.Value(day: $0.0, value: $0.1) },
        origin: Origin(file: "gdp.csv", line: 1))
    ]
    let view = try #require(try screen(state(120, 40, "o", of: desk)).view)
    let overlay = try #require(view.overlay)
    #expect(overlay.frequency == .quarterly)
    for (entry, value) in zip(view.shown, overlay.values) {
      #expect(value == (entry.day <= Day(2025, 3, 31)! ? 10 : nil), "\(entry.day)")
    }
  }

  @Test func selectionFollowsTheEventThroughTime() throws {
    #expect(try screen(state(120, 40, "jj[")).selected == screen(state(120, 40, "jj")).selected)
    // E16 is of 1 May: the day before another row is selected.
    let rows = try #require(try screen(state(120, 40)).view?.table.rows)
    let cursor = try #require(rows.firstIndex { if case .event = $0 { true } else { false } })
    let steps = try #require(rows.firstIndex(of: .event(id: "E16"))) - cursor
    let may = String(repeating: "j", count: steps)
    #expect(try screen(state(120, 40, may)).selected == .event(id: "E16"))
    #expect(try screen(state(120, 40, may + "[")).selected != .event(id: "E16"))
  }

  /// Every size is drawn without a trap, in all states.
  @Test func everySize() {
    for keys in ["", "<Tab>", "<Tab><Tab>h", "<Tab><Tab><Tab>", "xoo-"] {
      var state = state(80, 24, keys, of: withSeries)
      for columns in [36, 47, 58, 69, 80, 103, 111, 112, 140, 179, 190, 300] {
        for rows in [6, 7, 9, 12, 17, 18, 33, 34, 47, 48, 49, 90] {
          _ = state.update(.resized(Size(columns: columns, rows: rows)))
          #expect(state.draw().cells.count == columns * rows)
        }
      }
    }
  }

  @Test func hostileTextIsHarmless() {
    var desk = withSeries
    let hostile = "\u{1B}]52;c;ZXZpbA==\u{07}\u{202E}\u{200B}\nX\t\u{9B}2J"
    desk.signals = desk.signals.map { signal in
      var signal = signal
      signal.text = hostile
      signal.source = hostile
      return signal
    }
    desk.watchlist.indicator.basket = [(hostile, 1)]
    for keys in ["", "xo", "<Tab>"] {
      for cell in state(120, 40, keys, of: desk).draw().cells {
        #expect(cell.scalar >= 0x20 && !(0x7F...0x9F).contains(cell.scalar) && cell.scalar != 0x202E)
      }
    }
  }
}
