/// Where a table of text begins and what separates its fields.
struct TableStart {
  /// Offset of the header.
  private(set) var start: Int
  /// 1-based line of the header.
  private(set) var line = 1
  private(set) var separator = UInt8(ascii: ",")
  /// The lines before it, without blanks around them.
  private(set) var preamble: [String] = []

  /// Lines among which the header is looked for.
  private static let reach = 64
  /// Bytes of them.
  private static let bytes = 64 << 10

  /// The first line that names columns, where the lines before it have other numbers of fields and what stands below it
  /// has as many; else the first that is not blank.
  init(in bytes: UnsafeRawBufferPointer) {
    start = bytes.starts(with: "\u{FEFF}") ? 3 : 0
    var lines = Self.lines(of: bytes, from: start)
    guard let first = lines.first else { return }
    if let told = Self.toldSeparator(first.text) {
      lines.removeFirst()
      guard let next = lines.first else { return }
      (start, line, separator, preamble) = (next.start, next.number, told, [first.shown])
      return
    }
    (start, line, separator) = (first.start, first.number, Self.separator(first.text))
    for index in lines.indices {
      let separator = Self.separator(lines[index].text)
      guard Self.isHeader(lines, index, separator) else { continue }
      (start, line, self.separator) = (lines[index].start, lines[index].number, separator)
      preamble = lines[..<index].map(\.shown)
      return
    }
  }

  /// Whether fields are names of columns as a header has them: one of dates or symbols, none that is a number or a date.
  static func isHeader(_ fields: [String]) -> Bool {
    guard fields.count(where: { !$0.isEmpty }) > 1 else { return false }
    let isNamed = fields.contains { field in
      let role = ColumnRole.of(field)?.role
      return role == .date || role == .symbol
    }
    return isNamed && !fields.contains(where: isValue)
  }

  /// A number, a date, or a mark for a missing value.
  private static func isValue(_ field: String) -> Bool {
    Array(field.utf8).withUnsafeBytes { raw in
      guard let first = raw.first else { return false }
      return first.isDigit || raw.isMissingValue || Decimal.value(raw.withoutUnit) != nil
    }
  }

  private struct Line {
    let start: Int
    let number: Int
    let text: UnsafeRawBufferPointer

    var shown: String { String(decoding: text.trimmed, as: UTF8.self) }

    /// Sentences, whose commas separate nothing.
    var isProse: Bool {
      text.split(whereSeparator: { $0 == 0x2C || $0 == 0x3B || $0 == 0x09 }).contains { $0.count { $0 == 0x20 } > 2 }
    }

    func fields(_ separator: UInt8) -> [String] {
      var reader = CSVReader(text, separator: separator)
      guard (try? reader.next()) == true else { return [] }
      return reader.names
    }
  }

  private static func isHeader(_ lines: [Line], _ index: Int, _ separator: UInt8) -> Bool {
    let fields = lines[index].fields(separator)
    guard isHeader(fields) else { return false }
    let count = named(fields)
    for before in lines[..<index] where before.text.first != UInt8(ascii: "#") && !before.isProse {
      // Spreadsheets fill every line up to the same width.
      if named(before.fields(separator)) == count { return false }
    }
    // Of two words side by side only a value below shows that they are columns.
    guard index + 1 < lines.count else { return true }
    let below = lines[index + 1].fields(separator)
    guard below.count >= count, below[count...].allSatisfy(\.isEmpty) else { return false }
    return below == fields || below.contains { $0.isEmpty || isValue($0) }
  }

  /// Fields without the empty ones at the end.
  private static func named(_ fields: [String]) -> Int { (fields.lastIndex { !$0.isEmpty } ?? -1) + 1 }

  private static func lines(of bytes: UnsafeRawBufferPointer, from start: Int) -> [Line] {
    var lines: [Line] = []
    let lineEnd = bytes.lineEnd
    let limit = min(bytes.count, start + Self.bytes)
    var start = start
    var number = 1
    while start < limit, lines.count < reach {
      let end = bytes.firstIndex(of: lineEnd, in: start..<limit) ?? limit
      let text = bytes.part(start..<end)
      let first = text.firstIndex { !$0.isBlank || $0 == 0x09 }
      if let first, !text.trimmed.isEmpty, !text.isRule {
        lines.append(Line(start: start + first, number: number, text: text.part(first..<text.count)))
      }
      start = end + 1
      number += 1
    }
    return lines
  }

  /// What `sep=;` tells, as spreadsheets write and read it.
  private static func toldSeparator(_ line: UnsafeRawBufferPointer) -> UInt8? {
    let text = line.filter { $0 != UInt8(ascii: "\"") && $0 != 0x0D }
    guard text.count >= 5, text.prefix(4).map(\.lowercasedASCII) == Array("sep=".utf8) else { return nil }
    let rest = text[4...].drop { $0 == text[4] && $0 == 0x20 }
    guard let separator = rest.first, [0x2C, 0x3B, 0x09, 0x7C].contains(separator) else { return nil }
    return separator
  }

  /// The most frequent of comma, semicolon, tab and bar in a line.
  static func separator(_ line: UnsafeRawBufferPointer) -> UInt8 {
    var best = UInt8(ascii: ",")
    var most = line.count { $0 == best }
    for byte in [0x3B, 0x09, 0x7C] as [UInt8] {
      let count = line.count { $0 == byte }
      if count > most { (best, most) = (byte, count) }
    }
    return best
  }
}

extension UnsafeRawBufferPointer {
  /// A line that databases and Markdown draw around a header: `-----+-----`, `|---|---:|`.
  var isRule: Bool {
    let line = trimmed
    return line.count > 2 && line.range(of: "---") != nil && line.allSatisfy { "-+|: ".utf8.contains($0) }
  }
}
