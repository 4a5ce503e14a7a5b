import Market

/// The files of a desk with their last good values, and the desk that they make together. Nothing here reads a disk or
/// a clock: what is read is passed in. How the values of several files become one stands beside, kind by kind.
struct Assembly {
  /// Ascending by name.
  private(set) var files: [DeskFile] = []
  private var indexes: [[UInt8]: Int] = [:]
  private(set) var desk = Desk()
  /// Ids of kinds to be merged again.
  private var dirty: Set<String> = []
  private var reportsChanged = false
  /// Places of the files whose reports may have changed; nil: any may.
  private var reported: Set<Int>?
  /// The quotes that files have told otherwise since the last merging, as they tell them; nil: more has changed than these.
  private var moved: [Quote]? = []
  /// Symbols whose quotes the desk has otherwise since they were taken; nil: any may be.
  private var movedSymbols: Set<String>?
  /// At the last merging nothing was to be said of any quote.
  private var hasPlainQuotes = false
  /// Symbols whose quotes are not told once and alone, and the files that tell quotes, the one that wins a tie last.
  private var entangled: Set<String> = []
  private var quoteOrder: [Int] = []
  private(set) var terms = PriceTerms(Watchlist.standard)
  /// By kind of prices.
  private var priceNotes: [String: [String: [String]]] = [:]
  /// Names or currencies of prices may be others than the units were weighed by.
  private var needsWeighing = false
  /// Of the watchlist in use.
  private(set) var symbols = SymbolsOfWatchlist(.standard)
  private var doubts = DeskDoubts()
  private var untold = UntoldTables()
  private var hundredfold = HundredfoldFiles()
  /// What the files tell of daily histories, as it is used; made when they are merged.
  private var histories: [[History]] = []

  // MARK: Files

  func index(of name: [UInt8]) -> Int? { indexes[name] }

  /// Makes room for files not yet known, as pending.
  mutating func add(_ names: some Sequence<[UInt8]>) {
    let fresh = names.filter { indexes[$0] == nil }
    guard !fresh.isEmpty else { return }
    files += fresh.map(DeskFile.init)
    files.sort { precedes($0.name, $1.name) }
    reindex()
    reportsChanged = true
  }

  private mutating func reindex() {
    indexes = Dictionary(uniqueKeysWithValues: files.indices.map { (files[$0].name, $0) })
    reported = nil
  }

  /// Takes what was read from the file at `index`; a refused file or row keeps its last good values.
  mutating func accept(_ outcome: FileOutcome, at index: Int, modified: Instant?, read: Instant?, cost: Double) {
    let before = files[index].values
    let wasKept = files[index].isKept
    note(files[index].accept(outcome, modified: modified, read: read, cost: cost), at: index)
    let isLive = !wasKept && !files[index].isKept
    if isLive, let quotes = files[index].values?.quotes(movedSince: before) { moved? += quotes } else { moved = nil }
    if files[index].values?.tellsPricesLike(before) != true { needsWeighing = true }
  }

  /// The file could not be read or is no file to read; its last good values stay.
  mutating func refuse(_ message: String, at index: Int, state: FileReport.State, modified: Instant? = nil) {
    note(files[index].refuse(message, state: state, modified: modified), at: index)
    needsWeighing = true
    moved = nil
  }

  /// The file is being written: its last good values stay as they are.
  mutating func await(at index: Int) {
    guard files[index].await() else { return }
    reportsChanged = true
    reported?.insert(index)
  }

  /// Only the file's time has changed: it decides ties.
  mutating func touch(at index: Int, modified: Instant, read: Instant) {
    if files[index].isBeingWritten {
      reportsChanged = true
      reported?.insert(index)
    }
    note(files[index].touch(modified: modified, read: read), at: index)
  }

  /// The file is no longer there. Its values stay until others replace them.
  mutating func remove(at index: Int) {
    guard files[index].state != .gone else { return }
    refuse("found no file any more, expected it to stay (its last values are shown)", at: index, state: .gone)
  }

  /// The file is not to be used, and nothing of it stays.
  mutating func ignore(_ reason: String, at index: Int) {
    note(files[index].ignore(reason), at: index)
    needsWeighing = true
    moved = nil
  }

  /// Copies with the reason why they are not used.
  mutating func ignore(_ copies: [[UInt8]: String]) {
    for (name, reason) in copies {
      if let index = index(of: name) { ignore(reason, at: index) }
    }
  }

  private mutating func note(_ changed: Set<String>?, at index: Int) {
    guard let changed else { return }
    dirty.formUnion(changed)
    reportsChanged = true
    reported?.insert(index)
  }

