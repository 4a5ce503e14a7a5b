/// What had been traded of a symbol by a time.
protocol TradedState {
  var volume: Double? { get }
  /// From the lowest price that is told to the highest; that of the last price alone where none else is.
  var range: ClosedRange<Double>? { get }
  /// Whether both tell the same.
  func tellsLike(_ other: Self) -> Bool
}

extension TradedState {
  /// Whether the other was told of the same time earlier: less was traded, within the same range.
  private func isLater(than other: Self) -> Bool {
    guard let volume, let less = other.volume, volume > less, let range, let inner = other.range else { return false }
    return range.contains(inner)
  }

  /// Of what is told of one symbol and time that whose volume exceeds the others' and whose range holds theirs, wherever it
  /// stands: the others are earlier states of it. Of what is told alike the last; nil where there is none.
  static func latest(of told: some BidirectionalCollection<Self>) -> Self? {
    let largest = told.reversed().max { ($0.volume ?? -1) < ($1.volume ?? -1) }
    guard let largest, told.allSatisfy({ $0.tellsLike(largest) || largest.isLater(than: $0) }) else { return nil }
    return largest
  }
}
