/// What is wrong with a theme file, and where. Line and column count from 1, the column in bytes.
package struct ThemeError: Error, Hashable, CustomStringConvertible {
  package let line: Int
  package let column: Int
  /// `found X, expected Y`.
  package let message: String

  package var description: String { "\(line):\(column): \(message)" }
}
