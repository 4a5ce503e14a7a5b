import Market
import Testing

@testable import Snapshots

/// GDELT's event exports, each row made field by field as its codebooks number them.
@Suite struct GDELTTests {
  /// A row of 57, 58 or 61 fields.
  static func row(
    _ id: Int, _ day: String = "20250501", _ actor: String = "USA", _ target: String = "CHN", code: String = "036",
    added: String = "20250501134500", fields: Int = 61, url: String = "https://example.com/a"
  ) -> String {
    var row = [String](repeating: "", count: fields)
    row[0] = "\(id)"
    row[1] = day
    row[2] = String(day.prefix(6))
    row[3] = String(day.prefix(4))
    row[6] = "\"UNITED"
    row[7] = actor
    row[17] = target
    row[26] = code
    row[28] = String(code.prefix(2))
    row[30] = "4.0"
    row[fields == 61 ? 59 : 56] = added
    if fields == 61 { row[60] = url }
    if fields == 58 { row[57] = url }
    return row.joined(separator: "\t")
  }

  static let second = Sample(
    format: "GDELT events", file: "20250501134500.export.CSV",
    typical: row(1_240_000_001) + "\n" + row(1_240_000_002, "20250501", "CHN", "USA", code: "1121") + "\n"
      + row(1_240_000_003, "20250501", "CHN", "RUS", code: "040") + "\n",
    empty: row(1_240_000_003, "20250501", "CHN", "RUS", code: "040") + "\n",
    nulls: row(1_240_000_001, url: "") + "\n")

  static let first = Sample(
    format: "GDELT events", file: "20250501.export.csv",
    typical: row(98, added: "20250501", fields: 58) + "\n" + row(99, code: "112", added: "20250501", fields: 58) + "\n",
    empty: nil, nulls: row(97, added: "20120501", fields: 57) + "\n")

  /// The files know no quotes: one that begins a field ends nowhere, or at another field's.
  @Test func takesQuotesForText() {
    var fields = Self.row(1).split(separator: "\t", omittingEmptySubsequences: false)
    fields[16] = "\"CHINA"
    let text = fields.joined(separator: "\t") + "\n" + Self.row(2, "20250501", "CHN", "USA") + "\n"
    for text in [text, "\u{FEFF}" + text] {
      #expect(desk(("g.csv", text)).signals.map(\.id) == ["GDELT-1", "GDELT-2"])
    }
  }

  @Test func readsTheSecondVersion() throws {
    let read = desk((Self.second.file, Self.second.typical))
    #expect(read.signals.map(\.id) == ["GDELT-1240000001", "GDELT-1240000002"])
    let signal = try #require(read.signals.first)
    #expect(signal.isMachineCoded)
    #expect(signal.day.description == "2025-05-01")
    #expect(signal.actor == "USA" && signal.target == "CHN" && signal.code == "036" && signal.weight == 4)
    #expect(signal.reliability == .f && signal.credibility == 3 && signal.scope == 0.25)
    #expect(signal.known.description == "2025-05-01T13:45:00Z")
    #expect(signal.url == "https://example.com/a")
    #expect(signal.origin.line == 1)
  }

  /// The day's file of 1.0 is published on the next morning: nothing of it was known before.
  @Test func readsTheFirstVersion() {
    for fields in [57, 58] {
      let read = desk(("g.csv", Self.row(7, added: "20250501", fields: fields) + "\n"))
      #expect(read.signals.map(\.id) == ["GDELT-7"])
      #expect(read.signals.first?.known.description == "2025-05-02T10:00:00Z")
      #expect(read.signals.first?.url == (fields == 58 ? "https://example.com/a" : nil))
    }
  }

  /// Of one day's events with the same actors and root the first known counts, over all files.
  @Test func takesRepeatsOnce() {
    let early = Self.row(5, code: "036", added: "20250501120000") + "\n"
    let late =
      [
        Self.row(4, code: "0311", added: "20250501150000"), Self.row(6, "20250502", code: "036"),
        Self.row(8, "20250501", "CHN", "USA", code: "036"), Self.row(9, code: "042"),
      ].joined(separator: "\n") + "\n"
    #expect(
      Set(desk(("b.csv", late), ("a.csv", early)).signals.map(\.id)) == ["GDELT-5", "GDELT-6", "GDELT-8", "GDELT-9"])
  }

  /// The first is that which was known first, not that of the lower number.
  @Test func takesTheFirstKnownOfAFile() {
    let text = Self.row(4, added: "20250501150000") + "\n" + Self.row(9, added: "20250501120000") + "\n"
    #expect(desk(("g.csv", text)).signals.map(\.id) == ["GDELT-9"])
  }

  @Test func takesOneRelationOnly() {
    let rows = [("USA", "USA"), ("USA", "RUS"), ("HKG", "USA"), ("", "CHN"), ("CHN", "CHN")]
    let text = rows.enumerated().map { Self.row($0.offset, "20250501", $0.element.0, $0.element.1) + "\n" }.joined()
    let read = desk(("g.csv", text))
    #expect(read.signals.isEmpty)
    #expect(read.files.first?.state == .ok)
  }

  @Test(arguments: ["20250501240000", "20250501136000", "20250501134560", "202505011345", "20250532134500", ""])
  func refusesAMomentThatNoClockShows(added: String) {
    let read = desk(("g.csv", Self.row(1, added: added) + "\n"))
    #expect(read.signals.isEmpty)
    #expect(read.problem("g.csv").contains("expected a day like 20250501, or a moment like 20250501134500"))
  }

  @Test func refusesARowAlone() {
    let read = desk(("g.csv", Self.row(1, code: "---") + "\n" + Self.row(2, "20250532") + "\n" + Self.row(3) + "\n"))
    #expect(read.signals.map(\.id) == ["GDELT-3"])
    #expect(read.problem("g.csv").hasPrefix("g.csv:1:"))
    #expect(read.problem("g.csv").hasSuffix("found \"---\", expected a CAMEO event code like 036"))
    #expect(read.files.first?.problems.count == 2)
  }

  @Test func namesAnotherNumberOfFields() {
    let read = desk(("g.csv", Self.row(1, fields: 61) + "\textra\n"))
    #expect(read.problem("g.csv").contains("nearest to GDELT events, but 62 fields instead of 57, 58 or 61"))
  }
}
