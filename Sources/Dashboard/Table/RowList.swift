import Canvas
import Wording

/// Which rows of a table are shown, and in which order: all as their file has them, unless narrowed or sorted.
struct RowList: Hashable, Sendable {
  /// What a row must be to stay.
  var filter: Filter?
  /// Nil: as the file has them.
  var sort: SortOrder?
  /// Positions of the rows that are shown.
  private(set) var shown: [Int] = []
  /// Rows before any was left out.
  private(set) var total = 0

  /// Whether all rows are shown as they stand.
  var isPlain: Bool { filter == nil && sort == nil }

  mutating func arrange(_ rows: RowSource) {
    total = rows.count
    shown = Array(0..<total)
    if let filter {
      let texts = rows.texts()
      shown.removeAll { row in
        !filter.admits(contains: { texts.contains($0, row: row) }, value: { rows.value($0, row) })
      }
    }
    if let sort {
      shown = sort.order(of: shown.map { rows.value(sort.column, $0) }).map { shown[$0] }
    }
  }

  /// The rows shown. All of them where they are not those that were arranged.
  func select<Row>(from rows: [Row]) -> [Row] {
    isPlain || rows.count != total ? rows : shown.map { rows[$0] }
  }

  /// By a column; where the rows are, the other way round.
  func order(by column: String) -> SortOrder {
    SortOrder(column: column, isReversed: sort.map { $0.column == column && !$0.isReversed } ?? false)
  }

  /// A table's title, with what narrows it: `Signals  /Geneva 3 of 17`.
  func title(_ name: TerminalSafe) -> TerminalSafe {
    filter.map { name + "  /\($0.text) \(shown.count) of \(total)" } ?? name
  }
}

/// The rows of a table as a filter and an order see them.
struct RowSource {
  let count: Int
  let value: (_ column: String, _ row: Int) -> ColumnValue
  /// The texts that words are looked for in.
  let texts: () -> SearchText

  /// - Parameter shown: texts of each row that its columns do not have.
  init<Row>(_ rows: [Row], _ columns: [ColumnRecord<Row>], shown: [[String]] = []) {
    count = rows.count
    value = { id, row in columns.first { $0.id == id }?.value(rows[row]) ?? .missing }
    texts = {
      SearchText(
        rows.indices.map { row in
          let values = columns.map { $0.value(rows[row]) }
          return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
            + (shown.indices.contains(row) ? shown[row] : [])
        })
    }
  }
}

extension SortOrder {
  /// The positions of values in this order: numbers from the largest, texts from A, unless reversed; missing ones last.
  func order(of values: [ColumnValue]) -> [Int] {
    let isText = values.contains { if case .text = $0 { true } else { false } }
    return values.order(isDescending: isText == isReversed)
  }
}

extension Filter {
  /// What a line leaves; nil for all. What is wrong in it is passed over.
  static func typed(_ text: String, columns: [String]) -> Filter? {
    let filter = read(text, columns: columns).filter
    return filter.terms.isEmpty ? nil : filter
  }
}

extension Completions {
  /// Columns that rows can be compared and sorted by.
  static func candidates<Row>(_ columns: [ColumnRecord<Row>]) -> [Candidate] {
    columns.map { Candidate(text: $0.id, meaning: $0.meaning) }
  }

  /// The columns whose ids begin as the word does where the cursor stands.
  static func columns(_ columns: [Candidate], in line: Prompt) -> Completions {
    let words = String(line.characters[..<line.cursor])
    guard let last = words.split(separator: " ", omittingEmptySubsequences: false).last, !last.isEmpty else {
      return .none
    }
    return Completions(
      start: line.cursor - last.count,
      candidates: columns.filter { $0.text.hasPrefix(last.lowercased()) && $0.text != last })
  }
}
