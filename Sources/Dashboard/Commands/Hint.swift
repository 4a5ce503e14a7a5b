import Canvas

/// A hint of the footer, such as `hl sector`.
struct Hint: Hashable, Sendable {
  let keys: TerminalSafe
  let label: TerminalSafe
  /// What a click on it presses: the last of its keys, which goes on; nil: none, or more than two.
  var pressed: Key?

  var text: TerminalSafe { keys + " " + label }

  /// A hint for each label, where the first command has it.
  static func hints(of commands: [Command]) -> [Hint] {
    var labels: [String] = []
    for label in commands.compactMap(\.label) where !labels.contains(label) { labels.append(label) }
    return labels.map { label in
      let keys = commands.filter { $0.label == label }.compactMap(\.keys.first)
      return Hint(keys: text(of: keys), label: TerminalSafe(label), pressed: keys.count < 3 ? keys.last : nil)
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
