/// Where a value stands: the snapshot file, relative to the desk folder, and the line of its record (1-based; 0 when
/// the whole file is meant).
package struct Origin: Hashable, Sendable, CustomStringConvertible {
  package let file: String
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// `file:line`.
  package var description: String { line > 0 ? "\(file):\(line)" : file }
}
