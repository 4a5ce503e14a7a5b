/// How a table's rows are ordered, where that is not as its file has them.
package struct SortOrder: Hashable, Sendable {
  /// A column's id.
  package let column: String
  /// Numbers from the largest, texts from A, unless reversed.
  package var isReversed = false
  /// One list, without the headings that rows stand under.
  package var isAcross = false

  package init(column: String, isReversed: Bool = false, isAcross: Bool = false) {
    self.column = column
    self.isReversed = isReversed
    self.isAcross = isAcross
  }
}
