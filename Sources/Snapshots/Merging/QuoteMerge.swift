import Market

/// The latest quote of each symbol, of quotes added file by file, the file that wins a tie last; all are under
/// the watchlist's spelling and in its unit. A price outside the regular session stands beside the session's, whichever file
/// tells it, and never in its place.
struct QuoteMerge {
  private(set) var quotes: [String: Quote] = [:]
  /// Of two prices of one moment the one that is not used, by symbol; neither is a later state of the other.
  private(set) var rivals: [String: Quote] = [:]
  /// Symbols that are told more than once, or beside another name of their instrument: what their quote is follows from all
  /// that is told.
  private(set) var entangled: Set<String> = []
  /// Of symbols that are told twice at their latest moment, all that tell it, in their order.
  private var equals: [String: [Quote]] = [:]
  /// The latest quote of a session outside the regular one, by symbol.
  private var outside: [String: Quote] = [:]

  init(capacity: Int) { quotes.reserveCapacity(capacity) }

  mutating func add(_ file: [Quote]) {
    for quote in file {
      guard !quote.session.isExtended else {
        entangled.insert(quote.symbol)
        if outside[quote.symbol].map({ $0.moment <= quote.moment }) ?? true { outside[quote.symbol] = quote }
        continue
      }
      guard let other = quotes.updateValue(quote, forKey: quote.symbol) else { continue }
      entangled.insert(quote.symbol)
      if quote.moment < other.moment || (quote.moment == other.moment && quote.kept && !other.kept) {
        quotes[quote.symbol] = other
      } else if quote.stands(beside: other) {
        equals[quote.symbol, default: [other]].append(quote)
      } else if !equals.isEmpty {
        equals[quote.symbol] = nil
      }
    }
  }

  /// Puts the prices outside the session beside those of it.
  /// - Parameter before: the quotes of the desk: of a file that told a symbol's price of the session and now tells only one
  ///   outside it, the first stays.
  mutating func joinOutside(_ before: [String: Quote]) {
    for (symbol, quote) in outside {
      let told = quotes[symbol] ?? before[symbol].flatMap { $0.isFollowed(by: quote) ? $0 : nil }
      guard var joined = told else {
        quotes[symbol] = quote
        continue
      }
      if quote.doubt == nil, joined.extended.map({ $0.time <= quote.time }) ?? true {
        joined.extended = Quote.Extended(
          session: quote.session, time: quote.time, price: quote.price, origin: quote.origin)
      }
      quotes[symbol] = joined
    }
  }

  /// Has the later state count where a symbol, or an instrument under several names, is told twice at one moment; what is
  /// an earlier state with another price is named. Where there is none the one told last counts, and has a rival.
  mutating func settle(_ watchlist: Watchlist, _ problems: inout MergeProblems) {
    for (symbol, told) in equals {
      let latest = Quote.latest(of: told)
      guard let used = latest ?? told.last else { continue }
      quotes[symbol] = used
      for other in told where other.differs(from: used) {
        if latest == nil { rivals[symbol] = other } else { problems.add(earlier: other, than: used) }
      }
    }
    for instrument in watchlist.sectors.lazy.flatMap(\.instruments) where !instrument.aliases.isEmpty {
      settle(instrument.symbols.compactMap { quotes[$0] }, &problems)
    }
  }

  /// - Parameter names: the quotes under the names of one instrument.
  private mutating func settle(_ names: [Quote], _ problems: inout MergeProblems) {
    guard names.count > 1 else { return }
    entangled.formUnion(names.lazy.map(\.symbol))
    for quote in names where rivals[quote.symbol] == nil {
      let told = names.filter { $0.stands(beside: quote) }
      guard let latest = Quote.latest(of: told) else {
        rivals[quote.symbol] = told.first { $0.differs(from: quote) }
        continue
      }
      guard quote.differs(from: latest) else { continue }
      quotes[quote.symbol] = nil
      problems.add(earlier: quote, than: latest)
    }
  }
}

extension Quote: TradedState {
  var range: ClosedRange<Double>? { ClosedRange(spanning: [low, open, price, high]) }

  func tellsLike(_ other: Quote) -> Bool { price == other.price && volume == other.volume && range == other.range }
}

extension Quote {
  /// When it is of; of quotes whose feed's clock was ahead, which count from one time, that as it was told.
  fileprivate var moment: (Instant, Int64) { (time, clockAhead?.seconds ?? 0) }

  /// Whether both are of one moment of one session. What has broken or gone does not stand beside what is there.
  fileprivate func stands(beside other: Quote) -> Bool {
    moment == other.moment && session == other.session && kept == other.kept
  }

  /// Whether it is a price of a session after which its file told one outside it.
  fileprivate func isFollowed(by outside: Quote) -> Bool {
    !session.isExtended && origin.file == outside.origin.file && time < outside.time
      && (currency == nil || outside.currency == nil || currency == outside.currency)
  }

  fileprivate func differs(from other: Quote) -> Bool { PriceJump.differ(price, other.price) }
}

extension MergeProblems {
  /// Names an earlier state of a quote that counts.
  fileprivate mutating func add(earlier quote: Quote, than used: Quote) {
    // Of what is kept the line is that of another file.
    guard !quote.kept else { return }
    let told = "\(quote.symbol) at \(quote.time)"
    add(
      ToldTwice.message(told, at: quote.origin, used: used.origin, used.price, isLatest: true), at: quote.origin,
      isNotice: false)
  }
}
