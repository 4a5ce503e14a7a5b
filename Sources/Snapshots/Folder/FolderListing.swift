import CSystem
import Glibc
import System

/// Which names in a desk folder are snapshot files.
struct FolderListing {
  /// One name that may be a snapshot file, with the status of what it stands for.
  struct Entry {
    let name: [UInt8]
    /// Nil where it could not be had; reading will say why.
    let identity: FileIdentity?
    let isLink: Bool
  }

  /// Folders more than two levels down are not entered.
  static let levels = 2

  /// Snapshot files, without copies that stand beside their original.
  private(set) var entries: [Entry] = []
  /// Those copies, with the reason why they are not used.
  private(set) var copies: [[UInt8]: String] = [:]
  /// Names whose coming or going makes a copy of another file, or none.
  private(set) var originals: Set<[UInt8]> = []
  /// No snapshot files by their names, but made of one: `x.json.orig`.
  private var leftovers: [[UInt8]] = []
  /// Names of files that may hold prices but are of a kind that is not read, and what they are.
  private(set) var strangers: [(name: [UInt8], what: String)] = []
  /// Relative paths of the subfolders, with a closing slash; the folder itself is empty.
  private(set) var folders: [[UInt8]] = [[]]
  /// One of the folders lies where inotify may not see changes.
  private(set) var needsPolling: Bool
  /// A part that could not be seen: what is known there is not gone.
  struct Failure {
    /// Of a folder that could not be listed, with a closing slash (the folder itself is empty), or of a file or folder
    /// that could not be looked at.
    let name: [UInt8]
    /// `found X, expected Y`.
    let message: String
  }

  private(set) var failed: [Failure] = []

  /// Lists an open folder and its subfolders.
  init(root: Int32) {
    needsPolling = dt_needs_polling(root)
    list(root, prefix: [], depth: 0)
    // Seldom any name looks like a copy's.
    guard !originals.isEmpty else { return }
    copies = CopyName.copies(among: entries.map(\.name) + leftovers)
    entries.removeAll { copies[$0.name] != nil }
    leftovers = []
  }

  private mutating func list(_ folder: Int32, prefix: [UInt8], depth: Int) {
    var stream: UnsafeMutableRawPointer?
    var buffer = [CChar](repeating: 0, count: 256)
    while true {
      let length = dt_next_name(folder, &stream, &buffer, buffer.count)
      guard length > 0 else {
        if length < 0 { fail(prefix, "list", -length) }
        return
      }
      let bytes = buffer[0..<Int(length)].map { UInt8(bitPattern: $0) }
      guard bytes[0] != UInt8(ascii: ".") else { continue }
      let copy = CopyName(prefix + bytes)
      if let copy { originals.insert(copy.original) }
      var status = dt_status()
      let result = dt_status_at(folder, buffer, &status)
      guard result == 0 else {
        if result != -ENOENT { miss(bytes, in: prefix, -result) }
        continue
      }
      if status.kind == UInt32(DT_KIND_DIRECTORY), !Self.isSnapshotName(bytes) {
        if depth < Self.levels { enter(bytes, folder, prefix, depth, buffer) }
        continue
      }
      guard Self.isSnapshotName(bytes) else {
        if copy != nil { leftovers.append(prefix + bytes) }
        if let what = Self.stranger(bytes) { strangers.append((prefix + bytes, what)) }
        continue
      }
      let isLink = status.kind == UInt32(DT_KIND_LINK)
      var identity: FileIdentity? = FileIdentity(status)
      if isLink {
        // The target's status, without opening it: a swap far from here shows in it.
        let target = dt_open_target_at(folder, buffer)
        identity = target >= 0 && dt_status_fd(target, &status) == 0 ? FileIdentity(status) : nil
        if target >= 0 { close(target) }
      }
      entries.append(Entry(name: prefix + bytes, identity: identity, isLink: isLink))
    }
  }

  private mutating func enter(
    _ name: [UInt8], _ folder: Int32, _ prefix: [UInt8], _ depth: Int, _ path: [CChar]
  ) {
    let below = prefix + name + [UInt8(ascii: "/")]
    let descriptor = dt_open_directory_at(folder, path)
    guard descriptor >= 0 else {
      if descriptor != -ENOENT { fail(below, "list", -descriptor) }
      return
    }
    defer { close(descriptor) }
    folders.append(below)
    if dt_needs_polling(descriptor) { needsPolling = true }
    list(descriptor, prefix: below, depth: depth + 1)
  }

  /// Something that cannot be looked at: what may be a snapshot file is to be read none the less, which says why not.
  private mutating func miss(_ name: [UInt8], in prefix: [UInt8], _ error: Int32) {
    fail(prefix + name, "look at", error)
    if Self.isSnapshotName(name) { entries.append(Entry(name: prefix + name, identity: nil, isLink: false)) }
  }

  private mutating func fail(_ name: [UInt8], _ what: String, _ error: Int32) {
    let isFolder = name.last.map { $0 == UInt8(ascii: "/") } ?? true
    let expected = isFolder ? "a readable folder" : "a readable file"
    failed.append(
      Failure(name: name, message: "found no way to \(what) it (\(FileRead.reason(error))), expected \(expected)"))
  }

  /// Nothing at all could be seen.
  var isBlind: Bool { entries.isEmpty && failed.contains { $0.name.isEmpty } }

  /// What could not be seen of the folder at `path`, `path: message` each; of many the first few.
  func failures(in path: String) -> [String] {
    let named = failed.prefix(3).map { "\(path)/\(String(shown: $0.name)): \($0.message)" }
    return failed.count > 3 ? named + ["\(path): found no way to \(failed.count - 3) more files or folders"] : named
  }

  private static let suffixes = [".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".yaml", ".yml"].map { Array($0.utf8) }

  /// What a name that is no snapshot file's says of a file that people take for one; nil for any other.
  private static func stranger(_ name: [UInt8]) -> String? {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return nil }
    return switch String(decoding: name[(dot + 1)...].map(\.lowercasedASCII), as: UTF8.self) {
    case "xlsx", "xls", "xlsm", "xlsb": "an Excel workbook, expected CSV saved from it"
    case "ods", "numbers": "a spreadsheet, expected CSV saved from it"
    case "parquet", "feather", "arrow": "a Parquet or Arrow file, expected text or JSON"
    case "zip", "7z", "rar", "tar", "tgz": "an archive, expected the files in it"
    case "pdf": "a PDF document, expected text or JSON"
    case "html", "htm", "xml": "a page, expected text or JSON"
    default: nil
    }
  }

  private static let packed = Array(".gz".utf8)

  /// Not hidden, and ending as a snapshot file does, packed or not; `x.json~`, `x.json.tmp`, `x.json.part` and `.x.swp`
  /// thus are none.
  static func isSnapshotName(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = name.first, first != UInt8(ascii: ".") else { return false }
    let last = Array(name.suffix(11)).map(\.lowercasedASCII)
    let plain = last.suffix(3) == packed[...] ? last.dropLast(3) : last[...]
    return suffixes.contains { plain.count > $0.count && plain.suffix($0.count) == $0[...] }
  }
}
