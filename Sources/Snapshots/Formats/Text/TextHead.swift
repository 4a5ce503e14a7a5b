/// The first lines of a text file, for recognising it: what its header and first rows say.
struct TextHead {
  /// Rows beyond the header that are kept.
  static let rows = 5

  let separator: UInt8
  /// The first row's fields as they stand, without blanks around them.
  let names: [String]
  /// The same in lower case.
  let header: [String]
  /// Up to five rows after it, without blanks around the fields.
  let rows: [[String]]
  /// The first line's fields in a format without quotes, without blanks around them.
  let unquoted: [String]
  /// The file's name without extension.
  let stem: String

  /// Looks at the start of `bytes` only; NUL bytes there refuse the file.
  init(_ bytes: UnsafeRawBufferPointer, stem: String) throws(Fault) {
    self.stem = stem
    var found: [[String]] = []
    // What begins further down is no header.
    var reader = try CSVReader(file: bytes.part(0..<min(bytes.count, 64 << 10)))
    while found.count <= Self.rows, (try? reader.next()) == true {
      found.append(
        reader.fields.indices.prefix(512).map { String(decoding: reader.raw($0).trimmed, as: UTF8.self) })
    }
    separator = reader.separator
    let plain = Self.plain(bytes, separator)
    unquoted = plain.first ?? []
    if found.isEmpty { found = plain }
    names = found.first ?? []
    header = names.map { $0.lowercased() }
    rows = Array(found.dropFirst())
  }

  /// The rows where quotes mean nothing. A file whose first quote is never closed has no others.
  private static func plain(_ bytes: UnsafeRawBufferPointer, _ separator: UInt8) -> [[String]] {
    let text = bytes.prefix(64 << 10).dropFirst(bytes.starts(with: "\u{FEFF}") ? 3 : 0)
    return text.split(separator: bytes.lineEnd, maxSplits: rows + 1).prefix(rows + 1).map { line in
      line.split(separator: separator, omittingEmptySubsequences: false).prefix(512).map {
        String(decoding: UnsafeRawBufferPointer(rebasing: $0).trimmed, as: UTF8.self)
      }
    }
  }

  /// Whether a column names each row's symbol or currency: no format that takes either from the file's name.
  var namesSymbols: Bool { header.contains { ["symbol", "ticker", "currency"].contains($0) } }

  /// The position of a column by its lower-case name.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }
}
