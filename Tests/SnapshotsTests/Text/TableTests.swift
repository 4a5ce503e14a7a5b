import Market
import Testing

@testable import Snapshots

/// What a table of text is, whatever stands around its rows: the same closes are read.
@Suite struct TableTests {
  private static let expected = ["2025-04-30": 150.71, "2025-05-01": 148.96]

  private func closes(_ text: String, _ name: String = "AMAT.csv") -> [String: Double] {
    closes(Array(text.utf8), name)
  }

  private func closes(_ bytes: [UInt8], _ name: String = "AMAT.csv") -> [String: Double] {
    let bars = Desk(files: [(name, bytes)]).histories["AMAT"]?.bars ?? []
    return bars.reduce(into: [:]) { $0[$1.day.description] = $1.close }
  }

  private static let rows = "2025-04-30,150.71,7273600\n2025-05-01,148.96,5060974\n"

  @Test(arguments: [
    "Date,Close,Volume\n" + rows,
    // Titles, comments and blank lines before the header.
    "AMAT - Historical Price and Volume Data\n\nDISCLAIMER: provided \"as is\", for information, not for trading\n\nDate,Close,Volume\n"
      + rows,
    "# made by a script, 2025-05-02\n#\nDate,Close,Volume\n" + rows,
    "Symbol,AMAT\nName,Applied Materials\nCurrency,USD\n\nDate,Close,Volume\n" + rows,
    "Report for AMAT\nFrom,2025-04-01,To,2025-05-01\nDate,Close,Volume\n" + rows,
    "AMAT,,\nDaily prices,,\n,,\nDate,Close,Volume\n" + rows,
    // A separator behind the last field, in the header, in the rows, in both.
    "Date,Close,Volume,\n" + rows,
    "Date,Close,Volume\n2025-04-30,150.71,7273600,\n2025-05-01,148.96,5060974,\n",
    "Date,Close,Volume,\n2025-04-30,150.71,7273600,\n2025-05-01,148.96,5060974,\n",
    "Date,Close,Volume,,\n2025-04-30,150.71,7273600,\n2025-05-01,148.96,5060974\n",
    // The header met again, empty rows, comments, a footer.
    "Date,Close,Volume\n2025-04-30,150.71,7273600\nDate,Close,Volume\n2025-05-01,148.96,5060974\n",
    "Date,Close,Volume\n" + rows + "Date,Close,Volume\n",
    "Date,Close,Volume\n" + rows + ",,\n",
    "Date,Close,Volume\n2025-04-30,150.71,7273600\n# a split was expected\n2025-05-01,148.96,5060974\n",
    "Date,Close,Volume\n" + rows + "\"Downloaded from Barchart.com as of 05-01-2025 04:12pm CDT\"\n",
    "Date,Close,Volume\n" + rows + "Source: an exchange,,\nAll rights reserved\n\n",
    "Date,Close,Volume\n" + rows + "数据来源：Wind\n",
    "Date,Close,Volume\n" + rows + "说明:\n",
    // What databases and Markdown draw.
    " date       | close  | volume \n------------+--------+---------\n 2025-04-30 | 150.71 | 7273600\n"
      + " 2025-05-01 | 148.96 | 5060974\n(2 rows)\n\n",
    "+------------+--------+---------+\n| date       | close  | volume  |\n+------------+--------+---------+\n"
      + "| 2025-04-30 | 150.71 | 7273600 |\n| 2025-05-01 | 148.96 | 5060974 |\n+------------+--------+---------+\n",
    "| Date | Close | Volume |\n|:---|---:|---:|\n| 2025-04-30 | 150.71 | 7273600 |\n| 2025-05-01 | 148.96 | 5060974 |\n",
    // What spreadsheets write.
    "sep=,\nDate,Close,Volume\n" + rows,
    "\u{FEFF}sep=;\r\nDate;Close;Volume\r\n30.04.2025;150,71;7273600\r\n01.05.2025;148,96;5060974\r\n",
    "\"sep=\t\"\nDate\tClose\tVolume\n2025-04-30\t150.71\t7273600\n2025-05-01\t148.96\t5060974\n",
    "sep=|\nDate|Close|Volume\n2025-04-30|150.71|7273600\n2025-05-01|148.96|5060974\n",
    "Date|Close|Volume\n2025-04-30|150.71|7273600\n2025-05-01|148.96|5060974\n",
    // Names in signs.
    "<DATE>\t<CLOSE>\t<VOL>\n2025.04.30\t150.71\t7273600\n2025.05.01\t148.96\t5060974\n",
  ])
  func readsTheSameRows(text: String) {
    let desk = desk(("AMAT.csv", text))
    #expect(closes(text) == Self.expected, "\(text) \(desk.problem("AMAT.csv"))")
    #expect(desk.report("AMAT.csv")?.state == .ok, "\(desk.problem("AMAT.csv"))")
  }

