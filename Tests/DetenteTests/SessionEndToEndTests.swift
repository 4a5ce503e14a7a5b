import Foundation
import Testing

/// What the running program says of feeds that stop and of trading out of hours, while a feed writes.
@Suite(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct SessionEndToEndTests {
  private func put(_ fields: String, in folder: TemporaryFolder) throws {
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","currency":"USD",\#(fields)}]}"#, "q.json")
  }

  /// A feed of one second is late after ten, long before the minute is over; its row is stale as long.
  @Test func aFeedThatStopsIsNamedAtOnce() throws {
    let folder = try TemporaryFolder()
    // The minute's own look at the clock comes later than this test waits.
    let clock = ToldClock("2026-10-15T11:00:02-04:00")
    func put(_ price: Double) throws {
      try self.put(#""time":"\#(clock.stamp())","price":\#(price),"previousClose":100"#, in: folder)
    }
    try put(101)
    let session = try TmuxSession(columns: 120, rows: 40)
    try session.start(folder.path, environment: clock.environment)
    #expect(session.wait { $0.contains("101.00 ") } != nil, "\(session.screen)")
    for price in 102...107 {
      usleep(1_000_000)
      try put(Double(price))
    }
    #expect(session.wait { $0.contains("107.00 ") && !$0.contains("LATE") } != nil, "\(session.screen)")
    #expect(session.wait(seconds: 30) { $0.contains("LATE") && $0.contains("107.00s") } != nil, "\(session.screen)")
    #expect(clock.now < ToldClock.moment("2026-10-15T11:01:00-04:00"))
    try put(108)
    #expect(session.wait { $0.contains("108.00 ") && !$0.contains("LATE") } != nil, "\(session.screen)")
  }

  /// 690.00 after a close of 702.69, both told by one file, one after the other: the change stays that of the close.
  @Test func theEveningStandsBesideTheClose() throws {
    let folder = try TemporaryFolder()
    let clock = ToldClock("2026-10-15T16:20:05-04:00")
    try put(#""time":"2026-10-15T16:00:00-04:00","price":702.69,"previousClose":700"#, in: folder)
    let session = try TmuxSession(columns: 120, rows: 40)
    try session.start(folder.path, environment: clock.environment)
    #expect(session.wait { $0.contains("702.69 ") && $0.contains("+0.38") } != nil, "\(session.screen)")
    try put(#""time":"2026-10-15T16:20:00-04:00","price":690,"session":"post""#, in: folder)
    let evening = session.wait { $0.contains("post 690.00  -1.81") }
    #expect(evening?.contains("702.69 ") == true && evening?.contains("+0.38") == true, "\(session.screen)")
    #expect(evening?.contains("POST") == true)
  }
}
