import Analytics
import ArgumentParser
import CEmbedded
import Configuration
import Dashboard
import Market
import Report
import Snapshots

// The pages: prose from `CEmbedded/manual`, tables from what the program works by.
extension ManualPage {
  /// When the prose was last changed.
  static let date = "2026-11-28"

  init(_ name: Name) {
    switch name {
    case .detente: self = .program
    case .desk: self = .desk
    case .config: self = .config
    case .alerts: self = .alerts
    case .index: self = .index
    case .feeds: self = .feeds
    }
    let others = Name.allCases.filter { $0 != name }.map { "`\($0.page)`(\($0.section))" }
    add(.section("See also"))
    add(.paragraph(others.joined(separator: ", ")))
  }

  private init(_ name: Name, summary: String) {
    let volume = [1: "User Commands", 5: "File Formats", 7: "Miscellaneous"][name.section] ?? ""
    self.init(name.page, section: name.section, volume: volume, summary: summary)
  }

  /// The prose of a page; nothing where the program carries none.
  private static func prose(_ name: Name, inserts: [String: [Block]] = [:]) -> [Block] {
    for index in 0..<dt_embedded_manual_count() {
      var count = 0
      guard let own = dt_embedded_manual_name(index), String(cString: own) == name.rawValue,
        let bytes = dt_embedded_manual_bytes(index, &count)
      else { continue }
      let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
      return Block.blocks(of: text, inserts: inserts)
    }
    return []
  }

  // MARK: detente(1)

  private static var program: ManualPage {
    var page = ManualPage(.detente, summary: "terminal market watch for the US-China tariff conflict")
    page.add(.section("Synopsis"))
    page.add(.usage(Detente.configuration.subcommands.flatMap { CommandHelp($0).usage }))
    page.add(.section("Description"))
    page.add(.paragraph(Detente.configuration.discussion))
    page.add(prose(.detente))
    page.add(.section("Commands"))
    Detente.configuration.subcommands.forEach { page.add(command: $0, of: "detente") }
    page.addKeys()
    page.addColumns()
    page.addPlaces()
    return page
  }

  private mutating func add(command: any ParsableCommand.Type, of parent: String) {
    let configuration = command.configuration
    let name = parent + " " + (configuration.commandName ?? "")
    let help = CommandHelp(command)
    add([.subsection(name), .paragraph(configuration.abstract), .usage(help.usage)])
    for part in help.discussion.split(whereSeparator: \.isEmpty) {
      // Examples are indented.
      add(part.allSatisfy { $0.hasPrefix(" ") } ? .verbatim(Array(part)) : .paragraph(part.joined(separator: " ")))
    }
    let general = ["ARGUMENTS", "OPTIONS"]
    let special = help.blocks.filter { !general.contains($0.head) && $0.head != "SUBCOMMANDS" }
    for block in help.blocks.filter({ general.contains($0.head) }) + special {
      if !general.contains(block.head) { add(.paragraph(block.head.prefix(1) + block.head.dropFirst().lowercased())) }
      for entry in block.entries where !Self.isCommon(entry.tag) {
        add(.item(tag: entry.tag, text: entry.text, indent: 8))
      }
    }
    configuration.subcommands.forEach { add(command: $0, of: name) }
  }

  /// Every command has these.
  private static func isCommon(_ tag: String) -> Bool { tag == "--version" || tag == "-h, --help" }

  private mutating func addKeys() {
    add(.section("Keys"))
    for (group, keys) in KeyMap.standard.reference where !keys.isEmpty {
      add(.subsection(group.rawValue))
      for (keys, summary) in keys { add(.item(tag: keys, text: summary, indent: 16)) }
    }
    add(.subsection(LineCommand.heading))
    let typed = [LineCommand.name] + LineCommand.table.map { ($0.usage, $0.summary) }
    for (usage, summary) in typed { add(.item(tag: usage, text: summary, indent: 16)) }
  }

  private mutating func addColumns() {
    add(.section("Columns"))
    add(
      .paragraph(
        "The columns of the watchlist, as `:columns`, `:sort`, `/` and the configuration call them, each with the letter that "
          + "sorts by it behind `s`."))
    for (id, letter, meaning) in Preferences.columnReference {
      add(.item(tag: letter.map { "\(id) (\($0))" } ?? id, text: meaning, indent: 12))
    }
  }

