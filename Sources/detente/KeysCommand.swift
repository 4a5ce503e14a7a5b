import ArgumentParser
import Dashboard

/// The key table as text.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keys", abstract: "List the keys.")

  func run() {
    let typed = [LineCommand.name] + LineCommand.table.map { ($0.usage, $0.summary) }
    let groups = Command.reference.map { ($0.group.rawValue, $0.lines) } + [(LineCommand.heading, typed)]
    var lines: [String] = []
    for (heading, entries) in groups {
      if !lines.isEmpty { lines.append("") }
      lines.append(heading)
      for (keys, summary) in entries {
        lines.append("  " + keys + String(repeating: " ", count: max(2, 16 - keys.count)) + summary)
      }
    }
    Output.print(lines.joined(separator: "\n"))
  }
}
