import Market

/// Which prices of a desk may be none, by what all of its files tell: a quote by the last close before its session, the
/// previous close that it brings and other prices of its moment; a bar by the bars before it and by what other files tell of its day. A doubt goes when another
/// file agrees within 5 %. Nothing of it looks at the quotes of before: the next tick of a feed is judged as the first.
struct DeskDoubts {
  typealias Problems = [String: [Problem]]

  /// The last close of a symbol that is believed: near it a quote is not looked at further.
  private struct LastClose {
    let close: Double
    /// The symbol of the history.
    let symbol: String
    let venue: Venue?
  }

  private var closes: [String: LastClose] = [:]
  /// All symbols of an instrument by each of them, where it has several.
  private var names: [String: [String]] = [:]
  /// Doubts of bars by symbol, before other files are asked.
  private var bars: [String: [Day: Doubt]] = [:]
  private var negative: Set<String> = []
  private var sessions = Sessions.published

  var hasDoubtfulBars: Bool { !bars.isEmpty }

  // MARK: Bars

  /// Marks the doubtful bars of the merged histories.
  /// - Parameters:
  ///   - files: the histories that they are merged of.
  ///   - quotes: what the files quote.
  mutating func mark(
    _ merged: inout [String: History], of files: [[History]], quotes: [[Quote]], negative: Set<String>, _ desk: Desk
  ) {
    self.negative = negative
    bars = [:]
    names = desk.watchlist.symbolsOfAliases
    sessions = desk.sessions
    var groups: [String: [History]] = [:]
    for history in files.joined() { groups[history.symbol, default: []].append(history) }
    for (symbol, group) in groups {
      // The same under the instrument's other names.
      let others = names[symbol]?.filter { $0 != symbol }.flatMap { groups[$0] ?? [] } ?? []
      guard group.count > 1 || !others.isEmpty || !group[0].doubts.isEmpty, var history = merged[symbol]
      else { continue }
      if group.count > 1 || !others.isEmpty {
        history.actions = (group + others).reduce(ShareActions()) { $0.joined(with: $1.actions) }
        history.adjustForSplits(isOfFiles: true)
        history.doubts = Self.ofRecords(history, group)
        history.doubts.merge(history.rivalDoubts(group + others)) { ofRecord, _ in ofRecord }
        history.doubts = history.judged(hasRatios: !negative.contains(symbol))
        merged[symbol] = history
      }
      // A table is believed as a whole or not at all.
      if history.doubts.values.contains(where: { $0 != UntoldTables.doubt }) { bars[symbol] = history.doubts }
    }
    settle(&merged, files, quotes)
  }

  /// Takes back the doubts of bars with which another file agrees. False where nothing has changed.
  @discardableResult
  mutating func settle(_ merged: inout [String: History], _ files: [[History]], _ quotes: [[Quote]]) -> Bool {
    guard !bars.isEmpty else { return false }
    let tellings = Tellings(of: Set(bars.keys.flatMap(symbols)), quotes: quotes, histories: files)
    var hasChanged = false
    for (symbol, doubts) in bars {
      guard let history = merged[symbol] else { continue }
      let names = symbols(symbol)
      let left = doubts.filter { day, doubt in
        guard doubt != UntoldTables.doubt, let price = history.bar(on: day)?.shownClose else { return true }
        return tellings.files(of: names, history.currency, on: day, sessions[Venue(symbol: symbol)], near: price).count
          < 2
      }
      if left != history.doubts {
        merged[symbol]?.doubts = left
        hasChanged = true
      }
    }
    return hasChanged
  }

  /// What the records of the merged bars say against themselves.
  private static func ofRecords(_ history: History, _ group: [History]) -> [Day: Doubt] {
    var doubts: [Day: Doubt] = [:]
    for telling in group {
      for (day, doubt) in telling.doubts where !doubt.isJump && telling.bar(on: day) == history.bar(on: day) {
        doubts[day] = doubt
      }
    }
    return doubts
  }

