import Market

/// The columns of the snapshot files.
package enum FileColumns {
  package typealias Record = ColumnRecord<FileReport>

  package static let path = Record("path", csv: "path") { .text($0.path) }
  package static let kind = Record("kind", "kind", csv: "kind") { ColumnValue($0.kind) }
  package static let state = Record("state", csv: "state") { .text($0.state.rawValue) }
  package static let rows = Record("rows", "rows", csv: "rows") { .number(Double($0.rows)) }
  /// The newest time in it.
  package static let data = Record("data", "data", csv: "newest") { ColumnValue($0.newest?.description) }
  package static let problem = Record("problem", csv: "problem") { ColumnValue($0.problems.first?.description) }
  package static let written = Record("written", "written") { ColumnValue($0.modified?.description) }
  package static let read = Record("read", "read") { ColumnValue($0.read?.description) }
  /// What reading it took.
  package static let cost = Record("ms", "ms") { $0.read == nil ? .missing : .number($0.cost) }

  /// In the order of CSV, then those that it does not have.
  package static let all = [path, kind, state, rows, data, problem, written, read, cost]
}
