import Market

/// What US feeds call a snapshot: the last trade, in or outside the session, beside the latest day's bar and the close
/// before. A trade outside the session is no price of the session: it stands beside that day's close. A trade after the
/// close may be that of the closing auction: the day's bar tells.
struct USSnapshot {
  struct DayBar {
    /// Nil where the feed does not date it.
    var day: Day?
    var open: Double?
    var high: Double?
    var low: Double?
    var close: Double?
    var volume: Double?

    /// Keys `o` `h` `l` `c` `v`; 0 before the day's first trade.
    init(_ value: JSONValue?, day: Day?) throws(Fault) {
      self.day = day
      open = try value?.field("o")?.feedSidePrice()
      high = try value?.field("h")?.feedSidePrice()
      low = try value?.field("l")?.feedSidePrice()
      close = try value?.field("c")?.feedSidePrice()
      volume = try value?.field("v")?.feedVolume()
    }
  }

  var trade: (price: Double, time: Instant)?
  var bar: DayBar
  /// The close of the day before the bar's.
  var previousClose: Double?
  var bid: Double?
  var ask: Double?

  /// Nil where neither a trade nor a dated bar tells a price.
  func quote(_ symbol: String, _ origin: Origin) -> Quote? {
    guard let trade else {
      guard let day = bar.day, let close = bar.close else { return nil }
      return ofDay(symbol, day, close, origin)
    }
    let today = Zone.newYork.day(of: trade.time)
    let isLate = trade.time > Venue.nyse.priceTime(of: today) && bar.close != nil && (bar.day ?? today) == today
    let session = isLate ? .post : Quote.Session(newYork: trade.time)
    if session != .regular, let close = bar.close,
      let day = bar.day ?? (session == .post ? today : nil), day < today || (day == today && session == .post)
    {
      var quote = ofDay(symbol, day, close, origin)
      if trade.time > quote.time, !isLate || trade.price != close {
        quote.extended = Quote.Extended(session: session, time: trade.time, price: trade.price)
      }
      return quote
    }
    var quote = Quote(symbol: symbol, time: trade.time, price: trade.price, origin: origin)
    quote.session = session
    if let day = bar.day, day < today, bar.close != nil {
      quote.previousClose = bar.close
    } else {
      if session == .regular { fill(&quote) }
      quote.previousClose = previousClose
    }
    (quote.bid, quote.ask) = (bid, ask)
    return quote
  }

  private func ofDay(_ symbol: String, _ day: Day, _ close: Double, _ origin: Origin) -> Quote {
    var quote = Quote(symbol: symbol, time: Venue.nyse.priceTime(of: day), price: close, origin: origin)
    fill(&quote)
    quote.previousClose = previousClose
    (quote.bid, quote.ask) = (bid, ask)
    return quote
  }

  private func fill(_ quote: inout Quote) {
    (quote.open, quote.high, quote.low, quote.volume) = (bar.open, bar.high, bar.low, bar.volume)
  }
}
