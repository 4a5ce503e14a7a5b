import Market
import Testing

@testable import Snapshots

/// Published series from JSON and CSV.
@Suite struct ReferenceTests {
  /// As spreadsheets in half of Europe write them: 1.234 may be a thousand or one.
  @Test func readsDecimalCommasBetweenSemicolons() {
    let read = desk(("TEU.csv", "date;value\n2025-05-01;1.234\n2025-05-02;1.250,5\n"))
    #expect(read.references.first?.values.map(\.value) == [1234, 1250.5])
    let points = desk(("TEU.csv", "date;value\n2025-05-01;1.234\n2025-05-02;12.5\n"))
    #expect(points.references.first?.values.map(\.value) == [1.234, 12.5])
    let either = desk(("TEU.csv", "date;value\n2025-05-01;1.234\n"))
    #expect(either.references.first?.values.isEmpty ?? true)
    #expect(either.problem("TEU.csv").contains("which may be 1.234 or 1234"))
  }

  static let sample = Sample(
    format: "FRED CSV and its like", file: "EPUTRADE.csv",
    typical: "observation_date,EPUTRADE\n2025-03-01,412.25\n2025-04-01,1087.5\n",
    empty: "observation_date,EPUTRADE\n", nulls: "observation_date,EPUTRADE\n2025-03-01,.\n2025-04-01,\n")

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func values(_ desk: Desk, _ id: String) -> [String: Double]? {
    guard let series = desk.references.first(where: { $0.id == id }) else { return nil }
    return Dictionary(uniqueKeysWithValues: series.values.map { ($0.day.description, $0.value) })
  }

  @Test func readsAListOfSeries() throws {
    let desk = desk(
      (
        "averages.json",
        """
        {"schema":"detente/reference/1","series":[
        {"id":"b","label":"Average","unit":"%","source":"An institute","side":"CN","verified":false,
         "values":[{"date":"2025-05-14","value":32.6},{"date":"2025-04-12","value":147.6},{"date":"2025-06-01","value":null}]},
        {"id":"a","values":[{"date":"2025-05","value":-1,"verified":false}]}]}
        """
      ))
    #expect(desk.references.map(\.id) == ["a", "b"])
    let b = try #require(desk.references.last)
    #expect(b.label == "Average" && b.unit == "%" && b.source == "An institute")
    #expect(b.side == .china && !b.verified)
    #expect(b.values.map(\.day) == [try day("2025-04-12"), try day("2025-05-14")])
    #expect(b.values.allSatisfy { !$0.verified })
    #expect(b.origin == Origin(file: "averages.json", line: 2))
    let a = try #require(desk.references.first)
    #expect(a.label == "a" && a.side == nil && a.verified)
    #expect(a.values == [ReferenceSeries.Value(day: try day("2025-05-01"), value: -1, verified: false)])
    #expect(desk.files.first?.kind == "reference")
    #expect(desk.files.first?.state == .ok)
    #expect(desk.files.first?.rows == 3)
    #expect(desk.files.first?.newest == Zone.newYork.instant(try day("2025-05-14")))
  }

  @Test func readsOneSeriesAtTheTop() throws {
    let desk = desk(
      ("tpu.json", #"{"schema":"detente/reference/1","id":"TPU","values":[{"date":"2025-05-01","value":7}]}"#))
    #expect(desk.references.map(\.id) == ["TPU"])
    #expect(desk.references.first?.values.map(\.value) == [7])
  }

  @Test func refusesBadValuesAlone() {
    let desk = desk(
      (
        "r.json",
        """
        {"schema":"detente/reference/1","series":[
        {"id":"a","values":[
        {"date":"2025-05-01","value":"7"},
        {"date":"2025-02-30","value":1},
        {"date":"2025-05-02","value":2},
        {"date":"2025-05-02","value":3}]},
        {"label":"nameless","values":[]},
        {"id":"c","side":"EU","values":[]}]}
        """
      ))
    #expect(values(desk, "a") == ["2025-05-02": 2])
    #expect(desk.references.count == 1)
    #expect(desk.files.first?.state == .partial)
    #expect(
      desk.files.first?.problems.map(\.description) == [
        #"r.json:3:30: found "7", expected a number"#,
        #"r.json:4:9: found "2025-02-30", expected a date like 2025-05-01, or a month like 2025-05"#,
        "r.json:6:1: found 2025-05-02 twice, expected one value a day (the first is used)",
        #"r.json:7:1: found no "id", expected one"#,
        #"r.json:8:18: found "EU", expected US, CN"#,
      ])
  }

  @Test func refusesAFileWithoutValues() {
    #expect(
      desk(("r.json", #"{"schema":"detente/reference/1","id":"a"}"#)).problem("r.json")
        == #"r.json:1:1: found no "values", expected a list of them"#)
    #expect(
      desk(("r.json", #"{"schema":"detente/reference/1","series":{}}"#)).problem("r.json")
        == "r.json:1:42: found an object, expected a list")
  }

  @Test("as FRED writes them", arguments: ["observation_date,EPUTRADE", "DATE,EPUTRADE", "date;EPUTRADE"])
  func readsFRED(header: String) {
    let separator = header.contains(";") ? ";" : ","
    let rows = ["2024-01-01,45.161412", "2024-02-01,.", "2024-03-01,", "2024-04-01,46.127966"]
    let text = ([header] + rows.map { $0.replacing(",", with: separator) }).joined(separator: "\r\n")
    let desk = desk(("fred.csv", text))
    #expect(values(desk, "EPUTRADE") == ["2024-01-01": 45.161412, "2024-04-01": 46.127966])
    #expect(desk.files.first?.state == .ok)
    #expect(desk.files.first?.kind == "reference")
    #expect(desk.references.first?.origin == Origin(file: "fred.csv", line: 1))
  }

  @Test func namesAValueColumnByItsFile() {
    let desk = desk(("macro/GPR.csv", "date,Value\n2025-05-01,120.5\n"))
    #expect(values(desk, "GPR") == ["2025-05-01": 120.5])
  }

  @Test func readsMonthsAndSeveralColumns() {
    let desk = desk(
      ("gpr.csv", "month,gpr_ai,usa_china\n2025-01,168.78,5.1785\n2025-02,,8.0952\n2025-13,1,1\n2025-03,x,6.6869\n"))
    #expect(values(desk, "gpr_ai") == ["2025-01-01": 168.78])
    #expect(values(desk, "usa_china") == ["2025-01-01": 5.1785, "2025-02-01": 8.0952, "2025-03-01": 6.6869])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        #"gpr.csv:4:1: found "2025-13", expected a date like 2025-05-01, or a month like 2025-05"#,
        #"gpr.csv:5:9: found "x", expected a number like 145.2"#,
      ])
  }

  @Test func readsDayMonthYearColumns() {
    let desk = desk(
      ("tpu.csv", "day,month,year,daily_tpu_index\n1,1,1985,0.00\n31,12,2025,438.87\n30,2,2025,1\n3,4,2025\n"))
    #expect(values(desk, "daily_tpu_index") == ["1985-01-01": 0, "2025-12-31": 438.87])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        #"tpu.csv:4:1: found "30,2,2025", expected a day, month and year that exist"#,
        "tpu.csv:5: found 3 fields, expected 4 as in the header",
      ])
  }

