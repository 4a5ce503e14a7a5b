import Analytics
import ArgumentParser
import Market
import Report

/// Which names, and from when.
struct ComparisonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A sector of the watchlist, the first without it.", valueName: "name")) var sector: String?
  @Option(help: ArgumentHelp("The day that stands at 100, the watchlist's `since` without it.", valueName: "date"))
  var base: String?

  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    throw Failure.usage("not written")
  }
}
