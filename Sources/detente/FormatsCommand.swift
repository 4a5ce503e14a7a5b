import ArgumentParser
import Snapshots

/// The table of formats as text, from which README's list is made.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that files are read in, in the order in which they are asked.")

  @Flag(help: "The names by what they hold, as the table of README.") var markdown = false

  func run() {
    let entries = FormatEntry.all
    let rows: [String]
    if markdown {
      let kinds = entries.map(\.kind)
      rows =
        ["| holds | formats |", "|---|---|"]
        + kinds.indices.filter { kinds.firstIndex(of: kinds[$0]) == $0 }.map { first in
          "| \(kinds[first]) | \(entries.filter { $0.kind == kinds[first] }.map(\.name).joined(separator: "; ")) |"
        }
    } else {
      let name = entries.map(\.name.count).max() ?? 0
      let kind = entries.map(\.kind.count).max() ?? 0
      rows = entries.map { entry in
        entry.name + String(repeating: " ", count: name - entry.name.count + 2) + entry.kind
          + String(repeating: " ", count: kind - entry.kind.count + 2) + entry.summary
      }
    }
    Output.print(rows.joined(separator: "\n"))
  }
}
