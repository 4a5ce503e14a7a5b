import CSystem
import Glibc
import Market
import System

/// Reads a desk folder again and again, only what changed. When a reading counts is `Completeness`'s to say. No file is
/// read twice within 100 ms.
struct FolderReader: ~Copyable {
  /// Least milliseconds between two readings of a file.
  static let pause = 100.0
  /// Milliseconds for which a file that may be being written has to stand still.
  static let patience = DeskFolder.patience * 1000
  /// Bytes from which on a file takes long enough to read that others should be seen before.
  private static let large = 1 << 20
  /// Bytes of a file whose buffers are not kept for the next.
  private static let huge = 8 << 20
  /// Files of one ending from which on each says little of the desk.
  private static let many = 100
  /// Milliseconds before a copy is read whose original has gone: a writer may be about to put another there.
  private static let orphaned = 1000.0

  private struct Due {
    var at: Double
    /// Nil: nothing new is told of the one who writes.
    var told: FileRecord.Told?
  }

  let path: String
  var assembly = Assembly()
  /// The open folder; -1 between readings.
  private var root: Int32 = -1
  private var place: (device: UInt64, inode: UInt64)?
  private var due: [[UInt8]: Due] = [:]
  private var records: [[UInt8]: FileRecord] = [:]
  /// By the last scan: copies that are not used, and the names that decide about copies.
  private var copies: [[UInt8]: String] = [:]
  private var originals: Set<[UInt8]> = []
  private var isFirst = true
  private var parser = JSONParser()
  private var buffer = FileBuffer()
  /// Bytes of the largest file that these have held.
  private var held = 0

  private let patience: Double
  /// Milliseconds after which a file that is being written is looked at again where no events are told; then a file that
  /// cannot be read is not tried again.
  private let interval: Double?