  mutating func setNotices(_ notices: [String]) {
    guard desk.notices != notices else { return }
    desk.notices = notices
    reportsChanged = true
  }

  mutating func setUnseen(_ unseen: [String]) {
    guard desk.unseen != unseen else { return }
    desk.unseen = unseen
    reportsChanged = true
  }

  // MARK: Merging

  private func isDirty<Value>(_ kind: Kind<Value>) -> Bool { dirty.contains(kind.id) }

  /// Merges what has changed into `desk`; false when nothing has.
  mutating func merge() -> Bool {
    guard reportsChanged || !dirty.isEmpty else { return false }
    // First: its currencies decide between files, and sessions which bars are used.
    if isDirty(.watchlist) { mergeWatchlist() }
    if isDirty(.closures) { mergeClosures() }
    if !dirty.isDisjoint(with: Self.priced) { weighUnits() }
    if dirty != [Kind.quotes.id] || !followQuotes() { mergeAll() }
    dirty = []
    moved = []
    reportsChanged = false
    updateReports()
    return true
  }

  /// Merges what has changed, kind by kind.
  private mutating func mergeAll() {
    if !dirty.isEmpty { reported = nil }
    if isDirty(.histories) { mergeHistories() }
    // After the histories: their closes say which quotes are doubtful.
    if isDirty(.quotes) || isDirty(.histories) { mergeQuotes() }
    if isDirty(.intraday) { mergeIntraday() }
    if !dirty.isDisjoint(with: Self.priced) { mergePriceNotes() }
    for kind in Kinds.all where kind.isMergedAlone && dirty.contains(kind.id) { merge(kind) }
    forget()
  }

  /// Brings what is said of files to the desk.
  private mutating func updateReports() {
    if let reported, desk.files.count == files.count {
      for index in reported {
        files[index].updateReport()
        desk.files[index] = files[index].report
      }
    } else {
      for index in files.indices { files[index].updateReport() }
      desk.files = files.map(\.report)
    }
    reported = []
  }

  /// Symbols whose quotes are others on the desk than when this was asked last; nil: any may be.
  mutating func takeMovedSymbols() -> Set<String>? {
    defer { movedSymbols = [] }
    return movedSymbols
  }

  /// Files whose values are of a kind, the one that wins a tie last: kept ones first, then by time and name.
  func order(_ kind: any AnyKind) -> [Int] {
    var keys: [(isLive: Bool, modified: Instant, index: Int)] = []
    for index in files.indices where files[index].values?.payloads.contains(where: { $0.kind.id == kind.id }) == true {
      keys.append((!files[index].isKept, files[index].modified, index))
    }
    keys.sort { a, b in
      if a.isLive != b.isLive { return b.isLive }
      return a.modified != b.modified ? a.modified < b.modified : a.index < b.index
    }
    return keys.map(\.index)
  }

  /// What the files say of a kind, the one that wins a tie last.
  func said<Value>(_ kind: Kind<Value>) -> [Value] { order(kind).compactMap { files[$0].values?[kind] } }

  /// Files with a watchlist, the one that is used last: one of our own before a list of another program.
  var watchlistOrder: [Int] {
    let order = order(Kind.watchlist)
    func isOwn(_ index: Int) -> Bool { files[index].values?.format == WatchlistFormat.format.name }
    return order.filter { !isOwn($0) } + order.filter(isOwn)
  }

  private mutating func mergeWatchlist() {
    let order = watchlistOrder
    var watchlist = Watchlist.standard
    for index in order {
      guard let found = files[index].values?[.watchlist] else { continue }
      watchlist = found
      files[index].setConflicts([], of: Kind.watchlist)
    }
    if let used = order.last { noteOtherWatchlists(order.dropLast(), than: used) }
    guard watchlist != desk.watchlist else { return }
    desk.watchlist = watchlist
    desk.policyRevision += 1
    dirty.formUnion(Self.priced)
    for index in files.indices { files[index].forgetSessions() }
    terms = PriceTerms(watchlist)
    needsWeighing = true
    symbols = SymbolsOfWatchlist(watchlist)
  }

  private mutating func mergeClosures() {
    let before = desk.sessions
    merge(Kind.closures)
    dirty.remove(Kind.closures.id)
    guard desk.sessions != before else { return }
    desk.historyRevision += 1
    dirty.formUnion(Self.priced)
    for index in files.indices { files[index].forgetSessions() }
  }

