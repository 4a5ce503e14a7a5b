import CSystem
import Glibc
import Market
import System

/// One reading of one file: its bytes with padding behind them, and its status on the open descriptor.
struct FileRead: ~Copyable {
  /// Larger files are refused.
  static let limit = 128 << 20
  /// What simdjson may touch behind a document.
  static let padding = 64

  /// Bytes of the buffer that a file of `size` is read into at once, to its end.
  static func room(for size: Int) -> Int { min(size, limit) + 1 + padding }

  private let buffer: FileBuffer
  private let count: Int
  let identity: FileIdentity
  let modified: Instant
  /// Renamed, or given other times, owner or mode, since it was last written to.
  let isTouchedSince: Bool
  /// The status did not change while it was read.
  let steady: Bool
  /// Whether anybody had it open for writing once it was read; nil where that was not asked or the system does not tell.
  let isOpen: Bool?

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer.bytes[0..<count]) }
  var readable: Int { buffer.bytes.count }

  /// Reads `name` (at most three components) beneath an open folder. Links are followed only where they end at a
  /// regular file beneath it; nothing else than a regular file is ever opened for reading. Never maps a file. `buffer`
  /// is this reading's alone as long as it lasts. Of a file modified less than `asksWriterWithin` milliseconds ago it is
  /// asked whether it is open for writing.
  init(
    _ name: [UInt8], beneath root: Int32, into buffer: FileBuffer = FileBuffer(), asksWriterWithin: Double? = nil
  ) throws(Unreadable) {
    let descriptor = try Self.open(name, beneath: root)
    defer { close(descriptor) }
    var before = dt_status()
    try Self.check(dt_status_fd(descriptor, &before))
    guard before.kind == UInt32(DT_KIND_REGULAR) else { throw Self.irregular(before.kind) }
    guard before.size <= Self.limit else { throw Self.tooLarge }

    buffer.grow(to: Self.room(for: Int(max(0, before.size))))
    var filled = 0
    while true {
      if filled + Self.padding >= buffer.bytes.count {
        guard filled <= Self.limit else { throw Self.tooLarge }
        let larger = min(buffer.bytes.count * 2, Self.limit + 1 + Self.padding) + Self.padding
        buffer.grow(to: larger, keeping: filled)
      }
      guard let base = buffer.bytes.baseAddress else { break }
      let got = read(descriptor, base + filled, buffer.bytes.count - Self.padding - filled)
      if got < 0 {
        if errno == EINTR { continue }
        throw Unreadable(
          message: "found no way to read it (\(Self.reason(errno))), expected a readable file", state: .bad)
      }
      if got == 0 { break }
      filled += got
    }
    guard filled <= Self.limit else { throw Self.tooLarge }
    var after = dt_status()
    steady =
      dt_status_fd(descriptor, &after) == 0 && FileIdentity(after) == FileIdentity(before) && after.size == filled
    self.buffer = buffer
    count = filled
    identity = FileIdentity(before)
    modified = Instant(before)
    isTouchedSince =
      (before.changed_seconds, before.changed_nanoseconds) > (before.modified_seconds, before.modified_nanoseconds)
    isOpen = asksWriterWithin.flatMap { [modified] within in
      guard Double(Instant.now.milliseconds - modified.milliseconds) < within else { return nil }
      let result = dt_is_open_for_writing(descriptor)
      return result < 0 ? nil : result == 1
    }
  }

  private static let tooLarge = Unreadable(
    message: "found more than 128 MiB, expected a smaller file", state: .bad)

  static func reason(_ error: Int32) -> String { String(cString: strerror(error)) }

  private static func check(_ result: Int32) throws(Unreadable) {
    guard result < 0 else { return }
    throw Unreadable(
      message: "found no way to open it (\(reason(-result))), expected a readable file",
      state: result == -ENOENT ? .gone : .bad)
  }

  private static func irregular(_ kind: UInt32) -> Unreadable {
    let found =
      switch kind {
      case UInt32(DT_KIND_FIFO): "a named pipe"
      case UInt32(DT_KIND_SOCKET): "a socket"
      case UInt32(DT_KIND_CHARACTER), UInt32(DT_KIND_BLOCK): "a device"
      case UInt32(DT_KIND_DIRECTORY): "a folder"
      default: "something else"
      }
    return Unreadable(message: "found \(found), expected a regular file", state: .ignored)
  }

  private static func open(_ name: [UInt8], beneath root: Int32) throws(Unreadable) -> Int32 {
    var parts = name.split(separator: UInt8(ascii: "/"))
    guard let last = parts.popLast() else { throw irregular(UInt32(DT_KIND_DIRECTORY)) }
    var folder = root
    defer { if folder != root { close(folder) } }
    for part in parts {
      let next = dt_open_directory_at(folder, cString(part))
      try check(next)
      if folder != root { close(folder) }
      folder = next
    }
    let file = cString(last)
    var status = dt_status()
    try check(dt_status_at(folder, file, &status))
    if status.kind == UInt32(DT_KIND_LINK) { return try openTarget(file, in: folder, beneath: root) }
    guard status.kind == UInt32(DT_KIND_REGULAR) else { throw irregular(status.kind) }
    let descriptor = dt_open_file_at(folder, file)
    try check(descriptor)
    return descriptor
  }

  /// Resolves a link without opening its target, checks where it leads, and only then opens that same file.
  private static func openTarget(_ file: [CChar], in folder: Int32, beneath root: Int32) throws(Unreadable) -> Int32 {
    let target = dt_open_target_at(folder, file)
    if target == -ENOENT || target == -ELOOP {
      throw Unreadable(message: "found a link that leads nowhere, expected a file", state: .ignored)
    }
    try check(target)
    defer { close(target) }
    guard let inside = path(root), let place = path(target), place.starts(with: inside + [UInt8(ascii: "/")]) else {
      throw Unreadable(message: "found a link that leaves the folder, expected a file beneath it", state: .ignored)
    }
    var status = dt_status()
    try check(dt_status_fd(target, &status))
    guard status.kind == UInt32(DT_KIND_REGULAR) else { throw irregular(status.kind) }
    let descriptor = dt_open_again(target)
    try check(descriptor)
    return descriptor
  }

  private static func path(_ descriptor: Int32) -> [UInt8]? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = dt_path(descriptor, &buffer, buffer.count)
    guard length > 0, length < buffer.count else { return nil }
    return buffer[0..<Int(length)].map { UInt8(bitPattern: $0) }
  }
}

extension Instant {
  /// The modification time of a status.
  init(_ status: dt_status) {
    let seconds = status.modified_seconds.clamped(to: -62_135_596_800...253_402_300_799)
    self.init(milliseconds: seconds * 1000 + status.modified_nanoseconds / 1_000_000)
  }
}

extension Int64 {
  fileprivate func clamped(to range: ClosedRange<Int64>) -> Int64 {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
