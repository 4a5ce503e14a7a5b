import Canvas

/// A line being typed: a pure line editor. What is typed is given to the one that asked for it.
struct Prompt: Hashable, Sendable {
  /// What the line is for: it says what may be typed, and what the footer calls it.
  enum Purpose: Hashable, Sendable {
    /// Digits and a decimal sign: a comma, as which a point counts too. With its label, such as `US rate`.
    case number(String)
    /// Words that narrow what is shown.
    case find
    /// The beginning of a name, which it opens.
    case name
    /// A line of commands.
    case command
    /// The text of a rule that is there already.
    case rule

    /// What stands before the line, also in the history; nil for a number, which has none.
    var mark: Character? {
      switch self {
      case .number: nil
      case .find, .name: "/"
      case .command: ":"
      case .rule: ">"
      }
    }

    /// Those of all purposes that have a history.
    static let allMarks: Set<Character> = ["/", ":"]

    /// The character that a typed one stands for; nil: not wanted. A blank of any kind is a space.
    func scalar(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
      guard mark != nil else {
        return ("0"..."9").contains(scalar) ? scalar : scalar == "," || scalar == "." ? "." : nil
      }
      if scalar == "\t" { return " " }
      switch scalar.properties.generalCategory {
      case .spaceSeparator: return " "
      case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return nil
      // The joiner of emoji; others act on the direction or are not seen.
      case .format: return scalar == "\u{200D}" ? scalar : nil
      default: return scalar
      }
    }
  }

  /// What came of a key.
  enum Answer: Hashable, Sendable {
    /// The line or the cursor in it changed, or the key means nothing here.
    case typing
    /// Enter: the line as it stands.
    case done(String)
    /// Esc; the last character of a number was taken back; there was none to be taken back.
    case left
    /// The key is no text and edits nothing.
    case passed
  }

  let purpose: Purpose
  /// Unicode scalars at most.
  let limit: Int
  /// As they are edited: a letter with its marks is one.
  private(set) var characters: [Character] = []
  /// Before which character the next one is written.
  private(set) var cursor = 0
  /// What is wrong with the line, until the next key.
  private(set) var mistake: Mistake?
  /// What could be written where the cursor stands.
  private(set) var completions = Completions.none
  /// Which of them stands in the line.
  private(set) var chosen: Int?
  /// Earlier lines, newest last.
  private var earlier: [String]
  /// Which of them stands in the line.
  private var recalled: Int?
  /// What stood in the line before one was recalled.
  private var draft = ""

  /// - Parameters:
  ///   - text: what stands in the line at first.
  ///   - earlier: lines typed before, newest last.
  init(_ purpose: Purpose, limit: Int = 400, text: String = "", earlier: [String] = []) {
    self.purpose = purpose
    self.limit = limit
    self.earlier = earlier
    for scalar in text.unicodeScalars.prefix(limit) {
      if let scalar = purpose.scalar(for: scalar) { insert(scalar) }
    }
  }

  var text: String { String(characters) }

  /// The text with `_` where the cursor stands.
  var shown: TerminalSafe { TerminalSafe(String(characters[..<cursor] + ["_"] + characters[cursor...])) }

  /// The same line with other lines to go back to.
  func recalling(_ lines: [String]) -> Prompt {
    var prompt = self
    prompt.earlier = lines
    return prompt
  }

  mutating func press(_ key: Key) -> Answer {
    mistake = nil
    switch key {
    case .character(let scalar):
      guard let scalar = purpose.scalar(for: scalar) else { return .passed }
      insert(scalar)
    case .enter: return .done(text)
    case .escape: return .left
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .backspace, .control("h"):
      if characters.isEmpty { return .left }
      remove(max(0, cursor - 1)..<cursor)
    case .delete, .control("d"): remove(cursor..<min(characters.count, cursor + 1))
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<characters.count)
    case .control("w"): remove(startOfWord..<cursor)
    default:
      guard purpose.mark != nil else { return .passed }
      return pressText(key)
    }
    return characters.isEmpty && purpose.mark == nil ? .left : .typing
  }

  /// The keys that a line of text has beside those of a number.
  private mutating func pressText(_ key: Key) -> Answer {
    switch key {
    case .control("c"): return .left
    case .up, .control("p"): recall(-1)
    case .down, .control("n"): recall(1)
    case .tab: choose(by: 1)
    case .backTab: choose(by: -1)
    default: return .passed
    }
    return .typing
  }

  /// Takes pasted text in: what is not wanted is left out, and so is all from the first line end on.
  mutating func paste(_ text: String) {
    mistake = nil
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" { break }
      if let scalar = purpose.scalar(for: scalar) { insert(scalar) }
    }
  }

  /// Marks what is wrong with the line.
  mutating func mark(_ mistake: Mistake) { self.mistake = mistake }

  /// Offers what could be written where the cursor stands.
  mutating func offer(_ completions: Completions) { (self.completions, chosen) = (completions, nil) }

  // MARK: Editing

  /// What a change of the text puts an end to.
  private mutating func edited() { (completions, chosen, recalled) = (.none, nil, nil) }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    let before = String(characters[..<cursor]).unicodeScalars
    let after = String(characters[cursor...]).unicodeScalars
    guard before.count + after.count < limit else { return }
    if purpose.mark == nil, scalar == ".", characters.contains(".") { return }
    // A mark joins the letter before it.
    var text = before
    text.append(scalar)
    let end = text.count
    text.append(contentsOf: after)
    characters = Array(String(text))
    cursor = 0
    var passed = 0
    while passed < end, cursor < characters.count {
      passed += characters[cursor].unicodeScalars.count
      cursor += 1
    }
    edited()
  }

  private mutating func remove(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    characters.removeSubrange(range)
    // What met may be one character now.
    characters = Array(text)
    cursor = min(range.lowerBound, characters.count)
    edited()
  }

  /// Where the word before the cursor begins; a number is one word.
  private var startOfWord: Int {
    guard purpose.mark != nil else { return 0 }
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    return start
  }

  private mutating func set(_ text: String) {
    characters = Array(text)
    cursor = characters.count
  }

  /// Puts an earlier line in place of this one, or a later one; after the last, what was typed.
  private mutating func recall(_ step: Int) {
    let target = (recalled ?? earlier.count) + step
    guard target >= 0, target <= earlier.count, recalled != nil || step < 0 else { return }
    let typed = recalled == nil ? text : draft
    set(target == earlier.count ? typed : earlier[target])
    edited()
    if target < earlier.count { (recalled, draft) = (target, typed) }
  }

  /// Writes the next of what is offered, or the one before, in place of what stands there.
  private mutating func choose(by step: Int) {
    let count = completions.candidates.count
    guard count > 0, completions.start <= cursor else { return }
    let next = chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
    let text = completions.candidates[next].text
    characters.replaceSubrange(completions.start..<cursor, with: Array(text))
    cursor = completions.start + text.count
    (chosen, recalled) = (next, nil)
  }
}
