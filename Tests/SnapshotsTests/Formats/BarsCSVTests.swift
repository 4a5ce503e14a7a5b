import Market
import Testing

@testable import Snapshots

/// Plain price files as people write them: marks, separators, dates and headers, and what may be read in two ways.
@Suite struct BarsCSVTests {
  static let sample = Sample(
    format: "OHLCV text", file: "AMAT.csv",
    typical: """
      Date,Open,High,Low,Close,Adj Close,Volume
      2025-04-30,145.97,151.04,144.71,150.71,149.37,7273600
      2025-05-01,149.9,151.2,147.8,148.32,147,4210000

      """, empty: "Date,Open,High,Low,Close,Adj Close,Volume\n",
    nulls: "Date,Open,Close,Volume\n2025-04-30,,150.71,N/A\n2025-05-01,-,148.96,null\n2025-05-02,.,148.32,N/D\n")

  static let european = Sample(
    format: "OHLCV text", file: "AMAT.csv",
    typical: """
      Date;Close;Volume
      30.04.2025;1.150,71;7.273.600
      01.05.2025;1.148,32;4.210.000

      """, empty: "Date;Close\n", nulls: "Date;Open;Close;Volume\n30.04.2025;-;150,71;\n")

  static let intraday = Sample(
    format: "OHLCV text", file: "AMAT.tsv",
    typical: """
      Datetime\tOpen\tClose
      2025-05-01 09:30:00-04:00\t149.9\t149.55
      2025-05-01 09:35:00-04:00\t149.6\t149.75

      """, empty: "Datetime\tClose\n", nulls: "Datetime\tOpen\tClose\n2025-05-01 09:30:00-04:00\t\t149.55\n")

  private func closes(_ text: String, _ name: String = "AMAT.csv") -> [String: Double]? {
    guard let history = desk((name, text)).histories["AMAT"] else { return nil }
    return history.bars.reduce(into: [:]) { $0[$1.day.description] = $1.close }
  }

  // MARK: Marks

  @Test func readsDecimalCommas() {
    #expect(closes("date;close\n2025-04-30;101,25\n") == ["2025-04-30": 101.25])
    #expect(closes("date\tclose\n2025-04-30\t101,25\n") == ["2025-04-30": 101.25])
    #expect(closes("date;close\n2025-04-30;1.101,25\n2025-05-01;101,5\n")?.values.sorted() == [101.5, 1101.25])
  }

  @Test func neverTakesACommaForNothing() {
    let quoted = desk(("AMAT.csv", "date,close\n2025-04-30,\"101,25\"\n"))
    #expect(quoted.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(quoted.problem("AMAT.csv").hasPrefix("AMAT.csv:2:13: found \"101,25\", expected a decimal point"))
    // Without quotes the comma is a separator: one field too many.
    #expect(desk(("AMAT.csv", "date,close\n2025-04-30,101,25\n")).files.first?.state == .bad)
  }

  @Test func readsGroupsThatAreUnambiguous() {
    #expect(closes("date,close\n2025-04-30,\"$1,234.50\"\n") == ["2025-04-30": 1234.5])
    #expect(closes("date,close\n2025-04-30,\"1,234,567\"\n") == ["2025-04-30": 1_234_567])
    // Another row shows the mark.
    #expect(closes("date,close\n2025-04-30,\"1,234\"\n2025-05-01,99.5\n2025-05-02,\"1,0\"\n") == nil)
    #expect(closes("date,close\n2025-04-30,\"1,234\"\n2025-05-01,99.5\n")?["2025-04-30"] == 1234)
    #expect(closes("date;close\n2025-04-30;1.234\n2025-05-01;99,5\n")?["2025-04-30"] == 1234)
    #expect(closes("date;close\n2025-04-30;1,234\n2025-05-01;99.5\n")?["2025-04-30"] == 1234)
    #expect(closes("date;close\n2025-04-30;1,234\n2025-05-01;99,5\n")?["2025-04-30"] == 1.234)
  }

