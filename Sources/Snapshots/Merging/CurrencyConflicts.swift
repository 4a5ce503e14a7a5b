import Market

/// Values of one symbol in several currencies: what is refused, by file.
struct CurrencyConflicts {
  private var problems: [String: [Problem]] = [:]

  subscript(file: String) -> [Problem] { problems.isEmpty ? [] : problems[file] ?? [] }

  mutating func refuse(_ symbol: String, in currency: String?, expected: String, at origin: Origin) {
    problems[origin.file, default: []].append(
      Problem(
        path: origin.file, line: origin.line, column: 0,
        message: "found \(symbol) in \(currency ?? ""), expected \(expected) as in the watchlist"))
  }
}
