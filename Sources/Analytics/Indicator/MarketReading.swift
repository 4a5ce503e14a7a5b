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
  static let span = 5
  /// Observations before today's that it is measured against.
  static let past = 250
  /// Calendar days after which a member's last close is too old.
  static let oldest = 7

  /// M = 100·Φ(z), z the relative return of five sessions against its 250 preceding values, clipped to ±3. Nil without
  /// the reference, a basket, 250 past observations, or any variation in them.
  package init?(desk: Desk, asOf instant: Instant) {
    let day = Zone.newYork.day(of: instant)
    let needed = Self.past + Self.span + 1
    let referencePrices = KnownPrices(desk.instrument(named: desk.watchlist.reference), desk: desk, asOf: instant)
    let sessions = referencePrices.closes(last: needed)
    guard sessions.count == needed, let session = sessions.last?.day, sessions.allSatisfy({ $0.value > 0 })
    else { return nil }

    var series: [(prices: KnownPrices, weight: Double, logs: [Double])] = []
    for (symbol, weight) in desk.watchlist.indicator.basket where weight > 0 && weight.isFinite {
      let prices = KnownPrices(desk.instrument(named: symbol), desk: desk, asOf: instant)
      guard let last = prices.lastClose(onOrBefore: session), last.days(to: day) <= Self.oldest else { continue }
      guard let logs = prices.logs(alignedTo: sessions) else { return nil }
      series.append((prices, weight, logs))
    }
    let total = series.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }

    let reference = sessions.map { Double.log($0.value) }
    var relative = (Self.span..<needed).map { reference[$0 - Self.span] - reference[$0] }
    for member in series {
      let (weight, logs) = (member.weight / total, member.logs)
      for end in relative.indices { relative[end] += weight * (logs[end + Self.span] - logs[end]) }
    }
    guard let score = Score(relative) else { return nil }
    z = score.z
    value = score.value
    relativeReturn = relative[Self.past]
    mean = score.mean
    deviation = score.deviation
    standardError = score.standardError
    self.session = session
    members = series.map {
      Member(
        symbol: $0.prices.instrument.symbol, weight: $0.weight / total,
        logReturn: $0.logs[needed - 1] - $0.logs[needed - 1 - Self.span], close: Double.exp($0.logs[needed - 1]))
    }
    self.reference = referencePrices.instrument.symbol
    referenceReturn = reference[needed - 1] - reference[needed - 1 - Self.span]
    referenceClose = sessions[needed - 1].value
    let all = [referencePrices] + series.map(\.prices)
    let provisional = all.filter { ($0.provisional?.day).map { $0 <= session } ?? false }
    isProvisional = !provisional.isEmpty
    pricesTo =
      provisional.compactMap { $0.quote?.time }.max() ?? referencePrices.instrument.close(of: session)
    isUnadjusted = all.contains { $0.isUnadjusted(from: sessions[0].day, through: session) }
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

    /// The last of 251 returns against the others; nil without variation, or where one is no number.
    init?(_ relative: some BidirectionalCollection<Double>) {
      guard let today = relative.last else { return nil }
      let before = relative.dropLast()
      let count = Double(MarketReading.past)
      mean = before.reduce(0, +) / count
      let mean = mean
      deviation = (before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
      guard deviation > 0, deviation.isFinite, today.isFinite else { return nil }
      z = Self.clipped((today - mean) / deviation)
      value = MarketReading.value(z: z)
      // Overlapping windows: 250/5 independent observations.
      let independent = Double(MarketReading.past / MarketReading.span)
      standardError = 100 * Self.density(z) * ((1 + z * z / 2) / independent).squareRoot()
    }

    fileprivate static func clipped(_ z: Double) -> Double { min(max(z, -3), 3) }

    /// The standard normal density.
    private static func density(_ z: Double) -> Double { Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot() }
  }
}

extension KnownPrices {
  /// The day of the last close, the provisional one included.
  fileprivate func lastClose(onOrBefore day: Day) -> Day? {
    if let provisional, provisional.day <= day { return provisional.day }
    return bar(before: day.advanced(by: 1))?.day
  }

  /// The logarithm of the last close at or before each session; nil when the first sessions precede the history, or a
  /// price is not positive.
  fileprivate func logs(alignedTo sessions: [(day: Day, value: Double)]) -> [Double]? {
    guard let bars = history?.bars.prefix(count), let first = sessions.first?.day else { return nil }
    var index = min(history?.count(through: first) ?? 0, count)
    guard var close = bars[..<index].reversed().lazy.compactMap(\.returnClose).first else { return nil }
    var logs: [Double] = []
    logs.reserveCapacity(sessions.count)
    for session in sessions {
      while index < count, bars[index].day <= session.day {
        close = bars[index].returnClose ?? close
        index += 1
      }
      if let provisional, provisional.day <= session.day { close = provisional.value }
      guard close > 0 else { return nil }
      logs.append(Double.log(close))
    }
    return logs
  }

  fileprivate func isUnadjusted(from first: Day, through last: Day) -> Bool {
    guard let history else { return false }
    let end = min(history.count(through: last), count)
    return history.bars[min(history.count(through: first.advanced(by: -1)), end)..<end].contains {
      $0.adjustedClose == nil && $0.close != nil
    }
  }
}

/// Makes readings of the needle, and keeps each as long as neither its prices nor its minute change.
struct MarketMemory: Sendable {
  private struct Entry {
    let policyRevision: Int
    let historyRevision: Int
    let minute: Int64
    /// The quotes of the basket and the reference that were known.
    let quotes: [Quote]
    let reading: MarketReading?
  }

  private var entries: [Int: Entry] = [:]
  /// Symbols of the basket and the reference, and the revision of the watchlist that names them.
  private var symbols: (revision: Int, names: [String]) = (-1, [])

  /// The reading of a moment; `slot` names what it is for, of which only the last is kept.
  mutating func reading(of desk: Desk, asOf instant: Instant, slot: Int) -> MarketReading? {
    if symbols.revision != desk.policyRevision {
      let names = desk.watchlist.indicator.basket.map(\.0) + [desk.watchlist.reference]
      symbols = (desk.policyRevision, names.flatMap { desk.instrument(named: $0).symbols })
    }
    let quotes = symbols.names.compactMap { desk.quotes[$0] }.filter { $0.time <= instant }
    let minute = instant.seconds / 60
    if let entry = entries[slot], entry.policyRevision == desk.policyRevision,
      entry.historyRevision == desk.historyRevision, entry.minute == minute, entry.quotes == quotes
    {
      return entry.reading
    }
    let reading = MarketReading(desk: desk, asOf: instant)
    entries[slot] = Entry(
      policyRevision: desk.policyRevision, historyRevision: desk.historyRevision, minute: minute, quotes: quotes,
      reading: reading)
    return reading
  }
}
