import Market
import RealModule
import Testing

@testable import Analytics

/// DOMAIN 4.1 and 4.3: computed apart, with numpy.
struct EventStudyTests {
  private static let later = Day(2026, 1, 1)!.asOf

  private func study(_ symbol: String, _ event: String) throws -> EventStudy {
    let desk = referenceDesk()
    return try EventStudy.study(
      of: desk.instrument(named: symbol), at: .date(try #require(Day(event))), desk: desk, asOf: Self.later
    ).get()
  }

  @Test(
    arguments: [
      ("AMAT", "2025-04-09", "1.622", "-1.68", "-0.43"), ("KLAC", "2025-04-09", "1.627", "2.08", "0.56"),
      ("FSLR", "2025-04-09", "0.502", "-6.59", "-1.15"), ("1919.HK", "2025-04-09", "-0.054", "10.14", "2.23"),
      ("AMAT", "2025-05-12", "1.486", "5.06", "1.42"), ("KLAC", "2025-05-12", "1.533", "6.37", "2.26"),
      ("FSLR", "2025-05-12", "0.708", "34.01", "5.76"), ("1919.HK", "2025-05-12", "0.572", "8.00", "1.83"),
      ("AMAT", "2025-10-10", "1.495", "2.93", "0.75"), ("KLAC", "2025-10-10", "1.517", "-1.89", "-0.57"),
      ("FSLR", "2025-10-10", "1.205", "-1.09", "-0.15"), ("1919.HK", "2025-10-10", "0.739", "3.35", "0.82"),
      ("AMAT", "2025-10-30", "1.833", "3.55", "0.88"), ("KLAC", "2025-10-30", "1.903", "1.40", "0.40"),
      ("FSLR", "2025-10-30", "1.584", "11.28", "1.55"),
    ])
  func matchesTheTable(symbol: String, event: String, beta: String, car: String, t: String) throws {
    let study = try study(symbol, event)
    try expect(study.model.beta, prints: beta, "beta")
    try expect(study.cumulative * 100, prints: car, "CAR %")
    try expect(study.t, prints: t, "t")
    #expect(study.model.observations >= 115)
  }

  /// Shanghai's own line, which has no row of its own in the demo's watchlist.
  @Test(arguments: [("2025-10-10", "0.531", "1.97", "0.76"), ("2025-10-30", "0.305", "1.82", "0.85")])
  func matchesTheTableForShanghai(event: String, beta: String, car: String, t: String) throws {
    let desk = referenceDesk()
    let shanghai = Instrument(symbol: "601919.SS", venue: .shanghai, currency: "CNY")
    let day = try #require(Day(event))
    let study = try EventStudy.study(of: shanghai, at: .date(day), desk: desk, asOf: Self.later).get()
    try expect(study.model.beta, prints: beta, "beta")
    try expect(study.cumulative * 100, prints: car, "CAR %")
    try expect(study.t, prints: t, "t")
    let early = EventStudy.study(of: shanghai, at: .date(Day(2025, 4, 9)!), desk: desk, asOf: Self.later)
    #expect(early == .failure(.tooShort))
  }

  /// Hong Kong's history of the demo ends on the day of the event.
  @Test func aWindowThatIsNotOverGivesNoStudy() throws {
    let desk = referenceDesk()
    let cosco = desk.instrument(named: "1919.HK")
    #expect(
      EventStudy.study(of: cosco, at: .date(Day(2025, 10, 30)!), desk: desk, asOf: Self.later) == .failure(.windowOpen))
    #expect(
      EventStudy.study(of: cosco, at: .date(Day(2025, 5, 12)!), desk: desk, asOf: Day(2025, 5, 12)!.asOf)
        == .failure(.windowOpen))
    #expect(
      EventStudy.study(of: Instrument(symbol: "NONE"), at: .date(Day(2025, 5, 12)!), desk: desk, asOf: Self.later)
        == .failure(.noHistory))
  }

  @Test func matchesTheSyntheticVector() throws {
    let first = Day(2020, 1, 1)!
    func sessions(_ closes: [Double]) -> [(day: Day, close: Double?)] {
      closes.enumerated().map { (first.advanced(by: $0.offset), $0.element) }
    }
    let series = ReturnSeries(sessions(Synthetic.aaa), market: .init(sessions(Synthetic.market)), lags: false)
    let study = try series.study(at: .date(first.advanced(by: 250)), settings: EventStudy.Settings()).get()
    try expect(study.model.alpha, prints: "0.000485260793")
    try expect(study.model.beta, prints: "0.293569792599")
    try expect(study.model.variance * 1e6, prints: "8.256742512695")
    for (value, text) in zip(study.abnormal, ["0.002959359823", "0.003285633814", "0.003470777419"]) {
      try expect(value, prints: text)
    }
    try expect(study.cumulative, prints: "0.009715771056")
    try expect(study.standardError, prints: "0.005137493854")
    try expect(study.t, prints: "1.8911499")
    // A series in another unit has the same returns.
    let scaled = ReturnSeries(
      sessions(Synthetic.aaa.map { $0 * 7.8 }), market: .init(sessions(Synthetic.market.map { $0 / 100 })), lags: false)
    let other = try scaled.study(at: .date(first.advanced(by: 250)), settings: EventStudy.Settings()).get()
    #expect(abs(other.cumulative - study.cumulative) < 1e-12)
    #expect(abs(other.standardError - study.standardError) < 1e-12)
  }

  /// London closes at 11:30 New York, after New York opens: it is set against the same date, as a name of New York is.
  /// Tokyo closes before, and is set against the date before.
  @Test func onlyWhatClosesBeforeTheMarketOpensLags() throws {
    let first = Day(2024, 1, 1)!
    let days = (0..<420).map { first.advanced(by: $0) }.filter { !$0.isWeekend }.prefix(300)
    func history(_ symbol: String, _ closes: [Double], shift: Int = 0) -> History {
      History(
        symbol: symbol, bars: days.indices.map { Bar(day: days[$0], close: closes[max(0, $0 - shift)]) },
        file: symbol + ".csv")
    }
    var desk = referenceDesk()
    desk.sessions = .published
    desk.histories["SPY"] = history("SPY", Synthetic.market)
    let event = EventTime.date(days[250])
    func study(_ symbol: String, _ venue: Venue, shift: Int = 0) throws -> EventStudy {
      desk.histories[symbol] = history(symbol, zip(Synthetic.market, Synthetic.aaa).map { $0 * $1 }, shift: shift)
      let instrument = Instrument(symbol: symbol, venue: venue, currency: "USD")
      return try EventStudy.study(of: instrument, at: event, desk: desk, asOf: Self.later).get()
    }
    let own = try study("OWN", .nyse)
    for (symbol, venue) in [("VOD.L", Venue.london), ("ASML.AS", .amsterdam), ("SAP.DE", .xetra)] {
      let european = try study(symbol, venue)
      #expect(european.model.beta == own.model.beta && european.cumulative == own.cumulative, "\(symbol)")
    }
    for (symbol, venue) in [("7203.T", Venue.tokyo), ("0700.HK", .hongKong), ("005930.KS", .korea)] {
      // A day later, what New York did the day before: the same study again.
      let asian = try study(symbol, venue, shift: 1)
      #expect(abs(asian.model.beta - own.model.beta) < 0.1, "\(symbol)")
      #expect(try study(symbol, venue).model.beta != own.model.beta, "\(symbol)")
    }
  }

  @Test func aMissingCloseGivesNoReturn() throws {
    let first = Day(2020, 1, 1)!
    var closes: [(day: Day, close: Double?)] = Synthetic.aaa.enumerated().map {
      (first.advanced(by: $0.offset), $0.element)
    }
    let market = closes
    closes[130].close = nil
    let settings = EventStudy.Settings()
    let study = try ReturnSeries(closes, market: .init(market), lags: false)
      .study(at: .date(first.advanced(by: 250)), settings: settings).get()
    #expect(study.model.observations == 118)
    closes[250].close = nil
    #expect(
      ReturnSeries(closes, market: .init(market), lags: false).study(
        at: .date(first.advanced(by: 250)), settings: settings)
        == .failure(.missingPrices))
  }

  /// What is added later changes no study of before.
  @Test func laterPricesChangeNothing() throws {
    let desk = referenceDesk()
    let then = Day(2025, 5, 14)!.asOf
    var cut = desk
    for (symbol, history) in desk.histories {
      var shorter = history
      shorter.bars = history.bars.filter { $0.day <= Day(2025, 5, 14)! }
      cut.histories[symbol] = shorter
    }
    for sector in desk.watchlist.sectors {
      for instrument in sector.instruments {
        #expect(
          EventStudy.study(of: instrument, at: .date(Day(2025, 5, 12)!), desk: desk, asOf: then)
            == EventStudy.study(of: instrument, at: .date(Day(2025, 5, 12)!), desk: cut, asOf: then))
      }
    }
  }
}

/// The series of DOMAIN 4.3, rounded to six decimals as there.
enum Synthetic {
  static let aaa = series { 100 * .exp(0.0005 * $0 + 0.02 * .sin($0 / 5)) }
  static let bbb = series { 50 * .exp(0.0004 * $0 + 0.03 * .cos($0 / 9)) }
  static let ccc = series { 10 * .exp(-0.0002 * $0 + 0.015 * .sin($0 / 3)) }
  static let market = series { 400 * .exp(0.0003 * $0 + 0.01 * .cos($0 / 7)) }

  private static func series(_ value: (Double) -> Double) -> [Double] {
    (0..<300).map { (value(Double($0)) * 1e6).rounded() / 1e6 }
  }
}
