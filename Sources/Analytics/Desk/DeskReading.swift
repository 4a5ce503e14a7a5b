import Market

/// Everything that one moment of the desk says.
package struct DeskReading: Hashable, Sendable {
  package let asOf: Instant
  /// The date in New York.
  package let day: Day
  package let sectors: [SectorRows]
  package let indicator: IndicatorReading
  /// Since 16:20 New York of the day before, and of seven days before.
  package let today: IndicatorChange
  package let week: IndicatorChange
  /// Nil where the needle is missing on either day.
  package let marketToday: MarketChange?
  package let marketWeek: MarketChange?
  /// The policy index since 1 January of the year, one value a day; the last one is this reading's.
  package let policyHistory: [DailyValue]
  package let tariffs: TariffReading
  /// The headlines since 1 January of the year.
  package let tariffHistory: TariffHistory
  /// Visible signals, newest first; of one day the largest first.
  package let signals: [SignalRow]
  /// What comes next, ascending; entries of the whole day stand before those with a time.
  package let ahead: [AheadEntry]
  /// Facts of this day or before, and undated ones.
  package let facts: [Fact]
  /// By file.
  package let deadFeeds: [DeadFeed]
  package let scenarios: [Scenario]
  /// Files that are bad or gone, whatever the moment, by path.
  package let troubledFiles: [FileReport]
}
