import Foundation
import Testing

/// `print --only indicator --from --to`: one line a day.
struct IndicatorPrintTests {
  @Test func asCSV() throws {
    let result = try Program.run([
      "print", "--only", "indicator", "--from", "2025-04-30", "--to", "2025-05-01", "--format", "csv",
    ])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(
      lines.first == [
        "date", "value", "low", "high", "label", "events", "tariffs", "market", "combined", "models_low", "models_high",
      ])
    #expect(lines.map(\.[0]) == ["date", "2025-04-30", "2025-05-01"])
    let may = try #require(lines.last)
    // The record's vector of 1 May 2025; the grading band and the combined number from the same parts by hand.
    let expected = [5.951752, 4.560665, 7.342839, nil, -20.518836, -23.529412, 31.3405, 9.7601, 1.0819, 17.0576]
    let precision = [1e-6, 1e-6, 1e-6, 0, 1e-6, 1e-6, 0.00005, 0.00005, 0.00005, 0.00005]
    for (index, value) in expected.enumerated() {
      guard let value else { continue }
      #expect(
        abs(try #require(Double(may[index + 1])) - value) <= precision[index] * 1.000001, "\(lines[0][index + 1])")
    }
    #expect(may[4] == "Trade war")
  }

  @Test func asJSON() throws {
    let result = try Program.run([
      "print", "--only", "indicator", "--from", "2025-02-01", "--to", "2025-02-03", "--format", "json",
    ])
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    #expect(document["from"] as? String == "2025-02-01" && document["to"] as? String == "2025-02-03")
    let days = try #require(document["days"] as? [[String: Any]])
    #expect(days.compactMap { $0["date"] as? String } == ["2025-02-01", "2025-02-02", "2025-02-03"])
    let last = try #require(days.last)
    #expect(abs(try #require(last["market"] as? Double) - 65.1027) < 0.00005)
    // The ledger begins on the 4th: no signal, no label.
    #expect(last["events"] as? Double == 0 && last["label"] is NSNull)
    let models = try #require(last["models"] as? [String: Any])
    #expect(models.keys.sorted() == ["high", "low"] && models.values.allSatisfy { $0 is NSNull })
  }

  /// Before the prices begin there is no needle, and that is null, not 0.
  @Test func missingIsNull() throws {
    let result = try Program.run([
      "print", "--only", "indicator", "--from", "2023-06-01", "--to", "2023-06-01", "--format", "json",
    ])
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    let day = try #require((document["days"] as? [[String: Any]])?.first)
    #expect(day["market"] is NSNull && day["combined"] is NSNull && day["value"] is Double)
    let csv = try Program.run([
      "print", "--only", "indicator", "--from", "2023-06-01", "--to", "2023-06-01", "--format", "csv",
    ])
    #expect(csv.output.contains(",,,"))
  }

  /// Objects keep their shape where what they tell is missing; an index of no evidence is no number.
  @Test func anEmptyDeskHasNoIndex() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["print", folder.path, "--only", "indicator", "--format", "json"])
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    let indicator = try #require(document["indicator"] as? [String: Any])
    #expect(indicator["value"] is NSNull && indicator["low"] is NSNull && indicator["label"] is NSNull)
    for (name, members) in [
      ("announced", ["value", "from"]), ("market", ["value", "z", "pricesTo", "session", "provisional", "unadjusted"]),
      ("combined", ["value", "low", "high"]), ("models", ["low", "median", "high", "agree"]),
    ] {
      let object = try #require(indicator[name] as? [String: Any], "\(name)")
      for member in members { #expect(object[member] is NSNull, "\(name).\(member)") }
    }
    let parts = try #require(indicator["parts"] as? [String: [String: Any]])
    for part in ["events", "tariffs"] { #expect(parts[part]?["level"] is NSNull, "\(part)") }
    let days = try Program.run([
      "print", folder.path, "--only", "indicator", "--from", "2025-05-01", "--to", "2025-05-01", "--format", "csv",
    ])
    #expect(days.output.split(separator: "\n").last == "2025-05-01,,,,,,,,,,")
    #expect(try Program.run(["print", folder.path, "--only", "indicator"]).output.contains("no index"))
  }

  /// Movers and remainder add up to the change, in tenths as printed.
  @Test func textNamesWhatMovedIt() throws {
    let result = try Program.run(["print", "--only", "indicator", "--as-of", "2025-05-14"])
    let lines = result.output.split(separator: "\n").map(String.init)
    let week = try #require(lines.firstIndex { $0.contains("week") })
    func number(_ line: String) -> Double? {
      line.split(separator: " ").compactMap { Double($0) }.first { _ in true }
    }
    let total = try #require(number(lines[week]))
    let movers = lines[(week + 1)...(week + 4)].compactMap(number)
    #expect(movers.count == 4)
    #expect(abs(movers.reduce(0, +) - total) < 1e-9)
    #expect(lines[week + 4].hasSuffix("more"))
    // Both sides cut their rates that day: the largest movers.
    #expect(lines[(week + 1)...(week + 2)].allSatisfy { $0.hasSuffix("US on China") || $0.hasSuffix("China on US") })
  }

  /// The moment shown is the last that counts: at 04:05 the day's session has not begun.
  @Test func theLastDayIsThatOfTheMoment() throws {
    let result = try Program.run([
      "print", "--only", "indicator", "--from", "2025-05-01", "--as-of", "2025-05-01T04:05:00-04:00", "--format", "csv",
    ])
    let fields = try #require(result.output.split(separator: "\n").last).split(separator: ",")
    // DOMAIN's needle with prices to 30 April.
    #expect(abs(try #require(Double(fields[7])) - 66.7245) < 0.00005)
  }

  @Test func asText() throws {
    let result = try Program.run(["print", "--only", "indicator", "--from", "2025-05-01"])
    #expect(result.output.contains("Policy index, 2025-05-01 to 2025-05-01"))
    #expect(result.output.contains("Trade war"))
  }

  @Test func wrongDaysAreWrongUsage() throws {
    for arguments in [["--from", "yesterday"], ["--from", "2025-05-02"], ["--to", "2025-02-30"]] {
      let result = try Program.run(["print", "--only", "indicator"] + arguments)
      #expect(result.status == 2)
      #expect(result.errors.contains(arguments[0] + ": found " + arguments[1]))
    }
  }
}