  private mutating func addPlaces() {
    func items(_ items: [(tag: String, text: String)]) {
      for item in items { add(.item(tag: item.tag, text: item.text, indent: 8)) }
    }
    add(.section("Files"))
    items([
      ("$XDG_CONFIG_HOME/detente/config.yaml", "The configuration (else ~/.config): see detente-config(5)."),
      (
        "$XDG_STATE_HOME/detente",
        "What has been seen of each desk, the lines typed last, and a log of at most 1 MB (else ~/.local/state)."
      ), ("$XDG_DATA_HOME/detente/scenarios", "The scenarios that were saved (else ~/.local/share)."),
    ])
    add(.section("Environment"))
    items([
      ("DETENTE_DESK", "The folder that is read where none is given; counts over the configuration."),
      ("DETENTE_GUARDIAN", "0: no second process that gives the terminal back."),
      ("NO_COLOR", "Not empty: no colours, attributes only."),
      ("TERM, COLORTERM", "What the terminal can; direct colours are told by COLORTERM."),
      ("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_DATA_HOME, HOME", "Where the files above stand."),
    ])
    add(.section("Exit status"))
    let statuses = [
      "Fine. What was written (signal, tariff, import, init) ends so also where standard output takes no report of it: standard "
        + "error has it then, and a script that tried again would write twice.",
      "Data problems (print, check, import), a mistake in a file of yours (config, themes), or nothing written (signal, "
        + "tariff).",
      "Wrong usage, or a start with another's rights (setuid, setgid).",
      "No terminal.", "The folder or a part of it cannot be read or written, or is not empty (init).",
    ]
    items(statuses.enumerated().map { ("\($0)", $1) })
  }

  // MARK: detente-desk(5)

  private static var desk: ManualPage {
    var page = ManualPage(.desk, summary: "the folder of snapshot files that detente reads")
    page.add(prose(.desk, inserts: ["kinds": KindEntry.all.flatMap(blocks), "formats": formats]))
    return page
  }

  private static func blocks(of kind: KindEntry) -> [Block] {
    var blocks: [Block] = [
      .subsection(kind.name), .paragraph("Recognised by: " + kind.recognised + "."), .paragraph(kind.content + "."),
    ]
    blocks += kind.fields.map { field in
      let otherwise = field.otherwise.map { "without it: \($0)" } ?? "required"
      let meaning = field.meaning.isEmpty ? "" : " \(field.meaning.prefix(1).uppercased() + field.meaning.dropFirst())."
      let fault = field.fault.map { " A wrong one: `\($0)`." } ?? ""
      return .item(
        tag: field.path,
        text: "\(field.form.prefix(1).uppercased() + field.form.dropFirst()); \(otherwise).\(meaning)\(fault)",
        indent: 8)
    }
    if !kind.example.isEmpty {
      blocks += [
        .paragraph("An example with every field:"), .verbatim(kind.example.split(separator: "\n").map(String.init)),
      ]
    }
    return blocks
  }

  private static var formats: [Block] {
    FormatEntry.all.map { .item(tag: "\($0.name) (\($0.kind))", text: $0.summary, indent: 8) }
  }

  // MARK: detente-config(5)

  private static var config: ManualPage {
    var page = ManualPage(.config, summary: "the options of the user of detente")
    let options = Setting.table(.program(ThemeCatalog())).map { setting -> Block in
      .item(tag: "\(setting.id): \(setting.yaml(Settings()))", text: setting.comment, indent: 8)
    }
    page.add(prose(.config, inserts: ["options": options]))
    return page
  }

  // MARK: detente-alerts(5)

  private static var alerts: ManualPage {
    var page = ManualPage(.alerts, summary: "rules that ring in detente, and how they reach the trader")
    page.add(prose(.alerts))
    return page
  }

  // MARK: detente-feeds(7)

  private static var feeds: ManualPage {
    var page = ManualPage(.feeds, summary: "what writes the desk folder of detente")
    let recipes = FeedsCommand.names.flatMap { name -> [Block] in
      [
        .subsection(name),
        .verbatim(
          FeedsCommand.text(of: name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)),
      ]
    }
    page.add(prose(.feeds, inserts: ["recipes": recipes, "formats": formats]))
    return page
  }

  // MARK: detente-index(7)

  /// Of the built-in desk: the example as of the demo's opening, the validation over the whole record.
  private static var index: ManualPage {
    var page = ManualPage(.index, summary: "how the indicator of detente is computed, and what it is worth")
    page.add(.section("Description"))
    page.add(
      .paragraph(
        "This page has all that is needed to compute the index by hand from signals and tariffs. Its numbers come from the "
          + "program and its built-in desk. `detente print` FOLDER `--only method --format json` gives the same of any desk."
      ))
    let desk = DemoDesk.desk()
    let newest = desk.signals.map(\.known).max() ?? DemoDesk.opening
    var evaluator = DeskEvaluator()
    let method = IndexMethod(
      desk, evaluator.reading(of: desk, asOf: DemoDesk.opening), IndexValidation(desk, asOf: newest),
      digests: DemoDesk.digests)
    for part in method.parts {
      page.add(.section(part.title))
      for block in part.blocks {
        switch block {
        case .text(let text): page.add(.paragraph(text))
        case .formulas(let lines): page.add(.verbatim(lines))
        case .table(_, let table): page.add(.verbatim(IndexMethod.lines(table)))
        case .named(_, let entries):
          for entry in entries { page.add(.item(tag: entry.name, text: entry.text, indent: 4)) }
        }
      }
    }
    return page
  }
}

extension ManualPage.Name {
  /// As man(1) calls it: `detente-desk`.
  var page: String { self == .detente ? rawValue : "detente-\(rawValue)" }

  var section: Int {
    switch self {
    case .detente: 1
    case .desk, .config, .alerts: 5
    case .index, .feeds: 7
    }
  }
}
