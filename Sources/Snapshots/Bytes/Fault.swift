import Market

/// Why a file or one of its rows is refused, and where.
struct Fault: Error {
  enum Location {
    /// Byte offset in the file.
    case offset(Int)
    /// 1-based; 0 for the whole file or line.
    case line(Int, column: Int)
  }

  let location: Location
  /// `found X, expected Y`.
  let message: String

  init(_ location: Location, _ message: String) {
    self.location = location
    self.message = message
  }

  init(_ message: String) { self.init(.line(0, column: 0), message) }
}

/// Turns byte offsets into lines; quick for one offset after another, an offset before the last one's line starts it over.
struct LineCounter {
  private let bytes: UnsafeRawBufferPointer
  private lazy var lineEnd = bytes.lineEnd
  private var line = 0
  private var start = 0
  /// Of the line: its last byte, or the file's end.
  private var end = -1

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func place(at offset: Int) -> (line: Int, column: Int) {
    if offset >= start, offset < end { return (line, offset - start + 1) }
    // The file's end is that of its content: behind a last line break stands nothing to point at.
    let offset = offset < bytes.count ? offset : bytes.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0
    if offset < start { (line, end) = (0, -1) }
    while end < offset {
      line += 1
      start = end + 1
      end = bytes.firstIndex(of: lineEnd, in: start..<bytes.count) ?? bytes.count
    }
    return (line, offset - start + 1)
  }
}

/// The problems of one file, as they are found. Beyond `limit` they are only counted.
struct ProblemLog {
  static let limit = 50

  let path: String
  private var problems: [Problem] = []
  private(set) var count = 0

  init(path: String) { self.path = path }

  /// - Parameter message: Not made beyond the limit.
  mutating func add(line: Int, column: Int, _ message: @autoclosure () -> String) {
    count += 1
    if count <= Self.limit { problems.append(Problem(path: path, line: line, column: column, message: message())) }
  }

  mutating func add(_ fault: Fault, _ lines: inout LineCounter) {
    switch fault.location {
    case .line(let line, let column): add(line: line, column: column, fault.message)
    case .offset(let offset):
      guard count < Self.limit else {
        count += 1
        return
      }
      let place = lines.place(at: offset)
      add(line: place.line, column: place.column, fault.message)
    }
  }

  /// All of them; a last one counts those beyond the limit.
  var all: [Problem] {
    guard count > Self.limit else { return problems }
    return problems + [Problem(path: path, line: 0, column: 0, message: "\(count - Self.limit) more rows are refused")]
  }
}
