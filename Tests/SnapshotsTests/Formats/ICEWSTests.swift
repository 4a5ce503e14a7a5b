import Market
import Testing

@testable import Snapshots

/// ICEWS's coded events, tab-separated as published and with commas as statistics programs write them.
@Suite struct ICEWSTests {
  private static let header =
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    + "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    + "Longitude\n"

  private static func row(_ id: Int, _ source: String, _ target: String, _ code: String) -> String {
    "\(id)\t2018-06-02\tA Person\tGovernment,Executive\t\(source)\tHost a visit\t\(code)\t2.8\tB Person\t\t\(target)\t"
      + "47400788\t1\tA Newswire\tBeijing\t\tBeijing Shi\tChina\t39.9075\t116.397\n"
  }

  static let sample = Sample(
    format: "ICEWS events", file: "events.2018.tsv",
    typical: header + row(31, "China", "United States", "043") + row(32, "United States", "China", "042")
      + row(33, "China", "Japan", "040"), empty: header, nulls: nil)

  static let commas = Sample(
    format: "ICEWS events", file: "icews.csv",
    typical: """
      event_id,event_date,source_name,source_country,event_text,cameo_code,intensity,target_country
      31,2018-06-02,"Government (China)",China,"Host a visit",043,2.8,United States

      """, empty: nil,
    nulls:
      "event_id,event_date,source_country,event_text,cameo_code,target_country\n31,2018-06-02,China,,043,United States\n"
  )

  @Test func readsBothDirections() throws {
    let read = desk(("i.tsv", Self.sample.typical))
    #expect(read.signals.map(\.id) == ["ICEWS-31", "ICEWS-32"])
    let signal = try #require(read.signals.first)
    #expect(signal.isMachineCoded && signal.reliability == .f && signal.credibility == 3 && signal.scope == 0.25)
    #expect(
      signal.actor == "CHN" && signal.target == "USA" && signal.code == "043" && signal.day.description == "2018-06-02")
    #expect(signal.text == "Host a visit" && signal.source == "ICEWS: A Newswire")
    #expect(signal.origin.line == 2)
  }

  @Test func takesOneRelationOnly() {
    let rows = [("United States", "United States"), ("China", "China"), ("China", "Japan"), ("", "China")]
    let read = desk(("i.tsv", Self.header + rows.map { Self.row(40, $0.0, $0.1, "043") }.joined()))
    #expect(read.signals.isEmpty)
    #expect(read.files.first?.state == .ok)
  }

  @Test func takesRepeatsOnce() {
    let text =
      Self.header + Self.row(40, "China", "United States", "043") + Self.row(41, "China", "United States", "046")
    #expect(desk(("i.tsv", text)).signals.map(\.id) == ["ICEWS-40"])
  }

  /// A spreadsheet drops the first zero: 10 may be 010 ("make statement") or 10 ("demand").
  @Test(arguments: ["43", "10", "9999", "abc", ""])
  func refusesADamagedCode(code: String) {
    let read = desk(("i.tsv", Self.header + Self.row(40, "China", "United States", code)))
    #expect(read.signals.isEmpty)
    #expect(read.problem("i.tsv").contains("expected a CAMEO event code of 3 or 4 digits, like 043"))
  }
}
