import Analytics
import Market
import Wording

/// The columns of the watchlist as rules know them.
package enum AlertColumns {
  /// The one that a rule without a column looks at.
  static let usual = QuoteColumns.last.id
  /// The means that a sector's heading shows.
  static let ofSectors = [QuoteColumns.changePercent.id, QuoteColumns.versus.id, QuoteColumns.since.id]
  /// Prices in the name's currency: their levels are re-armed by its usual range.
  private static let prices: Set<String> = [
    QuoteColumns.last.id, QuoteColumns.previousClose.id, QuoteColumns.open.id, QuoteColumns.high.id,
    QuoteColumns.low.id, QuoteColumns.bid.id, QuoteColumns.ask.id, QuoteColumns.extendedPrice.id,
  ]
  /// What changes without a new price: it is looked at anew at whole minutes.
  private static let timed: Set<String> = [
    QuoteColumns.age.id, QuoteColumns.session.id, QuoteColumns.stale.id, QuoteColumns.missing.id,
    QuoteColumns.results.id, QuoteColumns.versus.id, QuoteColumns.beta.id,
  ]
  /// What is known of a price that does not count.
  private static let untrusted: Set<String> = [
    QuoteColumns.age.id, QuoteColumns.session.id, QuoteColumns.stale.id, QuoteColumns.missing.id,
    QuoteColumns.results.id, QuoteColumns.doubt.id, QuoteColumns.flag.id, QuoteColumns.clockAhead.id,
    QuoteColumns.file.id, QuoteColumns.time.id,
  ]

  /// By id.
  static let records = Dictionary(uniqueKeysWithValues: QuoteColumns.all.map { ($0.id, $0) })
  static let ids = QuoteColumns.all.map(\.id)
  /// Those whose values are numbers: a name without prices has a missing number there, and no text.
  static let numbers: Set<String> = {
    let name = Instrument(symbol: "")
    let rows = SectorRows.sectors(
      of: Desk(watchlist: Watchlist(sectors: [Sector(name: "", instruments: [name])])), asOf: .epoch)
    guard let sector = rows.first, let row = sector.rows.first else { return [] }
    let line = QuoteLine(row, of: sector, asOf: .epoch)
    return Set(QuoteColumns.all.filter { if case .number = $0.value(line) { true } else { false } }.map(\.id))
  }()

  static func isPrice(_ column: String) -> Bool { prices.contains(column) }
  static func isTimed(_ column: String) -> Bool { timed.contains(column) }
  static func isTold(ofUncounted column: String) -> Bool { untrusted.contains(column) }
}

extension Instant {
  static let epoch = Instant(milliseconds: 0)
}

extension Desk {
  init(watchlist: Watchlist) {
    self.init()
    self.watchlist = watchlist
  }
}
