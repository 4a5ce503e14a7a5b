import Analytics
import Foundation
import Market
import Testing

/// Vectors computed with an independent Python reference on the same ledger, prices and tariff table.
struct IndicatorTests {
  private let desk = referenceDesk()

  /// The eight events that the article itself names.
  private var seedOnly: Desk {
    var seed = desk
    seed.signals = desk.signals.filter {
      ["E05", "E07", "E10", "E11", "E14", "E15", "E16", "E17"].contains($0.id)
    }
    return seed
  }

  @Test(
    "the policy index, its parts, the settings and the needle",
    arguments: [
      ["2025-05-01", "8.8086", "6.93", "10.69", "-17.6620", "-23.5294", "2.5", "9.7", "19.3", "27", "31.3405"],
      ["2025-04-30", "8.6120", "7.11", "10.11", "-17.8586", "-23.5294", "2.5", "9.4", "18.9", "27", "66.7245"],
      ["2025-05-12", "32.4874", "30.54", "34.44", "6.0168", "-23.5294", "20.7", "31.4", "48.6", "22", "95.8055"],
      ["2025-05-14", "71.3440", "69.90", "72.79", "12.6072", "8.7368", "64.2", "70.7", "79.7", "27", "99.0603"],
      ["2025-10-11", "49.0038", "46.93", "51.08", "-9.7330", "8.7368", "41.1", "49.3", "55.9", "27", "19.5049"],
      ["2025-11-10", "76.5174", "76.17", "76.86", "16.0492", "10.4682", "71.6", "76.0", "82.0", "24", "42.1690"],
      ["2026-01-20", "63.4887", "63.47", "63.50", "3.0205", "10.4682", "59.3", "63.9", "68.2", "25", "88.9651"],
    ])
  func policy(_ row: [String]) throws {
    let reading = IndicatorReading(desk: desk, asOf: try moment(row[0]))
    try expect(reading.policy.value, prints: row[1], "policy")
    try expect(reading.policy.low, prints: row[2], "low")
    try expect(reading.policy.high, prints: row[3], "high")
    try expect(reading.events?.contribution, prints: row[4], "events")
    try expect(reading.tariffs?.contribution, prints: row[5], "tariffs")
    let values = settingsValues(desk, asOf: try moment(row[0]))
    #expect(values.count == 27)
    try expect(values[0], prints: row[6], "lowest")
    try expect(values[13], prints: row[7], "median")
    try expect(values[26], prints: row[8], "highest")
    #expect("\(values.count { Label($0) == Label(reading.policy.value) })" == row[9])
    // The newest signal of 10 November 2025 is no evidence in January.
    #expect((reading.spread == nil) == (row[0] == "2026-01-20"))
    try expect(reading.market?.value, prints: row[10], "market")
  }

