import Market
import RealModule
import Testing

@testable import Analytics

/// The reading of one name, against DOMAIN 4.2 and figures computed apart with numpy.
struct InstrumentReadingTests {
  private func reading(_ symbol: String, _ date: String, _ desk: Desk = referenceDesk()) throws -> InstrumentReading {
    try reading(symbol, try moment(date), desk)
  }

  private func reading(_ symbol: String, _ instant: Instant, _ desk: Desk) throws -> InstrumentReading {
    var evaluator = DeskEvaluator()
    let moment = evaluator.reading(of: desk, asOf: instant)
    return try #require(InstrumentReading(named: symbol, reading: moment, desk: desk))
  }

  private func value(_ name: InstrumentReading.Value.Name, _ reading: InstrumentReading) throws
    -> InstrumentReading.Value
  {
    try #require((reading.facts + reading.technical).first { $0.name == name })
  }

  @Test func technicalMeasuresMatchTheTable() throws {
    let names: [InstrumentReading.Value.Name] = [
      .simple20, .simple50, .exponential20, .strength, .volatility, .highestClose, .lowestClose, .closePosition,
      .drawdown, .deepestDrawdown,
    ]
    let rows: [(String, [String?])] = [
      (
        "AMAT",
        ["140.8391", "148.4115", "144.6986", "52.52", "83.59", "251.0559", "125.8244", "17.4", "-41.19", "-49.88"]
      ),
      (
        "KLAC",
        ["650.7431", "681.3530", "667.5539", "50.47", "87.54", "879.5849", "572.1917", "32.2", "-23.69", "-34.95"]
      ),
      (
        "FSLR",
        ["130.0550", "133.2528", "131.3114", "45.65", "81.42", "300.7100", "120.3800", "3.4", "-57.91", "-59.97"]
      ),
      (
        "SPY",
        ["533.5420", "556.8493", "544.2310", "56.08", "53.27", "611.0920", "494.0630", "55.0", "-8.61", "-18.76"]
      ),
      ("COSCO", ["10.0455", "10.3671", "10.1475", "52.66", "72.15", "12.6654", "7.3505", "55.7", nil, nil]),
    ]
    for (symbol, texts) in rows {
      let reading = try reading(symbol, "2025-05-01")
      for (name, text) in zip(names, texts) {
        if let text { try expect(try value(name, reading).value, prints: text, "\(symbol) \(name)") }
      }
    }
  }

  /// Bars of 30 April and 1 May in the demo: 150.71, and 151.64 152.28 148.74 148.96 6,732,000.
  @Test func factsCarryUnitTimeAndPlace() throws {
    let reading = try reading("AMAT", "2025-05-01")
    let close = Zone.newYork.instant(Day(2025, 5, 1)!, hour: 16)
    let price = try value(.price, reading)
    #expect(price.value == 148.96)
    #expect(price.unit == .currency("USD"))
    #expect(price.time == close)
    #expect(price.origin == Origin(file: "prices.csv", line: 338))
    let previous = try value(.previousClose, reading)
    #expect(previous.value == 150.71)
    #expect(previous.time == close.advanced(bySeconds: -86400))
    #expect(previous.origin?.line == 337)
    try expect(try value(.change, reading).value, prints: "-1.75")
    try expect(try value(.changePercent, reading).value, prints: "-1.16")
    #expect(try value(.volume, reading).value == 6_732_000)
    // The lowest close stands at the bar of 4 April.
    let low = try value(.yearLow, reading)
    #expect(low.origin?.line == 320)
    #expect(low.time == Zone.newYork.instant(Day(2025, 4, 4)!, hour: 16))
  }

