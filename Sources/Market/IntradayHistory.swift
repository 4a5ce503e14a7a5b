/// Bars within days of one symbol, ascending by time, one bar a moment, all of one interval.
package struct IntradayHistory: Hashable, Sendable {
  package var symbol: String
  package var currency: String?
  /// Seconds that a bar covers; 0 where a single bar does not tell.
  package let interval: Int
  package var bars: [IntradayBar]
  package let file: String
  /// Kept from a file that has since broken or gone.
  package var kept = false
  /// Moments whose bars may be none, with the reason; they stand in `bars` all the same.
  package var doubts: [Instant: Doubt] = [:]

  package init(symbol: String, currency: String? = nil, interval: Int, bars: [IntradayBar], file: String) {
    self.symbol = symbol
    self.currency = currency
    self.interval = interval
    self.bars = bars
    self.file = file
  }
}
