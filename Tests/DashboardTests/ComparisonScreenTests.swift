import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The Comparison screen, each picture read by eye before it was recorded, and its keys.
struct ComparisonScreenTests {
  private func lines(_ keys: String, _ columns: Int = 120, _ rows: Int = 40, desk: Desk = SampleDesk.demo) -> [String] {
    SampleDesk.state(desk, columns, rows, keys: keys).draw().lines
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func threeSizes(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, keys: "v").draw(on: .undrawn), "comparison-\(columns)x\(rows)")
    expectGolden(
      SampleDesk.state(SampleDesk.empty, columns, rows, keys: "v").draw(on: .undrawn),
      "comparison-empty-\(columns)x\(rows)")
    expectGolden(
      SampleDesk.state(SampleDesk.broken, columns, rows, keys: "v").draw(on: .undrawn),
      "comparison-broken-\(columns)x\(rows)")
  }

  @Test func ascii() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 80, 24, glyphs: .ascii, keys: "v").draw(on: .undrawn), "comparison-ascii-80x24")
  }

  @Test func markedNamesOfSeveralSectors() {
    let keys = "<Space>2<Space>4<Space>"
    expectGolden(SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).draw(on: .undrawn), "overview-marked")
    expectGolden(SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys + "v").draw(on: .undrawn), "comparison-marked")
    // From a name's own screen its sector is compared.
    #expect(lines(keys + "<Enter>v")[1].contains("Comparison  Shipping"))
    #expect(lines("<Space><Space>v") == lines("v"))
    #expect(lines("<Space>").last?.contains("1 marked: v compares") == true)
  }

  @Test func sectorsAreWalkedThrough() {
    #expect(lines("v")[1].contains("Semiconductors against SPY"))
    #expect(lines("vl")[1].contains("Solar against SPY"))
    #expect(lines("vlh")[1].contains("Semiconductors against SPY"))
    #expect(lines("vhh")[1].contains("Semiconductors against SPY"))
    #expect(lines("vlllllll")[1].contains("Shipping against SPY"))
    #expect(lines("4v")[1].contains("Shipping against SPY"))
  }

  /// Sessions around 2 April are 1 and 3 April; events 31 March … 4 April.
  @Test func theBaseMovesBySessionsAndEvents() {
    #expect(lines("v")[1].contains("100 = close of 2 Apr"))
    #expect(lines("v<Left>")[1].contains("100 = close of 1 Apr"))
    #expect(lines("v<Left><Right><Right>")[1].contains("100 = close of 3 Apr"))
    #expect(lines("vn")[1].contains("100 = close of 4 Apr"))
    #expect(lines("vnN") == lines("v"))
    let late = lines("vnnnnnnnnnnnnnnnnnnnn")
    #expect(late[1].contains("100 = close of 1 May"))
    // On the newest session every name stands at 100.
    #expect(late[36].contains("100.00     0.00"))
  }

  @Test func enterOpensTheName() {
    #expect(lines("vj<Enter>")[1].contains("KLAC"))
    #expect(lines("vG<Enter>")[1].contains("SPY"))
  }

  @Test func everySize() {
    for keys in ["v", "vlllln", "<Space>4<Space>v<Left><Left>j"] {
      for desk in [SampleDesk.demo, SampleDesk.empty, SampleDesk.broken] {
        var state = SampleDesk.state(desk, 80, 24, keys: keys)
        for columns in [36, 63, 79, 96, 210] {
          for rows in [6, 9, 13, 41] {
            _ = state.update(.resized(Size(columns: columns, rows: rows)))
            #expect(state.draw().lines[1].contains("Compar"))
          }
        }
      }
    }
  }

  @Test func aWatchlistWithoutNames() {
    var desk = Desk()
    desk.watchlist.sectors = []
    #expect(lines("v", desk: desk)[2].contains("no names"))
    #expect(lines("vlnj<Left><Enter>", desk: desk)[2].contains("no names"))
  }
}
