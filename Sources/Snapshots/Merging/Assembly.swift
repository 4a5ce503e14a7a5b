import Market

/// The files of a desk with their last good values, and the desk that they make together. Nothing here reads a disk or
/// a clock: what is read is passed in. How the values of several files become one stands beside, kind by kind.
struct Assembly {
  typealias Kinds = FileValues.Kinds

  /// Ascending by name.
  private(set) var slots: [FileSlot] = []
  private var indexes: [[UInt8]: Int] = [:]
  private(set) var desk = Desk()
  private var dirty: Kinds = []
  private var reportsChanged = false
  /// Symbols whose prices may be zero or below, by the watchlist in use.
  private(set) var negative: Set<String> = []
  private var doubts = DeskDoubts()

  // MARK: Files

  func index(of name: [UInt8]) -> Int? { indexes[name] }

  /// Makes room for files not yet known, as pending.
  mutating func add(_ names: some Sequence<[UInt8]>) {
    let fresh = names.filter { indexes[$0] == nil }
    guard !fresh.isEmpty else { return }
    slots += fresh.map(FileSlot.init)
    slots.sort { precedes($0.name, $1.name) }
    reindex()
    reportsChanged = true
  }

  private mutating func reindex() {
    indexes = Dictionary(uniqueKeysWithValues: slots.indices.map { (slots[$0].name, $0) })
  }

  /// Takes what was read from the file at `index`; a refused file or row keeps its last good values.
  mutating func accept(_ outcome: FileOutcome, at index: Int, modified: Instant?, read: Instant?, cost: Double) {
    note(slots[index].accept(outcome, modified: modified, read: read, cost: cost))
  }

  /// The file could not be read or is no file to read; its last good values stay.
  mutating func refuse(_ message: String, at index: Int, state: FileReport.State, modified: Instant? = nil) {
    note(slots[index].refuse(message, state: state, modified: modified))
  }

  /// Only the file's time has changed: it decides ties.
  mutating func touch(at index: Int, modified: Instant) { note(slots[index].touch(modified: modified)) }

  /// The file is no longer there. Its values stay until others replace them.
  mutating func remove(at index: Int) {
    guard slots[index].state != .gone else { return }
    refuse("found no file any more, expected it to stay (its last values are shown)", at: index, state: .gone)
  }

  private mutating func note(_ changed: Kinds?) {
    guard let changed else { return }
    dirty.formUnion(changed)
    reportsChanged = true
  }

  mutating func setNotices(_ notices: [String]) {
    guard desk.notices != notices else { return }
    desk.notices = notices
    reportsChanged = true
  }

  // MARK: Merging

  /// Merges what has changed into `desk`; false when nothing has.
  mutating func merge() -> Bool {
    guard reportsChanged || !dirty.isEmpty else { return false }
    // First: its currencies decide between files.
    if dirty.contains(.watchlist) { mergeWatchlist() }
    if dirty.contains(.histories) { mergeHistories() }
    // After the histories: their closes say which quotes are doubtful.
    if !dirty.isDisjoint(with: [.quotes, .histories]) { mergeQuotes() }
    if dirty.contains(.intraday) { mergeIntraday() }
    if dirty.contains(.tariffs) { mergeTariffs() }
    if dirty.contains(.signals) { mergeSignals() }
    if dirty.contains(.facts) { desk.facts = Fact.merging(said(.facts, \.facts)) }
    if dirty.contains(.calendar) { desk.calendar = CalendarEntry.merging(said(.calendar, \.calendar)) }
    if dirty.contains(.references) { desk.references = ReferenceSeries.merging(said(.references, \.references)) }
    if dirty.contains(.scenarios) { desk.scenarios = SavedScenario.merging(said(.scenarios, \.scenario)) }
    dirty = []
    reportsChanged = false
    forget()
    for index in slots.indices { slots[index].updateReport() }
    desk.files = slots.map(\.report)
    return true
  }

  /// Slots whose values are of a kind, the one that wins a tie last: kept ones first, then by time and name.
  private func order(_ kind: Kinds) -> [Int] {
    var keys: [(isLive: Bool, modified: Instant, index: Int)] = []
    for index in slots.indices where slots[index].values?.kinds.contains(kind) == true {
      keys.append((!slots[index].isKept, slots[index].modified, index))
    }
    keys.sort { a, b in
      if a.isLive != b.isLive { return b.isLive }
      return a.modified != b.modified ? a.modified < b.modified : a.index < b.index
    }
    return keys.map(\.index)
  }

  /// What the files say of a kind, the one that wins a tie last.
  private func said<Value>(_ kind: Kinds, _ value: (FileValues.Payload) -> Value?) -> [Value] {
    order(kind).compactMap { slots[$0].values?.payload(of: kind).flatMap(value) }
  }

  /// Slots with a watchlist, the one that is used last: one of our own before a list of another program.
  private var watchlistOrder: [Int] {
    let order = order(.watchlist)
    func isOwn(_ index: Int) -> Bool { slots[index].values?.format == WatchlistFormat.format.name }
    return order.filter { !isOwn($0) } + order.filter(isOwn)
  }

