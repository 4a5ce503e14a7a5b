import Market

/// The files of a desk with their last good values, and the desk that they make together. Nothing here reads a disk or
/// a clock: what is read is passed in.
struct Assembly {
  struct Kinds: OptionSet {
    let rawValue: Int
    static let watchlist = Kinds(rawValue: 1)
    static let quotes = Kinds(rawValue: 2)
    static let histories = Kinds(rawValue: 4)
    static let tariffs = Kinds(rawValue: 8)
    static let signals = Kinds(rawValue: 16)
    static let facts = Kinds(rawValue: 32)
    static let calendar = Kinds(rawValue: 64)
    static let references = Kinds(rawValue: 128)
    static let scenarios = Kinds(rawValue: 256)
    static let intraday = Kinds(rawValue: 512)
  }

  struct Slot {
    /// Path relative to the desk folder, as bytes: names that look alike stay two files.
    let name: [UInt8]
    /// The last good values.
    var values: FileValues?
    /// They are from before: the file has broken or gone since.
    var kept = false
    /// What reading found.
    var problems: [Problem] = []
    /// What merging found.
    var conflicts: [Problem] = []
    /// State by reading alone.
    var state = FileReport.State.pending
    var report: FileReport

    var modified: Instant { report.modified ?? Instant(milliseconds: 0) }
  }

  /// Ascending by name.
  private(set) var slots: [Slot] = []
  private var indexes: [[UInt8]: Int] = [:]
  private(set) var desk = Desk()
  private var dirty: Kinds = []
  private var reportsChanged = false
  /// Symbols whose prices may be zero or below, by the watchlist in use.
  private(set) var negative: Set<String> = []

  // MARK: Files

  func index(of name: [UInt8]) -> Int? { indexes[name] }

  /// Makes room for files not yet known, as pending.
  mutating func add(_ names: some Sequence<[UInt8]>) {
    let fresh = names.filter { indexes[$0] == nil }
    guard !fresh.isEmpty else { return }
    for name in fresh {
      slots.append(Slot(name: name, report: FileReport(path: Self.shown(name), state: .pending)))
    }
    slots.sort { precedes($0.name, $1.name) }
    reindex()
    reportsChanged = true
  }

  private mutating func reindex() {
    indexes = Dictionary(uniqueKeysWithValues: slots.indices.map { (slots[$0].name, $0) })
  }

  /// The values of a file and what is to be said of it.
  struct Outcome {
    var result: Result<FileValues, Fault>
    var problems: [Problem]
    /// Rows that were refused.
    var refused: Int
    var size: Int
  }

  /// Reads a file, unpacked where it is packed.
  static func outcome(_ reading: consuming Reading) -> Outcome {
    let size = reading.bytes.count
    guard Gzip.isPacked(reading.bytes) else { return outcome(plain: reading, size: size) }
    do throws(Fault) {
      return try Gzip.unpack(reading.bytes) { (bytes, readable) throws(Fault) in
        outcome(
          plain: Reading(
            path: reading.path, bytes: bytes, readable: readable, negative: reading.negative, parser: reading.parser,
            modified: reading.modified),
          size: size)
      }
    } catch {
      var log = ProblemLog(path: reading.path)
      log.add(error, &reading.lines)
      return Outcome(result: .failure(error), problems: log.all, refused: 0, size: size)
    }
  }

  private static func outcome(plain reading: consuming Reading, size: Int) -> Outcome {
    do throws(Fault) {
      let values = try Recognition.read(&reading)
      return Outcome(
        result: .success(values), problems: Problem.quoting(reading.log.all, in: reading.bytes),
        refused: reading.log.count, size: size)
    } catch {
      var log = ProblemLog(path: reading.path)
      log.add(error, &reading.lines)
      return Outcome(
        result: .failure(error), problems: Problem.quoting(log.all, in: reading.bytes), refused: 0, size: size)
    }
  }

