/// What is wrong in a file, and where. Line and column are 1-based; column counts bytes; 0 means the whole file or line.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
  /// The offending line around the column, parted there: the file may be another by the time it is shown.
  package struct Excerpt: Hashable, Sendable {
    /// At most 100 bytes each, bad UTF-8 replaced.
    package let before: String
    package let rest: String
    /// The line begins before, or goes on behind, what is kept of it.
    package let isCutBefore: Bool
    package let isCutAfter: Bool

    package init(before: String, rest: String, isCutBefore: Bool = false, isCutAfter: Bool = false) {
      self.before = before
      self.rest = rest
      self.isCutBefore = isCutBefore
      self.isCutAfter = isCutAfter
    }
  }

  package let path: String
  package let line: Int
  package let column: Int
  /// `found X, expected Y`.
  package let message: String
  /// Nothing is refused: how the values are understood, or that others are used before them. The file stays `ok`.
  package let isNotice: Bool
  /// A value is shown as doubtful; nothing is refused.
  package let isDoubt: Bool
  /// Kept of a file's first problems; nil where the whole file is meant.
  package var excerpt: Excerpt?

  package init(path: String, line: Int, column: Int, message: String, isNotice: Bool = false, isDoubt: Bool = false) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.isNotice = isNotice
    self.isDoubt = isDoubt
  }

  /// `path:line:column: message`, without the parts that are 0.
  package var description: String {
    var place = path
    if line > 0 { place += ":\(line)" }
    if line > 0, column > 0 { place += ":\(column)" }
    return "\(place): \(message)"
  }
}

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

  /// Nine changes: eight intervals between them.
  package static let rememberedChanges = 9

  /// Remembers that the file was written at a time; an older time than the last is no later change.
  package mutating func noteChange(at time: Instant) {
    guard changes.last.map({ $0 < time }) ?? true else { return }
    changes.append(time)
    if changes.count > Self.rememberedChanges { changes.removeFirst() }
  }
}

/// Everything that the snapshot files say, merged: one immutable value, handed from the reader to the painter.
package struct Desk: Hashable, Sendable {
  package var watchlist = Watchlist.standard
  /// Latest quote by feed symbol.
  package var quotes: [String: Quote] = [:]
  /// Daily bars by feed symbol.
  package var histories: [String: History] = [:]
  /// Bars within days by feed symbol.
  package var intraday: [String: IntradayHistory] = [:]
  package var tariffs = TariffBook()
  /// Ascending by the moment they became known, then by id.
  package var signals: [Signal] = []
  package var facts: [Fact] = []
  /// Ascending by time.
  package var calendar: [CalendarEntry] = []
  /// Ascending by id.
  package var references: [ReferenceSeries] = []
  /// Ascending by id.
  package var scenarios: [SavedScenario] = []
  /// Ascending by path.
  package var files: [FileReport] = []
  /// Why prices of a symbol are not used although files tell them, or in what unit they may be, one clause each.
  package var priceNotes: [String: [String]] = [:]
  /// What concerns the folder as a whole ("polling: inotify has no watches left"); empty when all is well.
  package var notices: [String] = []
  /// What could not be seen of the folder (`path: found no way to list it …`): there may be more than is read. Only where
  /// the folder was read once; while it is watched, `notices` say so.
  package var unseen: [String] = []
  /// Counts changes of what the policy index is made of (watchlist, tariffs, signals): equal counts, equal data.
  package var policyRevision = 0
  /// Counts changes of the histories, daily and intraday.
  package var historyRevision = 0

  package init() {}

  /// The signals that count: those of people, and machine-coded ones where the watchlist says so.
  package var countedSignals: [Signal] {
    watchlist.indicator.countsMachineCoded ? signals : signals.filter { !$0.isMachineCoded }
  }

  /// The first of the instrument's symbols that has daily bars in the instrument's currency (or in an unnamed one).
  package func history(of instrument: Instrument) -> History? {
    for symbol in instrument.symbols {
      guard let history = histories[symbol] else { continue }
      if let wanted = instrument.currency, let currency = history.currency, currency != wanted { continue }
      return history
    }
    return nil
  }

  /// The same for bars within days.
  package func intradayHistory(of instrument: Instrument) -> IntradayHistory? {
    for symbol in instrument.symbols {
      guard let history = intraday[symbol] else { continue }
      if let wanted = instrument.currency, let currency = history.currency, currency != wanted { continue }
      return history
    }
    return nil
  }

  /// The symbols whose bars stand in a file, sorted, by its path. The name of a file tells its symbol where the content
  /// does not.
  package var barSymbols: [String: [String]] {
    var symbols: [String: Set<String>] = [:]
    for history in histories.values { symbols[history.file, default: []].insert(history.symbol) }
    for history in intraday.values { symbols[history.file, default: []].insert(history.symbol) }
    return symbols.mapValues { $0.sorted() }
  }
}
