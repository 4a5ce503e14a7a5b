import CGzip

/// Files packed with gzip, by their first two bytes whatever their name.
enum Gzip {
  static func isPacked(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// The unpacked bytes and how many may be read from their start, valid inside `body` only; refused beyond the limit
  /// of a file.
  static func unpack<Result>(
    _ bytes: UnsafeRawBufferPointer, limit: Int = FileRead.limit,
    _ body: (_ unpacked: UnsafeRawBufferPointer, _ readable: Int) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    var unpacked: UnsafeMutablePointer<UInt8>?
    var length = 0
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    switch dt_gzip_unpack(start, bytes.count, limit, FileRead.padding, &unpacked, &length) {
    case DT_GZIP_OK: break
    case DT_GZIP_TRUNCATED: throw Fault("found gzip data that is cut off, expected its end (a truncated download?)")
    case DT_GZIP_LARGE:
      throw Fault("found gzip data of more than \(limit >> 20) MiB unpacked, expected a smaller file")
    case DT_GZIP_MEMORY: throw Fault("found no memory for it, expected a smaller file")
    default: throw Fault("found gzip data that is damaged, expected a whole file")
    }
    defer { dt_gzip_free(unpacked) }
    let inside = UnsafeRawBufferPointer(start: unpacked, count: length)
    guard !isPacked(inside) else { throw Fault("found gzip inside gzip, expected it packed once") }
    return try body(inside, length + FileRead.padding)
  }
}
