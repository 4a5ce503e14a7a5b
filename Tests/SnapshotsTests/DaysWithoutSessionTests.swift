import Market
import Testing

@testable import Snapshots

/// A bar of a day on which the name's venue is shut is no session.
@Suite struct DaysWithoutSessionTests {
  private func table(_ rows: String...) -> String { "Date,Close,Volume\n" + rows.joined(separator: "\n") + "\n" }

  private func days(_ desk: Desk, _ symbol: String) -> [String]? {
    desk.histories[symbol]?.bars.map(\.day.description)
  }

  private func watchlist(_ instruments: String) -> (String, String) {
    ("watchlist.yaml", "schema: detente/watchlist/1\nsectors:\n  - { name: All, instruments: [\(instruments)] }\n")
  }

  /// The change of Monday is against Friday: no bar stands between.
  @Test func namesASundayAtItsLine() {
    let file = table("2025-05-02,154.1,5900000", "2025-05-04,154.1,0", "2025-05-05,152.0,4900000")
    let desk = desk(("AMAT.csv", file))
    #expect(days(desk, "AMAT") == ["2025-05-02", "2025-05-05"])
    #expect(
      desk.report("AMAT.csv")?.problems.map(\.description) == [
        "AMAT.csv:3: found a bar of AMAT on Sunday 2025-05-04, expected a session of Nasdaq (it is not used)"
      ])
    #expect(desk.report("AMAT.csv")?.state == .partial)
    #expect(desk.histories["AMAT"]?.bars.map(\.line) == [2, 4])
  }

  /// A fund, or a name whose trading is suspended: a session without trades is one.
  @Test func believesAFlatSession() {
    let desk = desk(("AMAT.csv", table("2025-05-01,154.1,0", "2025-05-02,154.1,0")))
    #expect(days(desk, "AMAT") == ["2025-05-01", "2025-05-02"])
    #expect(desk.report("AMAT.csv")?.state == .ok)
  }

  /// Each by its own calendar: 1 May is Labour Day in Hong Kong and Shanghai, Juneteenth a holiday in New York.
  @Test(arguments: [
    ("AMAT", "2025-06-19", "2025-05-01", "Nasdaq"), ("SPY", "2025-06-19", "2025-05-01", "NYSE Arca"),
    ("CICOY", "2025-06-19", "2025-05-01", "OTC"), ("1919.HK", "2025-05-01", "2025-06-19", "HKEX"),
    ("COSCO", "2025-05-01", "2025-06-19", "HKEX"), ("601919.SS", "2025-05-01", "2025-06-19", "SSE"),
    // No watchlist has them: their suffixes tell.
    ("0700.HK", "2025-05-01", "2025-06-19", "HKEX"), ("000333.SZ", "2025-05-01", "2025-06-19", "SZSE"),
    ("600036.SH", "2025-05-01", "2025-06-19", "SSE"),
  ])
  func knowsTheVenue(symbol: String, holiday: String, session: String, venue: String) {
    let desk = desk(("\(symbol).csv", table("\(holiday),154.1,10", "\(session),152.0,10")))
    #expect(days(desk, symbol) == [session])
    #expect(
      desk.problem("\(symbol).csv")
        == "\(symbol).csv:2: found a bar of \(symbol) on the holiday \(holiday), expected a session of \(venue) (it is not used)"
    )
  }

  /// Before 2025 and after 2027 no holidays are known, but weekends are.
  @Test(arguments: [("2019-07-04", "2019-07-06"), ("2031-07-04", "2031-07-05")])
  func knowsOnlyWeekendsBeyondTheCalendar(holiday: String, weekend: String) {
    let desk = desk(("AMAT.csv", table("\(holiday),154.1,0", "\(weekend),154.1,0")))
    #expect(days(desk, "AMAT") == [holiday])
    #expect(desk.problem("AMAT.csv").contains(":3: found a bar of AMAT on Saturday \(weekend), expected a session"))
  }

  /// Currencies, futures and coins trade on Sundays.
  @Test(arguments: ["BTC-USD", "EURUSD=X", "ES=F", "VOD.L"])
  func believesNamesWithoutAKnownVenue(symbol: String) {
    let rows = table("2025-05-02,96000,5", "2025-05-03,96500,4", "2025-05-04,94300,4")
    for list in ["{ symbol: AMAT, exchange: XNAS }", "{ symbol: \"\(symbol)\" }"] {
      let desk = desk(("\(symbol).csv", rows), watchlist(list))
      #expect(days(desk, symbol)?.count == 3)
      #expect(desk.report("\(symbol).csv")?.state == .ok)
    }
  }

  /// The watchlist decides, for aliases and listings too, and again when it changes.
  @Test func followsTheWatchlist() {
    let rows = table("2025-05-02,154.1,10", "2025-05-04,154.1,0")
    let plain = "schema: detente/watchlist/1\nsectors: [{ name: All, instruments: [{ symbol: AMAT }] }]\n"
    let listed = """
      schema: detente/watchlist/1
      sectors:
        - name: All
          instruments:
            - { symbol: AMAT, exchange: XNAS, aliases: [AMAT.US], listings: [{ symbol: AMAT.XX, exchange: XNYS }] }
      """
    var assembly = Assembly()
    assembly.add(["AMAT.csv", "AMAT.US.csv", "AMAT.XX.csv", "w.yaml"].map { Array($0.utf8) })
    for name in ["AMAT.csv", "AMAT.US.csv", "AMAT.XX.csv"] { assembly.read(name, rows) }
    assembly.read("w.yaml", plain)
    #expect(["AMAT", "AMAT.US", "AMAT.XX"].map { days(assembly.desk, $0)?.count } == [2, 2, 2])
    #expect(assembly.desk.report("AMAT.csv")?.state == .ok)
    let revision = assembly.desk.historyRevision
    assembly.read("w.yaml", listed)
    #expect(["AMAT", "AMAT.US", "AMAT.XX"].map { days(assembly.desk, $0)?.count } == [1, 1, 1])
    #expect(assembly.desk.report("AMAT.csv")?.state == .partial)
    #expect(assembly.desk.historyRevision > revision)
    assembly.read("w.yaml", plain)
    #expect(days(assembly.desk, "AMAT")?.count == 2)
    #expect(assembly.desk.report("AMAT.csv")?.state == .ok)
  }

  /// A calendar that does not fit, as of a coin on Nasdaq: no report grows with the file.
  @Test func countsWhatItDoesNotName() {
    let first = Day(number: 19000)
    let rows = (0..<700).map { "\(first.advanced(by: $0)),1,1\n" }.joined()
    let report = desk(("AMAT.csv", "Date,Close,Volume\n" + rows)).report("AMAT.csv")
    #expect(report?.problems.count == 51)
    #expect(report?.problems.last?.message == "150 more rows are refused")
  }

  /// Another file's bar does not bring the Sunday back, and a file that has broken says nothing twice.
  @Test func keepsAndMergesSessionsOnly() {
    var assembly = Assembly()
    assembly.add([Array("a/AMAT.csv".utf8), Array("b/AMAT.csv".utf8)])
    assembly.read("a/AMAT.csv", table("2025-05-02,154.1,10", "2025-05-04,154.1,0", "2025-05-05,152.0,10"))
    assembly.read("b/AMAT.csv", table("2025-05-01,148.96,10", "2025-05-04,154.1,0"))
    #expect(days(assembly.desk, "AMAT") == ["2025-05-01", "2025-05-02", "2025-05-05"])
    #expect(assembly.desk.report("b/AMAT.csv")?.problems.count == 1)
    assembly.read("a/AMAT.csv", "")
    #expect(days(assembly.desk, "AMAT") == ["2025-05-01", "2025-05-02", "2025-05-05"])
    #expect(assembly.desk.histories["AMAT"]?.kept == true)
    #expect(assembly.desk.report("a/AMAT.csv")?.problems.map(\.message) == ["found an empty file, expected data"])
  }

  /// Bars within days are no daily bars: what is outside sessions is asked elsewhere.
  @Test func leavesBarsWithinDaysAlone() {
    let text =
      #"{"schema":"detente/history/1","symbol":"AMAT","interval":"5m","bars":["#
      + #"{"time":"2025-05-04T14:00:00Z","close":1},{"time":"2025-05-05T14:00:00Z","close":2}]}"#
    #expect(desk(("m.json", text)).intraday["AMAT"]?.bars.count == 2)
  }
}
