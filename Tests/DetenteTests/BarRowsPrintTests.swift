import Foundation
import Testing

/// What a trader sees of rows that are no sessions, and of days told twice.
@Suite struct BarRowsPrintTests {
  /// The row of a name in the overview, and what `check` says of the folder.
  private func look(
    _ symbol: String, _ file: String, _ text: String, asOf: String
  ) throws -> (quote: [String: Any], check: Program.Result) {
    let folder = try TemporaryFolder()
    try folder.put(text, file)
    let printed = try Program.run(["print", folder.path, "--format", "json", "--as-of", asOf])
    let document = try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any]
    let quotes = document?["quotes"] as? [[String: Any]] ?? []
    let quote = try #require(quotes.first { $0["symbol"] as? String == symbol })
    return (quote, try Program.run(["check", folder.path]))
  }

  /// The last real close stands, marked, and no change is made of it.
  @Test(arguments: [
    (
      "KLAC.csv",
      """
      Date,Open,High,Low,Close,Adj Close,Volume
      2025-05-05,694.2,703.8,690.1,701.9,701.9,981200
      2025-05-06,690.5,702.4,688.1,697.25,697.25,870400
      2025-05-07,null,null,null,null,null,null

      """
    ),
    (
      "KLAC.json",
      """
      {"schema":"detente/history/1","symbol":"KLAC","bars":[
      {"date":"2025-05-05","close":701.9},
      {"date":"2025-05-06","open":690.5,"high":702.4,"low":688.1,"close":697.25,"volume":870400},
      {"date":"2025-05-07","open":null,"close":null,"volume":120400}]}
      """
    ),
  ])
  func theLastRealCloseStands(file: String, text: String) throws {
    let (quote, check) = try look("KLAC", file, text, asOf: "2025-05-07T17:00:00-04:00")
    #expect(quote["price"] as? Double == 697.25)
    #expect(quote["flag"] as? String == "s")
    #expect(quote["change"] is NSNull)
    #expect(check.status == 1)
    #expect(check.output.contains("\(file):4: found no close on 2025-05-07, expected one (the row is no session)"))
  }

  /// Monday's change is against Friday: 690.00 after 703.80.
  @Test func aSundayIsNoSession() throws {
    let text = """
      Date,Open,High,Low,Close,Volume
      2025-05-16,698.1,705.0,695.2,703.8,901000
      2025-05-18,703.8,703.8,703.8,703.8,0
      2025-05-19,700.0,701.4,688.8,690.0,1102000

      """
    let (quote, check) = try look("KLAC", "KLAC.csv", text, asOf: "2025-05-19T17:00:00-04:00")
    #expect(quote["price"] as? Double == 690)
    #expect(quote["previousClose"] as? Double == 703.8)
    #expect(abs(try #require(quote["changePercent"] as? Double) + 1.9608) < 0.0001)
    #expect(check.status == 1)
    #expect(check.output.contains("KLAC.csv:3: found a bar of KLAC on Sunday 2025-05-18, expected a session of Nasdaq"))
  }

  @Test(arguments: [true, false]) func theLaterStateOfTheDayCounts(isLast: Bool) throws {
    let early = "2025-05-07,690.5,702.4,688.1,699.1,870400\n"
    let late = "2025-05-07,690.5,702.4,686.0,688.4,1240500\n"
    let text =
      "Date,Open,High,Low,Close,Volume\n2025-05-06,694.2,703.8,690.1,701.9,981200\n"
      + (isLast ? early + late : late + early)
    let (quote, check) = try look("KLAC", "KLAC.csv", text, asOf: "2025-05-07T17:00:00-04:00")
    #expect(quote["price"] as? Double == 688.4)
    #expect(check.status == 1)
    let problem =
      "KLAC.csv:\(isLast ? 3 : 4): found 2025-05-07 twice; used is the row of line \(isLast ? 4 : 3): larger volume"
    #expect(check.output.contains(problem))
  }
}