  /// A name with two closes, and one with a quote alone, say of each value that is missing why.
  @Test func whatIsMissingSaysWhy() throws {
    let venue = Venue.nasdaq
    var desk = Desk()
    desk.watchlist = Watchlist(
      sectors: [
        Sector(
          name: "Names",
          instruments: [
            Instrument(symbol: "TWO", venue: venue, currency: "USD"),
            Instrument(symbol: "ONE", venue: venue, currency: "USD"),
            Instrument(symbol: "NONE", venue: venue, currency: "USD"),
            Instrument(symbol: "SPY", venue: .arca, currency: "USD"),
          ])
      ], reference: "SPY", since: try #require(Day(2025, 4, 2)))
    desk.histories["TWO"] = History(
      symbol: "TWO",
      bars: [
        Bar(day: try #require(Day(2025, 4, 30)), close: 100, line: 2),
        Bar(day: try #require(Day(2025, 5, 1)), close: 101, line: 3),
      ], file: "TWO.csv")
    let noon = Zone.newYork.instant(try #require(Day(2025, 5, 1)), hour: 12)
    desk.quotes["ONE"] = Quote(symbol: "ONE", time: noon, price: 50, origin: Origin(file: "q.json", line: 2))
    let evening = Zone.newYork.instant(try #require(Day(2025, 5, 1)), hour: 17)
    func absence(_ symbol: String, _ name: InstrumentReading.Value.Name) throws -> ValueAbsence? {
      let reading = try reading(symbol, evening, desk)
      return reading.absence(of: try value(name, reading), since: desk.watchlist.since, referenceVenue: .arca)
    }
    #expect(try absence("TWO", .changePercent) == nil)
    #expect(try absence("TWO", .sigma) == .closes(known: 2, needed: 22))
    #expect(try absence("TWO", .simple20) == .closes(known: 2, needed: 20))
    #expect(try absence("TWO", .simple50) == .closes(known: 2, needed: 50))
    #expect(try absence("TWO", .strength) == .closes(known: 2, needed: 15))
    #expect(try absence("TWO", .volatility) == .closes(known: 2, needed: 21))
    #expect(try absence("TWO", .averageVolume) == .volumes(needed: 20))
    #expect(try absence("TWO", .volume) == .untold)
    #expect(try absence("TWO", .versusReference) == .noChange(ofReference: "SPY"))
    #expect(try absence("TWO", .sinceEvent) == .noClose(of: desk.watchlist.since))
    #expect(try absence("ONE", .change) == .noEarlierClose)
    #expect(try absence("ONE", .previousClose) == .noEarlierClose)
    #expect(try absence("ONE", .open) == .untold)
    #expect(try absence("ONE", .yearLow) == .closes(known: 0, needed: 1))
    for name in [InstrumentReading.Value.Name.price, .change, .open, .sigma, .versusReference, .sinceEvent] {
      #expect(try absence("NONE", name) == .noPrice)
    }
    #expect(try absence("SPY", .versusReference) == .isReference)
  }

  @Test func missingFactsStayMissing() throws {
    let cosco = try reading("COSCO", "2025-05-01")
    for name in [
      InstrumentReading.Value.Name.open, .high, .low, .volume, .averageVolume, .volumeRatio, .versusReference,
    ] {
      let value = try value(name, cosco)
      #expect(value.value == nil)
      #expect(value.origin == nil)
    }
    var desk = Desk()
    desk.watchlist.sectors = [Sector(name: "One", instruments: [Instrument(symbol: "NONE")])]
    let empty = try reading("NONE", "2025-05-01", desk)
    #expect((empty.facts + empty.technical).allSatisfy { $0.value == nil })
    #expect(empty.sensitivities.isEmpty)
    #expect(empty.series.bars.isEmpty)
    #expect(empty.holdings.gain == nil)
  }

  /// β to SPY: DOMAIN 4.2. β to Δ(0.45E + 0.40T) in percent a point, and the intervals (Student's t with 58
  /// degrees of freedom): numpy, on the demo's own files.
  @Test(
    arguments: [
      ("AMAT", "2025-05-01", "1.4676", "0.8538", ["-0.010821", "-0.29075", "0.26911", "-0.263409", "0.244400"]),
      ("FSLR", "2025-05-01", "0.8717", "0.4638", ["0.027319", "-0.27867", "0.33331", "-0.231850", "0.275746"]),
      ("COSCO", "2025-05-01", "", "", ["-0.157999", "-0.38269", "0.06670", "-0.416453", "0.075679"]),
      ("SPY", "2025-05-01", "", "", ["-0.012940", "-0.17577", "0.14989", "-0.273362", "0.234289"]),
      ("AMAT", "2025-05-30", "", "", ["0.072784", "-0.08228", "0.22785", "-0.135708", "0.365021"]),
      ("COSCO", "2025-05-30", "", "", ["-0.015229", "-0.15459", "0.12413", "-0.280594", "0.226873"]),
    ])
  func sensitivity(symbol: String, date: String, beta: String, correlation: String, policy: [String]) throws {
    let items = try reading(symbol, date).sensitivities
    let toPolicy = try #require(items.last)
    #expect(toPolicy.factor == .policy)
    #expect(toPolicy.observations == 60)
    #expect(!toPolicy.differsFromZero)
    let found = [
      toPolicy.beta, toPolicy.betaInterval.lowerBound, toPolicy.betaInterval.upperBound,
      toPolicy.correlationInterval?.lowerBound, toPolicy.correlationInterval?.upperBound,
    ]
    for (value, text) in zip(found, policy) { try expect(value, prints: text, symbol) }
    #expect(items.count == (symbol == "SPY" ? 1 : 2))
    guard !beta.isEmpty, let toMarket = items.first else { return }
    #expect(toMarket.factor == .reference("SPY"))
    try expect(toMarket.beta, prints: beta)
    try expect(toMarket.correlation, prints: correlation)
    #expect(toMarket.differsFromZero)
  }

  /// By hand: 100 at 132.50 and a short of 20 at 170, price 151.32 after 148.96; 12.5 opened that day at 151.20.
  @Test func lotsAreValuedInTheirCurrency() throws {
    var desk = referenceDesk()
    let day = Day(2025, 5, 2)!
    desk.watchlist.sectors[0].instruments[0].lots = [
      Instrument.Lot(quantity: 100, cost: 132.5, opened: Day(2025, 4, 9)),
      Instrument.Lot(quantity: 12.5, cost: 151.2, opened: day), Instrument.Lot(quantity: -20, cost: 170, opened: nil),
      Instrument.Lot(quantity: 7, cost: 100, opened: day.advanced(by: 1)),
    ]
    let now = Zone.newYork.instant(day, hour: 10, minute: 32)
    var quote = Quote(symbol: "AMAT", time: now, price: 151.32, origin: Origin(file: "q.json", line: 2))
    quote.previousClose = 148.96
    quote.currency = "USD"
    desk.quotes["AMAT"] = quote
    let reading = try reading("AMAT", now, desk)
    #expect(reading.row.currency == "USD")
    // The last one is not yet opened.
    #expect(reading.holdings.count == 3)
    for (holding, texts) in zip(
      reading.holdings,
      [["13250", "15132", "236", "1882"], ["1890", "1891.5", "1.5", "1.5"], ["-3400", "-3026.4", "-47.2", "373.6"]])
    {
      for (value, text) in zip([holding.cost, holding.value, holding.dayGain, holding.gain], texts) {
        try expect(value, prints: text)
      }
    }
    try expect(reading.holdings.value, prints: "13997.1")
    try expect(reading.holdings.dayGain, prints: "190.3")
    try expect(reading.holdings.gain, prints: "2257.1")
    #expect(reading.series.endsWithQuote)
    #expect(reading.series.bars.last?.close == 151.32)
    // The last adjusted close, 147.639252, moved as the price moved.
    try expect(reading.series.closes.last, prints: "149.9783")
    #expect(try value(.price, reading).origin == Origin(file: "q.json", line: 2))
  }

  @Test func otherListingsKeepTheirCurrency() throws {
    var desk = referenceDesk()
    var receipt = Quote(
      symbol: "CICOY", time: try moment("2025-05-01").advanced(bySeconds: -3000), price: 9.63,
      origin: Origin(file: "otc.json", line: 4))
    receipt.currency = "USD"
    desk.quotes["CICOY"] = receipt
    let others = try reading("1919.HK", "2025-05-01", desk).otherListings
    #expect(others.map(\.listing.symbol) == ["601919.SS", "CICOY"])
    #expect(others.map(\.row.currency) == ["CNY", "USD"])
    try expect(others[0].row.price, prints: "12.946092")
    #expect(others[0].row.session == Day(2025, 4, 30))
    #expect(others[0].pricePerShare == nil)
    // Five shares a receipt.
    try expect(others[1].pricePerShare, prints: "1.926")
    // A quote in another currency than the listing's is not its price.
    receipt.currency = "HKD"
    desk.quotes["CICOY"] = receipt
    #expect(try reading("COSCO", "2025-05-01", desk).otherListings[1].row.price == nil)
  }

  /// What comes later changes nothing: bars, quotes, signals, tariffs.
  @Test(arguments: ["2025-03-14", "2025-04-30", "2025-05-01"]) func neverReadsTheFuture(date: String) throws {
    let desk = referenceDesk()
    let now = try moment(date)
    var past = desk
    for (symbol, history) in past.histories {
      past.histories[symbol]?.bars = history.bars.filter { $0.day.asOf <= now }
    }
    past.signals.removeAll { $0.known > now }
    var later = desk
    var quote = Quote(
      symbol: "AMAT", time: now.advanced(bySeconds: 60), price: 1, origin: Origin(file: "q.json", line: 1))
    quote.currency = "USD"
    later.quotes["AMAT"] = quote
    past.policyRevision = 1
    later.policyRevision = 2
    for symbol in ["AMAT", "COSCO", "SPY"] {
      let known = try reading(symbol, now, past)
      #expect(try reading(symbol, now, desk) == known)
      #expect(try reading(symbol, now, later) == known)
      let base = Day(2025, 1, 15)!
      var evaluator = DeskEvaluator()
      let moment = evaluator.reading(of: past, asOf: now)
      #expect(
        Comparison([symbol], base: base, reading: moment, desk: past)
          == Comparison([symbol], base: base, reading: moment, desk: later))
    }
  }
}
