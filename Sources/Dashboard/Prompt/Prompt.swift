import Canvas

/// A line being typed: a pure line editor. What is typed is given to the screen that asked for it.
struct Prompt: Hashable, Sendable {
  /// What may be typed.
  enum Alphabet: Hashable, Sendable {
    /// Digits and a decimal sign: a comma, as which a point counts too.
    case number

    /// The character that a typed one stands for; nil: not wanted.
    func character(for scalar: Unicode.Scalar) -> Character? {
      switch self {
      case .number:
        switch scalar {
        case "0"..."9": Character(scalar)
        case ",", ".": ","
        default: nil
        }
      }
    }

    /// Whether a text may become what a character makes of it.
    func admits(_ text: [Character]) -> Bool {
      switch self {
      case .number: text.filter { $0 == "," }.count <= 1
      }
    }
  }

  /// What came of a key.
  enum Answer: Hashable, Sendable {
    /// The line or the cursor in it changed, or the key means nothing here.
    case typing
    /// Enter: the line as it stands.
    case done(String)
    /// Esc, or the last character was taken back.
    case left
    /// The key is no text and edits nothing.
    case passed
  }

  /// What the footer calls it, such as `US rate`.
  let label: String
  let alphabet: Alphabet
  /// Characters at most.
  let limit: Int
  private var characters: [Character] = []
  /// Before which character the next one is written.
  private(set) var cursor = 0

  init(_ label: String, alphabet: Alphabet, limit: Int) {
    self.label = label
    self.alphabet = alphabet
    self.limit = limit
  }

  var text: String { String(characters) }

  /// The text with `_` where the cursor stands.
  var shown: TerminalSafe { TerminalSafe(String(characters[..<cursor] + ["_"] + characters[cursor...])) }

  mutating func press(_ key: Key) -> Answer {
    switch key {
    case .character(let scalar):
      guard let character = alphabet.character(for: scalar) else { return .passed }
      insert(character)
    case .enter: return .done(text)
    case .escape: return .left
    case .backspace where cursor > 0, .control("h") where cursor > 0:
      cursor -= 1
      characters.remove(at: cursor)
    case .delete where cursor < characters.count, .control("d") where cursor < characters.count:
      characters.remove(at: cursor)
    case .backspace, .control("h"), .delete, .control("d"): break
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    // A number is one word.
    case .control("u"), .control("w"):
      characters.removeSubrange(..<cursor)
      cursor = 0
    case .control("k"): characters.removeSubrange(cursor...)
    default: return .passed
    }
    return characters.isEmpty ? .left : .typing
  }

  /// Takes pasted text in: what is not wanted is left out, and so is all from the first line end on.
  mutating func paste(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" { break }
      if let character = alphabet.character(for: scalar) { insert(character) }
    }
  }

  private mutating func insert(_ character: Character) {
    var changed = characters
    changed.insert(character, at: cursor)
    guard changed.count <= limit, alphabet.admits(changed) else { return }
    characters = changed
    cursor += 1
  }
}
