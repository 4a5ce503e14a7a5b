/// A change of the rules that a file tells, by the text of a rule.
package enum AlertEdit: Hashable, Sendable {
  /// A rule for the trader's own file.
  case add(String)
  /// - Parameters:
  ///   - line: what stands in the file now.
  ///   - isOwn: whether that is the trader's own file, and not one of the desk.
  case replace(AlertLine, isOwn: Bool, with: String)
  case delete(AlertLine, isOwn: Bool)
}
