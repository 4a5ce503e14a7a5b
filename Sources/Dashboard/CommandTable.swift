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

  private static let byKey: [Place: [Key: Command]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      let pairs = table.filter { $0.places.contains(place) }.flatMap { command in command.keys.map { ($0, command) } }
      return (place, Dictionary(pairs) { first, _ in first })
    })

  /// The command of a key; nil when it does nothing at the place.
  static func find(_ key: Key, at place: Place) -> Command? { byKey[place]?[key] }

  /// The table by heading, as help and references list it.
  package static var reference: [(group: Group, lines: [(keys: String, summary: String)])] {
    Group.allCases.map { group in
      (group, table.filter { $0.group == group }.map { ($0.keyText, $0.summary) })
    }
  }

  /// Those with a key that apply at a place, by its screen.
  static let byPlace: [Place: [Command]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in (place, table.filter { $0.places.contains(place) }) })

  /// What the footer says of a place: what is of the screen first, `q quit` last. Made once: every frame has a
  /// footer.
  static let hints: [Place: [Hint]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      let labelled = table.filter { $0.places.contains(place) && $0.label != nil }
      let groups = [
        labelled.filter(\.group.isOfScreen), labelled.filter { !$0.group.isOfScreen && $0.word != "leave" },
        labelled.filter { $0.word == "leave" },
      ]
      return (place, groups.flatMap(Hint.hints))
    })
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
