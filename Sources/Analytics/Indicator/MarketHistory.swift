import Market
import RealModule

/// The needle of many days: ``MarketReading`` with every series laid on the reference's sessions once.
struct MarketHistory: Sendable {
  struct Value: Hashable, Sendable {
    let value: Double
    let standardError: Double
  }

  fileprivate struct Member {
    let instrument: Instrument
    let weight: Double
    /// Days of its bars, with or without a close.
    let days: [Day]
    /// By session of the reference, the logarithm of the last close at or before it; NaN before the first.
    let logs: [Double]
  }

  /// By day; nil where the needle is missing.
  let values: [Value?]

  /// From `first` to the date of `instant`; a day as it read at 16:20 New York, the last one at `instant`.
  init(_ desk: Desk, from first: Day, asOf instant: Instant) {
    let last = Zone.newYork.day(of: instant)
    guard first <= last else {
      values = []
      return
    }
    let reference = desk.instrument(named: desk.watchlist.reference)
    let history = desk.history(of: reference)
    let bars = history?.bars.filter { history?.believedClose($0) != nil } ?? []
    let sessions = bars.map(\.day)
    let market = bars.map { Self.log($0.returnClose) }
    let members = desk.watchlist.indicator.basket.compactMap { symbol, weight -> Member? in
      guard weight > 0, weight.isFinite else { return nil }
      return Member(desk.instrument(named: symbol), weight: weight, desk: desk, on: sessions)
    }
    let provisional = Self.provisionalDays(members.map(\.instrument) + [reference], desk)
    var returns: [[Bool]: [Double]] = [:]
    var count = 0
    values = (0...first.days(to: last)).map { offset in
      let day = first.advanced(by: offset)
      while count < sessions.count, sessions[count] <= day { count += 1 }
      if day == last || provisional.contains(where: { $0.contains(day) }) {
        return MarketReading(desk: desk, asOf: day == last ? instant : day.asOf).map {
          Value(value: $0.value, standardError: $0.standardError)
        }
      }
      // At 16:20 New York every venue's session of the date is over, so its bar counts.
      guard count > MarketReading.past + MarketReading.span else { return nil }
      let chosen = members.map { $0.isRecent(on: day, session: sessions[count - 1]) }
      guard chosen.contains(true) else { return nil }
      if returns[chosen] == nil {
        returns[chosen] = Self.relative(zip(members, chosen).filter(\.1).map(\.0), market)
      }
      guard let relative = returns[chosen],
        let score = MarketReading.Score(relative[(count - 1 - MarketReading.past)..<count])
      else { return nil }
      return Value(value: score.value, standardError: score.standardError)
    }
  }

  fileprivate static func log(_ price: Double?) -> Double {
    guard let price, price > 0 else { return .nan }
    return Double.log(price)
  }

  /// r of each session: the members' weighted log return over five sessions less the reference's; NaN for the first.
  private static func relative(_ members: [Member], _ market: [Double]) -> [Double] {
    let total = members.reduce(0) { $0 + $1.weight }
    var result = [Double](repeating: .nan, count: market.count)
    for end in MarketReading.span..<max(market.count, MarketReading.span) {
      let start = end - MarketReading.span
      result[end] = members.reduce(market[start] - market[end]) {
        $0 + $1.weight / total * ($1.logs[end] - $1.logs[start])
      }
    }
    return result
  }

  /// For each quote the days at which it may stand for a bar that is still to come: from its own on, until one is there.
  private static func provisionalDays(_ instruments: [Instrument], _ desk: Desk) -> [Range<Day>] {
    instruments.flatMap { instrument in
      instrument.symbols.compactMap { desk.quotes[$0] }.compactMap { quote -> Range<Day>? in
        let known = Zone.newYork.day(of: quote.time)
        let session = desk.sessions(of: instrument).sessionDay(of: quote.time)
        let next = desk.history(of: instrument)?.bars.first { $0.day >= session }?.day
        guard let next else { return known..<Day(number: Int(Int32.max)) }
        return next > known ? known..<next : nil
      }
    }
  }
}

extension MarketHistory.Member {
  fileprivate init(_ instrument: Instrument, weight: Double, desk: Desk, on sessions: [Day]) {
    self.instrument = instrument
    self.weight = weight
    let history = desk.history(of: instrument)
    let bars = history?.bars ?? []
    days = bars.map(\.day)
    var logs: [Double] = []
    logs.reserveCapacity(sessions.count)
    var index = 0
    var value = Double.nan
    for session in sessions {
      while index < bars.count, bars[index].day <= session {
        if let close = history?.believedClose(bars[index]) { value = MarketHistory.log(close) }
        index += 1
      }
      logs.append(value)
    }
    self.logs = logs
  }

  /// Whether its last bar at or before the session is young enough to count on a day.
  fileprivate func isRecent(on day: Day, session: Day) -> Bool {
    let count = days.partitioningIndex { $0 > session }
    return count > 0 && days[count - 1].days(to: day) <= MarketReading.oldest
  }
}
