/// The health of one snapshot file.
package struct FileReport: Hashable, Sendable {
  package enum State: String, Sendable {
    /// Read whole, every row good; there may be notices.
    case ok
    /// Some rows refused or doubtful; the others are shown.
    case partial
    /// Refused; the values of the last good read stay, marked.
    case bad
    /// Deleted; the values of the last good read stay, marked.
    case gone
    /// Not a snapshot file (FIFO, link out of the folder, …), or a copy that is not used beside its original.
    case ignored
    /// Not yet read.
    case pending
    /// Written to and not known to be whole: its last good values are shown until it is.
    case beingWritten = "being written"
  }

  package let path: String
  /// What it holds (`quotes`, `history`, …); nil when not recognised.
  package var kind: String?
  /// The name of the format that it was last read as ("detente/quotes/1", "Yahoo chart v8"); nil when not recognised.
  package var format: String?
  package var state: State
  package var rows = 0
  /// The newest time inside the data.
  package var newest: Instant?
  /// Modification time of the file.
  package var modified: Instant?
  /// Modification times seen so far, ascending: at most the last `rememberedChanges`.
  package private(set) var changes: [Instant] = []
  /// When it was last read.
  package var read: Instant?
  /// Bytes.
  package var size = 0
  /// Milliseconds that reading and parsing took.
  package var cost = 0.0
  package var problems: [Problem] = []
  /// How far the clock of the feed that writes it is ahead; nil where none of its times is.
  package var clockAhead: ClockOffset?

  /// Nothing of it is known yet.
  package var isUnread: Bool { state == .pending || state == .beingWritten && read == nil }

  /// No row is refused, but values are doubtful.
  package var isDoubtful: Bool { state == .partial && problems.allSatisfy { $0.isNotice || $0.isDoubt } }

  package init(path: String, kind: String? = nil, state: State) {
    self.path = path
    self.kind = kind
    self.state = state
  }

  /// Notes what its reader could not know: rows that are refused for what they mean.
  package mutating func refuse(_ rows: [Problem]) {
    guard !rows.isEmpty else { return }
    problems += rows
    self.rows = max(0, self.rows - rows.count)
    if state == .ok { state = .partial }
  }

  /// Nine changes: eight intervals between them.
  package static let rememberedChanges = 9

  /// Remembers that the file was written at a time; an older time than the last is no later change.
  package mutating func noteChange(at time: Instant) {
    guard changes.last.map({ $0 < time }) ?? true else { return }
    changes.append(time)
    if changes.count > Self.rememberedChanges { changes.removeFirst() }
  }
}
