import Analytics
import ArgumentParser
import Market
import Report

/// Which events, and how their returns are estimated.
struct EventOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A signal's id or a date; all events without it.", valueName: "event")) var event:
    [String] = []
  @Option(help: ArgumentHelp("Sessions around the event.", valueName: "first..last")) var window = "-1..1"
  @Option(help: ArgumentHelp("Sessions of the estimation.", valueName: "n")) var estimation = 120
  @Option(help: ArgumentHelp("Sessions between the estimation and the event.", valueName: "n")) var gap = 10

  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    throw Failure.usage("not written")
  }
}