  /// Takes what was read from the file at `index`; a refused file or row keeps its last good values.
  mutating func accept(_ outcome: Outcome, at index: Int, modified: Instant?, read: Instant?, cost: Double) {
    slots[index].problems = outcome.problems
    slots[index].report.size = outcome.size
    slots[index].report.modified = modified
    slots[index].report.read = read
    slots[index].report.cost = cost
    if let modified { slots[index].report.noteChange(at: modified) }
    reportsChanged = true
    switch outcome.result {
    case .failure:
      slots[index].state = .bad
      keep(at: index)
    case .success(var values):
      slots[index].state = outcome.refused == 0 ? .ok : values.rows == 0 ? .bad : .partial
      slots[index].report.kind = values.kind
      slots[index].report.format = values.format
      slots[index].report.rows = values.rows
      slots[index].report.newest = values.newest
      if let old = slots[index].values {
        dirty.formUnion(old.kinds)
        if !values.refused.isEmpty { values.keepRefused(from: old) }
      }
      dirty.formUnion(values.kinds)
      slots[index].values = values
      slots[index].kept = false
    }
  }

  /// The file could not be read or is no file to read; its last good values stay.
  mutating func refuse(_ message: String, at index: Int, state: FileReport.State, modified: Instant? = nil) {
    let problem = Problem(path: slots[index].report.path, line: 0, column: 0, message: message)
    guard slots[index].state != state || slots[index].problems != [problem] else { return }
    slots[index].problems = [problem]
    slots[index].state = state
    if let modified { slots[index].report.modified = modified }
    reportsChanged = true
    keep(at: index)
  }

  /// Only the file's time has changed: it decides ties.
  mutating func touch(at index: Int, modified: Instant) {
    guard slots[index].report.modified != modified else { return }
    slots[index].report.modified = modified
    slots[index].report.noteChange(at: modified)
    reportsChanged = true
    if let values = slots[index].values { dirty.formUnion(values.kinds) }
  }

  /// The file is no longer there. Its values stay until others replace them.
  mutating func remove(at index: Int) {
    guard slots[index].state != .gone else { return }
    refuse("found no file any more, expected it to stay (its last values are shown)", at: index, state: .gone)
  }

  private mutating func keep(at index: Int) {
    guard !slots[index].kept, var values = slots[index].values else { return }
    slots[index].kept = true
    values.markKept()
    slots[index].values = values
    dirty.formUnion(values.kinds)
  }

  mutating func setNotices(_ notices: [String]) {
    guard desk.notices != notices else { return }
    desk.notices = notices
    reportsChanged = true
  }

