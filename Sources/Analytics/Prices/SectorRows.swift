import Market

/// A sector's rows with their plain means (nil with no values; the screen shows them for more than one name).
package struct SectorRows: Hashable, Sendable {
  package let name: String
  package let rows: [QuoteRow]
  package let meanChangePercent: Double?
  package let meanVersusReference: Double?
  package let meanSinceEvent: Double?
}

extension SectorRows {
  /// The watchlist's sectors in its order, then the quotes that no sector lists, by symbol, in ``Watchlist/otherSector``.
  package static func sectors(of desk: Desk, asOf instant: Instant) -> [SectorRows] {
    var rows = RowCache()
    return rows.sectors(of: desk, asOf: instant)
  }

  init(_ name: String, _ rows: [QuoteRow]) {
    self.name = name
    self.rows = rows
    let counted = rows.filter { !$0.missesSession }
    func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
    meanChangePercent = mean(counted.compactMap(\.changePercent))
    meanVersusReference = mean(counted.compactMap(\.versusReference))
    meanSinceEvent = mean(counted.compactMap(\.sinceEvent))
  }
}
