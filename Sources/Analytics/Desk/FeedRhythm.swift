import Market

/// How often a quote file usually changes while it is to be expected to: the median of the intervals between its last
/// changes within one uninterrupted period of trading of a venue of its names, so neither over night nor over lunch.
package struct FeedRhythm: Hashable, Sendable {
  /// Seconds between two changes.
  package let usual: Int64

  /// Intervals that must have been seen.
  private static let fewest = 4
  /// Silence that is no sign of anything, in seconds, however fast a feed is.
  private static let patience: Int64 = 10

  /// Seconds of silence after which the feed has stopped: three times the usual, at least ten.
  package var limit: Int64 { max(Self.patience, 3 * usual) }

  /// Nil with fewer than four intervals; changes after `instant` are not looked at.
  init?(_ changes: [Instant], of venues: [VenueSessions], asOf instant: Instant) {
    let known = changes.filter { $0 <= instant }
    guard known.count > Self.fewest else { return nil }
    let intervals = zip(known, known.dropFirst()).compactMap { before, after -> Int64? in
      let isTrading = venues.contains { venue in venue.trading(at: before).map { after < $0.end } ?? false }
      return isTrading ? before.seconds(to: after) : nil
    }.sorted()
    guard intervals.count >= Self.fewest else { return nil }
    let middle = intervals.count / 2
    usual = intervals.count % 2 == 1 ? intervals[middle] : (intervals[middle - 1] + intervals[middle]) / 2
  }

  /// The rhythms of the quote files that have one, by path.
  package static func rhythms(of desk: Desk, asOf instant: Instant) -> [String: FeedRhythm] {
    let feeds = desk.feeds(asOf: instant)
    var rhythms: [String: FeedRhythm] = [:]
    for index in desk.files.indices {
      guard let feed = feeds[desk.files[index].path] else { continue }
      rhythms[desk.files[index].path] = FeedRhythm(
        desk.files[index].changes, of: feed.venues.map { desk.sessions[$0] }, asOf: instant)
    }
    return rhythms
  }
}

/// What a file quotes of the watchlist's names whose venue is known.
struct Feed {
  /// The newest quote of a venue; of several the first in the order of the watchlist.
  struct Newest {
    let venue: Venue
    let time: Instant
    let place: Int
  }

  /// Venues of its quotes.
  fileprivate(set) var venues: Set<Venue> = []
  /// By venue, of the quotes that are known.
  fileprivate(set) var newest: [Venue: Newest] = [:]
}

extension Desk {
  /// Calls `body` with the place in ``quotes`` of each quote of the watchlist's names whose venue is known, in their order.
  func forEachFeedQuote(_ body: (Dictionary<String, Quote>.Index, Venue) -> Void) {
    for sector in watchlist.sectors {
      for name in sector.instruments.indices {
        guard let venue = sector.instruments[name].venue else { continue }
        if let index = quotes.index(forKey: sector.instruments[name].symbol) { body(index, venue) }
        for alias in sector.instruments[name].aliases {
          if let index = quotes.index(forKey: alias) { body(index, venue) }
        }
      }
    }
  }

  /// The feeds by the file that they stand in. Asked for with every quote: none is copied.
  func feeds(asOf instant: Instant) -> [String: Feed] {
    var places: [String: Int] = [:]
    var feeds: [Feed] = []
    var (file, current) = ("", -1)
    var place = 0
    forEachFeedQuote { index, venue in
      // Mostly that of the quote before.
      if current < 0 || quotes.values[index].origin.file != file {
        file = quotes.values[index].origin.file
        current = places[file] ?? feeds.count
        places[file] = current
        if current == feeds.count { feeds.append(Feed()) }
      }
      place += 1
      let time = quotes.values[index].time
      if !feeds[current].venues.contains(venue) { feeds[current].venues.insert(venue) }
      guard time <= instant, feeds[current].newest[venue].map({ $0.time < time }) ?? true else { return }
      feeds[current].newest[venue] = Feed.Newest(venue: venue, time: time, place: place)
    }
    return places.mapValues { feeds[$0] }
  }
}
