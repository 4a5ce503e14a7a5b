import Analytics
import CEmbedded
import Market
import Snapshots

/// The built-in desk: the same files that `detente init` writes, read by the same readers.
enum DemoDesk {
  /// 1 May 2025, 16:20 New York.
  static let opening = Day(number: 20209).asOf

  static var files: [(name: String, bytes: [UInt8])] {
    (0..<dt_embedded_desk_count()).compactMap { index in
      var count = 0
      guard let name = dt_embedded_desk_name(index), let bytes = dt_embedded_desk_bytes(index, &count) else {
        return nil
      }
      return (String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: count)))
    }
  }

  /// The record's files with their SHA-256 in hexadecimal.
  static var digests: [(file: String, sha256: String)] {
    var count = 0
    guard let bytes = dt_embedded_desk_sums(&count) else { return [] }
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ")
      return parts.count == 2 ? (String(parts[1]), String(parts[0])) : nil
    }
  }

  static func desk() -> Desk { Desk(files: files) }
}