  /// A name for people: bytes that are no UTF-8 are written as `\xFF`.
  static func shown(_ name: [UInt8]) -> String {
    if let text = String(validating: name, as: UTF8.self) { return text }
    var text = ""
    var decoder = UTF8()
    var index = 0
    while index < name.count {
      var rest = name[index..<Swift.min(index + 4, name.count)].makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&rest) {
        text.unicodeScalars.append(scalar)
        index += String(scalar).utf8.count
      } else {
        text += "\\x" + (name[index] < 16 ? "0" : "") + String(name[index], radix: 16, uppercase: true)
        index += 1
      }
      decoder = UTF8()
    }
    return text
  }

  // MARK: Merging

  /// Merges what has changed into `desk`; false when nothing has.
  mutating func merge() -> Bool {
    guard reportsChanged || !dirty.isEmpty else { return false }
    if dirty.contains(.watchlist) { mergeWatchlist() }
    if dirty.contains(.quotes) { mergeQuotes() }
    if dirty.contains(.histories) { mergeHistories() }
    if dirty.contains(.intraday) { mergeIntraday() }
    if dirty.contains(.tariffs) { mergeTariffs() }
    if dirty.contains(.signals) { mergeSignals() }
    if dirty.contains(.facts) { mergeFacts() }
    if dirty.contains(.calendar) { mergeCalendar() }
    if dirty.contains(.references) { mergeReferences() }
    if dirty.contains(.scenarios) { mergeScenarios() }
    forget(dirty)
    dirty = []
    reportsChanged = false
    for index in slots.indices {
      let hasConflicts = !slots[index].conflicts.isEmpty
      let state = slots[index].state == .ok && hasConflicts ? .partial : slots[index].state
      if slots[index].report.state != state { slots[index].report.state = state }
      if hasConflicts {
        slots[index].report.problems = slots[index].problems + slots[index].conflicts
      } else if slots[index].report.problems != slots[index].problems {
        slots[index].report.problems = slots[index].problems
      }
    }
    desk.files = slots.map(\.report)
    return true
  }

  /// Slots whose values are of a kind, the one that wins a tie last: kept ones first, then by time and name.
  private func order(_ kind: Kinds) -> [Int] {
    var keys: [(isLive: Bool, modified: Instant, index: Int)] = []
    for index in slots.indices where slots[index].values?.kinds.contains(kind) == true {
      keys.append((!slots[index].kept, slots[index].modified, index))
    }
    keys.sort { a, b in
      if a.isLive != b.isLive { return b.isLive }
      return a.modified != b.modified ? a.modified < b.modified : a.index < b.index
    }
    return keys.map(\.index)
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
      guard case .watchlist(let found)? = slots[index].values?.payload(of: .watchlist) else { continue }
      watchlist = found
      slots[index].conflicts = []
    }
    if let used = order.last {
      for index in order.dropLast() where !slots[index].kept {
        let isNewer = slots[used].values?.format == slots[index].values?.format
        slots[index].conflicts = [
          Problem(
            path: slots[index].report.path, line: 0, column: 0,
            message: "found another watchlist that is \(isNewer ? "newer" : "used before it") "
              + "(\(slots[used].report.path)), expected one")
        ]
      }
    }
    guard watchlist != desk.watchlist else { return }
    desk.watchlist = watchlist
    desk.policyRevision += 1
    // Currencies decide between files.
    dirty.formUnion([.quotes, .histories, .intraday])
    negative = []
    for instrument in watchlist.sectors.flatMap(\.instruments) where instrument.allowsNegative {
      negative.formUnion(instrument.symbols)
    }
  }

  /// The currency that the watchlist names for a symbol, alias or listing.
  private var currencies: [String: String] {
    var currencies: [String: String] = [:]
    for instrument in desk.watchlist.sectors.flatMap(\.instruments) {
      for listing in instrument.listings { currencies[listing.symbol] = listing.currency }
      for symbol in instrument.symbols { currencies[symbol] = instrument.currency }
    }
    return currencies
  }

  private mutating func mergeQuotes() {
    // Seldom needed, and a quote's way to the screen is short.
    var currencies: [String: String]?
    var merged: [String: Quote] = [:]
    merged.reserveCapacity(desk.quotes.count)
    var conflicts: [String: [Problem]] = [:]
    for index in order(.quotes) {
      guard case .quotes(let quotes)? = slots[index].values?.payload(of: .quotes) else { continue }
      for quote in quotes {
        guard let other = merged[quote.symbol] else {
          merged[quote.symbol] = quote
          continue
        }
        if let a = other.currency, let b = quote.currency, a != b,
          let wanted = (currencies ?? self.currencies)[quote.symbol]
        {
          currencies = currencies ?? self.currencies
          let refused: Quote? = a == wanted ? quote : b == wanted ? other : nil
          if let refused {
            conflicts[refused.origin.file, default: []].append(
              Problem(
                path: refused.origin.file, line: refused.origin.line, column: 0,
                message: "found \(refused.symbol) in \(refused.currency ?? ""), expected \(wanted) as in the watchlist")
            )
            if b == wanted { merged[quote.symbol] = quote }
            continue
          }
        }
        if quote.time >= other.time { merged[quote.symbol] = quote }
      }
    }
    desk.quotes = merged
    setConflicts(conflicts, .quotes)
  }

  private mutating func setConflicts(_ conflicts: [String: [Problem]], _ kind: Kinds) {
    for index in slots.indices where slots[index].values?.kinds.contains(kind) == true {
      let found = conflicts.isEmpty ? [] : conflicts[slots[index].report.path] ?? []
      if found.isEmpty, slots[index].conflicts.isEmpty { continue }
      slots[index].conflicts = Array(found.prefix(ProblemLog.limit))
    }
  }

  private mutating func mergeHistories() {
    let currencies = currencies
    var groups: [String: [History]] = [:]
    for index in order(.histories) {
      guard case .histories(let histories)? = slots[index].values?.payload(of: .histories) else { continue }
      for history in histories where !history.bars.isEmpty { groups[history.symbol, default: []].append(history) }
    }
    var conflicts: [String: [Problem]] = [:]
    var merged: [String: History] = [:]
    merged.reserveCapacity(groups.count)
    for (symbol, group) in groups {
      merged[symbol] = Self.merge(group, wanted: currencies[symbol]) { refused, wanted in
        conflicts[refused.file, default: []].append(
          Problem(
            path: refused.file, line: 0, column: 0,
            message: "found \(symbol) in \(refused.currency ?? ""), expected \(wanted) as in the watchlist"))
      }
    }
    setConflicts(conflicts, .histories)
    guard merged != desk.histories else { return }
    desk.histories = merged
    desk.historyRevision += 1
  }

  /// One history of those that several files tell of one symbol: days from all, of a day told twice the bar of the file
  /// that goes on longest. A bar from another file than the history's `file` has line 0.
  private static func merge(
    _ group: [History], wanted: String?, _ refuse: (History, String) -> Void
  ) -> History? {
    guard group.count > 1 else { return group.first }
    // Stable, so that of two that end on one day the later file stays last.
    var ordered = group.sorted { ($0.bars.last?.day ?? Day(number: 0)) < ($1.bars.last?.day ?? Day(number: 0)) }
    let currency: String?
    if let wanted, ordered.contains(where: { $0.currency == wanted }) {
      currency = wanted
    } else {
      currency = ordered.last { $0.currency != nil }?.currency
    }
    if let currency {
      ordered.removeAll { history in
        guard let other = history.currency, other != currency else { return false }
        refuse(history, currency)
        return true
      }
    }
    guard var winner = ordered.popLast() else { return nil }
    winner.currency = currency
    for other in ordered.reversed() {
      var bars: [Bar] = []
      bars.reserveCapacity(winner.bars.count + other.bars.count)
      var next = winner.bars.startIndex
      var added = false
      for bar in other.bars {
        while next < winner.bars.endIndex, winner.bars[next].day < bar.day {
          bars.append(winner.bars[next])
          next += 1
        }
        if next < winner.bars.endIndex, winner.bars[next].day == bar.day { continue }
        bars.append(bar.withoutLine)
        added = true
      }
      guard added else { continue }
      bars.append(contentsOf: winner.bars[next...])
      winner.bars = bars
    }
    return winner
  }

  private mutating func mergeIntraday() {
    let currencies = currencies
    var groups: [String: [IntradayHistory]] = [:]
    for index in order(.intraday) {
      guard case .intraday(let histories)? = slots[index].values?.payload(of: .intraday) else { continue }
      for history in histories where !history.bars.isEmpty { groups[history.symbol, default: []].append(history) }
    }
    var conflicts: [String: [Problem]] = [:]
    let merged = groups.compactMapValues { group in
      Self.merge(group, wanted: currencies[group[0].symbol]) { refused, wanted in
        conflicts[refused.file, default: []].append(
          Problem(
            path: refused.file, line: 0, column: 0,
            message: "found \(refused.symbol) in \(refused.currency ?? ""), expected \(wanted) as in the watchlist"))
      }
    }
    setConflicts(conflicts, .intraday)
    guard merged != desk.intraday else { return }
    desk.intraday = merged
    desk.historyRevision += 1
  }

  /// As for daily bars; of several intervals only that of the file that goes on longest is used, as their volumes and
  /// ranges cannot be joined.
  private static func merge(
    _ group: [IntradayHistory], wanted: String?, _ refuse: (IntradayHistory, String) -> Void
  ) -> IntradayHistory? {
    guard group.count > 1 else { return group.first }
    var ordered = group.sorted { ($0.bars.last?.time.milliseconds ?? 0) < ($1.bars.last?.time.milliseconds ?? 0) }
    let isWanted = wanted != nil && ordered.contains { $0.currency == wanted }
    let currency = isWanted ? wanted : ordered.last { $0.currency != nil }?.currency
    if let currency {
      ordered.removeAll { history in
        guard let other = history.currency, other != currency else { return false }
        refuse(history, currency)
        return true
      }
    }
    guard var winner = ordered.popLast() else { return nil }
    winner.currency = currency
    for other in ordered.reversed() where other.interval == winner.interval {
      let present = Set(winner.bars.lazy.map(\.time))
      let added = other.bars.filter { !present.contains($0.time) }.map(\.withoutLine)
      guard !added.isEmpty else { continue }
      winner.bars = (winner.bars + added).sorted { $0.time < $1.time }
    }
    return winner
  }

  private mutating func mergeTariffs() {
    var measures: [String: TariffMeasure] = [:]
    var baselines: [BaselineKey: TariffBaseline] = [:]
    for index in order(.tariffs) {
      guard case .tariffs(let book)? = slots[index].values?.payload(of: .tariffs) else { continue }
      for measure in book.measures {
        if let other = measures[measure.id], measure.latest < other.latest { continue }
        measures[measure.id] = measure
      }
      for baseline in book.baselines { baselines[BaselineKey(by: baseline.by, from: baseline.from)] = baseline }
    }
    let merged = TariffBook(
      measures: measures.values.sorted { Self.isBefore($0.origin, $1.origin, $0.id, $1.id) },
      baselines: baselines.values.sorted { ($0.from, $0.by.rawValue) < ($1.from, $1.by.rawValue) })
    guard merged != desk.tariffs else { return }
    desk.tariffs = merged
    desk.policyRevision += 1
  }

  private struct BaselineKey: Hashable {
    let by: Side
    let from: Day
  }

  private static func isBefore(_ a: Origin, _ b: Origin, _ id: String, _ other: String) -> Bool {
    (a.file, a.line, id) < (b.file, b.line, other)
  }

  private mutating func mergeSignals() {
    var merged: [String: Signal] = [:]
    for index in order(.signals) {
      guard case .signals(let signals)? = slots[index].values?.payload(of: .signals) else { continue }
      for signal in signals {
        // Within a file the later record replaces the earlier; between files the later time does.
        if let other = merged[signal.id], other.origin.file != signal.origin.file, signal.latest < other.latest {
          continue
        }
        merged[signal.id] = signal
      }
    }
    let signals = merged.values.sorted { ($0.known, $0.id) < ($1.known, $1.id) }.withoutMachineRepeats
    guard signals != desk.signals else { return }
    desk.signals = signals
    desk.policyRevision += 1
  }

  private mutating func mergeFacts() {
    var merged: [String: Fact] = [:]
    for index in order(.facts) {
      guard case .facts(let facts)? = slots[index].values?.payload(of: .facts) else { continue }
      for fact in facts {
        if let other = merged[fact.id], let old = other.day, fact.day.map({ $0 < old }) ?? true { continue }
        merged[fact.id] = fact
      }
    }
    desk.facts = merged.values.sorted { Self.isBefore($0.origin, $1.origin, $0.id, $1.id) }
  }

  private mutating func mergeCalendar() {
    struct Key: Hashable {
      let day: Day
      let minute: Int?
      let title: String
    }
    var merged: [Key: CalendarEntry] = [:]
    for index in order(.calendar) {
      guard case .calendar(let entries)? = slots[index].values?.payload(of: .calendar) else { continue }
      for entry in entries { merged[Key(day: entry.day, minute: entry.minute, title: entry.title)] = entry }
    }
    desk.calendar = merged.values.sorted { ($0.instant, $0.title) < ($1.instant, $1.title) }
  }

  private mutating func mergeReferences() {
    var merged: [String: ReferenceSeries] = [:]
    for index in order(.references) {
      guard case .references(let series)? = slots[index].values?.payload(of: .references) else { continue }
      for one in series { merged[one.id] = one }
    }
    desk.references = merged.values.sorted { $0.id < $1.id }
  }

  private mutating func mergeScenarios() {
    var merged: [String: SavedScenario] = [:]
    for index in order(.scenarios) {
      if case .scenario(let scenario)? = slots[index].values?.payload(of: .scenarios) { merged[scenario.id] = scenario }
    }
    desk.scenarios = merged.values.sorted { $0.id < $1.id }
  }

  /// Drops files that are gone and of which nothing is shown any more.
  private mutating func forget(_ kinds: Kinds) {
    let gone = slots.indices.filter { slots[$0].state == .gone }
    guard !gone.isEmpty else { return }
    let used = usedFiles()
    let forgotten = Set(gone.filter { !used.contains(slots[$0].report.path) })
    guard !forgotten.isEmpty else { return }
    slots = slots.indices.filter { !forgotten.contains($0) }.map { slots[$0] }
    reindex()
  }

  private func usedFiles() -> Set<String> {
    var used = Set(desk.quotes.values.map(\.origin.file))
    used.formUnion(desk.histories.values.map(\.file))
    for index in order(.intraday) {
      guard case .intraday(let histories)? = slots[index].values?.payload(of: .intraday) else { continue }
      // A history of several files names only one of them.
      used.formUnion(histories.filter { desk.intraday[$0.symbol]?.interval == $0.interval }.map(\.file))
    }
    used.formUnion(desk.tariffs.measures.map(\.origin.file))
    used.formUnion(desk.tariffs.baselines.map(\.origin.file))
    used.formUnion(desk.signals.map(\.origin.file))
    used.formUnion(desk.facts.map(\.origin.file))
    used.formUnion(desk.calendar.map(\.origin.file))
    used.formUnion(desk.references.map(\.origin.file))
    used.formUnion(desk.scenarios.map(\.origin.file))
    if let watchlist = watchlistOrder.last { used.insert(slots[watchlist].report.path) }
    // A history of several files names only one of them.
    for index in order(.histories) {
      guard case .histories(let histories)? = slots[index].values?.payload(of: .histories) else { continue }
      for history in histories {
        guard let first = history.bars.first?.day, let shown = desk.histories[history.symbol] else { continue }
        if shown.file != history.file, shown.bars.first.map({ $0.day == first && $0.line == 0 }) ?? false {
          used.insert(history.file)
        }
      }
    }
    return used
  }
}

