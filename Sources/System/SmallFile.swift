import CSystem
import Glibc

/// A file of the program's own, read whole: a regular one and no large one.
package struct SmallFile: Sendable {
  /// Why nothing was read.
  package enum Failure: Error {
    case absent
    /// `found X, expected Y`.
    case refused(String)
  }

  package let bytes: [UInt8]
  /// Of what was read.
  package let identity: FileIdentity
  /// Somebody had it open for writing once it was read, as far as the system tells.
  package let isBeingWritten: Bool

  /// Waits for nobody: a named pipe is refused, not read.
  /// - Parameters:
  ///   - limit: of bytes.
  ///   - followsLinks: else a link is refused.
  package init(_ path: String, atMost limit: Int, followsLinks: Bool = true) throws(Failure) {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else {
      // Below what is no folder there is nothing either.
      if errno == ENOENT || errno == ENOTDIR { throw .absent }
      throw SmallFile.unreadable(errno)
    }
    defer { close(descriptor) }
    var status = dt_status()
    let found = dt_status_fd(descriptor, &status)
    guard found == 0 else { throw SmallFile.unreadable(-found) }
    guard status.kind == UInt32(DT_KIND_REGULAR) else {
      let kind = status.kind == UInt32(DT_KIND_DIRECTORY) ? "a folder" : "a pipe or a device"
      throw .refused("found \(kind), expected a file")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SmallFile.unreadable(errno) }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw .refused("found more than \(limit >> 10) KiB, expected a smaller file")
      }
    }
    self.bytes = bytes
    identity = FileIdentity(status)
    isBeingWritten = dt_is_open_for_writing(descriptor) == 1
  }

  private static func unreadable(_ code: Int32) -> Failure {
    .refused("found no way to read it (\(String(cString: strerror(code)))), expected a readable file")
  }
}
