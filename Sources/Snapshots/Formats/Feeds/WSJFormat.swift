/// The Wall Street Journal's "Download a Spreadsheet": `Date, Open, High, Low, Close, Volume` with blanks behind the commas
/// and dates like `05/01/25`, month first, newest first (files kept in projects that read them).
enum WSJFormat {
  static let format = Format(
    "WSJ history", "history",
    "Date, Open, High, Low, Close, Volume with dates like 05/01/25, month first; the file's name is the symbol.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.header.starts(with: ["date", "open", "high", "low", "close"]), head.names.count <= 6 else {
      return .no("no Date, Open, High, Low, Close alone")
    }
    guard let date = head.rows.first?.first, date.contains("/"),
      Array(date.utf8).withUnsafeBytes({ DateText($0)?.isShort }) == true
    else { return .no("no date like 05/01/25") }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let layout = try PriceTable(table)
    // Of another hand, what the file settles counts.
    let isOwn = input.bytes.range(of: "Date, Open, High") != nil
    let notation = try Notation(of: table, layout, order: isOwn ? .monthFirst : nil)
    return try layout.values(of: &table, nil, .told, notation, nil, &input)
  }
}
