import Analytics
import ArgumentParser
import Configuration
import Dashboard
import Market
import Report
import Snapshots

/// The manual pages, made from the tables that the program works by.
struct ManualCommand: ParsableCommand {
  enum Page: String, ExpressibleByArgument, CaseIterable { case detente, desk, index }

  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a manual page as roff.",
    discussion: """
        detente manual | man -l -
        detente manual desk | man -l -
      """)

  @Argument(help: "detente (the program), desk (the folder that it reads) or index (how the indicator is computed).")
  var page = Page.detente

  func run() {
    switch page {
    case .detente: Output.print(ManualPage.program)
    case .desk: Output.print(ManualPage.desk)
    case .index: Output.print(ManualPage.index)
    }
  }
}

/// The texts of the manual pages.
enum ManualPage {
  /// When something was last changed that stands in this file.
  private static let date = "2026-11-27"
  private static var version: String { Detente.configuration.version }

  // MARK: detente(1)

  static var program: String {
    var page = Roff("detente", section: 1, date: date, version: version, volume: "User Commands")
    page.section("Name")
    page.line("detente - terminal market watch for the US-China tariff conflict")
    page.section("Synopsis")
    page.usage(Detente.configuration.subcommands.flatMap { CommandHelp($0).usage })
    page.section("Description")
    page.line(Detente.configuration.discussion)
    page.section("Commands")
    Detente.configuration.subcommands.forEach { add($0, named: "detente", to: &page) }
    addKeys(to: &page)
    addColumns(to: &page)
    addOptions(to: &page)
    page.section("Formats")
    page.line("Files are recognised by their content; the formats are asked in this order.")
    FormatEntry.all.forEach { page.item("\($0.name) (\($0.kind))", $0.summary) }
    addPlaces(to: &page)
    page.section("See also")
    page.line("`detente-desk`(5), `detente-index`(7)")
    return page.text
  }

  private static func add(_ command: any ParsableCommand.Type, named parent: String, to page: inout Roff) {
    let configuration = command.configuration
    let name = parent + " " + (configuration.commandName ?? "")
    let help = CommandHelp(command)
    page.subsection(name)
    page.line(configuration.abstract)
    page.usage(help.usage)
    for part in help.discussion.split(whereSeparator: \.isEmpty) {
      // Examples are indented.
      if part.allSatisfy({ $0.hasPrefix(" ") }) {
        page.verbatim(Array(part))
      } else {
        page.paragraph(part.joined(separator: " "))
      }
    }
    let general = ["ARGUMENTS", "OPTIONS"]
    let special = help.blocks.filter { !general.contains($0.head) && $0.head != "SUBCOMMANDS" }
    for block in help.blocks.filter({ general.contains($0.head) }) + special {
      if !general.contains(block.head) { page.paragraph(block.head.prefix(1) + block.head.dropFirst().lowercased()) }
      for entry in block.entries where !isCommon(entry.tag) { page.item(entry.tag, entry.text) }
    }
    configuration.subcommands.forEach { add($0, named: name, to: &page) }
  }

  /// Every command has these.
  private static func isCommon(_ tag: String) -> Bool { tag == "--version" || tag == "-h, --help" }

  private static func addKeys(to page: inout Roff) {
    page.section("Keys")
    for (group, keys) in KeyMap.standard.reference where !keys.isEmpty {
      page.subsection(group.rawValue)
      for (keys, summary) in keys { page.item(keys, summary, indent: 16) }
    }
    page.subsection(LineCommand.heading)
    let typed = [LineCommand.name] + LineCommand.table.map { ($0.usage, $0.summary) }
    for (usage, summary) in typed { page.item(usage, summary, indent: 16) }
  }

  private static func addColumns(to page: inout Roff) {
    page.section("Columns")
    page.line(
      "The columns of the watchlist, as `:columns`, `:sort`, `/` and the configuration call them, each with the letter that "
        + "sorts by it behind `s`.")
    for (id, letter, meaning) in Preferences.columnReference {
      page.item(letter.map { "\(id) (\($0))" } ?? id, meaning, indent: 12)
    }
  }

  private static func addOptions(to page: inout Roff) {
    page.section("Configuration")
    page.line("The options of config.yaml, each at its default. What holds, and whence, says `detente config`.")
    for setting in Setting.table(.program(ThemeCatalog())) {
      page.item("\(setting.id): \(setting.yaml(Settings()))", setting.comment)
    }
  }