  @Test(
    "files of prices are no reference series", arguments: ["date,close", "Date,Open,High,Low,Close,Adj Close,Volume"])
  func leavesPrices(header: String) {
    let row = "2025-04-30" + String(repeating: ",1", count: header.split(separator: ",").count - 1)
    let desk = desk(("AMAT.csv", "\(header)\n\(row)\n"))
    #expect(desk.references.isEmpty)
    #expect(desk.histories["AMAT"]?.bars.count == 1)
  }

  @Test(
    "headers of something else",
    arguments: ["date,volume", "id,date,value", "date", "date,,b", "date,a,a"])
  func leavesOtherHeaders(header: String) {
    let desk = desk(("x.csv", "\(header)\n2025-04-30,1,2\n"))
    #expect(desk.references.isEmpty)
    #expect(desk.problem("x.csv").contains("expected a header with Date and Close"))
  }

  /// Rows by country and day are no series.
  @Test func leavesColumnsOfWords() {
    let desk = desk(("x.csv", "date,country,rate\n2025-04-28,China,1\n2025-04-28,Japan,2\n2025-04-28,Chile,3\n"))
    #expect(desk.references.isEmpty)
    #expect(desk.problem("x.csv").contains("but no numbers under \"country\""))
  }

  @Test func laterFilesWin() {
    let text = { (value: Int) in "date,EPU\n2025-05-01,\(value)\n" }
    #expect(values(desk(("a.csv", text(1)), ("b.csv", text(2))), "EPU") == ["2025-05-01": 2])
  }

  @Test func keepsTheLastGoodValues() throws {
    let folder = Folder()
    folder.put("epu.csv", "date,EPU\n2025-04-01,1\n2025-05-01,2\n")
    folder.put(
      "r.json", #"{"schema":"detente/reference/1","id":"a","values":[{"date":"2025-05-01","value":7}]}"#)
    let running = Running(folder.path)
    #expect(running.wait { $0.references.count == 2 && $0.references.allSatisfy { !$0.kept } })
    folder.put("epu.csv", "date,EPU\n2025-04-01,3\n2025-05-01,two\n")
    #expect(running.wait { values($0, "EPU") == ["2025-04-01": 3, "2025-05-01": 2] })
    #expect(running.desk.references.first { $0.id == "EPU" }?.kept == true)
    folder.put("r.json", #"{"schema":"detente/reference/1","id":"a""#)
    #expect(running.wait { $0.report("r.json")?.state == .bad })
    let kept = try #require(running.desk.references.first { $0.id == "a" })
    #expect(kept.kept && kept.values.map(\.value) == [7])
    folder.remove("epu.csv")
    #expect(running.wait { $0.report("epu.csv")?.state == .gone })
    #expect(values(running.desk, "EPU")?.count == 2)
  }

  /// The Treasury writes the month first; a row shows it, or the file is refused.
  @Test func readsDatesThatTheFileSettles() {
    let header = "Date,\"1 Mo\",\"10 Yr\"\n"
    let desk = desk(("rates.csv", header + "05/01/2025,4.38,4.25\n04/30/2025,4.35,4.17\n"))
    #expect(desk.references.first { $0.id == "10 Yr" }?.values.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(desk.references.first { $0.id == "10 Yr" }?.values.map(\.value) == [4.17, 4.25])
    let unsettled = SnapshotsTests.desk(("rates.csv", header + "05/01/2025,4.38,4.25\n"))
    #expect(unsettled.references.flatMap(\.values).isEmpty)
    #expect(unsettled.problem("rates.csv").contains("which may be 2025-05-01 or 2025-01-05"))
  }

  @Test(arguments: ["\"Applied Materials, Inc. (AMAT) - Price\"", "AMAT P/E", "Ratio of AMAT to others"])
  func measuresOfASymbolAreNoSeries(name: String) {
    let desk = desk(("koyfin.csv", "Date,\(name)\n2025-04-30,150.71\n2025-05-01,148.96\n"))
    #expect(desk.references.isEmpty && desk.histories.isEmpty)
    #expect(desk.problem("koyfin.csv").contains("names a symbol"))
  }
}
