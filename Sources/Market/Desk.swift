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
  /// When venues trade, with the closures that the files tell.
  package var sessions = Sessions.published
  /// Ascending by id.
  package var references: [ReferenceSeries] = []
  /// Ascending by id.
  package var scenarios: [SavedScenario] = []
  /// The rules of alerts, in the order of files and lines.
  package var alerts: [AlertLine] = []
  /// Ascending by path.
  package var files: [FileReport] = []
  /// Why prices of a symbol are not used although files tell them, or in what unit they may be, one clause each.
  package var priceNotes: [String: [String]] = [:]
  /// What concerns the folder as a whole ("polling: inotify has no watches left"); empty when all is well.
  package var notices: [String] = []
  /// What could not be seen of the folder (`path: found no way to list it …`): there may be more than is read. Only where
  /// the folder was read once; while it is watched, `notices` say so.
  package var unseen: [String] = []
  /// The present at which the desk is looked at; nil where only moments are asked for: a past one, the demo's.
  package var present: Instant?
  /// Counts changes of what the policy index is made of (watchlist, tariffs, signals): equal counts, equal data.
  package var policyRevision = 0
  /// Counts changes of the histories, daily and intraday, and of the sessions that they are of.
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
