/// What could be written in a line, best first.
struct Completions: Hashable, Sendable {
  /// One of them.
  struct Candidate: Hashable, Sendable {
    /// What is written.
    let text: String
    /// What it is, for its reader; empty: the text says it.
    var meaning = ""
  }

  static let none = Completions(start: 0, candidates: [])

  /// From which character on the line is replaced, up to the cursor.
  let start: Int
  let candidates: [Candidate]
}
