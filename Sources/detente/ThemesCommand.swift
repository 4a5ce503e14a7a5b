import ArgumentParser

/// The embedded themes as text.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "themes", abstract: "List the themes.")

  func run() { Output.print(EmbeddedThemes.names.joined(separator: "\n")) }
}
