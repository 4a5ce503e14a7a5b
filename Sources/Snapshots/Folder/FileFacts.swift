import Market

/// What `Completeness` asks of a reading, and what it has to say of it.
extension Completeness {
  /// - Parameter isSettled: Milliseconds of rest after which it does not matter what kind of JSON a file is.
  init(
    of reading: Reading, isSteady: Bool, writer: Writer, still: Double, waited: Double, last: Extent?,
    isSettled: Double
  ) {
    let bytes = reading.bytes
    let shape: Shape =
      bytes.isJSON && (writer == .moved || still >= isSettled) ? .document : Recognition.completenessShape(of: reading)
    self.init(
      shape: shape, writer: writer, isSteady: isSteady, still: still, waited: waited,
      extent: Extent(bytes: bytes.count), endsLine: bytes.endsLine || shape == .lines && bytes.trimmed.last == 0x7D,
      last: last)
  }
}

extension Recognition {
  /// Only a single JSON document shows by itself that it is whole, and gzip data by their trailer: a part of anything
  /// else may read well.
  fileprivate static func completenessShape(of reading: Reading) -> Completeness.Shape {
    if Gzip.isPacked(reading.bytes) { return .document }
    return switch try? shape(of: reading) {
    case .document: .document
    case .lines: .lines
    case .yaml, .text, nil: .table
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var isJSON: Bool { first == UInt8(ascii: "{") || first == UInt8(ascii: "[") }

  /// A line end, and at most blanks behind it (in UTF-16 there are zeros).
  fileprivate var endsLine: Bool {
    for byte in reversed() {
      switch byte {
      case 0x0A, 0x0D: return true
      case 0x20, 0x09, 0x00, 0x1A: continue
      default: return false
      }
    }
    return false
  }
}

extension Completeness.Sign {
  /// What is to be said of a file that counts all the same.
  func problem(_ facts: Completeness, at path: String, _ bytes: UnsafeRawBufferPointer) -> Problem {
    func problem(_ message: String, line: Int = 0, isNotice: Bool = true) -> Problem {
      Problem(path: path, line: line, column: 0, message: message, isNotice: isNotice)
    }
    let last = facts.last
    switch self {
    case .unsettled:
      return problem("found it being written, expected a whole file (a value may be cut)", isNotice: false)
    case .neverAtRest:
      return problem("found it being written all the time, expected a rename or a close (it is shown as it grows)")
    case .noLineEnd:
      return problem(
        "found no line end, expected one behind the last row (it may be cut)",
        line: 1 + bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) })
    case .fewerRows:
      return problem("found \(facts.extent.rows ?? 0) rows, expected \(last?.rows ?? 0) as before (it may be cut)")
    case .fewerBytes:
      return problem("found \(facts.extent.bytes) bytes, expected \(last?.bytes ?? 0) as before (it may be cut)")
    }
  }
}

extension FileOutcome {
  /// Rows as `Completeness` counts them: none where the content is refused.
  func rows(in shape: Completeness.Shape) -> Int {
    guard case .success(let values) = result else { return 0 }
    return shape == .document ? max(1, values.rows) : values.rows
  }

  /// The same with what is to be said of the file beside its rows.
  func adding(_ found: [Problem]) -> FileOutcome {
    FileOutcome(
      result: result, problems: problems + found, refused: refused + found.count { !$0.isNotice }, size: size,
      asksDesk: asksDesk)
  }
}
