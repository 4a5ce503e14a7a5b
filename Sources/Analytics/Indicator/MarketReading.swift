import Market
import RealModule

/// The market component: a trade-exposed basket against the market over five sessions.
package struct MarketReading: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let symbol: String
    /// Normalised.
    package let weight: Double
    /// Log return over the window.
    package let logReturn: Double
    /// Adjusted close at the end of the window.
    package let close: Double
  }

  /// 0…100.
  package let value: Double
  package let z: Double
  package let relativeReturn: Double
  package let mean: Double
  package let deviation: Double
  /// Standard error of `value`.
  package let standardError: Double
  /// The last session of the reference that counts.
  package let session: Day
  /// The moment up to which prices count.
  package let pricesTo: Instant
  package let members: [Member]
  /// The reference's symbol.
  package let reference: String
  package let referenceReturn: Double
  package let referenceClose: Double
  /// A close is provisional (quote of a session without a bar).
  package let isProvisional: Bool
  /// A close is not adjusted.
  package let isUnadjusted: Bool
}

extension MarketReading {
  /// Sessions of the reference that a return spans.
  package static let span = 5
  /// Observations before today's that it is measured against.
  package static let past = 250
  /// Calendar days after which a member's last close is too old.
  package static let oldest = 7
  /// How far z reaches on either side.
  package static let furthest = 3.0

  /// M = 100·Φ(z), z the relative return of five sessions against its 250 preceding values, clipped to ±3. Nil without
  /// the reference, a basket, 250 past observations, or any variation in them.
  package init?(desk: Desk, asOf instant: Instant) {
    let prices = MarketPrices(MarketNames(desk), desk, asOf: instant)
    guard let past = MarketPast(prices, on: Zone.newYork.day(of: instant)) else { return nil }
    self.init(prices, past)
  }

  /// - Parameter past: that of the same prices, but for those of its last session.
  fileprivate init?(_ prices: MarketPrices, _ past: MarketPast) {
    guard let referenceClose = prices.reference.close(onOrBefore: past.session), referenceClose > 0 else { return nil }
    let market = Double.log(referenceClose) - past.referenceBase
    var members: [Member] = []
    var relative = -market
    for member in past.members {
      let known = prices.basket[member.index].prices
      guard let close = known.close(onOrBefore: past.session), close > 0 else { return nil }
      let logReturn = Double.log(close) - member.base
      relative += member.weight * logReturn
      members.append(
        Member(symbol: known.instrument.symbol, weight: member.weight, logReturn: logReturn, close: close))
    }
    guard let score = Score(relative, past.distribution) else { return nil }
    z = score.z
    value = score.value
    relativeReturn = relative
    mean = score.mean
    deviation = score.deviation
    standardError = score.standardError
    session = past.session
    self.members = members
    reference = prices.reference.instrument.symbol
    referenceReturn = market
    self.referenceClose = referenceClose
    let all = [prices.reference] + past.members.map { prices.basket[$0.index].prices }
    let provisional = all.filter { ($0.provisional?.day).map { $0 <= past.session } ?? false }
    isProvisional = !provisional.isEmpty
    pricesTo = provisional.compactMap { $0.quote?.time }.max() ?? prices.reference.calendar.close(of: past.session)
    isUnadjusted = past.isUnadjusted
  }

  /// 100·Φ(z), z clipped to ±3.
  static func value(z: Double) -> Double { 50 * Double.erfc(-Score.clipped(z) / 2.0.squareRoot()) }

  /// Where a relative return stands among the 250 before it.
  struct Score: Sendable {
    /// Clipped to ±3.
    let z: Double
    let value: Double
    let mean: Double
    let deviation: Double
    let standardError: Double

    /// What a return is measured against.
    struct Distribution: Sendable {
      let mean: Double
      let deviation: Double

      /// Of 250 returns; nil without variation, or where one is no number.
      init?(_ returns: some Collection<Double>) {
        let count = Double(MarketReading.past)
        let mean = returns.reduce(0, +) / count
        deviation = (returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
        self.mean = mean
        guard deviation > 0, deviation.isFinite else { return nil }
      }
    }

    /// The last of 251 returns against the others; nil without variation, or where one is no number.
    init?(_ relative: some BidirectionalCollection<Double>) {
      guard let today = relative.last, let distribution = Distribution(relative.dropLast()) else { return nil }
      self.init(today, distribution)
    }

