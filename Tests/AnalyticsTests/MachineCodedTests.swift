import Analytics
import Market
import Testing

/// Events that a machine has coded are a background: they count only where the watchlist says so.
@Suite struct MachineCodedTests {
  /// 1,000 rows of GDELT 2.0 (61 fields), none of which repeats another: 250 days of 2025, both directions, and the roots
  /// 03 (intent to cooperate, +4) and 19 (fight, -10).
  private static let rows: String = {
    var text = ""
    for index in 0..<1000 {
      guard let start = Day("2025-01-01") else { break }
      let parts = start.advanced(by: index / 4).parts
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      var row = [String](repeating: "", count: 61)
      row[0] = "\(index)"
      row[1] = "\(parts.year)\(two(parts.month))\(two(parts.day))"
      (row[7], row[17]) = index % 2 == 0 ? ("USA", "CHN") : ("CHN", "USA")
      row[26] = index % 4 < 2 ? "036" : "190"
      row[59] = row[1] + "120000"
      text += row.joined(separator: "\t") + "\n"
    }
    return text
  }()

  private func reading(_ desk: Desk, _ instant: Instant) -> DeskReading {
    var evaluator = DeskEvaluator()
    return evaluator.reading(of: desk, asOf: instant)
  }

  @Test func leaveTheIndexExactlyWhereItWas() throws {
    let plain = referenceDesk()
    let coded = referenceDesk(with: "20250501.export.CSV", Self.rows)
    #expect(coded.signals.count == plain.signals.count + 1000)
    for date in ["2025-05-01", "2025-05-14", "2025-10-11"] {
      let instant = try moment(date)
      let (before, after) = (reading(plain, instant), reading(coded, instant))
      #expect(after.indicator == before.indicator)
      #expect(after.today == before.today && after.week == before.week)
      #expect(after.signals == before.signals)
      #expect(after.ahead == before.ahead)
    }
    for day in [Day("2025-01-15"), Day("2025-06-20"), Day("2025-12-01")].compactMap({ $0 }) {
      #expect(coded.nextEvent(after: day.asOf) == plain.nextEvent(after: day.asOf))
      #expect(coded.previousEvent(before: day.asOf) == plain.previousEvent(before: day.asOf))
    }
    let today = try #require(Day("2025-12-31"))
    #expect(IndicatorStudy(coded).firstDay(asOf: today) == IndicatorStudy(plain).firstDay(asOf: today))
  }

  @Test func areNoLedgerByThemselves() throws {
    var desk = referenceDesk(with: "20250501.export.CSV", Self.rows)
    desk.signals.removeAll { !$0.isMachineCoded }
    let alone = reading(desk, try moment("2025-05-01"))
    #expect(alone.indicator.events == nil)
    #expect(alone.signals.isEmpty)
  }

  @Test func countWhereTheWatchlistSaysSo() throws {
    var desk = referenceDesk(with: "20250501.export.CSV", Self.rows)
    desk.watchlist.indicator.countsMachineCoded = true
    let instant = try moment("2025-05-01")
    let counted = reading(desk, instant)
    #expect(counted.indicator.policy.value != reading(referenceDesk(), instant).indicator.policy.value)
    let row = try #require(counted.signals.first { $0.signal.id == "GDELT-0" })
    // F3: 0.5 × 0.6.
    #expect(abs(row.signal.probability(.reported) - 0.3) < 1e-12)
    #expect(row.signal.scope == 0.25)
  }
}
