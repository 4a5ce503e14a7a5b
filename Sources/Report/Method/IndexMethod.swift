import Analytics
import Canvas
import Market
import Wording

/// How the indicator is computed, part by part, as the manual page and `print --only method` tell it. The numbers are those
/// that the program computes by and the desk's settings, the formulas such that a script can evaluate them.
package struct IndexMethod: Sendable {
  package struct Part: Sendable {
    /// What JSON and CSV call it.
    package let id: String
    package let title: String
    package let blocks: [Block]
  }

  package enum Block: Sendable {
    case text(String)
    /// `name = expression`, one a line.
    case formulas([String])
    /// What JSON and CSV call it, and its rows.
    case table(String, Table)
    case named(String, [(name: String, text: String)])
  }

  package let parts: [Part]
  private let asOf: Instant

  /// - Parameters:
  ///   - reading: of the desk, at the moment of the worked example.
  ///   - validation: nil where the desk has nothing to validate.
  ///   - digests: the built-in record's files with their SHA-256 in hexadecimal.
  package init(
    _ desk: Desk, _ reading: DeskReading, _ validation: IndexValidation?, digests: [(file: String, sha256: String)]
  ) {
    let settings = desk.watchlist.indicator
    asOf = reading.asOf
    parts = [
      .formulas(settings), .constants(settings), .grades, .codes(desk.countedSignals), .known, .tariffs(desk.tariffs),
      .settings(settings), .labels, .market(desk.watchlist), .example(reading), .record(desk, digests: digests),
      .codebook, .validation(validation), .findings,
    ]
  }

  /// CSV has the tables, a value a line.
  package var section: SectionReport {
    var table = Table(["part", "table", "row", "column", "value"])
    for part in parts {
      for case .table(let id, let rows) in part.blocks {
        for (index, row) in rows.rows.enumerated() {
          for (head, value) in zip(rows.heads, row) {
            table.rows.append([.text(part.id), .text(id), .number(Double(index + 1)), .text(head), value])
          }
        }
      }
    }
    let moment = JSONValue.string(Zone.newYork.timestamp(asOf))
    let json = JSONValue.object([("asOf", moment)] + parts.map { ($0.id, $0.json) })
    return SectionReport(json: json, table: table, lines: parts.flatMap { [$0.title, ""] + $0.lines + [""] })
  }
}

extension IndexMethod.Part {
  /// What is said and the formulas as lists, each table as a list of objects.
  fileprivate var json: JSONValue {
    var text: [JSONValue] = []
    var formulas: [JSONValue] = []
    var tables: [(key: String, value: JSONValue)] = []
    for block in blocks {
      switch block {
      case .text(let sentence): text.append(.string(sentence))
      case .formulas(let lines): formulas += lines.map(JSONValue.string)
      case .table(let id, let table):
        let rows = table.rows.map { row in JSONValue.object(zip(table.heads, row).map { ($0, JSONValue($1)) }) }
        tables.append((id, .array(rows)))
      case .named(let id, let entries):
        tables.append((id, .object(entries.map { ($0.name, .string($0.text)) })))
      }
    }
    return .object([("text", .array(text)), ("formulas", .array(formulas))] + tables)
  }

  fileprivate var lines: [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .text(let text): [text]
      case .formulas(let lines): lines.map { "  " + $0 }
      case .table(_, let table): IndexMethod.lines(table).map { "  " + $0 }
      case .named(_, let entries): entries.map { "  \($0.name): \(TerminalSafe($0.text).text)" }
      }
    }
  }
}

extension IndexMethod {
  /// Aligned columns, numbers with up to six decimals, as many as they need.
  package static func lines(_ table: Table) -> [String] {
    table.lines { value in
      var text = NumberText.fixed(value, 6).text
      while text.contains("."), let last = text.last, last == "0" || last == "." { text.removeLast() }
      return TerminalSafe(text)
    }
  }
}

extension JSONValue {
  fileprivate init(_ value: ColumnValue) {
    switch value {
    case .text(let text): self = .string(text)
    case .number(let number): self.init(number)
    case .missing: self = .null
    }
  }
}
