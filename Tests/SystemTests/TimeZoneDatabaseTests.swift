import Glibc
import System
import Testing

/// Zones of the system's tz database, on a machine that has one.
/// One after another: the library's zone is that of a variable of the process.
@Suite(.enabled(if: TimeZoneDatabase.has("Europe/Zurich")), .serialized) struct TimeZoneDatabaseTests {
  private func offset(_ name: String, at seconds: Int64) -> Int? {
    TimeZoneDatabase.offsets(of: name, from: 0, through: 4_133_980_800)?.last { $0.from <= seconds }?.offset
  }

  /// The changes of 2025: of Zurich on 30 March and 26 October at 01:00 UTC, of Sydney on 5 April and 4 October at 16:00 UTC.
  @Test(arguments: [
    ("Europe/Zurich", 1_743_296_399, 3600), ("Europe/Zurich", 1_743_296_400, 7200),
    ("Europe/Zurich", 1_761_440_399, 7200), ("Europe/Zurich", 1_761_440_400, 3600),
    ("Australia/Sydney", 1_743_868_799, 39600), ("Australia/Sydney", 1_743_868_800, 36000),
    ("Australia/Sydney", 1_759_593_599, 36000), ("Australia/Sydney", 1_759_593_600, 39600),
    ("Asia/Singapore", 1_746_130_800, 28800), ("Asia/Kathmandu", 1_746_130_800, 20700),
    // Beyond what files list a rule holds: 1 July 2050.
    ("Europe/Zurich", 2_540_246_400, 7200),
  ])
  func tellsOffsets(name: String, seconds: Int64, expected: Int) {
    #expect(offset(name, at: seconds) == expected)
  }

  @Test(arguments: [
    "", "Mars/Olympus", "Europe", "../../../etc/passwd", "/etc/localtime", "zone.tab", "tzdata.zi", "leapseconds",
    "Europe/Zurich\u{0}", "Zürich", String(repeating: "a", count: 100),
  ])
  func knowsNoOther(name: String) {
    #expect(!TimeZoneDatabase.has(name))
    #expect(TimeZoneDatabase.offsets(of: name, from: 0, through: 1) == nil)
  }

  /// The variable is as it was, so that nothing else of the process has another clock.
  @Test func leavesTheVariableAsItWas() {
    TimeZoneDatabase.prepare()
    let before = getenv("TZ").map { String(cString: $0) }
    _ = TimeZoneDatabase.offsets(of: "Asia/Tokyo", from: 0, through: 1)
    #expect(getenv("TZ").map { String(cString: $0) } == before)
  }
}
