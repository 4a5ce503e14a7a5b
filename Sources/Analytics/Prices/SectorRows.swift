import Market

/// A sector's rows with plain means over those of the last session (the screen shows them for more than one name).
package struct SectorRows: Hashable, Sendable {
  /// Of the names that count; nil where none does.
  package struct Mean: Hashable, Sendable {
    package let value: Double
    /// Names that count.
    package let count: Int

    init?(_ values: [Double]) {
      guard !values.isEmpty else { return nil }
      value = values.reduce(0, +) / Double(values.count)
      count = values.count
    }
  }

  package let name: String
  package let rows: [QuoteRow]
  package let meanChangePercent: Mean?
  package let meanVersusReference: Mean?
  package let meanSinceEvent: Mean?
  /// What ``QuoteRow/versusReference`` of its rows compares with.
  package let reference: String
}

extension SectorRows {
  /// The watchlist's sectors in its order, then the quotes that no sector lists, by symbol, in ``Watchlist/otherSector``.
  package static func sectors(of desk: Desk, asOf instant: Instant) -> [SectorRows] {
    var rows = RowCache()
    let silent = FeedSilence(of: desk, asOf: instant).symbols
    return rows.sectors(of: desk, asOf: instant, silent: silent)
  }

  init(_ name: String, _ rows: [QuoteRow], reference: String) {
    self.name = name
    self.rows = rows
    self.reference = reference
    let counted = rows.filter(\.isOfLastSession)
    meanChangePercent = Mean(counted.compactMap(\.changePercent))
    meanVersusReference = Mean(counted.compactMap(\.versusReference))
    meanSinceEvent = Mean(counted.compactMap(\.sinceEvent))
  }
}
