import Market
import Testing

@testable import Analytics

/// When a feed has stopped, by its own rhythm and its venues' hours.
struct FeedRhythmTests {
  private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

  private func changes(from first: String, every seconds: Int64, _ count: Int) throws -> [Instant] {
    let start = try instant(first)
    return (0..<count).map { start.advanced(bySeconds: seconds * Int64($0)) }
  }

  @Test func theUsualIsTheMedianWithinTrading() throws {
    let steady = try changes(from: "2025-05-02T10:00:00-04:00", every: 20, 9)
    let later = try instant("2025-05-02T15:00:00-04:00")
    #expect(FeedRhythm(steady, of: [Sessions.published[.nasdaq]], asOf: later)?.usual == 20)
    // One pause of five minutes does not change it.
    let paused = steady.dropLast() + [try instant("2025-05-02T10:08:00-04:00")]
    #expect(FeedRhythm(Array(paused), of: [Sessions.published[.nasdaq]], asOf: later)?.usual == 20)
    // Four intervals must have been seen, of what is known by the moment.
    #expect(FeedRhythm(Array(steady.prefix(4)), of: [Sessions.published[.nasdaq]], asOf: later) == nil)
    #expect(FeedRhythm(Array(steady.prefix(5)), of: [Sessions.published[.nasdaq]], asOf: later)?.usual == 20)
    #expect(
      FeedRhythm(steady, of: [Sessions.published[.nasdaq]], asOf: try instant("2025-05-02T10:01:00-04:00")) == nil)
    #expect(FeedRhythm([], of: [Sessions.published[.nasdaq]], asOf: later) == nil)
  }

  /// Hong Kong pauses from 12:00 to 13:00: that interval says nothing, nor does a night.
  @Test func pausesOfTheVenueDoNotCount() throws {
    let times = [
      "2025-05-02T11:40:00+08:00", "2025-05-02T11:50:00+08:00", "2025-05-02T13:05:00+08:00",
      "2025-05-02T13:15:00+08:00", "2025-05-02T13:25:00+08:00", "2025-05-06T09:35:00+08:00",
      "2025-05-06T09:45:00+08:00",
    ]
    let changes = try times.map(instant)
    let later = try instant("2025-05-06T10:00:00+08:00")
    #expect(FeedRhythm(changes, of: [Sessions.published[.hongKong]], asOf: later)?.usual == 600)
    #expect(FeedRhythm(changes, of: [Sessions.published[.nasdaq]], asOf: later) == nil)
  }

  private func desk(_ changes: [Instant], quote: String, symbol: String = "AMAT") throws -> Desk {
    var desk = Desk()
    desk.quotes[symbol] = Quote(
      symbol: symbol, time: try instant(quote), price: 150, origin: Origin(file: "us.json", line: 2))
    var report = FileReport(path: "us.json", kind: "quotes", state: .ok)
    for change in changes { report.noteChange(at: change) }
    desk.files = [report]
    return desk
  }

  /// Every 100 seconds: named after 300 seconds of silence, long before the watchlist's 900.
  @Test func aFastFeedIsNamedByItsOwnRhythm() throws {
    let changes = try changes(from: "2025-05-02T10:00:00-04:00", every: 100, 9)
    let desk = try desk(changes, quote: "2025-05-02T10:13:00-04:00")
    let last = changes[8]
    func dead(_ seconds: Int64) -> [DeadFeed] { FeedSilence(of: desk, asOf: last.advanced(bySeconds: seconds)).feeds }
    #expect(dead(300).isEmpty)
    let feed = try #require(dead(301).first)
    #expect(feed.file == "us.json")
    #expect(feed.since == last)
    #expect(feed.usual == 100)
    #expect(feed.symbols == ["AMAT"])
    // After the close nothing is late, and in the next session only after as long again.
    #expect(FeedSilence(of: desk, asOf: try instant("2025-05-02T17:00:00-04:00")).feeds.isEmpty)
    #expect(FeedSilence(of: desk, asOf: try instant("2025-05-05T09:34:00-04:00")).feeds.isEmpty)
    #expect(!FeedSilence(of: desk, asOf: try instant("2025-05-05T09:36:00-04:00")).feeds.isEmpty)
  }

  /// A feed of every second is named after ten, and its rows are stale at once.
  @Test func tenSecondsAreAlwaysGranted() throws {
    let changes = try changes(from: "2025-05-02T10:00:00-04:00", every: 1, 9)
    let desk = try desk(changes, quote: "2025-05-02T10:00:08-04:00")
    var evaluator = DeskEvaluator()
    func reading(_ seconds: Int64) -> (dead: Int, flag: QuoteRow.Flag?, next: Instant?) {
      let reading = evaluator.reading(of: desk, asOf: changes[8].advanced(bySeconds: seconds))
      return (reading.deadFeeds.count, reading.sectors[0].rows[0].flag, reading.nextSilence)
    }
    // The clock is to be looked at again a millisecond after the ten seconds.
    #expect(reading(3) == (0, nil, Instant(milliseconds: changes[8].milliseconds + 10_001)))
    #expect(reading(10) == (0, nil, Instant(milliseconds: changes[8].milliseconds + 10_001)))
    #expect(reading(11) == (1, .stale, nil))
    // What is silent is read the same by an evaluator that has seen nothing before.
    var other = DeskEvaluator()
    let late = changes[8].advanced(bySeconds: 11)
    #expect(other.reading(of: desk, asOf: late) == evaluator.reading(of: desk, asOf: late))
    #expect(FeedSilence(of: desk, asOf: changes[8].advanced(bySeconds: 10)).feeds.isEmpty)
    #expect(!FeedSilence(of: desk, asOf: changes[8].advanced(bySeconds: 11)).feeds.isEmpty)
  }

  /// Every half hour: the 15 minutes of the watchlist would name it all day long.
  @Test func aSlowFeedIsNotNamedTooEarly() throws {
    let changes = try changes(from: "2025-05-02T10:00:00-04:00", every: 1800, 6)
    let desk = try desk(changes, quote: "2025-05-02T12:30:00-04:00")
    #expect(FeedSilence(of: desk, asOf: try instant("2025-05-02T13:30:00-04:00")).feeds.isEmpty)
    #expect(!FeedSilence(of: desk, asOf: try instant("2025-05-02T14:01:00-04:00")).feeds.isEmpty)
  }

  /// A file that is written on and on with one old price tells nothing new.
  @Test func oldPricesInALivelyFileAreNoticed() throws {
    let changes = try changes(from: "2025-05-02T10:20:00-04:00", every: 20, 9)
    let desk = try desk(changes, quote: "2025-05-02T10:00:00-04:00")
    let feed = try #require(FeedSilence(of: desk, asOf: changes[8].advanced(bySeconds: 5)).feeds.first)
    #expect(feed.since == (try instant("2025-05-02T10:00:00-04:00")))
  }

  /// Over its lunch Hong Kong's feed may be silent.
  @Test func lunchIsNoSilence() throws {
    let changes = try changes(from: "2025-05-02T11:56:00+08:00", every: 20, 9)
    let desk = try desk(changes, quote: "2025-05-02T11:58:00+08:00", symbol: "1919.HK")
    #expect(FeedSilence(of: desk, asOf: try instant("2025-05-02T12:40:00+08:00")).feeds.isEmpty)
    #expect(FeedSilence(of: desk, asOf: try instant("2025-05-02T13:00:50+08:00")).feeds.isEmpty)
    #expect(!FeedSilence(of: desk, asOf: try instant("2025-05-02T13:01:10+08:00")).feeds.isEmpty)
  }

  @Test func onlyTheLastChangesAreRemembered() {
    var report = FileReport(path: "f", state: .ok)
    for second in 0..<40 { report.noteChange(at: Instant(seconds: Int64(second))) }
    report.noteChange(at: Instant(seconds: 10))
    report.noteChange(at: Instant(seconds: 39))
    #expect(report.changes.map(\.seconds) == Array(31...39))
  }
}
