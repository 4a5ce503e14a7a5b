import Canvas

/// What is wrong in a typed line, and where.
struct LineMistake: Error, Hashable, Sendable {
  /// In characters from the line's start.
  let place: Int
  let length: Int
  /// `found X, expected Y`.
  let message: String

  init(place: Int, length: Int, message: String) {
    self.place = place
    self.length = length
    self.message = message
  }

  /// A word that is none of those there are; the nearest of them is named.
  init(found word: String, in part: Substring, of line: String, expected: String, among words: [String]) {
    let nearest = NearestWord.of(word, among: words).map { ": \($0)?" } ?? ""
    self.init(
      place: line.distance(from: line.startIndex, to: part.startIndex), length: part.count,
      message: "found \(word), expected \(expected)\(nearest)")
  }
}
