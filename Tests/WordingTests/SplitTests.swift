import Analytics
import Market
import TestSupport
import Testing
import Wording

/// What a value splits into adds up to it, in full precision and as it is shown, on 200 random desks.
struct SplitTests {
  private static let origin = Origin(file: "random", line: 1)
  private static let first = Day(2025, 1, 1)!
  private static let names = ["AMAT", "KLAC", "FSLR", "SPY"]

  private static func signals(_ random: inout SplitMix) -> [Signal] {
    (0..<Int.random(in: 0...40, using: &random)).map { index in
      let statuses: [Signal.Status] = [.reported, .confirmed, .denied, .withdrawn]
      let day = first.advanced(by: Int.random(in: 0..<400, using: &random))
      let isUS = Bool.random(using: &random)
      return Signal(
        id: "E\(index)", day: day, actor: isUS ? "USA" : "CHN", target: isUS ? "CHN" : "USA",
        code: ["036", "040", "057", "085", "112", "120", "163"].randomElement(using: &random)!,
        weight: Double(Int.random(in: -100...100, using: &random)) / 10,
        reliability: Signal.Reliability.allCases.randomElement(using: &random)!,
        credibility: Int.random(in: 1...6, using: &random),
        status: Bool.random(using: &random)
          ? [] : [Signal.StatusEntry(day: day, status: statuses.randomElement(using: &random)!)],
        scope: Double(Int.random(in: 1...100, using: &random)) / 100, text: "event \(index)", origin: origin)
    }
  }

  private static func tariffs(_ random: inout SplitMix) -> TariffBook {
    let measures = (0..<Int.random(in: 0...9, using: &random)).map { index -> TariffMeasure in
      let scopes: [TariffMeasure.Scope] = [.all, .all, .sector, .product]
      var day = first.advanced(by: Int.random(in: 0..<200, using: &random))
      let steps = (0..<Int.random(in: 1...3, using: &random)).map { _ -> TariffMeasure.Step in
        defer { day = day.advanced(by: Int.random(in: 5..<90, using: &random)) }
        return TariffMeasure.Step(
          announced: day.advanced(by: -3), effective: day, rate: Double(Int.random(in: 0...8000, using: &random)) / 100,
          state: [.inForce, .inForce, .inForce, .suspended, .ended].randomElement(using: &random)!, origin: origin)
      }
      return TariffMeasure(
        id: "M\(index)", by: Bool.random(using: &random) ? .us : .china, on: "CN", title: "measure \(index)",
        scope: scopes.randomElement(using: &random)!, steps: steps, origin: origin)
    }
    let baselines = Side.allCases.map {
      TariffBaseline(
        by: $0, from: Day(2018, 1, 1)!, average: Double(Int.random(in: 0...300, using: &random)) / 10, origin: origin)
    }
    return TariffBook(measures: measures, baselines: baselines)
  }

