import Canvas

/// A command that takes words behind its own, told once: the line `:`, its completion, the help and the references come from
/// the table of these.
package struct LineCommand: Sendable {
  package let word: String
  /// What follows the word: `COLUMN [all]`; brackets around what may be left out.
  package let arguments: String
  /// A sentence part for help and references.
  package let summary: String
  /// Why it does nothing at the moment; nil where it does something.
  let reason: @Sendable (LineContext) -> String?
  /// What the last of its words could be; what does not begin as that word does is left out by the one who asks.
  let candidates: @Sendable (LineArguments, LineContext) -> [Completions.Candidate]
  /// What it would do, as far as it is typed; empty where there is nothing to say.
  let note: @Sendable (LineArguments, LineContext) -> String
  let read: @Sendable (LineArguments, LineContext) throws(Mistake) -> [Request]

  init(
    _ word: String, _ arguments: String, _ summary: String,
    unless reason: @escaping @Sendable (LineContext) -> String? = { _ in nil },
    candidates: @escaping @Sendable (LineArguments, LineContext) -> [Completions.Candidate] = { _, _ in [] },
    note: @escaping @Sendable (LineArguments, LineContext) -> String = { _, _ in "" },
    read: @escaping @Sendable (LineArguments, LineContext) throws(Mistake) -> [Request]
  ) {
    self.word = word
    self.arguments = arguments
    self.summary = summary
    self.reason = reason
    self.candidates = candidates
    self.note = note
    self.read = read
  }

  /// As it is typed: `:sort COLUMN [all]`.
  package var usage: String { arguments.isEmpty ? ":\(word)" : ":\(word) \(arguments)" }
}

/// What a line of commands is read in.
struct LineContext {
  let moment: Moment
  /// The screen in view.
  let screen: any Screen
  /// The commands with a key that apply there.
  let commands: [Command]
  let lineCommands: [LineCommand]
}

/// The words behind a command's own.
struct LineArguments {
  /// The whole line.
  let line: String
  let words: [Substring]
  /// `!` stands behind the command's word: what is there may be replaced.
  let isForced: Bool

  /// The line from the first of the words on.
  var text: Substring { words.first.map { line[$0.startIndex...] } ?? "" }

  /// The one word that there is.
  func only(_ expected: String) throws(Mistake) -> Substring {
    guard let word = words.first else { throw missing(expected) }
    try end(after: 1)
    return word
  }

  /// Refuses words after the first `count`.
  func end(after count: Int) throws(Mistake) {
    if words.count > count { throw mistake(words[count], "nothing more") }
  }

  func mistake(_ word: Substring, _ expected: String) -> Mistake {
    Mistake(at: place(of: word), length: word.count, "found \(word), expected \(expected)")
  }

  /// With the nearest of those that there are.
  func mistake(_ word: Substring, _ expected: String, among words: some Sequence<String>) -> Mistake {
    Mistake(found: String(word), at: place(of: word), expected: expected, among: words)
  }

  func missing(_ expected: String) -> Mistake { Mistake(at: line.count, "found nothing, expected \(expected)") }

  /// In characters from the line's start.
  func place(of word: Substring) -> Int { line.distance(from: line.startIndex, to: word.startIndex) }
}
