/// The size of prices and volumes. A number beyond is a mistake, or made to break sums.
enum MarketSize {
  /// No price and no volume of any market has been as large, in the smallest currency: the largest volumes of a day, those of
  /// tokens, are some 10¹⁴.
  static let largest = 1e15

  static func holds(_ value: Double) -> Bool { abs(value) <= largest }

  /// - Parameter shown: The number as the file has it.
  static func refusal(_ shown: String) -> String { "found \(shown), a size no market has, expected 1e15 at most" }
}
