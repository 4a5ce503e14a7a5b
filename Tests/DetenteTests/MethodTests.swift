import Foundation
import Testing

/// The index computed from the text of `detente manual index` and the files that `detente init` writes, by nothing else.
struct MethodTests {
  private typealias Record = [String: Any]

  /// N01 is of 16:40, 2 April; E37 was withdrawn after 13 October; the duties of 21 February were collected to the 24th.
  @Test(arguments: ["2025-04-02", "2025-05-01", "2025-10-13", "2025-11-10", "2026-02-21", "2026-09-28"])
  func thePageRecomputesTheIndex(date: String) throws {
    let sheet = try Sheet(date)
    let result = try Program.run([
      "print", "--only", "indicator", "--from", date, "--to", date, "--format", "csv",
    ]).output
    let lines = result.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let printed = Dictionary(uniqueKeysWithValues: zip(try #require(lines.first), try #require(lines.last)))
    func number(_ column: Substring) throws -> Double {
      try #require(printed[column].flatMap { Double($0) }, "\(column)")
    }

    let index = try sheet.value("P")
    #expect(abs(index - (try number("value"))) < 0.01, "\(index)")
    let half = try sheet.value("half")
    #expect(abs(max(index - half, 0) - (try number("low"))) < 0.01)
    #expect(abs(min(index + half, 100) - (try number("high"))) < 0.01)
    if let market = printed["market"].flatMap({ Double($0) }) {
      #expect(abs(try sheet.value("combined", with: ["M": market]) - number("combined")) < 0.01)
    }
    let settings = try sheet.settings()
    #expect(settings.count == 27)
    #expect(abs((settings.min() ?? 0) - (try number("models_low"))) < 0.01)
    #expect(abs((settings.max() ?? 0) - (try number("models_high"))) < 0.01)
    #expect(sheet.label(index) == printed["label"].map(String.init))
  }

  /// The page is what the index is held to: with another weight of the code that weighs most, it computes another index.
  @Test func anotherWeightOnThePageIsAnotherIndex() throws {
    let text = try MethodPage().text
    let falsified = text.replacing(#/\n163 +-8 /#, with: "\n163     -7  ")
    #expect(falsified != text)
    let (told, other) = (try Sheet("2025-05-01"), try Sheet("2025-05-01", MethodPage(text: falsified)))
    #expect(abs(try told.value("P") - 5.951752) < 1e-4)
    #expect(abs(try other.value("P") - told.value("P")) > 0.5)
  }

  /// What the trader has is what was hashed: after a change of the record, `sha256sum signals.jsonl tariffs.json` in its
  /// folder writes the new `SHA256SUMS`.
  @Test func theDigestsAreThoseOfTheRecord() throws {
    let page = try MethodPage().text
    let folder = try TemporaryFolder()
    #expect(try Program.run(["init", folder.path + "/d"]).status == 0)
    for file in ["signals.jsonl", "tariffs.json"] {
      let digest = try Program.command("/usr/bin/env", ["sha256sum", folder.path + "/d/" + file]).output.prefix(64)
      #expect(digest.count == 64 && page.contains("\n\(file)\n\(digest)\n"), "\(file) has \(digest)")
    }
  }

  @Test func printGivesTheSame() throws {
    let result = try Program.run(["print", "--only", "method", "--to", "2025-05-01", "--format", "json"])
    #expect(result.status == 0)
    let document = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(document["asOf"] as? String == "2025-05-01T16:20:00-04:00")
    func part(_ name: String) -> Record { document[name] as? Record ?? [:] }
    #expect((part("validation")["span"] as? Record)?["from"] as? String == "2025-02-03")
    let rows = try #require(part("example")["result"] as? [Record])
    func example(_ name: String) throws -> Double {
      try #require(rows.first { $0["name"] as? String == name }?["value"] as? Double)
    }
    // The record's vectors of 1 May 2025.
    #expect(abs(try example("P") - 5.951752) < 1e-6)
    #expect(abs(try example("without") - 21.001888) < 1e-6)
    let constants = try #require(part("constants")["constants"] as? [Record])
    #expect(constants.contains { $0["name"] as? String == "Hdeeds" && $0["value"] as? Double == 42 })

    let text = try Program.run(["print", "--only", "method", "--to", "2025-05-01"]).output
    #expect(text.contains("  E = 50 + 50 * tanh(s / S)\n"))
    let csv = try Program.run(["print", "--only", "method", "--to", "2025-05-01", "--format", "csv"]).output
    #expect(csv.hasPrefix("part,table,row,column,value\n"))
    #expect(csv.contains("constants,bounds,1,peak,164\n"))
  }

  /// A desk with nothing to compute from still says how it would be.
  @Test func anEmptyDeskHasTheMethod() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["print", folder.path, "--only", "method", "--format", "json"])
    let document = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? Record)
    let movement = try #require((document["validation"] as? Record)?["movement"] as? [Record])
    #expect(movement.count == 5 && movement.allSatisfy { $0["value"] is NSNull })
    let example = try #require((document["example"] as? Record)?["result"] as? [Record])
    #expect(example.contains { $0["name"] as? String == "P" && $0["value"] is NSNull })
  }
}

