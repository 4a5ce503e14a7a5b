import Analytics
import Market
import TestSupport
import Testing

@testable import Alerts

/// Values with a known number of crossings: none is lost, none rings twice, and none that does not count rings.
struct CountTests {
  /// A series about a level that is armed again two points above it, and the times at which it is crossed from above.
  private struct Series {
    var values: [(value: Double, time: Instant)] = []
    var crossings: [Instant] = []

    init(level: Double, cycles: Int, _ random: inout SplitMix, from start: Instant) {
      var time = start
      func put(_ low: Double, _ high: Double, _ random: inout SplitMix, atMost most: UInt64) {
        for _ in 0..<random.next() % most {
          values.append((Double.random(in: low..<high, using: &random), time)); time = time.advanced(bySeconds: 1)
        }
      }
      values.append((level + 5, time))
      time = time.advanced(bySeconds: 1)
      for _ in 0..<cycles {
        // Armed, and down to the level without crossing it.
        values.append((level + 2, time))
        time = time.advanced(bySeconds: 1)
        put(level, level + 30, &random, atMost: 6)
        crossings.append(time)
        values.append((Double.random(in: level - 20..<level, using: &random), time))
        time = time.advanced(bySeconds: 1)
        // About the level, but not far enough above it to be armed again.
        put(level - 20, level + 2, &random, atMost: 10)
      }
    }
  }