extension FileValues.Payload {
  var kinds: Assembly.Kinds {
    switch self {
    case .watchlist: .watchlist
    case .quotes: .quotes
    case .histories: .histories
    case .tariffs: .tariffs
    case .signals: .signals
    case .facts: .facts
    case .calendar: .calendar
    case .references: .references
    case .intraday: .intraday
    case .scenario: .scenarios
    }
  }
}

extension FileValues {
  var kinds: Assembly.Kinds { payloads.reduce(into: []) { $0.formUnion($1.kinds) } }

  /// What the file says of one kind.
  func payload(of kind: Assembly.Kinds) -> Payload? { payloads.first { $0.kinds == kind } }

  /// Marks every value as kept from a file that has broken or gone.
  mutating func markKept() { map { $0.markedKept } }

  /// Takes the last good values of refused rows from what the file said before.
  mutating func keepRefused(from old: FileValues) {
    let refused = refused
    let days = refusedDays
    map { new in
      guard let before = old.payload(of: new.kinds)?.markedKept else { return new }
      return new.keeping(refused, days, from: before)
    }
  }
}

extension FileValues.Payload {
  fileprivate var markedKept: FileValues.Payload {
    func marked<Value>(_ values: [Value], _ flag: WritableKeyPath<Value, Bool>) -> [Value] {
      values.map { value in
        var value = value
        value[keyPath: flag] = true
        return value
      }
    }
    switch self {
    case .quotes(let quotes): return .quotes(marked(quotes, \.kept))
    case .histories(let histories): return .histories(marked(histories, \.kept))
    case .intraday(let histories): return .intraday(marked(histories, \.kept))
    case .tariffs(var book):
      book.measures = marked(book.measures, \.kept)
      return .tariffs(book)
    case .signals(let signals): return .signals(marked(signals, \.kept))
    case .references(let series): return .references(marked(series, \.kept))
    case .scenario(var scenario):
      scenario.kept = true
      return .scenario(scenario)
    case .watchlist, .facts, .calendar: return self
    }
  }

