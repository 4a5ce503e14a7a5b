import Market

/// A table of text: a header, and rows of as many fields below it. Lines before the header (`sep=;`, titles, comments),
/// the header met again, comments and the words of a footer are no rows, and a separator behind the last field of a line
/// makes no column. Every format of separated values with a header reads through it.
struct Table {
  /// The header's fields as they stand, without blanks around them; unnamed ones at the end are none.
  let names: [String]
  /// The same in lower case.
  let header: [String]
  /// 1-based line of the header.
  let line: Int
  /// The lines of the header below its first, where the format has such.
  private(set) var below: [[String]] = []
  /// The lines before the header, without blanks around them.
  let preamble: [String]
  /// The bytes of the header's first line.
  private let top: Range<Int>
  /// The row that was read last; the header before the first.
  private(set) var row: CSVReader

  /// The currency that a line before the header names: `Currency: EUR`, `AMAT in EUR`, `in pence`; nil without.
  var currencyOfTitle: String? {
    for line in preamble {
      let words = line.split { !$0.isLetter }
      // comdirect's title: `(WKN: 865177 Börse: Xetra)`.
      if let place = words.lastIndex(where: { $0.lowercased() == "börse" }) {
        return currency(ofExchange: words[words.index(after: place)...].map { $0.lowercased() })
      }
      if words.contains(where: { $0.lowercased() == "pence" }) { return "GBX" }
      for (word, next) in zip(words, words.dropFirst()) {
        guard let code = CurrencyUnit.code(next.utf8) else { continue }
        if ["currency", "ccy", "währung", "币种", "货币"].contains(word.lowercased()) { return code }
        if word.lowercased() == "in", Self.currencies.contains(CurrencyUnit(code).currency) { return code }
      }
    }
    return nil
  }

  /// Nil for an exchange that trades in neither, or is not known to.
  private func currency(ofExchange words: [String]) -> String? {
    if words.contains(where: ["nasdaq", "nyse"].contains) {
      return words.allSatisfy(Self.dollarExchanges.contains) ? "USD" : nil
    }
    return words.contains(where: Self.euroExchanges.contains) ? "EUR" : nil
  }

  /// Words of the exchanges of New York: Nasdaq has others, in Stockholm as in Dubai.
  private static let dollarExchanges: Set<String> = [
    "nasdaq", "nyse", "arca", "american", "amex", "us", "usa", "new", "york", "global", "select", "capital", "market",
    "stock", "exchange", "gs", "gm", "cm",
  ]

  /// Words that only exchanges of the euro have in their names, the German ones first. `Lang & Schwarz`; `Euronext` alone
  /// is none: it runs Oslo's exchange, too.
  private static let euroExchanges: Set<String> = [
    "xetra", "frankfurt", "stuttgart", "münchen", "hamburg", "hannover", "düsseldorf", "berlin", "tradegate", "gettex",
    "schwarz", "quotrix", "paris", "amsterdam", "brüssel", "brussels", "lissabon", "lisbon", "dublin", "mailand",
    "milan", "madrid", "wien",
  ]

  private static let currencies: Set<String> = [
    "USD", "EUR", "JPY", "GBP", "CNY", "HKD", "CHF", "AUD", "CAD", "KRW", "INR", "SGD", "TWD", "NZD", "SEK", "NOK",
    "DKK", "PLN", "MXN", "BRL", "ZAR", "ILS",
  ]

  /// Columns of the table.
  var width: Int { names.count }
  var separator: UInt8 { row.separator }
  var bytes: UnsafeRawBufferPointer { row.bytes }

  /// The header of a file.
  /// - Parameter lines: Of the header, as the format has them.
  /// - Throws: The fault of a file without so many rows, or with a NUL byte.
  init(_ bytes: UnsafeRawBufferPointer, headerOf lines: Int = 1) throws(Fault) {
    if let nul = bytes.firstIndex(of: 0, in: 0..<bytes.count) {
      throw Fault(.offset(nul), "found a NUL byte, expected text (UTF-16 is read with a byte order mark)")
    }
    let place = TableStart(in: bytes)
    row = CSVReader(bytes, separator: place.separator, from: place.start, line: place.line)
    preamble = place.preamble
    guard try row.next() else { throw Fault("found nothing, expected a table with a header") }
    var names = Array(row.names.prefix(row.filledCount))
    if Self.isIndexOfDates(names, row) { names[0] = "Date" }
    self.names = names
    header = names.map { $0.lowercased() }
    line = row.line
    top = row.start..<row.end
    for _ in 1..<max(1, lines) {
      guard try row.next() else { throw Fault("found no \(lines) lines of header, expected them above the rows") }
      below.append(row.names)
    }
  }

