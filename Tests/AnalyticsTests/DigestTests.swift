import Market
import Testing

@testable import Analytics

/// What happened since the trader looked: by the rule, once, and until the next look.
struct DigestTests {
  private let desk = referenceDesk()

  private func reading(_ desk: Desk, _ date: String) throws -> DeskReading {
    var evaluator = DeskEvaluator()
    return evaluator.reading(of: desk, asOf: try moment(date))
  }

  // MARK: The built-in desk

  @Test("what is new on 1 May against the day before")
  func firstOfMay() throws {
    let now = try moment("2025-05-01")
    let mark = SeenMark.dayBefore(desk, asOf: now)
    let items = Digest(try reading(desk, "2025-05-01"), of: desk, since: mark).items
    try #require(items.count == 4)
    guard case .market(let before, let after) = items[1], case .signal(let denied, let status, let isNew) = items[2],
      case .signal(let other, _, _) = items[3]
    else {
      Issue.record("found \(items)")
      return
    }
    // The report of 1 May, which is denied on the same day.
    #expect(items[0] == .trigger(.talks, from: .off, to: .latent))
    try expect(before, prints: "67")
    try expect(after, prints: "31")
    #expect(denied.id == "E16" && status == .denied && isNew)
    #expect(other.id == "E17")
    // KLAC lost 3.75 %: 0.7 of what was its daily deviation in that April. Half a deviation names it.
    let near = Digest(try reading(desk, "2025-05-01"), of: desk, since: mark, sigmas: 0.5)
    let move = try #require(near.moves.first)
    #expect(near.moves.count == 1 && move.symbol == "KLAC" && move.since == nil)
    try expect(move.percent, prints: "-3.75")
    try expect(move.sigma, prints: "-0.7")
  }

