import Foundation
import Testing

/// `print --only tariffs --from … --to …`: the daily rates.
struct TariffDaysTests {
  private func print(_ arguments: String...) throws -> Program.Result {
    try Program.run(["print", "--only", "tariffs"] + arguments)
  }

  @Test func asCSV() throws {
    let result = try print("--from", "2025-05-12", "--to", "2025-05-14", "--format", "csv")
    #expect(result.status == 0)
    #expect(
      result.output == """
        date,us_headline,us_all_in,cn_headline,cn_all_in
        2025-05-12,145,164,125,146
        2025-05-13,145,164,125,146
        2025-05-14,30,49,10,31

        """)
  }

  @Test func asJSON() throws {
    let result = try print("--from", "2022-12-31", "--to", "2023-01-01", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    #expect(document["from"] as? String == "2022-12-31")
    #expect(document["to"] as? String == "2023-01-01")
    let days = document["days"] as? [[String: Any]] ?? []
    #expect(days.map { $0["date"] as? String } == ["2022-12-31", "2023-01-01"])
    let before = try #require(days.first?["US"] as? [String: Any])
    #expect(before["headline"] as? Double == 0)
    #expect(before["allIn"] is NSNull)
    let china = try #require(days.last?["CN"] as? [String: Any])
    #expect(china["allIn"] as? Double == 21)
  }

  @Test func asText() throws {
    let lines = try print("--from", "2026-07-23", "--to", "2026-07-24").output.split(separator: "\n")
    #expect(lines.first == "Tariffs 2026-07-23 to 2026-07-24, percentage points, each day as announced by then")
    #expect(
      lines.last?.split(separator: " ").map(String.init) == ["2026-07-24", "12.5", "31.5", "10.0", "31.0"])
  }

  @Test("a missing rate is null, `-`, or empty, never 0")
  func missing() throws {
    let range = ["--from", "2018-04-01", "--to", "2018-04-01"]
    #expect(
      try Program.run(["print", "--only", "tariffs", "--format", "csv"] + range).output.contains("2018-04-01,0,,,\n"))
    #expect(
      try Program.run(["print", "--only", "tariffs"] + range).output.contains("2018-04-01          0.0          -"))
  }

  @Test("nothing after the moment of --as-of; one of --from and --to is enough")
  func limits() throws {
    let csv = try print("--from", "2025-05-12", "--to", "2025-06-30", "--as-of", "2025-05-13", "--format", "csv")
    #expect(csv.output.split(separator: "\n").count == 3)
    #expect(csv.output.hasSuffix("2025-05-13,145,164,125,146\n"))
    #expect(try print("--to", "2025-05-14", "--format", "csv").output.hasSuffix("\n2025-05-14,30,49,10,31\n"))
    #expect(try print("--from", "2025-04-30", "--format", "csv").output.split(separator: "\n").count == 3)
  }

  @Test(arguments: [
    (["--from", "1.5.2025"], "--from: found 1.5.2025, expected a date like 2025-05-01"),
    (["--to", "2025-02-30"], "--to: found 2025-02-30, expected a date like 2025-05-01"),
    (
      ["--from", "2025-04-02", "--to", "2025-04-01"],
      "--from: found 2025-04-02, expected a day up to 2025-04-01, the last one to print"
    ),
    (
      ["--from", "2025-05-02", "--to", "2025-06-01", "--as-of", "2025-05-01"],
      "--from: found 2025-05-02, expected a day up to 2025-05-01, the last one to print"
    ),
    (
      ["--from", "1900-01-01", "--to", "2025-05-01"],
      "--from: found 1900-01-01, expected at most 100 years before 2025-05-01"
    ),
    (["--as-of", "1.5.2025"], "--as-of: found 1.5.2025, expected a date like 2025-05-01 or a time like"),
    (["--as-of", "9999-12-30"], "--as-of: found 9999-12-30, expected a year from 1970 to 2100"),
    (["--as-of", "1969-12-31"], "--as-of: found 1969-12-31, expected a year from 1970 to 2100"),
  ])
  func wrongDays(arguments: [String], message: String) throws {
    let result = try Program.run(["print", "--only", "tariffs"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message))
  }
}
