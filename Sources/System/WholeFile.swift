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
    package var reason: String { WholeFile.reason(code) }
  }

  /// What may stand in the place when the file is renamed into it.
  package enum Expectation {
    case anything
    case nothing
    case file(FileIdentity)
  }

  /// A file that stands in its place, and what is to be said of it: `found X, expected Y` each.
  package struct Written: Sendable {
    package fileprivate(set) var notices: [String] = []
  }

  private let folder: Int32
  private let name: [CChar]
  private let isOnlyWriter: Bool

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
    self.isOnlyWriter = isOnlyWriter
  }

  /// - Parameters:
  ///   - expected: A file keeps its mode, its extended attributes and its access list, and where possible its owner.
  ///   - mode: Of another, less the mask of the process.
  /// - Returns: Nil, and nothing is changed, when something else stands there.
  package func write(_ bytes: [UInt8], over expected: Expectation, mode: mode_t) throws(Failure) -> Written? {
    var isKnown = false
    if case .file = expected { isKnown = true }
    let (file, temporary) = try create(mode: isKnown ? 0o600 : mode)
    var isDone = false
    defer { if !isDone { unlinkat(folder, temporary, 0) } }
    var written = Written()
    let failed = fill(file, with: bytes, likeOld: isKnown, &written)
    guard failed == 0 else { throw Failure(step: .write, code: failed) }
    guard stands(expected) else { return nil }
    let renamed =
      if case .nothing = expected {
        dt_rename_to_free(folder, temporary, name)
      } else {
        renameat(folder, temporary, folder, name) == 0 ? 0 : -errno
      }
    if case .nothing = expected, renamed == -EEXIST { return nil }
    guard renamed == 0 else { throw Failure(step: .rename, code: -renamed) }
    isDone = true
    noteFolder(&written)
    return written
  }

  // MARK: The temporary file

  private static let prefix = ".detente."
  private static let suffix = ".tmp"
  /// Seconds after which nobody is still writing one.
  private static let old: Int64 = 3600

  /// A new temporary file. What another process of the same number left is not in its way.
  private func create(mode: mode_t) throws(Failure) -> (file: Int32, name: String) {
    let only = ".detente.tmp"
    if isOnlyWriter { unlinkat(folder, only, 0) } else { removeOld() }
    for attempt in 0..<16 {
      let own = "\(getpid())" + (attempt == 0 ? "" : ".\(attempt)")
      let name = isOnlyWriter ? only : Self.prefix + own + Self.suffix
      let file = dt_create_file_at(folder, name, mode)
      if file >= 0 { return (file, name) }
      guard file == -EEXIST, !isOnlyWriter else { throw Failure(step: .create, code: -file) }
    }
    throw Failure(step: .create, code: EEXIST)
  }

  /// Removes the temporary files of writers that were killed.
  private func removeOld() {
    var stream: UnsafeMutableRawPointer?
    var buffer = [CChar](repeating: 0, count: 256)
    let now = time(nil)
    while true {
      let length = dt_next_name(folder, &stream, &buffer, buffer.count)
      guard length > 0 else { return }
      let name = String(decoding: buffer[..<Int(length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix) else { continue }
      var status = dt_status()
      guard dt_status_at(folder, name, &status) == 0, status.modified_seconds < Int64(now) - Self.old else { continue }
      unlinkat(folder, name, 0)
    }
  }

  /// Writes, and closes, the temporary file.
  /// - Returns: 0, or what the system refused.
  private func fill(_ file: Int32, with bytes: [UInt8], likeOld: Bool, _ written: inout Written) -> Int32 {
    var failed: Int32 = 0
    if likeOld { failed = makeLikeOld(file, &written) }
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

  /// Gives the temporary file what the old one has beside its bytes.
  /// - Returns: 0, or what the system refused.
  private func makeLikeOld(_ file: Int32, _ written: inout Written) -> Int32 {
    var old = stat()
    guard fstatat(folder, name, &old, AT_SYMLINK_NOFOLLOW) == 0 else { return 0 }
    _ = fchown(file, old.st_uid, old.st_gid)
    guard fchmod(file, old.st_mode & 0o7777) == 0 else { return errno }
    if old.st_nlink > 1 {
      written.notices.append(
        "found \(old.st_nlink) names of the file (hard links), expected one: the others keep what it was")
    }
    var lost = [CChar](repeating: 0, count: 4096)
    let result = dt_copy_attributes(folder, name, file, &lost, lost.count)
    if result < 0 {
      written.notices.append(
        "found no way to read its extended attributes (\(Self.reason(-result))), expected to keep them")
    }
    let names = lost.split(separator: 0).map { String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self) }
    for name in names {
      let what = name == "system.posix_acl_access" ? "access list (ACL)" : "extended attribute \(name)"
      written.notices.append("found no way to keep its \(what), expected to")
    }
    return 0
  }

  // MARK: Its place

  /// The folder, too, is forced to the disk. Some file systems know no such thing.
  private func noteFolder(_ written: inout Written) {
    guard fsync(folder) != 0, ![EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) else { return }
    written.notices.append(
      "found no way to force its folder to the disk (\(Self.reason(errno))), expected to: it is written, but may be lost if the power fails"
    )
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

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
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
