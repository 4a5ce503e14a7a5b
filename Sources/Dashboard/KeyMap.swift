import Canvas

/// Which command a key stands for, place by place: the table's own keys, but for those that the trader has bound anew.
package struct KeyMap: Sendable {
  package static let standard = KeyMap([])

  /// The table, each command with the keys that it has somewhere.
  let commands: [Command]
  private let byPlace: [Place: [Command]]
  /// What the footer says of a place: what is of the screen first, `q quit` last. Made once: every frame has a footer.
  let hints: [Place: [Hint]]

  /// - Parameter bindings: A binding counts where a command of its word works; what the key meant there, it means no more.
  ///   Words that no command has are passed over.
  package init(_ bindings: [Preferences.Binding]) {
    if bindings.isEmpty {
      (commands, byPlace) = (Command.table, Command.byPlace)
    } else {
      var places: [Place: [Command]] = [:]
      var keys = [[Key]](repeating: [], count: Command.table.count)
      for place in Place.allCases {
        let bound = bindings.filter { $0.isBound(at: place) }
        for (index, command) in Command.table.enumerated() where command.places.contains(place) {
          let own = command.keys(with: bound)
          keys[index] += own.filter { !keys[index].contains($0) }
          places[place, default: []].append(command.bound(to: own))
        }
      }
      commands = zip(Command.table, keys).map { $0.bound(to: $1) }
      byPlace = places
    }
    hints = byPlace.mapValues(KeyMap.hints)
  }

  /// The command of a key, the first of the table; nil when it does nothing at the place.
  func find(_ key: Key, at place: Place) -> Command? { byPlace[place]?.first { $0.keys.contains(key) } }

  /// The command of a word; nil where there is none at the place.
  func command(_ word: String, at place: Place) -> Command? { byPlace[place]?.first { $0.word == word } }

  /// A hint of the first key of a command; nil where it has none at the place.
  func hint(of word: String, _ label: TerminalSafe, at place: Place) -> Hint? {
    command(word, at: place)?.keys.first.map { Hint(keys: Hint.text(of: [$0]), label: label, pressed: $0) }
  }

  /// The table by heading, as references list it: each with the word that the line `:` and the configuration take.
  package var reference: [(group: Command.Group, lines: [(keys: String, summary: String)])] {
    Command.Group.allCases.map { group in
      (group, commands.filter { $0.group == group }.map { ($0.keyText, "\($0.summary) (:\($0.word))") })
    }
  }

  private static func hints(of commands: [Command]) -> [Hint] {
    let labelled = commands.filter { $0.label != nil && !$0.keys.isEmpty }
    let groups = [
      labelled.filter(\.group.isOfScreen), labelled.filter { !$0.group.isOfScreen && $0.word != "leave" },
      labelled.filter { $0.word == "leave" },
    ]
    return groups.flatMap(Hint.hints)
  }
}

extension Preferences.Binding {
  fileprivate func isBound(at place: Place) -> Bool {
    Command.table.contains { $0.word == word && $0.places.contains(place) && !$0.takesDigits }
  }
}

extension Command {
  /// Those bound to it, then its own that are not bound to another.
  fileprivate func keys(with bindings: [Preferences.Binding]) -> [Key] {
    guard !bindings.isEmpty else { return keys }
    let added = takesDigits ? [] : bindings.filter { $0.word == word }.map(\.key)
    return added + keys.filter { key in !bindings.contains { $0.key == key } }
  }
}