  private mutating func noteOtherWatchlists(_ others: some Sequence<Int>, than used: Int) {
    var unused: [Problem] = []
    let path = files[used].report.path
    for index in others where !files[index].isKept {
      let other = files[index].report.path
      let isNewer = files[used].values?.format == files[index].values?.format
      let message =
        "found another watchlist that is \(isNewer ? "newer" : "used before it") (\(path)), expected one"
      let problem = Problem(path: other, line: 0, column: 0, message: message, isNotice: true)
      files[index].setConflicts([problem], of: Kind.watchlist)
      unused.append(
        Problem(
          path: path, line: 0, column: 0,
          message: "found another watchlist that is \(isNewer ? "older" : "used after it") (\(other)), expected one",
          isNotice: true))
    }
    if !files[used].isKept { files[used].setConflicts(unused, of: Kind.watchlist) }
  }

  // MARK: Prices

  private static let priced: Set<String> = [Kind.quotes.id, Kind.histories.id, Kind.intraday.id]

  /// Says in which units prices are told and shown, and how codes are spelt that the watchlist does not list.
  private mutating func weighUnits() {
    // A quote's way is short: unless a file without a currency is judged by prices, another price changes no unit.
    let judged = needsWeighing ? nil : terms.units.judged
    guard judged?.isEmpty != true else { return }
    needsWeighing = false
    let tellings = tellings(of: judged)
    let units = judged == nil ? PriceUnits(tellings, terms.names) : terms.units.weighed(tellings, terms.names)
    guard units != terms.units else { return }
    terms.units = units
    dirty.formUnion(Self.priced)
  }

  /// - Parameter names: nil: all of them.
  private mutating func tellings(of names: Set<String>?) -> [PriceTelling] {
    var tellings: [PriceTelling] = []
    for index in files.indices {
      for told in files[index].values?.priceTellings ?? [] {
        terms.names.meet(told.symbol)
        guard let symbol = terms.names.spelling(of: told.symbol),
          names?.contains(terms.names.main(of: symbol)) != false
        else { continue }
        tellings.append(
          PriceTelling(
            symbol: symbol, file: files[index].report.path, currency: told.currency, level: told.level,
            rank: PriceTelling.Rank(
              isQuote: told.isQuote, time: told.time, modified: files[index].modified, order: index)))
      }
    }
    return tellings
  }

  /// Brings the quotes that have moved to the desk one by one, where nothing was to be said of any quote, and nothing is
  /// now: then each stands for itself. False where all are to be weighed anew.
  private mutating func followQuotes() -> Bool {
    guard let moved, hasPlainQuotes, untold.isEmpty, !doubts.hasDoubtfulBars,
      entangled.isEmpty || quoteOrder == order(Kind.quotes)
    else { return false }
    var problems = MergeProblems()
    let used = terms.used(moved, &problems)
    guard problems.isEmpty, used.count == moved.count, used.allSatisfy(standsAlone) else { return false }
    for quote in used { desk.quotes[quote.symbol] = quote }
    movedSymbols?.formUnion(used.lazy.map(\.symbol))
    return true
  }

  /// Whether a quote can take the place of the desk's without a look at any other.
  private func standsAlone(_ quote: Quote) -> Bool {
    !quote.session.isExtended && quote.extendedDoubt == nil && !entangled.contains(quote.symbol)
      && desk.quotes[quote.symbol] != nil && doubts.isPlain(quote) && !hundredfold.isHundredth(quote)
  }

  private mutating func mergeQuotes() {
    var problems = MergeProblems()
    let files = usedQuotes(&problems)
    settleBars(files)
    var merge = QuoteMerge(capacity: desk.quotes.count)
    for quotes in files { merge.add(quotes) }
    merge.joinOutside(desk.quotes)
    merge.settle(desk.watchlist, &problems)
    var quotes = merge.quotes
    for symbol in problems.refusedSymbols where quotes[symbol] == nil { quotes[symbol] = keptQuote(of: symbol) }
    doubts.mark(&quotes, rivals: merge.rivals, histories: desk.histories, quotes: files, bars: histories)
    desk.quotes = quotes
    movedSymbols = nil
    setProblems(problems, Kind.quotes)
    let doubtful = DeskDoubts.problems(of: desk.quotes, in: files)
    setDoubts(doubtful, Kind.quotes)
    hasPlainQuotes = problems.isEmpty && doubtful.isEmpty && merge.rivals.isEmpty && !hundredfold.hasAsked
    entangled = merge.entangled
    quoteOrder = order(Kind.quotes)
  }

  /// The last good quote of a symbol whose quotes are refused now, marked, as far as its currency is still wanted.
  private func keptQuote(of symbol: String) -> Quote? {
    var problems = MergeProblems()
    guard let before = desk.quotes[symbol], var quote = terms.used([before], &problems).first else { return nil }
    quote.kept = true
    return quote
  }

