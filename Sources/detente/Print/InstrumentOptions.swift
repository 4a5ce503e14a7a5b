import Analytics
import ArgumentParser
import Market
import Report

/// Whose facts.
struct InstrumentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A symbol or alias of the watchlist.", valueName: "symbol")) var symbol: String?

  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    throw Failure.usage("not written")
  }
}
