import Market

/// Whether the numbers under symbols are prices at all: returns, weights and indices stand in tables of the same shape.
enum PriceEvidence {
  /// Rows that are looked at.
  private static let reach = 1024

  /// What the rows show, column by column.
  private struct Found {
    var values: [Double] = []
    var hasNegative = false
    /// Every value is whole and no price is so high.
    var isCount = true
    /// Every value lies between -1 and 1, of two columns or more.
    var isSmall = true
    var rows = 0
    /// Rows whose values make one.
    var wholes = 0
    /// Values of the first row and the last, where every column has one.
    var first: [Double]?
    var last: [Double]?
  }

  /// What a file's name says that its numbers are; nil where it says nothing, or that they are prices.
  static func otherThing(_ stem: String) -> String? {
    let words = stem.lowercased().split { !$0.isLetter }.map(String.init)
    guard !words.contains(where: { $0.hasPrefix("price") || $0.hasPrefix("close") }) else { return nil }
    return words.first { things.contains($0) }
  }

  private static let things: Set<String> = [
    "volume", "volumes", "holdings", "positions", "dividends", "div", "divs", "weights", "returns", "shares", "splits",
    "trades",
    "betas", "correlations", "volatility", "volatilities",
  ]

  /// Refuses a table of closes side by side whose numbers are none.
  /// - Parameters:
  ///   - columns: Where the closes stand and whose they are.
  ///   - negative: Symbols whose prices may be zero or below.
  static func check(
    _ columns: [(index: Int, symbol: String)], of table: Table, _ negative: Set<String>
  ) throws(Fault) {
    var table = table
    var found = Found()
    for _ in 0..<reach {
      guard try table.next() else { break }
      let row = table.row
      guard (try? table.check()) != nil else { continue }
      found.values.removeAll(keepingCapacity: true)
      for (index, symbol) in columns {
        guard let value = Decimal.value(row.raw(index).withoutUnit) else { continue }
        found.values.append(value)
        // Interactive Brokers' is a price that is missing.
        if value < 0, value != -1, !negative.contains(symbol) { found.hasNegative = true }
        if abs(value) >= 1 { found.isSmall = false }
        if value < 100_000 || value != value.rounded() { found.isCount = false }
      }
      guard !found.values.isEmpty else { continue }
      found.rows += 1
      if found.values.count > 1, abs(found.values.reduce(0, +) - 1) < 0.005 { found.wholes += 1 }
      guard found.values.count == columns.count else { continue }
      found.first = found.first ?? found.values
      found.last = found.values
    }
    let header = Fault.Place.line(table.line, column: 0)
    if found.hasNegative {
      throw Fault(header, "found values below 0 under symbols, which look like returns, not prices, expected closes")
    }
    guard columns.count > 1, found.rows > 0 else { return }
    if found.isSmall {
      let what = found.wholes == found.rows ? "weights" : "returns or weights"
      throw Fault(
        header, "found values below 1 only under symbols, which look like \(what), not prices, expected closes")
    }
    if found.isCount {
      throw Fault(header, "found whole numbers above 100000 only under symbols, which look like volumes, not prices")
    }
    for row in [found.first, found.last] {
      guard let row, let start = row.first, [1, 100, 1000].contains(start), row.allSatisfy({ $0 == start }) else {
        continue
      }
      throw Fault(
        header,
        "found \(row.count) symbols that all stand at \(Int(start)), which look like an index, not prices, "
          + "expected closes")
    }
  }
}
