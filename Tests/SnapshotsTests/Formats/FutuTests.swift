import Market
import Testing

@testable import Snapshots

/// Futu's OpenD: adjusted by default, times on the exchange's clock.
@Suite struct FutuTests {
  static let json = Sample(
    format: "Futu klines JSON", file: "futu.json",
    typical: """
      [{"code":"HK.01919","name":"COSCO SHIP HOLD","time_key":"2025-04-29 00:00:00","open":10.2,"close":10.25,"high":10.36,"low":10.12,
      "pe_ratio":2.9,"turnover_rate":0.64,"volume":18523000,"turnover":189652344.0,"change_rate":0.49,"last_close":10.2},
      {"code":"HK.01919","name":"COSCO SHIP HOLD","time_key":"2025-04-30 00:00:00","open":10.26,"close":10.31,"high":10.4,"low":10.15,
      "pe_ratio":2.92,"turnover_rate":0.8,"volume":23136000,"turnover":238112001.0,"change_rate":0.59,"last_close":10.25}]

      """,
    nulls: #"[{"code":"HK.01919","time_key":"2025-04-30 00:00:00","open":null,"close":10.31,"volume":null}]"#)

  /// `autype` is QFQ unless one says otherwise.
  @Test func takesClosesForAdjusted() throws {
    let history = try #require(desk(("x.json", Self.json.typical)).histories["1919.HK"])
    #expect(history.bars.map(\.day.description) == ["2025-04-29", "2025-04-30"])
    #expect(history.bars.map(\.close) == [nil, nil])
    #expect(history.bars.map(\.adjustedClose) == [10.25, 10.31])
    #expect(history.bars.last?.volume == 23_136_000)
  }

  @Test func keepsSymbolsApart() {
    let text =
      #"[{"code":"US.AMAT","time_key":"2025-05-01 00:00:00","close":148.96},"#
      + #"{"code":"US.KLAC","time_key":"2025-05-01 00:00:00","close":676.31}]"#
    let read = desk(("x.json", text))
    #expect(read.histories["AMAT"]?.bars.map(\.adjustedClose) == [148.96])
    #expect(read.histories["KLAC"]?.bars.map(\.adjustedClose) == [676.31])
  }

  /// A bar is stamped by its end: the first of Hong Kong's morning by 9:31.
  @Test func readsMinutes() throws {
    let text = Self.json.typical.replacing("2025-04-29 00:00:00", with: "2025-04-30 09:31:00")
      .replacing("2025-04-30 00:00:00", with: "2025-04-30 09:32:00")
    let history = try #require(desk(("x.json", text)).intraday["1919.HK"])
    #expect(history.interval == 60)
    #expect(history.bars.map(\.time.description) == ["2025-04-30T01:30:00Z", "2025-04-30T01:31:00Z"])
    #expect(history.bars.map(\.close) == [10.25, 10.31])
  }

  @Test func refusesATimeOnNoClock() {
    let text = #"[{"code":"SG.CLmain","time_key":"2025-05-01 10:31:00","close":148.96}]"#
    let read = desk(("x.json", text))
    #expect(read.intraday.isEmpty && read.histories["SG.CLmain"]?.bars.isEmpty ?? true)
    #expect(read.problem("x.json").contains("expected a time like 2025-05-01 00:00:00 on the clock of HK, US"))
  }

  static let csv = Sample(
    format: "Futu klines CSV", file: "futu.csv",
    typical: """
      ,code,name,time_key,open,close,high,low,pe_ratio,turnover_rate,volume,turnover,change_rate,last_close
      0,HK.01919,COSCO SHIP HOLD,2025-04-29 00:00:00,10.2,10.25,10.36,10.12,2.9,0.64,18523000,189652344.0,0.49,10.2
      1,HK.01919,COSCO SHIP HOLD,2025-04-30 00:00:00,10.26,10.31,10.4,10.15,2.92,0.8,23136000,238112001.0,0.59,10.25

      """, empty: "code,name,time_key,open,close,high,low,volume\n",
    nulls: "code,time_key,open,close,volume\nHK.01919,2025-04-30 00:00:00,,10.31,\n")

  @Test func readsATable() throws {
    let history = try #require(desk(("x.csv", Self.csv.typical)).histories["1919.HK"])
    #expect(history.bars.map(\.day.description) == ["2025-04-29", "2025-04-30"])
    #expect(history.bars.map(\.close) == [nil, nil])
    #expect(history.bars.map(\.adjustedClose) == [10.25, 10.31])
    #expect(history.bars.map(\.volume) == [18_523_000, 23_136_000])
  }

  @Test func readsMinutesOfNewYork() throws {
    let text = """
      code,time_key,open,close,high,low,volume
      US.AMAT,2025-05-01 09:31:00,149.9,149.5,150.2,149.1,120000
      US.AMAT,2025-05-01 09:32:00,149.5,149.7,149.8,149.4,80000

      """
    let history = try #require(desk(("x.csv", text)).intraday["AMAT"])
    #expect(history.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:31:00Z"])
  }
}