  /// With the values of `before` whose symbols or ids, or days of them, were refused.
  fileprivate func keeping(
    _ refused: Set<String>, _ refusedDays: [String: Set<Day>], from before: FileValues.Payload
  ) -> FileValues.Payload {
    func missing<Value>(_ old: [Value], _ new: [Value], _ id: (Value) -> String) -> [Value] {
      let present = Set(new.map(id))
      return old.filter { refused.contains(id($0)) && !present.contains(id($0)) }
    }
    switch (before, self) {
    case (.quotes(let old), .quotes(let new)): return .quotes(missing(old, new, \.symbol) + new)
    case (.tariffs(let old), .tariffs(var book)):
      book.measures = missing(old.measures, book.measures, \.id) + book.measures
      return .tariffs(book)
    case (.signals(let old), .signals(let new)): return .signals(missing(old, new, \.id) + new)
    case (.facts(let old), .facts(let new)): return .facts(missing(old, new, \.id) + new)
    case (.histories(let old), .histories(var new)):
      for history in old where refused.contains(history.symbol) {
        guard let index = new.firstIndex(where: { $0.symbol == history.symbol }) else {
          new.append(history)
          continue
        }
        let days = refusedDays[history.symbol] ?? []
        let present = Set(new[index].bars.map(\.day))
        let kept = history.bars.filter { days.contains($0.day) && !present.contains($0.day) }
        guard !kept.isEmpty else { continue }
        new[index].bars = (new[index].bars + kept).sorted { $0.day < $1.day }
        new[index].kept = true
      }
      return .histories(new)
    case (.intraday(let old), .intraday(let new)):
      // Of refused bars the others' absence is plain to see: only a symbol without any keeps what it had.
      let good = new.filter { !$0.bars.isEmpty || !refused.contains($0.symbol) }
      return .intraday(missing(old, good, \.symbol) + good)
    case (.references(let old), .references(var new)):
      for series in old where refused.contains(series.id) {
        guard let index = new.firstIndex(where: { $0.id == series.id }) else {
          new.append(series)
          continue
        }
        let days = refusedDays[series.id] ?? []
        let present = Set(new[index].values.map(\.day))
        let kept = series.values.filter { days.contains($0.day) && !present.contains($0.day) }
        guard !kept.isEmpty else { continue }
        new[index] = new[index].adding(kept)
      }
      return .references(new)
    default: return self
    }
  }
}

