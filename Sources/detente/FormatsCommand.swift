import ArgumentParser
import Snapshots

/// The table of formats as text.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that files are read in, in the order in which they are asked.")

  func run() {
    let entries = FormatEntry.all
    let name = entries.map(\.name.count).max() ?? 0
    let kind = entries.map(\.kind.count).max() ?? 0
    let rows = entries.map { entry in
      entry.name + String(repeating: " ", count: name - entry.name.count + 2) + entry.kind
        + String(repeating: " ", count: kind - entry.kind.count + 2) + entry.summary
    }
    Output.print(rows.joined(separator: "\n"))
  }
}
