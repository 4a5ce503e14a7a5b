import Market
import Testing

@testable import Snapshots

/// Quotes and bars dated after the file that tells them was written: the feed's clock is ahead.
struct FeedClockTests {
  /// 10:15 New York on a Friday; on a full second, as feeds write.
  private let written = Instant(rfc3339: "2025-05-02T10:15:00-04:00")!

  /// Reads a file as the engine does: with its own time, and the clock of the reading.
  private func read(
    _ text: String, _ name: String = "q.json", modified: Instant? = nil, clock: Instant? = nil,
    into assembly: inout Assembly
  ) {
    assembly.add([Array(name.utf8)])
    guard let index = assembly.index(of: Array(name.utf8)) else { return }
    let modified = modified ?? written
    let clock = clock ?? modified.advanced(bySeconds: 1)
    let outcome = Array(text.utf8).withUnsafeBytes {
      FileOutcome(
        FileInput(
          path: name, bytes: $0, readable: $0.count, watchlist: SymbolsOfWatchlist(), parser: JSONParser(),
          modified: modified,
          clock: clock))
    }
    assembly.accept(outcome, at: index, modified: modified, read: clock, cost: 0)
    _ = assembly.merge()
  }

  private func quote(_ price: String, _ time: Instant, _ more: String = "") -> String {
    quotes(row("AMAT", price, time: time.description, more))
  }

  /// A quote of a feed whose clock is off by so many seconds, written at `written`.
  private func desk(skew: Int64, modified: Instant? = nil, clock: Instant? = nil) -> Desk {
    var assembly = Assembly()
    read(quote("148.32", written.advanced(bySeconds: skew)), modified: modified, clock: clock, into: &assembly)
    return assembly.desk
  }

