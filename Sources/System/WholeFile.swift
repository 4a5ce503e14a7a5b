import CSystem
import Glibc

/// Writes a file whole or not at all: a temporary file beside it, forced to the disk, renamed into place.
package struct WholeFile: ~Copyable {
  /// What the system refused.
  package struct Failure: Error {
    package enum Step: Sendable { case open, create, write, rename }
    package let step: Step
    /// As of `errno`.
    package let code: Int32

    package init(step: Step, code: Int32) {
      self.step = step
      self.code = code
    }

    /// As the system words it.
    package var reason: String { String(cString: strerror(code)) }
  }

  /// What may stand in the place when the file is renamed into it.
  package enum Expectation {
    case anything
    case nothing
    case file(FileIdentity)
  }

  private let folder: Int32
  private let name: [CChar]
  private let temporary: String

  deinit { close(folder) }

  /// - Parameters:
  ///   - name: One component.
  ///   - folder: The path of the folder that it stands in.
  ///   - isOnlyWriter: Under a lock nobody else writes there: what a killed writer has left is done with.
  package init(_ name: some Sequence<UInt8>, in folder: some Sequence<UInt8>, isOnlyWriter: Bool = false)
    throws(Failure)
  {
    let descriptor = dt_open_directory(cString(folder))
    guard descriptor >= 0 else { throw Failure(step: .open, code: -descriptor) }
    self.folder = descriptor
    self.name = cString(name)
    temporary = isOnlyWriter ? ".detente.tmp" : ".detente.\(getpid()).tmp"
    if isOnlyWriter { unlinkat(descriptor, temporary, 0) }
  }

  /// - Parameters:
  ///   - expected: A file keeps its mode, and where possible its owner.
  ///   - mode: Of another, less the mask of the process.
  /// - Returns: False, and nothing is changed, when something else stands there.
  package func write(_ bytes: [UInt8], over expected: Expectation, mode: mode_t) throws(Failure) -> Bool {
    var isKnown = false
    if case .file = expected { isKnown = true }
    let file = dt_create_file_at(folder, temporary, isKnown ? 0o600 : mode)
    guard file >= 0 else { throw Failure(step: .create, code: -file) }
    var isDone = false
    defer { if !isDone { unlinkat(folder, temporary, 0) } }
    let failed = fill(file, with: bytes, likeOld: isKnown)
    guard failed == 0 else { throw Failure(step: .write, code: failed) }
    guard stands(expected) else { return false }
    guard renameat(folder, temporary, folder, name) == 0 else { throw Failure(step: .rename, code: errno) }
    isDone = true
    fsync(folder)
    return true
  }

  /// Writes, and closes, the temporary file.
  /// - Returns: 0, or what the system refused.
  private func fill(_ file: Int32, with bytes: [UInt8], likeOld: Bool) -> Int32 {
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
    return failed
  }

  private func stands(_ expected: Expectation) -> Bool {
    var status = dt_status()
    let found = dt_status_at(folder, name, &status)
    return switch expected {
    case .anything: true
    case .nothing: found == -ENOENT
    case .file(let identity): found == 0 && FileIdentity(status) == identity
    }
  }
}

/// A name for a system call: its bytes and a closing NUL.
package func cString(_ bytes: some Sequence<UInt8>) -> [CChar] {
  let whole = bytes.withContiguousStorageIfAvailable { bytes in
    [CChar](unsafeUninitializedCapacity: bytes.count + 1) { name, count in
      count = UnsafeMutableRawBufferPointer(name).initializeMemory(as: UInt8.self, from: bytes).initialized.count + 1
      name.initializeElement(at: bytes.count, to: 0)
    }
  }
  return whole ?? bytes.map { CChar(bitPattern: $0) } + [0]
}
