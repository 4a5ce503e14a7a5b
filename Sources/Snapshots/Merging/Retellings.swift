import Market

/// Records as several files tell them, each under its key as the file that counts tells it, and who tells it otherwise.
struct Retellings<Key: Hashable, Record: Retold> {
  /// By key, what counts.
  private(set) var records: [Key: Record] = [:]
  /// What each other file says last.
  private var others: [Key: [String: Record]] = [:]

  /// Takes a record before what its key had, unless `isOlder` says that it is older than that.
  mutating func add(_ record: Record, under key: Key, isOlder: (_ than: Record) -> Bool = { _ in false }) {
    guard let known = records[key] else {
      records[key] = record
      return
    }
    let isOlder = isOlder(known)
    if !isOlder { records[key] = record }
    guard known.origin.file != record.origin.file else { return }
    let loser = isOlder ? record : known
    others[key, default: [:]][loser.origin.file] = loser
  }

  /// Has both files named where one tells a record otherwise than the one that counts.
  /// - Parameter kept: Files that have broken or gone, whose records stay until others replace them: not named.
  func note(_ problems: inout MergeProblems, kept: Set<String>) {
    for (key, others) in others {
      guard let used = records[key], !kept.contains(used.origin.file) else { continue }
      for (file, other) in others where file != used.origin.file && !kept.contains(file) && used.bare != other.bare {
        problems.add(
          "found \(other.called) told otherwise in \(used.origin.file), which counts", at: other.origin, isNotice: true)
        problems.add(
          "found \(used.called) told otherwise in \(file), which does not count", at: used.origin, isNotice: true)
      }
    }
  }
}

extension Origin {
  /// By file and line, then by id.
  func precedes(_ other: Origin, _ id: String, _ otherID: String) -> Bool {
    (file, line, id) < (other.file, other.line, otherID)
  }
}
