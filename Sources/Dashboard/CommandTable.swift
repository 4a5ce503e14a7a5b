import Canvas

extension Command {
  /// All commands, in the order in which help lists them.
  package static let table: [Command] =
    CommonCommands.help + Overview.arrangementCommands + CommonCommands.rows + Overview.sectorCommands
    + CommonCommands.parts + CommonCommands.time + Overview.playCommands
    + Overview.digestCommands + CommonCommands.screens + Overview.markCommands + CommonCommands.theme
    + CommonCommands.copying + CommonCommands.line + Overview.mouseCommands + PageScreen.commands
    + CommonCommands.program + InstrumentScreen.commands
    + ComparisonScreen.commands + TariffsScreen.commands
    + IndicatorScreen.commands + WhatIfScreen.commands + EventCommands.across + EventScreen.commands
    + EventsScreen.sortCommands
    + EventCommands.studies + EventsScreen.averageCommands + FilesScreen.commands

  /// The words that a key can be bound to.
  package static var words: [String] {
    var words: [String] = []
    for command in table where !command.takesDigits && !words.contains(command.word) { words.append(command.word) }
    return words
  }

  /// Those with a key that apply at a place, by its screen.
  static let byPlace: [Place: [Command]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in (place, table.filter { $0.places.contains(place) }) })
}

extension LineCommand {
  /// All commands of the line, in the order in which help lists them.
  package static let table: [LineCommand] =
    CommonLineCommands.time + Overview.lineCommands + LedgerLineCommands.all + CommonLineCommands.look
    + CommonLineCommands.files + CommonLineCommands.settings

  /// Heading, and how a name is opened: for help and references.
  package static let heading = "After :, beside the word of every command"
  package static let name = (usage: ":NAME", summary: "open a name, by its symbol, alias or name: :AMAT")
}

/// A hint of the footer, such as `hl sector`.
struct Hint: Hashable, Sendable {
  let keys: TerminalSafe
  let label: TerminalSafe

  var text: TerminalSafe { keys + " " + label }

  /// A hint for each label, where the first command has it.
  static func hints(of commands: [Command]) -> [Hint] {
    var labels: [String] = []
    for label in commands.compactMap(\.label) where !labels.contains(label) { labels.append(label) }
    return labels.map { label in
      Hint(
        keys: text(of: commands.filter { $0.label == label }.compactMap(\.keys.first)), label: TerminalSafe(label))
    }
  }

  /// A run of digits as `1-5`, up to three letters or signs close together, others apart.
  static func text(of keys: [Key]) -> TerminalSafe {
    let digits = keys.compactMap(\.digit)
    if digits.count == keys.count, digits.count > 1, let first = digits.first, let last = digits.last {
      return "\(first)-\(last)"
    }
    let texts = keys.map(Command.plain)
    let isClose =
      keys.count <= 3
      && keys.allSatisfy { key in
        guard case .character(let scalar) = key else { return false }
        return scalar.properties.isAlphabetic || scalar == "+" || scalar == "-"
      }
    return TerminalSafe(texts.joined(separator: isClose ? "" : " "))
  }
}