  /// - Parameters:
  ///   - patience: Milliseconds for which a file that may be being written has to stand still.
  ///   - interval: Milliseconds between looks at such a file; nil: events tell.
  init(path: String, patience: Double = FolderReader.patience, interval: Double? = nil) {
    self.path = path
    self.patience = patience
    self.interval = interval
  }

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
    for index in assembly.files.indices { assembly.remove(at: index) }
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
      schedule(entry.name, at: now + delay, told: swapped && entry.isLink ? .moved : nil)
    }
    assembly.add(listing.strangers.map(\.name))
    for stranger in listing.strangers {
      present.insert(stranger.name)
      guard let index = assembly.index(of: stranger.name) else { continue }
      assembly.refuse("found \(stranger.what)", at: index, state: .ignored)
    }
    for index in assembly.files.indices where !present.contains(assembly.files[index].name) {
      let name = assembly.files[index].name
      if listing.failed.contains(where: { name.starts(with: $0.name) }) { continue }
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
    let isNew = assembly.index(of: name).map { assembly.files[$0].state == .gone } ?? true
    if originals.contains(name), isRemoved || isNew { return true }
    if copies[name] != nil { return isRemoved }
    return isNew && CopyName(name) != nil
  }

  // MARK: Files

  /// Has a file read at a time, or before if it is due before, but not too soon after the last time. `told`: what an
  /// event says of the one who writes, whichever comes last; nil: what was known of it stays.
  mutating func schedule(_ name: [UInt8], at time: Double, told: Completeness.Writer?) {
    guard copies[name] == nil else { return }
    let earliest = records[name].map { max(time, $0.readAt + Self.pause) } ?? time
    let known = due[name]
    due[name] = Due(at: min(earliest, known?.at ?? earliest), told: told.map(FileRecord.Told.init) ?? known?.told)
  }

  /// A file is being written to: it is read soon, or once it rests where that was seen before.
  mutating func noteWrite(to name: [UInt8], now: Double) {
    guard copies[name] == nil else { return }
    records[name]?.changedAt = now
    guard let waiting = records[name]?.waiting, waiting.shape != .lines, waiting.since + 2 * patience > now else {
      return schedule(name, at: now + Self.pause, told: .open)
    }
    due[name] = Due(at: min(now + patience, waiting.since + 2 * patience), told: .init(.open))
  }

  /// When the next file is due.
  var next: Double? { due.values.lazy.map { $0.at }.min() }

  /// Reads every file that is due; at first the small ones first, and those of an ending that many have after the others: the
  /// watchlist and the quotes say more of a desk than each of its ten thousand histories. `pauses` is called between files, and told whether
  /// the next one is large: what was read until then should not wait for it. `isLast`: nothing is waited for any more.
  mutating func readDue(
    now: Double, isLast: Bool = false, pauses: (inout Assembly, _ beforeLarge: Bool) -> Void = { _, _ in }
  ) {
    defer {
      isFirst = false
      if held > Self.large { dropBuffers() }
    }
    var files = due.filter { $0.value.at <= now }.map { (name: $0.key, size: 0) }
    if files.count > 1 { files.sort { precedes($0.name, $1.name) } }
    for index in files.indices { files[index].size = size(of: files[index].name) }
    if isFirst {
      let counts = Dictionary(files.map { (Self.ending(of: $0.name), 1) }, uniquingKeysWith: +)
      let keyed = files.map { file in
        let isOfMany = counts[Self.ending(of: file.name)].map { $0 > Self.many } ?? false
        return (file: file, rank: file.size > Self.huge ? 2 : isOfMany ? 1 : 0)
      }
      files = keyed.sorted { ($0.rank, $0.file.size) < ($1.rank, $1.file.size) }.map(\.file)
    }
    let size = files.reduce(0) { $0 + $1.size }
    if size > Self.large {
      // First, lest it should lie on what is readied for values.
      buffer.grow(to: FileRead.room(for: files.lazy.map(\.size).max() ?? 0))
      dt_prepare_heap(size)
    }
    for (index, file) in files.enumerated() {
      guard let request = due.removeValue(forKey: file.name) else { continue }
      if index > 0 { pauses(&assembly, file.size >= Self.large) }
      read(file.name, told: request.told, isLast: isLast)
    }
  }

  private static func ending(of name: [UInt8]) -> ArraySlice<UInt8> {
    name.lastIndex(of: UInt8(ascii: ".")).map { name[$0...] } ?? []
  }

  private func size(of name: [UInt8]) -> Int {
    var status = dt_status()
    return dt_status_at(root, cString(name), &status) == 0 ? Int(status.size) : 0
  }

  private mutating func read(_ name: [UInt8], told: FileRecord.Told?, isLast: Bool) {
    let started = MonotonicClock.milliseconds
    var record = records[name] ?? FileRecord()
    defer {
      record.readAt = started
      records[name] = record
    }
    if assembly.index(of: name) == nil { assembly.add([name]) }
    guard let index = assembly.index(of: name) else { return }
    let asksWriter = (told ?? record.told).writer == .moved ? nil : 2 * patience
    do throws(Unreadable) {
      let file = try FileRead(name, beneath: root, into: buffer, asksWriterWithin: asksWriter)
      guard file.steady || !isLast else { throw Unreadable.changing }
      record.failures = 0
      let digest = contentDigest(file.bytes)
      record.note(file, digest, told, at: started)
      take(file, digest, at: index, started: started, isLast: isLast, &record)
    } catch {
      record.identity = nil
      record.digest = nil
      record.waiting = nil
      switch error.state {
      case .gone: assembly.remove(at: index)
      default:
        assembly.refuse(error.message, at: index, state: error.state)
        // What will not go away by itself is left to events and scans.
        guard error.state == .bad, record.failures < 6, interval == nil else { return }
        record.failures += 1
        due[name] = Due(at: started + 500 * Double(1 << record.failures), told: told)
      }
    }
  }

  private mutating func take(
    _ file: borrowing FileRead, _ digest: UInt64, at index: Int, started: Double, isLast: Bool,
    _ record: inout FileRecord
  ) {
    held = max(held, Gzip.isPacked(file.bytes) ? .max : file.bytes.count)
    let isKnown = digest == record.digest
    if isKnown, !record.isOutdated {
      record.waiting = nil
      return assembly.touch(at: index, modified: file.modified, read: .now)
    }
    let input = FileInput(
      path: assembly.files[index].report.path, bytes: file.bytes, readable: file.readable, watchlist: assembly.symbols,
      parser: parser, modified: file.modified, clock: .now)
    var facts = Completeness(
      of: input, isSteady: file.steady, writer: record.writer(of: file),
      still: started - record.changedAt, waited: record.waiting.map { started - $0.since } ?? 0,
      last: record.good?.extent, isSettled: 2 * patience)
    if let good = record.good, good.extent.bytes < file.bytes.count, facts.writer != .moved, facts.writer != .closed {
      facts.extendsLast = contentDigest(file.bytes.part(0..<good.extent.bytes)) == good.digest
    }
    let signs = record.signs
    func verdict() -> Completeness.Verdict {
      isKnown ? .counts(signs) : facts.verdict(patience: patience, isLast: isLast)
    }
    if case .waits(let time) = verdict() { return wait(time, facts.shape, at: index, started, &record) }
    let outcome = FileOutcome(input)
    if held > Self.huge { dropBuffers() }
    let rows = outcome.rows(in: facts.shape)
    facts.extent.rows = rows
    switch verdict() {
    case .waits(let time): wait(time, facts.shape, at: index, started, &record)
    case .counts(let signs):
      record.digest = digest
      record.signs = signs
      record.isOutdated = false
      record.asksDesk = outcome.asksDesk
      record.waiting = nil
      if rows > 0 { record.good = (facts.extent, digest) }
      let found = signs.map { $0.problem(facts, at: assembly.files[index].report.path, file.bytes) }
      var counted = outcome.adding(found)
      counted.isBeingWritten = signs.contains(.unsettled)
      assembly.accept(
        counted, at: index, modified: file.modified, read: .now, cost: MonotonicClock.milliseconds - started)
    }
  }

  /// The last good values stay until the file is whole.
  private mutating func wait(
    _ time: Double, _ shape: Completeness.Shape, at index: Int, _ started: Double, _ record: inout FileRecord
  ) {
    record.identity = nil
    record.waiting = (record.waiting?.since ?? started, shape)
    due[assembly.files[index].name] = Due(at: started + min(time, interval ?? time), told: nil)
    // Of one that was closed a moment ago there is nothing to say.
    if time > Completeness.tick { assembly.await(at: index) }
  }

  private mutating func dropBuffers() {
    parser = JSONParser()
    buffer = FileBuffer()
    held = 0
  }

  /// Has files read again and parsed anew: what they may hold has changed, or what tables mean that ask the watchlist.
  mutating func readAgain(now: Double, onlyAsking: Bool = false) {
    for name in records.keys where !onlyAsking || records[name]?.asksDesk == true {
      records[name]?.isOutdated = true
      schedule(name, at: now, told: nil)
    }
  }
}
