import Alerts
import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// Rules on the screen: the list, the marks of what rang, and how rules are written.
struct AlertsScreenTests {
  static let start = SampleDesk.trading

  /// The rules of the demo's names as a desk tells them, in the file's order.
  static let lines = [
    "AMAT crosses below 140 rearm 142", "KLAC chg% <= -3 daily during XNYS", "FSLR crosses below 120 urgent",
    "index crosses above 40 rearm 37", "signal grade B2+ becomes confirmed|denied", "SPY > 600 until 2025-04-30",
    "any sigma >= 2.5 daily",
  ].enumerated().map { AlertLine($1, origin: Origin(file: "alerts.yaml", line: $0 + 3)) }

  /// The demo's names live, half an hour before the close.
  static func desk(_ prices: [String: Double], at time: Instant, lines: [AlertLine] = lines) -> Desk {
    var desk = SampleDesk.demo
    desk.alerts = lines
    let closes = ["AMAT": 150.71, "KLAC": 702.69, "FSLR": 125.82]
    for (symbol, price) in prices {
      var quote = Quote(symbol: symbol, time: time, price: price, origin: Origin(file: "quotes.json", line: 2))
      (quote.previousClose, quote.currency) = (closes[symbol], "USD")
      desk.quotes[symbol] = quote
    }
    return desk
  }

  static func state(
    _ columns: Int, _ rows: Int, lines: [AlertLine] = lines, glyphs: Glyphs = .unicode,
    preferences: Preferences = Preferences()
  ) -> DashboardState {
    DashboardState(
      desk: desk(["AMAT": 148.96, "KLAC": 690, "FSLR": 126.57], at: start, lines: lines), present: start, isDemo: false,
      size: Size(columns: columns, rows: rows), glyphs: glyphs, preferences: preferences)
  }

  /// AMAT has fallen below its level and rings; its level is the only one that it passed.
  static func rung(_ columns: Int, _ rows: Int, glyphs: Glyphs = .unicode) -> DashboardState {
    var state = state(columns, rows, glyphs: glyphs)
    _ = fall(&state)
    return state
  }

  @discardableResult static func fall(_ state: inout DashboardState) -> [Effect] {
    let later = start.advanced(bySeconds: 20)
    return state.update(
      .desk(desk(["AMAT": 139.8, "KLAC": 690, "FSLR": 126.57], at: later.advanced(bySeconds: -5)), at: later))
  }

  @discardableResult static func press(_ keys: String, _ state: inout DashboardState) -> [Effect] {
    ((try? Key.parse(keys)) ?? []).flatMap { state.update(.input(.key($0))) }
  }

  // MARK: The list

  @Test(arguments: [(80, 24), (120, 40), (60, 16)])
  func list(columns: Int, rows: Int) {
    var state = Self.rung(columns, rows)
    Self.press("a", &state)
    expectGolden(state.draw(on: .undrawn), "alerts-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func aListOfNothing(columns: Int, rows: Int) {
    var state = Self.state(columns, rows, lines: [])
    Self.press("a", &state)
    expectGolden(state.draw(on: .undrawn), "alerts-empty-\(columns)x\(rows)")
  }

  /// Rules that are refused, one of a name that there is not, and hostile text.
  @Test(arguments: [(80, 24), (120, 40)])
  func broken(columns: Int, rows: Int) {
    let lines = [
      "AMAT croses below 140", "AMAT crosses below 140", "AMAT  crosses below 140",
      "NOPE > 3 \"\u{1B}[31mred\u{202E}\"",
      "gap >= 25 for 1d \"\u{202E}ahead\u{7}\"",
    ].enumerated().map { AlertLine($1, origin: Origin(file: "alerts\u{1B}[2J.yaml", line: $0 + 3)) }
    var state = Self.state(columns, rows, lines: lines)
    Self.press("aj", &state)
    expectGolden(state.draw(on: .undrawn), "alerts-broken-\(columns)x\(rows)")
  }

  @Test func whatRangStandsFirstAndIsOpened() {
    var state = Self.rung(120, 40)
    Self.press("a", &state)
    #expect(state.place == .alerts)
    #expect(state.draw().lines[2].contains("firing 15:31"))
    Self.press("<Enter>", &state)
    #expect(state.place == .instrument)
    // On screens whose `a` is another's, by its word.
    Self.press("q:alerts<Enter>", &state)
    Self.press("t:alerts<Enter>", &state)
    #expect(state.place == .alerts)
  }

  @Test func theCursorStaysOnItsRule() {
    var state = Self.state(120, 40)
    Self.press("a", &state)
    #expect(state.draw().lines[2].contains("> armed"))
    Self.press("jj", &state)
    func selected() -> String? { state.draw().lines.first { $0.hasPrefix(" > ") } }
    #expect(selected()?.contains("FSLR crosses below 120") == true)
    Self.fall(&state)
    #expect(selected()?.contains("FSLR crosses below 120") == true)
    #expect(state.draw().lines[2].contains("AMAT crosses below 140"))
  }

  // MARK: Marks

  @Test(arguments: [(80, 24), (120, 40)])
  func marks(columns: Int, rows: Int) {
    expectGolden(Self.rung(columns, rows).draw(on: .undrawn), "alerts-overview-\(columns)x\(rows)")
  }

  @Test func whatRangIsMarkedUntilItIsAcknowledged() throws {
    for (glyphs, mark, word) in [(Glyphs.unicode, "▲", "▲"), (.ascii, "^", "^"), (.plain, "^", "alert ")] {
      var state = Self.rung(120, 40, glyphs: glyphs)
      var lines = state.draw().lines
      #expect(lines[0].contains(" \(word)1 "), "\(lines[0])")
      #expect(
        lines.contains { $0.contains("\(mark)AMAT ") || $0.contains(">\(mark)AMAT") || $0.contains("\(mark) AMAT") })
      let footer = try #require(lines.last)
      #expect(footer.hasPrefix(" \(word)AMAT 139.80 crosses below 140: a"), "\(footer)")
      #expect(state.ringing?.text == "\(word)AMAT 139.8")
      let effects = Self.press("ax", &state)
      #expect(effects.contains { if case .alerts = $0 { true } else { false } })
      lines = state.draw().lines
      #expect(!lines[0].contains("\(word)1 ") && state.ringing == nil)
      #expect(lines.last?.contains("crosses below 140: a") == false)
      #expect(lines[2].contains("firing 15:31"))
    }
  }

