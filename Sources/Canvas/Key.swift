/// One key press, as the terminal reports it and as scripts and the key table spell it.
package enum Key: Hashable, Sendable {
  /// A printable character, the space included.
  case character(Unicode.Scalar)
  /// Ctrl with a lower-case letter. Ctrl-I, Ctrl-M and Ctrl-[ arrive as `tab`, `enter` and `escape`.
  case control(Unicode.Scalar)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// F1…F12.
  case function(Int)

  private static let names: [(key: Key, name: String)] = [
    (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "S-Tab"), (.backspace, "BS"), (.delete, "Del"),
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"),
    (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.character(" "), "Space"), (.character("<"), "lt"),
  ]

  /// As scripts write it: `j`, `<Enter>`, `<C-d>`, `<F1>`, `<lt>` for `<`.
  package var notation: String {
    if let named = Key.names.first(where: { $0.key == self }) { return "<\(named.name)>" }
    switch self {
    case .character(let scalar): return String(Character(scalar))
    case .control(let scalar): return "<C-\(Character(scalar))>"
    case .function(let number): return "<F\(number)>"
    default: return ""
    }
  }

  /// The keys of a script such as `jj<Enter><C-d>`.
  /// - Throws: `KeyNotationError` naming the first unknown name in angle brackets.
  package static func parse(_ script: String) throws(KeyNotationError) -> [Key] {
    var keys: [Key] = []
    var rest = script.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "<" else {
        keys.append(.character(scalar))
        continue
      }
      guard let close = rest.firstIndex(of: ">") else { throw KeyNotationError(name: "<" + String(rest)) }
      let name = String(rest[..<close])
      rest = rest[rest.index(after: close)...]
      guard let key = named(name) else { throw KeyNotationError(name: "<\(name)>") }
      keys.append(key)
    }
    return keys
  }

  private static func named(_ name: String) -> Key? {
    let lowered = name.lowercased()
    if let match = names.first(where: { $0.name.lowercased() == lowered }) { return match.key }
    if lowered.hasPrefix("c-"), let scalar = lowered.unicodeScalars.last, lowered.unicodeScalars.count == 3,
      ("a"..."z").contains(scalar)
    {
      switch scalar {
      case "i": return .tab
      case "m": return .enter
      default: return .control(scalar)
      }
    }
    if lowered.hasPrefix("f"), let number = Int(lowered.dropFirst()), (1...12).contains(number) {
      return .function(number)
    }
    return nil
  }
}

/// A key name in angle brackets that does not exist.
package struct KeyNotationError: Error, Hashable, CustomStringConvertible {
  package let name: String
  package var description: String {
    "unknown key \(name), expected <Enter> <Esc> <Tab> <S-Tab> <Up> <Down> <PgUp> <PgDn> <Home> <End> <C-d> <F1> <lt> …"
  }
}
