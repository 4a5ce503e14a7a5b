import Market
import Testing

@testable import Snapshots

/// The Web API of Interactive Brokers, and bars of its TWS API as data frames write them.
@Suite struct IBKRTests {
  static let web = Sample(
    format: "IBKR web history", file: "AMAT.json",
    typical: """
      {"serverId":"20477","symbol":"AMAT","text":"APPLIED MATERIALS INC","priceFactor":100,"startTime":"20250430-13:30:00",
      "high":"15120/42100/0","low":"14471/72736/0","timePeriod":"2d","barLength":86400,"mdAvailability":"S","outsideRth":false,
      "volumeFactor":100,"data":[
      {"o":145.97,"c":150.71,"h":151.04,"l":144.71,"v":72736.5,"t":1746019800000},
      {"o":149.9,"c":148.32,"h":151.2,"l":147.8,"v":42100,"t":1746106200000}],"points":1,"travelTime":48}

      """,
    empty: #"{"symbol":"AMAT","priceFactor":100,"barLength":86400,"volumeFactor":100,"data":[],"points":0}"#,
    nulls:
      #"{"symbol":"AMAT","priceFactor":100,"barLength":86400,"data":[{"o":null,"c":1.5,"v":null,"t":1746106200000}]}"#)

  @Test func readsDays() throws {
    let history = try #require(desk(("x.json", Self.web.typical)).histories["AMAT"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71, 148.32])
    #expect(history.bars.map(\.high) == [151.04, 151.2])
    #expect(history.bars.map(\.volume) == [7_273_650, 4_210_000])
  }

  /// Older answers count in hundreds beside a factor of 1: no volume is known then. Nor is one of less than zero.
  @Test func takesNoVolumeOfAnUnknownUnit() {
    for (text, volumes) in [
      (Self.web.typical.replacing("\"volumeFactor\":100", with: "\"volumeFactor\":1"), [nil, nil]),
      (Self.web.typical.replacing("\"v\":42100", with: "\"v\":-1"), [7_273_650, nil]),
    ] as [(String, [Double?])] {
      let read = desk(("x.json", text))
      #expect(read.histories["AMAT"]?.bars.map(\.volume) == volumes)
      #expect(read.files.first?.state == .ok)
    }
  }

  @Test func readsBarsWithinDays() throws {
    let text = Self.web.typical.replacing("\"barLength\":86400", with: "\"barLength\":300")
      .replacing("1746019800000", with: "1746105900000")
    let history = try #require(desk(("x.json", text)).intraday["AMAT"])
    #expect(history.interval == 300)
    #expect(history.bars.map(\.time.description) == ["2025-05-01T13:25:00Z", "2025-05-01T13:30:00Z"])
  }

  static let bars = Sample(
    format: "IBKR bars", file: "KLAC.csv",
    typical: """
      ,date,open,high,low,close,volume,average,barCount
      0,2025-04-30,691.0,705.1,690.2,702.69,1290300.0,699.4,8123
      1,2025-05-01,700.1,702.0,671.5,676.31,1816000.0,684.75,9950

      """, empty: ",date,open,high,low,close,volume,average,barCount\n",
    nulls: ",date,open,high,low,close,volume,average,barCount\n0,2025-05-01,,,,676.31,-1.0,-1.0,-1\n")

  /// Of `MIDPOINT` and of currencies there is no volume: -1 is none.
  @Test func takesMinusOneForMissing() throws {
    let text = """
      date,open,high,low,close,volume,average,barCount
      2025-04-30,691.0,705.1,690.2,702.69,-1,-1.0,-1
      2025-05-01,700.1,702.0,671.5,676.31,-1.0,-1.0,-1

      """
    let read = desk(("KLAC.csv", text))
    #expect(read.files.first?.state == .ok)
    #expect(read.histories["KLAC"]?.bars.map(\.close) == [702.69, 676.31])
    #expect(read.histories["KLAC"]?.bars.map(\.volume) == [nil, nil])
    #expect(desk(("KLAC.csv", Self.bars.typical)).histories["KLAC"]?.bars.map(\.volume) == [1_290_300, 1_816_000])
  }

  /// Other numbers below zero are no volume.
  @Test func refusesAnotherVolumeBelowZero() {
    let read = desk(("KLAC.csv", Self.bars.typical.replacing("1816000.0", with: "-1816000.0")))
    #expect(read.histories["KLAC"]?.bars.map(\.close) == [702.69])
    #expect(read.problem("KLAC.csv").contains("found \"-1816000.0\", expected a volume of 0 or more"))
  }

  @Test func readsBarsWithAnOffset() throws {
    let text = """
      date,open,high,low,close,volume,average,barCount
      2025-05-01 09:30:00-04:00,149.9,150.2,149.1,149.5,120000.0,149.6,900
      2025-05-01 09:31:00-04:00,149.5,149.8,149.4,149.7,80000.0,149.6,600

      """
    let history = try #require(desk(("AMAT.csv", text)).intraday["AMAT"])
    #expect(history.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:31:00Z"])
  }
}
