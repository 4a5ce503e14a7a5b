import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// What is new on the overview and as a list.
struct DigestScreenTests {
  @Test(arguments: [("digest-list", SampleDesk.demo), ("digest-list-broken", SampleDesk.broken)])
  func list(name: String, desk: Desk) {
    for (columns, rows) in [(80, 24), (120, 40)] {
      expectGolden(
        SampleDesk.state(desk, columns, rows, keys: "Uj").draw(on: .undrawn), "\(name)-\(columns)x\(rows)")
    }
  }

  @Test func aListOfNothing() {
    let lines = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "uU").draw().lines
    #expect(lines[1].hasPrefix("─ New since 16:20 ─"))
    #expect(lines[2] == "   nothing happened since")
  }

  /// Eleven names that fell by a tenth at the opening after Geneva was announced: at 80 columns the steps of tariffs stand
  /// before them, and the last thing that has no room is a name.
  @Test func namesDoNotHideATariffStep() throws {
    let morning = Zone.newYork.instant(Day(2025, 5, 12)!, hour: 9, minute: 40)
    var desk = SampleDesk.demo
    for index in 0..<11 {
      var quote = Quote(
        symbol: "NAME\(index)", time: morning, price: 90, origin: Origin(file: "quotes.json", line: index + 1))
      (quote.previousClose, quote.currency) = (100, "USD")
      desk.quotes[quote.symbol] = quote
    }
    let state = DashboardState(
      desk: desk, present: morning, isDemo: false, size: Size(columns: 80, rows: 24))
    let steps = state.digest.firstIndex { if case .announced = $0 { true } else { false } }
    let names = state.digest.indices.filter { if case .move = state.digest[$0] { true } else { false } }
    #expect(names.count >= 11)
    #expect(try #require(steps) < (try #require(names.first)))
    let line = state.draw().lines[1]
    #expect(line.hasPrefix(" NEW \(state.digest.count)") && line.contains(" +"), "\(line)")
    #expect(line.contains("10 % from 14 May"), "\(line)")
    #expect(!line.contains("NAME") && line.hasSuffix("U list"), "\(line)")
  }

  /// Not names alone: an index that moved is handed over to be kept, once.
  @Test func anItemThatIsNoNameIsRemembered() throws {
    let day = try #require(Day(2025, 5, 14))
    var evaluator = DeskEvaluator()
    let mark = SeenMark(evaluator.reading(of: SampleDesk.demo, asOf: try #require(Day(2025, 5, 11)).asOf))
    var state = DashboardState(
      desk: SampleDesk.demo, present: day.asOf, isDemo: false, size: Size(columns: 120, rows: 40),
      seen: Digest(since: mark))
    let effects = state.update(.clock(day.asOf.advanced(bySeconds: 60)))
    guard case .remember(let digest)? = effects.first(where: { if case .remember = $0 { true } else { false } }) else {
      Issue.record("found \(effects)")
      return
    }
    #expect(digest.items.contains(.headline(.us, from: 145, to: 30)))
    #expect(state.update(.clock(day.asOf.advanced(bySeconds: 120))) == [])
  }

  /// What is named stays through a quote that comes back, also while the past is looked at; a look ends it, and what is
  /// named after that is remembered.
  @Test func itemsStayUntilTheNextLook() throws {
    let open = Zone.newYork.instant(Day(2025, 5, 2)!, hour: 10)
    func desk(_ price: Double, at seconds: Int64) -> Desk {
      var desk = SampleDesk.demo
      var quote = Quote(
        symbol: "AMAT", time: open.advanced(bySeconds: seconds), price: price, origin: Origin(file: "q", line: 1))
      (quote.previousClose, quote.currency) = (148.96, "USD")
      desk.quotes["AMAT"] = quote
      return desk
    }
    var state = DashboardState(
      desk: desk(148.96, at: 0), present: open, isDemo: false, size: Size(columns: 120, rows: 40))
    func send(_ price: Double, _ seconds: Int64) -> [Effect] {
      state.update(.desk(desk(price, at: seconds), at: open.advanced(bySeconds: seconds)))
    }
    func press(_ key: Unicode.Scalar) -> [Effect] { state.update(.input(.key(.character(key)))) }
    var moves: [NameMove] { state.moment.digest?.moves ?? [] }
    // Without a look nothing is remembered: the next start counts from the evening before as well.
    #expect(send(132, 10) == [])
    #expect(moves.map(\.symbol) == ["AMAT"])
    #expect(send(136, 20) == [] && moves.map(\.symbol) == ["AMAT"])
    _ = press("[")
    #expect(moves.isEmpty)
    #expect(send(135, 30) == [])
    _ = press(".")
    #expect(moves.map(\.price) == [132])

    #expect(press("u").count == 1)
    #expect(state.digest.isEmpty)
    #expect(send(136, 40) == [])
    let effects = send(120, 50)
    guard case .remember(let digest)? = effects.first, effects.count == 1 else {
      Issue.record("found \(effects)")
      return
    }
    let move = try #require(digest.moves.first)
    #expect(move.since == open.advanced(bySeconds: 30) && move.price == 120 && digest == state.moment.digest)
    // Begun again, it is there.
    var again = DashboardState(
      desk: desk(125, at: 60), present: open.advanced(bySeconds: 60), isDemo: false,
      size: Size(columns: 120, rows: 40), seen: Digest(encoded: digest.encoded))
    #expect(again.digest == [.move(move)])
    // By another number of deviations, too.
    var preferences = Preferences()
    preferences.digestSigma = 3
    let wider = DashboardState(
      desk: desk(125, at: 60), present: open.advanced(bySeconds: 60), isDemo: false,
      size: Size(columns: 120, rows: 40), seen: Digest(encoded: digest.encoded), preferences: preferences)
    #expect(wider.digest == [.move(move)])
    // What is named as it begins is handed over with the next message.
    let before = try #require(Digest(encoded: digest.mark.encoded))
    var late = DashboardState(
      desk: desk(120, at: 60), present: open.advanced(bySeconds: 60), isDemo: false,
      size: Size(columns: 120, rows: 40), seen: before)
    #expect(late.digest.count == 1)
    #expect(late.update(.clock(open.advanced(bySeconds: 120))).count == 1)
    #expect(late.update(.clock(open.advanced(bySeconds: 180))) == [])
    #expect(again.update(.clock(open.advanced(bySeconds: 120))) == [])
  }

  @Test func eachItemOpensWhatItSpeaksOf() {
    func opened(_ keys: String) -> String { SampleDesk.state(SampleDesk.broken, 80, 24, keys: keys).draw().lines[1] }
    #expect(opened("U<Enter>").contains("Indicator"))
    #expect(opened("Ujj<Enter>").contains("E16"))
    #expect(opened("UG<Enter>").contains("quotes") || opened("UG<Enter>").contains("old.csv"))
    #expect(opened("U<Esc>").contains("NEW"))
  }
}
