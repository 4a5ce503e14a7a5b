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

  static func desk() -> Desk { Desk(files: files) }
}
