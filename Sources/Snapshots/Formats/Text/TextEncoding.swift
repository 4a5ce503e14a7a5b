import CSystem
import Glibc

/// How a file's text is encoded. UTF-8 is read as it stands; UTF-16 with a byte order mark and GB18030 (with it GBK and
/// GB2312, as Chinese programs write tables) are converted before anything else looks at them; so is Latin-1 under a header of
/// bars that it makes sense of (`Er\u{F6}ffnung`).
enum TextEncoding {
  /// Bytes that are looked at.
  private static let reach = 64 << 10

  /// The same text in UTF-8 with the padding behind it that a reading needs; nil where the bytes are to be read as they
  /// are.
  /// - Throws: The fault of bytes that are none of these, with their place.
  static func converted(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> (bytes: [UInt8], count: Int)? {
    if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] == 0xFE, !bytes.part(2..<bytes.count).starts(with: "\0\0") {
      return try convert(bytes, from: 2, "UTF-16LE", "UTF-16")
    }
    if bytes.count >= 2, bytes[0] == 0xFE, bytes[1] == 0xFF { return try convert(bytes, from: 2, "UTF-16BE", "UTF-16") }
    guard let first = bytes.first(where: { !$0.isBlank }), first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else {
      return nil
    }
    let head = wholeLines(of: bytes)
    guard String(validating: head, as: UTF8.self) == nil, head.firstIndex(of: 0, in: 0..<head.count) == nil
    else { return nil }
    if isGB18030(head) { return try convert(bytes, from: 0, "GB18030", "GB18030") }
    if let converted = latin1(bytes, head) { return converted }
    try checkHeader(head)
    return nil
  }

  /// The text of a header that is no UTF-8 and names date and close once it is read as Latin-1; nil for any other.
  private static func latin1(
    _ bytes: UnsafeRawBufferPointer, _ head: UnsafeRawBufferPointer
  ) -> (bytes: [UInt8], count: Int)? {
    let start = TableStart(in: head)
    let end = head.firstIndex(of: head.lineEnd, in: start.start..<head.count) ?? head.count
    let header = head.part(start.start..<end)
    guard String(validating: header, as: UTF8.self) == nil, header.contains(where: \.isUmlaut) else { return nil }
    let roles = utf8(ofLatin1: header).split(separator: start.separator).map { field in
      ColumnRole.of(String(decoding: field, as: UTF8.self))?.role
    }
    guard roles.contains(.date), roles.contains(.close), bytes.count <= FileRead.limit / 3 else { return nil }
    var converted = utf8(ofLatin1: bytes)
    let count = converted.count
    converted.append(contentsOf: repeatElement(0, count: FileRead.padding))
    return (converted, count)
  }

  /// Windows has the euro sign where Latin-1 has nothing to read.
  private static func utf8(ofLatin1 bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16 + FileRead.padding)
    for byte in bytes {
      switch byte {
      case ..<0x80: text.append(byte)
      case 0x80: text += Array("€".utf8)
      default: text += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
      }
    }
    return text
  }

  /// The first lines, up to the end of one.
  private static func wholeLines(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard bytes.count > reach else { return bytes }
    let head = bytes.part(0..<reach)
    return head.part(0..<(head.lastIndex { $0 == 0x0A || $0 == 0x0D } ?? reach))
  }

  /// Whether bytes beyond ASCII stand in pairs, and those of GB2312, where the usual characters are, are more than others:
  /// letters of Latin-1 stand alone or before one of ASCII. Text that is UTF-8 but for a few bytes is none.
  private static func isGB18030(_ head: UnsafeRawBufferPointer) -> Bool {
    var usual = 0
    var others = 0
    var index = 0
    while index < head.count {
      guard head[index] >= 0x80 else {
        index += 1
        continue
      }
      guard (0x81...0xFE).contains(head[index]), index + 1 < head.count else { return false }
      let second = head[index + 1]
      if second.isDigit {
        guard index + 3 < head.count, (0x81...0xFE).contains(head[index + 2]), head[index + 3].isDigit else {
          return false
        }
        others += 1
        index += 4
        continue
      }
      guard (0x40...0xFE).contains(second), second != 0x7F else { return false }
      if head[index] >= 0xA1, second >= 0xA1 { usual += 1 } else { others += 1 }
      index += 2
    }
    let scalars = String(decoding: head, as: UTF8.self).unicodeScalars
    let damaged = scalars.count { $0 == "\u{FFFD}" }
    let sound = scalars.count { !$0.isASCII && $0 != "\u{FFFD}" }
    return usual > others && damaged > sound
  }

  /// A header that is none of these encodings could name its columns in any; in other lines it is their row's matter.
  private static func checkHeader(_ head: UnsafeRawBufferPointer) throws(Fault) {
    let start = TableStart(in: head).start
    let end = head.firstIndex(of: head.lineEnd, in: start..<head.count) ?? head.count
    guard String(validating: head.part(start..<end), as: UTF8.self) == nil else { return }
    // Up to there the bytes are the same.
    let decoded = Array(String(decoding: head.part(start..<end), as: UTF8.self).utf8)
    let bad = decoded.withUnsafeBytes { $0.range(of: "\u{FFFD}")?.lowerBound } ?? 0
    throw Fault(
      .offset(start + bad),
      "found bytes that are no UTF-8, expected UTF-8 (GB18030, and UTF-16 with a byte order mark, are read too)")
  }

  private static func convert(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ encoding: String, _ name: String
  ) throws(Fault) -> (bytes: [UInt8], count: Int) {
    let content = bytes.part(start..<bytes.count)
    // Two bytes become three at most.
    let room = content.count + content.count / 2 + 4
    var (used, length, result) = (0, 0, Int32(0))
    let converted = [UInt8](unsafeUninitializedCapacity: room + FileRead.padding) { buffer, count in
      result = dt_to_utf8(
        encoding, content.baseAddress?.assumingMemoryBound(to: UInt8.self), content.count, buffer.baseAddress, room,
        &used,
        &length)
      for index in length..<length + FileRead.padding { buffer[index] = 0 }
      count = length + FileRead.padding
    }
    switch -result {
    case 0: break
    case ENOSYS: throw Fault("found text in \(name), and no converter for it on this system, expected UTF-8")
    default:
      throw Fault(.offset(start + used), "found bytes that are no \(name), expected text in it to the end, or UTF-8")
    }
    guard length <= FileRead.limit else { throw Fault("found more than 128 MiB as UTF-8, expected a smaller file") }
    return (converted, length)
  }
}

extension UInt8 {
  /// An umlaut or ß in Latin-1.
  fileprivate var isUmlaut: Bool { [0xC4, 0xD6, 0xDC, 0xDF, 0xE4, 0xF6, 0xFC].contains(self) }
}
