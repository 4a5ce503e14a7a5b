import Market
import Testing

@testable import Snapshots

/// Prices that may be none, as files bring them: what is doubted, why, where it is said, and what takes it back.
@Suite struct DoubtTests {
  private static let closes = """
    Date,Open,High,Low,Close,Volume
    2025-11-12,1150.1,1162.0,1141.2,1157.5,3100000
    2025-11-13,1156.0,1160.2,1140.0,1154.23,2900000
    2025-11-14,1148.9,1153.0,1108.1,1112.17,4900000

    """

  private static func tick(_ price: String, at time: String = "14:00:00", _ more: String = "") -> String {
    quotes(row("NFLX", price, time: "2025-11-17T\(time)-05:00", more))
  }

  private let split = "looks like a split of 10:1: the feed tells none"

  private func reason(_ symbol: String, _ files: (String, String)...) -> String? {
    Desk(files: files.map { ($0.0, Array($0.1.utf8)) }).quotes[symbol]?.doubt?.reason
  }

  // MARK: Quotes

  @Test func aRawHistoryAcrossASplit() {
    let read = desk(("NFLX.csv", Self.closes), ("q.json", Self.tick("110.29")))
    #expect(read.quotes["NFLX"]?.price == 110.29)
    #expect(read.quotes["NFLX"]?.doubt?.reason == split)
    #expect(read.report("q.json")?.state == .partial)
    #expect(read.problem("q.json") == "q.json:1: found NFLX 110.29, doubtful: \(split)")
    #expect(read.report("NFLX.csv")?.state == .ok)
  }

  @Test func theNextTickOfTheFeedTakesNothingBack() {
    for price in ["110.35", "111.2", "108.9"] {
      #expect(reason("NFLX", ("NFLX.csv", Self.closes), ("q.json", Self.tick(price, at: "14:05:00"))) == split)
    }
    // Two quotes in the file are one feed's.
    let both = quotes(
      row("NFLX", "110.29", time: "2025-11-17T14:00:00-05:00"), row("NFLX", "110.31", time: "2025-11-17T14:01:00-05:00")
    )
    #expect(reason("NFLX", ("NFLX.csv", Self.closes), ("q.json", both)) == split)
  }

  @Test(arguments: [
    ("110.29", true), ("105.1", true), ("115.9", true), ("104.5", false), ("116.5", false), ("1112", false),
  ])
  func anotherFileTakesItBackWithinFivePercent(price: String, agrees: Bool) {
    let read = desk(
      ("NFLX.csv", Self.closes), ("a.json", Self.tick(price, at: "13:58:00")), ("q.json", Self.tick("110.29")))
    #expect((read.quotes["NFLX"]?.doubt == nil) == agrees)
    #expect(read.report("q.json")?.state == (agrees ? .ok : .partial))
  }

  @Test func aPriceOfBeforeAgreesWithNothing() {
    // Of the last close's own day.
    let old = quotes(row("NFLX", "111", time: "2025-11-14T15:00:00-05:00"))
    #expect(reason("NFLX", ("NFLX.csv", Self.closes), ("a.json", old), ("q.json", Self.tick("110.29"))) == split)
  }

  @Test func twoClosesAtTheNewLevelAreBelieved() {
    let one = Self.closes + "2025-11-17,111,112.5,109.8,110.29,49000000\n"
    let two = one + "2025-11-18,110.5,114.4,110,114.09,38000000\n"
    let next = quotes(row("NFLX", "113.1", time: "2025-11-19T10:00:00-05:00"))
    let read = desk(("NFLX.csv", one))
    #expect(read.histories["NFLX"]?.doubts.mapValues(\.reason) == [Day(2025, 11, 17)!: split])
    #expect(read.problem("NFLX.csv") == "NFLX.csv:5: found NFLX 110.29 of 2025-11-17, doubtful: \(split)")
    #expect(desk(("NFLX.csv", two)).histories["NFLX"]?.doubts == [:])
    #expect(desk(("NFLX.csv", two)).report("NFLX.csv")?.state == .ok)
    #expect(reason("NFLX", ("NFLX.csv", two), ("q.json", next)) == nil)
    // A quote of the first day stands beside its own bar.
    #expect(reason("NFLX", ("NFLX.csv", two), ("q.json", Self.tick("110.29"))) == nil)
  }

