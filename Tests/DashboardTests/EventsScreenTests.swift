import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The table of events and names, and an event opened.
struct EventsScreenTests {
  private static let summer = Day(2025, 6, 13)!.asOf
  private static let year = Day(2026, 1, 1)!.asOf

  /// A column of numbers without a head would pass for that of a name.
  @Test(arguments: [56, 60, 70, 80])
  func theMarketKeepsItsHead(columns: Int) {
    #expect(SampleDesk.state(SampleDesk.demo, columns, 16, keys: "e").draw().lines[1].contains("SPY %"), "\(columns)")
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func table(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, keys: "ejlll").draw(on: .undrawn), "events-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func opened(columns: Int, rows: Int) {
    let state = SampleDesk.state(
      SampleDesk.demo, columns, rows, asOf: Self.summer, keys: "ejjjjj<Enter>jll")
    expectGolden(state.draw(on: .undrawn), "event-\(columns)x\(rows)")
  }

  @Test func wholeYear() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 200, 60, asOf: Self.year, keys: "ellllsjj").draw(on: .undrawn),
      "events-sorted-200x60")
  }

  @Test func averageOfMarkedEvents() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 120, 40, asOf: Self.summer, keys: "e jj jj aaa").draw(on: .undrawn),
      "events-average")
  }

  @Test func heatMap() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 80, 24, asOf: Self.summer, keys: "em").draw(on: .undrawn), "events-heat")
  }

  @Test func ascii() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 80, 24, glyphs: .ascii, asOf: Self.summer, keys: "emjj").draw(on: .undrawn),
      "events-ascii")
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 80, 24, glyphs: .ascii, asOf: Self.summer, keys: "ejjjjj<Enter>").draw(
        on: .undrawn),
      "event-ascii")
  }

  @Test func wideWindowOpened() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 120, 40, asOf: Self.year, keys: "e+++jjj<Enter>").draw(on: .undrawn),
      "event-wide-window")
  }

  @Test func emptyAndBroken() {
    expectGolden(SampleDesk.state(SampleDesk.empty, 80, 24, keys: "e").draw(on: .undrawn), "events-empty")
    var desk = SampleDesk.demo
    desk.histories["AMAT"] = nil
    desk.histories["KLAC"]?.bars.removeFirst(200)
    expectGolden(SampleDesk.state(desk, 80, 24, keys: "ejll").draw(on: .undrawn), "events-without-history")
    desk.histories = [:]
    expectGolden(SampleDesk.state(desk, 80, 24, keys: "ejll<Enter>").draw(on: .undrawn), "event-without-history")
  }

  /// Six names without a history before one that has: its study is shown, and so is its path.
  @Test func noPathIsMissedBesideAStudy() {
    var desk = SampleDesk.demo
    let names = (1...7).map { Instrument(symbol: "NEW\($0)", venue: .nasdaq, currency: "USD") }
    desk.watchlist.sectors[0].instruments.insert(contentsOf: names, at: 0)
    let text = SampleDesk.state(desk, 120, 40, asOf: Self.summer, keys: "ejjjj<Enter>").draw().lines
    #expect(text.contains { $0.contains("AMAT") && $0.contains(/[+-]\d+\.\d\d/) })
    #expect(text.contains { $0.contains("NEW1") && $0.contains("no daily history") })
    #expect(!text.contains { $0.contains("enough history") })
  }

  private func screen(_ keys: String, asOf: Instant? = nil, size: (Int, Int) = (120, 40)) throws -> EventsScreen {
    let state = SampleDesk.state(SampleDesk.demo, size.0, size.1, asOf: asOf, keys: keys)
    return try #require(state.navigator.opened.compactMap { $0 as? EventsScreen }.last)
  }

  @Test(arguments: [
    ("e", "2025-05-01"), ("ej", "2025-04-30"), ("ejjk", "2025-04-30"), ("eG", "2025-02-04"), ("eGg", "2025-05-01"),
    ("e}}", "2025-05-02"), ("e}{", "2025-05-01"), ("e{{", "2025-04-23"), ("ejj[", "2025-04-30"),
    ("e<Enter>}}<Esc>", "2025-05-02"),
  ])
  func selects(keys: String, day: String) throws { #expect(try screen(keys).selection.selected?.description == day) }

  /// A sort moves rows, not the cursor; a second key turns them round; missing values stay last.
  @Test func sortsByTheColumn() throws {
    let sorted = try screen("ejlls")
    #expect(sorted.selection.selected == Day(2025, 4, 30)!)
    let table = try #require(sorted.table)
    let values = sorted.selection.order.map { table.cells[$0][0].value?.cumulative }
    #expect(values.last == .some(nil))
    let known = values.compactMap { $0 }
    #expect(known == known.sorted(by: >))
    let turned = try screen("ejllsS")
    let reversed = turned.selection.order.compactMap { table.cells[$0][0].value?.cumulative }
    #expect(reversed == known.reversed())
    #expect(turned.selection.order.last == sorted.selection.order.last)
    #expect(try screen("ellss").selection.order == sorted.selection.order)
  }

  @Test(arguments: [
    ("e", -1...1, 120), ("e+", -1...5, 120), ("e+++", -5...5, 120), ("e--", 0...0, 120), ("en", -1...1, 250),
    ("eNN", -1...1, 60), ("e+-", -1...1, 120),
  ])
  func changesTheStudy(keys: String, window: ClosedRange<Int>, estimation: Int) throws {
    let settings = try #require(try screen(keys).table?.settings)
    #expect(settings.window == window)
    #expect(settings.estimation == estimation)
  }

  @Test func averagesOverKindsAndMarks() throws {
    #expect(try screen("e").selection.averaged == 17)
    // Up to 1 May 2025 the headlines rose six times and never fell.
    #expect(try screen("ea").selection.averaged == 0)
    #expect(try screen("eaa").selection.averaged == 6)
    #expect(try screen("ej jj aaa").selection.averaged == 2)
    #expect(try screen("ej  aaa").selection.averaged == 0)
    #expect(try screen("eaaaa").selection.averaged == 17)
  }

  /// After Geneva all events hold cuts and raises: the screen averages neither with the other.
  @Test func cutsAndRaisesAreNotAveragedTogether() throws {
    let lines = SampleDesk.state(SampleDesk.demo, 120, 40, asOf: Self.summer, keys: "e").draw().lines.joined()
    #expect(lines.contains("tariff cuts and raises are not averaged together"))
    #expect(try screen("e", asOf: Self.summer).selection.averages.isEmpty)
    #expect(try screen("eaa", asOf: Self.summer).selection.averages.first??.count == 4)
  }

  /// A quote makes the last session of a window, and its price shows at once; so does a bar that has changed.
  @Test func followsQuotesAndHistories() throws {
    var desk = SampleDesk.demo
    func quote(_ symbol: String, _ price: Double) {
      desk.histories[symbol]?.bars.removeAll { $0.day >= Day(2025, 5, 1)! }
      desk.quotes[symbol] = Quote(
        symbol: symbol, time: SampleDesk.opening.advanced(bySeconds: -1200), price: price,
        origin: Origin(file: "q.json", line: 1))
    }
    quote("AMAT", 148.32)
    quote("SPY", 558)
    var state = SampleDesk.state(desk, 120, 40, keys: "e")
    func shown(_ symbol: String) throws -> [EventStudy?] {
      guard let screen = state.navigator.opened.last as? EventsScreen else { return [] }
      let table = try #require(screen.table)
      let name = try #require(table.names.firstIndex { $0.symbol == symbol })
      return table.cells.map { $0[name].value }
    }
    var before = try shown("AMAT")
    func changes() throws -> Int {
      _ = state.update(.desk(desk, at: SampleDesk.opening))
      let now = try shown("AMAT")
      defer { before = now }
      return zip(before, now).count { $0 != $1 }
    }
    quote("AMAT", 153.32)
    // Only the event of 30 April has a window that ends with the session of 1 May.
    #expect(try changes() == 1)
    #expect(try changes() == 0)
    let bar = try #require(desk.histories["AMAT"]?.bars[300])
    desk.histories["AMAT"]?.bars[300] = Bar(day: bar.day, close: 1)
    desk.historyRevision += 1
    #expect(try changes() > 0)
  }

  @Test func opensTheSignalBehindAnEvent() {
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "ej<Enter><Tab><Enter>")
    #expect(state.draw().lines[1].contains("Signal E14"))
    let back = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "ej<Enter><Tab><Enter><Esc><Esc>")
    #expect(back.draw().lines[1].contains("Events, CAR %"))
  }

  /// An event opened is not shown before it happened.
  @Test func anOpenedEventIsNotKnownBeforeItsDay() {
    let lines = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "e<Enter>[[").draw().lines
    #expect(lines[1].contains("30 Apr") && lines.joined().contains("not known at this moment"))
    let before = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "eG<Enter>" + String(repeating: "[", count: 90))
    #expect(!before.draw().lines.joined().contains("Fentanyl"))
  }

  @Test func everySize() {
    for columns in stride(from: 36, through: 210, by: 29) {
      for rows in stride(from: 6, through: 66, by: 10) {
        for keys in ["e", "em", "ejj<Enter>"] {
          let canvas = SampleDesk.state(SampleDesk.demo, columns, rows, keys: keys).draw()
          #expect(canvas.cells.count == columns * rows)
        }
      }
    }
  }
}
