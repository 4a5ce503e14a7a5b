import Market

/// What a file tells of a name's prices, as far as their unit goes.
struct PriceTelling {
  /// As the watchlist spells it.
  let symbol: String
  let file: String
  let currency: String?
  /// The newest of its prices.
  let level: Double?
  /// The one that ranks highest decides: a quote before bars, the newest.
  let rank: Rank

  struct Rank: Comparable {
    let isQuote: Bool
    let time: Instant
    let modified: Instant
    /// Place of the file by its name.
    let order: Int

    static func < (a: Rank, b: Rank) -> Bool {
      if a.isQuote != b.isQuote { return b.isQuote }
      return (a.time, a.modified, a.order) < (b.time, b.modified, b.order)
    }
  }

  /// Whether its price, taken for one of `unit`, stands by that of `judge`: within a factor of 3, so that in the judge's
  /// own unit it would be off 33 times at least.
  func fits(_ judge: PriceTelling, _ own: CurrencyUnit, as unit: CurrencyUnit) -> Bool {
    guard let level, let theirs = judge.level, level > 0, theirs > 0 else { return false }
    let ratio = unit.converted(level, to: own) / theirs
    return ratio < 3 && ratio > 1.0 / 3
  }
}
