import Alerts
import Analytics
import ArgumentParser
import Canvas
import Configuration
import Glibc
import Market
import Report
import Snapshots
import System

/// Runs the rules of a desk without a screen, adds one, or tells what they would have done.
struct AlertsCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Run the alerts of a folder without a screen: a line, or JSON, for each that rings.",
    discussion: """
        detente alerts ~/desk --format json
        detente alerts --replay --from 2025-01-01 --to 2025-12-31

      A dashboard and this command share what is kept: nothing rings twice. --replay runs the rules over the record and \
      the bars of past days, knowing at each moment only what was known then. Exit status 1 when a rule is refused, or \
      one could not be delivered.
      """)

  @Argument(help: ArgumentHelp("Folder with snapshot files.", valueName: "folder"), completion: .directory)
  var folder: String?
  @Option(help: "text or json, one object a line.") var format = Format.text
  @Flag(help: "Say when and how often each rule would have rung.") var replay = false
  @Option(
    help: ArgumentHelp("Add a rule to the folder's alerts.yaml, to your own without a folder.", valueName: "rule"))
  var add: String?
  @Flag(help: "Send one alert by each way, and say what went where.") var test = false
  @Option(help: ArgumentHelp("With --replay: the first day, 1 January of the last year without it.", valueName: "date"))
  var from: String?
  @Option(help: ArgumentHelp("With --replay: the last day, the last one of prices without it.", valueName: "date"))
  var to: String?

  func validate() throws {
    if add != nil, replay || test { throw ValidationError("--add: found it beside another, expected it alone") }
    if replay, test { throw ValidationError("--replay and --test: found both, expected one") }
    if !replay, from != nil || to != nil { throw ValidationError("--from and --to belong to --replay") }
  }

  func run() throws {
    var desk = DeskOptions()
    (desk.folder, desk.asOf) = (folder, nil)
    if replay { return try rehearse(desk) }
    if let add { return Output.print(TerminalSafe("added to \(try AlertRecord.add(add, to: folder))").text) }
    if test {
      guard AlertTest(settings: UserConfiguration.standing.settings).run() else { throw ExitCode(1) }
      return
    }
    guard let path = try folder ?? DeskOptions.namedFolder() else {
      throw Failure.usage("alerts: found no folder, expected one or $DETENTE_DESK (the demo desk never changes)")
    }
    try AlertService(path: path, settings: UserConfiguration.standing.settings) { firing in
      switch format {
      case .text: "\(Zone.newYork.timestamp(firing.time))  \(firing.text.text)"
      case .json: JSONValue(firing).text(indented: false)
      }
    }.run()
  }

  // MARK: Rehearsal

  private func rehearse(_ options: DeskOptions) throws {
    let desk = try options.readDesk()
    let own = options.path == nil ? OwnAlerts() : DeskAlerts.readOwn()
    let lines = DeskAlerts.lines(own, for: options.path)
    let span = try days(desk)
    let rehearsal = AlertRehearsal(desk, own: lines, days: span)
    for problem in own.problems + rehearsal.problems { Output.error(TerminalSafe(problem.description).text) }
    let report = RehearsalReport(rehearsal)
    switch format {
    case .text: Output.print(report.lines.joined(separator: "\n"))
    case .json: Output.print(report.json.text())
    }
    try DeskOptions.requireSeen(desk)
    if !own.problems.isEmpty || !rehearsal.problems.isEmpty { throw ExitCode(1) }
  }

  /// More days than this are a slip of the keyboard.
  private static let longest = 36_525

  private func days(_ desk: Desk) throws -> ClosedRange<Day> {
    let newest = desk.histories.values.compactMap(\.bars.last?.day).max() ?? Zone.newYork.day(of: Instant.now)
    let last = try to.map { try Self.day($0, "--to") } ?? newest
    let first = try from.map { try Self.day($0, "--from") } ?? Day(last.parts.year, 1, 1) ?? last
    guard first <= last, first.days(to: last) <= Self.longest else {
      throw Failure.usage("--from: found \(first), expected a day up to \(last), the last one to run over")
    }
    return first...last
  }

  private static func day(_ text: String, _ option: String) throws -> Day {
    guard let day = Day(text), (1970...2100).contains(day.parts.year) else {
      throw Failure.usage("\(option): found \(text), expected a date like 2025-05-01")
    }
    return day
  }
}
