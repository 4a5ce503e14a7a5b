import Market
import Testing

@testable import Snapshots

/// Which rows of prices become bars: those with a close, each moment once.
@Suite struct BarRowsTests {
  private func closes(_ desk: Desk, _ symbol: String) -> [Double?]? { desk.histories[symbol]?.bars.map(\.shownClose) }

  // MARK: Without a close

  /// One line holds the whole document, as `json.dumps` writes it: the day is named.
  @Test func namesTheDayInADocumentOfOneLine() {
    let text =
      #"{"schema":"detente/history/1","symbol":"KLAC","interval":"1d","bars":["#
      + #"{"date":"2025-05-05","open":690.5,"high":702.4,"low":688.1,"close":701.9,"volume":981200},"#
      + #"{"date":"2025-05-06","open":null,"close":null,"volume":120400},{"date":"2025-05-07","close":null}]}"#
    let desk = desk(("KLAC.json", text))
    #expect(closes(desk, "KLAC") == [701.9])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "KLAC.json:1: found no close on 2025-05-06, expected one (the row is no session)",
        "KLAC.json:1: found no close on 2025-05-07, expected one (the row is no session)",
      ])
    #expect(desk.files.first?.state == .partial)
    #expect(desk.files.first?.rows == 1)
  }

  /// An adjusted close alone is one.
  @Test func takesAnAdjustedCloseForOne() {
    let desk = desk(("X.csv", "date,open,close,adj close\n2025-04-30,10,,9.5\n2025-05-01,10,,\n"))
    #expect(desk.histories["X"]?.bars.map(\.adjustedClose) == [9.5])
    #expect(desk.problem("X.csv") == "X.csv:3: found no close on 2025-05-01, expected one (the row is no session)")
  }

  /// New York has a holiday that Hong Kong has not: a blank beside the other's bar is no fault. What else has no close is.
  @Test func takesABlankBesideABarForAHoliday() {
    let wide = """
      Price,Close,Close,Open,Open,Volume,Volume
      Ticker,AMAT,1919.HK,AMAT,1919.HK,AMAT,1919.HK
      Date,,,,,,
      2025-06-18,167.2,13.1,166.5,13.0,5100000,18200000
      2025-06-19,,12.9,,13.1,,15100000
      2025-06-20,168.4,,167.0,12.9,6100000,

      """
    let desk = desk(("prices.csv", wide))
    #expect(closes(desk, "AMAT") == [167.2, 168.4])
    #expect(closes(desk, "1919.HK") == [13.1, 12.9])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "prices.csv:6: found no close on 2025-06-20, expected one (the row is no session)"
      ])
  }

  /// A row that is blank for all of them is one of the day under way: said once.
  @Test func namesABlankRowOfATableOnce() {
    let wide =
      "Price,Close,Close\nTicker,AMAT,KLAC\nDate,,\n2025-04-30,150.71,702.7\n2025-05-01,,\n"
    let desk = desk(("prices.csv", wide))
    #expect(closes(desk, "AMAT") == [150.71] && closes(desk, "KLAC") == [702.7])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "prices.csv:5: found no close on 2025-05-01, expected one (the row is no session)"
      ])
  }

  /// The same of a table with a column of symbols.
  @Test func takesABlankRowOfALongTableForAHoliday() {
    let long = """
      symbol,date,close,volume
      AMAT,2025-06-18,167.2,5100000
      AMAT,2025-06-19,,
      AMAT,2025-06-20,,
      1919.HK,2025-06-18,13.1,18200000
      1919.HK,2025-06-19,12.9,15100000

      """
    let desk = desk(("long.csv", long))
    #expect(closes(desk, "AMAT") == [167.2])
    #expect(desk.files.first?.problems.map(\.line) == [4])
  }

  @Test func dropsBarsWithinDaysWithoutAClose() {
    let text = """
      time,open,high,low,close,volume
      2025-05-01T13:30:00Z,149.9,150.2,149.1,149.5,120000
      2025-05-01T13:35:00Z,149.5,149.9,149.4,,98000
      2025-05-01T13:40:00Z,,,,,
      2025-05-01T13:45:00Z,149.7,149.9,149.6,149.8,91000

      """
    let desk = desk(("AMAT.csv", text))
    #expect(desk.intraday["AMAT"]?.bars.map(\.close) == [149.5, 149.8])
    #expect(desk.intraday["AMAT"]?.interval == 900)
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "AMAT.csv:3: found no close on 2025-05-01T13:35:00Z, expected one (the row is no session)",
        "AMAT.csv:4: found no close on 2025-05-01T13:40:00Z, expected one (the row is no session)",
      ])
    let own =
      #"{"schema":"detente/history/1","symbol":"AMAT","interval":"5m","bars":["#
      + #"{"time":"2025-05-01T13:30:00Z","open":149.9,"close":null},{"time":"2025-05-01T13:35:00Z","close":149.7}]}"#
    let native = SnapshotsTests.desk(("m.json", own))
    #expect(native.intraday["AMAT"]?.bars.map(\.close) == [149.7])
    #expect(native.problem("m.json").contains("found no close on 2025-05-01T13:30:00Z"))
  }

  /// A column that a feed leaves empty ever: the report stays short.
  @Test func countsRowsBeyondTheLimit() {
    let rows = (0..<90).map { "\(Day(number: 19000).advanced(by: $0)),10,\n" }.joined()
    let report = desk(("X.csv", "date,open,close\n" + rows)).files.first
    #expect(report?.problems.count == 51)
    #expect(report?.problems.last?.message == "40 more rows are refused")
    #expect(report?.state == .bad)
  }

  // MARK: Told twice

  /// Three states of one day in any order: the last of them holds the others.
  @Test func takesTheLargestOfThree() {
    let rows = ["2025-05-01,10,12,9,11,100", "2025-05-01,10,13,9,12,200", "2025-05-01,10,13,8,8.5,300"]
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let desk = desk(("X.csv", "date,open,high,low,close,volume\n" + order.map { rows[$0] + "\n" }.joined()))
      #expect(closes(desk, "X") == [8.5])
      #expect(desk.histories["X"]?.doubts == [:])
      #expect(desk.files.first?.problems.count == 2)
    }
  }

  /// Closes alone are no ranges, and a volume that is missing is not smaller.
  @Test func takesTheLaterOfWhatCannotBeCompared() throws {
    let day = try #require(Day("2025-05-01"))
    let alone = desk(("X.csv", "date,close\n2025-05-01,11.5\n2025-05-01,12\n2025-05-01,11.5\n2025-05-01,13\n"))
    #expect(closes(alone, "X") == [13])
    #expect(alone.histories["X"]?.doubts[day] == Doubt("told 4 times: 11.50 and 13.00"))
    #expect(alone.files.first?.problems.map(\.line) == [2, 3, 4, 5])
    let without = desk(("X.csv", "date,high,low,close,volume\n2025-05-01,12,9,11,100\n2025-05-01,12,9,10.25,\n"))
    #expect(closes(without, "X") == [10.25])
    #expect(without.histories["X"]?.doubts[day] == Doubt("told twice: 11.00 and 10.25"))
  }

  /// Where the closes agree nothing is doubtful: the later row counts, and it is said.
  @Test func doubtsNoCloseThatIsToldAlike() {
    let desk = desk(("X.csv", "date,high,low,close,volume\n2025-05-01,12,9,11,100\n2025-05-01,12.5,9.5,11,90\n"))
    #expect(desk.histories["X"]?.bars.map(\.high) == [12.5])
    #expect(desk.histories["X"]?.doubts == [:])
    #expect(
      desk.problem("X.csv")
        == "X.csv:2: found 2025-05-01 twice; used is the row of line 3: the later of two that differ")
  }

  @Test func takesOneBarAMoment() {
    let text = """
      time,open,high,low,close,volume
      2025-05-01T13:35:00Z,149.5,149.9,149.4,149.7,98000
      2025-05-01T13:30:00Z,149.9,150.2,149.1,149.5,120000
      2025-05-01T13:30:00Z,149.9,150.1,149.4,149.6,70000
      2025-05-01T13:35:00Z,149.5,149.9,149.4,149.7,98000
      2025-05-01T13:40:00Z,149.7,149.9,149.6,149.8,91000

      """
    let desk = desk(("AMAT.csv", text))
    #expect(desk.intraday["AMAT"]?.bars.map(\.close) == [149.5, 149.7, 149.8])
    #expect(desk.intraday["AMAT"]?.interval == 300)
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "AMAT.csv:4: found 2025-05-01T13:30:00Z twice; used is the row of line 3: larger volume, its range holds the other's"
      ])
  }

  /// A doubtful bar stays doubtful in the history that several files make, and where it is kept.
  @Test func carriesDoubtsWithTheBars() throws {
    let twice = "date,close\n2025-04-29,31\n2025-04-30,32\n2025-04-30,33\n"
    let doubt = Doubt("told twice: 32.00 and 33.00")
    let day = try #require(Day("2025-04-30"))
    let joined = desk(("a/X.csv", twice), ("b/X.csv", "date,close\n2025-05-01,34\n"))
    #expect(closes(joined, "X") == [31, 33, 34])
    #expect(joined.histories["X"]?.doubts == [day: doubt])
    // The file that goes on longest tells the day itself.
    let told = desk(("a/X.csv", twice), ("b/X.csv", "date,close\n2025-04-30,32\n2025-05-01,34\n"))
    #expect(closes(told, "X") == [31, 32, 34])
    #expect(told.histories["X"]?.doubts == [:])
    var assembly = Assembly()
    assembly.add([Array("X.csv".utf8)])
    assembly.read("X.csv", twice)
    assembly.read("X.csv", "date,close\n2025-04-29,31\n2025-04-30,x\n2025-05-01,34\n")
    #expect(closes(assembly.desk, "X") == [31, 33, 34])
    #expect(assembly.desk.histories["X"]?.doubts == [day: doubt])
  }

  /// All prices adjusted, newest first, and a day twice.
  @Test func settlesAdjustedRowsInAnyOrder() {
    let text =
      "Price,Close,High,Low,Open,Volume\nTicker,AMAT,AMAT,AMAT,AMAT,AMAT\nDate,,,,,\n"
      + "2025-05-01,148.96,151.2,147.8,149.9,5060974\n2025-05-01,149.3,151.2,147.8,149.9,3810000\n"
      + "2025-04-30,150.71,151.04,144.71,145.97,7273600\n"
    let desk = desk(("p.csv", text))
    #expect(desk.histories["AMAT"]?.bars.map(\.adjustedClose) == [150.71, 148.96])
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [nil, nil])
    #expect(desk.problem("p.csv").hasPrefix("p.csv:5: found 2025-05-01 twice"))
  }

  // MARK: Volumes and numbers

  /// As ib_insync's frames of midpoint bars are written: no bar has a volume.
  @Test func readsBarsOfInteractiveBrokers() {
    let text = """
      ,date,open,high,low,close,volume,average,barCount
      0,2025-04-29,148.1,150.02,147.3,149.19,-1.0,-1.0,-1
      1,2025-04-30,145.97,151.04,144.71,150.71,-1.0,-1.0,-1

      """
    let desk = desk(("AMAT.csv", text))
    #expect(closes(desk, "AMAT") == [149.19, 150.71])
    #expect(desk.histories["AMAT"]?.bars.allSatisfy { $0.volume == nil } == true)
    #expect(desk.files.first?.state == .ok)
  }

  @Test func refusesOtherNegativeVolumes() {
    let desk = desk(("X.csv", "date,close,volume\n2025-04-29,1,10\n2025-04-30,2,-7\n"))
    #expect(closes(desk, "X") == [1])
    #expect(desk.problem("X.csv") == "X.csv:3:14: found \"-7\", expected a volume of 0 or more")
  }

  /// pandas' `na_rep="NaN"`: the field is missing, the file stands.
  @Test func takesNaNForMissing() {
    let desk = desk(
      ("X.csv", "date,open,close,volume\n2025-04-29,NaN,1.5,nan\n2025-04-30,NaN,NaN,NaN\n2025-05-01,1.5,1.6,9\n"))
    #expect(closes(desk, "X") == [1.5, 1.6])
    #expect(desk.histories["X"]?.bars.map(\.open) == [nil, 1.5])
    #expect(desk.files.first?.problems.map(\.line) == [3])
  }
}
