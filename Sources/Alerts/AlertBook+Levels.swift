import Analytics
import Market
import Wording

extension AlertBook {
  /// Prices of a name at which rules ring, as they are now; ascending, each once.
  package func priceLevels(of symbol: String, in reading: DeskReading, of desk: Desk) -> [Double] {
    let levels = standings(in: reading, of: desk).compactMap { standing -> Double? in
      guard standing.symbol == symbol, standing.state != .expired,
        case .name(_, QuoteColumns.last.id) = standing.rule.subject
      else { return nil }
      return standing.level
    }
    return Set(levels).sorted()
  }
}
