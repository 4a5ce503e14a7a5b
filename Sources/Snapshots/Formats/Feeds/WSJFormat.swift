import Market

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
    guard let date = head.rows.first?.first, Array(date.utf8).withUnsafeBytes(numbers) != nil else {
      return .no("no date like 05/01/25")
    }
    return .yes
  }

  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    var table = try Table(reading.bytes)
    let layout = try PriceTable(table)
    let notation = try Notation(of: table, layout)
    guard reading.bytes.range(of: "Date, Open, High") != nil else {
      // Of another hand: what the file settles counts.
      return try layout.values(of: &table, nil, .told, notation, nil, &reading)
    }
    let meaning = PriceTable.Meaning(stamp: { raw in
      day(raw).map { .success(.day($0)) } ?? .failure(.expected("a date like 05/01/25, month first"))
    })
    return try layout.values(of: &table, nil, .told, notation, meaning, &reading)
  }

  /// `05/01/25` is 1 May 2025; years from 70 on are of the last century.
  private static func day(_ raw: UnsafeRawBufferPointer) -> Day? {
    numbers(raw).flatMap { Day($0[2] + ($0[2] < 70 ? 2000 : 1900), $0[0], $0[1]) }
  }

  /// The three of `05/01/25`.
  private static func numbers(_ raw: UnsafeRawBufferPointer) -> [Int]? {
    let parts = raw.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].count == 2,
      parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(\.isDigit) })
    else { return nil }
    return parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
  }
}
