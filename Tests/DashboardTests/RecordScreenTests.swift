import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The built-in record on days that tell: the eve of Geneva, Geneva announced, the Supreme Court, the end of the record,
/// evidence gone, a truce that may have lapsed.
struct RecordScreenTests {
  private func state(_ day: String, _ keys: String, _ columns: Int, _ rows: Int) throws -> DashboardState {
    SampleDesk.state(SampleDesk.demo, columns, rows, asOf: try #require(Day(day)).asOf, keys: keys)
  }

  @Test(
    arguments: ["2025-05-01", "2025-05-12", "2026-02-21", "2026-09-28", "2026-11-27"],
    [("overview", ""), ("indicator", "i"), ("tariffs", "t"), ("what-if", "w")])
  func screens(_ day: String, _ screen: (name: String, keys: String)) throws {
    expectGolden(
      try state(day, screen.keys, 120, 40).draw(on: .undrawn), "record-\(day)-\(screen.name)")
  }

  @Test(arguments: [("overview", ""), ("indicator", "i"), ("tariffs", "t")])
  func lapsed(_ screen: (name: String, keys: String)) throws {
    for (columns, rows) in [(80, 24), (120, 40)] {
      expectGolden(
        try state("2027-01-11", screen.keys, columns, rows).draw(on: .undrawn),
        "record-2027-01-11-\(screen.name)-\(columns)x\(rows)")
    }
  }

  @Test func withoutEvidence() throws {
    let state = try state("2026-11-27", "", 80, 24)
    expectGolden(state.draw(on: .undrawn), "record-2026-11-27-overview-80x24")
    #expect(state.title.text == "62.5 no evidence since 27 Sep")
    #expect(state.draw().lines.joined().contains("no evidence since 27 Sep"))
  }

  /// In February 2025 the ledger begins; before it nothing makes a label.
  @Test func beforeTheLedger() throws {
    #expect(try state("2025-02-03", "", 120, 40).title.text == "66.6 no evidence")
    // By hand: 50 + 14.598 (29 and 21 all-in) - 5.225 (50 tanh(8/40)).
    #expect(try state("2025-02-04", "", 120, 40).title.text == "59.4 Stalemate")
  }

  /// A desk whose record ended long ago says what is missing and how to catch up, on Files and not as an alarm.
  @Test func catchingUp() throws {
    for (columns, rows) in [(80, 24), (120, 40)] {
      let state = try state("2026-11-27", "f", columns, rows)
      expectGolden(state.draw(on: .undrawn), "record-2026-11-27-files-\(columns)x\(rows)")
      #expect(state.draw().lines.joined().contains("The newest signal is of Sun 27 Sep 2026, 61 days ago"))
    }
    #expect(try !state("2026-10-27", "f", 120, 40).draw().lines.joined().contains("The newest signal"))
  }
}
