import ArgumentParser
import Canvas
import Configuration
import Dashboard
import Glibc
import Market
import Snapshots
import System
import Terminal
import Theming

extension ColorChoice: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

/// What a dump is written as.
enum ScreenFormat: String, ExpressibleByArgument, CaseIterable { case text, svg, cast }

/// The dashboard, on a terminal or as a dump.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the dashboard (what happens without a command).")

  @OptionGroup var desk: DeskOptions
  @Option(help: "A theme of `detente themes`.", completion: .list(EmbeddedThemes.names)) var theme: String?
  @Flag(help: "Draw with ASCII characters only.") var ascii = false
  @Flag(help: "Draw for screen readers: no pictures of numbers, the cursor seen, no links.") var plain = false
  @Option(help: "auto, never, 8, 16, 256 or direct.", completion: .list(OpenCommand.colors)) var color: ColorChoice?
  @Option(help: ArgumentHelp("Rescan the folder this often, also where changes are announced.", valueName: "seconds"))
  var poll: Int?
  @Option(help: ArgumentHelp("Log to this file instead of the one in the state folder.", valueName: "file"))
  var log: String?
  @Flag(help: "No second process that gives the terminal back should the program be killed (DETENTE_GUARDIAN=0).")
  var noGuardian = false
  @Flag(help: "Draw without a terminal and print the screen.") var dump = false
  @Option(help: "Of the dump: text, svg (a picture) or cast (an asciinema recording, a frame a key).")
  var format: ScreenFormat?
  @Option(help: ArgumentHelp("Size of the dump, 80x24 without it.", valueName: "WxH")) var size: String?
  @Option(help: ArgumentHelp("Keys to press before the dump, e.g. jj<Enter>.", valueName: "keys")) var keys: String?
  @Option(help: ArgumentHelp("Last day that a recording plays; without it, play goes to its end.", valueName: "date"))
  var until: String?

  func validate() throws {
    if let poll, !(1...86400).contains(poll) {
      throw ValidationError("--poll: found \(poll), expected seconds from 1 to 86400")
    }
    if !dump, size != nil || keys != nil || format != nil {
      throw ValidationError("--size, --keys and --format belong to --dump")
    }
    if until != nil, format != .cast { throw ValidationError("--until belongs to --dump --format cast") }
    if dump, log != nil {
      throw ValidationError("--log: found it beside --dump, which logs nothing, expected one of them")
    }
  }

  func run() throws {
    TimeZoneDatabase.prepare()
    let asOf = try desk.moment()
    var launch = DashboardSession.Launch(over: overrides)
    if let theme, launch.themes.index(of: theme) == nil {
      let names = launch.themes.names.joined(separator: ", ")
      throw Failure.usage("--theme: found \(theme), expected one of \(names)")
    }
    if dump { return try printScreen(launch, asOf: asOf) }
    launch.asOf = asOf
    launch.poll = poll
    launch.log = log
    if noGuardian { launch.hasGuardian = false }
    try DashboardSession(launch).run()
  }

  private static let colors = ["auto", "never", "8", "16", "256", "direct"]

  /// What the arguments say over the configuration.
  private var overrides: [Override] {
    var overrides: [Override] = []
    if let folder = desk.folder { overrides.append(Override("desk", .commandLine("folder")) { $0.desk = folder }) }
    if let theme { overrides.append(Override("theme", .commandLine("--theme")) { $0.theme = theme }) }
    if ascii { overrides.append(Override("ascii", .commandLine("--ascii")) { $0.ascii = true }) }
    if plain { overrides.append(Override("plain", .commandLine("--plain")) { $0.plain = true }) }
    if let name = OpenCommand.colors.first(where: { ColorChoice($0) == color }) {
      overrides.append(Override("colour", .commandLine("--color")) { $0.colour = name })
    }
    return overrides
  }

  private func printScreen(_ launch: DashboardSession.Launch, asOf: Instant?) throws {
    let reading = launch.configuration.read()
    let size = try OpenCommand.size(size ?? "80x24")
    let script: [Key]
    do {
      script = try Key.parse(keys ?? "")
    } catch {
      throw Failure.usage("--keys: \(error)")
    }
    let last = try until.map { try HistoryOptions.day($0, "--until").asOf }
    let content = try desk.readDesk()
    var state = DashboardState(
      desk: content, present: desk.present, asOf: asOf, isDemo: desk.path == nil, size: size,
      glyphs: reading.settings.glyphs, themes: ThemeCatalog().names, saved: ScenarioFolder().read(),
      preferences: reading.settings.preferences, fault: UserConfiguration.shortFault(of: reading))
    if format == .cast {
      let theme = try launch.themes.theme(of: reading.settings)
      Output.print(ScreenRecording(of: &state, keys: script, until: last, theme: theme).text)
    } else {
      for key in script where state.update(.input(.key(key))).contains(.quit) { break }
      let canvas = state.draw()
      Output.print(
        format == .svg
          ? try launch.themes.theme(of: reading.settings).svg(of: canvas) : canvas.lines.joined(separator: "\n"))
    }
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