    /// Nil where the return is no number.
    init?(_ today: Double, _ distribution: Distribution) {
      guard today.isFinite else { return nil }
      (mean, deviation) = (distribution.mean, distribution.deviation)
      z = Self.clipped((today - mean) / deviation)
      value = MarketReading.value(z: z)
      // Overlapping windows: 250/5 independent observations.
      let independent = Double(MarketReading.past / MarketReading.span)
      standardError = 100 * Self.density(z) * ((1 + z * z / 2) / independent).squareRoot()
    }

    fileprivate static func clipped(_ z: Double) -> Double {
      min(max(z, -MarketReading.furthest), MarketReading.furthest)
    }

    /// The standard normal density.
    private static func density(_ z: Double) -> Double { Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot() }
  }
}

/// The reference and the basket's instruments that count, in its order, as a watchlist names them.
private struct MarketNames {
  let reference: Instrument
  let basket: [(instrument: Instrument, weight: Double)]

  init(_ desk: Desk) {
    reference = desk.instrument(named: desk.watchlist.reference)
    basket = desk.watchlist.indicator.basket.filter { $0.1 > 0 && $0.1.isFinite }
      .map { (desk.instrument(named: $0.0), $0.1) }
  }

  var symbols: [String] { basket.flatMap(\.instrument.symbols) + reference.symbols }
}

/// What is known of the reference and of the basket, in its order.
private struct MarketPrices {
  let reference: KnownPrices
  let basket: [(prices: KnownPrices, weight: Double)]

  init(_ names: MarketNames, _ desk: Desk, asOf instant: Instant) {
    reference = KnownPrices(names.reference, desk: desk, asOf: instant)
    basket = names.basket.map { (KnownPrices($0.instrument, desk: desk, asOf: instant), $0.weight) }
  }

  func makeup(on day: Day) -> MarketMakeup {
    MarketMakeup(reference: reference, basket: basket.map(\.prices), on: day)
  }

  /// The sessions that have a price before their bar.
  var provisionalDays: [Day?] { [reference.provisional?.day] + basket.map { $0.prices.provisional?.day } }
}

/// What the needle takes from the sessions before its own. It stays as it is while prices move within that session.
private struct MarketPast: Sendable {
  struct Member {
    /// Position in the basket.
    let index: Int
    /// Normalised.
    let weight: Double
    /// Logarithm of the close five sessions ago.
    let base: Double
  }

  /// The last session of the reference that counts.
  let session: Day
  let referenceBase: Double
  let members: [Member]
  let distribution: MarketReading.Score.Distribution
  let isUnadjusted: Bool

  /// Whether none of the sessions with a price before their bar lies in it.
  func isBefore(_ provisionalDays: [Day?]) -> Bool { provisionalDays.allSatisfy { $0.map { $0 >= session } ?? true } }

  /// Nil without the reference, a basket, 250 past observations, or any variation in them. `day`: the moment's.
  init?(_ prices: MarketPrices, on day: Day) {
    let span = MarketReading.span
    let needed = MarketReading.past + span + 1
    let sessions = prices.reference.closes(last: needed)
    guard sessions.count == needed, let session = sessions.last?.day, sessions.allSatisfy({ $0.value > 0 })
    else { return nil }

    var series: [(index: Int, weight: Double, logs: [Double])] = []
    for (index, member) in prices.basket.enumerated() {
      guard let last = member.prices.lastClose(onOrBefore: session), last.days(to: day) <= MarketReading.oldest
      else { continue }
      guard let logs = member.prices.logs(alignedTo: sessions) else { return nil }
      series.append((index, member.weight, logs))
    }
    let total = series.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }

    let reference = sessions.map { Double.log($0.value) }
    var relative = (span..<needed - 1).map { reference[$0 - span] - reference[$0] }
    for member in series {
      let weight = member.weight / total
      for end in relative.indices { relative[end] += weight * (member.logs[end + span] - member.logs[end]) }
    }
    guard let distribution = MarketReading.Score.Distribution(relative) else { return nil }
    self.distribution = distribution
    self.session = session
    referenceBase = reference[needed - 1 - span]
    members = series.map { Member(index: $0.index, weight: $0.weight / total, base: $0.logs[needed - 1 - span]) }
    let all = [prices.reference] + series.map { prices.basket[$0.index].prices }
    isUnadjusted = all.contains { $0.isUnadjusted(from: sessions[0].day, through: session) }
  }
}

