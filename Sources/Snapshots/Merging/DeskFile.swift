import Market

/// One file of a desk: its last good values and what is to be said of it. What changes them returns the ids
/// of the kinds to be merged again.
struct DeskFile {
  /// Path relative to the desk folder, as bytes: names that look alike stay two files.
  let name: [UInt8]
  /// The last good values.
  private(set) var values: FileValues? { didSet { sessions = nil } }
  /// Their histories without bars of days that are no sessions; nil until they are asked for.
  private var sessions: (histories: [History], problems: [Problem])?
  /// They are from before: the file has broken or gone since.
  private(set) var isKept = false
  /// Another writes to the file: its content is not taken yet.
  private(set) var isBeingWritten = false
  /// State by reading alone.
  private(set) var state = FileReport.State.pending
  private(set) var report: FileReport
  /// What reading found.
  private var problems: [Problem] = []
  /// What merging found, by kind: a chart's history and its quote are merged each on its own.
  private var conflicts: [String: [Problem]] = [:]
  /// Its doubtful prices, by kind.
  private var doubts: [String: [Problem]] = [:]

  /// A file not yet read.
  init(name: [UInt8]) {
    self.name = name
    report = FileReport(path: String(shown: name), state: .pending)
  }

  var modified: Instant { report.modified ?? Instant(milliseconds: 0) }

  /// Takes what was read; a refused file or row keeps its last good values.
  mutating func accept(
    _ outcome: FileOutcome, modified: Instant?, read: Instant?, cost: Double
  ) -> Set<String> {
    isBeingWritten = false
    problems = outcome.problems
    report.size = outcome.size
    report.modified = modified
    report.read = read
    report.cost = cost
    if let modified { report.noteChange(at: min(modified, read ?? modified)) }
    switch outcome.result {
    case .failure:
      state = outcome.isBeingWritten ? .beingWritten : .bad
      return keep()
    case .success(var fresh):
      state = outcome.refused == 0 ? .ok : fresh.rows == 0 ? .bad : .partial
      if outcome.isBeingWritten { state = .beingWritten }
      report.kind = fresh.kind
      report.format = fresh.format
      report.rows = fresh.rows
      report.newest = fresh.newest
      report.clockAhead = fresh.clockAhead
      var changed: Set<String> = []
      if let old = values {
        changed = old.kinds
        if !fresh.refusals.ids.isEmpty { fresh.keepRefused(from: old) }
      }
      changed.formUnion(fresh.kinds)
      values = fresh
      isKept = false
      return changed
    }
  }

  /// The file could not be read or is no file to read; its last good values stay. Nil when that is known.
  mutating func refuse(_ message: String, state: FileReport.State, modified: Instant?) -> Set<String>? {
    let problem = Problem(path: report.path, line: 0, column: 0, message: message)
    guard self.state != state || problems != [problem] || isBeingWritten else { return nil }
    isBeingWritten = false
    problems = [problem]
    self.state = state
    if let modified { report.modified = modified }
    return keep()
  }

  /// The file is not to be used: what it said before goes. Nil when that is known.
  mutating func ignore(_ reason: String) -> Set<String>? {
    let problem = Problem(path: report.path, line: 0, column: 0, message: reason, isNotice: true)
    guard state != .ignored || problems != [problem] else { return nil }
    let dropped = values?.kinds ?? []
    self = DeskFile(name: name)
    problems = [problem]
    state = .ignored
    return dropped
  }

  /// Only the file's time has changed: it decides ties. Nil when it has not.
  mutating func touch(modified: Instant, read: Instant) -> Set<String>? {
    isBeingWritten = false
    guard report.modified != modified else { return nil }
    report.modified = modified
    report.noteChange(at: min(modified, read))
    return values?.kinds ?? []
  }

  /// What stands there may be half of a file: the last good values stay. False when that is known.
  mutating func await() -> Bool {
    defer { isBeingWritten = true }
    return !isBeingWritten
  }

  private mutating func keep() -> Set<String> {
    guard !isKept, var kept = values else { return [] }
    isKept = true
    kept.markKept()
    values = kept
    return kept.kinds
  }

  /// The histories of its values, as far as they are checked without bars of days on which their venues are shut.
  var histories: [History] { sessions?.histories ?? values?[.histories] ?? [] }

  /// Looks once for bars of days on which their venues are shut.
  mutating func checkSessions(_ days: SessionDays) {
    guard sessions == nil else { return }
    var log = ProblemLog(path: report.path)
    let checked = histories.map { days.checked($0, &log) }
    // Of what is kept the lines are those of another file, and it was said.
    sessions = (checked, isKept ? [] : log.all)
  }

  /// Other venues, or other sessions of theirs, are known now.
  mutating func forgetSessions() { sessions = nil }

  /// Takes what merging the values of a kind found.
  mutating func setConflicts(_ found: [Problem], of kind: any AnyKind) {
    if found.isEmpty, conflicts.isEmpty { return }
    conflicts[kind.id] = found.isEmpty ? nil : Array(found.prefix(ProblemLog.limit))
  }

  /// Takes what is said of its doubtful prices of a kind.
  mutating func setDoubts(_ found: [Problem], of kind: any AnyKind) {
    if found.isEmpty, doubts.isEmpty { return }
    doubts[kind.id] = found.isEmpty ? nil : found
  }

  /// Brings the report up to date with what reading and merging found.
  mutating func updateReport() {
    let found = [conflicts, doubts].flatMap { found in
      found.isEmpty ? [] : Kinds.all.flatMap { found[$0.id] ?? [] }
    }
    let merged = (sessions?.problems ?? []) + found
    let read: FileReport.State = state == .ok && merged.contains { !$0.isNotice } ? .partial : state
    // Values that are marked as kept stay marked, with their reason.
    let current = isBeingWritten && state != .bad ? .beingWritten : read
    if report.state != current { report.state = current }
    let all = problems + merged
    if report.problems != all { report.problems = all }
  }
}