/// One day of the record worked out as the page says.
private struct Sheet {
  private let page: MethodPage
  private let events: [[String: Double]]
  /// Whether the event is a deed.
  private let deeds: [Bool]
  private var values: [String: Double]

  init(_ date: String, _ page: MethodPage? = nil) throws {
    let page = try page ?? MethodPage()
    self.page = page
    let record = try RecordFiles(page, date)
    values = page.table("name value meaning").numbers("value")
    let window = try #require(values["window"])
    let (weights, kinds) = (page.table("code g kind name"), page.table("code g kind name").rows)
    let sources = page.table("reliability R").numbers("R")
    let information = page.table("credibility C").numbers("C")
    var events: [[String: Double]] = []
    var deeds: [Bool] = []
    for signal in record.signals {
      guard signal.status != "withdrawn", signal.age >= 0, Double(signal.age) <= window else { continue }
      let grade = try #require(page.table("grade reported confirmed denied").numbers(signal.status)[signal.credibility])
      let isDeed = kinds.first { $0[0] == signal.code }?[2] == "deed"
      events.append([
        "g": try #require(weights.numbers("g")[signal.code]), "R": try #require(sources[signal.reliability]),
        "C": try #require(information["\(Int(grade))"]), "scope": signal.scope, "age": Double(signal.age),
      ])
      deeds.append(isDeed)
    }
    self.events = events
    self.deeds = deeds
    let bounds = page.table("side peak base")
    let baselines = page.table("side from baseline").numbers("baseline")
    for side in ["US", "CN"] {
      let rate = try #require(baselines[side]) + record.headline(side)
      let known = try [
        "rate": rate, "peak": #require(bounds.numbers("peak")[side]), "base": #require(bounds.numbers("base")[side]),
      ]
      values["t" + side] = try value("t", with: known)
    }
  }