extension KnownPrices {
  /// The day of the last close, the provisional one included.
  fileprivate func lastClose(onOrBefore day: Day) -> Day? {
    if let provisional, provisional.day <= day { return provisional.day }
    return believedBar(before: day.advanced(by: 1))?.day
  }

  /// The logarithm of the last close at or before each session; nil when the first sessions precede the history, or a
  /// price is not positive.
  fileprivate func logs(alignedTo sessions: [(day: Day, value: Double)]) -> [Double]? {
    guard let history, let first = sessions.first?.day else { return nil }
    let bars = history.bars.prefix(count)
    var index = min(history.count(through: first), count)
    guard var close = history.believedBar(within: index)?.returnClose else { return nil }
    var logs: [Double] = []
    logs.reserveCapacity(sessions.count)
    for session in sessions {
      while index < count, bars[index].day <= session.day {
        close = history.believedClose(bars[index]) ?? close
        index += 1
      }
      if let provisional, provisional.day <= session.day { close = provisional.value }
      guard close > 0 else { return nil }
      logs.append(Double.log(close))
    }
    return logs
  }

  /// The provisional close, or the last one of a bar.
  fileprivate func close(onOrBefore day: Day) -> Double? {
    if let provisional, provisional.day <= day { return provisional.value }
    guard let history else { return nil }
    return history.believedBar(within: min(history.count(through: day), count))?.returnClose
  }

  fileprivate func isUnadjusted(from first: Day, through last: Day) -> Bool {
    guard let history else { return false }
    let end = min(history.count(through: last), count)
    return history.bars[min(history.count(through: first.advanced(by: -1)), end)..<end].contains {
      $0.adjustedClose == nil && $0.close != nil
    }
  }
}

/// Makes readings of the needle, and keeps each as long as neither its prices nor its minute change, and what it takes
/// from the past as long as prices only move within a session.
struct MarketCache: Sendable {
  private struct Moment: Equatable {
    let policyRevision: Int
    let historyRevision: Int
    let minute: Int64
  }

  private struct Entry {
    let moment: Moment
    /// The quotes of the basket and the reference that were known.
    let quotes: [Quote]
    let provisionalDays: [Day?]
    let past: MarketPast?
    let reading: MarketReading?
    let makeup: MarketMakeup
  }

  private var entries: [Int: Entry] = [:]
  /// The reference and the basket, all their symbols, and the revision of the watchlist that names them.
  private var known: (revision: Int, names: MarketNames, symbols: [String])?

  /// What the needle is made of at a moment.
  mutating func makeup(of desk: Desk, asOf instant: Instant) -> MarketMakeup {
    entry(of: desk, asOf: instant, daysBack: 0).makeup
  }

  /// The reading of a moment; `daysBack` is how far it lies before the day shown; of each only the last is kept.
  mutating func reading(of desk: Desk, asOf instant: Instant, daysBack: Int) -> MarketReading? {
    entry(of: desk, asOf: instant, daysBack: daysBack).reading
  }

  private mutating func entry(of desk: Desk, asOf instant: Instant, daysBack: Int) -> Entry {
    let (names, symbols) = names(of: desk)
    let moment = Moment(
      policyRevision: desk.policyRevision, historyRevision: desk.historyRevision, minute: instant.seconds / 60)
    let quotes = symbols.compactMap { desk.quotes[$0] }.filter { $0.time <= instant }
    let entry = entries[daysBack].flatMap { $0.moment == moment ? $0 : nil }
    if let entry, entry.quotes == quotes { return entry }
    let day = Zone.newYork.day(of: instant)
    let prices = MarketPrices(names, desk, asOf: instant)
    let days = prices.provisionalDays
    let past =
      if let entry, entry.provisionalDays == days, let past = entry.past, past.isBefore(days) { past } else {
        MarketPast(prices, on: day)
      }
    let made = Entry(
      moment: moment, quotes: quotes, provisionalDays: days, past: past,
      reading: past.flatMap { MarketReading(prices, $0) }, makeup: prices.makeup(on: day))
    entries[daysBack] = made
    return made
  }

  private mutating func names(of desk: Desk) -> (MarketNames, symbols: [String]) {
    if let known, known.revision == desk.policyRevision { return (known.names, known.symbols) }
    let names = MarketNames(desk)
    known = (desk.policyRevision, names, names.symbols)
    return (names, names.symbols)
  }
}
