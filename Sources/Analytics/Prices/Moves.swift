import Market
import RealModule

/// How far one name has come, in percent of adjusted closes, and how it moves with the market.
package struct Moves: Hashable, Sendable {
  /// Over its own last 5 and 60 sessions.
  package let fiveDays: Double?
  package let sixtyDays: Double?
  /// Since the close of the watchlist's event day.
  package let sinceEvent: Double?
  /// Since the last close of the year before.
  package let sinceYear: Double?
  /// Covariance with the reference over its variance, 60 daily log returns; nil for the reference itself, and for a name
  /// of another time zone, whose day is not the reference's.
  package let beta: Double?

  package init(_ instrument: Instrument, desk: Desk, asOf instant: Instant) {
    let known = KnownPrices(instrument, desk: desk, asOf: instant, barsWithinDays: true)
    let closes = known.closes(last: 61)
    let last = closes.last
    func over(_ sessions: Int) -> Double? {
      guard closes.count > sessions, let last else { return nil }
      return QuoteRow.percent(last.value, over: closes[closes.count - 1 - sessions].value)
    }
    fiveDays = over(5)
    sixtyDays = over(60)
    sinceEvent = QuoteRow.move(of: known, to: last?.value, on: last?.day, since: desk.watchlist.since)
    let lastOfYear = Day(Zone.newYork.day(of: instant).parts.year, 1, 1).map { $0.advanced(by: -1) }
    sinceYear = lastOfYear.flatMap { QuoteRow.move(of: known, to: last?.value, on: last?.day, since: $0) }
    let reference = desk.instrument(named: desk.watchlist.reference)
    let market = KnownPrices(reference, desk: desk, asOf: instant, barsWithinDays: true)
    let zone = reference.venue?.zone ?? .newYork
    beta =
      reference.symbol == instrument.symbol || instrument.venue?.zone != zone
      ? nil : Self.beta(closes, market.closes(last: 61))
  }

  /// Percent since the close of a day, or the last one before it.
  package static func since(_ day: Day, _ instrument: Instrument, desk: Desk, asOf instant: Instant) -> Double? {
    let known = KnownPrices(instrument, desk: desk, asOf: instant, barsWithinDays: true)
    let last = known.closes(last: 1).last
    return QuoteRow.move(of: known, to: last?.value, on: last?.day, since: day)
  }

  private static func beta(_ name: [(day: Day, value: Double)], _ market: [(day: Day, value: Double)]) -> Double? {
    guard name.count == 61, name.map(\.day) == market.map(\.day), (name + market).allSatisfy({ $0.value > 0 })
    else { return nil }
    func returns(_ closes: [(day: Day, value: Double)]) -> [Double] {
      let logs = closes.map { Double.log($0.value) }
      return zip(logs.dropFirst(), logs).map { $0 - $1 }
    }
    return MarketModel(name: returns(name), market: returns(market))?.beta
  }
}