  /// Of a name on the page, by its formula or its table; s and V are sums over the events.
  func value(_ name: String, with more: [String: Double] = [:]) throws -> Double {
    var known = values.merging(more) { $1 }
    for name in try names(name, known) {
      if name == "s" || name == "V" {
        known[name] = try sum(try #require(page.formulas[name == "s" ? "x" : "y"]), known)
      } else {
        known[name] = try Expression.value(try #require(page.formulas[name], "\(name) is nowhere on the page"), known)
      }
    }
    return try #require(known[name])
  }

  private func sum(_ formula: String, _ known: [String: Double]) throws -> Double {
    try zip(events, deeds).reduce(0) { sum, event in
      let halfLife = try #require(known[event.1 ? "Hdeeds" : "Hwords"])
      return try sum + Expression.value(formula, known.merging(event.0) { $1 }.merging(["H": halfLife]) { $1 })
    }
  }

  /// What has to be known before a name, and it, in the order of computing.
  private func names(_ name: String, _ known: [String: Double]) throws -> [String] {
    if known[name] != nil { return [] }
    if name == "s" || name == "V" { return [name] }
    let formula = try #require(page.formulas[name], "\(name) is nowhere on the page")
    var order: [String] = []
    for match in formula.matches(of: #/[A-Za-z]\w*/#) where !["ln", "tanh", "sqrt", "clip"].contains(match.output) {
      order += try names(String(match.output), known)
    }
    return order + [name]
  }

  /// P under each of the settings of the page.
  func settings() throws -> [Double] {
    let scales = page.table("factor S").rows.map { $0.compactMap(Double.init) }
    for scale in scales { #expect(scale[0] * (try #require(values["S"])) == scale[1]) }
    let halfLives = page.table("factor").rows.compactMap { Double($0[0]) }
    let weights = page.table("wE wT").rows.map { $0.compactMap(Double.init) }
    let (words, deeds) = (try #require(values["Hwords"]), try #require(values["Hdeeds"]))
    return try halfLives.flatMap { factor in
      try scales.flatMap { scale in
        try weights.map { pair in
          try value(
            "P",
            with: ["Hwords": words * factor, "Hdeeds": deeds * factor, "S": scale[1], "wE": pair[0], "wT": pair[1]])
        }
      }
    }
  }

  func label(_ value: Double) -> String? {
    page.table("label from below").rows.first { row in
      (Double(row[1]) ?? .infinity) <= value && value < (Double(row[2]) ?? .infinity)
    }?[0]
  }
}

/// The files of `detente init`, as they stand at the moment that the page reads a day.
private struct RecordFiles {
  struct Known {
    let code: String
    let reliability: String
    let credibility: String
    let status: String
    let scope: Double
    let age: Int
  }

  private(set) var signals: [Known] = []
  private var steps: [String: Double] = [:]

  func headline(_ side: String) -> Double { steps[side] ?? 0 }

  init(_ page: MethodPage, _ date: String) throws {
    let clock = try RecordClock(page)
    let now = try clock.moment(date)
    let folder = try TemporaryFolder()
    #expect(try Program.run(["init", folder.path + "/d"]).status == 0)
    let lines = try String(contentsOfFile: folder.path + "/d/signals.jsonl", encoding: .utf8).split(separator: "\n")
    for line in lines {
      let signal = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let known = try clock.known(signal)
      guard known <= now else { continue }
      var status = signal["status"] as? String ?? "reported"
      for entry in signal["status"] as? [[String: Any]] ?? [] where max(try clock.known(entry), known) <= now {
        status = try #require(entry["status"] as? String)
      }
      signals.append(
        Known(
          code: try #require(signal["code"] as? String), reliability: signal["reliability"] as? String ?? "F",
          credibility: "\(signal["credibility"] as? Int ?? 6)", status: status,
          scope: signal["scope"] as? Double ?? 1, age: clock.days(from: known, to: now)))
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/d/tariffs.json"))
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    for measure in try #require(document["measures"] as? [[String: Any]]) where measure["scope"] as? String == "all" {
      let side = try #require(measure["by"] as? String)
      let known = try (measure["steps"] as? [[String: Any]] ?? []).compactMap { step -> (String, Date, Double)? in
        let effective = try #require(step["effective"] as? String)
        let moment = try clock.announced(step, side: side)
        guard effective <= date, moment <= now else { return nil }
        let isInForce = (step["state"] as? String ?? "in force") == "in force"
        return (effective, moment, isInForce ? step["rate"] as? Double ?? 0 : 0)
      }
      steps[side, default: 0] += known.max { ($0.0, $0.1) < ($1.0, $1.1) }?.2 ?? 0
    }
  }
}

/// When something is known, by the clock of the page.
private struct RecordClock {
  private var calendar = Calendar(identifier: .gregorian)
  private let reading: (hour: Int, minute: Int)

  init(_ page: MethodPage) throws {
    calendar.timeZone = try #require(TimeZone(identifier: "America/New_York"))
    reading = try #require(page.reading)
  }

  func moment(_ date: String) throws -> Date { try moment(date, hour: reading.hour, minute: reading.minute) }

  private func moment(_ date: String, hour: Int, minute: Int) throws -> Date {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    try #require(parts.count == 3)
    return try #require(
      calendar.date(
        from: DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: hour, minute: minute)))
  }

  func known(_ entry: [String: Any]) throws -> Date {
    if let time = entry["time"] as? String { return try #require(ISO8601DateFormatter().date(from: time)) }
    return try moment(try #require(entry["date"] as? String))
  }

  func announced(_ step: [String: Any], side: String) throws -> Date {
    if let time = step["announcedAt"] as? String { return try #require(ISO8601DateFormatter().date(from: time)) }
    if let date = step["announced"] as? String { return try moment(date) }
    let effective = try #require(step["effective"] as? String)
    // 12:01 in Beijing is in the night before or of that date; either has passed when the day is read.
    return try moment(effective, hour: 0, minute: 1)
  }

  func days(from first: Date, to last: Date) -> Int {
    calendar.dateComponents([.day], from: calendar.startOfDay(for: first), to: calendar.startOfDay(for: last)).day ?? -1
  }
}
