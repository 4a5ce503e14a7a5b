import Market
import Testing

@testable import Snapshots

/// Numbers and dates as exports write them.
@Suite struct NumbersAndDatesTests {
  private func history(_ text: String) -> History? { desk(("X.csv", text)).histories["X"] }

  // MARK: Numbers

  @Test(arguments: [
    "1'702.69", "1\u{2019}702.69", "1 702,69", "1\u{A0}702,69", "1\u{2009}702,69", "1\u{202F}702.69", "$1,702.69",
    "$ 1702.69", "1702.69 $", "€1702.69", "1.702,69 €", "£1702.69", "¥1,702.69", "HK$1702.69", "HK$ 1,702.69",
    "US$1702.69", "CN¥1702.69", "RMB 1702.69", "1702.69 RMB", "USD 1702.69", "1702.69 USD", "USD1702.69",
    "1 702.69 HKD",
  ])
  func readsNumbersWithMarksAndSigns(number: String) {
    for separator in [";", "\t"] {
      let text = ["Date", "Close"].joined(separator: separator) + "\n2025-04-30\(separator)\(number)\n"
      #expect(history(text)?.bars.map(\.close) == [1702.69], "\(number)")
    }
    let quoted = "Date,Close\n2025-04-30,\"\(number)\"\n"
    // Between commas a decimal comma counts only where groups prove it.
    if !number.contains(",69") || number.hasPrefix("1 ") || number.hasPrefix("1\u{A0}") || number.hasPrefix("1\u{2009}")
    {
      #expect(history(quoted)?.bars.map(\.close) == [1702.69], "\(number)")
    }
  }

  @Test(arguments: [("€", "EUR"), ("HK$", "HKD"), ("CN¥", "CNY"), ("£", "GBP"), ("USD ", "USD")])
  func takesTheCurrencyThatSignsTell(sign: String, currency: String) {
    #expect(history("Date,Close\n2025-04-30,\(sign)702.69\n")?.currency == currency)
  }

  @Test func refusesTwoCurrenciesInOneFile() {
    let desk = desk(("KLAC.csv", "Date;Close\n30.04.2025;€702,69\n01.05.2025;HK$676,31\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("KLAC.csv").hasPrefix("KLAC.csv:3:12: found \"HK$676,31\", expected €"))
    // Where the first rows are plain, the row with a sign alone is refused.
    let late = Desk(files: [("KLAC.csv", Array("Date,Close\n2025-04-30,702.69\n2025-05-01,HK$676.31\n".utf8))])
    #expect(late.histories["KLAC"]?.bars.map(\.close) == [702.69])
    #expect(late.report("KLAC.csv")?.state == .partial)
  }

  @Test(arguments: [
    "1'70.69", "17'02.69", "1 70,69", "'702.69", "1''702.69", "1'702'69.5", "EUR", "$", "1702.69 $ $", "1702.69 usd",
  ])
  func refusesWhatIsNoGroup(number: String) {
    #expect(history("Date;Close\n2025-04-30;\(number)\n")?.bars.isEmpty ?? true)
  }

  @Test func refusesTheRowOfNoNumber() {
    let desk = desk(
      ("KLAC.csv", "Date,Close\n2025-04-29,694.2\n2025-04-30,Infinity\n2025-05-01,inf\n2025-05-02,676.31\n"))
    #expect(desk.histories["KLAC"]?.bars.compactMap(\.close) == [694.2, 676.31])
    #expect(desk.report("KLAC.csv")?.state == .partial)
    let nan = Desk(files: [
      ("KLAC.csv", Array("Date,Close\n2025-04-29,694.2\n2025-04-30,NaN\n2025-05-02,676.31\n".utf8))
    ])
    #expect(nan.histories["KLAC"]?.bars.compactMap(\.close) == [694.2, 676.31])
  }

  @Test func readsVolumesOfEveryKind() {
    for (text, volume) in [
      ("1'500'000", 1.5e6), ("1 500 000", 1.5e6), ("1.5M", 1.5e6), ("150万", 1.5e6), ("1.5亿", 1.5e8),
    ] {
      #expect(history("Date;Close;Volume\n2025-04-30;702.69;\(text)\n")?.bars.first?.volume == volume, "\(text)")
    }
  }

