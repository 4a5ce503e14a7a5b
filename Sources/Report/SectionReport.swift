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
    lines = [TerminalSafe(heading).text, ""] + table.lines { NumberText.fixed($0, decimals) }
  }
}

extension Table {
  /// Aligned columns under their heads: numbers right, texts left, what is missing as `-`.
  func lines(_ number: (Double?) -> TerminalSafe) -> [String] {
    let alignments = heads.indices.map { column -> Columns.Alignment in
      rows.contains { if case .text = $0[column] { true } else { false } } ? .left : .right
    }
    let cells = rows.map { row in
      row.map { value -> TerminalSafe in
        switch value {
        case .text(let text): TerminalSafe(text)
        case .number(let value): number(value)
        case .missing: "-"
        }
      }
    }
    return Columns.lines([heads.map { TerminalSafe($0) }] + cells, alignments)
  }
}
