import Alerts
import Analytics
import Canvas
import Market
import Testing

@testable import Dashboard

/// The rules see what is known at the present, each desk that was read, and nothing of the past that is shown.
struct AlertWeighingTests {
  private static let trading = Zone.newYork.instant(Day(2025, 5, 2)!, hour: 10, minute: 31)

  private static func desk(_ price: Double, after seconds: Int64) -> Desk {
    var desk = SampleDesk.demo
    desk.alerts = [AlertLine("AMAT crosses below 140 rearm 142", origin: Origin(file: "alerts.yaml", line: 3))]
    var quote = Quote(
      symbol: "AMAT", time: trading.advanced(bySeconds: seconds), price: price, origin: Origin(file: "q.json", line: 2))
    (quote.previousClose, quote.currency) = (148.96, "USD")
    desk.quotes["AMAT"] = quote
    return desk
  }

  private static var state: DashboardState {
    var state = DashboardState(
      desk: desk(150, after: 0), present: trading, isDemo: false, size: Size(columns: 120, rows: 40))
    // What arms the rules is kept.
    #expect(news(state.takePending()).map(\.firings) == [[]])
    return state
  }

  private static func news(_ effects: [Effect]) -> [AlertNews] {
    effects.compactMap { if case .alerts(let news) = $0 { news } else { nil } }
  }

  private static func rung(_ state: inout DashboardState, _ price: Double, after seconds: Int64) -> [String] {
    let effects = state.update(.desk(desk(price, after: seconds), at: trading.advanced(bySeconds: seconds)))
    return news(effects).flatMap(\.firings).map(\.value)
  }

  @Test func ringsAtThePresent() {
    var state = Self.state
    #expect(Self.rung(&state, 141, after: 5) == [])
    #expect(Self.rung(&state, 139.8, after: 10) == ["139.80"])
    #expect(Self.rung(&state, 139.7, after: 15) == [])
    #expect(state.moment.alerts.firingSymbols == ["AMAT"])
  }

  @Test func thePastThatIsShownRingsNothingAndHidesNothing() {
    var state = Self.state
    // The closes of April 2025 crossed the level three times.
    for _ in 0..<30 { #expect(Self.news(state.update(.input(.key(.character("["))))).isEmpty) }
    #expect(state.moment.reading.day < Day(2025, 4, 10)!)
    #expect(Self.rung(&state, 139.8, after: 10) == ["139.80"])
  }

  @Test func aDeskThatAnotherHasFollowedIsSeen() {
    var state = Self.state
    let passed = state.update(.passed(Self.desk(139, after: 5), at: Self.trading.advanced(bySeconds: 5)))
    #expect(Self.news(passed).flatMap(\.firings).map(\.value) == ["139.00"])
    #expect(state.moment.desk.quotes["AMAT"]?.price == 150)
    #expect(Self.rung(&state, 141, after: 10) == [])
  }

  @Test func aRuleThatIsNoneIsSaidOfItsFile() {
    var desk = Self.desk(150, after: 0)
    var file = FileReport(path: "alerts.yaml", kind: "alerts", state: .ok)
    file.rows = 1
    desk.files.append(file)
    desk.alerts = [AlertLine("AMAT cros 3", column: 5, origin: Origin(file: "alerts.yaml", line: 3))]
    let state = DashboardState(
      desk: desk, present: Self.trading, isDemo: false, size: Size(columns: 120, rows: 40))
    let shown = state.moment.desk.files.first { $0.path == "alerts.yaml" }
    #expect(shown?.state == .partial && shown?.rows == 0)
    #expect(shown?.problems.first?.description.hasPrefix("alerts.yaml:3:10: found cros, expected ") == true)
  }
}