  @Test func refusesAnotherHeaderInTheMiddle() {
    let desk = desk(
      ("AMAT.csv", "Date,Open,Close\n2025-04-30,145.97,150.71\nDate,Close,Open\n2025-05-01,148.96,149.9\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("AMAT.csv").hasPrefix("AMAT.csv:3:1: found another header"))
  }

  @Test func refusesWordsAmongRows() {
    let desk = desk(("AMAT.csv", "Date,Close\n2025-04-30,150.71\nno trading\n2025-05-01,148.96\n"))
    #expect(desk.report("AMAT.csv")?.state == .partial)
    #expect(desk.problem("AMAT.csv").hasPrefix("AMAT.csv:3: found 1 fields, expected 2"))
  }

  @Test func namesLinesBelowTitles() {
    let desk = desk(("AMAT.csv", "A title\n\nDate,Close\n2025-04-30,150.71\n2025-05-01,x\n"))
    #expect(desk.problem("AMAT.csv").hasPrefix("AMAT.csv:5:12: found \"x\""))
  }

  @Test func takesAUnitInBracketsForNoName() {
    let desk = desk(("AMAT.csv", "Date,Price (USD),Volume (shares)\n2025-04-30,150.71,7273600\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71])
    #expect(desk.histories["AMAT"]?.currency == "USD")
  }

  // MARK: Encodings

  @Test(arguments: ["Date,Close,Volume\n", "日期,收盘,成交量\n"])
  func readsUTF16WithAMark(header: String) {
    let units = Array((header + Self.rows).utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(closes([0xFF, 0xFE] + little) == Self.expected)
    #expect(closes([0xFE, 0xFF] + big) == Self.expected)
    // Without the mark it is named.
    let bare = Desk(files: [("AMAT.csv", little)])
    #expect(bare.report("AMAT.csv")?.state == .bad && bare.histories.isEmpty)
  }

  /// 日期, 收盘 and 成交量 as GBK writes them.
  private static let chinese: [UInt8] =
    [0xC8, 0xD5, 0xC6, 0xDA, 0x2C, 0xCA, 0xD5, 0xC5, 0xCC, 0x2C, 0xB3, 0xC9, 0xBD, 0xBB, 0xC1, 0xBF, 0x0A]

  @Test func readsGB18030() {
    #expect(closes(Self.chinese + Array(Self.rows.utf8)) == Self.expected)
    let desk = Desk(files: [("AMAT.csv", Self.chinese + Array("2025-04-30,x,1\n".utf8))])
    #expect(desk.problem("AMAT.csv").hasPrefix("AMAT.csv:2:12: found \"x\""))
  }

  @Test func namesWhatIsNeither() {
    // `Variación` in Latin-1.
    let header: [UInt8] = Array("Date,Close,Variaci".utf8) + [0xF3] + Array("n\n".utf8)
    let desk = Desk(files: [("AMAT.csv", header + Array("2025-04-30,150.71,1\n".utf8))])
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("AMAT.csv").hasPrefix("AMAT.csv:1:19: found bytes that are no UTF-8"))
  }

  @Test func saysWhereGB18030Ends() {
    let desk = Desk(files: [("AMAT.csv", Self.chinese + Array("2025-04-30,150.71,1\n".utf8) + [0xC8, 0xFF, 0x0A])])
    #expect(desk.histories.isEmpty)
    #expect(desk.report("AMAT.csv")?.state == .bad)
  }

  // MARK: Names of files

  @Test(arguments: ["AMAT (1).csv", "AMAT(2).csv", "AMAT - Copy.csv", "Copy of AMAT.csv", "AMAT copy.csv"])
  func tellsWhatACopyIsToBeRenamedTo(name: String) {
    let desk = desk((name, "Date,Close,Volume\n" + Self.rows))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem(name).contains("rename it to AMAT.csv"))
  }

  @Test func readsACopyThatTellsItsSymbol() {
    let desk = desk(("AMAT (1).csv", "Date,Symbol,Close\n2025-04-30,AMAT,150.71\n"))
    #expect(desk.histories["AMAT"]?.bars.first?.close == 150.71)
  }
}
