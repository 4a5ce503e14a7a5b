/// The first lines of a text file, for recognising it: what its header and first rows say.
struct TextHead {
  /// Rows beyond the header that are kept.
  static let rows = 5
  /// Bytes that are looked at.
  private static let reach = 64 << 10

  let separator: UInt8
  /// The header's fields as they stand, without blanks around them and without unnamed ones at the end; the first row's in
  /// a file without a header.
  let names: [String]
  /// The same in lower case.
  let header: [String]
  /// The role of each column.
  let roles: [ColumnRole?]
  /// Where it stands.
  let location: Fault.Location
  /// The lines before the header.
  let preamble: [String]
  /// Up to five rows after it, without blanks around the fields.
  let rows: [[String]]
  /// Columns with a value in one of the first rows, beyond those five.
  let filled: Set<Int>
  /// The first line's fields in a format without quotes, without blanks around them.
  let unquoted: [String]
  /// The file's name without extension.
  let stem: String
  /// What the watchlist's instruments are called, with the symbols of the papers.
  let known: [String: String]

  /// Looks at the start of `bytes` only; NUL bytes there refuse the file.
  init(_ input: FileInput) throws(Fault) {
    let bytes = input.bytes.part(0..<min(input.bytes.count, Self.reach))
    if let nul = bytes.firstIndex(of: 0, in: 0..<bytes.count) {
      throw Fault(.offset(nul), "found a NUL byte, expected text (UTF-16 is read with a byte order mark)")
    }
    stem = input.stem
    known = input.symbols
    let table = try? Table(bytes)
    let separator = table?.separator ?? TableStart(in: bytes).separator
    let plain = Self.plain(bytes, separator)
    self.separator = separator
    unquoted = plain.first ?? []
    names = table?.names ?? plain.first ?? []
    header = names.map { $0.lowercased() }
    roles = names.map { ColumnRole.of($0)?.role }
    preamble = table?.preamble ?? []
    location = .line(table?.line ?? 1, column: 1)
    guard let table else {
      rows = Array(plain.dropFirst())
      filled = Set(names.indices)
      return
    }
    (rows, filled) = Self.rows(below: table.row)
  }

  private static func rows(below header: CSVReader) -> (rows: [[String]], filled: Set<Int>) {
    var row = header
    var rows: [[String]] = []
    var isFilled: [Bool] = []
    var count = 0
    while count < 200, (try? row.next()) == true {
      count += 1
      if rows.count < Self.rows { rows.append(Array(row.names.prefix(512))) }
      if isFilled.count < row.fields.count {
        isFilled += repeatElement(false, count: row.fields.count - isFilled.count)
      }
      // Nearly always the first row has all of them.
      for column in row.fields.indices where !isFilled[column] { isFilled[column] = !row.trimmed(column).isMissing }
    }
    return (rows, Set(isFilled.indices.filter { isFilled[$0] }))
  }

  /// The rows where quotes mean nothing. A file whose first quote is never closed has no others.
  private static func plain(_ bytes: UnsafeRawBufferPointer, _ separator: UInt8) -> [[String]] {
    let text = bytes.dropFirst(bytes.starts(with: "\u{FEFF}") ? 3 : 0)
    return text.split(separator: bytes.lineEnd, maxSplits: rows + 1).prefix(rows + 1).map { line in
      line.split(separator: separator, omittingEmptySubsequences: false).prefix(512).map {
        String(decoding: UnsafeRawBufferPointer(rebasing: $0).trimmed, as: UTF8.self)
      }
    }
  }

  /// Whether its rows are dated: by a column of dates, or of months as published series have.
  var isDated: Bool { roles.contains(.date) || header.contains("month") }

  /// Whether a column names each row's symbol or currency: no format that takes either from the file's name.
  var namesSymbols: Bool { roles.contains(.symbol) || roles.contains(.currency) }

  /// The position of a column by its lower-case name.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// The positions of the columns of a role.
  func columns(_ role: ColumnRole) -> [Int] { roles.indices.filter { roles[$0] == role } }
}

extension String {
  /// What feeds write where they have no value.
  var isMissing: Bool { Array(utf8).withUnsafeBytes(\.isMissingValue) }
}
