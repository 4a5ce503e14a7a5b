import Wording

/// What a row must be to stay in a table: all of the terms of a line.
///
/// A term is a word, which stands in one of the row's texts; `!word`, which stands in none; or a column's id, a relation
/// and a bound: `chg%<-2`, `currency=HKD`. A value that is missing is in no relation.
struct Filter: Hashable, Sendable {
  enum Relation: String, Hashable, Sendable, CaseIterable {
    // The longer ones first: they are found by their beginning.
    case atMost = "<="
    case atLeast = ">="
    case unequal = "!="
    case below = "<"
    case above = ">"
    case equal = "="
  }

  enum Bound: Hashable, Sendable {
    case number(Double)
    /// Folded.
    case text([UInt8])
  }

  enum Term: Hashable, Sendable {
    /// Folded.
    case word([UInt8], isExcluded: Bool)
    case comparison(column: String, Relation, Bound)
  }

  /// As it was typed.
  let text: String
  private(set) var terms: [Term] = []

  /// Whether values decide, so that new quotes change what it leaves.
  var comparesValues: Bool {
    terms.contains { if case .comparison = $0 { true } else { false } }
  }

  /// Whether a column is compared.
  func compares(_ id: String) -> Bool {
    terms.contains { if case .comparison(id, _, _) = $0 { true } else { false } }
  }

  /// The terms of a line, and the first mistake in it: the terms with a mistake are left out.
  /// - Parameter columns: the ids that may be compared.
  static func read(_ text: String, columns: [String]) -> (filter: Filter, mistake: Mistake?) {
    var filter = Filter(text: text)
    var first: Mistake?
    for part in text.split(whereSeparator: \.isWhitespace) {
      do throws(Mistake) {
        if let term = try term(part, of: text, columns) { filter.terms.append(term) }
      } catch {
        first = first ?? error
      }
    }
    return (filter, first)
  }

  private init(text: String) { self.text = text }

  private static func term(
    _ part: Substring, of line: String, _ columns: [String]
  ) throws(Mistake) -> Term? {
    guard let (relation, range) = relation(in: part) else {
      let isExcluded = part.first == "!"
      let word = isExcluded ? part.dropFirst() : part
      return word.isEmpty ? nil : .word(SearchText.folded(String(word)), isExcluded: isExcluded)
    }
    let (id, bound) = (part[..<range.lowerBound].lowercased(), part[range.upperBound...])
    let place = line.distance(from: line.startIndex, to: part.startIndex)
    guard columns.contains(id) else { throw Mistake(found: id, at: place, expected: "a column", among: columns) }
    let boundPlace = line.distance(from: line.startIndex, to: bound.startIndex)
    guard !bound.isEmpty else {
      throw Mistake(at: boundPlace, "found nothing behind \(relation.rawValue), expected a number")
    }
    if let number = Double(bound), number.isFinite { return .comparison(column: id, relation, .number(number)) }
    guard relation == .equal || relation == .unequal else {
      throw Mistake(at: boundPlace, length: bound.count, "found \(bound), expected a number")
    }
    return .comparison(column: id, relation, .text(SearchText.folded(String(bound))))
  }

  /// The first relation behind at least one character; `!word` has none.
  private static func relation(in part: Substring) -> (Relation, Range<Substring.Index>)? {
    for index in part.indices.dropFirst() {
      for relation in Relation.allCases where part[index...].hasPrefix(relation.rawValue) {
        return (relation, index..<part.index(index, offsetBy: relation.rawValue.count))
      }
    }
    return nil
  }

  /// Whether a row stays.
  /// - Parameters:
  ///   - contains: whether a folded word stands in one of its texts.
  ///   - value: its value in a column.
  func admits(contains: ([UInt8]) -> Bool, value: (_ column: String) -> ColumnValue) -> Bool {
    terms.allSatisfy { term in
      switch term {
      case .word(let word, let isExcluded): contains(word) != isExcluded
      case .comparison(let column, let relation, let bound): relation.holds(value(column), bound)
      }
    }
  }
}

extension Filter.Relation {
  fileprivate func holds(_ value: ColumnValue, _ bound: Filter.Bound) -> Bool {
    switch (value, bound) {
    case (.number(let value?), .number(let bound)):
      switch self {
      case .below: value < bound
      case .atMost: value <= bound
      case .above: value > bound
      case .atLeast: value >= bound
      case .equal: value == bound
      case .unequal: value != bound
      }
    case (.text(let value), .text(let bound)): (SearchText.folded(value) == bound) == (self == .equal)
    case (.text(let value), .number(let bound)): (Double(value) == bound) == (self == .equal)
    default: false
    }
  }
}
