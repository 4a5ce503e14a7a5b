import Market

extension Problem {
  /// Problems that carry an excerpt: the first ones of a file.
  private static let quoted = 20

  /// The problems of one file, the first of them with the line they mean.
  static func quoting(_ problems: [Problem], in bytes: UnsafeRawBufferPointer) -> [Problem] {
    var finder = LineFinder(bytes)
    return problems.enumerated().map { index, problem in
      guard index < quoted, problem.line > 0, let line = finder.bytes(of: problem.line) else { return problem }
      var problem = problem
      problem.excerpt = Excerpt(line, column: problem.column)
      return problem
    }
  }
}

extension Problem.Excerpt {
  private static let reach = 100

  /// - Parameter column: 1-based byte of the line; 0: the whole line.
  fileprivate init(_ line: UnsafeRawBufferPointer, column: Int) {
    let place = min(max(0, column - 1), line.count)
    var start = max(0, place - Self.reach)
    var end = min(line.count, place + Self.reach)
    // Not within a character: its other bytes begin with the bits 10.
    while start > 0, start < place, line[start] & 0xC0 == 0x80 { start += 1 }
    while end < line.count, end > place, line[end] & 0xC0 == 0x80 { end -= 1 }
    self.init(
      before: String(decoding: line[start..<place], as: UTF8.self),
      rest: String(decoding: line[place..<end], as: UTF8.self), isCutBefore: start > 0, isCutAfter: end < line.count)
  }
}

/// Finds lines in one forward pass; an earlier line than the last starts it over.
private struct LineFinder {
  private let bytes: UnsafeRawBufferPointer
  private var line = 1
  private var start = 0
  private let lineEnd: UInt8

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    lineEnd = bytes.lineEnd
  }

  /// A line without its end; nil where the file has fewer.
  mutating func bytes(of number: Int) -> UnsafeRawBufferPointer? {
    if number < line { (line, start) = (1, 0) }
    while line < number {
      guard let end = bytes.firstIndex(of: lineEnd, in: start..<bytes.count) else { return nil }
      line += 1
      start = end + 1
    }
    var end = bytes.firstIndex(of: lineEnd, in: start..<bytes.count) ?? bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return bytes.part(start..<end)
  }
}