  private mutating func mergeWatchlist() {
    let order = watchlistOrder
    var watchlist = Watchlist.standard
    for index in order {
      guard let found = slots[index].values?.payload(of: .watchlist)?.watchlist else { continue }
      watchlist = found
      slots[index].setConflicts([], of: .watchlist)
    }
    if let used = order.last {
      for index in order.dropLast() where !slots[index].isKept {
        let isNewer = slots[used].values?.format == slots[index].values?.format
        let problem = Problem(
          path: slots[index].report.path, line: 0, column: 0,
          message: "found another watchlist that is \(isNewer ? "newer" : "used before it") "
            + "(\(slots[used].report.path)), expected one")
        slots[index].setConflicts([problem], of: .watchlist)
      }
    }
    guard watchlist != desk.watchlist else { return }
    desk.watchlist = watchlist
    desk.policyRevision += 1
    dirty.formUnion([.quotes, .histories, .intraday])
    negative = []
    for instrument in watchlist.sectors.flatMap(\.instruments) where instrument.allowsNegative {
      negative.formUnion(instrument.symbols)
    }
  }

  private mutating func mergeQuotes() {
    let files = said(.quotes, \.quotes)
    if doubts.hasDoubtfulBars { settleBars(files) }
    var merge = QuoteMerge(desk.watchlist, capacity: desk.quotes.count)
    for quotes in files { merge.add(quotes) }
    var quotes = merge.quotes
    doubts.mark(&quotes, rivals: merge.rivals, histories: desk.histories, quotes: files) {
      said(.histories, \.histories)
    }
    desk.quotes = quotes
    setConflicts(merge.conflicts, .quotes)
    setDoubts(DeskDoubts.problems(of: desk.quotes, in: files), .quotes)
  }

  /// A quote may agree with a bar that was doubtful, or no longer.
  private mutating func settleBars(_ quotes: [[Quote]]) {
    let files = said(.histories, \.histories)
    guard doubts.settle(&desk.histories, files, quotes) else { return }
    desk.historyRevision += 1
    doubts.noteCloses(of: desk)
    setDoubts(DeskDoubts.problems(of: desk.histories, in: files), .histories)
  }

  private mutating func mergeHistories() {
    var conflicts = CurrencyConflicts()
    let files = said(.histories, \.histories)
    var merged = History.merging(files, desk.watchlist.currencies, &conflicts)
    doubts.mark(&merged, of: files, quotes: said(.quotes, \.quotes), negative: negative)
    setConflicts(conflicts, .histories)
    setDoubts(DeskDoubts.problems(of: merged, in: files), .histories)
    guard merged != desk.histories else {
      doubts.noteCloses(of: desk)
      return
    }
    desk.histories = merged
    doubts.noteCloses(of: desk)
    desk.historyRevision += 1
  }

  private mutating func mergeIntraday() {
    var conflicts = CurrencyConflicts()
    let merged = IntradayHistory.merging(said(.intraday, \.intraday), desk.watchlist.currencies, &conflicts)
    setConflicts(conflicts, .intraday)
    setDoubts(DeskDoubts.problems(of: merged), .intraday)
    guard merged != desk.intraday else { return }
    desk.intraday = merged
    desk.historyRevision += 1
  }

  private mutating func setConflicts(_ conflicts: CurrencyConflicts, _ kind: Kinds) {
    for index in slots.indices { slots[index].setConflicts(conflicts[slots[index].report.path], of: kind) }
  }

  private mutating func setDoubts(_ problems: DeskDoubts.Problems, _ kind: Kinds) {
    for index in slots.indices { slots[index].setDoubts(problems[slots[index].report.path] ?? [], of: kind) }
  }

  private mutating func mergeTariffs() {
    let merged = TariffBook.merging(said(.tariffs, \.tariffs))
    guard merged != desk.tariffs else { return }
    desk.tariffs = merged
    desk.policyRevision += 1
  }

  private mutating func mergeSignals() {
    let merged = Signal.merging(said(.signals, \.signals))
    guard merged != desk.signals else { return }
    desk.signals = merged
    desk.policyRevision += 1
  }

  // MARK: Forgetting

  /// Drops files that are gone and of which nothing is shown any more.
  private mutating func forget() {
    guard slots.contains(where: { $0.state == .gone }) else { return }
    let used = usedFiles()
    let left = slots.filter { $0.state != .gone || used.contains($0.report.path) }
    guard left.count < slots.count else { return }
    slots = left
    reindex()
  }

  private func usedFiles() -> Set<String> {
    var used = Set(desk.quotes.values.map(\.origin.file))
    used.formUnion(desk.histories.values.map(\.file))
    used.formUnion(desk.tariffs.measures.map(\.origin.file))
    used.formUnion(desk.tariffs.baselines.map(\.origin.file))
    used.formUnion(desk.signals.map(\.origin.file))
    used.formUnion(desk.facts.map(\.origin.file))
    used.formUnion(desk.calendar.map(\.origin.file))
    used.formUnion(desk.references.map(\.origin.file))
    used.formUnion(desk.scenarios.map(\.origin.file))
    if let watchlist = watchlistOrder.last { used.insert(slots[watchlist].report.path) }
    // A history of several files names only one of them.
    for history in said(.intraday, \.intraday).joined()
    where desk.intraday[history.symbol]?.interval == history.interval {
      used.insert(history.file)
    }
    for history in said(.histories, \.histories).joined() {
      guard let first = history.bars.first?.day, let shown = desk.histories[history.symbol] else { continue }
      if shown.file != history.file, shown.bars.first.map({ $0.day == first && $0.line == 0 }) ?? false {
        used.insert(history.file)
      }
    }
    return used
  }
}
