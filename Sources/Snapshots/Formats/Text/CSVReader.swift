/// Rows of separated values (RFC 4180) over bytes: fields may be quoted, quotes inside are doubled, quoted fields may
/// hold separators and line ends. LF, CRLF and CR end a row; blank lines are skipped. Spaces around a field without
/// quotes are no part of it.
struct CSVReader {
  struct Field {
    let start: Int
    let end: Int
    /// Doubled quotes are to be undone.
    let escaped: Bool
  }

  /// Most fields of a row. Each costs as much as its row's text many times over: a file of commas would take gigabytes.
  static let most = 4096
  /// Most bytes of a field.
  static let longest = 64 << 10
  /// Most rows of a file of `bytes`: 3 million, in a larger one a row for each 32 bytes. A bar takes twice as much and more.
  static func mostRows(_ bytes: Int) -> Int { max(3_000_000, bytes / 32) }

  let bytes: UnsafeRawBufferPointer
  let separator: UInt8
  private(set) var fields: [Field] = []
  /// Offset behind the row and its line end.
  var end: Int { index }
  /// Line on which the row starts, 1-based.
  private(set) var line = 0
  /// Offset of the row's first byte.
  private(set) var start = 0
  /// Set when text stands before or after the quotes of a field: the row cannot be trusted.
  private(set) var strayQuote: Int?
  private var index: Int
  private var nextLine: Int
  private let mostRows: Int
  private var rowCount = 0
  /// The separator in every byte.
  private let separators: UInt64

  /// - Parameters:
  ///   - index: Offset of the first row.
  ///   - line: Line on which it starts.
  ///   - mostRows: More refuse the file; nil: as its size says.
  init(
    _ bytes: UnsafeRawBufferPointer, separator: UInt8, from index: Int = 0, line: Int = 1, mostRows: Int? = nil
  ) {
    self.bytes = bytes
    self.separator = separator
    nextLine = line
    self.mostRows = mostRows ?? Self.mostRows(bytes.count)
    separators = UInt64(separator) &* 0x0101_0101_0101_0101
    self.index = index
    fields.reserveCapacity(16)
  }

  /// Moves to the next row; false at the end. A quote that is never closed refuses the file: it would swallow the rest. So
  /// does a row beyond the limits.
  mutating func next() throws(Fault) -> Bool {
    repeat {
      while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { endLine() }
      guard index < bytes.count else { return false }
      try readRow()
      if index - start > Self.longest { try checkLengths() }
    } while fields.count == 1 && fields[0].start == fields[0].end && bytes[start] == 0x20
    return true
  }

  @inline(__always) private mutating func readRow() throws(Fault) {
    fields.removeAll(keepingCapacity: true)
    strayQuote = nil
    line = nextLine
    start = index
    rowCount += 1
    guard rowCount <= mostRows else {
      throw Fault(.line(line, column: 0), "found more than \(mostRows) rows, expected fewer in a file of this size")
    }
    while true {
      if index < bytes.count, bytes[index] == 0x22 {
        try readQuoted()
      } else {
        readPlain()
      }
      guard index < bytes.count else { return }
      if bytes[index] == separator {
        guard fields.count < Self.most else { throw tooMany }
        index += 1
        continue
      }
      endLine()
      return
    }
  }

  private var tooMany: Fault {
    Fault(
      .line(line, column: index - start + 1), "found a row of more than \(Self.most) fields, expected no more")
  }

  private func checkLengths() throws(Fault) {
    guard let long = fields.firstIndex(where: { $0.end - $0.start > Self.longest }) else { return }
    throw Fault(
      .line(line, column: column(long)), "found a field of more than \(Self.longest >> 10) KiB, expected a shorter one")
  }

