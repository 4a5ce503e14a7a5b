import CSystem
import Glibc
import Market

/// Why a desk folder cannot be read.
package struct FolderError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// `found X, expected Y`.
  package let message: String

  /// `path: message`.
  package var description: String { "\(path): \(message)" }
}

/// Reads a desk folder again and again, only what changed, and decides when a reading counts.
///
/// A file that was renamed in is whole and counts at once. One that may be written in place counts at once when it is a
/// JSON document that reads whole and stood still meanwhile; anything else (CSV, lines, YAML, or a fault) only when two
/// readings at least 100 ms apart agree. No file is read twice within 100 ms.
struct FolderReader: ~Copyable {
  /// Least milliseconds between two readings of a file.
  static let pause = 100.0
  /// Milliseconds after which a reading that does not count by itself is repeated.
  static let second = 150.0
  /// Bytes from which on a file takes long enough to read that others should be seen before.
  private static let large = 1 << 20
  /// Bytes of a file whose buffers are not kept for the next.
  private static let huge = 8 << 20
  /// A file that was not touched for so many milliseconds before the first scan is taken as finished.
  private static let settled: Int64 = 2000
  /// Milliseconds before a copy is read whose original has gone: a writer may be about to put another there.
  private static let orphaned = 1000.0

  private struct Record {
    /// Status of the last reading; nil: read again at the next scan.
    var identity: Identity?
    /// Hash of the content that was last accepted or refused.
    var digest: UInt64?
    /// That content has to be parsed anew.
    var isOutdated = false
    /// What that content is was the watchlist's to say.
    var asksDesk = false
    /// Hash and time of a reading that waits for another to agree.
    var candidate: (digest: UInt64, at: Double)?
    var readAt = -1e9
    var failures = 0
  }

  struct Due {
    var at: Double
    /// Renamed in: no second reading is needed.
    var isWhole: Bool
  }

  let path: String
  var assembly = Assembly()
  /// The open folder; -1 between readings.
  private var root: Int32 = -1
  private var place: (device: UInt64, inode: UInt64)?
  private(set) var due: [[UInt8]: Due] = [:]
  private var records: [[UInt8]: Record] = [:]
  /// By the last scan: copies that are not used, and the names that decide about copies.
  private var copies: [[UInt8]: String] = [:]
  private var originals: Set<[UInt8]> = []
  private var isFirst = true
  private var parser = JSONParser()
  private var buffer = FileBuffer()
  /// Bytes of the largest file that these have held.
  private var held = 0

  init(path: String) { self.path = path }

  deinit { if root >= 0 { close(root) } }

  // MARK: Folder

  /// Opens the folder by its path; false when another folder stood there before. It is not kept open between readings:
  /// an open folder's deletion would not be told, and its file system not be unmounted.
  mutating func open() throws(FolderError) -> Bool {
    shut()
    root = dt_open_directory(path)
    var status = dt_status()
    let result = root < 0 ? root : dt_status_fd(root, &status)
    guard result < 0 else {
      let before = place
      place = (status.device, status.inode)
      return before.map { $0 == status.device && $1 == status.inode } ?? true
    }
    shut()
    place = nil
    let found =
      switch -result {
      case ENOENT: "nothing there"
      case ENOTDIR: "no folder"
      default: "no way to open it (\(FileRead.reason(-result)))"
      }
    throw FolderError(path: path, message: "found \(found), expected a folder of snapshot files")
  }

  mutating func shut() {
    if root >= 0 { close(root) }
    root = -1
  }

  /// Whether a folder stands behind the path.
  var isPresent: Bool {
    var status = dt_status()
    return dt_status_path(path, &status) == 0 && status.kind == UInt32(DT_KIND_DIRECTORY)
  }

  /// The folder is gone: every file's last values stay, marked.
  mutating func lose() {
    for index in assembly.slots.indices { assembly.remove(at: index) }
    records = [:]
    due = [:]
  }

