import Market

/// Values of one symbol in several currencies: what is refused, by file.
struct CurrencyConflicts {
  private var problems: [String: [Problem]] = [:]

  /// By line.
  subscript(file: String) -> [Problem] {
    // Symbols are merged in no order.
    problems.isEmpty ? [] : problems[file, default: []].sorted { ($0.line, $0.message) < ($1.line, $1.message) }
  }

  /// - Parameter authority: what names the currency that is used.
  mutating func refuse(
    _ symbol: String, in currency: String, expected: String, by authority: String = "the watchlist", at origin: Origin
  ) {
    problems[origin.file, default: []].append(
      Problem(
        path: origin.file, line: origin.line, column: 0,
        message: "found \(symbol) in \(currency), expected \(expected) as in \(authority)"))
  }
}
