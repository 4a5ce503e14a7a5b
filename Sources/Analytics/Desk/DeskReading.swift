import Market

/// Everything that one moment of the desk says.
package struct DeskReading: Hashable, Sendable {
  package let asOf: Instant
  /// By when an entry of the ledger counts as known in it (``Market/Desk/ledgerCutoff(asOf:)``).
  package let cutoff: Instant
  /// The date in New York.
  package let day: Day
  package private(set) var sectors: [SectorRows]
  package let indicator: IndicatorReading
  /// Since 16:20 New York of the day before, and of seven days before.
  package let today: IndicatorChange
  package let week: IndicatorChange
  /// What the market needle is made of, and what it lacks.
  package let needle: MarketMakeup
  /// Nil where the needle is missing on either day.
  package let marketToday: MarketChange?
  package let marketWeek: MarketChange?
  package let tariffs: TariffReading
  /// Visible signals, newest first; of one day the largest first.
  package private(set) var signals: [SignalRow]
  /// What comes next, ascending; entries of the whole day stand before those with a time.
  package private(set) var ahead: [AheadEntry]
  /// Facts of this day or before, and undated ones.
  package private(set) var facts: [Fact]
  /// By file.
  package let deadFeeds: [DeadFeed]
  /// When the next feed counts as dead unless its file changes; nil where none can.
  package let nextSilence: Instant?
  package let scenarios: [Scenario]
  /// Files that are bad or gone, whatever the moment, by path.
  package let troubledFiles: [FileReport]
}

extension DeskReading {
  /// The same with these signals, entries ahead and facts alone, by their positions; nil: all.
  package func narrowed(signals: [Int]? = nil, ahead: [Int]? = nil, facts: [Int]? = nil) -> DeskReading {
    var reading = self
    if let signals { reading.signals = signals.map { self.signals[$0] } }
    if let ahead { reading.ahead = ahead.map { self.ahead[$0] } }
    if let facts { reading.facts = facts.map { self.facts[$0] } }
    return reading
  }

  /// The same with these names alone, in their order within their sectors; means are those of all names of a sector.
  package func narrowed(to symbols: [String]) -> DeskReading {
    let places = Dictionary(zip(symbols, symbols.indices)) { first, _ in first }
    var reading = self
    reading.sectors = sectors.compactMap { sector in
      let rows = sector.rows.filter { places[$0.instrument.symbol] != nil }.sorted {
        (places[$0.instrument.symbol] ?? 0) < (places[$1.instrument.symbol] ?? 0)
      }
      guard !rows.isEmpty else { return nil }
      return SectorRows(
        name: sector.name, rows: rows, meanChangePercent: sector.meanChangePercent,
        meanVersusReference: sector.meanVersusReference, meanSinceEvent: sector.meanSinceEvent,
        reference: sector.reference)
    }
    return reading
  }
}
