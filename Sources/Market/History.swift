/// Daily bars of one symbol, ascending by day, one bar a day.
package struct History: Hashable, Sendable {
  package var symbol: String
  package var currency: String?
  package var bars: [Bar]
  package let file: String
  /// Kept from a file that has since broken or gone.
  package var kept = false
  /// Sessions whose bars may be none, with the reason; they stand in `bars` all the same.
  package var doubts: [Day: Doubt] = [:]
  /// Splits and dividends that the file tells, by the first session without them.
  package var actions = ShareActions()

  package init(symbol: String, currency: String? = nil, bars: [Bar], file: String) {
    self.symbol = symbol
    self.currency = currency
    self.bars = bars
    self.file = file
  }

  /// Number of bars dated `day` or earlier; they are `bars[..<count]`.
  package func count(through day: Day) -> Int { bars.partitioningIndex { $0.day > day } }
}
