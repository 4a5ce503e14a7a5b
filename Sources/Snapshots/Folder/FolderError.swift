/// Why a desk folder cannot be read.
package struct FolderError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// `found X, expected Y`.
  package let message: String

  /// `path: message`.
  package var description: String { "\(path): \(message)" }
}
