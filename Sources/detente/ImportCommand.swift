import ArgumentParser
import Canvas
import Market
import Report
import Snapshots

/// Files of any format, rewritten in our own.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Rewrite files of any format that is read in the native form.",
    discussion: """
        detente import AMAT.csv KLAC.json.gz --to ~/desk

      The files are merged as those of a desk folder are. One file is written for each kind, and one for the bars of \
      each symbol; each is written whole or not at all. What cannot be read is named with its place, and so is a \
      doubtful price that would be believed once it is written alone; the exit status is 1; the rest is written. Nothing is overwritten without --force, and then nothing at all is written.
      """)

  @Argument(
    help: ArgumentHelp("Files of the formats that detente formats lists.", valueName: "file"), completion: .file())
  var files: [String]
  @Option(
    help: ArgumentHelp("The desk folder to write to; made where it is missing.", valueName: "folder"),
    completion: .directory)
  var to: String
  @Flag(help: "Replace files of the same names.") var force = false

  func run() throws {
    guard !to.isEmpty else { throw Failure.usage("--to: found an empty name, expected a folder") }
    let found = FileImport(files)
    func native(_ desk: Desk) -> NativeFiles { NativeFiles(desk, watchlist: found.hasWatchlist) }
    var desk = found.desk
    let lost = desk.dropLostDoubts { desk in
      Desk(files: native(desk).files.map { ($0.name, Array($0.text.utf8)) })
    }
    let native = native(desk)
    found.problems.filter(\.isNotice).map(\.description).forEach(Output.error)
    let faults = found.problems.filter { !$0.isNotice }.map(\.description) + native.refused + lost
    faults.forEach(Output.error)
    if !native.files.isEmpty { try write(native.files) }
    if native.files.isEmpty, faults.isEmpty { throw Failure.refused("found no values in the files, expected some") }
    if !faults.isEmpty { throw ExitCode(1) }
  }

  private func write(_ files: [NativeFiles.File]) throws {
    try InitCommand.make(to)
    do throws(LedgerError) {
      try FileImport.write(files.map { ($0.name, $0.text) }, to: to, replacing: force).forEach(Output.error)
    } catch {
      throw error.failure
    }
    for file in files {
      Output.report(TerminalSafe("wrote \(to)/\(file.name): \(file.content)").text)
    }
  }
}
