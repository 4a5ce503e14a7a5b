import Analytics
import ArgumentParser
import Market
import Report

extension Section: ExpressibleByArgument {}

/// The overview's content without a terminal.
struct PrintCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "Print the content as text, JSON or CSV. Exit status 1 on data problems.")

  @OptionGroup var desk: DeskOptions
  @Option(help: "text, json or csv (csv: one section, quotes unless --only says otherwise).") var format = Format.text
  @Option(help: "One of \(Section.allCases.map(\.rawValue).joined(separator: ", ")).") var only: Section?

  func run() throws {
    let moment = try desk.moment() ?? desk.present
    let content = try desk.readDesk()
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: content, asOf: moment)
    let digest = Digest.items(reading, since: .dayBefore(content, asOf: moment))
    switch format {
    case .text:
      let report = TextReport(reading: reading, desk: content, digest: digest)
      Output.print(report.lines(only: only).joined(separator: "\n"))
    case .json: Output.print(JSONReport(reading: reading, desk: content, digest: digest).value(only: only).text())
    case .csv:
      Output.print(TableReport(reading: reading, desk: content, digest: digest).table(only ?? .quotes).csv)
    }
    if content.hasProblems { throw ExitCode(1) }
  }
}

/// Recognition and health of every file.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report every file and its problems with path:line:column. Exit status 1 on any.")

  @OptionGroup var desk: DeskOptions

  func run() throws {
    let content = try desk.readDesk()
    Output.print(TextReport.files(content.files).joined(separator: "\n"))
    if content.files.isEmpty { Output.error("no snapshot files in the folder") }
    if content.hasProblems { throw ExitCode(1) }
  }
}

extension Desk {
  /// Any file that was not read whole.
  var hasProblems: Bool { files.contains { !$0.problems.isEmpty || $0.state == .bad || $0.state == .partial } }
}
