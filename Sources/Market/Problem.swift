/// What is wrong in a file, and where. Line and column are 1-based; column counts bytes; 0 means the whole file or line.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
  /// The offending line around the column, parted there: the file may be another by the time it is shown.
  package struct Excerpt: Hashable, Sendable {
    /// At most 100 bytes each, bad UTF-8 replaced.
    package let before: String
    package let rest: String
    /// The line begins before, or goes on behind, what is kept of it.
    package let isCutBefore: Bool
    package let isCutAfter: Bool

    package init(before: String, rest: String, isCutBefore: Bool = false, isCutAfter: Bool = false) {
      self.before = before
      self.rest = rest
      self.isCutBefore = isCutBefore
      self.isCutAfter = isCutAfter
    }
  }

  package let path: String
  package let line: Int
  package let column: Int
  /// `found X, expected Y`.
  package let message: String
  /// Nothing is refused: how the values are understood, or that others are used before them. The file stays `ok`.
  package let isNotice: Bool
  /// A value is shown as doubtful; nothing is refused.
  package let isDoubt: Bool
  /// Kept of a file's first problems; nil where the whole file is meant.
  package var excerpt: Excerpt?

  package init(path: String, line: Int, column: Int, message: String, isNotice: Bool = false, isDoubt: Bool = false) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.isNotice = isNotice
    self.isDoubt = isDoubt
  }

  /// `path:line:column: message`, without the parts that are 0.
  package var description: String {
    var place = path
    if line > 0 { place += ":\(line)" }
    if line > 0, column > 0 { place += ":\(column)" }
    return "\(place): \(message)"
  }
}
