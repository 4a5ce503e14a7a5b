import Canvas

/// What is wrong with a line, and where.
struct Mistake: Error, Hashable, Sendable {
  /// The characters that are wrong; an empty range, where something is missing.
  let place: Range<Int>
  /// What was found there and what was expected.
  let message: String
}

extension Mistake {
  init(at place: Int, length: Int = 0, _ message: String) {
    self.init(place: place..<place + length, message: message)
  }

  /// A word that is none of those there are; the nearest of them is named.
  init(found word: String, at place: Int, expected: String, among words: some Sequence<String>) {
    let nearest = NearestWord.of(word, among: words).map { ": \($0)?" } ?? ""
    self.init(at: place, length: word.count, "found \(word), expected \(expected)\(nearest)")
  }
}