  @Test func aQuoteOfAnotherFileBelievesABar() {
    let one = Self.closes + "2025-11-17,111,112.5,109.8,110.29,49000000\n"
    let read = desk(("NFLX.csv", one), ("q.json", Self.tick("110.4")))
    #expect(read.histories["NFLX"]?.doubts == [:])
    #expect(read.quotes["NFLX"]?.doubt == nil)
    #expect(read.files.allSatisfy { $0.state == .ok })
  }

  @Test func barsOfAnotherFileAgree() {
    let wrong = Self.closes + "2025-11-17,111,112.5,109.8,110.29,49000000\n"
    let other = Self.closes + "2025-11-17,111,112.5,109.8,110.31,49000000\n"
    #expect(desk(("a/NFLX.csv", wrong), ("b/NFLX.csv", other)).histories["NFLX"]?.doubts == [:])
    let old = desk(("a/NFLX.csv", wrong), ("b/NFLX.csv", Self.closes))
    #expect(old.histories["NFLX"]?.doubts.count == 1)
    #expect(old.report("a/NFLX.csv")?.state == .partial)
    #expect(old.report("b/NFLX.csv")?.state == .ok)
  }

  @Test(arguments: [
    """
    Date,Open,High,Low,Close,Volume,Dividends,Stock Splits
    2025-11-14,1148.9,1153.0,1108.1,1112.17,4900000,0.0,0.0
    2025-11-17,111,112.5,109.8,110.29,49000000,0.0,10.0

    """,
    """
    date,open,high,low,close,volume,divCash,splitFactor
    2025-11-14,1148.9,1153.0,1108.1,1112.17,4900000,0.0,1.0
    2025-11-17,111,112.5,109.8,110.29,49000000,0.0,10.0

    """,
    """
    timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient
    2025-11-17,111,112.5,109.8,110.29,110.29,49000000,0.0000,10.0
    2025-11-14,1148.9,1153.0,1108.1,1112.17,111.217,4900000,0.0000,1.0

    """,
    """
    Price,Close,High,Low,Open,Volume,Dividends,Stock Splits
    Ticker,NFLX,NFLX,NFLX,NFLX,NFLX,NFLX,NFLX
    Date,,,,,,,
    2025-11-14,1112.17,1153.0,1108.1,1148.9,4900000,0.0,0.0
    2025-11-17,110.29,112.5,109.8,111,49000000,0.0,10.0

    """,
  ]) func aSplitInTheTableExplains(text: String) {
    let read = desk(("NFLX.csv", text), ("q.json", Self.tick("110.29")))
    #expect(read.histories["NFLX"]?.doubts == [:])
    #expect(read.quotes["NFLX"]?.doubt == nil)
    #expect(read.histories["NFLX"]?.actions == ShareActions([Day(2025, 11, 17)!: ShareAction(split: 10)]))
    #expect(read.files.allSatisfy { $0.state == .ok })
  }

  @Test(arguments: [
    // Our own: the day may be that of a session to come.
    """
    {"schema":"detente/history/1","symbol":"NFLX","actions":[{"date":"2025-11-17","split":10}],"bars":[
    {"date":"2025-11-14","close":1112.17}]}
    """,
    """
    [{"date":"2025-11-14T00:00:00.000Z","close":1112.17,"adjClose":111.217,"splitFactor":1.0,"divCash":0.0},
    {"date":"2025-11-17T00:00:00.000Z","close":110.29,"adjClose":110.29,"splitFactor":10.0,"divCash":0.0}]
    """,
    """
    {"Meta Data":{"2. Symbol":"NFLX"},"Time Series (Daily)":{
    "2025-11-17":{"4. close":"110.29","5. adjusted close":"110.29","7. dividend amount":"0.0000","8. split coefficient":"10.0"},
    "2025-11-14":{"4. close":"1112.17","5. adjusted close":"111.217","7. dividend amount":"0.0000","8. split coefficient":"1.0"}}}
    """,
    """
    {"chart":{"result":[{"meta":{"symbol":"NFLX","dataGranularity":"1d","gmtoffset":-18000},
    "timestamp":[1763130600,1763389800],
    "events":{"splits":{"1763389800":{"date":1763389800,"numerator":10.0,"denominator":1.0,"splitRatio":"10:1"}}},
    "indicators":{"quote":[{"close":[1112.17,110.29]}]}}],"error":null}}
    """,
  ]) func aSplitInJSONExplains(text: String) {
    let read = desk(("NFLX.json", text), ("q.json", Self.tick("110.29")))
    #expect(read.histories["NFLX"]?.doubts == [:])
    #expect(read.quotes["NFLX"]?.doubt == nil)
    #expect(read.histories["NFLX"]?.actions == ShareActions([Day(2025, 11, 17)!: ShareAction(split: 10)]))
  }

