import Market

/// A quote file that has fallen silent while a venue of its names trades.
package struct DeadFeed: Hashable, Sendable {
  package let file: String
  /// The time of its newest quote of a trading venue.
  package let newest: Instant
  package let venue: Venue
  /// Symbols of the file whose venues trade, as the feed calls them, sorted.
  package let symbols: [String]

  /// Files whose quotes of venues that have traded for longer than the watchlist's limit are all older than it, by name.
  static func feeds(of desk: Desk, asOf instant: Instant) -> [DeadFeed] {
    let limit = Int64(desk.watchlist.staleAfter)
    var files: [String: [(quote: Quote, venue: Venue)]] = [:]
    var trading: [Venue: Bool] = [:]
    for venue in Venue.allCases {
      trading[venue] = venue.trading(at: instant).map { $0.start.seconds(to: instant) > limit } ?? false
    }
    for instrument in desk.watchlist.sectors.flatMap(\.instruments) {
      guard let venue = instrument.venue, trading[venue] == true else { continue }
      for quote in instrument.symbols.compactMap({ desk.quotes[$0] }) where quote.time <= instant {
        files[quote.origin.file, default: []].append((quote, venue))
      }
    }
    return files.compactMap { file, quotes -> DeadFeed? in
      guard let newest = quotes.max(by: { $0.quote.time < $1.quote.time }),
        newest.quote.time.seconds(to: instant) > limit
      else { return nil }
      return DeadFeed(
        file: file, newest: newest.quote.time, venue: newest.venue, symbols: quotes.map(\.quote.symbol).sorted())
    }.sorted { $0.file < $1.file }
  }
}
