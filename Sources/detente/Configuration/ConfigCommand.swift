import ArgumentParser
import Canvas
import Configuration

/// The configuration as text.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Say what is configured, and where.",
    discussion: """
      Options stand in $XDG_CONFIG_HOME/detente/config.yaml (else ~/.config/detente/config.yaml). An argument counts over \
      the environment, that over the file, that over the default. Exit status 1 when something in the file is wrong.

        detente config --default > ~/.config/detente/config.yaml
      """)

  @Flag(name: .customLong("default"), help: "Print a file of all options at their defaults, with comments.")
  var printsDefault = false
  @Flag(help: "Print a JSON schema of the file, for editors.") var schema = false

  func validate() throws {
    if printsDefault, schema { throw ValidationError("--default and --schema: found both, expected one") }
  }

  func run() throws {
    let themes = ThemeCatalog()
    if printsDefault { return Output.print(ConfigurationText(.program(themes)).standard) }
    if schema { return Output.print(ConfigurationSchema.text(.program(themes))) }
    let file = UserConfiguration.file(over: [], themes)
    let reading = file.read()
    let rows = Setting.table(.program(themes)).map { setting in
      (setting.id, setting.yaml(reading.settings), ConfigCommand.text(reading.source(of: setting.id)))
    }
    let width = rows.map(\.1.count).filter { $0 <= 40 }.max() ?? 0
    for (id, value, source) in rows {
      Output.print(TerminalSafe(padded(id, 12) + padded(value, width + 2) + source).text)
    }
    let path = file.path ?? "config.yaml"
    for fault in reading.faults { Output.error(fault.text(path)) }
    if !reading.faults.isEmpty { throw ExitCode(1) }
  }

  private static func text(_ source: Source) -> String {
    switch source {
    case .standard: "default"
    case .file(let line): "config.yaml:\(line)"
    case .environment(let name): "$\(name)"
    case .commandLine(let name): name
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(2, width - text.count))
  }
}
