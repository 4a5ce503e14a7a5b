import Market

/// Files of daily prices that stand a hundred times as high as other files tell the same names: in cents. (Of currencies that
/// are quoted in hundredths, ``PriceUnits`` knows both.) Such a file is doubtful as a whole, as one that is no prices is.
struct HundredfoldFiles {
  /// Days of two files that are looked at.
  private static let days = 20

  /// What a file tells of a name, by the name's first symbol.
  private var histories: [String: [History]] = [:]
  private let names: [String: [String]]
  private let sessions: Sessions
  /// By file, the verdicts of its names beside other histories.
  private var verdicts: [String: [Verdict]] = [:]
  /// By file.
  private(set) var doubts: [String: Doubt] = [:]
  /// Whether a quote was far enough from a file's closes to be held against them.
  private(set) var hasAsked = false

  private struct Verdict {
    let name: String
    /// The file that tells a hundredth; nil: one tells the same, or something else.
    let other: String?
  }

  init(of files: [[History]] = [], _ desk: Desk = Desk()) {
    sessions = desk.sessions
    names = files.isEmpty ? [:] : desk.watchlist.symbolsOfAliases
    for history in files.joined() where !history.bars.isEmpty && !history.isUntold {
      histories[name(history.symbol), default: []].append(history)
    }
    for (name, told) in histories where told.count > 1 {
      for history in told {
        let others = told.filter { $0.file != history.file }
        let found = others.compactMap { other in
          history.isHundredfold(of: other, days: Self.days).map { ($0, other.file) }
        }
        guard !found.isEmpty else { continue }
        let isContradicted = found.allSatisfy(\.0)
        verdicts[history.file, default: []].append(Verdict(name: name, other: isContradicted ? found[0].1 : nil))
      }
    }
  }

  private func name(_ symbol: String) -> String { names[symbol]?.first ?? symbol }

  /// Whether a file tells the name of a quote a hundred times as high.
  func isHundredth(_ quote: Quote) -> Bool {
    histories[name(quote.symbol)]?.contains { $0.isHundredfold(of: quote, sessions) } ?? false
  }

  /// Holds the files against each other and against quotes. False where the same ones are doubtful as before.
  mutating func weigh(_ quotes: [[Quote]]) -> Bool {
    let before = doubts
    // Nearly always no price is a hundredth of another.
    var asked: [String: [Quote]] = [:]
    for file in quotes {
      for index in file.indices where file[index].doubt == nil {
        if isHundredth(file[index]) { asked[name(file[index].symbol), default: []].append(file[index]) }
      }
    }
    hasAsked = !asked.isEmpty
    var found = verdicts
    for (name, quotes) in asked {
      for history in histories[name] ?? [] {
        guard let quote = quotes.first(where: { history.isHundredfold(of: $0, sessions) }) else { continue }
        let isAgreed = found[history.file]?.contains { $0.name == name && $0.other == nil } ?? false
        if !isAgreed { found[history.file, default: []].append(Verdict(name: name, other: quote.origin.file)) }
      }
    }
    doubts = found.compactMapValues { verdicts in
      let contradicted = verdicts.compactMap(\.other)
      guard let other = contradicted.min(), contradicted.count * 2 > verdicts.count else { return nil }
      return Doubt("100 times what \(other) tells: other units?")
    }
    return doubts != before
  }

  /// The same histories, of which those of doubtful files are so on all their days.
  func marked(_ files: [[History]]) -> [[History]] {
    guard !doubts.isEmpty else { return files }
    return files.map { file in
      guard let path = file.first?.file, let doubt = doubts[path] else { return file }
      return file.map { history in
        var history = history
        history.doubts = Dictionary(history.bars.map { ($0.day, doubt) }) { first, _ in first }
        return history
      }
    }
  }
}

extension History {
  private func canJoin(_ other: String?) -> Bool { currency == nil || other == nil || currency == other }

  /// Whether most of its last closes are a hundred times those of another history, each beside the last one up to its day; nil
  /// where none stand near each other.
  fileprivate func isHundredfold(of other: History, days: Int) -> Bool? {
    guard canJoin(other.currency) else { return nil }
    var (count, hundredfold) = (0, 0)
    for bar in bars.reversed() {
      guard count < days else { break }
      let before = other.bars.prefix(other.count(through: bar.day)).last
      guard let beside = before ?? (count == 0 ? other.bars.first : nil),
        abs(beside.day.days(to: bar.day)) <= PriceJump.memory
      else {
        if before == nil { break }
        continue
      }
      guard let close = bar.shownClose, let told = beside.shownClose, close > 0, told > 0 else { continue }
      count += 1
      if PriceJump.isHundredfold(close, of: told) { hundredfold += 1 }
    }
    return count == 0 ? nil : hundredfold * 2 > count
  }

  /// Whether the close up to a quote is a hundred times its price; false where none stands near it.
  fileprivate func isHundredfold(of quote: Quote, _ sessions: Sessions) -> Bool {
    // Most are told by the last close alone.
    guard canJoin(quote.currency), quote.price > 0, let last = bars.last?.shownClose,
      (50...200).contains(last / quote.price)
    else { return false }
    let session = sessions[Venue(symbol: quote.symbol)].sessionDay(of: quote.time)
    guard let bar = believedBar(within: count(through: session)) ?? bars.first, let close = bar.shownClose,
      doubts[bar.day] == nil, abs(bar.day.days(to: session)) <= PriceJump.memory
    else { return false }
    return PriceJump.isHundredfold(close, of: quote.price)
  }
}
