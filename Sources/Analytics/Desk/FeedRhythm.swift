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
    rhythms(of: desk, desk.feeds, asOf: instant)
  }

  /// - Parameter feeds: those of the desk.
  static func rhythms(of desk: Desk, _ feeds: Desk.Feeds, asOf instant: Instant) -> [String: FeedRhythm] {
    let venues = feeds.mapValues { quotes in
      quotes.reduce(into: Set<Venue>()) { $0.insert($1.venue) }.map { desk.sessions[$0] }
    }
    var rhythms: [String: FeedRhythm] = [:]
    for file in desk.files {
      guard let venues = venues[file.path] else { continue }
      rhythms[file.path] = FeedRhythm(file.changes, of: venues, asOf: instant)
    }
    return rhythms
  }
}

extension Desk {
  typealias Feeds = [String: [(quote: Quote, venue: Venue)]]

  /// The quotes of the watchlist's names whose venue is known, by the file that they stand in.
  var feeds: Feeds {
    var feeds: Feeds = [:]
    for instrument in watchlist.sectors.flatMap(\.instruments) {
      guard let venue = instrument.venue else { continue }
      for symbol in instrument.symbols {
        guard let quote = quotes[symbol] else { continue }
        feeds[quote.origin.file, default: []].append((quote, venue))
      }
    }
    return feeds
  }
}
