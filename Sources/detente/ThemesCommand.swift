import ArgumentParser
import Canvas

/// The themes by name, each with what it is and where it comes from.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes: those of the program and your own files.",
    discussion: """
      Your own are the files of $XDG_CONFIG_HOME/detente/themes, else of ~/.config/detente/themes: base16 and base24 schemes \
      (.yaml, .yml) and themes of btop (.theme), as they are. One of the name of a theme of the program goes before it.
      """)

  func run() throws {
    let themes = ThemeCatalog()
    var rows: [(name: TerminalSafe, variant: TerminalSafe, origin: TerminalSafe)] = []
    var isBroken = false
    for (index, (name, origin)) in zip(themes.names, themes.origins).enumerated() {
      do {
        let theme = try themes.theme(at: index)
        rows.append(
          (
            TerminalSafe(name), theme == .terminal ? "either" : TerminalSafe(theme.variant.rawValue),
            TerminalSafe(origin)
          ))
      } catch let failure as Failure {
        Output.error(failure.message)
        isBroken = true
      }
    }
    let width = rows.map(\.name.width).max() ?? 0
    for row in rows {
      let gap = String(repeating: " ", count: width - row.name.width + 2)
      let rest = String(repeating: " ", count: 8 - row.variant.width)
      Output.print(row.name.text + gap + row.variant.text + rest + row.origin.text)
    }
    if isBroken { throw ExitCode(1) }
  }
}
