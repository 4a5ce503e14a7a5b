/// What is wrong with a line, and where.
struct Mistake: Error, Hashable, Sendable {
  /// The characters that are wrong; an empty range, where something is missing.
  let place: Range<Int>
  /// What was found there and what was expected.
  let message: String
}
