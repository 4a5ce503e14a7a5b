import Market
import Testing

@testable import Snapshots

/// FRED's observations, named by their file.
@Suite struct FREDJSONTests {
  static let sample = Sample(
    format: "FRED JSON", file: "EPUTRADE.json",
    typical: """
      {"realtime_start":"2025-05-01","realtime_end":"2025-05-01","observation_start":"1600-01-01","units":"lin",
      "order_by":"observation_date","sort_order":"desc","count":2,"observations":[
      {"realtime_start":"2025-05-01","realtime_end":"2025-05-01","date":"2025-04-01","value":"481.25"},
      {"realtime_start":"2025-05-01","realtime_end":"2025-05-01","date":"2025-03-01","value":"512.0"}]}

      """, empty: #"{"realtime_start":"2025-05-01","units":"lin","count":0,"observations":[]}"#,
    nulls:
      #"{"realtime_start":"2025-05-01","observations":[{"date":"2025-03-01","value":"."},{"date":"2025-04-01","value":"1.5"}]}"#
  )

  @Test func readsASeries() throws {
    let series = try #require(desk(("ref/EPUTRADE.json", Self.sample.typical)).references.first)
    #expect(series.id == "EPUTRADE")
    #expect(series.source == "FRED")
    #expect(series.unit == "")
    #expect(series.values.map(\.day.description) == ["2025-03-01", "2025-04-01"])
    #expect(series.values.map(\.value) == [512, 481.25])
  }

  @Test func keepsTheTransformation() {
    let text = Self.sample.typical.replacing("\"lin\"", with: "\"pc1\"")
    #expect(desk(("EPUTRADE.json", text)).references.first?.unit == "pc1")
  }

  @Test func leavesOutMissingValues() {
    let desk = desk(("X.json", Self.sample.nulls ?? ""))
    #expect(desk.references.first?.values.map(\.value) == [1.5])
    #expect(desk.files.first?.problems.isEmpty == true)
  }

  @Test func namesAnError() {
    let text = #"{"error_code":400,"error_message":"Bad Request. The series does not exist."}"#
    #expect(desk(("X.json", text)).problem("X.json").contains("a service's error: Bad Request. The series does not"))
  }
}
