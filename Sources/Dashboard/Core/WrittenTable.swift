import Analytics
import Market

/// A table that `print` has, too.
package enum PrintedTable: Hashable, Sendable {
  package enum Section: String, Sendable { case quotes, indicator, tariffs, signals, facts, ahead, digest, files }

  /// Of quotes those of the names that are shown, in their order, of other lists the rows by their positions; nil: all.
  case section(Section, symbols: [String]? = nil, rows: [Int]? = nil)
  case instrument(symbol: String)
  /// Names rebased to 100 at the close of a day; `group` is what they have in common.
  case comparison([String], base: Day, group: String)
  /// What the names did around the events of these days.
  case events([Day], EventStudy.Settings)
  case whatIf(ScenarioRates, elasticity: Double)
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
