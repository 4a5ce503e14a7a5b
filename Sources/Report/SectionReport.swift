import Canvas
import Wording

/// The answer to a question with parameters, as `print` gives it in three formats.
package struct SectionReport: Sendable {
  package let json: JSONValue
  package let table: Table
  package let lines: [String]

  package init(json: JSONValue, table: Table, lines: [String]) {
    self.json = json
    self.table = table
    self.lines = lines
  }

  /// `lines` are those of the table, aligned, numbers with `decimals`, below `heading`.
  package init(json: JSONValue, table: Table, heading: String, decimals: Int = 2) {
    self.json = json
    self.table = table
    let alignments = table.heads.indices.map { column -> Columns.Alignment in
      table.rows.contains { if case .text = $0[column] { true } else { false } } ? .left : .right
    }
    let rows = table.rows.map { row in
      row.map { value -> TerminalSafe in
        switch value {
        case .text(let text): TerminalSafe(text)
        case .number(let value): NumberText.fixed(value, decimals)
        case .missing: "-"
        }
      }
    }
    lines =
      [TerminalSafe(heading).text, ""] + Columns.lines([table.heads.map { TerminalSafe($0) }] + rows, alignments)
  }
}
