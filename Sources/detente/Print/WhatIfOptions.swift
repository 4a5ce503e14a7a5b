import Analytics
import ArgumentParser
import Market
import Report

/// At which rates.
struct WhatIfOptions: ParsableArguments {
  // A value may begin with `-`: that it is negative is then said of it.
  @Option(parsing: .unconditional, help: ArgumentHelp("Headline of the US on China, points.", valueName: "rate"))
  var us: Double?
  @Option(parsing: .unconditional, help: ArgumentHelp("Headline of China on the US, points.", valueName: "rate"))
  var cn: Double?
  @Option(parsing: .unconditional, help: ArgumentHelp("Elasticity of trade, e.g. -2.", valueName: "e"))
  var elasticity: Double?

  /// A rate that is not given is the present one.
  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    try check("--us", us, SavedScenario.rates, "points from 0 to 1000")
    try check("--cn", cn, SavedScenario.rates, "points from 0 to 1000")
    try check("--elasticity", elasticity, SavedScenario.elasticities, "a number from -20 to 0")
    let rates = ScenarioRates(us: us ?? reading.tariffs.us.headline, china: cn ?? reading.tariffs.china.headline)
    let outcome = ScenarioOutcome(
      rates, elasticity: elasticity, in: reading, trade: BilateralTrade(of: desk, in: reading),
      settings: desk.watchlist.indicator)
    return WhatIfReport(
      outcome: outcome, reading: reading, names: NameResponse.responses(of: desk, asOf: reading.asOf)
    ).section
  }

  private func check(_ name: String, _ value: Double?, _ range: ClosedRange<Double>, _ expected: String) throws {
    guard let value, !range.contains(value) else { return }
    throw Failure.usage("\(name): found \(value), expected \(expected)")
  }
}
