import Market

/// What merging finds in values that files tell: what is refused of them and what is to be noticed, by file.
struct MergeProblems {
  private var problems: [String: [Problem]] = [:]
  /// What of it concerns a symbol's prices, as one clause each.
  private(set) var priceNotes: [String: [String]] = [:]
  /// Symbols of which prices are refused for their currency.
  private(set) var refusedSymbols: Set<String> = []

  var isEmpty: Bool { problems.isEmpty }

  /// By line, each once.
  subscript(file: String) -> [Problem] {
    guard let found = problems[file] else { return [] }
    // Symbols are merged in no order.
    var seen: Set<Problem> = []
    return found.sorted { ($0.line, $0.message) < ($1.line, $1.message) }.filter { seen.insert($0).inserted }
  }

  mutating func add(_ message: String, at origin: Origin, isNotice: Bool) {
    problems[origin.file, default: []].append(
      Problem(path: origin.file, line: origin.line, column: 0, message: message, isNotice: isNotice))
  }

  /// The same of a symbol's prices.
  mutating func add(_ message: String, of symbol: String, at origin: Origin, isNotice: Bool) {
    add(message, at: origin, isNotice: isNotice)
    if !isNotice { refusedSymbols.insert(symbol) }
    let clause = "\(origin): \(message)"
    if priceNotes[symbol]?.contains(clause) != true { priceNotes[symbol, default: []].append(clause) }
  }
}