  /// Its place is kept apart from the row's meanwhile: it stays in a register.
  @inline(__always) private mutating func readPlain() {
    let bytes = bytes
    var first = index
    while first < bytes.count, bytes[first] == 0x20 { first += 1 }
    var next = first
    while true {
      next = plainEnd(from: next)
      guard next < bytes.count else { break }
      let byte = bytes[next]
      if byte == separator || byte == 0x0A || byte == 0x0D { break }
      if byte == 0x22, strayQuote == nil, !isFormula(first, next) { strayQuote = next }
      next += 1
    }
    index = next
    while next > first, bytes[next - 1] == 0x20 { next -= 1 }
    fields.append(Field(start: first, end: next, escaped: false))
  }

  /// Whether a quote is the first or last of `="601919"`, as spreadsheets keep text from being a number.
  private func isFormula(_ first: Int, _ quote: Int) -> Bool {
    guard bytes[first] == UInt8(ascii: "="), first + 1 < bytes.count, bytes[first + 1] == 0x22 else { return false }
    let next = quote + 1
    return quote == first + 1 || next == bytes.count || bytes[next] == separator || bytes[next] == 0x0A
      || bytes[next] == 0x0D
  }

  /// The next separator or byte below `#` (quotes, line ends and blanks are), looked for eight bytes at a time.
  @inline(__always) private func plainEnd(from start: Int) -> Int {
    let low: UInt64 = 0x0101_0101_0101_0101
    let high = low << 7
    let (bytes, separator, separators) = (bytes, separator, separators)
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // Mycroft: the high bit of every byte that is zero, of every byte below a bound. Borrows only make bytes behind
      // the first hit look like hits.
      let other = word ^ separators
      let hits = (((other &- low) & ~other) | ((word &- low &* 0x23) & ~word)) & high
      guard hits == 0 else { return index + (hits.trailingZeroBitCount >> 3) }
      index += 8
    }
    while index < bytes.count, bytes[index] != separator, bytes[index] >= 0x23 { index += 1 }
    return index
  }

  private mutating func readQuoted() throws(Fault) {
    let opening = index
    let openingLine = nextLine
    var escaped = false
    index += 1
    while true {
      guard index < bytes.count else {
        throw Fault(
          .line(openingLine, column: opening - start + 1), "found a quote that is never closed, expected its end")
      }
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D {
        endLine()
      } else if byte != 0x22 {
        index += 1
      } else if index + 1 < bytes.count, bytes[index + 1] == 0x22 {
        escaped = true
        index += 2
      } else {
        break
      }
    }
    fields.append(Field(start: opening + 1, end: index, escaped: escaped))
    index += 1
    while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if strayQuote == nil { strayQuote = index }
      index += 1
    }
  }

  private mutating func endLine() {
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    nextLine += 1
  }

  /// The raw bytes of a field, doubled quotes as they stand.
  func raw(_ column: Int) -> UnsafeRawBufferPointer {
    bytes.part(fields[column].start..<fields[column].end)
  }

  /// A field as text; nil when it is not UTF-8.
  func text(_ column: Int) -> String? {
    let raw = raw(column)
    guard let text = String(validating: raw, as: UTF8.self) else { return nil }
    guard fields[column].escaped else { return text }
    var result = ""
    var quote = false
    for scalar in text.unicodeScalars {
      if scalar == "\"", !quote {
        quote = true
        continue
      }
      quote = false
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// All fields as text without blanks around them; empty where one is not UTF-8.
  var names: [String] { fields.indices.map(trimmed) }

  /// A field without blanks around it.
  func trimmed(_ column: Int) -> String {
    Array((text(column) ?? "").utf8).withUnsafeBytes { String(decoding: $0.trimmed, as: UTF8.self) }
  }

  /// How many fields there are up to the last that is not empty; at least one.
  var filledCount: Int { max(1, (fields.lastIndex { $0.start < $0.end } ?? 0) + 1) }

  /// 1-based byte column of a field in its row.
  func column(_ column: Int) -> Int { fields[column].start - start + 1 }
}
