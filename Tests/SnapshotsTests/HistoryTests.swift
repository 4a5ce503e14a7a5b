import Market
import Testing

@testable import Snapshots

/// Daily bars from CSV and JSON (C, N and D of the fault catalogue).
@Suite struct HistoryTests {
  private func csv(_ text: String, _ name: String = "AMAT.csv") -> Desk { desk((name, text)) }

  @Test func readsPlainCSV() throws {
    let desk = csv(
      """
      Date,Open,High,Low,Close,Adj Close,Volume
      2025-04-30,145.97,151.04,144.71,150.71,149.37,7273600
      2025-05-01,149.9,,,148.32,,
      """)
    let history = try #require(desk.histories["AMAT"])
    #expect(history.bars.count == 2)
    #expect(
      history.bars[0]
        == Bar(
          day: try #require(Day(2025, 4, 30)), open: 145.97, high: 151.04, low: 144.71, close: 150.71,
          adjustedClose: 149.37,
          volume: 7_273_600))
    #expect(history.bars[1].high == nil)
    #expect(history.bars[1].close == 148.32)
    #expect(history.bars[1].line == 3)
    #expect(desk.files.first?.state == .ok)
    #expect(desk.files.first?.kind == "history")
    #expect(desk.files.first?.format == "OHLCV text")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func readsEveryLineEnd(end: String) {
    let lines = ["\u{FEFF}\"date\",\"close\"", "2025-04-30,1", "", "2025-05-01,\"2\"", ""]
    let desk = csv(lines.joined(separator: end))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [1, 2])
    #expect(desk.histories["AMAT"]?.bars.map(\.line) == [2, 4])
  }

  @Test(arguments: [";", "\t", ","])
  func readsEverySeparator(separator: String) {
    let desk = csv("date\(separator)close\n2025-04-30\(separator)1.5\n")
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [1.5])
  }

  @Test(arguments: [
    "inf", "1e400", "0x10", "1.2abc", "+1", "5%", "0", "-1", "1_0", ".5", "1.", "٣", "Infinity",
    "$", "$$5", "-$5", "1 00",
  ])
  func refusesWhatIsNoPrice(text: String) {
    let desk = csv("date;close\n2025-04-29;7\n2025-04-30;\(text)\n")
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [7])
    #expect(desk.files.first?.state == .partial)
    #expect(desk.problem("AMAT.csv").hasPrefix("AMAT.csv:3:12: found "))
  }

  @Test(arguments: ["", "N/A", "-", "null", "N/D", ".", "NaN", "nan"])
  func takesWhatFeedsWriteForMissing(text: String) {
    let desk = csv("date,close,adjusted\n2025-04-30,\(text),149.37\n")
    #expect(desk.histories["AMAT"]?.bars.first?.close == nil)
    #expect(desk.histories["AMAT"]?.bars.first?.adjustedClose == 149.37)
    #expect(desk.files.first?.state == .ok)
  }

  @Test func flagsShortAndLongRows() {
    let desk = csv("date,close\n2025-04-29,150\n2025-04-30\n2025-05-01,148,3\n2025-05-02,152\n")
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150, 152])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "AMAT.csv:3: found 1 fields, expected 2 as in the header",
        "AMAT.csv:4: found 3 fields, expected 2 as in the header",
      ])
  }

  @Test func refusesAnUnclosedQuote() {
    let desk = csv("date,close\n2025-04-29,1\n2025-04-30,\"2\n2025-05-01,3\n")
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("AMAT.csv") == "AMAT.csv:3:12: found a quote that is never closed, expected its end")
  }

  @Test func flagsStrayQuotes() {
    let desk = csv("date,close\n2025-04-29,1\"2\n2025-04-30,\"2\"3\n2025-05-01,3\n")
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [3])
    #expect(desk.files.first?.problems.count == 2)
  }

  @Test func readsQuotedFields() throws {
    let text = "a,\"b \"\"c\"\", d\",\"e\nf\"\r\n1,,\"\"\n"
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
    defer { bytes.deallocate() }
    bytes.copyBytes(from: text.utf8)
    var reader = CSVReader(UnsafeRawBufferPointer(bytes), separator: UInt8(ascii: ","))
    var rows: [(line: Int, fields: [String?])] = []
    while try reader.next() { rows.append((reader.line, reader.fields.indices.map { reader.text($0) })) }
    #expect(rows.map(\.fields) == [["a", "b \"c\", d", "e\nf"], ["1", "", ""]])
    #expect(rows.map(\.line) == [1, 3])
  }

  @Test func refusesBadHeaders() {
    #expect(csv("2025-04-30,1\n2025-05-01,2\n").problem("AMAT.csv").contains("expected a header with Date and Close"))
    #expect(csv("date,close,Close\n2025-04-30,1,2\n").problem("AMAT.csv").contains("twice, expected it once"))
    #expect(csv("date,volume\n2025-04-30,1\n").problem("AMAT.csv").contains("expected a header"))
    let wide = (0..<20_001).map { "c\($0)" }.joined(separator: ",")
    #expect(
      csv("date,close,\(wide)\n").problem("AMAT.csv").contains("found a row of more than 4096 fields, expected no more")
    )
    #expect(csv("date,close\n2025-04-30,\u{0}1\n").problem("AMAT.csv").contains("found a NUL byte"))
  }

  @Test func sortsAndFlagsDaysThatStandTwice() {
    let desk = csv("close,date\n3,2025-05-02\n1,2025-04-30\n2,2025-05-01\n9,2025-04-30\n")
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [9, 2, 3])
    #expect(
      desk.problem("AMAT.csv")
        == "AMAT.csv:3: found 2025-04-30 twice; used is the row of line 5: the later of two that differ")
  }

  @Test(arguments: ["2025-02-30", "25-04-30", "2025/02/30", "30.02.2025", "2025-04-30T09:30:00", ""])
  func refusesImpossibleDates(date: String) {
    #expect(csv("date,close\n\(date),1\n").histories["AMAT"]?.bars.isEmpty ?? true)
  }

  @Test func readsSeveralSymbols() {
    let desk = csv(
      "Symbol,Date,Close,Currency\nAMAT,2025-04-30,1,USD\nKLAC,2025-04-30,2,USD\nAMAT,2025-05-01,3,USD\n", "all.csv")
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [1, 3])
    #expect(desk.histories["KLAC"]?.bars.map(\.close) == [2])
    #expect(desk.histories["KLAC"]?.currency == "USD")
    #expect(desk.histories.count == 2)
  }

  @Test func takesTheSymbolFromTheName() {
    #expect(csv("date,close\n2025-04-30,1\n", "prices/0700.HK.csv").histories["0700.HK"]?.bars.count == 1)
  }

  @Test func readsJSON() throws {
    let desk = desk(
      (
        "x.json",
        """
        {"schema":"detente/history/1","symbol":"AMAT","interval":"1d","adjusted":false,
         "bars":[{"date":"2025-05-01","close":148.32},
         {"date":"2025-04-30","open":145.97,"close":null,"adjustedClose":149.37},
         {"date":"2025-04-29","close":"x"}]}
        """
      ))
    let bars = try #require(desk.histories["AMAT"]?.bars)
    #expect(bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(bars.map(\.line) == [3, 2])
    // An open of a price that was paid stands beside no adjusted close.
    #expect(bars[0].adjustedClose == 149.37 && bars[0].open == nil)
    #expect(desk.problem("x.json") == "x.json:4:31: found \"x\", expected a number")
  }

  /// `adjusted: true` says so of all four prices.
  @Test func readsAdjustedJSON() throws {
    let desk = desk(
      (
        "x.json",
        """
        {"schema":"detente/history/1","symbol":"AMAT","adjusted":true,"bars":[
         {"date":"2025-04-30","open":144.67,"high":149.7,"low":143.42,"close":149.37,"volume":7273600},
         {"date":"2025-05-01","open":148.1,"adjustedClose":147}]}
        """
      ))
    let bars = try #require(desk.histories["AMAT"]?.bars)
    #expect(bars.map(\.close) == [nil, nil])
    #expect(bars.map(\.adjustedClose) == [149.37, 147])
    #expect(bars.map(\.open) == [144.67, 148.1])
    #expect(bars[0].high == 149.7 && bars[0].low == 143.42 && bars[0].volume == 7_273_600)
  }

  /// Bars of weeks under the name of days, as in feeds' files.
  @Test func refusesBarsOfWeeks() {
    let bars = ["2025-04-07", "2025-04-14", "2025-04-21"].map { #"{"date":"\#($0)","close":1}"# }
    for interval in [#""interval":"1d","#, ""] {
      let text = #"{"schema":"detente/history/1","symbol":"AMAT",\#(interval)"bars":[\#(bars.joined(separator: ","))]}"#
      let desk = desk(("x.json", text))
      #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
      #expect(desk.problem("x.json").contains("found bars of AMAT that mostly stand 5 days or more apart"))
    }
  }

  @Test func joinsFilesOfOneSymbol() throws {
    let old = "date,close\n2025-04-28,1\n2025-04-29,2\n2025-04-30,99\n"
    let new = "date,close\n2025-04-30,3\n2025-05-01,4\n"
    let desk = desk(("old/AMAT.csv", old), ("new/AMAT.csv", new))
    let history = try #require(desk.histories["AMAT"])
    #expect(history.bars.map(\.close) == [1, 2, 3, 4])
    #expect(history.bars.map(\.line) == [0, 0, 2, 3])
    #expect(history.file == "new/AMAT.csv")
  }

  /// Of a symbol whose currency the watchlist does not name, the file that goes on longest decides.
  @Test func keepsCurrenciesApart() {
    let euros = "symbol,date,close,currency\nX,2025-04-28,1,EUR\nA,2025-04-28,1,EUR\n"
    let dollars = "symbol,date,close,currency\nX,2025-04-29,2,USD\nA,2025-04-29,2,USD\n"
    let desk = desk(("b.csv", euros), ("a.csv", dollars))
    #expect(desk.histories["X"]?.bars.map(\.close) == [2])
    #expect(desk.histories["X"]?.currency == "USD")
    #expect(
      desk.report("b.csv")?.problems.map(\.description) == [
        "b.csv: found A in EUR, expected USD as in a.csv", "b.csv: found X in EUR, expected USD as in a.csv",
      ])
  }

  /// Pence, by the watchlist, where a file tells nothing; pounds become pence.
  @Test func takesTheWatchlistsCurrencyWhereAFileNamesNone() {
    let watchlist = """
      schema: detente/watchlist/1
      sectors: [{ name: London, instruments: [{ symbol: BP.L, currency: GBX }] }]
      """
    let pence = "date,close\n2025-04-29,350.5\n2025-04-30,351\n"
    let pounds = "date,close,currency\n2025-04-28,3.5,GBP\n2025-05-01,3.52,GBP\n"
    let pennies = quotes(row("BP.L", "352", time: "2025-05-01T10:00:00Z"))
    let whole = quotes(row("BP.L", "3.53", time: "2025-05-01T11:00:00Z", ",\"currency\":\"GBP\""))
    let desk = desk(
      ("BP.L.csv", pence), ("new/BP.L.csv", pounds), ("a.json", pennies), ("b.json", whole), ("w.yaml", watchlist))
    #expect(desk.histories["BP.L"]?.bars.map(\.close) == [350, 350.5, 351, 352])
    #expect(desk.histories["BP.L"]?.currency == "GBX")
    #expect(desk.quotes["BP.L"]?.price == 353)
    #expect(desk.quotes["BP.L"]?.currency == "GBX")
    #expect(desk.files.filter { $0.problems.contains { !$0.isNotice } }.isEmpty)
  }

  @Test func keepsTheLastGoodBarOfARefusedRow() {
    var assembly = Assembly()
    assembly.add([Array("A.csv".utf8)])
    assembly.read("A.csv", "date,close\n2025-04-29,1\n2025-04-30,2\n")
    let revision = assembly.desk.historyRevision
    assembly.read("A.csv", "date,close\n2025-04-29,1\n2025-04-30,x\n2025-05-01,3\n")
    #expect(assembly.desk.histories["A"]?.bars.map(\.close) == [1, 2, 3])
    #expect(assembly.desk.histories["A"]?.kept == true)
    #expect(assembly.desk.historyRevision == revision + 1)
  }

  /// A row of another width is of the symbol that it names, or of the file's; never of that of the row before.
  @Test func keepsTheBarOfATornRow() {
    var assembly = Assembly()
    assembly.add([Array("A.csv".utf8), Array("x.csv".utf8)])
    assembly.read("A.csv", "date,close\n2025-04-29,1\n2025-04-30,2\n")
    assembly.read("A.csv", "date,close\n2025-04-29,1\n2025-04-30,2,3\n")
    #expect(assembly.desk.histories["A"]?.bars.map(\.close) == [1, 2])
    assembly.read("x.csv", "symbol,date,close\nB,2025-04-29,1\nC,2025-04-29,5\nB,2025-04-30,2\nC,2025-04-30,6\n")
    assembly.read("x.csv", "symbol,date,close\nB,2025-04-29,1\nC,2025-04-29,5\nC,2025-04-30,6\nB,2025-04-30,\"2\"x\n")
    #expect(assembly.desk.histories["B"]?.bars.map(\.close) == [1, 2])
    #expect(assembly.desk.histories["B"]?.kept == true)
    #expect(assembly.desk.histories["C"]?.bars.map(\.close) == [5, 6])
    #expect(assembly.desk.histories["C"]?.kept == false)
  }

  /// Rows mostly have the fields of the row before, in the same order. Here they change places (with names of one length),
  /// come and go, hold other kinds of values, or stand between rows that are none.
  @Test func readsRowsWhateverTheRowBeforeHas() throws {
    let desk = desk(
      (
        "AMAT.json",
        """
        {"schema":"detente/history/1","bars":[
        {"date":"2025-04-01","open":1.5,"high":3,"close":2},
        {"date":"2025-04-02","open":2.5,"high":4.5,"close":3},
        {"date":"2025-04-03","high":5,"open":3.5,"close":4},
        {"date":"2025-04-04","high":6.5,"open":4.5,"close":5.5},
        {"date":"2025-04-07","high":null,"open":5.5,"close":6},
        {"date":"2025-04-08","high":null,"open":6.5,"close":7.5},
        {"close":8.5,"open":7.5,"date":"2025-04-09"},
        {"close":9.5,"open":-8,"date":"2025-04-10"},
        17,
        {"close":10.5,"open":9.5,"date":"2025-04-11"},
        {"close":11.5,"note":{"open":99},"date":"2025-04-14"},
        {"close":12.5,"note":{"open":99},"date":"2025-04-15"},
        {"close":"13.5","note":{"open":99},"date":"2025-04-16"},
        {"volume":500,"date":"2025-04-17","close":14.5},
        {"volume":600,"date":"2025-4-18","close":15.5},
        {"volume":700,"date":"2025-04-21","close":16.5},
        {"open":17,"high":18.5,"date":"2025-04-22","close":17.5},
        {"high":19.5,"open":18,"date":"2025-04-23","close":18.5}
        ]}
        """
      ))
    let bars = try #require(desk.histories["AMAT"]?.bars)
    #expect(
      bars.map { $0.day.description.suffix(5) } == [
        "04-01", "04-02", "04-03", "04-04", "04-07", "04-08", "04-09", "04-11", "04-14", "04-15", "04-17", "04-21",
        "04-22",
        "04-23",
      ])
    #expect(bars.map(\.open) == [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 9.5, nil, nil, nil, nil, 17, 18])
    #expect(bars.map(\.high) == [3, 4.5, 5, 6.5] + [Double?](repeating: nil, count: 8) + [18.5, 19.5])
    #expect(bars.map(\.close) == [2, 3, 4, 5.5, 6, 7.5, 8.5, 10.5, 11.5, 12.5, 14.5, 16.5, 17.5, 18.5])
    #expect(bars.map(\.volume) == [Double?](repeating: nil, count: 10) + [500, 700, nil, nil])
    #expect(bars.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 15, 17, 18, 19])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "AMAT.json:9:21: found -8, expected a price above 0",
        "AMAT.json:10:1: found 17, expected an object",
        "AMAT.json:14:10: found \"13.5\", expected a number",
        "AMAT.json:16:22: found \"2025-4-18\", expected a date like 2025-05-01",
      ])
  }
}