  @Test(arguments: ["date,close\n2025-04-30,\"1,234\"\n", "date;close\n2025-04-30;1.234\n"])
  func refusesWhatMayBeTwoNumbers(text: String) {
    let desk = desk(("AMAT.csv", text))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk.problem("AMAT.csv").contains("which may be 1.234 or 1234"))
  }

  @Test func refusesTwoMarksInOneFile() {
    let desk = desk(("AMAT.csv", "date;close\n2025-04-30;101,25\n2025-05-01;99.5\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("AMAT.csv") == "AMAT.csv:3:12: found \"99.5\", expected a decimal comma as above")
  }

  @Test(arguments: ["1,23,456.7", "12,34", "1,2345", "0,123,456", ",5", "1,", "1.5,000", "1,234.567,8"])
  func refusesBadGroups(text: String) {
    #expect(closes("date,close\n2025-04-29,9.5\n2025-04-30,\"\(text)\"\n")?["2025-04-30"] == nil)
  }

  @Test func readsVolumesWithUnits() {
    let desk = desk(("AMAT.csv", "Date,Price,Vol.\n2025-04-30,150.71,7.27M\n2025-05-01,148.32,\"910,200\"\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.volume) == [7_270_000, 910_200])
    #expect(closes("Date,Price,Vol.\n2025-04-30,150.71,1e300B\n")?.isEmpty ?? true)
  }

  // MARK: Dates

  @Test(arguments: [
    "2025-04-30", "2025/04/30", "20250430", "30.04.2025", "30.4.2025", "04/30/2025", "4/30/2025", "30/04/2025",
    "30-04-2025", "2025-04-30T00:00:00", "2025-04-30 00:00:00", "2025-04-30 00:00:00-04:00", "2025-04-30T00:00:00Z",
    "1745971200", "1745971200000", "1745971200000000", "1745971200000000000", "1745985600",
  ])
  func readsADay(date: String) {
    #expect(closes("date,close\n\(date),1.5\n") == ["2025-04-30": 1.5])
  }

  /// 12 digits are milliseconds until 2001.
  @Test func readsOldMilliseconds() {
    #expect(closes("date,close\n631152000000,1.5\n") == ["1990-01-01": 1.5])
  }

  /// A file of bars of a day is named by the paper as often as by its symbol: the midnight is that of its own place.
  @Test(arguments: ["+08:00", "+01:00", "-05:00", "+0900", "Z"])
  func datesAMidnightByItsOwnClock(offset: String) {
    for blank in [" ", "T"] {
      let text = "Date,Close\n2025-04-30\(blank)00:00:00\(offset),1.5\n2025-05-01\(blank)00:00:00\(offset),2\n"
      #expect(closes(text) == ["2025-04-30": 1.5, "2025-05-01": 2])
    }
  }

  @Test func settlesTheOrderByTheWholeFile() {
    #expect(
      closes("date,close\n03/04/2025,1\n05/13/2025,2\n") == ["2025-03-04": 1, "2025-05-13": 2])
    #expect(
      closes("date,close\n03/04/2025,1\n13/05/2025,2\n") == ["2025-04-03": 1, "2025-05-13": 2])
    #expect(closes("date,close\n05/05/2025,1\n") == ["2025-05-05": 1])
  }

  @Test func refusesAnOrderThatNothingSettles() {
    let desk = desk(("AMAT.csv", "date,close\n03/04/2025,1\n"))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(
      desk.problem("AMAT.csv")
        == "AMAT.csv:2:1: found \"03/04/2025\", which may be 2025-03-04 or 2025-04-03, expected a row whose day is above "
        + "12, or dates like 2025-04-03")
  }

  @Test func refusesTwoOrdersInOneFile() {
    let desk = desk(("AMAT.csv", "date,close\n13/04/2025,1\n04/14/2025,2\n"))
    #expect(desk.problem("AMAT.csv") == "AMAT.csv:3:1: found \"04/14/2025\", expected day/month as above")
  }

  @Test(arguments: [
    "2025-02-30", "31/04/2025", "32.01.2025", "04/05/25", "2025-13-01", "13/13/2025", "2025-04-30 09:30:00",
    "2025-04-30T25:00:00Z", "1745971", "20250431", "Apr 30", "2025-04-30x", "99999999999999999999",
    // Times of day without an offset, not milliseconds of 1976 nor of the year 2611.
    "202504300930", "20250430093000", "20250430093000123",
  ])
  func refusesWhatIsNoDate(date: String) {
    #expect(closes("date,close\n\(date),1.5\n")?.isEmpty ?? true)
    #expect(desk(("AMAT.csv", "date,close\n\(date),1.5\n")).files.first?.problems.isEmpty == false)
  }

  // MARK: Within days

  @Test func readsBarsWithinDays() throws {
    let desk = desk(("AMAT.csv", "timestamp,close\n1746106200,149.5\n1746106500,149.75\n1746106800,149.5\n"))
    #expect(desk.histories.isEmpty)
    let history = try #require(desk.intraday["AMAT"])
    #expect(history.interval == 300)
    #expect(
      history.bars.map(\.time.description) == [
        "2025-05-01T13:30:00Z", "2025-05-01T13:35:00Z", "2025-05-01T13:40:00Z",
      ])
    #expect(history.bars.map(\.close) == [149.5, 149.75, 149.5])
    #expect(desk.files.first?.newest?.description == "2025-05-01T13:40:00Z")
  }

  /// The first bar of a session is no day's bar.
  @Test func takesASingleMomentForNoDay() {
    let desk = desk(("AMAT.csv", "Datetime,Close\n2025-05-01T09:30:00-04:00,149.5\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.intraday["AMAT"]?.bars.count == 1)
  }

  /// Daily bars dated by the opening, as charts give them; Hong Kong's by its own clock.
  @Test func datesDailyMomentsBySession() {
    let text = "time,close\n2025-04-30T13:30:00Z,150.71\n2025-05-01T13:30:00Z,148.32\n"
    #expect(closes(text) == ["2025-04-30": 150.71, "2025-05-01": 148.32])
    let hongKong = "time,close\n2025-04-29T16:00:00Z,11.5\n2025-05-01T16:00:00Z,11.75\n"
    #expect(
      desk(("1919.HK.csv", hongKong)).histories["1919.HK"]?.bars.map(\.day.description) == ["2025-04-30", "2025-05-02"])
  }

  /// 19:59 and 20:00 in New York, 23:59 and 00:00 in UTC: two minutes of one evening are no two days.
  @Test func takesTwoMinutesForNoDays() {
    let desk = desk(("AMAT.csv", "time,close\n2025-04-30T23:59:00Z,149.5\n2025-05-01T00:00:00Z,149.75\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.intraday["AMAT"]?.bars.count == 2)
  }

  /// Where some row tells a time of day, a midnight is one too, and neither tells its offset.
  @Test func takesAMidnightAmongHoursForNoDay() {
    let text = "date,close\n2025-04-30 00:00:00,1\n2025-04-30 01:00:00,2\n2025-05-01 00:00:00,3\n"
    #expect(closes(text)?.isEmpty ?? true)
    #expect(desk(("AMAT.csv", text)).files.first?.problems.count == 3)
  }

  // MARK: Weeks

  /// The bar before is no previous close. A week that is not over stands nearer; holidays do not make a week of days.
  @Test(arguments: [
    "2025-04-07,140\n2025-04-14,150\n2025-04-21,145\n",
    "2025-04-14,140\n2025-04-21,150\n2025-04-28,145\n2025-05-01,1\n",
    "2025-05-01,1\n2025-04-01,2\n2025-03-03,3\n",
    "2025-04-07T04:00:00Z,140\n2025-04-14T04:00:00Z,150\n2025-04-21T04:00:00Z,145\n",
  ])
  func refusesBarsOfWeeks(rows: String) {
    let desk = desk(("AMAT.csv", "date,close\n" + rows))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk.intraday.isEmpty)
    #expect(desk.files.first?.state == .bad)
    #expect(
      desk.problem("AMAT.csv")
        == "AMAT.csv:2: found bars of AMAT that mostly stand 5 days or more apart, expected daily bars"
        || desk.problem("AMAT.csv").hasPrefix("AMAT.csv:4: found bars of AMAT"))
  }

  /// Two bars tell no step, nor do three that begin with a week: a week's close is no day's, and no change is made of it.
  @Test(arguments: [
    ("2025-04-21,150\n2025-04-28,145\n", "bars 7 days apart: of days or of weeks?"),
    ("2025-04-21,150\n2025-04-28,145\n2025-05-01,148\n", "bars 7 days apart: of days or of weeks?"),
    ("2025-04-01,150\n2025-05-01,145\n", "bars 30 days apart: of days or of months?"),
    ("2025-04-28,145\n2025-04-21,150\n", "bars 7 days apart: of days or of weeks?"),
  ])
  func doubtsBarsThatMayBeOfWeeks(rows: String, reason: String) {
    let history = desk(("AMAT.csv", "date,close\n" + rows)).histories["AMAT"]
    #expect(history?.bars.count == rows.count { $0 == "\n" })
    #expect(history?.doubts.count == history?.bars.count)
    #expect(Set(history?.doubts.values.map(\.reason) ?? []) == [reason])
  }

  /// Closes of both days elsewhere settle it.
  @Test func daysElsewhereSettleTheStep() {
    let days = "Date,Close\n2025-04-21,150\n2025-04-22,149\n2025-04-25,146\n2025-04-28,145\n"
    let desk = desk(("AMAT.csv", "date,close\n2025-04-21,150\n2025-04-28,145\n"), ("sub/AMAT.csv", days))
    #expect(desk.histories["AMAT"]?.doubts == [:])
  }

  @Test(arguments: ["2025-09-30,1\n2025-10-09,2\n2025-10-10,3\n", "2025-04-17,1\n2025-04-22,2\n"])
  func readsDaysAroundHolidays(rows: String) {
    #expect(closes("date,close\n" + rows)?.count == rows.count { $0 == "\n" })
  }

  // MARK: Headers

  @Test(arguments: [
    "Date,Close", "date,Price", "DATE,LAST", "Timestamp,close_price", "Datetime,Close/Last", "time,\"Close*\"",
    "Day,Adj. Close",
  ])
  func knowsTheHeader(header: String) {
    let desk = desk(("AMAT.csv", "\(header)\n2025-04-30,150.71\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.shownClose) == [150.71])
  }

  @Test func takesSpacesAroundFieldsForNothing() {
    let text = "Symbol , Date, Close ,\"Note\"\n AMAT, 2025-04-30 , 150.71,\"a\"\n  \nAMAT,2025-05-01, 148.32 ,\"b\"\n"
    let read = desk(("x.csv", text))
    #expect(read.histories["AMAT"]?.bars.map(\.close) == [150.71, 148.32])
    #expect(read.files.first?.problems.isEmpty == true)
  }

  @Test func prefersTheCloseToTheLastPrice() {
    let desk = desk(("x.csv", "Ticker,Date,Last,Close\nAMAT,2025-04-30,1,2\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [2])
  }

  @Test func refusesASecondCurrencyOfASymbol() {
    let text = "Date,Close,Currency\n2025-04-29,1,HKD\n2025-04-30,2,CNY\n2025-05-02,3,HKD\n2025-05-03,4,GBp\n"
    let desk = desk(("COSCO.csv", text))
    #expect(desk.histories["COSCO"]?.currency == "HKD")
    #expect(desk.histories["COSCO"]?.bars.map(\.close) == [1, 3])
    #expect(desk.problem("COSCO.csv") == "COSCO.csv:3:14: found \"CNY\", expected HKD as in the rows before")
  }

  @Test func refusesATimeOfDayWithoutItsOffset() {
    let desk = desk(("AMAT.csv", "Date,Time,Close\n2025-04-30,09:30:00,1.5\n"))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk.problem("AMAT.csv").contains("expected one column with date, time and offset"))
    #expect(closes("Date,Time,Close\n2025-04-30,00:00:00,1.5\n") == ["2025-04-30": 1.5])
  }

  /// The titles of Tongdaxin's exports, named as it names them.
  @Test func takesAdjustedPricesForWhatTheirTitleSays() {
    let rows = "      日期\t    开盘\t    收盘\n2025/04/29\t13.10\t13.25\n2025/04/30\t13.25\t13.20\n数据来源:通达信\n"
    func bars(_ word: String) -> [Bar] {
      desk(("SH#601919.csv", "601919 中远海控 日线 \(word)\n\(rows)")).histories["601919.SS"]?.bars ?? []
    }
    #expect(bars("前复权").map(\.adjustedClose) == [13.25, 13.2])
    #expect(bars("前复权").allSatisfy { $0.close == nil })
    #expect(bars("不复权").map(\.close) == [13.25, 13.2])
    #expect(bars("后复权").isEmpty)
  }

  /// LSEG Workspace's price history, and Dukascopy's.
  @Test(arguments: [
    "Exchange Date,Close,Net,%Chg,Open,Low,High,Volume\n01-May-2025,148.96,-1.75,-1.16%,149.9,147.8,151.2,5060974\n",
    "Gmt time,Open,High,Low,Close,Volume\n01.05.2025 00:00:00.000,149.9,151.2,147.8,148.96,5060.9\n",
  ])
  func knowsMoreNamesOfDates(text: String) {
    let bars = desk(("AMAT.csv", text)).histories["AMAT"]?.bars ?? []
    #expect(bars.map(\.day.description) == ["2025-05-01"])
    #expect(bars.map(\.close) == [148.96])
  }

  /// Minutes dated by day and time beside it are no days, however the day is written.
  @Test(arguments: ["20250501", "2025-05-01", "05/01/2025", "01.05.2025"]) func minutesAreNoDays(date: String) {
    let text = """
      Date,Time,Open,High,Low,Close,Volume
      \(date),09:30:00,149.9,150.2,149.1,149.5,1200
      \(date),09:35:00,149.5,150.1,149.4,149.7,900

      """
    let desk = desk(("AMAT.csv", text))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk.report("AMAT.csv")?.state == .bad)
  }

  /// A day's close may have its time beside it.
  @Test func closesWithTheirTimeAreDays() {
    let text = "Date,Time,Close\n20250430,16:00:00,150.71\n20250501,16:00:00,148.96\n"
    #expect(desk(("AMAT.csv", text)).histories["AMAT"]?.bars.map(\.close) == [150.71, 148.96])
  }

  /// The day of the trade dates a close, not that of the publication.
  @Test(arguments: ["Date,Trade Date,Close", "date,trading_date,close", "日期,交易日期,收盘价"])
  func theDayOfTheTradeCounts(header: String) {
    let text = header + "\n2025-05-01,2025-04-30,150.71\n2025-05-02,2025-05-01,148.96\n"
    #expect(desk(("AMAT.csv", text)).histories["AMAT"]?.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
  }

  // MARK: Volumes in lots

  /// On the mainland a volume may count lots of 100 shares: the turnover tells (14.2 × 50 million shares are 710 million
  /// yuan, in tushare's tables 710 thousand thousands), or nothing does.
  @Test(
    arguments: [
      ("交易日期,收盘价,成交量,成交额\n2025-04-30,14.2,500000,710000000\n", 50_000_000.0),
      ("日期,收盘价,成交量,成交金额\n2025-04-30,14.2,50000000,710000000\n", 50_000_000),
      ("trade_date,open,high,low,close,vol,amount\n20250430,14.3,14.4,14.1,14.2,500000,710000\n", 50_000_000),
      ("date,open,high,low,close,volume,amount\n2025-04-30,14.3,14.4,14.1,14.2,500000,710000000\n", 50_000_000),
      ("date,close,volume\n2025-04-30,14.2,50000000\n", 50_000_000),
      ("交易日期,收盘价,成交量\n2025-04-30,14.2,500000\n", nil), ("date,close,vol\n2025-04-30,14.2,500000\n", nil),
    ] as [(String, Double?)])
  func volumesOfTheMainland(text: String, shares: Double?) {
    let bars = desk(("601919.csv", text)).histories["601919.SS"]?.bars
    #expect(bars?.map(\.close) == [14.2])
    #expect(bars?.first?.volume == shares)
  }

  @Test func volumesElsewhereCountShares() {
    let text = "日期,收盘价,成交量\n2025-04-30,10.31,5000000\n"
    #expect(desk(("1919.HK.csv", text)).histories["1919.HK"]?.bars.first?.volume == 5_000_000)
    #expect(
      desk(("AMAT.csv", "date,close,vol\n2025-04-30,150.71,7273600\n")).histories["AMAT"]?.bars.first?.volume
        == 7_273_600)
  }

  // MARK: Currencies of titles

  @Test(arguments: ["Currency: EUR", "# AMAT, closing prices in EUR", "货币: EUR"]) func titlesTellTheCurrency(
    title: String
  ) {
    let text = title + "\nDate,Close\n2025-04-30,132.71\n2025-05-01,131.96\n"
    #expect(desk(("AMAT.csv", text)).histories["AMAT"] == nil)
    #expect(desk(("AMAT.csv", text)).problem("AMAT.csv").contains("found AMAT in EUR, expected USD"))
  }

  @Test func wordsThatAreNoCurrencyTellNone() {
    let text = "Traded in NYC and in USD\nDate,Close\n2025-04-30,150.71\n"
    #expect(desk(("AMAT.csv", text)).histories["AMAT"]?.bars.map(\.close) == [150.71])
  }

  /// A header's sign and a title say that prices are in pounds or pence: 372 pence are 3.72 pounds.
  @Test(arguments: [
    "Date,Close (£)\n2025-04-30,3.72\n", "Date,Close (GBp)\n2025-04-30,372\n",
    "# quoted in pence\nDate,Close\n2025-04-30,372\n",
  ])
  func signsTellTheUnit(text: String) {
    let history = desk(("BP.L.csv", text)).histories["BP.L"]
    #expect(history?.currency == "GBP")
    #expect(history?.bars.map(\.close) == [3.72])
  }

  @Test(arguments: ["Price %", "Close%", "% Price"]) func partsOfPricesAreNone(name: String) {
    #expect(desk(("AMAT.csv", "Date,\(name)\n2025-04-30,101.2\n2025-05-01,101.7\n")).histories.isEmpty)
  }

  /// The end of a day of UTC is evening in New York and the next morning in Hong Kong.
  @Test(arguments: ["AMAT", "1919.HK"]) func endsOfDaysOfUTC(symbol: String) {
    let text = "Date,Close\n2025-04-29T23:59:59Z,10.3\n2025-04-30T23:59:59Z,10.4\n"
    #expect(
      desk(("\(symbol).csv", text)).histories[symbol]?.bars.map(\.day.description) == ["2025-04-29", "2025-04-30"])
  }
}
