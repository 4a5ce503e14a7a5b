/// A rule of an alert as a file tells it; what its text means is its reader's to say.
package struct AlertLine: Hashable, Sendable {
  package let text: String
  package let name: String?
  package let note: String?
  /// Where the text begins in its line, 1-based, in bytes.
  package let column: Int
  package var origin: Origin
  /// Kept from a file that has since broken or gone.
  package var kept = false

  package init(_ text: String, name: String? = nil, note: String? = nil, column: Int = 1, origin: Origin) {
    (self.text, self.name, self.note, self.column, self.origin) = (text, name, note, column, origin)
  }
}
