import Canvas
import Wording

/// Rows of values under heads: a CSV file, or aligned text.
package struct Table: Sendable {
  package let heads: [String]
  package var rows: [[ColumnValue]] = []

  package init(_ heads: [String]) { self.heads = heads }

  /// Rows under those of the columns that CSV has.
  package init<Row>(_ columns: [ColumnRecord<Row>], _ rows: [Row]) {
    let named = columns.filter { $0.csv != nil }
    heads = named.compactMap(\.csv)
    self.rows = rows.map { row in named.map { $0.value(row) } }
  }

  /// RFC 4180, numbers in full precision, missing as empty. A text that a spreadsheet would read as a formula is
  /// preceded by an apostrophe.
  package var csv: String {
    var out = heads.map(Table.quoted).joined(separator: ",") + "\n"
    for row in rows { out += row.map(Table.field).joined(separator: ",") + "\n" }
    return out
  }

  private static func field(_ value: ColumnValue) -> String {
    switch value {
    case .missing: return ""
    case .number(let value):
      guard let value, value.isFinite else { return "" }
      return JSONValue(value).text()
    case .text(let text):
      let text = TerminalSafe(text).text
      return quoted(text.first.map { "=+-@".contains($0) } ?? false ? "'" + text : text)
    }
  }

  private static func quoted(_ text: String) -> String {
    text.contains { ",\"\n\r".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

/// Lines of aligned columns: numbers right, texts left, two blanks between.
struct Columns {
  enum Alignment { case left, right }

  static func lines(_ rows: [[TerminalSafe]], _ alignments: [Alignment]) -> [String] {
    let widths = alignments.indices.map { column in rows.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: max(0, widths[column] - cell.width))
        line += column > 0 ? "  " : ""
        line += alignments[column] == .right ? padding + cell.text : cell.text + padding
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
