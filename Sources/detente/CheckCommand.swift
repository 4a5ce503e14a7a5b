import ArgumentParser
import Market
import Report

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