  /// Compares names, sizes and times with what was read, and makes due what differs. `swapped`: the targets of links
  /// were exchanged at once. `forced`: everything is read.
  mutating func scan(now: Double, swapped: Bool = false, forced: Bool = false) -> FolderListing {
    let listing = FolderListing(root: root)
    assembly.add(listing.entries.map(\.name))
    var present: Set<[UInt8]> = []
    present.reserveCapacity(listing.entries.count)
    let wereCopies = setAside(listing, &present)
    for entry in listing.entries {
      present.insert(entry.name)
      let record = records[entry.name]
      if !forced, let record, let identity = entry.identity, record.identity == identity { continue }
      let delay = wereCopies[entry.name] == nil ? 0 : Self.orphaned
      schedule(entry.name, at: now + delay, isWhole: swapped && entry.isLink ? true : nil)
    }
    assembly.add(listing.strangers.map(\.name))
    for stranger in listing.strangers {
      present.insert(stranger.name)
      guard let index = assembly.index(of: stranger.name) else { continue }
      assembly.refuse("found \(stranger.what)", at: index, state: .ignored)
    }
    for index in assembly.slots.indices where !present.contains(assembly.slots[index].name) {
      let name = assembly.slots[index].name
      if listing.failed.contains(where: { name.starts(with: $0.folder) }) { continue }
      records[name] = nil
      due[name] = nil
      assembly.remove(at: index)
    }
    return listing
  }

  /// Drops what copies of a listing said; the copies of the listing before.
  private mutating func setAside(_ listing: FolderListing, _ present: inout Set<[UInt8]>) -> [[UInt8]: String] {
    let before = copies
    copies = listing.copies
    originals = listing.originals
    if !copies.isEmpty { assembly.add(copies.keys) }
    assembly.ignore(copies)
    for name in copies.keys {
      present.insert(name)
      records[name] = nil
      due[name] = nil
    }
    return before
  }

  /// Whether a change of a file may make a copy of another, or of a copy none, so that the folder must be listed.
  func decidesCopies(_ name: [UInt8], isRemoved: Bool) -> Bool {
    let isNew = assembly.index(of: name).map { assembly.slots[$0].state == .gone } ?? true
    if originals.contains(name), isRemoved || isNew { return true }
    if copies[name] != nil { return isRemoved }
    return isNew && CopyName(name) != nil
  }

  // MARK: Files

  /// Has a file read at a time, or before if it is due before, but not too soon after the last time. `isWhole`: whether
  /// it was renamed in or is written in place, whichever came last; nil: not told, what was known of it stays.
  mutating func schedule(_ name: [UInt8], at time: Double, isWhole: Bool?) {
    guard copies[name] == nil else { return }
    let earliest = records[name].map { max(time, $0.readAt + Self.pause) } ?? time
    let known = due[name]
    due[name] = Due(at: min(earliest, known?.at ?? earliest), isWhole: isWhole ?? known?.isWhole ?? false)
  }

  /// When the next file is due.
  var next: Double? { due.values.lazy.map { $0.at }.min() }

  /// Reads every file that is due, at first the small ones first; `pauses` is called between files, and told whether
  /// the next one is large: what was read until then should not wait for it.
  mutating func readDue(now: Double, pauses: (inout Assembly, _ beforeLarge: Bool) -> Void) {
    defer {
      isFirst = false
      if held > Self.large { dropBuffers() }
    }
    var files = due.filter { $0.value.at <= now }.map { (name: $0.key, size: 0) }
    if files.count > 1 { files.sort { precedes($0.name, $1.name) } }
    for index in files.indices { files[index].size = size(of: files[index].name) }
    if isFirst { files.sort { $0.size < $1.size } }
    let size = files.reduce(0) { $0 + $1.size }
    if size > Self.large {
      // First, lest it should lie on what is readied for values.
      buffer.grow(to: FileRead.room(for: files.lazy.map(\.size).max() ?? 0))
      dt_prepare_heap(size)
    }
    for (index, file) in files.enumerated() {
      guard let request = due.removeValue(forKey: file.name) else { continue }
      if index > 0 { pauses(&assembly, file.size >= Self.large) }
      read(file.name, isWhole: request.isWhole)
    }
  }

  private func size(of name: [UInt8]) -> Int {
    var status = dt_status()
    return dt_status_at(root, cString(name), &status) == 0 ? Int(status.size) : 0
  }

  private mutating func read(_ name: [UInt8], isWhole: Bool) {
    let started = monotonic()
    var record = records[name] ?? Record()
    record.readAt = started
    defer { records[name] = record }
    if assembly.index(of: name) == nil { assembly.add([name]) }
    guard let index = assembly.index(of: name) else { return }
    do throws(Unreadable) {
      let file = try FileRead(name, beneath: root, into: buffer)
      record.failures = 0
      take(file, at: index, isWhole: isWhole, started: started, &record)
    } catch {
      record.identity = nil
      record.digest = nil
      record.candidate = nil
      switch error.state {
      case .gone: assembly.remove(at: index)
      default:
        assembly.refuse(error.message, at: index, state: error.state)
        // What will not go away by itself is left to events and scans.
        guard error.state == .bad, record.failures < 6 else { return }
        record.failures += 1
        due[name] = Due(at: started + 500 * Double(1 << record.failures), isWhole: false)
      }
    }
  }