  /// It goes out once, by an effect; a rule that rings again says so again.
  @Test func whatRingsGoesOutOnce() {
    var state = Self.state(120, 40)
    func firings(_ effects: [Effect]) -> [Firing] {
      effects.flatMap { if case .alerts(let news) = $0 { news.firings } else { [Firing]() } }
    }
    let first = firings(Self.fall(&state))
    #expect(first.map(\.symbol) == ["AMAT"])
    #expect(firings(Self.fall(&state)) == [])
  }

  @Test func snoozesGrow() {
    var state = Self.state(120, 40)
    Self.press("az", &state)
    #expect(state.draw().lines.contains { $0.contains("snoozed to 15:46") })
    Self.press("z", &state)
    #expect(state.draw().lines.contains { $0.contains("snoozed to 16:31") })
    Self.press("z", &state)
    #expect(state.draw().lines.contains { $0.contains("snoozed to 2 May") })
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func theChartDrawsLevels(columns: Int, rows: Int) {
    var state = Self.rung(columns, rows)
    Self.press("<Enter>", &state)
    #expect(state.draw().lines.contains { $0.contains("▲140.00") })
  }

  /// 148.96 is 6.0151 % above 140: 8.96/148.96.
  @Test func theColumnTarget() {
    var preferences = Preferences()
    preferences.columns = ["last", "target"]
    let state = Self.state(120, 40, preferences: preferences)
    let lines = state.draw().lines
    #expect(lines.contains { $0.contains("AMAT") && $0.contains("148.96") && $0.contains("6.02") })
    #expect(lines.contains { $0.contains("SPY") && $0.hasSuffix("-") || $0.contains("SPY") })
  }

  // MARK: Writing rules

  /// A round level two of its daily deviations below the price, to be edited.
  @Test func aRowProposesARule() throws {
    var state = Self.state(120, 40)
    Self.press("A", &state)
    let footer = try #require(state.draw().lines.last)
    #expect(footer.hasPrefix(" :alert AMAT crosses below 1"), "\(footer)")
    let effects = Self.press("<C-u>alert AMAT crosses below 141<Enter>", &state)
    #expect(effects.contains(.changeAlerts(.add("AMAT crosses below 141"))))
  }

  @Test func aLineSaysWhatItsRuleSees() {
    var state = Self.state(120, 40)
    Self.press(":alert AMAT crosses below 141", &state)
    #expect(state.draw().lines.contains { $0.contains("AMAT 148.96: 7.96 above, armed") })
  }

  @Test(arguments: [
    ("alert AMAT croses below 140", "crosses"), ("alert AMAT crosses below", "found nothing"),
    ("alert AMAT crosses  below 140 rearm 142", "found the rule of alerts.yaml:3"), ("alert", "proposes"),
  ])
  func aMistakeStaysInTheLine(line: String, told: String) {
    var state = Self.state(120, 40)
    let effects = Self.press(":\(line.replacing("<", with: "<lt>"))<Enter>", &state)
    #expect(!effects.contains { if case .changeAlerts = $0 { true } else { false } })
    #expect(line == "alert" || state.draw().lines.contains { $0.contains(told) }, "\(state.draw().lines.suffix(3))")
  }

  @Test func aRuleIsEditedAndDeleted() throws {
    var state = Self.state(120, 40)
    let line = Self.lines[0]
    var effects = Self.press("ae", &state)
    #expect(state.draw().lines.last?.hasPrefix(" >AMAT crosses below 140 rearm 142") == true)
    effects = Self.press("<C-u>KLAC chg% <lt>= -3 daily during XNYS<Enter>", &state)
    #expect(effects == [] && state.draw().lines.contains { $0.contains("found the rule of alerts.yaml:4") })
    effects = Self.press("<C-u>AMAT crosses below 138<Enter>", &state)
    #expect(effects == [.changeAlerts(.replace(line, isOwn: false, with: "AMAT crosses below 138"))])
    #expect(Self.press("D", &state) == [])
    #expect(state.draw().lines.last?.contains("D again deletes it from alerts.yaml: AMAT crosses below 140") == true)
    #expect(Self.press("jkD", &state) == [])
    #expect(Self.press("D", &state) == [.changeAlerts(.delete(line, isOwn: false))])
  }
}
