/// What a column of a table is, wherever it is shown: on screen, in text and in CSV.
package struct ColumnRecord<Row>: Sendable {
  /// Its name among the columns of its table.
  package let id: String
  /// What it is called over its values, without the unit; empty where they speak for themselves.
  package let name: String
  package let unit: String
  /// What CSV calls it; nil where CSV does not have it.
  package let csv: String?
  /// The key that sorts by it while a table waits for one; nil: only its id does. One column of a table has it.
  package let letter: Character?
  /// A sentence part on what it holds, for lists of columns; empty where the name says it.
  package let meaning: String
  /// What a row is sorted by, and what CSV says of it.
  package let value: @Sendable (Row) -> ColumnValue

  package init(
    _ id: String, _ name: String = "", unit: String = "", csv: String? = nil, letter: Character? = nil,
    meaning: String = "", value: @escaping @Sendable (Row) -> ColumnValue
  ) {
    self.id = id
    self.name = name
    self.unit = unit
    self.csv = csv
    self.letter = letter
    self.meaning = meaning
    self.value = value
  }

  /// Name and unit: `Chg %`.
  package var head: String { unit.isEmpty ? name : "\(name) \(unit)" }
}

/// The value of a row in a column, in full precision.
package enum ColumnValue: Hashable, Sendable {
  case text(String)
  case number(Double?)
  case missing

  /// A text that may be missing.
  package init(_ text: String?) { self = text.map(ColumnValue.text) ?? .missing }

  /// Nothing that rows could be sorted by or found by.
  package var isMissing: Bool {
    switch self {
    case .missing, .number(nil): true
    case .number(let value?): !value.isFinite
    case .text(let text): text.isEmpty
    }
  }

  /// Numbers by size, texts by their characters, numbers before texts, missing ones last either way.
  fileprivate func precedes(_ other: ColumnValue, isDescending: Bool) -> Bool {
    guard !isMissing, !other.isMissing else { return !isMissing && other.isMissing }
    let (first, second) = isDescending ? (other, self) : (self, other)
    return switch (first, second) {
    case (.number(let a?), .number(let b?)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.number, .text): true
    default: false
    }
  }
}

extension [ColumnValue] {
  /// Their indices in ascending or descending order; equal ones as they stood, missing ones last either way.
  package func order(isDescending: Bool) -> [Int] {
    if let numbers { return numbers.order(isDescending: isDescending) }
    return indices.sorted { first, second in
      self[first].precedes(self[second], isDescending: isDescending)
        || first < second && !self[second].precedes(self[first], isDescending: isDescending)
    }
  }

  /// The values of a column of numbers, NaN for missing ones; nil where a text is among them.
  private var numbers: [Double]? {
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    for value in self {
      switch value {
      case .number(let number): numbers.append(number.flatMap { $0.isFinite ? $0 : nil } ?? .nan)
      case .missing: numbers.append(.nan)
      case .text: return nil
      }
    }
    return numbers
  }
}

extension [Double] {
  /// As of ``ColumnValue``, NaN being missing: ten thousand values are sorted while a key waits.
  fileprivate func order(isDescending: Bool) -> [Int] {
    var known = indices.filter { !self[$0].isNaN }
    withUnsafeBufferPointer { values in
      known.sort { first, second in
        let (a, b) = (values[first], values[second])
        return a == b ? first < second : (a < b) != isDescending
      }
    }
    return known + indices.filter { self[$0].isNaN }
  }
}