  private mutating func take(
    _ file: borrowing FileRead, at index: Int, isWhole: Bool, started: Double, _ record: inout Record
  ) {
    let name = assembly.slots[index].name
    held = max(held, Gzip.isPacked(file.bytes) ? .max : file.bytes.count)
    let now = Instant.now
    let age = now.milliseconds - file.modified.milliseconds
    // A time stamp this young may not show another write: the next scan reads once more.
    record.identity = age >= Self.settled ? file.identity : nil
    let digest = Self.digest(file.bytes)
    let isKnown = digest == record.digest
    if isKnown, !record.isOutdated {
      record.candidate = nil
      assembly.touch(at: index, modified: file.modified, read: now)
      return
    }
    let agreed = record.candidate.map { $0.digest == digest && started - $0.at >= Self.pause } ?? false
    let counts = file.steady && (isWhole || agreed || isKnown || (isFirst && age >= Self.settled))
    let path = assembly.slots[index].report.path
    let reading = Reading(
      path: path, bytes: file.bytes, readable: file.readable, negative: assembly.negative,
      symbols: assembly.symbols, parser: parser, modified: file.modified, clock: now)
    guard counts || (file.steady && Recognition.showsItsEnd(reading)) else {
      return wait(name, digest, started, &record)
    }
    let outcome = FileOutcome(reading)
    if held > Self.huge { dropBuffers() }
    if !counts, case .failure = outcome.result { return wait(name, digest, started, &record) }
    record.digest = digest
    record.isOutdated = false
    record.asksDesk = outcome.asksDesk
    record.candidate = nil
    assembly.accept(outcome, at: index, modified: file.modified, read: now, cost: monotonic() - started)
  }

  private mutating func dropBuffers() {
    parser = JSONParser()
    buffer = FileBuffer()
    held = 0
  }

  private mutating func wait(_ name: [UInt8], _ digest: UInt64, _ started: Double, _ record: inout Record) {
    record.identity = nil
    if record.candidate?.digest != digest { record.candidate = (digest, started) }
    due[name] = Due(at: started + Self.second, isWhole: false)
  }

  /// Tells contents apart, at the pace of memory: two words at a time are multiplied and folded (as in wyhash), in two
  /// strands that do not wait for each other.
  private static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let product = a.multipliedFullWidth(by: b)
      return product.high ^ product.low
    }
    func word(_ index: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) }
    var hash = UInt64(bytes.count) ^ 0x9E37_79B9_7F4A_7C15
    var other = hash
    var index = 0
    while index + 32 <= bytes.count {
      hash = fold(word(index) ^ 0xA076_1D64_78BD_642F, word(index + 8) ^ hash)
      other = fold(word(index + 16) ^ 0xE703_7ED1_A0B4_28DB, word(index + 24) ^ other)
      index += 32
    }
    for byte in bytes[index...] { hash = fold(hash ^ UInt64(byte), 0xE703_7ED1_A0B4_28DB) }
    return fold(hash ^ other, 0x8EBC_6AF0_9C88_C6E3)
  }

  /// Has files read again and parsed anew: what they may hold has changed, or what tables mean that ask the watchlist.
  mutating func readAgain(now: Double, onlyAsking: Bool = false) {
    for name in records.keys where !onlyAsking || records[name]?.asksDesk == true {
      records[name]?.isOutdated = true
      schedule(name, at: now, isWhole: nil)
    }
  }
}

/// A desk folder read once, for programs that print and leave.
package enum DeskFolder {
  /// Scans the folder and reads every file. A file that is being written is waited for, up to a second.
  package static func read(_ path: String) throws(FolderError) -> Desk {
    var reader = FolderReader(path: path)
    _ = try reader.open()
    let started = monotonic()
    _ = reader.scan(now: started)
    // What is not read is said also where nothing is.
    _ = reader.assembly.merge()
    var (negative, symbols) = (reader.assembly.negative, reader.assembly.symbols)
    while let next = reader.next, next - started < 1000 {
      let wait = next - monotonic()
      if wait > 0 { usleep(UInt32(wait * 1000) + 1) }
      reader.readDue(now: monotonic()) { _, _ in }
      _ = reader.assembly.merge()
      if reader.assembly.negative != negative || reader.assembly.symbols != symbols {
        reader.readAgain(now: monotonic(), onlyAsking: reader.assembly.negative == negative)
        (negative, symbols) = (reader.assembly.negative, reader.assembly.symbols)
      }
    }
    return reader.assembly.desk
  }
}
