import Analytics
import ArgumentParser
import Canvas
import Market
import Report
import Snapshots
import Wording

/// Recognition and health of every file.
struct CheckCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report every file and its problems with path:line:column.",
    discussion:
      "Says of each alert what it sees now. Exit status 1 when a file or a row is refused, or a feed is silent while its venue trades."
  )

  @OptionGroup var desk: DeskOptions
  @Option(help: "text or json.") var format = Format.text
  @Option(help: ArgumentHelp("Say of one file what every format says of it.", valueName: "file"), completion: .file())
  var explain: String?

  func run() throws {
    if let explain {
      guard desk.folder == nil, format == .text else {
        throw Failure.usage("--explain: found a folder or --format json beside it, expected the path of a file alone")
      }
      return try say(of: explain)
    }
    let (read, moment) = try desk.readDesk(at: try desk.moment())
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: read, asOf: moment)
    let (book, own) = DeskAlerts.book(read, reading, at: desk.path)
    let content = read.refusing(book.problems)
    let standings = book.standings(in: reading, of: content)
    let alerts = SectionReport.alerts(standings, asOf: moment)
    let report = CheckReport(content, reading, alerts: standings)
    switch format {
    case .text where content.files.isEmpty: break
    case .text:
      let lines =
        TextReport.files(of: content, silent: reading.deadFeeds) + report.notices
        + reading.indicator.catchingUp.map(\.text) + (standings.isEmpty ? [] : alerts.lines)
      Output.print(lines.joined(separator: "\n"))
    case .json: Output.print(report.json.text())
    }
    try DeskOptions.requireSeen(content)
    if content.files.allSatisfy({ $0.state == .ignored }) { Output.error(Self.nothing(in: content)) }
    let ownProblems =
      own.problems + book.problems.filter { problem in !content.files.contains { $0.path == problem.path } }
    for problem in ownProblems { Output.error(TerminalSafe(problem.description).text) }
    let isFine = ownProblems.isEmpty && content.files.allSatisfy { [.ok, .ignored].contains(report.state(of: $0)) }
    if content.hasProblems || !isFine { throw ExitCode(1) }
  }

  /// That there is no snapshot file, and what is there instead.
  private static func nothing(in desk: Desk) -> String {
    let others = desk.files.map { "\($0.path): \($0.problems.first?.message ?? "ignored")" }
    guard let first = others.first else { return "no snapshot files in the folder" }
    let more = others.count > 1 ? ", and \(others.count - 1) more that are not read" : ""
    return TerminalSafe("no snapshot files in the folder, only \(first)\(more)").text
  }

  private func say(of file: String) throws {
    let explanation: Explanation
    do {
      explanation = try Explanation(path: file)
    } catch {
      throw Failure.folder("\(error)")
    }
    var lines = [TerminalSafe("\(file): \(explanation.content)").text]
    let width = explanation.answers.map(\.format.count).max() ?? 0
    for answer in explanation.answers {
      let name = answer.format + String(repeating: " ", count: width - answer.format.count)
      lines.append(TerminalSafe("  \(name)  \(answer.isYes ? "yes" : "no, \(answer.reason)")").text)
    }
    lines += TextReport.files([explanation.report], symbols: [explanation.report.path: explanation.symbols])
    Output.print(lines.joined(separator: "\n"))
    if [.bad, .partial].contains(explanation.report.state) { throw ExitCode(1) }
  }
}

extension Desk {
  /// Any file that was not read whole, or of which a value is doubtful; notices are none.
  var hasProblems: Bool {
    files.contains { !$0.problems.allSatisfy(\.isNotice) || $0.state == .bad || $0.state == .partial }
  }
}
