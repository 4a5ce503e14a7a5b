import CSystem
import Glibc
import System

/// One writer of a desk's ledger at a time, by an advisory lock on a hidden file of its folder. Held until the value
/// ends; the system releases it when the program dies.
struct DeskLock: ~Copyable {
  static let name = ".detente.lock"
  /// Milliseconds between two tries.
  private static let pause = 10.0

  private let descriptor: Int32

  deinit { close(descriptor) }

  /// Takes the lock of a folder.
  /// - Parameter patience: Seconds to wait for another writer.
  init(_ path: String, patience: Double) throws(LedgerError) {
    let root = try DeskLedger.open(path)
    defer { close(root) }
    let end = MonotonicClock.milliseconds + patience * 1000
    while true {
      let file = dt_open_lock_at(root, Self.name)
      guard file >= 0 else {
        throw .folder("\(path): found no way to write there (\(FileRead.reason(-file))), expected a writable folder")
      }
      let result = dt_lock(file)
      if result == 0, Self.stands(file, in: root) {
        descriptor = file
        return
      }
      close(file)
      // Locked, but another file stands there by now: try again at once.
      if result == 0 { continue }
      guard result == -EWOULDBLOCK || result == -EINTR else {
        throw .folder(
          "\(path)/\(Self.name): found no way to lock it (\(FileRead.reason(-result))), expected a file system with locks"
        )
      }
      guard MonotonicClock.milliseconds < end else {
        throw .folder(
          "\(path)/\(Self.name): found another writer at work for \(Int(patience)) s, expected it to finish; nothing is written"
        )
      }
      usleep(UInt32(Self.pause * 1000))
    }
  }

  /// Whether a locked file is still the one that others will find.
  private static func stands(_ file: Int32, in root: Int32) -> Bool {
    var own = dt_status()
    var found = dt_status()
    return dt_status_fd(file, &own) == 0 && dt_status_at(root, name, &found) == 0 && own.inode == found.inode
      && own.device == found.device
  }
}