  private static func histories(_ random: inout SplitMix) -> [String: History] {
    let days = (-420..<400).map(first.advanced).filter { Sessions.published[.nyse].isSession($0) == true }
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        var price = 100.0
        let bars = days.map { day -> Bar in
          price *= 1 + Double.random(in: -0.03...0.03, using: &random)
          return Bar(day: day, close: price, adjustedClose: price)
        }
        return (name, History(symbol: name, currency: "USD", bars: bars, file: "random.csv"))
      })
  }

  private static func readings(_ check: (DeskReading, inout SplitMix) -> Void) {
    var random = SplitMix(state: 16)
    let histories = histories(&random)
    for _ in 0..<200 {
      var desk = Desk()
      desk.watchlist = .standard
      desk.signals = signals(&random)
      desk.tariffs = tariffs(&random)
      desk.histories = histories
      var evaluator = DeskEvaluator()
      let instant = Zone.newYork.instant(
        first.advanced(by: Int.random(in: 30..<390, using: &random)), hour: Int.random(in: 0..<24, using: &random))
      check(evaluator.reading(of: desk, asOf: instant), &random)
    }
  }

  private func isSum(_ total: Double, of parts: [Double]) -> Bool { abs(parts.reduce(0, +) - total) < 1e-9 }

  /// Whether rows as they are shown add up: counted in units of the last decimal.
  private func addsUp(_ rows: [Double], to total: Double, _ decimals: Int) -> Bool {
    let scale = [1.0, 10, 100][decimals]
    func units(_ value: Double) -> Int { Int((value * scale).rounded()) }
    return rows.reduce(0) { $0 + units($1) } == units(total)
      && rows.allSatisfy { abs($0 * scale - ($0 * scale).rounded()) < 1e-6 }
  }

  /// Every prefix of the parts that could have room, with its rest.
  private func prefixesAddUp(_ parts: [Double], to total: Double, _ decimals: Int) -> Bool {
    (0...parts.count).allSatisfy { count in
      let split = Split(
        Array(parts.prefix(count)), of: total, leavesOut: count < parts.count, decimals: decimals)
      let scale = [1.0, 10, 100][decimals]
      // Where nothing is left out, the rest is what rounding leaves: half a unit a part.
      let isRounding = abs(split.rest ?? 0) * scale <= Double(parts.count + 1) / 2 + 1e-6
      return addsUp(split.parts + [split.rest ?? 0], to: total, decimals) && (count < parts.count || isRounding)
        && (count == parts.count || split.rest != nil)
    }
  }

  @Test func thePartsOfTheIndexAddUp() {
    var compared = 0
    Self.readings { reading, _ in
      let indicator = reading.indicator
      guard indicator.isKnown else { return }
      let index = indicator.policy.value - 50
      #expect(isSum(index, of: [indicator.events, indicator.tariffs].compactMap { $0?.contribution }))
      let shown = indicator.shownParts
      #expect(addsUp([shown.events, shown.tariffs].compactMap(\.self), to: index, 1))
      if let events = indicator.events, let shown = shown.events {
        #expect(isSum(events.contribution, of: indicator.contributions.map(\.points)))
        #expect(isSum(events.contribution, of: [indicator.words ?? 0, indicator.deeds ?? 0]))
        #expect(
          addsUp([indicator.shownParts.words, indicator.shownParts.deeds].compactMap(\.self), to: shown, 1))
        #expect(prefixesAddUp(indicator.contributions.map(\.points), to: events.contribution, 2))
        compared += 1
      }
      if let tariffs = indicator.tariffs {
        let sides = [indicator.usTariffs, indicator.chinaTariffs].compactMap { $0?.contribution }
        #expect(isSum(tariffs.contribution, of: sides))
        #expect(prefixesAddUp(sides, to: tariffs.contribution, 2))
      }
    }
    #expect(compared > 100)
  }

  @Test func whatMovedTheIndexAddsUp() {
    var moved = 0
    Self.readings { reading, _ in
      for change in [reading.today, reading.week] {
        #expect(isSum(change.total, of: change.items.map(\.points)))
        #expect(isSum(change.total, of: [change.events, change.tariffs]))
        #expect(prefixesAddUp(change.items.map(\.points), to: change.total, 1))
        #expect(prefixesAddUp(change.items.map(\.points), to: change.total, 2))
        let shown = change.shownParts
        #expect(addsUp([shown.events, shown.tariffs].compactMap(\.self), to: change.total, 1))
        moved += change.items.count
      }
      for change in [reading.marketToday, reading.marketWeek].compactMap(\.self) {
        #expect(isSum(change.total, of: change.items.map(\.points)))
        #expect(prefixesAddUp(change.items.map(\.points), to: change.total, 0))
      }
      if let market = reading.indicator.market {
        let members = market.members.map { $0.weight * $0.logReturn }
        #expect(isSum(market.relativeReturn, of: members + [-market.referenceReturn]))
      }
    }
    #expect(moved > 1000)
  }

  @Test func layersMakeTheHeadline() {
    var layered = 0
    Self.readings { reading, _ in
      for side in [reading.tariffs.us, reading.tariffs.china] {
        let own = reading.tariffs.layers.filter {
          $0.measure.by == side.side && $0.measure.scope == .all && $0.state == .inForce
        }
        #expect(isSum(side.headline, of: own.compactMap(\.rate)))
        #expect(prefixesAddUp(own.compactMap(\.rate), to: side.headline, 2))
        if let baseline = side.baseline, let allIn = side.allIn {
          #expect(isSum(allIn, of: [side.headline, baseline]))
        }
        layered += own.count
      }
    }
    #expect(layered > 100)
  }
}