  @Test func anotherSplitExplainsNothing() {
    let text = """
      Date,Close,Dividends,Stock Splits
      2025-11-14,1112.17,0.0,0.0
      2025-11-17,110.29,0.0,4.0

      """
    #expect(desk(("NFLX.csv", text)).histories["NFLX"]?.doubts.count == 1)
  }

  @Test func withoutAHistoryThePreviousCloseSpeaks() {
    let text = quotes(
      row("KLAC", "6.7631", #","previousClose":702.69"#), row("AMAT", "148.96", #","previousClose":150.71"#))
    let read = desk(("q.json", text))
    #expect(read.quotes["KLAC"]?.doubt?.reason == "a hundredth of the previous close 702.69: other units?")
    #expect(read.quotes["AMAT"]?.doubt == nil)
    #expect(read.problem("q.json").hasPrefix("q.json:1: found KLAC 6.76, doubtful: "))
  }

  @Test func twoPreviousClosesContradict() {
    let history = "Date,Close\n2025-04-29,149.2\n2025-04-30,150.71\n"
    let text = quotes(row("AMAT", "148.96", #","previousClose":1.5071"#))
    #expect(reason("AMAT", ("AMAT.csv", history), ("q.json", text)) == "previous close 1.51, but 150.71 in AMAT.csv")
  }

  @Test func aPreviousCloseOfZeroIsMissing() {
    let read = desk(("q.json", quotes(row("AMAT", "148.96", #","previousClose":0"#))))
    #expect(read.quotes["AMAT"]?.price == 148.96)
    #expect(read.quotes["AMAT"]?.previousClose == nil)
    #expect(read.report("q.json")?.state == .ok)
  }

  @Test func aHistoryOfLongAgoSaysNothing() {
    let history = "Date,Close\n2024-04-29,149.2\n2024-04-30,150.71\n"
    #expect(reason("AMAT", ("AMAT.csv", history), ("q.json", quotes(row("AMAT", "60.2")))) == nil)
  }

  @Test func anAliasIsJudgedByTheNamesHistory() {
    let history = "Date,Close\n2025-04-29,10.2\n2025-04-30,10.31\n"
    let text = quotes(row("1919.hk", "1031", time: "2025-05-02T10:00:00+08:00"))
    #expect(
      reason("1919.hk", ("COSCO.csv", history), ("q.json", text)) == "100 times the last close 10.31: other units?")
  }

  @Test func twoPricesOfOneTime() {
    let text = quotes(row("AMAT", "148.96"), row("AMAT", "151.96"))
    let read = desk(("q.json", text))
    #expect(read.quotes["AMAT"]?.price == 151.96)
    #expect(read.quotes["AMAT"]?.doubt?.reason == "151.96 and 148.96 (q.json:1) stand at one time")
    // Rounding, another moment, another session.
    #expect(reason("AMAT", ("q.json", quotes(row("AMAT", "148.96"), row("AMAT", "148.9621")))) == nil)
    #expect(
      reason("AMAT", ("q.json", quotes(row("AMAT", "148.96"), row("AMAT", "151.96", time: "2025-05-01T18:31:04Z"))))
        == nil)
    // Two files that contradict are no two that agree; a third one settles it.
    let files = [("a.json", quotes(row("AMAT", "148.96"))), ("b.json", quotes(row("AMAT", "151.96")))]
    #expect(reason("AMAT", files[0], files[1]) == "151.96 and 148.96 (a.json:1) stand at one time")
    let third = ("c.json", quotes(row("AMAT", "150", time: "2025-05-01T18:30:00Z")))
    #expect(reason("AMAT", files[0], files[1], third) == nil)
  }

  @Test func aQuoteThatContradictsItself() {
    let text = quotes(
      row("AMAT", "148.96", #","high":100.0,"low":200.0"#), row("KLAC", "676.31", #","bid":690,"ask":640"#),
      row("FSLR", "126.57", #","open":125.8,"high":127.5,"low":124.1,"bid":126.5,"ask":126.6"#))
    let read = desk(("q.json", text))
    #expect(
      read.quotes.compactMapValues { $0.doubt?.reason } == [
        "AMAT": "high 100.00 below low 200.00", "KLAC": "bid 690.00 above ask 640.00",
      ])
    #expect(read.report("q.json")?.problems.count == 2)
    // What is not shown is named all the same.
    let later = quotes(
      row("AMAT", "148.96", #","high":100.0,"low":200.0"#), row("AMAT", "149", time: "2025-05-01T18:32:00Z"))
    #expect(desk(("q.json", later)).quotes["AMAT"]?.doubt == nil)
    #expect(
      desk(("q.json", later)).problem("q.json") == "q.json:1: found AMAT 148.96, doubtful: high 100.00 below low 200.00"
    )
  }

  @Test func aPriceOutsideTheSessionIsNamed() {
    let more = #","extended":{"session":"post","time":"2025-05-01T21:10:00Z","price":14890}"#
    let read = desk(("q.json", quotes(row("AMAT", "148.96", more))))
    #expect(read.quotes["AMAT"]?.doubt == nil)
    #expect(read.report("q.json")?.state == .partial)
    let words = "100 times the session's price 148.96: other units?"
    #expect(read.problem("q.json") == "q.json:1: found AMAT 14890.00 out of hours, doubtful: \(words)")
  }

  @Test func pricesBelowZeroAreNotCompared() {
    let list = """
      schema: detente/watchlist/1
      sectors: [{ name: Oil, instruments: [{ symbol: CL=F, negative: true }] }]
      """
    let bars =
      "Date,Open,High,Low,Close\n2020-04-17,19.7,20.2,17.3,18.27\n2020-04-20,17.7,17.9,-40.32,-37.63\n2020-04-21,-14,13.9,-16.7,10.01\n"
    let text = quotes(row("CL=F", "-37.63", time: "2020-04-20T18:30:00Z", #","previousClose":18.27"#))
    let read = desk(("watchlist.yaml", list), ("CL=F.csv", bars), ("q.json", text))
    #expect(read.histories["CL=F"]?.doubts == [:])
    #expect(read.quotes["CL=F"]?.doubt == nil)
    #expect(read.files.allSatisfy { $0.state == .ok })
  }

  // MARK: Bars

  @Test func aBarWithItsOpenAboveItsHigh() {
    let text = """
      DATE,OPEN,HIGH,LOW,CLOSE
      04/29/2025,25.10,25.50,24.10,24.17
      04/30/2025,24.30,28.40,24.20,24.70
      05/01/2025,41.60,25.10,23.30,24.60

      """
    let read = desk(("VIX_History.csv", text))
    #expect(read.report("VIX_History.csv")?.state == .partial)
    #expect(
      read.problem("VIX_History.csv")
        == "VIX_History.csv:4: found VIX_History 24.60 of 2025-05-01, doubtful: open 41.60 above high 25.10")
    #expect(read.histories["VIX_History"]?.bars.count == 3)
  }

  @Test func manyDoubtfulBarsAreCounted() {
    let rows = (0..<60).map { "\(Day(2025, 1, 1)!.advanced(by: $0)),24.3,20.1,28.4,24.7" }
    let read = desk(("VIX.csv", "Date,Open,High,Low,Close\n" + rows.joined(separator: "\n") + "\n"))
    #expect(read.histories["VIX"]?.doubts.count == 60)
    #expect(read.report("VIX.csv")?.problems.count == 11)
    #expect(read.report("VIX.csv")?.problems.last?.message == "50 more prices are doubtful")
  }

  @Test func minuteBarsThatJump() {
    let text = """
      Datetime,Open,High,Low,Close
      2025-05-01 09:30:00-04:00,149.9,150.1,149.3,149.55
      2025-05-01 09:35:00-04:00,149.6,149.9,149.5,149.75
      2025-05-01 09:40:00-04:00,14970,14990,14950,14980

      """
    let read = desk(("AMAT.csv", text))
    #expect(read.intraday["AMAT"]?.doubts.count == 1)
    #expect(read.report("AMAT.csv")?.state == .partial)
    #expect(read.problem("AMAT.csv").contains("AMAT.csv:4: found AMAT 14980.00 at 2025-05-01T13:40:00Z, doubtful: "))
  }

  /// While files come and go, what is doubted follows from those that are there.
  @Test func followsTheFilesThatChange() {
    let folder = Folder()
    folder.put("NFLX.csv", Self.closes + "2025-11-17,111,112.5,109.8,110.29,49000000\n")
    let running = Running(folder.path)
    let day = Day(2025, 11, 17)!
    #expect(running.wait { $0.histories["NFLX"]?.doubts[day] != nil })
    let revision = running.desk.historyRevision
    folder.put("q.json", Self.tick("110.35"))
    #expect(running.wait { $0.histories["NFLX"]?.doubts == [:] && $0.quotes["NFLX"]?.doubt == nil })
    #expect(running.desk.historyRevision > revision)
    folder.put("q.json", Self.tick("1110.2"))
    #expect(running.wait { $0.histories["NFLX"]?.doubts[day] != nil && $0.quotes["NFLX"]?.price == 1110.2 })
    #expect(running.desk.quotes["NFLX"]?.doubt == nil)
  }

  /// A dividend of 10 before a split of 10:1: (100 − 10) / 10 = 9, in the order of their days whatever that of the file.
  @Test(arguments: [[0, 1], [1, 0]]) func actionsCountInTheOrderOfTheirDays(order: [Int]) {
    let actions = [#"{"date":"2025-04-23","dividend":10}"#, #"{"date":"2025-04-24","split":10}"#]
    let list = order.map { actions[$0] }.joined(separator: ",")
    let text =
      #"{"schema":"detente/history/1","symbol":"NFLX","currency":"USD","actions":[\#(list)],"#
      + #""bars":[{"date":"2025-04-22","close":100}]}"#
    let quote =
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"NFLX","time":"2025-04-24T19:00:00Z","price":9.1,"currency":"USD"}]}"#
    #expect(desk(("h.json", text), ("q.json", quote)).quotes["NFLX"]?.doubt == nil)
  }

  /// One action a row is the usual form, also of one day.
  @Test func aSplitAndADividendOfOneDayAreBothKept() {
    let text =
      #"{"schema":"detente/history/1","symbol":"NFLX","actions":[{"date":"2025-11-17","split":10},"#
      + #"{"date":"2025-11-17","dividend":0.5}],"bars":[{"date":"2025-11-14","close":1112.17}]}"#
    #expect(
      desk(("h.json", text)).histories["NFLX"]?.actions
        == ShareActions([Day(2025, 11, 17)!: ShareAction(split: 10, dividend: 0.5)]))
  }

  /// Two prices of one minute, of which nothing tells the right one.
  @Test func aMomentToldTwiceIsDoubtful() throws {
    let text =
      "time,open,high,low,close,volume\n2025-05-01T15:01:00Z,99,100,99,100,10\n2025-05-01T15:02:00Z,100,101,100,100.5,10\n"
      + "2025-05-01T15:02:00Z,100.6,102,100.5,101.5,9\n"
    let history = try #require(desk(("AMAT.csv", text)).intraday["AMAT"])
    #expect(history.bars.map(\.close) == [100, 101.5])
    #expect(history.doubts.values.map(\.reason) == ["told twice: 100.50 and 101.50"])
  }

  /// Raw closes of one file go before another's that tells the split: returns know it in both.
  @Test func aSplitThatOneFileTellsIsKnownInTheOther() throws {
    let old = "Date,Close\n2025-11-12,1000\n2025-11-13,1010\n"
    let new = "Date,Close,Stock Splits\n2025-11-14,1020,0\n2025-11-17,101,10\n2025-11-18,102,0\n"
    let history = try #require(desk(("a/NFLX.csv", old), ("b/NFLX.csv", new)).histories["NFLX"])
    #expect(history.bars.map(\.close) == [1000, 1010, 1020, 101, 102])
    #expect(history.bars.map(\.returnClose) == [100, 101, 102, 101, 102])
    #expect(history.doubts == [:])
  }
}