  @Test("what was seen is not new; a status that changes is")
  func seen() throws {
    let mark = SeenMark(try reading(desk, "2025-05-01"))
    #expect(Digest(try reading(desk, "2025-05-01"), of: desk, since: mark).entries.isEmpty)
    let next = Digest(try reading(desk, "2025-05-02"), of: desk, since: mark).items
    let signals = next.compactMap { item -> [String]? in
      guard case .signal(let signal, let status, let isNew) = item else { return nil }
      return [signal.id, status.rawValue, isNew ? "new" : "known"]
    }
    #expect(signals.contains(["E16", "confirmed", "known"]))
    #expect(signals.contains { $0[0] == "E51" })
    let geneva = Digest(try reading(desk, "2025-05-14"), of: desk, since: SeenMark(try reading(desk, "2025-05-13")))
      .items
    let index = geneva.first { if case .index = $0 { true } else { false } }
    guard case .index(let low, let high, .deEscalation)? = index else {
      Issue.record("found \(geneva)")
      return
    }
    try expect(low, prints: "32")
    try expect(high, prints: "71")
    // Talks are confirmed on 11 and 12 May; the cut fires the other trigger, and stands before the index that it moves.
    #expect(
      geneva.prefix(3) == [
        .trigger(.rollback, from: .off, to: .fired), .headline(.us, from: 145, to: 30),
        .headline(.china, from: 125, to: 10),
      ])
    let announced = Digest(try reading(desk, "2025-05-12"), of: desk, since: SeenMark(try reading(desk, "2025-05-11")))
      .items
    #expect(
      announced.contains { item in
        if case .announced(let change) = item { change.step.effective == Day(2025, 5, 14) } else { false }
      })
    var broken = desk
    broken.files = [FileReport(path: "quotes.json", kind: "quotes", state: .bad)]
    #expect(
      Digest(try reading(broken, "2025-05-01"), of: broken, since: mark).items == [.file(path: "quotes.json", .bad)])
  }

  /// As the version before wrote it: the label's name, and names whose move of a session was seen.
  @Test("a mark of an earlier version is read")
  func olderMark() throws {
    let text = """
      detente-seen 1
      instant 1746130800000
      policy 6.0
      market 31.2
      us 145.0
      china 125.0
      label Trade war
      signal denied E16
      name 2025-05-01 KLAC
      name 2025-05-01 FSLR doubtful
      pending 2025-05-03 us-auto-parts
      file quotes.json

      """
    let mark = try #require(SeenMark(encoded: text))
    #expect(mark.instant == Instant(rfc3339: "2025-05-01T16:20:00-04:00"))
    #expect(mark.policy == 6 && mark.label == .tradeWar && mark.signals == ["E16": .denied])
    #expect(mark.moved == ["KLAC": Day(2025, 5, 1)!] && mark.doubts == ["FSLR": Day(2025, 5, 1)!])
    #expect(mark.names.isEmpty && mark.triggers.isEmpty && mark.files == ["quotes.json"])
    #expect(SeenMark(encoded: mark.encoded) == mark)
    // The move that was seen is no news, whatever makes one; the same name's next session is told from its last close.
    #expect(!Digest(try reading(desk, "2025-05-01"), of: desk, since: mark, sigmas: 0.5).names.contains("KLAC"))
    var next = desk
    var quote = Quote(
      symbol: "KLAC", time: try #require(Instant(rfc3339: "2025-05-02T10:00:00-04:00")), price: 600,
      origin: Origin(file: "q", line: 1))
    quote.currency = "USD"
    next.quotes["KLAC"] = quote
    var evaluator = DeskEvaluator()
    let morning = evaluator.reading(of: next, asOf: quote.time)
    let move = try #require(Digest(morning, of: next, since: mark, sigmas: 0.5).moves.first { $0.symbol == "KLAC" })
    try expect(move.percent, prints: "-11.28")
    #expect(move.since == nil)
  }

  @Test("a mark survives being written, and garbage is no mark")
  func mark() throws {
    var odd = desk
    odd.files = [FileReport(path: " a b=c ", state: .gone), FileReport(path: "", state: .bad)]
    let mark = SeenMark(try reading(odd, "2025-05-12"))
    #expect(SeenMark(encoded: mark.encoded) == mark)
    let text = mark.encoded
    for end in text.indices where end < text.index(before: text.endIndex) {
      let cut = SeenMark(encoded: String(text[..<end]))
      // Only a cut at a line's end can be whole, and then it has every field.
      #expect(cut == nil || text[..<end].hasSuffix("\n"))
    }
    for garbage in [
      "", "\n", "detente-seen 2\n", "detente-seen 3\n" + text.dropFirst(15), "detente-seen 1\n", text + text,
      text.replacing("policy", with: "policy x"),
      text.replacing("instant ", with: "instant 9999999999999999999999"), text.replacing("market ", with: "market x"),
      text + "unknown 1\n", text.replacing("us 145.0", with: "us nan"), "\u{0}\u{1}\u{2}",
    ] {
      #expect(SeenMark(encoded: garbage) == nil)
    }
  }

  // MARK: Names, by hand

  /// Names at NYSE that went up and down by 1 % in logarithms on 40 sessions to 30 October 2026, at 100 in the end: the
  /// deviation (n−1) of 20 such returns is √(20·10⁻⁴/19) = 0.0102598.
  private static func desk(_ symbols: [String]) -> Desk {
    var desk = Desk()
    desk.watchlist = Watchlist(
      sectors: [
        Sector(name: "Names", instruments: symbols.map { Instrument(symbol: $0, venue: .nyse, currency: "USD") })
      ], reference: "NONE")
    var days: [Day] = []
    var day = Day(2026, 10, 30)!
    while days.count < 41, let session = Sessions.published[.nyse].lastSession(onOrBefore: day) {
      days.insert(session, at: 0)
      day = session.advanced(by: -1)
    }
    let bars = days.indices.map { Bar(day: days[$0], close: $0 % 2 == 0 ? 100 : 101.00501670841679) }
    for symbol in symbols {
      desk.histories[symbol] = History(symbol: symbol, currency: "USD", bars: bars, file: symbol + ".csv")
    }
    return desk
  }

  private static func quote(_ symbol: String, _ price: Double, _ time: String, previous: Double? = nil) -> Quote {
    var quote = Quote(
      symbol: symbol, time: Instant(rfc3339: time)!, price: price, origin: Origin(file: "quotes.json", line: 1))
    quote.currency = "USD"
    quote.previousClose = previous
    return quote
  }

  /// The desk at prices of a moment, read.
  private static func read(_ desk: inout Desk, _ prices: [String: Double], _ time: String) -> DeskReading {
    for (symbol, price) in prices { desk.quotes[symbol] = quote(symbol, price, time) }
    var evaluator = DeskEvaluator()
    return evaluator.reading(of: desk, asOf: Instant(rfc3339: time)!)
  }

  /// −3 % is −2.97 deviations: named. From the look at 97: −2 % is −1.97, no news; +5 % is +4.76; from there to 88.27,
  /// −9 % from the look and −13.33 % from where it was named, is −13.95.
  @Test func aMoveAfterALookIsNamedAtOnce() throws {
    var desk = Self.desk(["AMAT"])
    let friday = Self.read(&desk, [:], "2026-10-30T16:20:00-04:00")
    var digest = Digest(since: SeenMark(friday))
    func take(_ price: Double, _ time: String) -> [NameMove] {
      digest.take(Self.read(&desk, ["AMAT": price], "2026-11-02T\(time):00-05:00"), of: desk)
      return digest.moves
    }
    let first = try #require(take(97, "10:00").first)
    try expect(first.percent, prints: "-3.00")
    try expect(first.sigma, prints: "-2.97")
    #expect(first.since == nil)

    let look = Self.read(&desk, ["AMAT": 97], "2026-11-02T10:10:00-05:00")
    digest = Digest(since: SeenMark(look))
    #expect(take(97, "10:11").isEmpty)
    #expect(take(95.06, "10:20").isEmpty)
    let up = try #require(take(101.85, "10:30").first)
    try expect(up.percent, prints: "5.00")
    try expect(up.sigma, prints: "4.76")
    #expect(up.since == look.asOf)
    let down = try #require(take(88.27, "10:50").first)
    #expect(digest.moves.count == 1)
    try expect(down.percent, prints: "-13.33")
    try expect(down.sigma, prints: "-13.95")
    #expect(down.since == Instant(rfc3339: "2026-11-02T10:30:00-05:00"))
    // It stays until the next look, though the price comes back.
    #expect(take(88.9, "11:00") == [down])
  }

  /// −1.05 % in logarithms a day: −1.02, −2.05, −3.07 deviations are less than 2√n; −4.15 on the fourth day is more than 4.
  @Test func oneDeviationADayIsNamedOnTheFourthDay() throws {
    var desk = Self.desk(["AMAT"])
    var digest = Digest(since: SeenMark(Self.read(&desk, [:], "2026-10-30T16:20:00-04:00")))
    let closes = [98.95549325692799, 97.92189645694596, 96.89909564537133, 95.88697805724845]
    var named: [Int] = []
    for (index, close) in closes.enumerated() {
      let day = Day(2026, 11, 2 + index)!
      let reading = Self.read(&desk, ["AMAT": close], "\(day)T15:59:00-05:00")
      digest.take(reading, of: desk)
      if !digest.moves.isEmpty { named.append(index + 1) }
      desk.histories["AMAT"]?.bars.append(Bar(day: day, close: close))
    }
    #expect(named == [4])
    let move = try #require(digest.moves.first)
    try expect(move.percent, prints: "-4.11")
    try expect(move.sigma, prints: "-4.15")
    #expect(move.since == Instant(rfc3339: "2026-10-30T16:20:00-04:00"))
  }

  @Test func nothingFlickersAtTheOpening() throws {
    let symbols = (0..<12).map { "N\($0)" }
    var desk = Self.desk(symbols)
    var digest = Digest(since: SeenMark(Self.read(&desk, [:], "2026-10-30T16:20:00-04:00")))
    // Twelve names a second apart move beyond 2 % and come back: each is named once, the last before the others.
    for (index, symbol) in symbols.enumerated() {
      let time = "2026-11-02T09:30:\(10 + index)-05:00"
      digest.take(Self.read(&desk, [symbol: 100 + 2.2 + Double(index) / 10], time), of: desk)
    }
    #expect(digest.moves.map(\.symbol) == symbols.reversed())
    let before = digest.entries
    for update in 0..<60 {
      let prices = Dictionary(uniqueKeysWithValues: symbols.map { ($0, 101.6 + Double((update * 7) % 13) / 10) })
      digest.take(Self.read(&desk, prices, "2026-11-02T09:31:\(update < 10 ? "0" : "")\(update)-05:00"), of: desk)
    }
    #expect(digest.entries == before)
  }

  @Test func largerMovesOfOneMomentStandFirst() throws {
    var desk = Self.desk(["A", "B", "C", "D"])
    var digest = Digest(since: SeenMark(Self.read(&desk, [:], "2026-10-30T16:20:00-04:00")))
    digest.take(Self.read(&desk, ["A": 97.5, "B": 104, "C": 90, "D": 101], "2026-11-02T10:00:00-05:00"), of: desk)
    #expect(digest.names == ["C", "B", "A"])
    digest.take(Self.read(&desk, ["D": 103], "2026-11-02T10:01:00-05:00"), of: desk)
    #expect(digest.names == ["D", "C", "B", "A"])
  }

  /// A split of 4 for 1 that the price file tells is no fall. Without 20 sessions 3 % · √2 = 4.24 % over two of them make a move.
  @Test func aSplitIsNoMoveAndAYoungNameHasItsLimit() throws {
    var desk = Self.desk(["AMAT", "NEW"])
    desk.histories["AMAT"]?.actions = ShareActions([Day(2026, 11, 3)!: ShareAction(split: 4)])
    desk.histories["NEW"]?.bars.removeFirst(36)
    var digest = Digest(since: SeenMark(Self.read(&desk, ["AMAT": 100], "2026-11-02T11:00:00-05:00")))
    digest.take(Self.read(&desk, ["AMAT": 25.1, "NEW": 104.2], "2026-11-03T10:00:00-05:00"), of: desk)
    #expect(digest.moves.isEmpty)
    digest.take(Self.read(&desk, ["AMAT": 26, "NEW": 104.3], "2026-11-03T10:01:00-05:00"), of: desk)
    #expect(Set(digest.names) == ["AMAT", "NEW"])
    try expect(digest.moves.first { $0.symbol == "AMAT" }?.percent, prints: "4.00")
  }

  /// China announced 34 % on 4 April 2025 for the 10th, and 84 % on the 9th for the same day.
  @Test func aStepRaisedBeforeItsEffectIsToldAnew() throws {
    let desk = builtInDesk()
    func rates(_ digest: Digest) -> [Double?] {
      digest.items.compactMap { item -> Double?? in
        guard case .announced(let change) = item, change.measure.by == .china, change.step.effective == Day(2025, 4, 10)
        else { return nil }
        return change.step.rate
      }
    }
    let seen = SeenMark(try reading(desk, "2025-04-05"))
    #expect(rates(Digest(try reading(desk, "2025-04-09"), of: desk, since: seen)) == [84])
    #expect(rates(Digest(try reading(desk, "2025-04-06"), of: desk, since: seen)) == [])
    var digest = Digest(try reading(desk, "2025-04-05"), of: desk, since: SeenMark(try reading(desk, "2025-04-03")))
    #expect(rates(digest) == [34])
    digest.take(try reading(desk, "2025-04-09"), of: desk)
    #expect(rates(digest) == [84])
    let again = try #require(SeenMark(encoded: seen.encoded))
    #expect(again == seen)
    #expect(rates(Digest(try reading(desk, "2025-04-06"), of: desk, since: again)) == [])
  }

  /// A feed that tells no previous close, no daily bars: the price at the look is all there is.
  @Test func aNameWithoutAPreviousCloseIsToldFromTheLook() throws {
    var desk = Self.desk(["AMAT"])
    desk.histories = [:]
    var digest = Digest(since: SeenMark(Self.read(&desk, ["AMAT": 100], "2026-11-02T17:00:00-05:00")))
    digest.take(Self.read(&desk, ["AMAT": 90], "2026-11-03T10:00:00-05:00"), of: desk)
    try expect(digest.moves.first?.percent, prints: "-10.00")
  }

  /// Oil at 18 and then at −37: no logarithm leads there, and it is news.
  @Test func aFallBelowZeroIsNews() throws {
    var desk = Self.desk(["OIL"])
    desk.watchlist.sectors[0].instruments[0].allowsNegative = true
    var digest = Digest(since: SeenMark(Self.read(&desk, ["OIL": 18], "2026-11-02T10:00:00-05:00")))
    digest.take(Self.read(&desk, ["OIL": -37], "2026-11-02T10:01:00-05:00"), of: desk)
    #expect(digest.names == ["OIL"])
  }

  @Test func whatWasNamedIsRemembered() throws {
    var desk = Self.desk(["AMAT", "B RK", "C"])
    var digest = Digest(since: SeenMark(Self.read(&desk, [:], "2026-10-30T16:20:00-04:00")))
    digest.take(Self.read(&desk, ["AMAT": 97, "B RK": 104], "2026-11-02T10:00:00-05:00"), of: desk)
    digest.take(Self.read(&desk, ["AMAT": 101], "2026-11-02T10:30:00-05:00"), of: desk)
    let again = try #require(Digest(encoded: digest.encoded))
    #expect(again == digest && again.names == ["AMAT", "B RK"])
    // Begun anew it goes on from there: what came back is still told, and no more than that.
    var next = again
    next.take(Self.read(&desk, ["AMAT": 100.5, "B RK": 100], "2026-11-02T10:31:00-05:00"), of: desk)
    #expect(next.names == ["B RK", "AMAT"])
    for garbage in ["move 1\n", "move a - 1 - 1 2026-11-02 X\n", "move 1 - nan - 1 2026-11-02 X\n"] {
      #expect(Digest(encoded: digest.mark.encoded + garbage) == nil)
    }
  }

  /// Geneva on the built-in desk: index, headlines and triggers are kept as they were named; the ledger's own items are told
  /// by the mark.
  @Test func whatCouldGoBackIsRemembered() throws {
    let before = SeenMark(try reading(desk, "2025-05-11"))
    let digest = Digest(try reading(desk, "2025-05-14"), of: desk, since: before)
    let kept = try #require(Digest(encoded: digest.encoded)).items
    #expect(kept == digest.lasting)
    #expect(kept.contains(.headline(.us, from: 145, to: 30)) && kept.contains(.headline(.china, from: 125, to: 10)))
    #expect(kept.contains { if case .index(_, _, .deEscalation) = $0 { true } else { false } })
    #expect(kept.contains { if case .trigger(.rollback, _, .fired) = $0 { true } else { false } })
    #expect(!kept.contains { if case .signal = $0 { true } else { false } })
    // A step back of less than five points is no item, and takes none away.
    var again = try #require(Digest(encoded: digest.encoded))
    again.take(try reading(desk, "2025-05-15"), of: desk)
    #expect(again.items.contains(.headline(.us, from: 145, to: 30)))
  }

  @Test func linesOfItemsAreReadOrRefused() throws {
    let mark = SeenMark(try reading(desk, "2025-05-01")).encoded
    let lines: [(String, DigestItem)] = [
      ("file bad feeds/q semis.json", .file(path: "feeds/q semis.json", .bad)),
      ("trigger talks off latent", .trigger(.talks, from: .off, to: .latent)),
      ("index 56.1 61.3 label", .index(from: 56.1, to: 61.3, label: .deEscalation)),
      ("index 56.1 59.3 -", .index(from: 56.1, to: 59.3, label: nil)),
      ("market 67 31", .market(from: 67, to: 31)), ("headline CN 125 10", .headline(.china, from: 125, to: 10)),
      ("evidence -", .noEvidence(since: nil)), ("evidence 2026-09-27", .noEvidence(since: Day(2026, 9, 27))),
    ]
    for (line, item) in lines {
      #expect(Digest(encoded: mark + "item 5 \(line)\n")?.items == [item], "\(line)")
    }
    for line in [
      "index x 3 -", "index 3", "market 1", "market nan 2", "headline XX 1 2", "trigger talks off soon", "file gone",
      "file odd x", "evidence soon", "weather 1 2", "",
    ] {
      #expect(Digest(encoded: mark + "item 5 \(line)\n") == nil, "\(line)")
    }
    #expect(Digest(encoded: mark + "item x market 1 2\n") == nil)
  }
}

extension Digest {
  /// The symbols of the names that were named, in their order.
  fileprivate var names: [String] { moves.map(\.symbol) }
}
