import ArgumentParser
import Canvas
import Dashboard
import Glibc
import Market
import Snapshots
import Terminal
import Theming

extension ColorChoice: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

/// The dashboard, on a terminal or as a dump.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the dashboard (what happens without a command).")

  @OptionGroup var desk: DeskOptions
  @Option(help: "A theme of `detente themes`.", completion: .list(EmbeddedThemes.names)) var theme: String?
  @Flag(help: "Draw with ASCII characters only.") var ascii = false
  @Flag(help: "Draw for screen readers: no pictures of numbers, the cursor seen, no links.") var plain = false
  @Option(help: "auto, never, 8, 16, 256 or direct.", completion: .list(["auto", "never", "8", "16", "256", "direct"]))
  var color = ColorChoice.auto
  @Option(help: ArgumentHelp("Rescan the folder this often, also where changes are announced.", valueName: "seconds"))
  var poll: Int?
  @Option(help: ArgumentHelp("Log to this file instead of the one in the state folder.", valueName: "file"))
  var log: String?
  @Flag(help: "Draw without a terminal and print the screen as text.") var dump = false
  @Option(help: ArgumentHelp("Size of the dump, 80x24 without it.", valueName: "WxH")) var size: String?
  @Option(help: ArgumentHelp("Keys to press before the dump, e.g. jj<Enter>.", valueName: "keys")) var keys: String?

  func validate() throws {
    if let poll, !(1...86400).contains(poll) {
      throw ValidationError("--poll: found \(poll), expected seconds from 1 to 86400")
    }
    if !dump, size != nil || keys != nil { throw ValidationError("--size and --keys belong to --dump") }
  }

  func run() throws {
    let asOf = try desk.moment()
    if dump { return try printScreen(asOf: asOf) }
    let themes = ThemeCatalog()
    guard let first = theme.map({ themes.index(of: $0) }) ?? 0 else {
      let names = themes.names.joined(separator: ", ")
      throw Failure.usage("--theme: found \(theme ?? ""), expected one of \(names)")
    }
    var settings = DashboardSession.Settings(path: desk.path, themes: themes)
    settings.asOf = asOf
    settings.theme = first
    settings.ascii = ascii
    settings.plain = plain
    settings.color = color
    settings.poll = poll
    settings.log = log
    try DashboardSession(settings).run()
  }

  private func printScreen(asOf: Instant?) throws {
    let size = try OpenCommand.size(size ?? "80x24")
    let script: [Key]
    do {
      script = try Key.parse(keys ?? "")
    } catch {
      throw Failure.usage("--keys: \(error)")
    }
    let content = try desk.readDesk()
    var state = DashboardState(
      desk: content, present: desk.present, asOf: asOf, isDemo: desk.path == nil, size: size,
      glyphs: ascii ? .ascii : plain ? .plain : .unicode, themes: ThemeCatalog().names,
      saved: ScenarioFolder().read())
    for key in script where state.update(.input(.key(key))).contains(.quit) { break }
    Output.print(state.draw().lines.joined(separator: "\n"))
    try DeskOptions.requireSeen(content)
  }

  private static func size(_ text: String) throws -> Size {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...1000).contains(columns),
      (1...1000).contains(rows)
    else { throw Failure.usage("--size: found \(text), expected columns x rows such as 120x40, 1 to 1000 each") }
    return Size(columns: columns, rows: rows)
  }
}
