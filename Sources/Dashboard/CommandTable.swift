import Canvas

extension Command {
  /// All commands, in the order in which help lists them.
  package static let table: [Command] =
    CommonCommands.help + Overview.arrangementCommands + CommonCommands.find + CommonCommands.rows
    + Overview.sectorCommands
    + CommonCommands.parts + CommonCommands.time + Overview.playCommands
    + CommonCommands.digest + CommonCommands.alerts + CommonCommands.screens + Overview.markCommands
    + CommonCommands.theme
    + CommonCommands.copying + CommonCommands.line + Overview.mouseCommands + PageScreen.commands
    + CommonCommands.program + InstrumentScreen.commands
    + ComparisonScreen.commands + TariffsScreen.commands
    + IndicatorScreen.commands + WhatIfScreen.commands + EventCommands.across + EventScreen.commands
    + EventsScreen.sortCommands + EventsScreen.findCommands
    + EventCommands.studies + EventsScreen.averageCommands + FilesScreen.commands
    + AlertsScreen.commands

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
    CommonLineCommands.time + Overview.lineCommands + LedgerLineCommands.all + AlertLineCommands.all
    + CommonLineCommands.look
    + CommonLineCommands.files + CommonLineCommands.settings

  /// Heading, and how a name is opened: for help and references.
  package static let heading = "After :, beside the word of every command"
  package static let name = (usage: ":NAME", summary: "open a name, by its symbol, alias or name: :AMAT")
}