  @Test("the three-part number under 27 settings")
  func grid() throws {
    var values: [String: [Double]] = [:]
    let dates = ["2025-05-01", "2025-05-14", "2025-10-11", "2025-11-10"]
    for factor in [0.5, 1, 2] {
      for scale in [30.0, 40, 55] {
        for (events, tariffs, market) in [(0.45, 0.40, 0.15), (0.35, 0.50, 0.15), (0.50, 0.30, 0.20)] {
          var desk = desk
          desk.watchlist.indicator.verbalHalfLife = 14 * factor
          desk.watchlist.indicator.materialHalfLife = 42 * factor
          desk.watchlist.indicator.scale = scale
          desk.watchlist.indicator.eventsWeight = events
          desk.watchlist.indicator.tariffsWeight = tariffs
          desk.watchlist.indicator.marketWeight = market
          for date in dates {
            let reading = IndicatorReading(desk: desk, asOf: try moment(date))
            values[date, default: []].append(try #require(reading.combined).value)
          }
        }
      }
    }
    let expected = [
      ["6.9", "13.0", "21.7"], ["70.0", "75.3", "83.6"], ["36.8", "44.6", "50.4"], ["65.7", "70.6", "74.7"],
    ]
    for (date, row) in zip(dates, expected) {
      let sorted = try #require(values[date]).sorted()
      try expect(sorted[0], prints: row[0], date)
      try expect(sorted[13], prints: row[1], date)
      try expect(sorted[26], prints: row[2], date)
    }
    let points = try dates.map { try #require(values[$0]) }
    #expect((0..<27).allSatisfy { points[0][$0] < points[2][$0] && points[2][$0] < min(points[1][$0], points[3][$0]) })
    #expect((0..<27).count { points[1][$0] > points[3][$0] } == 25)
  }

  @Test("announced measures, only where they differ")
  func announced() throws {
    let geneva = try #require(IndicatorReading(desk: desk, asOf: try moment("2025-05-12")).announced)
    try expect(geneva.value, prints: "64.754")
    #expect(geneva.from == Day(2025, 5, 14))
    #expect(IndicatorReading(desk: desk, asOf: try moment("2025-05-01")).announced == nil)
    #expect(IndicatorReading(desk: desk, asOf: try moment("2025-05-14")).announced == nil)
  }

  @Test("the worked example: the seed's own events")
  func workedExample() throws {
    let reading = IndicatorReading(desk: seedOnly, asOf: try moment("2025-05-01"))
    try expect(reading.policy.value, prints: "13.7745")
    try expect(reading.policy.low, prints: "12.12")
    try expect(reading.policy.high, prints: "15.43")
    try expect(reading.events?.level, prints: "26.0185")
    try expect(reading.combined?.value, prints: "16.4094")
    try expect(reading.combined?.low, prints: "14.49")
    try expect(reading.combined?.high, prints: "18.33")
    #expect(reading.label == .tradeWar)
    let rows = [
      ("E05", 27, "0.640443", "-2.561773", "-1.3228"), ("E07", 21, "0.707107", "-5.656854", "-2.9209"),
      ("E10", 19, "0.730836", "-5.846686", "-3.0189"), ("E11", 10, "0.847864", "-1.695728", "-0.8756"),
      ("E14", 1, "0.951695", "-0.380678", "-0.1966"), ("E15", 1, "0.951695", "-4.758476", "-2.4570"),
      ("E16", 0, "1", "0.960000", "0.4957"), ("E17", 0, "1", "-0.960000", "-0.4957"),
    ]
    for (id, age, decay, strength, points) in rows {
      let share = try #require(reading.contributions.first { $0.signal.id == id })
      #expect(share.age == age)
      try expect(share.decay, prints: decay, id)
      try expect(share.strength, prints: strength, id)
      // The table has points of the three-part number, where events weigh 0.45; here they weigh 0.45/0.85.
      try expect(share.points * 0.85, prints: points, id)
    }
    #expect(reading.contributions.first { $0.signal.id == "E16" }?.status == .denied)
    #expect(reading.contributions.first { $0.signal.id == "E16" }?.credibility == 4)
    #expect(reading.contributions.map(\.signal.id).first == "E10")
  }

  @Test("the article's own moment, before New York opened")
  func beforeTheOpen() throws {
    let instant = try #require(Instant(rfc3339: "2025-05-01T04:05:00-04:00"))
    let reading = IndicatorReading(desk: seedOnly, asOf: instant)
    try expect(reading.market?.value, prints: "66.7245")
    try expect(reading.market?.z, prints: "0.4323")
    try expect(reading.market?.standardError, prints: "5.3733")
    try expect(reading.combined?.value, prints: "21.7170")
    // The reports of the day are not known before 16:20; they cancel in the sum. All others are certain, so the band is the
    // needle's alone: 21.7170 ± 1.645 · 0.15 · 5.3733.
    try expect(reading.combined?.low, prints: "20.39")
    try expect(reading.combined?.high, prints: "23.04")
    #expect(reading.market?.session == Day(2025, 4, 30))
    #expect(reading.market?.pricesTo == Instant(rfc3339: "2025-04-30T16:00:00-04:00"))
  }

  @Test(
    "the three-part number over the year",
    arguments: [
      [
        "2025-05-01", "16.6384", "0", "-0.019409", "-0.002000", "0.035806", "-0.4862", "31.3405", "5.301", "12.1884",
        "10.12", "14.25",
      ],
      [
        "2025-05-14", "73.8135", "68.5658", "0.081979", "-0.002368", "0.035899", "2.3496", "99.0603", "0.692",
        "75.5014",
        "74.26", "76.74",
      ],
      [
        "2025-10-11", "31.6154", "68.5658", "-0.028147", "0.000276", "0.033072", "-0.8594", "19.5049", "4.563",
        "44.5790",
        "42.48", "46.67",
      ],
      [
        "2025-11-10", "80.3151", "72.2450", "-0.003267", "0.005199", "0.042850", "-0.1976", "42.1690", "5.587",
        "71.3651",
        "69.96", "72.77",
      ],
      [
        "2025-02-03", "50", "85.2951", "0.014140", "-0.000002", "0.036442", "0.3881", "65.1027", "5.426", "66.3834",
        "65.04", "67.72",
      ],
      [
        "2025-04-08", "34.2058", "73.3889", "-0.027840", "-0.001518", "0.036353", "-0.7241", "23.4508", "4.877",
        "48.2658", "47.06", "49.47",
      ],
      [
        "2025-08-12", "64.7550", "68.5658", "0.021039", "0.000496", "0.033062", "0.6213", "73.2806", "5.081", "67.5582",
        "66.30", "68.81",
      ],
      [
        "2025-10-27", "51.9159", "68.5658", "0.014952", "0.003478", "0.030471", "0.3766", "64.6747", "5.439", "60.4897",
        "58.86", "62.12",
      ],
      [
        "2026-01-20", "55.7054", "72.2450", "0.063095", "0.009566", "0.043708", "1.2247", "88.9651", "3.526", "67.3102",
        "66.44", "68.18",
      ],
    ])
  func combined(_ row: [String]) throws {
    let reading = IndicatorReading(desk: desk, asOf: try moment(row[0]))
    let market = try #require(reading.market)
    try expect(reading.events?.level, prints: row[1], "E")
    try expect(reading.tariffs?.level, prints: row[2], "T")
    try expect(market.relativeReturn, prints: row[3], "r")
    try expect(market.mean, prints: row[4], "mean")
    try expect(market.deviation, prints: row[5], "sd")
    try expect(market.z, prints: row[6], "z")
    try expect(market.value, prints: row[7], "M")
    try expect(market.standardError, prints: row[8], "error of M")
    try expect(reading.combined?.value, prints: row[9], "DEI")
    try expect(reading.combined?.low, prints: row[10], "low")
    try expect(reading.combined?.high, prints: row[11], "high")
    #expect(!market.isProvisional)
  }

  @Test("a member whose last close is more than seven days old is dropped for the whole year of observations")
  func droppedMember() throws {
    let market = try #require(IndicatorReading(desk: desk, asOf: try moment("2025-11-10")).market)
    #expect(market.members.map(\.symbol) == ["AMAT", "KLAC"])
    #expect(market.members.map(\.weight) == [0.5, 0.5])
    let october = try #require(IndicatorReading(desk: desk, asOf: try moment("2025-10-11")).market)
    #expect(october.members.count == 3)
    #expect(october.session == Day(2025, 10, 10))
  }

  @Test("every change of the two triggers in the ledger's time, and no other")
  func triggers() throws {
    let expected = [
      "2025-05-01 latent/off", "2025-05-06 fired/off", "2025-05-14 fired/fired", "2025-05-27 off/fired",
      "2025-06-05 latent/fired", "2025-06-10 fired/fired", "2025-06-25 off/fired", "2025-07-29 fired/fired",
      "2025-08-12 fired/off", "2025-08-13 off/off", "2025-09-15 fired/off", "2025-09-30 off/off",
      "2025-10-26 fired/off", "2025-11-10 fired/fired", "2025-11-14 off/fired", "2026-02-08 off/off",
      "2026-02-21 off/fired",
    ]
    var changes: [String] = []
    var last = "off/off"
    var day = try #require(Day(2025, 1, 1))
    let end = try #require(Day(2026, 2, 27))
    while day <= end {
      let reading = IndicatorReading(desk: desk, asOf: try moment(day.description))
      let state = "\(reading.talks.state)/\(reading.rollback.state)"
      if state != last {
        changes.append("\(day) \(state)")
        last = state
        if reading.talks.state != .off, changes.count != 3 { #expect(reading.talks.since != nil) }
      }
      day = day.advanced(by: 1)
    }
    #expect(changes == expected)
  }

  @Test("a trigger says since when, until when, and what is lacking")
  func triggerDetails() throws {
    let may = IndicatorReading(desk: desk, asOf: try moment("2025-05-01"))
    #expect(
      may.talks
        == Trigger(
          state: .latent, since: Day(2025, 5, 1), lapses: Day(2025, 5, 15),
          lacking: [.denied, .oneSide, .lowReliability]))
    #expect(may.rollback == Trigger(state: .off, since: nil, lapses: nil, lacking: []))
    #expect(may.rollbackUS == 154)
    #expect(may.rollbackChina == 136)
    let geneva = IndicatorReading(desk: desk, asOf: try moment("2025-05-20"))
    // Fired on 6 May; both governments are last confirmed on 12 May. The cut of 14 May was from a rate last held on 13 May.
    #expect(geneva.talks == Trigger(state: .fired, since: Day(2025, 5, 6), lapses: Day(2025, 5, 26), lacking: []))
    #expect(geneva.rollback.state == .fired && geneva.rollback.lacking.isEmpty)
    #expect(geneva.rollback.since == Day(2025, 5, 14) && geneva.rollback.lapses == Day(2025, 8, 11))
    // US 125 to 10, China 125 to 10.
    #expect(geneva.rollback.causes.map(\.points) == [-115, -115])
  }

  @Test("one government alone leaves the trigger latent")
  func oneSide() throws {
    let june = IndicatorReading(desk: desk, asOf: try moment("2025-06-05"))
    #expect(
      june.talks
        == Trigger(
          state: .latent, since: Day(2025, 6, 5), lapses: Day(2025, 6, 19), lacking: [.oneSide]))
  }

  private func desk(_ signals: [Signal]) -> Desk {
    var desk = Desk()
    desk.signals = signals
    return desk
  }

  /// ρ = R × C by the Admiralty mapping; denied lowers 1–3 to 4, leaves 4 and 5, takes 6 as 4.
  @Test(
    "probability by source, grade and status",
    arguments: [
      ("A", 1, "reported", 1), ("B", 2, "reported", 0.64), ("C", 3, "denied", 0.24), ("D", 5, "denied", 0.08),
      ("F", 6, "reported", 0.25), ("F", 6, "denied", 0.2), ("E", 4, "confirmed", 0.2), ("A", 1, "withdrawn", 0),
    ])
  func probability(_ row: (source: String, grade: Int, status: String, expected: Double)) throws {
    let day = try #require(Day(2025, 5, 1))
    let signal = Signal(
      id: "x", day: day, actor: "USA", target: "CHN", code: "036", weight: 4,
      reliability: try #require(Signal.Reliability(rawValue: row.source)), credibility: row.grade,
      status: [Signal.StatusEntry(day: day, status: try #require(Signal.Status(rawValue: row.status)))],
      origin: Origin(file: "t", line: 1))
    let reading = IndicatorReading(desk: desk([signal]), asOf: day.asOf)
    #expect(abs(try #require(reading.contributions.first).probability - row.expected) < 1e-12)
    #expect(reading.talks.state == (row.status == "withdrawn" ? .off : .latent))
    // Without baselines the events part is the whole index: 50 + 50·tanh(4ρ/40).
    #expect(abs(reading.policy.value - (50 + 50 * tanh(4 * row.expected / 40))) < 1e-9)
    #expect(reading.tariffs == nil && reading.announced == nil)
  }

  @Test("an event counts on its day and for 365 days after")
  func window() throws {
    let day = try #require(Day(2025, 1, 1))
    let signal = Signal(
      id: "x", day: day, actor: "USA", target: "CHN", code: "057", weight: 8, reliability: .a, credibility: 1,
      origin: Origin(file: "t", line: 1))
    let desk = desk([signal])
    for (days, counts) in [(-1, false), (0, true), (365, true), (366, false)] {
      let reading = IndicatorReading(desk: desk, asOf: day.advanced(by: days).asOf)
      #expect(reading.contributions.isEmpty != counts)
      // Known to have a ledger, so the part stays.
      #expect(reading.events != nil)
    }
  }

  @Test("the needle needs its reference, a basket, and 250 observations")
  func needleMissing() throws {
    var desk = desk
    let now = try moment("2025-05-01")
    desk.watchlist.indicator.basket = [("1919.HK", 2), ("NONE", 1), ("FSLR", 0)]
    let alone = try #require(IndicatorReading(desk: desk, asOf: now).market)
    #expect(alone.members.map(\.symbol) == ["COSCO"])
    #expect(alone.members.map(\.weight) == [1])
    desk.watchlist.indicator.basket = [("NONE", 1)]
    #expect(IndicatorReading(desk: desk, asOf: now).market == nil)
    desk.watchlist.indicator.basket = [("601919.SS", 1)]
    // Its bars begin in March 2025.
    #expect(IndicatorReading(desk: desk, asOf: try moment("2025-12-01")).market == nil)
    desk.watchlist.indicator.basket = [("AMAT", 1)]
    desk.watchlist.reference = "NONE"
    let reading = IndicatorReading(desk: desk, asOf: now)
    #expect(reading.market == nil && reading.combined == nil)
    try expect(reading.policy.value, prints: "8.8086")
  }

  @Test("silence is marked")
  func ledgerAge() throws {
    let quiet = IndicatorReading(desk: desk, asOf: try moment("2025-05-23"))
    #expect(quiet.evidence.newest == Day(2025, 5, 14))
    #expect(quiet.evidence.ageDays == 9)
    #expect(quiet.evidence.isOld)
    #expect(!IndicatorReading(desk: desk, asOf: try moment("2025-05-21")).evidence.isOld)
  }

  @Test(
    "contributions and changes add up",
    arguments: [
      "2025-02-10", "2025-04-12", "2025-05-01", "2025-05-02", "2025-05-14", "2025-11-10", "2026-02-21", "2026-05-15",
    ])
  func sums(_ date: String) throws {
    let reading = IndicatorReading(desk: desk, asOf: try moment(date))
    let events = try #require(reading.events)
    let tariffs = try #require(reading.tariffs)
    #expect(abs(reading.contributions.reduce(0) { $0 + $1.points } - events.contribution) < 1e-9)
    #expect(abs(50 + events.contribution + tariffs.contribution - reading.policy.value) < 1e-9)
    let day = try #require(Day(date))
    for days in [1, 7, 40] {
      let before = IndicatorReading(desk: desk, asOf: try moment(day.advanced(by: -days).description))
      let change = IndicatorChange(from: before, to: reading)
      #expect(abs(change.items.reduce(0) { $0 + $1.points } - change.total) < 1e-9)
      #expect(abs(change.events + change.tariffs - change.total) < 1e-9)
      if let old = before.market, let new = reading.market {
        let moved = MarketChange(from: old, to: new)
        #expect(abs(moved.items.reduce(0) { $0 + $1.points } - (new.value - old.value)) < 1e-9)
      }
    }
  }

  @Test("what moved the needle on 1 May: KLAC after its results, not trade news")
  func needle() throws {
    let before = try #require(IndicatorReading(desk: desk, asOf: try moment("2025-04-30")).market)
    let after = try #require(IndicatorReading(desk: desk, asOf: try moment("2025-05-01")).market)
    let change = MarketChange(from: before, to: after)
    try expect(change.total, prints: "-35.384")
    #expect(change.items.map(\.cause) == [.name("KLAC"), .window, .name("SPY"), .name("AMAT")])
    for (item, text) in zip(change.items, ["-13", "-11", "-7", "-4"]) {
      try expect(item.points, prints: text, "\(item.cause)")
    }
  }

  @Test("the vendor-free needle: four closed-form series")
  func synthetic() throws {
    var desk = Desk()
    let start = try #require(Day(2024, 1, 1))
    func history(_ symbol: String, _ close: (Double) -> Double) -> History {
      let bars = (0..<300).map { i in
        Bar(day: start.advanced(by: i), close: (close(Double(i)) * 1e6).rounded() / 1e6)
      }
      return History(symbol: symbol, bars: bars, file: "synthetic")
    }
    desk.histories = [
      "AAA": history("AAA") { 100 * exp(0.0005 * $0 + 0.02 * sin($0 / 5)) },
      "BBB": history("BBB") { 50 * exp(0.0004 * $0 + 0.03 * cos($0 / 9)) },
      "CCC": history("CCC") { 10 * exp(-0.0002 * $0 + 0.015 * sin($0 / 3)) },
      "MKT": history("MKT") { 400 * exp(0.0003 * $0 + 0.01 * cos($0 / 7)) },
    ]
    desk.watchlist.reference = "MKT"
    desk.watchlist.indicator.basket = [("AAA", 1), ("BBB", 1), ("CCC", 1)]
    let market = try #require(IndicatorReading(desk: desk, asOf: start.advanced(by: 299).asOf).market)
    try expect(market.relativeReturn, prints: "-0.0196424449")
    try expect(market.mean, prints: "-0.0002646075")
    try expect(market.deviation, prints: "0.0098116979")
    try expect(market.z, prints: "-1.9749728968")
    try expect(market.value, prints: "2.4135611922")
    #expect(market.isUnadjusted)
  }
}
