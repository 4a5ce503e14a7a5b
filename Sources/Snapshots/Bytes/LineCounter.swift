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
