/// The lines that were typed, each once, newest last, with the mark of their purpose: `:sort sigma`, `/semi`.
package struct PromptHistory: Hashable, Sendable {
  /// Lines kept; older ones are forgotten.
  package static let limit = 200

  private var lines: [String] = []

  package init() {}

  /// - Parameter text: a line each, as `text` gives it; what is no line of a history is left out.
  package init(text: String) {
    for line in text.split(separator: "\n") { add(String(line)) }
  }

  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// - Parameter line: with its mark. What is only blanks is not kept.
  /// - Returns: whether it is kept.
  @discardableResult package mutating func add(_ line: String) -> Bool {
    guard let mark = line.first, Prompt.Purpose.allMarks.contains(mark),
      line.dropFirst().contains(where: { $0 != " " }),
      line.unicodeScalars.allSatisfy({ Prompt.Purpose.command.scalar(for: $0) == $0 })
    else { return false }
    lines.removeAll { $0 == line }
    lines.append(line)
    lines.removeFirst(max(0, lines.count - Self.limit))
    return true
  }

  /// This history and a later one.
  func followed(by later: PromptHistory) -> PromptHistory {
    var all = self
    for line in later.lines { all.add(line) }
    return all
  }

  /// Those of a purpose, without the mark.
  func lines(of purpose: Prompt.Purpose) -> [String] {
    lines.filter { $0.first == purpose.mark }.map { String($0.dropFirst()) }
  }
}
