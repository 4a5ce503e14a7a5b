import Market

/// Prices that a file tells of one symbol.
protocol ToldPrices {
  var symbol: String { get set }
  /// Of their unit; nil where the file names none.
  var currency: String? { get set }
  var origin: Origin { get }
  mutating func convert(_ conversion: PriceTerms.Conversion)
}
