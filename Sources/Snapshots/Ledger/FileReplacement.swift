import CSystem
import Glibc

/// Replaces a file whole or not at all: a temporary file beside it, forced to the disk, renamed over it.
struct FileReplacement {
  /// The desk's lock allows one writer: what a killed one has left under this name is done with.
  private static let temporary = ".detente.tmp"

  /// As shown in messages.
  let path: String
  private let folder: Int32
  private let name: [CChar]

  /// Replaces a file of a desk, or makes it; of a link, what it stands for: the one that reads it (``FileRead``) has made
  /// sure that this is beneath the desk.
  /// - Parameter old: What was read; nil: nothing stood there.
  /// - Returns: False, and nothing is changed, when the file is not as it was when it was read.
  static func replace(
    _ file: [UInt8], in desk: String, with bytes: [UInt8], expecting old: Identity?
  ) throws(LedgerError) -> Bool {
    let shown = desk + "/" + String(shown: file)
    let given = Array(desk.utf8) + [UInt8(ascii: "/")] + file
    guard let real = old == nil ? given : realPath(given), let slash = real.lastIndex(of: UInt8(ascii: "/")) else {
      throw .folder("\(shown): found no way to it (\(FileRead.reason(errno))), expected a file")
    }
    let folder = dt_open_directory(cString(real[..<slash]))
    guard folder >= 0 else {
      throw .folder("\(shown): found no way to its folder (\(FileRead.reason(-folder))), expected one")
    }
    defer { close(folder) }
    return try FileReplacement(path: shown, folder: folder, name: cString(real[(slash + 1)...]))
      .replace(with: bytes, expecting: old)
  }

  private func replace(with bytes: [UInt8], expecting old: Identity?) throws(LedgerError) -> Bool {
    unlinkat(folder, Self.temporary, 0)
    let file = dt_create_file_at(folder, Self.temporary, old == nil ? 0o666 : 0o600)
    guard file >= 0 else { throw failure("no way to write beside it", -file) }
    do throws(LedgerError) {
      try write(bytes, to: file, likeOld: old != nil)
    } catch {
      unlinkat(folder, Self.temporary, 0)
      throw error
    }
    var status = dt_status()
    let found = dt_status_at(folder, name, &status)
    guard old == nil ? found == -ENOENT : found == 0 && Identity(status) == old else {
      unlinkat(folder, Self.temporary, 0)
      return false
    }
    guard renameat(folder, Self.temporary, folder, name) == 0 else {
      let error = errno
      unlinkat(folder, Self.temporary, 0)
      throw failure("no way to replace it", error)
    }
    fsync(folder)
    return true
  }

  /// Writes, and closes, the temporary file, with the mode and where possible the owner of the old one.
  private func write(_ bytes: [UInt8], to file: Int32, likeOld: Bool) throws(LedgerError) {
    var failed: Int32 = 0
    var old = stat()
    if likeOld, fstatat(folder, name, &old, AT_SYMLINK_NOFOLLOW) == 0 {
      _ = fchown(file, old.st_uid, old.st_gid)
      if fchmod(file, old.st_mode & 0o7777) != 0 { failed = errno }
    }
    var sent = 0
    while failed == 0, sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { failed = errno }
      sent += max(0, count)
    }
    if failed == 0, fsync(file) != 0 { failed = errno }
    if close(file) != 0, failed == 0 { failed = errno }
    guard failed == 0 else { throw failure("no way to write it", failed) }
  }

  private func failure(_ found: String, _ error: Int32) -> LedgerError {
    .folder("\(path): found \(found) (\(FileRead.reason(error))), expected to; nothing is changed")
  }

  private static func realPath(_ path: [UInt8]) -> [UInt8]? {
    guard let real = realpath(cString(path), nil) else { return nil }
    defer { free(real) }
    return Array(UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }
}
