/// One price of one instrument as a feed wrote it. Prices in `currency` per share.
package struct Quote: Hashable, Sendable {
  package enum Session: String, Sendable {
    case pre, regular, post
    /// Between the evening's end and the morning's begin, at venues that trade by night.
    case overnight
    case closed

    /// Whether a price of it is none of the day's: it is shown apart.
    package var isExtended: Bool { self == .pre || self == .post || self == .overnight }
  }

  /// A price outside the regular session; shown apart, never part of the day's change.
  package struct Extended: Hashable, Sendable {
    package let session: Session
    package let time: Instant
    package let price: Double
    /// Where it stands; nil: beside the price of its quote.
    package let origin: Origin?

    package init(session: Session, time: Instant, price: Double, origin: Origin? = nil) {
      self.session = session
      self.time = time
      self.price = price
      self.origin = origin
    }
  }

  /// As the feed calls it, on a desk as its watchlist spells it; resolved to an instrument by symbol or alias.
  package var symbol: String
  /// When it is of; a time that its feed's clock told ahead of its file is the file's, see ``clockAhead``.
  package private(set) var time: Instant
  package var price: Double
  package var previousClose: Double?
  package var open: Double?
  package var high: Double?
  package var low: Double?
  package var volume: Double?
  package var bid: Double?
  package var ask: Double?
  package var yearHigh: Double?
  package var yearLow: Double?
  /// ISO 4217 or a hundredth like `GBX`, nil where the file does not say.
  package var currency: String?
  package var session = Session.regular
  package var extended: Extended?
  package let origin: Origin
  /// Kept from a file that has since broken or gone.
  package var kept = false
  /// How far the time that its feed told is ahead of the one that it counts from; nil where the feed's is believed.
  package private(set) var clockAhead: ClockOffset?
  /// The close of a session as its bars within the day tell it, until a daily bar or the feed does.
  package var isProvisional = false
  /// Why its price may be none; nil for a price that is believed.
  package var doubt: Doubt?

  package init(symbol: String, time: Instant, price: Double, origin: Origin) {
    self.symbol = symbol
    self.time = time
    self.price = price
    self.origin = origin
  }

  /// The later of its time and its extended price's.
  package var latest: Instant { max(time, extended?.time ?? time) }

  /// Whether it differs from another at most by its time.
  package func tellsTheSame(as other: Quote) -> Bool {
    var same = self
    same.time = other.time
    return same == other
  }

  /// Has it, and its extended price, count from `moment` where they are later, marked where clocks do not usually differ
  /// by as much.
  package mutating func count(from moment: Instant) {
    if let offset = ClockOffset(of: latest, aheadOf: moment) { clockAhead = max(clockAhead ?? offset, offset) }
    time = min(time, moment)
    if let price = extended, price.time > moment {
      extended = Extended(session: price.session, time: moment, price: price.price, origin: price.origin)
    }
  }
}