  // MARK: Dates

  @Test(arguments: [
    "\"May 01, 2025\"|\"Apr 30, 2025\"", "01-May-2025|30-Apr-2025", "1 May 2025|30 April 2025",
    "01/May/2025|30/Apr/2025",
    "\"Thu, May 1, 2025\"|\"Wed, Apr 30, 2025\"", "01-May-25|30-Apr-25", "20250501|20250430", "2025.05.01|2025.04.30",
    "2025/5/1|2025/4/30", "5/1/2025|4/30/2025", "1.5.2025|30.4.2025", "05/01/25|04/30/25", "01/05/25|30/04/25",
    "25/05/01|25/04/30", "01.05.25|30.04.25", "5/1/2025 16:00:00|4/30/2025 16:00:00",
    "2025-05-01 16:00:00|2025-04-30 13:00:00", "5/1/2025 4:00:00 PM|4/30/2025 4:00:00 PM",
    "2025-05-01 09:30:00|2025-04-30 09:30:00",
  ])
  func readsDatesThatTheFileSettles(dates: String) {
    let dates = dates.split(separator: "|")
    let read = history("Date,Close\n\(dates[0]),676.31\n\(dates[1]),702.69\n")
    #expect(read?.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"], "\(dates)")
    #expect(read?.bars.map(\.close) == [702.69, 676.31])
  }

  @Test func readsTheYearsOfBothCenturies() {
    let read = history("Date,Close\n12/30/99,10\n12/31/99,11\n01/03/00,12\n")
    #expect(read?.bars.map(\.day.description) == ["1999-12-30", "1999-12-31", "2000-01-03"])
  }

  @Test(arguments: ["05/01/25", "01/02/03", "05/06/2025"])
  func refusesDatesThatMayBeSeveral(date: String) {
    let desk = desk(("KLAC.csv", "Date,Close\n\(date),676.31\n"))
    #expect(desk.histories["KLAC"]?.bars.isEmpty ?? true)
    #expect(desk.problem("KLAC.csv").contains("which may be"))
  }

  @Test(arguments: [
    "2025-05-01 09:35:00|2025-05-01 09:40:00", "4/30/2025 16:00:00|4/30/2025 15:00:00", "5/1/2025 9:35|4/30/2025 9:40",
  ])
  func refusesTimesWithinDaysWithoutAnOffset(times: String) {
    let times = times.split(separator: "|")
    let desk = desk(("KLAC.csv", "Date,Close\n\(times[0]),676.31\n\(times[1]),702.69\n"))
    #expect(desk.histories["KLAC"]?.bars.isEmpty ?? true)
    #expect(desk.problem("KLAC.csv").contains("a time with its offset"))
  }

  @Test func takesATimeOfDayBesideTheDateForItsClose() {
    let read = history("Date,Time,Close\n2025-04-30,16:00:00,702.69\n2025-05-01,16:00:00,676.31\n")
    #expect(read?.bars.map(\.close) == [702.69, 676.31])
    let within = desk(("KLAC.csv", "Date,Time,Close\n2025-04-30,09:35:00,702.69\n2025-04-30,09:40:00,676.31\n"))
    #expect(within.histories["KLAC"]?.bars.isEmpty ?? true)
  }

  @Test(arguments: [
    "30-Foo-2025", "May 2025", "May 32, 2025", "Mayday 01, 2025", "30-Apr-2025 x", "99/99/99", "Apr 30 2025 25:00",
  ])
  func refusesWhatIsNoDate(date: String) {
    #expect(history("Date;Close\n\(date);676.31\n")?.bars.isEmpty ?? true)
  }

  /// What has other signs is no number of two readings.
  @Test(arguments: ["148.96*", "(1.75)", "1.02%", "148.96c", "≈148.96", "148.96/149.00"])
  func saysWhatIsNoNumber(field: String) {
    let desk = desk(("AMAT.csv", "Date,Close\n2025-05-01,\(field)\n"))
    #expect(desk.histories["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk.problem("AMAT.csv").contains("found \"\(field)\", expected a decimal number"))
  }
}