  /// Whether the first column is the unnamed index of a table that pandas wrote, and holds the dates.
  private static func isIndexOfDates(_ names: [String], _ header: CSVReader) -> Bool {
    guard names.count > 1, names[0].isEmpty || names[0] == "Unnamed: 0",
      !names.contains(where: { ColumnRole.of($0)?.role == .date })
    else { return false }
    var row = header
    guard (try? row.next()) == true, !row.fields.isEmpty else { return false }
    let raw = row.raw(0).trimmed
    return Day(utf8: raw.part(0..<min(raw.count, 10))) != nil && (raw.count == 10 || !raw[10].isDigit)
  }

  /// The rows of a file that may have no header.
  static func rows(of bytes: UnsafeRawBufferPointer) -> CSVReader {
    let place = TableStart(in: bytes)
    return CSVReader(bytes, separator: place.separator, from: place.start, line: place.line)
  }

  /// Moves to the next row; false at the end.
  /// - Throws: The fault of a quote that is never closed, or of another header in the middle: what stands below it could
  ///   belong to other columns.
  mutating func next() throws(Fault) -> Bool {
    while try row.next() {
      // Nearly every row has as many fields as the header, and begins with a digit.
      if row.fields.count == width, bytes[row.start].isDigit { return true }
      // A column of symbols may come first; a value shows that it is no header.
      if row.fields.count == width, row.fields.contains(where: isDigit) { return true }
      if bytes.part(row.start..<row.end).equals(bytes.part(top)) { continue }
      if isComment || isRule(row) || row.fields.allSatisfy({ $0.start == $0.end }) { continue }
      if row.fields.count > 1, TableStart.isHeader(row.names) {
        if isSameHeader { continue }
        throw Fault(
          .line(row.line, column: 1),
          "found another header, expected rows as under that of line \(line) (one table a file)")
      }
      if isFooter(row) { return false }
      return true
    }
    return false
  }

  /// Refuses a row that cannot be trusted: text beside quotes, or another number of fields than the header; empty ones
  /// at the end are none.
  func check() throws(Fault) { try row.check(width: width) }

  /// The first column that has one of these names in lower case.
  func column(_ names: String...) -> Int? { header.firstIndex { names.contains($0) } }

  /// A line beginning with `#` that is no row by its fields.
  private var isComment: Bool { row.fields.count != width && bytes[row.start] == UInt8(ascii: "#") }

  private func isRule(_ row: CSVReader) -> Bool {
    guard bytes[row.start] < 0x80, !bytes[row.start].isLetter else { return false }
    let end = bytes.firstIndex(of: bytes.lineEnd, in: row.start..<bytes.count) ?? bytes.count
    return bytes.part(row.start..<end).isRule
  }

  private func isDigit(_ field: CSVReader.Field) -> Bool { field.start < field.end && bytes[field.start].isDigit }

  private var isSameHeader: Bool {
    row.names.prefix(row.filledCount).map { $0.lowercased() } == header
  }

  /// Whether words stand here and in every line that is left, of which there are few.
  private func isFooter(_ row: CSVReader) -> Bool {
    guard width > 1, Self.isWords(row) else { return false }
    var rest = row
    for _ in 0..<16 {
      guard let more = try? rest.next() else { return false }
      if !more { return true }
      guard Self.isWords(rest) else { return false }
    }
    return false
  }

  /// A line of words in one field, which begins with a letter or a bracket: no row that was cut.
  private static func isWords(_ row: CSVReader) -> Bool {
    let fields = row.fields
    guard let first = fields.first, fields.dropFirst().allSatisfy({ $0.start == $0.end }), first.end > first.start
    else { return false }
    let text = row.raw(0)
    // Chinese has no blanks between words: `数据来源：Wind`, `说明:`.
    let isParted = text.contains(0x20) || text.contains(UInt8(ascii: ":")) || text.range(of: "：") != nil
    return (text[0].isLetter || text[0] >= 0x80 || text[0] == UInt8(ascii: "(")) && isParted
  }
}
