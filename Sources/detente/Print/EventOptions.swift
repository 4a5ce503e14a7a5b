import Analytics
import ArgumentParser
import Market
import Report

/// Which events, and how their returns are estimated.
struct EventOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A signal's id or a date; all events without it.", valueName: "event")) var event:
    [String] = []
  @Option(parsing: .unconditional, help: ArgumentHelp("Sessions around the event.", valueName: "first..last"))
  var window = "-1..1"
  @Option(help: ArgumentHelp("Sessions of the estimation.", valueName: "n")) var estimation = 120
  @Option(help: ArgumentHelp("Sessions between the estimation and the event.", valueName: "n")) var gap = 10

  private static let sessions = -60...60

  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    let settings = try settings()
    let known = desk.marketEvents(asOf: reading.asOf)
    var asked: [MarketEvent]?
    if !event.isEmpty { asked = try event.map { try found($0, among: known, desk, reading) } }
    return EventReport(
      table: EventTable(desk, asOf: reading.asOf, settings: settings, events: asked), reading: reading
    ).section
  }

  private func settings() throws -> EventStudy.Settings {
    let parts = window.split(separator: ".", omittingEmptySubsequences: false)
    let first = parts.first.flatMap { Int($0) }
    let last = parts.last.flatMap { Int($0) }
    guard parts.count == 3, parts[1].isEmpty, let first, let last, first <= last,
      Self.sessions.contains(first), Self.sessions.contains(last)
    else {
      throw Failure.usage("--window: found \(window), expected first..last within -60..60, like -1..1")
    }
    guard (10...2000).contains(estimation) else {
      throw Failure.usage("--estimation: found \(estimation), expected 10 to 2000 sessions")
    }
    guard (0...2000).contains(gap) else {
      throw Failure.usage("--gap: found \(gap), expected 0 to 2000 sessions")
    }
    return EventStudy.Settings(window: first...last, estimation: estimation, gap: gap)
  }

  /// The event of a signal's id, or what happened on a date.
  private func found(
    _ text: String, among known: [MarketEvent], _ desk: Desk, _ reading: DeskReading
  ) throws -> MarketEvent {
    if let event = known.first(where: { $0.signals.contains { $0.id == text } }) { return event }
    if let day = Day(text), day <= reading.day {
      return desk.marketEvent(on: day, asOf: reading.asOf)
    }
    throw Failure.usage("--event: found \(text), expected a signal's id or a date up to \(reading.day)")
  }
}