  @Test func aMillionValuesOfEightNames() throws {
    var random = SplitMix(state: 18)
    let names = (0..<8).map { "N\($0)" }
    let rules = names.map { "\($0) crosses below 140 rearm 142" }
    let series = names.map { _ in Series(level: 140, cycles: 14_000, &random, from: Exam.morning) }
    let lines = Exam.lines(rules)
    var book = AlertBook(lines)
    var rung: [String: [Instant]] = [:]
    var count = 0
    var restarts = 0
    let longest = series.map(\.values.count).max() ?? 0
    for index in 0..<longest {
      for (name, series) in zip(names, series) where index < series.values.count {
        let (value, time) = series.values[index]
        count += 1
        for firing in book.take(value, of: name, at: time) { rung[name, default: []].append(firing.time) }
        // Now and then a file is read again, or an older one comes back.
        if index % 7 == 0 {
          for firing in book.take(value, of: name, at: time) { rung[name, default: []].append(firing.time) }
          let (old, before) = series.values[max(0, index - 3)]
          if before < time {
            for firing in book.take(old, of: name, at: before) { rung[name, default: []].append(firing.time) }
          }
        }
      }
      if random.next() % 600 == 0 {
        book = AlertBook(lines, remembering: try #require(AlertMemory(encoded: book.memory.encoded)))
        restarts += 1
      }
    }
    #expect(count >= 1_000_000 && restarts > 100)
    #expect(series.reduce(0) { $0 + $1.crossings.count } == 112_000)
    for (name, series) in zip(names, series) { #expect(rung[name] == series.crossings) }
    #expect(Set(book.rules.map(\.key)).count == 8)
  }

  /// Through readings: of each change a part is stale, doubtful or kept, and counts neither way.
  @Test func tenThousandReadingsOfWhichSomeDoNotCount() throws {
    var random = SplitMix(state: 4)
    var exam = Exam("AMAT crosses below 140 rearm 142", at: Exam.newYork("2025-05-01", 9, 40))
    exam.desk.watchlist.staleAfter = 60
    exam.tell("AMAT", 150)
    var isArmed = true
    var expected: [Instant] = []
    for _ in 0..<10_000 {
      exam.now(after: 2)
      let price = Double.random(in: 132..<150, using: &random)
      switch random.next() % 8 {
      case 0: exam.quote("AMAT", price, at: exam.now.advanced(bySeconds: -90))
      case 1: exam.quote("AMAT", price) { $0.kept = true }
      case 2: exam.quote("AMAT", price) { $0.doubt = Doubt("no price") }
      default:
        exam.quote("AMAT", price)
        if isArmed, price < 140 {
          expected.append(exam.now)
          isArmed = false
        } else if price >= 142 {
          isArmed = true
        }
      }
      exam.see()
      if random.next() % 500 == 0 { try exam.restart() }
    }
    let rung = exam.rung.filter { $0.edge == "below" }.map(\.time)
    #expect(expected.count > 1000)
    #expect(rung == expected)
    // The doubtful price is told once a session.
    #expect(exam.rung.count { $0.isDoubtful } == 1)
  }

  @Test func thirtyTwoNamesOfOneFilesTime() {
    let names = (0..<32).map { "N\($0)" }
    var exam = Exam(names.map { "\($0) < 100" })
    exam.desk.watchlist = Watchlist(
      sectors: [Sector(name: "All", instruments: names.map { Instrument(symbol: $0, venue: .nasdaq, currency: "USD") })]
    )
    func put(_ price: Double) {
      exam.now(after: 5)
      for name in names { exam.quote(name, price) }
      exam.see()
    }
    put(101)
    put(99)
    put(99)
    #expect(exam.rung.count == 32 && Set(exam.rung.map(\.id)).count == 32)
    #expect(Set(exam.rung.map(\.time)).count == 1)
  }

  @Test func aFeedWhoseClockIsAheadRingsOnceAndNotBeforeItsTime() {
    var exam = Exam("AMAT crosses below 140 rearm 142")
    exam.tell("AMAT", 141)
    exam.now(after: 1)
    // Dated an hour ahead: it counts from now, each time that it is read.
    let ahead = exam.now.advanced(bySeconds: 3600)
    exam.quote("AMAT", 139, at: ahead)
    exam.see()
    for _ in 0..<100 { exam.wait(37) }
    #expect(exam.rung.filter { $0.edge == "below" }.count == 1)
    #expect(exam.rung.allSatisfy { $0.time <= exam.now })
    // Its clock is set right: what it then tells counts.
    exam.tell("AMAT", 143)
    exam.tell("AMAT", 138)
    #expect(exam.rung.filter { $0.edge == "below" }.count == 2)
  }

  /// A change of one name steps its own rules, its sector's and those of any name.
  @Test func aChangeOfOneNameTouchesItsRulesAlone() {
    let names = (0..<1000).map { "N\($0)" }
    var exam = Exam(names.map { "\($0) < 100" } + ["sector Even chg% <= -3", "any sigma >= 2.5"])
    func sector(_ name: String, _ parity: Int) -> Sector {
      Sector(
        name: name,
        instruments: names.enumerated().filter { $0.offset % 2 == parity }.map {
          Instrument(symbol: $0.element, venue: .nasdaq, currency: "USD")
        })
    }
    exam.desk.watchlist = Watchlist(sectors: [sector("Even", 0), sector("Odd", 1)])
    for name in names { exam.quote(name, 101, previous: 101) }
    exam.see()
    let before = exam.book.evaluations
    exam.tell("N4", 99)
    // Its own, that of any name, and its sector's.
    #expect(exam.book.evaluations - before == 3)
    exam.tell("N5", 99)
    #expect(exam.book.evaluations - before == 5)
    #expect(exam.rung.count == 2)
  }

  /// Two sessions see different values of one fall: the edge is one.
  @Test func sessionsThatReadDifferentValuesTellOneEdge() throws {
    var (first, second) = (Exam("AMAT < 140 rearm 142"), Exam("AMAT < 140 rearm 142"))
    for index in 0..<3 {
      first.tell("AMAT", [141.0, 139, 138][index])
      second.now(after: 1)
      guard index != 1 else { continue }
      second.quote("AMAT", [141.0, 139, 138][index])
      second.see()
    }
    let (one, other) = (try #require(first.rung.first), try #require(second.rung.first))
    #expect(one.id != other.id && one.edgeKey == other.edgeKey)
    var told = ToldFirings()
    told.insert(one.edgeKey, since: one.since, time: one.time)
    #expect(told.contains(other.edgeKey, since: other.since, time: other.time))
    // The next fall is another.
    first.tell("AMAT", 142)
    let next = try #require(first.tell("AMAT", 139).first)
    #expect(!told.contains(next.edgeKey, since: next.since, time: next.time))
  }
}
