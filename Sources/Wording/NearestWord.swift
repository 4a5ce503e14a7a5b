/// The word that somebody meant who wrote another.
package enum NearestWord {
  /// Nobody means what takes more letters than this.
  private static let longest = 64

  /// The first of the words that takes the fewest changes, each a letter more, less, other, or exchanged with the next
  /// one (optimal string alignment), whatever its case; nil where all take more than a third of its letters, or two of a
  /// short one.
  package static func of(_ written: String, in words: [String]) -> String? {
    let letters = Array(written.lowercased())
    guard !letters.isEmpty, letters.count <= longest else { return nil }
    var best: (word: String, distance: Int)?
    for word in words where word.count <= longest {
      let distance = distance(letters, Array(word.lowercased()))
      let limit = letters.count < 3 ? 1 : max(2, letters.count / 3)
      if distance <= limit, distance < best?.distance ?? .max { best = (word, distance) }
    }
    return best?.word
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
        row.append(least)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
