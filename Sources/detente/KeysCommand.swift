import ArgumentParser
import Dashboard

/// The key table as text.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keys", abstract: "List the keys.")

  func run() {
    var lines: [String] = []
    for (group, keys) in Command.reference {
      if !lines.isEmpty { lines.append("") }
      lines.append(group.rawValue)
      for (keys, summary) in keys {
        lines.append("  " + keys + String(repeating: " ", count: max(1, 16 - keys.count)) + summary)
      }
    }
    lines += ["", LineCommand.heading, "  Every command by its word, and:"]
    let typed = [LineCommand.name] + LineCommand.table.map { ($0.usage, $0.summary) }
    for (usage, summary) in typed { lines += ["  " + usage, "      " + summary] }
    Output.print(lines.joined(separator: "\n"))
  }
}
