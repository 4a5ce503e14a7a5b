import CSystem
import Glibc
import Market
import System

/// One reading of a desk folder for a change of its ledger. Files count as they are found: their writers rename them.
package final class DeskLedger {
  static let signalsFile = "signals.jsonl"
  static let tariffsFile = "tariffs-ledger.json"
  private static let tries = 8

  private let path: String
  private let root: Int32
  private let parser = JSONParser()
  private var assembly = Assembly()
  private var identities: [[UInt8]: FileIdentity] = [:]
  package var desk: Desk { assembly.desk }

  package init(_ path: String) throws(LedgerError) {
    self.path = path
    root = try Self.open(path)
    let listing = FolderListing(root: root)
    // An entry may stand where nobody can look.
    if let failure = listing.failures(in: path).first { throw .folder(failure) }
    for entry in listing.entries {
      assembly.add([entry.name])
      guard let index = assembly.index(of: entry.name) else { continue }
      do throws(Unreadable) {
        let file = try FileRead(entry.name, beneath: root)
        identities[entry.name] = file.identity
        assembly.accept(outcome(file.bytes, entry.name), at: index, modified: file.modified, read: nil, cost: 0)
      } catch {
        assembly.refuse(error.message, at: index, state: error.state)
      }
    }
    _ = assembly.merge()
  }

  deinit { close(root) }

  static func open(_ path: String) throws(LedgerError) -> Int32 {
    let root = dt_open_directory(path)
    guard root >= 0 else {
      throw .folder("\(path): found no way to open it (\(FileRead.reason(-root))), expected a folder of snapshot files")
    }
    return root
  }

  // MARK: Writing

  /// Makes a change, by a fresh reading under the desk's lock: whole or not at all, and on top of what others have
  /// written meanwhile.
  /// - Parameters:
  ///   - patience: Seconds to wait for another writer.
  ///   - change: What to write, by the desk as it then is.
  package static func write(
    _ path: String, patience: Double = 10, change: (DeskLedger) throws(LedgerError) -> LedgerChange
  ) throws(LedgerError) -> LedgerDraft {
    let lock = try DeskLock(path, patience: patience)
    // Held to the end of this call.
    defer { _ = lock }
    for _ in 0..<tries {
      let ledger = try DeskLedger(path)
      var draft = try ledger.draft(try change(ledger))
      try draft.requireWritable()
      if let notices = try FileReplacement.replace(
        draft.name, in: path, with: draft.bytes, expecting: draft.identity)
      {
        draft.notices = notices
        return draft
      }
    }
    throw .folder("\(path): found the ledger changing all the time, expected a moment of rest; nothing is written")
  }

  /// What the desk would be with a change; refuses what the reader would refuse.
  package func draft(_ change: LedgerChange) throws(LedgerError) -> LedgerDraft {
    switch change {
    case .signal(let record):
      let usual = Array(Self.signalsFile.utf8)
      let name =
        ledgerFile(kind: SignalsFormat.format.kind, endings: [".jsonl", ".ndjson"], preferring: usual) ?? usual
      return try draft(name) { bytes in
        let isOpen = bytes.last.map { $0 != 0x0A } ?? false
        return Array(bytes) + (isOpen ? [0x0A] : []) + Array(record.utf8) + [0x0A]
      }
    case .measure(let record):
      guard let name = ledgerFile(kind: TariffsFormat.format.kind, endings: [".json"]) else {
        let document = "{\"schema\":\"detente/tariffs/1\",\"measures\":[\n \(record)]}\n"
        return try draft(Array(Self.tariffsFile.utf8)) { bytes throws(LedgerError) in
          guard bytes.isEmpty else {
            throw .unfit("found \(Self.tariffsFile) already, which holds no tariffs that can be read, expected none")
          }
          return Array(document.utf8)
        }
      }
      return try draft(name) { bytes throws(LedgerError) in
        try self.inserting(record, bytes, name) { (root) throws(Fault) in (try root.list("measures"), .max) }
      }
    case .step(let record, let id, let effective, let announced):
      guard let measure = desk.tariffs.measures.first(where: { $0.id == id }), let name = file(of: measure.origin)
      else { throw .unfit("found no measure \"\(id)\", expected one of the desk") }
      return try draft(name) { bytes throws(LedgerError) in
        try self.inserting(record, bytes, name) { (root) throws(Fault) in
          var lines = LineCounter(bytes)
          let elements = try root.list("measures").elements.filter { $0.field("id")?.isText(id) ?? false }
          // The same id twice: the one that counts is known by its line.
          guard let row = elements.last(where: { lines.place(at: $0.offset).line == measure.origin.line })
          else { throw root.fault("the measure that was there a moment ago") }
          let later = measure.steps.filter { ($0.effective, $0.announcedDay) > (effective, announced) }
          let steps = try row.list("steps")
          // Steps may stand in any order; among sorted ones this is the place.
          return (steps, steps.count - later.count)
        }
      }
    }
  }

  private func draft(
    _ name: [UInt8], _ edit: (UnsafeRawBufferPointer) throws(LedgerError) -> [UInt8]
  ) throws(LedgerError) -> LedgerDraft {
    let shown = String(shown: name)
    var before: FileOutcome?
    var bytes: [UInt8] = []
    do throws(Unreadable) {
      let file = try FileRead(name, beneath: root)
      bytes = Array(file.bytes)
      before = outcome(file.bytes, name)
    } catch {
      switch error.state {
      case .gone: break
      case .bad: throw .folder("\(path)/\(shown): \(error.message)")
      default: throw .unfit("\(shown): \(error.message)")
      }
    }
    let changed = try bytes.withUnsafeBytes { bytes in
      Result { () throws(LedgerError) in try edit(bytes) }
    }.get()
    guard changed.count <= FileRead.limit else {
      throw .unfit("\(shown): found more than 128 MiB with the change, expected less")
    }
    let after = changed.withUnsafeBytes { outcome($0, name) }
    try Self.check(after, against: before)
    var assembly = assembly
    assembly.add([name])
    guard let index = assembly.index(of: name) else { throw .unfit("\(shown): found no room for it") }
    assembly.accept(after, at: index, modified: .now, read: nil, cost: 0)
    _ = assembly.merge()
    return LedgerDraft(
      file: shown, isNew: before == nil, isReadOnly: before != nil && !isWritable(name), before: desk,
      after: assembly.desk, name: name, bytes: changed, identity: identities[name], folder: path)
  }

  /// Refuses a file that its reader refuses, or of which it refuses a row more than before.
  private static func check(_ after: FileOutcome, against before: FileOutcome?) throws(LedgerError) {
    if case .success = after.result, after.refused <= before?.refused ?? 0 { return }
    let old = Set(before?.problems ?? [])
    let fresh = after.problems.filter { !old.contains($0) }
    throw .refused(fresh.isEmpty ? after.problems : fresh)
  }

  // MARK: Files

  private func outcome(_ bytes: UnsafeRawBufferPointer, _ name: [UInt8]) -> FileOutcome {
    FileOutcome(
      FileInput(
        path: String(shown: name), bytes: bytes, readable: bytes.count, watchlist: assembly.symbols, parser: parser))
  }

  /// The file of a kind that may be written and can take more: the preferred one if it can, else the newest.
  private func ledgerFile(kind: String, endings: [String], preferring preferred: [UInt8]? = nil) -> [UInt8]? {
    let files = assembly.files.filter { file in
      // A feed's file of the kind is not ours to write.
      file.values?.kind == kind && file.values?.format.hasPrefix("detente/") == true
        && endings.contains { file.name.ends(with: $0) } && isWritable(file.name)
    }
    if let preferred, files.contains(where: { $0.name == preferred }) { return preferred }
    return files.max { ($0.modified, $0.report.path) < ($1.modified, $1.report.path) }?.name
  }

  private func isWritable(_ name: [UInt8]) -> Bool { faccessat(root, cString(name), W_OK, 0) == 0 }

  private func file(of origin: Origin) -> [UInt8]? {
    assembly.files.first { $0.report.path == origin.file }?.name
  }

  private func inserting(
    _ record: String, _ bytes: UnsafeRawBufferPointer, _ name: [UInt8],
    place: (JSONValue) throws(Fault) -> (list: JSONValue, position: Int)
  ) throws(LedgerError) -> [UInt8] {
    do throws(Fault) {
      return try parser.read(bytes, bytes.jsonStart..<bytes.count, readable: bytes.count) { (root) throws(Fault) in
        let (list, position) = try place(root)
        return bytes.inserting(record, at: position, of: list)
      }
    } catch {
      var log = ProblemLog(path: String(shown: name))
      var lines = LineCounter(bytes)
      log.add(error, &lines)
      throw .refused(log.all)
    }
  }

  // MARK: Records

  /// A signal's record as its file has it: keys and the JSON text of their values. Nil where the file is no JSON.
  package func record(of signal: Signal) -> [(key: String, text: String)]? {
    guard let name = file(of: signal.origin) else { return nil }
    do {
      let file = try FileRead(name, beneath: root)
      let bytes = file.bytes
      let whole = try? fields(bytes, bytes.jsonStart..<bytes.count) { root in
        var lines = LineCounter(bytes)
        return root.field("signals")?.elements.first {
          lines.place(at: $0.offset).line == signal.origin.line && $0.field("id")?.isText(signal.id) ?? false
        }
      }
      if let whole { return whole }
      var start = bytes.jsonStart
      for _ in 1..<max(1, signal.origin.line) {
        guard let end = bytes.firstIndex(of: 0x0A, in: start..<bytes.count) else { return nil }
        start = end + 1
      }
      let end = bytes.firstIndex(of: 0x0A, in: start..<bytes.count) ?? bytes.count
      return try fields(bytes, start..<end) { $0.field("id")?.isText(signal.id) ?? false ? $0 : nil }
    } catch {
      return nil
    }
  }

  private func fields(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ pick: (JSONValue) -> JSONValue?
  ) throws(Fault) -> [(key: String, text: String)]? {
    try parser.read(bytes, range, readable: bytes.count) { (root) throws(Fault) in
      pick(root)?.fields.map { (String(decoding: $0.key.bytes, as: UTF8.self), bytes.jsonText(of: $0.value)) }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Where a document begins: after a byte order mark.
  fileprivate var jsonStart: Int { starts(with: "\u{FEFF}") ? 3 : 0 }
}

extension JSONValue {
  fileprivate func isText(_ text: String) -> Bool { utf8.map { $0.elementsEqual(text.utf8) } ?? false }
}

extension [UInt8] {
  fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