extension ReferenceSeries {
  /// The same series with values kept from before.
  fileprivate func adding(_ kept: [Value]) -> ReferenceSeries {
    var series = ReferenceSeries(
      id: id, label: label, unit: unit, source: source, side: side, verified: verified,
      values: (values + kept).sorted { $0.day < $1.day }, origin: origin)
    series.kept = true
    return series
  }
}

extension TariffMeasure {
  /// The newest day on which one of its steps became known.
  fileprivate var latest: Day { steps.map(\.known).max() ?? Day(number: 0) }
}

extension IntradayBar {
  fileprivate var withoutLine: IntradayBar {
    IntradayBar(time: time, open: open, high: high, low: low, close: close, volume: volume)
  }
}

extension Bar {
  fileprivate var withoutLine: Bar {
    Bar(day: day, open: open, high: high, low: low, close: close, adjustedClose: adjustedClose, volume: volume)
  }
}

extension Desk {
  /// The desk that files in memory make: nothing is read from a disk, and of two equal times the name that sorts last
  /// wins. Faults are reported in `files` as for a folder.
  package init(files: [(name: String, bytes: [UInt8])]) {
    var assembly = Assembly()
    assembly.add(files.map { Array($0.name.utf8) })
    let parser = JSONParser()
    // The watchlist, wherever it stands, may allow prices below zero: then all is read again.
    for _ in 0..<2 {
      let negative = assembly.negative
      for file in files {
        guard let index = assembly.index(of: Array(file.name.utf8)) else { continue }
        let outcome = file.bytes.withUnsafeBytes {
          Assembly.outcome(
            Reading(path: file.name, bytes: $0, readable: $0.count, negative: negative, parser: parser))
        }
        assembly.accept(outcome, at: index, modified: nil, read: nil, cost: 0)
      }
      _ = assembly.merge()
      if assembly.negative == negative { break }
    }
    self = assembly.desk
  }
}
