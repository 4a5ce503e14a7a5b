import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

struct WhatIfScreenTests {
  private func lines(_ columns: Int, _ rows: Int, _ keys: String, _ desk: Desk = SampleDesk.demo) -> [String] {
    SampleDesk.state(desk, columns, rows, keys: "w" + keys).draw().lines
  }

  /// The leading line, which says what is asked and what comes of it.
  private func lead(_ keys: String) -> String { lines(120, 40, keys)[2] }

  private static let saved = SavedScenarios(
    scenarios: [
      SavedScenario(
        id: "us54-cn10", title: "us54-cn10", us: 54, china: 10, elasticity: -1.5,
        origin: Origin(file: "us54-cn10.json", line: 1))
    ],
    problems: [Problem(path: "broken.json", line: 1, column: 2, message: "found the end, expected a key")])

  private func stateWithSaved(_ keys: String, _ columns: Int = 120, _ rows: Int = 40) -> DashboardState {
    var desk = SampleDesk.demo
    desk.scenarios = [
      SavedScenario(
        id: "geneva", title: "Geneva again", us: 30, china: 10, origin: Origin(file: "geneva.json", line: 1))
    ]
    var state = DashboardState(
      desk: desk, present: SampleDesk.opening, isDemo: true, size: Size(columns: columns, rows: rows),
      saved: Self.saved)
    for key in (try? Key.parse("w" + keys)) ?? [] { _ = state.update(.input(.key(key))) }
    return state
  }

  // MARK: Pictures

