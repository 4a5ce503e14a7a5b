import Analytics
import ArgumentParser
import Market
import Report

/// The days of a history.
struct HistoryOptions: ParsableArguments {
  @Option(help: ArgumentHelp("First day; the day of --to without it.", valueName: "date")) var from: String?
  @Option(help: ArgumentHelp("Last day, at most the day shown.", valueName: "date")) var to: String?

  var isAsked: Bool { from != nil || to != nil }

  /// More days than this are a slip of the keyboard.
  private static let longest = 36_525

  /// The days asked for, none after the day shown: what comes after it is not known.
  func days(asOf shown: Day) throws -> ClosedRange<Day> {
    let last = try min(to.map { try Self.day($0, "--to") } ?? shown, shown)
    let first = try from.map { try Self.day($0, "--from") } ?? last
    guard first <= last else {
      throw Failure.usage("--from: found \(first), expected a day up to \(last), the last one to print")
    }
    guard first.days(to: last) <= Self.longest else {
      throw Failure.usage("--from: found \(first), expected at most 100 years before \(last)")
    }
    return first...last
  }

  /// The moment that shows the day of --to whole; nil without it.
  func lastMoment() throws -> Instant? {
    try to.map { try Self.day($0, "--to").asOf }
  }

  /// The day that an option names.
  static func day(_ text: String, _ option: String) throws -> Day {
    guard let day = Day(text) else {
      throw Failure.usage("\(option): found \(text), expected a date like 2025-05-01")
    }
    return day
  }

  func indicator(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    let days = try days(asOf: reading.day)
    let (first, last) = (days.lowerBound, days.upperBound)
    let history = IndicatorHistory(desk, from: first, asOf: last == reading.day ? reading.asOf : last.asOf)
    return .indicator(history, from: first, to: last)
  }

  /// The validation begins with the signals where --from is not given.
  func method(_ desk: Desk, _ reading: DeskReading) throws -> IndexMethod {
    let days = try days(asOf: reading.day)
    let validation = IndexValidation(
      desk, from: from == nil ? nil : days.lowerBound,
      asOf: days.upperBound == reading.day ? reading.asOf : days.upperBound.asOf)
    return IndexMethod(desk, reading, validation, digests: DemoDesk.digests)
  }

  func tariffs(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    .tariffs(desk.tariffs, days: try days(asOf: reading.day))
  }
}
