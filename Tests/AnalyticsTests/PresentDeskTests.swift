import Market
import Testing

@testable import Analytics

/// What is known at the present, whatever clocks say.
struct PresentDeskTests {
  /// 10:15 New York on a Friday.
  private let now = Instant(rfc3339: "2025-05-02T10:15:00-04:00")!

  private func desk(skew: Int64) -> Desk {
    var desk = referenceDesk()
    desk.histories["AMAT"]?.bars.removeAll { $0.day > Day(2025, 5, 1)! }
    var quote = Quote(
      symbol: "AMAT", time: now.advanced(bySeconds: skew), price: 151.25, origin: Origin(file: "q.json", line: 2))
    quote.previousClose = 148.96
    desk.quotes["AMAT"] = quote
    desk.files = [FileReport(path: "q.json", kind: "quotes", state: .ok)]
    return desk
  }

  private func amat(_ desk: Desk, _ instant: Instant) throws -> QuoteRow {
    let rows = SectorRows.sectors(of: desk, asOf: instant).flatMap(\.rows)
    return try #require(rows.first { $0.instrument.symbol == "AMAT" })
  }

  @Test(
    "a price that has been read is shown, whatever its time",
    arguments: [-3600, -10, 0, 5, 29, 31, 90, 300, 86_400] as [Int64])
  func isNeverBlank(skew: Int64) throws {
    let known = desk(skew: skew).known(at: now)
    let row = try amat(known, now)
    #expect(row.price == 151.25)
    #expect(row.time == now.advanced(bySeconds: min(skew, 0)))
    try expect(row.change, prints: "2.29")
    // A clock that is off is said; one that differs as clocks do is not.
    let offset = skew > 30 ? skew : nil
    #expect(row.clockAhead?.seconds == offset)
    #expect(known.filesAhead.map(\.offset.seconds) == (offset.map { [$0] } ?? []))
    #expect(known.filesAhead.allSatisfy { $0.path == "q.json" })
    #expect(FeedSilence(of: known, asOf: now).feeds.isEmpty == (skew > -900))
  }

  @Test("a past moment does not look ahead")
  func past() throws {
    let known = desk(skew: 90).known(at: now)
    let row = try amat(known, now.advanced(bySeconds: -3600))
    // The close of the day before.
    #expect(row.price == 148.96 && row.clockAhead == nil)
  }

  @Test("a desk without such times stays as it is, with its revisions")
  func unchanged() {
    let desk = desk(skew: 0)
    #expect(desk.known(at: now).quotes == desk.quotes)
  }

  @Test("an extended price ahead of the clock is of now")
  func extended() throws {
    var desk = desk(skew: 0)
    // 17:15, of the price at 10:15 in the session before.
    let evening = now.advanced(bySeconds: 7 * 3600)
    desk.quotes["AMAT"]?.extended = Quote.Extended(
      session: .post, time: evening.advanced(bySeconds: 20), price: 152)
    let row = try amat(desk.known(at: evening), evening)
    #expect(row.extended?.price == 152 && row.extended?.time == evening && row.clockAhead == nil)
  }

  @Test("the files are named by how far their clocks are ahead, the furthest first")
  func files() throws {
    var desk = Desk()
    for (path, seconds) in [("a.json", 40), ("b.json", 300), ("c.json", 0)] as [(String, Int64)] {
      var file = FileReport(path: path, state: .ok)
      file.clockAhead = ClockOffset(of: now.advanced(bySeconds: seconds), aheadOf: now)
      desk.files.append(file)
    }
    #expect(desk.filesAhead.map(\.path) == ["b.json", "a.json"])
  }
}
