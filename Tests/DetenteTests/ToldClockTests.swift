import Foundation
import Market
import Testing

/// The program on a told day, as on that day: a test that depends on the day says which.
struct ToldClockTests {
  /// Days that are unlike others: holidays in New York and China, a weekend, both changes of New York's clock and the
  /// minute before the first, a leap day, the last minute of a year.
  static let days = [
    ("2026-11-26T11:00:00-05:00", "Thu 26 Nov 2026 11:00"), ("2026-11-27T09:00:00-05:00", "Fri 27 Nov 2026 09:00"),
    ("2026-11-28T11:00:00-05:00", "Sat 28 Nov 2026 11:00"), ("2026-11-29T11:00:00-05:00", "Sun 29 Nov 2026 11:00"),
    ("2027-01-01T11:00:00-05:00", "Fri 1 Jan 2027 11:00"), ("2026-10-02T11:00:00-04:00", "Fri 2 Oct 2026 11:00"),
    ("2026-06-19T11:00:00-04:00", "Fri 19 Jun 2026 11:00"), ("2027-03-14T03:00:00-04:00", "Sun 14 Mar 2027 03:00"),
    ("2026-11-01T01:00:00-05:00", "Sun 1 Nov 2026 01:00"), ("2028-02-29T11:00:00-05:00", "Tue 29 Feb 2028 11:00"),
    ("2026-12-31T23:59:00-05:00", "Thu 31 Dec 2026 23:59"), ("2026-11-17T09:00:00-05:00", "Tue 17 Nov 2026 09:00"),
  ]

  @Test(arguments: days) func theProgramLivesOnTheToldDay(moment: String, shown: String) throws {
    let clock = ToldClock(moment)
    let folder = try TemporaryFolder()
    try folder.put(#"{"schema":"detente/facts/1","facts":[]}"#, "facts.json")
    let text = try Program.run(["print", folder.path], environment: clock.environment)
    // A busy machine may take more than what is left of the minute.
    let next = Instant(seconds: Int64(clock.now.timeIntervalSince1970))
    let first = text.output.prefix { $0 != "\n" }
    let late = Zone.newYork.timestamp(next).dropFirst(11).prefix(5)
    #expect(first == "\(shown) New York" || first.hasSuffix("\(late) New York"))

    // The file was written a moment ago on that day, and read after it.
    let result = try Program.run(
      ["print", folder.path, "--only", "files", "--format", "json"], environment: clock.environment)
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    let times = try ["modified", "read"].map { key in
      try #require(ISO8601DateFormatter().date(from: file[key] as? String ?? ""))
    }
    #expect(times[0] <= times[1])
    #expect(abs(times[0].timeIntervalSince(clock.now)) < 300)
  }
}