  /// A quote may agree with a bar or a table that was doubtful, or no longer.
  private mutating func settleBars(_ quotes: [[Quote]]) {
    if untold.weigh(quotes) || hundredfold.weigh(quotes) { return mergeHistories() }
    guard doubts.settle(&desk.histories, histories, quotes) else { return }
    desk.historyRevision += 1
    doubts.noteCloses(of: desk)
    setDoubts(DeskDoubts.problems(of: desk.histories, in: histories), Kind.histories)
  }

  private mutating func mergeHistories() {
    let days = SessionDays(desk, terms.names)
    for index in order(Kind.histories) { files[index].checkSessions(days) }
    var problems = MergeProblems()
    histories = usedHistories(&problems)
    let quotes = usedQuotes()
    let tables = files.lazy.filter { $0.values?.isUntold == true }.map(\.report.path)
    untold = UntoldTables(Set(tables), of: histories, desk)
    _ = untold.weigh(quotes)
    histories = untold.marked(histories)
    hundredfold = HundredfoldFiles(of: histories, desk)
    _ = hundredfold.weigh(quotes)
    histories = hundredfold.marked(histories)
    var merged = History.merging(histories)
    doubts.mark(&merged, of: histories, quotes: quotes, negative: symbols.negative, desk)
    setProblems(problems, Kind.histories)
    setDoubts(DeskDoubts.problems(of: merged, in: histories), Kind.histories)
    guard merged != desk.histories else {
      doubts.noteCloses(of: desk)
      return
    }
    desk.histories = merged
    doubts.noteCloses(of: desk)
    desk.historyRevision += 1
  }

  private mutating func mergeIntraday() {
    var problems = MergeProblems()
    let merged = IntradayHistory.merging(said(.intraday).map { terms.used($0, &problems) })
    setProblems(problems, Kind.intraday)
    setDoubts(DeskDoubts.problems(of: merged), Kind.intraday)
    guard merged != desk.intraday else { return }
    desk.intraday = merged
    desk.historyRevision += 1
  }

  private mutating func mergePriceNotes() {
    var notes: [String: [String]] = [:]
    for kind in [Kind.quotes.id, Kind.histories.id, Kind.intraday.id] {
      notes.merge(priceNotes[kind] ?? [:]) { known, more in known + more.filter { !known.contains($0) } }
    }
    desk.priceNotes = notes
  }

  private mutating func setDoubts(_ problems: DeskDoubts.Problems, _ kind: any AnyKind) {
    for index in files.indices { files[index].setDoubts(problems[files[index].report.path] ?? [], of: kind) }
  }

  /// What the files quote under the watchlist's names and in its units, the one that wins a tie last.
  private func usedQuotes(_ problems: inout MergeProblems) -> [[Quote]] {
    said(.quotes).map { terms.used($0, &problems) }
  }

  private func usedQuotes() -> [[Quote]] {
    var problems = MergeProblems()
    return usedQuotes(&problems)
  }

  /// The same of daily histories, without bars of days on which venues are shut.
  private func usedHistories(_ problems: inout MergeProblems) -> [[History]] {
    order(Kind.histories).map { terms.used(files[$0].histories, &problems) }
  }

  // MARK: Records

  /// What the files say of a kind made one, and what is found in that said of them.
  private mutating func merge(_ kind: any AnyKind) {
    var problems = MergeProblems()
    let kept = Set(files.lazy.filter(\.isKept).map(\.report.path))
    let told = order(kind).compactMap { index in
      files[index].values?.payloads.first { $0.kind.id == kind.id }?.value
    }
    kind.merge(told, kept: kept, into: &desk, &problems)
    setProblems(problems, kind)
  }

  private mutating func setProblems(_ problems: MergeProblems, _ kind: any AnyKind) {
    for index in files.indices { files[index].setConflicts(problems[files[index].report.path], of: kind) }
    priceNotes[kind.id] = problems.priceNotes
  }

  /// What the desk calls a symbol that a file tells.
  func spelling(of symbol: String) -> String { terms.names.spelling(of: symbol) ?? symbol }

  // MARK: Forgetting

  /// Drops files that are gone and of which nothing is shown any more.
  private mutating func forget() {
    guard files.contains(where: { $0.state == .gone }) else { return }
    let used = usedFiles()
    let left = files.filter { $0.state != .gone || used.contains($0.report.path) }
    guard left.count < files.count else { return }
    files = left
    reindex()
    var problems = MergeProblems()
    histories = hundredfold.marked(untold.marked(usedHistories(&problems)))
  }
}
