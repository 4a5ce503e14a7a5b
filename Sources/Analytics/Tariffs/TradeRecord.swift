import Market
import RealModule

/// A side's imports from the other by year, as facts `imports-YYYY` (of the US) and `exports-YYYY` (of the US, which China
/// imports) tell them, beside the rates of those years.
package struct TradeRecord: Hashable, Sendable {
  /// A full year.
  package struct Year: Hashable, Sendable {
    package let year: Int
    /// Billions of dollars.
    package let trade: Double
    package let verified: Bool
    /// The mean of the daily all-in rates, percent.
    package let rate: Double
    fileprivate let days: [Double: Int]
  }

  /// Why there is no year.
  package enum Gap: Error, Hashable, Sendable {
    /// Of this id none is known, or it has no value above 0.
    case noFact(String)
    /// The fact of this id is in another unit.
    case notInBillions(String)
    /// A day of the year has no all-in rate.
    case noRate(Int)
  }

  /// A year, and what trade was in the next.
  package struct Outturn: Hashable, Sendable {
    package let base: Year
    package let year: Year

    /// What the formula gives for the year: the mean over its days, from the year before.
    package func model(_ elasticity: Double) -> Double? {
      let response = base.response
      var sum = 0.0
      for (rate, count) in year.days.sorted(by: { $0.key < $1.key }) {
        guard let trade = response.trade(at: rate, elasticity: elasticity) else { return nil }
        sum += trade * Double(count)
      }
      let model = sum / Double(year.days.values.reduce(0, +))
      return model.isFinite ? model : nil
    }

    /// Percent by which the formula is above what was.
    package func miss(_ elasticity: Double) -> Double? { model(elasticity).map { 100 * ($0 / year.trade - 1) } }

    /// The elasticity from −20 to 20 at which the formula gives what was; nil where none does.
    package var impliedElasticity: Double? {
      var (low, high) = (-20.0, 20.0)
      func excess(_ elasticity: Double) -> Double? { model(elasticity).map { $0 - year.trade } }
      guard let atLow = excess(low), let atHigh = excess(high), atLow.sign != atHigh.sign else { return nil }
      for _ in 0..<60 {
        let middle = (low + high) / 2
        guard let excess = excess(middle) else { return nil }
        if excess.sign == atLow.sign { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
  }

  package let side: Side
  /// The newest full year: what other rates are held against.
  package let base: Result<Year, Gap>
  /// Of the newest two full years in a row.
  package let outturn: Result<Outturn, Gap>
  /// ``Outturn/impliedElasticity`` of the outturn.
  package let impliedElasticity: Double?

  /// The year to start from.
  package var year: Year? { try? base.get() }

  private static func prefix(_ side: Side) -> String { side == .us ? "imports-" : "exports-" }

  /// - Parameters:
  ///   - facts: those known at the moment.
  ///   - day: the moment's date: years before its own are full.
  init(_ side: Side, _ facts: [Fact], _ schedule: TariffSchedule, on day: Day) {
    self.side = side
    let prefix = Self.prefix(side)
    let last = day.parts.year - 1
    var told: [Int: Fact] = [:]
    for fact in facts where fact.id.hasPrefix(prefix) {
      if let year = Int(fact.id.dropFirst(prefix.count)), (1900...last).contains(year), fact.value ?? 0 > 0 {
        told[year] = fact
      }
    }
    func found(_ year: Int) -> Result<Year, Gap> {
      guard let fact = told[year] else { return .failure(.noFact("\(prefix)\(year)")) }
      return Year.read(year, fact, side, schedule)
    }
    let newest = told.keys.max() ?? last
    base = found(newest)
    let years = told.keys.sorted(by: >)
    outturn = found(years.first { told[$0 - 1] != nil } ?? newest).flatMap { year in
      found(year.year - 1).map { Outturn(base: $0, year: year) }
    }
    impliedElasticity = (try? outturn.get())?.impliedElasticity
  }
}

extension TradeRecord.Year {
  /// The formula from this year on.
  package var response: TradeResponse { TradeResponse(base: trade, baseRate: rate) }

  fileprivate static func read(
    _ year: Int, _ fact: Fact, _ side: Side, _ schedule: TariffSchedule
  ) -> Result<TradeRecord.Year, TradeRecord.Gap> {
    guard fact.isInBillionsOfDollars, let trade = fact.value, trade.isFinite else {
      return .failure(.notInBillions(fact.id))
    }
    guard let first = Day(year, 1, 1), let end = Day(year + 1, 1, 1) else { return .failure(.noRate(year)) }
    var days: [Double: Int] = [:]
    for offset in 0..<first.days(to: end) {
      guard let rate = schedule.allIn(side, at: first.advanced(by: offset).asOf), rate.isFinite else {
        return .failure(.noRate(year))
      }
      days[rate, default: 0] += 1
    }
    let sum = days.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.key * Double($1.value) }
    return .success(
      TradeRecord.Year(
        year: year, trade: trade, verified: fact.verified, rate: sum / Double(first.days(to: end)), days: days))
  }
}

extension Fact {
  /// `$bn`, `bn USD`, `USD bn`.
  fileprivate var isInBillionsOfDollars: Bool {
    ["$bn", "bn$", "usdbn", "bnusd", "us$bn"].contains(unit.lowercased().filter { $0 != " " })
  }
}

/// What a desk says at a moment of trade both ways, and of the average rates that duty is charged at.
package struct BilateralTrade: Hashable, Sendable {
  package let us: TradeRecord
  package let china: TradeRecord
  private let averages: [Side: PublishedAverage]

  package init(of desk: Desk, in reading: DeskReading) {
    let schedule = TariffSchedule(desk.tariffs)
    us = TradeRecord(.us, reading.facts, schedule, on: reading.day)
    china = TradeRecord(.china, reading.facts, schedule, on: reading.day)
    averages = Dictionary(
      uniqueKeysWithValues: Side.allCases.compactMap { side in
        desk.publishedAverage(side, schedule, asOf: reading.cutoff).map { (side, $0) }
      })
  }

  package func side(_ side: Side) -> TradeRecord { side == .us ? us : china }

  package func average(_ side: Side) -> PublishedAverage? { averages[side] }

  /// Goods traded both ways in the year to start from, $bn: the most that a cut can be said to unlock. Nil where the sides'
  /// years are not the same.
  package var twoWay: Double? {
    guard let us = us.year, let china = china.year, us.year == china.year else { return nil }
    return us.trade + china.trade
  }
}
