import Analytics
import ArgumentParser
import Market
import Report

/// At which rates.
struct WhatIfOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Headline of the US on China, points.", valueName: "rate")) var us: Double?
  @Option(help: ArgumentHelp("Headline of China on the US, points.", valueName: "rate")) var cn: Double?
  @Option(help: ArgumentHelp("Elasticity of trade, e.g. -2.", valueName: "e")) var elasticity: Double?

  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    throw Failure.usage("not written")
  }
}
