import Market

/// One watchlist row as of a moment: what is known then, from the latest quote or the daily bars.
package struct QuoteRow: Hashable, Sendable {
  /// Why a price is not a plain fresh one.
  package enum Flag: String, Sendable {
    case adjusted = "a"
    case carried = "c"
    case provisional = "p"
    case stale = "s"
  }

  package let instrument: Instrument
  package let price: Double?
  package let flag: Flag?
  /// Against the close before the quote's own session; nil when the venue had no session on the screen's last weekday.
  package let change: Double?
  package let changePercent: Double?
  /// Today's log return ÷ the deviation (n−1) of the 20 daily log returns before it.
  package let sigma: Double?
  /// Change % minus the reference's change %; nil for the reference itself.
  package let versusReference: Double?
  /// Percent since the close of the watchlist's event day.
  package let sinceEvent: Double?
  package let yearLow: Double?
  package let yearHigh: Double?
  /// (price − low)/(high − low), 0…1; computed on one basis (adjusted closes, or the quote's own range).
  package let yearPosition: Double?
  /// Adjusted closes known at the moment, oldest first, at most 60, the last provisional if the quote is newer.
  package let closes: [Double]
  package let currency: String?
  /// The time the price is of.
  package let time: Instant?
  /// The venue's session date of the price.
  package let session: Day?
  package let previousClose: Double?
  package let open: Double?
  package let high: Double?
  package let low: Double?
  package let volume: Double?
  package let extended: Quote.Extended?
  package let isStale: Bool
  package let origin: Origin?
  /// State of the instrument's venue at the moment.
  package let venueState: SessionState?
}

/// A sector's rows with their plain means (nil with no values; the screen shows them for more than one name).
package struct SectorRows: Hashable, Sendable {
  package let name: String
  package let rows: [QuoteRow]
  package let meanChangePercent: Double?
  package let meanVersusReference: Double?
  package let meanSinceEvent: Double?
}
