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
}

/// Which feeds are silent at a moment, and when the next one counts as such.
struct FeedSilence {
  /// By file.
  let feeds: [DeadFeed]
  /// The moment from which another feed is dead unless its file changes before; nil where none can be.
  let next: Instant?

  /// Symbols whose venue trades while their feed is silent.
  var symbols: Set<String> { Set(feeds.flatMap(\.symbols)) }

  /// Seconds after an opening within which no feed is expected: the first trade of a name may take as long.
  private static let openingSeconds: Int64 = 60

  /// Files that have not changed for longer than their own rhythm allows, or whose quotes are all older than the watchlist's
  /// limit (that of a slower rhythm, if it is known). Only venues that have traded for as long count.
  init(of desk: Desk, asOf instant: Instant) {
    var trading: [Venue: Instant] = [:]
    for venue in Venue.allCases { trading[venue] = desk.sessions[venue].trading(at: instant)?.start }
    guard !trading.isEmpty else {
      feeds = []
      next = nil
      return
    }
    let files = desk.feeds
    let rhythms = FeedRhythm.rhythms(of: desk, files, asOf: instant)
    let changes = Dictionary(desk.files.map { ($0.path, $0.changes) }) { first, _ in first }
    var dead: [DeadFeed] = []
    var next: Instant?
    for (file, quotes) in files {
      let rhythm = rhythms[file]
      let expected = quotes.filter { $0.quote.time <= instant && trading[$0.venue] != nil }
      /// From when on it is dead; nil where no venue of its quotes trades.
      func end(since: Instant?, limit: Int64) -> (due: Instant, feed: () -> DeadFeed)? {
        func granted(_ venue: Venue) -> Instant {
          (trading[venue] ?? instant).advanced(bySeconds: max(limit, Self.openingSeconds))
        }
        let late = expected.filter { granted($0.venue) < instant }
        let awaited = late.isEmpty ? expected : late
        guard let newest = awaited.max(by: { $0.quote.time < $1.quote.time }) else { return nil }
        let since = since ?? newest.quote.time
        let opened = awaited.map { granted($0.venue) }.min() ?? instant
        let due = max(since.advanced(bySeconds: limit), opened)
        return (
          due,
          {
            DeadFeed(
              file: file, newest: newest.quote.time, since: since, usual: rhythm?.usual, venue: newest.venue,
              symbols: awaited.map(\.quote.symbol).sorted())
          }
        )
      }
      var ends = [end(since: nil, limit: max(desk.watchlist.staleLimit, rhythm?.limit ?? 0))]
      if let rhythm, let last = changes[file]?.last(where: { $0 <= instant }) {
        ends.insert(end(since: last, limit: rhythm.limit), at: 0)
      }
      if let (_, feed) = ends.compactMap({ $0 }).first(where: { $0.due < instant }) {
        dead.append(feed())
      } else {
        next = ([next] + ends.map { $0?.due }).compactMap { $0 }.min()
      }
    }
    feeds = dead.sorted { $0.file < $1.file }
    self.next = next.map { Instant(milliseconds: $0.milliseconds + 1) }
  }
}