  /// Notes the last closes that quotes are judged by.
  mutating func noteCloses(of desk: Desk) {
    closes = [:]
    names = desk.watchlist.symbolsOfAliases
    for (symbol, history) in desk.histories { note(history, of: [symbol], Venue(symbol: symbol)) }
    for instrument in desk.watchlist.sectors.flatMap(\.instruments) {
      guard let history = desk.history(of: instrument) else { continue }
      note(history, of: instrument.symbols, instrument.venue ?? Venue(symbol: instrument.symbol))
    }
  }

  private mutating func note(_ history: History, of symbols: [String], _ venue: Venue?) {
    guard let bar = history.believedBar(within: history.bars.count), let close = bar.shownClose else { return }
    for symbol in symbols {
      closes[symbol] = LastClose(close: close, symbol: history.symbol, venue: venue)
    }
  }

  private func symbols(_ symbol: String) -> [String] { names[symbol] ?? [symbol] }

  // MARK: Quotes

  /// Marks the doubtful ones of the merged quotes.
  /// - Parameters:
  ///   - rivals: other prices of the same moment, by symbol.
  ///   - quotes, bars: what the files tell.
  func mark(
    _ merged: inout [String: Quote], rivals: [String: Quote], histories: [String: History], quotes: [[Quote]],
    bars: [[History]]
  ) {
    var doubtful: [(symbol: String, doubt: Doubt, base: Day?)] = []
    for index in merged.indices {
      let symbol = merged.keys[index]
      let isAsked =
        merged.values[index].doubt != nil || rivals[symbol] != nil
        || isQuestionable(merged.values[index].price, merged.values[index].previousClose, closes[symbol])
      guard isAsked else { continue }
      let quote = merged.values[index]
      let (doubt, base) = doubt(of: quote, rivals[symbol], histories)
      if let doubt { doubtful.append((symbol, doubt, base)) }
      merged.values[index].doubt = nil
    }
    guard !doubtful.isEmpty else { return }
    let tellings = Tellings(of: Set(doubtful.flatMap { symbols($0.symbol) }), quotes: quotes, histories: bars)
    for (symbol, doubt, base) in doubtful {
      guard let quote = merged[symbol] else { continue }
      var own: Set<String> = [quote.origin.file]
      if !doubt.isJump, let rival = rivals[symbol], rival.time == quote.time { own.insert(rival.origin.file) }
      let venue = sessions[closes[symbol]?.venue ?? Venue(symbol: symbol)]
      let agreeing = tellings.files(of: symbols(symbol), quote, venue, after: base)
      if agreeing.isSubset(of: own) { merged[symbol]?.doubt = doubt }
    }
  }

  /// Whether nothing about a quote that is told once wants a closer look.
  func isPlain(_ quote: Quote) -> Bool {
    quote.doubt == nil && !isQuestionable(quote.price, quote.previousClose, closes[quote.symbol])
  }

  /// Whether a closer look is needed: nearly never.
  private func isQuestionable(_ price: Double, _ previous: Double?, _ last: LastClose?) -> Bool {
    if let previous, PriceJump.isFar(price, from: previous) { return true }
    guard let last else { return false }
    return PriceJump.isFar(price, from: last.close) || (previous.map { PriceJump.isFar($0, from: last.close) } ?? false)
  }

  /// Why a quote is doubted while no other file is asked, and the day of the close that it was judged by.
  private func doubt(of quote: Quote, _ rival: Quote?, _ histories: [String: History]) -> (Doubt?, Day?) {
    let known = closes[quote.symbol]
    let history = known.flatMap { histories[$0.symbol] }.flatMap { history in
      history.currency == nil || quote.currency == nil || history.currency == quote.currency ? history : nil
    }
    let session = sessions[known?.venue ?? Venue(symbol: quote.symbol)].sessionDay(of: quote.time)
    let base = history?.believedBar(within: history?.count(through: session.advanced(by: -1)) ?? 0)
    if let doubt = quote.doubt { return (doubt, base?.day) }
    if let rival, rival.time == quote.time, rival.session == quote.session,
      rival.currency == nil || quote.currency == nil || rival.currency == quote.currency,
      PriceJump.differ(rival.price, quote.price)
    {
      let words = "\(Doubt.text(quote.price)) and \(Doubt.text(rival.price)) (\(rival.origin)) stand at one time"
      return (Doubt(words), base?.day)
    }
    guard negative.isEmpty || !negative.contains(quote.symbol) else { return (nil, base?.day) }
    return (jump(of: quote, in: session, history, base), base?.day)
  }

