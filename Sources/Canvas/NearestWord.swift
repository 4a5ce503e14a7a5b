/// The word that a mistyped one was probably meant to be.
package enum NearestWord {
  /// The nearest of `words`, by letters that differ, are missing, added or swapped (optimal string alignment distance);
  /// of equal ones the first. Nil where none is near: more than a third of the letters, and more than one, are wrong.
  package static func of(_ word: String, among words: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased())
    // What is longer is no slip of the keyboard, and costs its square.
    guard (1...64).contains(typed.count) else { return nil }
    var nearest: (word: String, distance: Int)?
    for candidate in words {
      let letters = Array(candidate.lowercased())
      let limit = max(1, max(typed.count, letters.count) / 3)
      guard abs(letters.count - typed.count) <= limit else { continue }
      let distance = distance(typed, letters)
      if distance <= limit, nearest.map({ distance < $0.distance }) ?? true { nearest = (candidate, distance) }
    }
    return nearest?.word
  }

  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var older: [Int] = []
    var last = Array(0...second.count)
    for row in 0..<first.count {
      var next = [row + 1]
      for column in 0..<second.count {
        let isSame = first[row] == second[column]
        var best = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          best = min(best, older[column - 1] + 1)
        }
        next.append(best)
      }
      (older, last) = (last, next)
    }
    return last[second.count]
  }
}