  private static func addPlaces(to page: inout Roff) {
    page.section("Files")
    page.item("$XDG_CONFIG_HOME/detente/config.yaml", "The configuration (else ~/.config): see detente config.")
    page.item(
      "$XDG_STATE_HOME/detente",
      "What has been seen of each desk, the lines typed last, and a log of at most 1 MB (else ~/.local/state).")
    page.item("$XDG_DATA_HOME/detente/scenarios", "The scenarios that were saved (else ~/.local/share).")
    page.section("Environment")
    page.item("DETENTE_DESK", "The folder that is read where none is given; counts over the configuration.")
    page.item("NO_COLOR", "Not empty: no colours, attributes only.")
    page.item("TERM, COLORTERM", "What the terminal can; direct colours are told by COLORTERM.")
    page.item("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_DATA_HOME, HOME", "Where the files above stand.")
    page.section("Exit status")
    let statuses = [
      "Fine.",
      "Data problems (print, check, import), a mistake in a file of yours (config, themes), or nothing written (signal, "
        + "tariff).",
      "Wrong usage.",
      "No terminal.", "The folder or a part of it cannot be read or written, or is not empty (init).",
    ]
    for (status, meaning) in statuses.enumerated() { page.item("\(status)", meaning) }
  }

  // MARK: detente-desk(5)

  static var desk: String {
    var page = Roff("detente-desk", section: 5, date: date, version: version, volume: "File Formats")
    page.section("Name")
    page.line("detente-desk - the folder of snapshot files that detente reads")
    page.section("Description")
    page.line(
      "Every regular file below the folder, at most two levels down, whose name ends in .json, .jsonl, .ndjson, .csv, "
        + ".tsv, .yaml or .yml, with .gz behind or not, is a snapshot file; hidden names and names ending in ~, "
        + ".tmp, .part or .swp are not. The content says what a file is, not its name. Unknown fields are ignored.")
    page.paragraph(
      "Write a temporary file and rename it: it is read at once. A file written in place keeps its last good data until "
        + "its writer has closed it or it has stood still for 5 s (10 s for a table that looks cut). A syntax error "
        + "refuses the file, a bad field its row only; the last good data stay, marked. Later data win by the time "
        + "inside the data.")
    page.paragraph(
      "Times are RFC 3339 with an offset, dates YYYY-MM-DD, rates percentage points; missing values are absent or null."
    )
    page.paragraph(
      "A price that may be none is shown with d and counts in nothing: more than half away from the last close without a "
        + "split or dividend in the data that explains it, against its own range, or one of two prices of one time. Its "
        + "file is partial, and `detente check` says why. It stays doubtful until another file agrees within 5 %, the data "
        + "explain it, or two daily closes in a row stand there.")
    page.section("Kinds")
    for kind in KindEntry.all {
      page.subsection(kind.name)
      page.line("Recognised by: " + kind.recognised + ".")
      page.paragraph(kind.content + ".")
    }
    page.section("Example")
    page.line("`detente init` FOLDER writes a desk with an example of every kind but quotes, history and scenario.")
    page.section("See also")
    page.line("`detente`(1), `detente-index`(7)")
    return page.text
  }

  // MARK: detente-index(7)

  /// Of the built-in desk: the example as of the demo's opening, the validation over the whole record.
  static var index: String {
    var page = Roff("detente-index", section: 7, date: date, version: version, volume: "Miscellaneous")
    page.section("Name")
    page.line("detente-index - how the indicator of detente is computed, and what it is worth")
    page.section("Description")
    page.line(
      "This page has all that is needed to compute the index by hand from signals and tariffs. Its numbers come from the "
        + "program and its built-in desk. `detente print` FOLDER `--only method --format json` gives the same of any desk."
    )
    let desk = DemoDesk.desk()
    let newest = desk.signals.map(\.known).max() ?? DemoDesk.opening
    var evaluator = DeskEvaluator()
    let method = IndexMethod(
      desk, evaluator.reading(of: desk, asOf: DemoDesk.opening), IndexValidation(desk, asOf: newest),
      digests: DemoDesk.digests)
    for part in method.parts {
      page.section(part.title)
      for block in part.blocks {
        switch block {
        case .text(let text): page.paragraph(text)
        case .formulas(let lines): page.verbatim(lines)
        case .table(_, let table): page.verbatim(IndexMethod.lines(table))
        case .named(_, let entries): for entry in entries { page.item(entry.name, entry.text, indent: 4) }
        }
      }
    }
    page.section("See also")
    page.line("`detente`(1), `detente-desk`(5)")
    return page.text
  }
}
