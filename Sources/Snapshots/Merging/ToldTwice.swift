import Market

// One symbol and time that stands twice: two rows of a file, or rows of two files.

extension ClosedRange<Double> {
  /// Of the prices that are known; nil where none is.
  init?(spanning prices: [Double?]) {
    let prices = prices.compactMap { $0 }
    guard let lowest = prices.min(), let highest = prices.max() else { return nil }
    self = lowest...highest
  }
}

enum ToldTwice {
  /// What is said at the place of a row that does not count.
  /// - Parameters:
  ///   - told: what stands there twice.
  ///   - used, price: where the row stands that counts, and its last price.
  ///   - isLatest: whether it is a later state of the other, else it is only the later row.
  static func message(_ told: String, at origin: Origin, used: Origin, _ price: Double?, isLatest: Bool) -> String {
    let row =
      if used.file != origin.file {
        "of \(used)"
      } else if used.line != origin.line {
        "of line \(used.line)"
      } else {
        // A document may be one line.
        "with \((price ?? .nan).shownPrice)"
      }
    let reason = isLatest ? "larger volume, its range holds the other's" : "the later of two that differ"
    return "found \(told) twice; used is the row \(row): \(reason)"
  }
}

extension Double {
  /// A price in a message: at least two decimals, at most four (six below 1).
  var shownPrice: String {
    let scale = magnitude < 1 ? 1e6 : 1e4
    let rounded = (self * scale).rounded() / scale
    let text = rounded == 0 ? "\(self)" : "\(rounded)"
    let parts = text.split(separator: ".")
    guard parts.count == 2, parts[1].count == 1 else { return text }
    return text + "0"
  }
}
