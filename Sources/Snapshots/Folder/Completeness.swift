import Market

/// Whether what was read of a file is the whole file: decided by facts, times and a clock that are passed in. Nothing here
/// reads a disk.
///
/// A file that was renamed in is whole. One that its writer has closed is whole unless a table shows a sign that more is to
/// come: a writer may open and close it for each row. Anything else has to stand still for a while first.
struct Completeness {
  /// How much of a file shows by itself that nothing is missing.
  enum Shape {
    /// A JSON document or packed data: a part of it does not read.
    case document
    /// JSON, a record a line: a part of a record does not read.
    case lines
    /// A table or YAML: a part of a number is a number.
    case table
  }

  /// What is known of the one who writes.
  enum Writer {
    /// The file was renamed to its place.
    case moved
    /// Nobody has it open for writing any more.
    case closed
    /// Somebody has it open for writing.
    case open
    case unknown
  }

  /// Bytes and rows of a reading. Rows are nil before it is parsed.
  struct Extent: Hashable {
    var bytes: Int
    var rows: Int?
  }

  /// What speaks against a whole file.
  enum Sign: Hashable {
    /// There was no time to wait until it stood still.
    case unsettled
    /// It never stands still.
    case neverAtRest
    case noLineEnd
    case fewerRows
    case fewerBytes
  }

  enum Verdict: Hashable {
    /// It is shown, with what is to be said of it.
    case counts([Sign])
    /// To be read again after so many milliseconds, or at the next event.
    case waits(Double)
  }

  /// Milliseconds within which times may not tell two writes apart (a tick of the kernel is up to 10).
  static let tick = 20.0
  /// Milliseconds after which a reading is repeated that the file changed under.
  static let second = 150.0

  let shape: Shape
  let writer: Writer
  /// The status stayed the same while it was read.
  var isSteady = true
  /// Milliseconds since the file last changed, as far as is known.
  var still: Double
  /// Milliseconds since there was first a change that is not shown yet.
  var waited = 0.0
  /// Of this reading; no rows where its content is refused.
  var extent: Extent
  /// It ends as a row of its shape does.
  var endsLine: Bool
  /// It begins with all the bytes of the last good reading.
  var extendsLast = false
  /// Of the last good reading.
  var last: Extent?

  /// - Parameters:
  ///   - patience: Milliseconds for which a file that nobody is known to have closed has to stand still; twice as long
  ///     where a sign says that more is to come.
  ///   - isLast: There is no time left: what was read counts.
  func verdict(patience: Double, isLast: Bool = false) -> Verdict {
    guard isSteady else { return .waits(Self.second) }
    if writer == .moved { return .counts(shape == .table && !endsLine ? [.noLineEnd] : []) }
    let signs = signs
    let isRefused = extent.rows == 0
    let isClean = signs.isEmpty && !isRefused
    if isLast { return .counts(isClean && writer == .closed || still >= patience ? signs : [.unsettled] + signs) }
    guard still >= Self.tick else { return .waits(Self.tick - still) }
    if isClean, writer == .closed { return .counts([]) }
    // Nothing of what was read is touched, and each line that came is a record of its own.
    if isClean, shape == .lines, extendsLast { return .counts([]) }
    let wait = shape == .document || isClean ? patience : 2 * patience
    if still >= wait { return .counts(signs) }
    // One that is never at rest: rows that came behind the others, or a feed of which no rename and no close is seen.
    guard isClean, extendsLast || writer == .unknown else { return .waits(wait - still) }
    if waited >= 2 * patience, still >= Self.second { return .counts([.neverAtRest]) }
    return .waits(min(wait - still, max(2 * patience - waited, Self.second - still)))
  }

  /// Why more may be to come.
  private var signs: [Sign] {
    guard shape != .document else { return [] }
    var signs: [Sign] = []
    if !endsLine { signs.append(.noLineEnd) }
    guard let last else { return signs }
    if let rows = extent.rows, rows > 0, rows < last.rows ?? 0 {
      signs.append(.fewerRows)
    } else if extent.bytes < last.bytes, writer != .closed {
      // Once it is closed, as many rows as before with an end to the last of them are whole.
      signs.append(.fewerBytes)
    }
    return signs
  }
}

extension Completeness {
  /// The facts of a reading.
  /// - Parameter isSettled: Milliseconds of rest after which it does not matter what kind of JSON a file is.
  init(
    of input: FileInput, isSteady: Bool, writer: Writer, still: Double, waited: Double, last: Extent?,
    isSettled: Double
  ) {
    let bytes = input.bytes
    let shape: Shape =
      bytes.isJSON && (writer == .moved || still >= isSettled) ? .document : Shape(of: input)
    self.init(
      shape: shape, writer: writer, isSteady: isSteady, still: still, waited: waited,
      extent: Extent(bytes: bytes.count), endsLine: bytes.endsLine || shape == .lines && bytes.trimmed.last == 0x7D,
      last: last)
  }
}

extension Completeness.Shape {
  /// Only a single JSON document shows by itself that it is whole, and gzip data by their trailer: a part of anything
  /// else may read well.
  fileprivate init(of input: FileInput) {
    if Gzip.isPacked(input.bytes) {
      self = .document
      return
    }
    switch try? Recognition.shape(of: input) {
    case .document: self = .document
    case .lines: self = .lines
    case .yaml, .text, nil: self = .table
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
