import Analytics
import Canvas
import Market
import TestSupport
import Testing
import Wording

@testable import Dashboard

/// The names as the trader arranges them: narrowed, sorted, with room of their own.
struct ArrangementTests {
  private func symbols(_ state: DashboardState) -> [String] {
    (0..<state.names.count).compactMap { state.names.row(at: $0, in: state.reading)?.instrument.symbol }
  }

  private func state(_ keys: String) -> DashboardState { SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys) }

  /// The demo's order is AMAT KLAC · FSLR · SPY · COSCO; its changes on 1 May 2025 are −1.76, −2.19, −6.31 (see the
  /// golden overview), +0.69, and COSCO's of the day before; against SPY neither SPY has a value nor COSCO, whose sessions
  /// are over before New York's.
  @Test func sortsWithinSectorsAndOverAll() {
    #expect(symbols(state("")) == ["AMAT", "KLAC", "FSLR", "SPY", "COSCO"])
    let rows = state("").reading.sectors.flatMap(\.rows)
    func descending(_ value: (QuoteRow) -> Double?) -> [String] {
      rows.compactMap { row in value(row).map { (row.instrument.symbol, $0) } }.sorted { $0.1 > $1.1 }.map(\.0)
    }
    let changes = descending(\.changePercent)
    #expect(changes.count == 5 && symbols(state("sc ")) != changes, "a blank after the letter marks the name")
    #expect(symbols(state("scs ")) == changes)
    let versus = descending(\.versusReference)
    #expect(symbols(state("svs ")) == versus + ["SPY", "COSCO"])
    #expect(symbols(state("svsvs ")) == versus.reversed() + ["SPY", "COSCO"])
    #expect(symbols(state("scs S")) == ["AMAT", "KLAC", "FSLR", "SPY", "COSCO"])
    // Within sectors, each stays under its heading.
    let within = symbols(state("scsc"))
    #expect(within.firstIndex(of: "FSLR") == 2 && within.firstIndex(of: "SPY") == 3)
  }

  /// The cursor stays on its symbol, whatever the order.
  @Test(arguments: ["sl", "scsc", "ss ", "sys "])
  func theCursorStaysOnItsSymbol(keys: String) {
    #expect(state("j" + keys).selectedQuote?.instrument.symbol == "KLAC")
  }

  @Test func otherKeysSortNothing() {
    #expect(symbols(state("sZ")) == symbols(state("")))
    // Esc only ends the waiting; the next key is a command again.
    #expect(state("s<Esc>j").selectedQuote?.instrument.symbol == "KLAC")
  }

  @Test func screens() {
    expectGolden(state("s").draw(on: .undrawn), "overview-sort-waits")
    expectGolden(state("scs ").draw(on: .undrawn), "overview-sorted")
    expectGolden(state("z").draw(on: .undrawn), "overview-zoomed")
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 80, 24, keys: "<Tab>z").draw(on: .undrawn), "overview-zoomed-signals-80x24")
  }

  @Test func zoomGivesAllTheRoomAndBack() {
    let zoomed = state("z").navigator.overview
    #expect(zoomed.region(of: .watchlist) == Region(row: 2, column: 0, rows: 37, columns: 120))
    #expect(zoomed.region(of: .signals) == nil)
    // Tab goes on to the next pane, which has the room then.
    #expect(state("z<Tab>").navigator.overview.region(of: .signals)?.rows == 37)
    #expect(state("zz").draw() == state("").draw())
  }

  private func symbols(_ overview: Overview, _ moment: Moment) -> [String] {
    (0..<overview.names.count).compactMap { overview.names.row(at: $0, in: moment.reading)?.instrument.symbol }
  }

  private func picture(_ overview: Overview, _ moment: Moment, on prefill: Cell = .undrawn) -> Canvas {
    var canvas = Canvas(moment.size, prefill: prefill)
    overview.draw(moment, into: &canvas, in: moment.screenRegion)
    return canvas
  }

  @Test func findNarrowsAndGivesBack() {
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "jjj")
    var overview = state.navigator.overview
    overview.find("semi", in: state.moment)
    #expect(symbols(overview, state.moment) == ["AMAT", "KLAC"])
    #expect(overview.subject == "AMAT")
    expectGolden(picture(overview, state.moment), "overview-found")
    overview.find("zzz", in: state.moment)
    #expect(symbols(overview, state.moment) == [])
    expectGolden(picture(overview, state.moment), "overview-nothing-found")
    overview.leaveFound(state.moment)
    #expect(symbols(overview, state.moment).count == 5)
    #expect(overview.subject == "SPY")
  }

  /// Enter keeps what was found; a single name is opened, and all are there again.
  @Test func enterOpensASingleName() throws {
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "")
    var overview = state.navigator.overview
    overview.find("semi", in: state.moment)
    #expect(overview.keepFound(state.moment).isEmpty)
    #expect(symbols(overview, state.moment).count == 2)
    overview.find("semi klac", in: state.moment)
    guard case .open(.instrument(let symbol)) = try #require(overview.keepFound(state.moment).first) else {
      Issue.record("nothing is opened")
      return
    }
    #expect(symbol == "KLAC")
    #expect(symbols(overview, state.moment).count == 5)
  }

  /// AMAT bid 151.30, ask 151.34 at 10:31 on Friday.
  private static var holding: DashboardState {
    var desk = SampleDesk.holding
    desk.quotes["AMAT"]?.bid = 151.30
    desk.quotes["AMAT"]?.ask = 151.34
    var quote = Quote(
      symbol: "KLAC", time: Zone.newYork.instant(Day(2025, 5, 1)!, hour: 16), price: 687.30,
      origin: Origin(file: "quotes/usa.json", line: 13))
    (quote.previousClose, quote.currency) = (702.69, "USD")
    desk.quotes["KLAC"] = quote
    return SampleDesk.state(
      desk, 120, 40, asOf: Zone.newYork.instant(Day(2025, 5, 2)!, hour: 10, minute: 31), keys: "")
  }

  /// 100 shares bought at 132.50 and 12.5 sold short at 170 have gained 1,882 + 233.50 = 2,115.50 at 151.32, and of the
  /// session 87.5 × 2.36 = 206.50; 0.04 is 2.64 basis points of 151.32; what they cost is
  /// 13,250 − 2,125.
  @Test func holdings() {
    var overview = Self.holding.navigator.overview
    let moment = Self.holding.moment
    let drawn = picture(overview, moment, on: .blank).lines.joined(separator: "\n")
    #expect(drawn.contains("P&L  USD +2115.50 day +206.50"))
    overview.show(columns: ["lots", "value", "day-pl", "pl", "pl%", "spread", "ext"], in: moment)
    let chosen = picture(overview, moment, on: .blank).lines.first { $0.contains("> AMAT") } ?? ""
    for text in ["87.5", "13240.50", "+206.50", "+2115.50", "+19.0", "2.6"] {
      #expect(chosen.contains(text), "\(text) in \(chosen)")
    }
  }

  /// After the close of 687.30 KLAC traded at 700.00, which is 1.85 % more; once the next session has begun that is past.
  @Test func outOfHours() {
    let day = Day(2025, 5, 1)!
    var desk = SampleDesk.demo
    var quote = Quote(
      symbol: "KLAC", time: Zone.newYork.instant(day, hour: 16), price: 687.30, origin: Origin(file: "q.json", line: 1))
    (quote.previousClose, quote.currency) = (702.69, "USD")
    quote.extended = Quote.Extended(session: .post, time: Zone.newYork.instant(day, hour: 17), price: 700)
    desk.quotes["KLAC"] = quote
    func klac(_ columns: Int, _ rows: Int, _ moment: Instant) -> (head: String, row: String) {
      let lines = SampleDesk.state(desk, columns, rows, asOf: moment).draw().lines
      return (lines.first { $0.contains("Watchlist") } ?? "", lines.first { $0.contains("KLAC  ") } ?? "")
    }
    let evening = Zone.newYork.instant(day, hour: 17, minute: 5)
    let narrow = klac(60, 16, evening)
    #expect(narrow.head.contains(" post ") && narrow.row.contains("-2.19") && narrow.row.contains(" 700.00 +1.85"))
    #expect(klac(80, 24, evening).head.contains("out of hours"))
    #expect(klac(80, 24, evening).row.contains("post 700.00 +1.85"))
    #expect(klac(120, 40, evening).row.contains("post 17:00 700.00 +1.85"))
    let night = klac(120, 40, Zone.newYork.instant(day.advanced(by: 1), hour: 3))
    #expect(night.row.contains("post 1 May 700.00 +1.85"))
    let open = klac(200, 60, Zone.newYork.instant(day.advanced(by: 1), hour: 9, minute: 31))
    #expect(!open.row.contains("700.00") && !open.head.contains("out of hours"))
  }

  @Test func columnsAreChosen() {
    let state = Self.holding
    var overview = state.navigator.overview
    overview.show(
      columns: ["last", "open", "high", "low", "volume", "relvol", "day", "session", "beta", "file"], in: state.moment)
    expectGolden(picture(overview, state.moment), "overview-columns")
    overview.show(
      columns: ["name", "chg%", "lots", "value", "day-pl", "pl", "pl%", "bid", "ask", "spread", "age", "nonsense"],
      in: state.moment)
    expectGolden(picture(overview, state.moment), "overview-columns-lots")
  }

  /// Of ten thousand names those are found that hold the words.
  @Test func manyNames() {
    let sectors = (0..<100).map { sector in
      Sector(name: "Sector \(sector)", instruments: (0..<100).map { Instrument(symbol: "N\(sector * 100 + $0)") })
    }
    var desk = Desk()
    desk.watchlist = Watchlist(sectors: sectors)
    let state = SampleDesk.state(desk, 80, 24, keys: "")
    var overview = state.navigator.overview
    #expect(overview.names.count == 10_000)
    overview.find("n77 !n770 !n777", in: state.moment)
    #expect(symbols(overview, state.moment).first == "N77" && symbols(overview, state.moment).count == 111 - 11 - 11)
  }
}
