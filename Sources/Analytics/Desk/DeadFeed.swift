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
  fileprivate static let openingSeconds: Int64 = 60

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
    let files = desk.feeds(asOf: instant)
    var dead: [DeadFeed] = []
    var next: Instant?
    var changes: [String: [Instant]] = [:]
    for index in desk.files.indices where files[desk.files[index].path] != nil {
      changes[desk.files[index].path] = desk.files[index].changes
    }
    for (path, feed) in files {
      let watched = WatchedFeed(path, feed, changes: changes[path], trading, desk, asOf: instant)
      if let silent = watched.silent {
        dead.append(silent)
      } else {
        next = [next, watched.next].compactMap { $0 }.min()
      }
    }
    feeds = dead.sorted { $0.file < $1.file }
    self.next = next.map { Instant(milliseconds: $0.milliseconds + 1) }
  }
}

/// A file's feed while venues of its names trade.
private struct WatchedFeed {
  /// Since when it is dead, and how; nil where it is not.
  let silent: DeadFeed?
  /// When it will be unless its file changes before; nil where no venue of its quotes trades.
  let next: Instant?

  /// - Parameters:
  ///   - changes: of the file at `path`, as far as they are known.
  ///   - trading: since when venues trade.
  init(
    _ path: String, _ feed: Feed, changes: [Instant]?, _ trading: [Venue: Instant], _ desk: Desk,
    asOf instant: Instant
  ) {
    let rhythm = changes.flatMap { FeedRhythm($0, of: feed.venues.map { desk.sessions[$0] }, asOf: instant) }
    let expected = feed.newest.values.filter { trading[$0.venue] != nil }
    /// From when on it is dead.
    func end(since: Instant?, limit: Int64) -> (due: Instant, since: Instant, venues: [Feed.Newest])? {
      func granted(_ venue: Venue) -> Instant {
        (trading[venue] ?? instant).advanced(bySeconds: max(limit, FeedSilence.openingSeconds))
      }
      let late = expected.filter { granted($0.venue) < instant }
      let awaited = late.isEmpty ? expected : late
      guard let newest = awaited.map(\.time).max() else { return nil }
      let since = since ?? newest
      let opened = awaited.map { granted($0.venue) }.min() ?? instant
      return (max(since.advanced(bySeconds: limit), opened), since, awaited)
    }
    var ends = [end(since: nil, limit: max(desk.watchlist.staleLimit, rhythm?.limit ?? 0))]
    if let rhythm, let last = changes?.last(where: { $0 <= instant }) {
      ends.insert(end(since: last, limit: rhythm.limit), at: 0)
    }
    guard let end = ends.compactMap({ $0 }).first(where: { $0.due < instant }) else {
      silent = nil
      next = ends.compactMap { $0?.due }.min()
      return
    }
    next = nil
    let newest = end.venues.max { ($0.time, $1.place) < ($1.time, $0.place) }
    silent = newest.map { newest in
      DeadFeed(
        file: path, newest: newest.time, since: end.since, usual: rhythm?.usual, venue: newest.venue,
        symbols: desk.symbols(of: Set(end.venues.map(\.venue)), in: path, asOf: instant))
    }
  }
}

extension Desk {
  /// Symbols of a file's known quotes of some venues, sorted.
  fileprivate func symbols(of venues: Set<Venue>, in file: String, asOf instant: Instant) -> [String] {
    var symbols: [String] = []
    forEachFeedQuote { index, venue in
      guard venues.contains(venue), quotes.values[index].origin.file == file, quotes.values[index].time <= instant
      else { return }
      symbols.append(quotes.values[index].symbol)
    }
    return symbols.sorted()
  }
}
