import Market

/// A quote file that has fallen silent while a venue of its names trades.
package struct DeadFeed: Hashable, Sendable {
  package let file: String
  /// The time of its newest quote of a trading venue.
  package let newest: Instant
  /// Since when it is silent: that time, or the file's last change.
  package let since: Instant
  /// Seconds between two changes usually; nil where too few have been seen.
  package let usual: Int64?
  package let venue: Venue
  /// Symbols of the file whose venues trade, as the feed calls them, sorted.
  package let symbols: [String]

  /// Files, by name, that have not changed for longer than their own rhythm allows, or whose quotes are all older than
  /// the watchlist's limit (that of a slower rhythm, if it is known). Only venues that have traded for as long count.
  static func feeds(of desk: Desk, asOf instant: Instant) -> [DeadFeed] {
    var trading: [Venue: Instant] = [:]
    for venue in Venue.allCases { trading[venue] = desk.sessions[venue].trading(at: instant)?.start }
    guard !trading.isEmpty else { return [] }
    let feeds = desk.feeds
    let rhythms = FeedRhythm.rhythms(of: desk, feeds, asOf: instant)
    let changes = Dictionary(desk.files.map { ($0.path, $0.changes) }) { first, _ in first }
    return feeds.compactMap { file, quotes -> DeadFeed? in
      let rhythm = rhythms[file]
      let lastChange = changes[file]?.last { $0 <= instant }
      func feed(since: Instant?, limit: Int64) -> DeadFeed? {
        let awaited = quotes.filter { entry in
          entry.quote.time <= instant && (trading[entry.venue].map { $0.seconds(to: instant) > limit } ?? false)
        }
        guard let newest = awaited.max(by: { $0.quote.time < $1.quote.time }) else { return nil }
        let since = since ?? newest.quote.time
        guard since.seconds(to: instant) > limit else { return nil }
        return DeadFeed(
          file: file, newest: newest.quote.time, since: since, usual: rhythm?.usual, venue: newest.venue,
          symbols: awaited.map(\.quote.symbol).sorted())
      }
      if let rhythm, let lastChange, let silent = feed(since: lastChange, limit: rhythm.limit) { return silent }
      return feed(since: nil, limit: max(desk.watchlist.staleLimit, rhythm?.limit ?? 0))
    }.sorted { $0.file < $1.file }
  }
}
