import ArgumentParser
import Configuration
import Dashboard

/// The key table as text.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the keys, with those that the configuration binds, and the words of commands.",
    discussion: """
      Behind each key stands the word of its command: typed behind `:`, and what a key of the configuration is bound to.
      """)

  func run() {
    if let fault = UserConfiguration.fault(of: UserConfiguration.standing) { Output.error(fault) }
    let reference = KeyMap(UserConfiguration.standing.settings.preferences.keys).reference
    let typed = [LineCommand.name] + LineCommand.table.map { ($0.usage, $0.summary) }
    var lines: [String] = []
    for (heading, entries) in reference.map({ ($0.group.rawValue, $0.lines) }) + [(LineCommand.heading, typed)] {
      if !lines.isEmpty { lines.append("") }
      lines.append(heading)
      for (keys, summary) in entries {
        lines.append("  " + keys + String(repeating: " ", count: max(2, 16 - keys.count)) + summary)
      }
    }
    Output.print(lines.joined(separator: "\n"))
  }
}