  @Test(arguments: [(80, 24), (120, 40), (200, 60), (36, 6), (60, 16)])
  func pictures(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, keys: "w").draw(on: .undrawn), "what-if-\(columns)x\(rows)")
  }

  /// A base year that was not found at its source is told where only the model's figures stand.
  @Test(arguments: [(80, 24), (60, 16), (120, 40)])
  func theBaseYearKeepsItsMark(columns: Int, rows: Int) {
    var desk = SampleDesk.demo
    desk.facts = desk.facts.map { fact in
      Fact(
        id: fact.id, label: fact.label, value: fact.value, unit: fact.unit, day: fact.day, published: fact.published,
        source: fact.source, verified: fact.id == "imports-2024" ? false : fact.verified, origin: fact.origin)
    }
    let lines = SampleDesk.state(desk, columns, rows, keys: "w").draw().lines
    #expect(lines.contains { $0.contains("one year") && $0.contains("370.0?") })
    #expect(!SampleDesk.state(SampleDesk.demo, columns, rows, keys: "w").draw().lines.joined().contains("370.0?"))
  }

  @Test func ascii() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 120, 40, glyphs: .ascii, keys: "w").draw(on: .undrawn), "what-if-ascii")
  }

  @Test func withoutData() {
    expectGolden(SampleDesk.state(SampleDesk.empty, 120, 40, keys: "w").draw(on: .undrawn), "what-if-empty")
    expectGolden(SampleDesk.state(SampleDesk.empty, 80, 24, keys: "w").draw(on: .undrawn), "what-if-empty-80x24")
  }

  /// March 2026, when the figures of 2025 are known, and the average of November 2025 is void.
  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func besideTheOutturn(columns: Int, rows: Int) throws {
    let moment = Zone.newYork.instant(Day(2026, 3, 2)!, hour: 16, minute: 20)
    expectGolden(
      SampleDesk.state(SampleDesk.tradeOf2025, columns, rows, asOf: moment, keys: "w").draw(on: .undrawn),
      "what-if-outturn-\(columns)x\(rows)")
    let lines = SampleDesk.state(SampleDesk.tradeOf2025, columns, rows, asOf: moment, keys: "w").draw().lines.joined()
    #expect(lines.contains("imports now"))
    #expect(
      lines.contains("2025 imports 308.4, model 371.9 +20.6 %; exports 106.3, model 132.7 +24.8 %"))
    #expect(lines.contains("-1.72") && lines.contains("-3.97"))
  }

  /// The screen says which facts it would take.
  @Test(arguments: [(80, 24), (120, 40)])
  func withoutFacts(columns: Int, rows: Int) {
    var desk = SampleDesk.demo
    desk.facts = []
    expectGolden(
      SampleDesk.state(desk, columns, rows, keys: "w").draw(on: .undrawn), "what-if-no-facts-\(columns)x\(rows)")
    let lines = SampleDesk.state(desk, columns, rows, keys: "w").draw().lines.joined()
    #expect(lines.contains("no fact imports-2024") && lines.contains("no fact exports-2024"))
  }

  @Test func withBrokenData() {
    expectGolden(SampleDesk.state(SampleDesk.broken, 80, 24, keys: "w").draw(on: .undrawn), "what-if-broken")
  }

  /// Announced and not yet in force; the only cut by then is three sessions old on the 16th.
  @Test func afterGeneva() {
    for (day, keys, name) in [(12, "w", "announced"), (16, "w%", "percent")] {
      let moment = Zone.newYork.instant(Day(2025, 5, day)!, hour: 16, minute: 20)
      expectGolden(
        SampleDesk.state(SampleDesk.demo, 120, 40, asOf: moment, keys: keys).draw(on: .undrawn), "what-if-\(name)")
    }
  }

  @Test func savedOnes() {
    expectGolden(stateWithSaved("<Tab>jjjj").draw(on: .undrawn), "what-if-saved")
    expectGolden(stateWithSaved("<Tab>jjjj", 80, 24).draw(on: .undrawn), "what-if-saved-80x24")
  }

  @Test func everySize() {
    var state = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "w")
    for columns in [30, 36, 41, 44, 52, 57, 74, 76, 80, 100, 111, 112, 130, 190, 210] {
      for rows in [4, 6, 7, 9, 11, 14, 17, 20, 24, 29, 32, 33, 36, 41, 50, 70] {
        _ = state.update(.resized(Size(columns: columns, rows: rows)))
        let lines = state.draw().lines
        guard columns >= 36, rows >= 6 else { continue }
        #expect(lines[2].hasPrefix(" Index if 30/10: +32.2"), "\(columns)x\(rows)")
        #expect(lines.joined().contains("China on US"), "\(columns)x\(rows)")
      }
    }
  }

  // MARK: Keys

  /// +32.2 at the truce rates on 1 May 2025: from 6.0 to 38.2, as both are shown.
  @Test func opensWithTheTruce() {
    #expect(lead("").hasPrefix(" Index if 30/10: +32.2   6.0 → 38.2   Escalation, now Trade war"))
  }

  @Test(arguments: [
    ("l", "31/10"), ("h", "29/10"), ("L", "40/10"), ("H", "20/10"), ("<Right><Left><Left>", "29/10"),
    ("jl", "30/11"), ("jkl", "31/10"), ("Gkl", "30/11"), ("HHHHH", "0/10"), ("0", "145/125"), ("7,5<Enter>", "7.5/10"),
    ("j84<Enter>", "30/84"), ("12<BS>5<Enter>", "15/10"), ("10<Enter>", "10/10"), ("5j", "30/10"), ("5l", "31/10"),
    ("9999<Enter>", "1000/10"),
    // Percent of 145: a tenth of it is 14.5 points.
    ("%L", "44.5/10"), ("%90<Enter>", "130.5/10"), ("%%l", "31/10"),
    ("p", "0/0"), ("pp", "145/125"), ("ppp", "135/115"), ("<Tab>j<Enter>", "135/115"), ("<Tab>G<Enter>", "0/0"),
  ])
  func keysSetTheRates(keys: String, rates: String) {
    #expect(lead(keys).hasPrefix(" Index if \(rates):"), "\(keys): \(lead(keys))")
  }

  /// M(49 %) at ε = −1: 438.9·1.19/1.49 = 350.5.
  @Test func elasticityIsTypedWithoutItsSign() throws {
    let lines = lines(80, 24, "G1<Enter>")
    #expect(lines[8].contains("-1.00   yours"))
    let row = try #require(lines.first { $0.hasPrefix("   yours") })
    #expect(row.contains("350.5"))
    #expect(self.lines(80, 24, "Gl")[8].contains("-2.48"))
    #expect(self.lines(80, 24, "G99<Enter>")[8].contains("-20.00"))
  }

  /// Whoever types 12.5 means no other day, and not 125.
  @Test func aPointWithinANumberIsItsDecimalSign() {
    #expect(lines(80, 24, "12.5")[6].contains(" 12.5_ "))
    #expect(lead("12.5<Enter>").hasPrefix(" Index if 12.5/10:"))
    let away = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "[w.")
    #expect(!away.isAway)
  }

  @Test func typedDigitsAreShownUntilSet() {
    #expect(lines(80, 24, "25")[6].contains(" 25_ "))
    #expect(lead("25").hasPrefix(" Index if 30/10:"))
  }

  @Test func savingAsksForAFileOfItsName() {
    var state = SampleDesk.state(demo80: "w7,5<Enter>")
    #expect(
      state.update(.input(.key(.character("S")))) == [
        .saveScenario(
          SavedScenario(
            id: "us7.5-cn10", title: "us7.5-cn10", us: 7.5, china: 10, origin: Origin(file: "us7.5-cn10.json", line: 1))
        )
      ])
    state = SampleDesk.state(demo80: "wG1<Enter>")
    guard case .saveScenario(let scenario)? = state.update(.input(.key(.character("S")))).first else {
      Issue.record("not saved")
      return
    }
    #expect(scenario.id == "us30-cn10-e1")
    #expect(scenario.elasticity == -1)
  }

  @Test func deletingAsksTwiceAndOnlyForYours() {
    // present, 10 off, truce, no add-on, yours, desk.
    var state = stateWithSaved("<Tab>jjjj")
    #expect(state.update(.input(.key(.character("D")))).isEmpty)
    #expect(state.notice == "D again deletes us54-cn10.json")
    #expect(state.update(.input(.key(.character("D")))) == [.deleteScenario(Self.saved.scenarios[0])])
    state = stateWithSaved("<Tab>jjjjDkj")
    #expect(state.update(.input(.key(.character("D")))).isEmpty)
    state = stateWithSaved("<Tab>GD")
    #expect(state.update(.input(.key(.character("D")))).isEmpty)
    #expect(state.notice == "only scenarios saved here can be deleted")
    // Another key between, also one that does nothing, takes the first back.
    state = stateWithSaved("0<Tab>jjjj")
    for key in "D%D" { _ = state.update(.input(.key(.character(key.unicodeScalars.first!)))) }
    #expect(state.notice == "D again deletes us54-cn10.json")
    state = stateWithSaved("D")
    #expect(state.update(.input(.key(.character("D")))).isEmpty)
  }

  @Test func loadsRatesAndElasticity() {
    let state = stateWithSaved("<Tab>jjjj<Enter>")
    #expect(state.notice == "us54-cn10.json:1")
    let lines = state.draw().lines
    #expect(lines[2].hasPrefix(" Index if 54/10:"))
    #expect(lines.contains { $0.contains("elasticity             -1.50") })
  }

  @Test func theListFollowsTheFolder() {
    var state = stateWithSaved("")
    _ = state.update(.scenarios(SavedScenarios()))
    #expect(!state.draw().lines.contains { $0.contains("us54-cn10") })
  }

  /// The scenario stays while time is walked through.
  @Test func ratesStayWhileTheMomentMoves() {
    #expect(lead("12<Enter>}").hasPrefix(" Index if 12/10:"))
    #expect(lead("12<Enter>[").hasPrefix(" Index if 12/10:"))
  }

  @Test func hostileNamesAreHarmless() {
    var desk = SampleDesk.demo
    let hostile = "\u{1B}]52;c;x\u{07}\u{202E}"
    desk.scenarios = [
      SavedScenario(id: "x", title: hostile, us: 1, china: 2, origin: Origin(file: hostile, line: 1))
    ]
    desk.watchlist.sectors = [Sector(name: hostile, instruments: [Instrument(symbol: hostile, name: hostile)])]
    for cell in SampleDesk.state(desk, 120, 40, keys: "w").draw().cells {
      #expect(cell.scalar >= 0x20 && !(0x7F...0x9F).contains(cell.scalar) && cell.scalar != 0x202E)
    }
  }

}

extension SampleDesk {
  /// The demo with the trade of both years (Commerce, 5 February 2025 and 19 February 2026).
  fileprivate static var tradeOf2025: Desk {
    var desk = demo
    desk.facts = [
      ("imports-2024", 438.9, "2025-02-05"), ("exports-2024", 143.5, "2025-02-05"),
      ("imports-2025", 308.4, "2026-02-19"), ("exports-2025", 106.3, "2026-02-19"),
    ].map { id, value, published in
      Fact(
        id: id, label: id, value: value, unit: "$bn", day: nil, published: Day(published), source: "Commerce",
        verified: true, origin: Origin(file: "facts.json", line: 2))
    }
    return desk
  }

  fileprivate static func state(demo80 keys: String) -> DashboardState { state(demo, 80, 24, keys: keys) }
}
