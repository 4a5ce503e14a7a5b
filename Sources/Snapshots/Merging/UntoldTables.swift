import Market

/// Tables under symbols of which nothing says that their numbers are prices: ratios, scores and sums of money stand in
/// tables of the same shape. One is believed where other files tell more than half of the names that it shares with them
/// alike; of any other all bars are doubtful.
struct UntoldTables {
  static let doubt = Doubt("nothing says that these are prices")

  /// Days by which a quote may be newer than the bar that it is held against.
  private static let reach = 7
  /// Common days of two files that are looked at.
  private static let common = 20

  /// The histories of such tables by their file.
  private var tables: [String: [History]] = [:]
  /// Those of all other files by symbol.
  private var others: [String: [History]] = [:]
  /// All symbols of an instrument by each of them, where it has several.
  private let names: [String: [String]]
  private let sessions: Sessions
  private var doubted: Set<String> = []

  var isEmpty: Bool { tables.isEmpty }

  /// - Parameter untold: Files that are such tables.
  init(_ untold: Set<String> = [], of files: [[History]] = [], _ desk: Desk = Desk()) {
    sessions = desk.sessions
    names = untold.isEmpty ? [:] : desk.watchlist.symbolsOfAliases
    guard !untold.isEmpty else { return }
    for history in files.joined() where !history.bars.isEmpty {
      if untold.contains(history.file) {
        tables[history.file, default: []].append(history)
      } else {
        others[history.symbol, default: []].append(history)
      }
    }
  }

  /// Holds the tables against the other files. False where the same ones are believed as before.
  mutating func weigh(_ quotes: [[Quote]]) -> Bool {
    guard !isEmpty else { return false }
    let before = doubted
    let wanted = Set(tables.values.joined().flatMap { symbols($0.symbol) })
    var prices: [String: [Quote]] = [:]
    for quote in quotes.joined() where quote.doubt == nil && wanted.contains(quote.symbol) {
      prices[quote.symbol, default: []].append(quote)
    }
    doubted = Set(
      tables.filter { _, histories in
        let verdicts = histories.compactMap { self.agrees($0, prices) }
        return verdicts.count(where: { $0 }) * 2 <= verdicts.count
      }.map(\.key))
    return doubted != before
  }

  /// The same histories, of which those that are not believed are doubtful on all their days.
  func marked(_ files: [[History]]) -> [[History]] {
    guard !doubted.isEmpty else { return files }
    return files.map { file in
      guard let path = file.first?.file, doubted.contains(path) else { return file }
      return file.map { history in
        var history = history
        history.doubts = Dictionary(history.bars.map { ($0.day, Self.doubt) }) { first, _ in first }
        return history
      }
    }
  }

  private func symbols(_ symbol: String) -> [String] { names[symbol] ?? [symbol] }

  /// Whether any other file tells what a history does; nil where none tells its name.
  private func agrees(_ history: History, _ quotes: [String: [Quote]]) -> Bool? {
    var verdicts: [Bool] = []
    func isComparable(_ currency: String?) -> Bool {
      currency == nil || history.currency == nil || currency == history.currency
    }
    for symbol in symbols(history.symbol) {
      for other in others[symbol] ?? [] where isComparable(other.currency) {
        if let verdict = Self.agree(history, other) { verdicts.append(verdict) }
      }
      let venue = sessions[Venue(symbol: symbol)]
      for quote in quotes[symbol] ?? [] where isComparable(quote.currency) {
        let session = venue.sessionDay(of: quote.time)
        guard let bar = history.bars.prefix(history.count(through: session)).last, let close = bar.shownClose,
          bar.day.days(to: session) <= Self.reach
        else { continue }
        let isPrevious = quote.previousClose.map { PriceJump.agree($0, close) } ?? false
        verdicts.append(isPrevious || PriceJump.agree(quote.price, close))
      }
    }
    return verdicts.isEmpty ? nil : verdicts.contains(true)
  }

  /// Whether two histories have the same closes on most of their last common days; nil without such a day.
  private static func agree(_ history: History, _ other: History) -> Bool? {
    var (days, agreeing) = (0, 0)
    for bar in history.bars.reversed() {
      guard days < common else { break }
      guard let close = bar.shownClose, let told = other.bar(on: bar.day)?.shownClose else { continue }
      days += 1
      if PriceJump.agree(close, told) { agreeing += 1 }
    }
    return days == 0 ? nil : agreeing * 2 > days
  }
}

extension History {
  /// Of a table that is not believed to hold prices.
  var isUntold: Bool { doubts.first?.value == UntoldTables.doubt }
}

extension Watchlist {
  /// All symbols of an instrument by each of them, where it has several.
  var symbolsOfAliases: [String: [String]] {
    var names: [String: [String]] = [:]
    for instrument in sectors.lazy.flatMap(\.instruments) where !instrument.aliases.isEmpty {
      for symbol in instrument.symbols { names[symbol] = instrument.symbols }
    }
    return names
  }
}