  @Test("up to 30 s clocks differ, and a time of before is believed", arguments: [-3600, -10, 0, 5, 29, 30] as [Int64])
  func believed(skew: Int64) throws {
    let desk = desk(skew: skew)
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.time == written.advanced(bySeconds: skew))
    #expect(quote.clockAhead == nil)
    let file = try #require(desk.files.first)
    #expect(file.clockAhead == nil && file.problems.isEmpty && file.state == .ok)
  }

  @Test(
    "beyond, a quote counts from its file's own time and says by how much",
    arguments: [(31, "31 s"), (90, "90 s"), (300, "300 s"), (3600, "60 min"), (28_800, "8 h"), (86_400, "24 h")]
      as [(Int64, String)])
  func ahead(skew: Int64, text: String) throws {
    let desk = desk(skew: skew)
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time == written)
    #expect(quote.clockAhead?.seconds == skew)
    let file = try #require(desk.files.first)
    #expect(file.clockAhead?.seconds == skew)
    // A notice: nothing is refused.
    #expect(file.state == .ok)
    #expect(file.problems.map(\.isNotice) == [true])
    #expect(
      file.problems.first?.description
        == "q.json: found a time \(text) ahead of the file's own, expected none later: the feed's clock is off, and its "
        + "prices count from the file's time")
    #expect(file.newest == written.advanced(bySeconds: skew))
  }

  @Test("a feed put right is no longer named")
  func putRight() {
    var assembly = Assembly()
    read(quote("148.32", written.advanced(bySeconds: 90)), into: &assembly)
    #expect(assembly.desk.files.first?.clockAhead != nil)
    let later = written.advanced(bySeconds: 5)
    read(quote("148.40", later), modified: later, into: &assembly)
    #expect(assembly.desk.files.first?.clockAhead == nil && assembly.desk.files.first?.problems.isEmpty == true)
    #expect(assembly.desk.quotes["AMAT"]?.time == later)
  }

  /// Feeds tell whole seconds; the file is written some milliseconds into one.
  @Test func theTellingSecondHasBegun() {
    let desk = desk(skew: 90, modified: Instant(milliseconds: written.milliseconds + 713))
    #expect(desk.quotes["AMAT"]?.clockAhead?.description == "90 s")
  }

  @Test("of two feeds the later counts, however far the other's clock is ahead")
  func besideAnother() throws {
    for skew in [90, 86_400] as [Int64] {
      var assembly = Assembly()
      read(quote("148.32", written.advanced(bySeconds: skew)), "fast.json", into: &assembly)
      let later = written.advanced(bySeconds: 5)
      read(quote("148.40", later), "right.json", modified: later, into: &assembly)
      #expect(assembly.desk.quotes["AMAT"]?.price == 148.40)
    }
  }

  @Test("an extended price ahead counts from the file's time too")
  func extended() throws {
    let told = written.advanced(bySeconds: 600)
    var assembly = Assembly()
    read(
      quote("148.32", written, #","extended":{"session":"pre","time":"\#(told)","price":148.9}"#), into: &assembly)
    let quote = try #require(assembly.desk.quotes["AMAT"])
    #expect(quote.time == written)
    #expect(quote.extended == Quote.Extended(session: .pre, time: written, price: 148.9))
    #expect(quote.clockAhead?.seconds == 600)
  }

  @Test("quotes of every way to read them are looked at: Finnhub names its symbol by the file")
  func otherFormats() throws {
    let told = written.advanced(bySeconds: 300).seconds
    var assembly = Assembly()
    read(
      #"{"c":148.32,"d":-2.39,"dp":-1.5858,"h":151.2,"l":147.8,"o":149.9,"pc":150.71,"t":\#(told)}"#, "AMAT.json",
      into: &assembly)
    let quote = try #require(assembly.desk.quotes["AMAT"])
    #expect(quote.time == written && quote.clockAhead?.seconds == 300)
  }

  @Test("a file from a machine whose clock is ahead counts from when it was read")
  func fileAhead() throws {
    let skewed = written.advanced(bySeconds: 90)
    let desk = desk(skew: 90, modified: skewed, clock: written)
    let quote = try #require(desk.quotes["AMAT"])
    #expect(quote.time == written && quote.clockAhead?.seconds == 90)
    #expect(
      desk.files.first?.problems.first?.message.hasPrefix(
        "found a time 90 s ahead of the clock, expected none later") == true)
    // Its changes are those of the clock, so that no feed of that kind seems to have stopped.
    #expect(desk.files.first?.changes == [written])
  }

  @Test("the time of an archive or of another zone says nothing of quotes that the clock has reached")
  func archive() throws {
    let clock = written.advanced(bySeconds: 86_400)
    for old in ["1970-01-01T00:00:01Z", "2025-05-02T03:15:00-04:00"] {
      let modified = try #require(Instant(rfc3339: old))
      let quote = try #require(desk(skew: 0, modified: modified, clock: clock).quotes["AMAT"])
      #expect(quote.time == written && quote.clockAhead == nil)
    }
    // Within an hour it does, as when `print` comes late to a feed that has stopped.
    let late = try #require(desk(skew: 300, clock: clock).quotes["AMAT"])
    #expect(late.time == written && late.clockAhead?.seconds == 300)
  }

  private func bars(_ start: Instant, _ closes: Double...) -> String {
    let bars = closes.enumerated().map { index, close in
      #"{"time":"\#(start.advanced(bySeconds: 60 * Int64(index)))","close":\#(close)}"#
    }
    return #"{"schema":"detente/history/1","symbol":"AMAT","interval":"1m","bars":[\#(bars.joined(separator: ","))]}"#
  }

  @Test("daily bars that all begin after their file was written are refused, and what was known stays")
  func daysAhead() throws {
    var assembly = Assembly()
    read("Date,Close\n2025-04-30,150.71\n2025-05-01,148.96\n", "AMAT.csv", into: &assembly)
    // A slip of the year; the day under way is none.
    read("Date,Close\n2052-05-01,148.96\n2052-05-02,149.10\n", "AMAT.csv", into: &assembly)
    let history = try #require(assembly.desk.histories["AMAT"])
    #expect(history.bars.map(\.close) == [150.71, 148.96] && history.kept)
    #expect(assembly.desk.problem("AMAT.csv").hasPrefix("AMAT.csv:2: found AMAT in bars that begin 9860 d after"))
    read("Date,Close\n2025-05-02,149.40\n", "AMAT.csv", into: &assembly)
    #expect(assembly.desk.histories["AMAT"]?.bars.map(\.close) == [149.40])
  }

  @Test("bars within days that all begin after their file was written are refused, and what was known stays")
  func barsAhead() throws {
    var assembly = Assembly()
    read(bars(written.advanced(bySeconds: -180), 148.1, 148.2), "AMAT.json", into: &assembly)
    #expect(assembly.desk.intraday["AMAT"]?.bars.map(\.close) == [148.1, 148.2])
    // Local time written as UTC's: eight hours ahead.
    let later = written.advanced(bySeconds: 60)
    read(bars(later.advanced(bySeconds: 28_800), 150.1, 150.2), "AMAT.json", modified: later, into: &assembly)
    let history = try #require(assembly.desk.intraday["AMAT"])
    #expect(history.bars.map(\.close) == [148.1, 148.2] && history.kept)
    #expect(assembly.desk.files.first?.state == .partial)
    #expect(
      assembly.desk.problem("AMAT.json").contains(
        "found AMAT in bars that begin 8 h after the file was written, expected earlier ones"))
    // The bar under way, and one that is named by its end, are none.
    read(bars(later.advanced(bySeconds: 59), 148.3), "AMAT.json", modified: later, into: &assembly)
    #expect(assembly.desk.intraday["AMAT"]?.bars.map(\.close) == [148.3])
  }

  /// Newest first, all ahead of the file: of prices that count from one time the one told last is shown, and none is
  /// doubtful.
  @Test func theLatestOfTimesAheadCounts() throws {
    func row(_ time: String, _ price: String) -> String {
      #"{"symbol":"AMAT","time":"\#(time)","price":\#(price),"currency":"USD"}"#
    }
    let text =
      #"{"schema":"detente/quotes/1","quotes":[\#(row("2025-05-01T15:50:00Z", "149.10")),"#
      + #"\#(row("2025-05-01T15:49:00Z", "148.60"))]}"#
    var assembly = Assembly()
    assembly.add([Array("q.json".utf8)])
    assembly.read("q.json", text, modified: Instant(rfc3339: "2025-05-01T15:10:00Z"))
    let quote = try #require(assembly.desk.quotes["AMAT"])
    #expect(quote.price == 149.1)
    #expect(quote.doubt == nil)
    #expect(quote.clockAhead?.seconds == 2400)
  }
}
