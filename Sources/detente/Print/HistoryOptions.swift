import Analytics
import ArgumentParser
import Market
import Report

/// The days of a history.
struct HistoryOptions: ParsableArguments {
  @Option(help: ArgumentHelp("First day; the day of --to without it.", valueName: "date")) var from: String?
  @Option(help: ArgumentHelp("Last day; the day shown without it.", valueName: "date")) var to: String?

  var isAsked: Bool { from != nil || to != nil }

  func indicator(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    throw Failure.usage("not written")
  }

  func tariffs(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    throw Failure.usage("not written")
  }
}
