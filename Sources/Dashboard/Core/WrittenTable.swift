/// A table that `print` has, too.
package struct PrintedTable: Hashable, Sendable {
  package enum Section: String, Sendable { case quotes, indicator, tariffs, signals, facts, ahead, digest, files }

  package let section: Section
  /// The names that are shown, in their order; nil: all.
  package let symbols: [String]?

  init(_ section: Section, symbols: [String]? = nil) {
    self.section = section
    self.symbols = symbols
  }
}

/// A table that is to be written into a file.
package struct WrittenTable: Hashable, Sendable {
  /// By the ending of the file's name.
  package enum Format: String, Sendable, CaseIterable { case csv, txt, json }

  package let table: PrintedTable
  package let format: Format
  /// As it was typed.
  package let path: String
  /// Whether a file that is there is replaced.
  package let isForced: Bool
}
