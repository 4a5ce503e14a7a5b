import ArgumentParser
import Configuration
import Dashboard

/// The key table as text.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the keys, with those that the configuration binds.")

  func run() {
    if let fault = UserConfiguration.fault(of: UserConfiguration.standing) { Output.error(fault) }
    var lines: [String] = []
    for (group, keys) in KeyMap(UserConfiguration.standing.settings.preferences.keys).reference {
      if !lines.isEmpty { lines.append("") }
      lines.append(group.rawValue)
      for (keys, summary) in keys {
        lines.append("  " + keys + String(repeating: " ", count: max(1, 16 - keys.count)) + summary)
      }
    }
    Output.print(lines.joined(separator: "\n"))
  }
}