  /// A price far from the last close, or from the previous close that the quote brings, or the two of them apart.
  private func jump(of quote: Quote, in session: Day, _ history: History?, _ base: Bar?) -> Doubt? {
    if let history, let base, let close = base.shownClose, base.day.days(to: session) <= PriceJump.memory {
      if history.isFar(quote.price, on: session, from: close, of: base.day) {
        // Bars at the new level are believed where two stand there.
        let isBelieved = history.bars.reversed().prefix { $0.day >= session }.contains { bar in
          history.believedClose(bar) != nil && bar.shownClose.map { !PriceJump.isFar(quote.price, from: $0) } ?? false
        }
        if !isBelieved { return PriceJump.doubt(of: quote.price, from: close) }
      } else if let previous = quote.previousClose,
        history.isFar(previous, on: session, from: close, of: base.day)
      {
        return Doubt(
          "previous close \(Doubt.text(previous)), but \(Doubt.text(close)) in \(history.file)", isJump: true)
      }
    }
    guard let previous = quote.previousClose else { return nil }
    let isFar =
      history?.isFar(quote.price, on: session, from: previous, of: session.advanced(by: -1))
      ?? PriceJump.isFar(quote.price, from: previous)
    return isFar ? PriceJump.doubt(of: quote.price, from: previous, "previous close") : nil
  }
}

/// What all files tell of some symbols.
struct Tellings {
  private var quotes: [String: [Quote]] = [:]
  private var histories: [String: [History]] = [:]

  init(of symbols: Set<String>, quotes files: [[Quote]], histories others: [[History]]) {
    for file in files {
      for index in file.indices where symbols.contains(file[index].symbol) {
        quotes[file[index].symbol, default: []].append(file[index])
      }
    }
    for history in others.joined() where symbols.contains(history.symbol) && !history.isUntold {
      histories[history.symbol, default: []].append(history)
    }
  }

  private static func canJoin(_ a: String?, _ b: String?) -> Bool { a == nil || b == nil || a == b }

  /// Files with a price near one on a day.
  func files(
    of symbols: [String], _ currency: String?, on day: Day, _ venue: VenueSessions, near price: Double
  ) -> Set<String> {
    var files: Set<String> = []
    for symbol in symbols {
      for history in histories[symbol] ?? [] where Self.canJoin(history.currency, currency) {
        if let close = history.bar(on: day)?.shownClose, PriceJump.agree(close, price) { files.insert(history.file) }
      }
      for quote in quotes[symbol] ?? [] where quote.doubt == nil && Self.canJoin(quote.currency, currency) {
        if PriceJump.agree(quote.price, price), venue.sessionDay(of: quote.time) == day {
          files.insert(quote.origin.file)
        }
      }
    }
    return files
  }

  /// Files with a price near a quote's that is newer than the close of a day.
  func files(of symbols: [String], _ quote: Quote, _ venue: VenueSessions, after base: Day?) -> Set<String> {
    var files: Set<String> = []
    let first = base?.advanced(by: 1) ?? venue.sessionDay(of: quote.time)
    for symbol in symbols {
      for other in quotes[symbol] ?? [] where other.doubt == nil && Self.canJoin(other.currency, quote.currency) {
        if PriceJump.agree(other.price, quote.price), venue.sessionDay(of: other.time) >= first {
          files.insert(other.origin.file)
        }
      }
      for history in histories[symbol] ?? [] where Self.canJoin(history.currency, quote.currency) {
        let isNear = history.bars.reversed().prefix { $0.day >= first }.contains { bar in
          bar.shownClose.map { PriceJump.agree($0, quote.price) } ?? false
        }
        if isNear { files.insert(history.file) }
      }
    }
    return files
  }
}

extension History {
  /// The bar of a day; nil where there is none.
  func bar(on day: Day) -> Bar? {
    let count = count(through: day)
    return count > 0 && bars[count - 1].day == day ? bars[count - 1] : nil
  }
}
