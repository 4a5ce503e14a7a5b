import Foundation
import Market
import Testing

@testable import Snapshots

/// When what was read of a file counts: a function of facts and times.
@Suite struct CompletenessTests {
  private func facts(
    _ shape: Completeness.Shape, _ writer: Completeness.Writer, still: Double, rows: Int? = 3, bytes: Int = 60,
    endsLine: Bool = true, waited: Double = 0, extends: Bool = false, last: Completeness.Extent? = nil
  ) -> Completeness {
    Completeness(
      shape: shape, writer: writer, still: still, waited: waited,
      extent: Completeness.Extent(bytes: bytes, rows: rows), endsLine: endsLine, extendsLast: extends, last: last)
  }

  private let before = Completeness.Extent(bytes: 60, rows: 3)

  @Test(arguments: [Completeness.Shape.document, .lines, .table])
  func aRenamedFileCountsAtOnce(shape: Completeness.Shape) {
    #expect(facts(shape, .moved, still: 0).verdict(patience: 5000) == .counts([]))
    // Fewer rows than before: it is another file.
    #expect(facts(shape, .moved, still: 0, rows: 1, bytes: 20, last: before).verdict(patience: 5000) == .counts([]))
  }

  @Test func aClosedFileCountsOnceTimesTellWritesApart() {
    #expect(facts(.table, .closed, still: 0).verdict(patience: 5000) == .waits(20))
    #expect(facts(.table, .closed, still: 21, last: before).verdict(patience: 5000) == .counts([]))
    #expect(facts(.document, .closed, still: 21, rows: 1, endsLine: false).verdict(patience: 5000) == .counts([]))
  }

  /// A writer that opens and closes the file for each row has not finished with the first.
  @Test func aClosedTableThatLacksSomethingWaitsTwiceAsLong() {
    let cut = facts(.table, .closed, still: 21, endsLine: false)
    #expect(cut.verdict(patience: 5000) == .waits(9979))
    #expect(facts(.table, .closed, still: 1000, rows: 2, last: before).verdict(patience: 5000) == .waits(9000))
    #expect(facts(.table, .closed, still: 1000, rows: 0).verdict(patience: 5000) == .waits(9000))
    #expect(facts(.lines, .closed, still: 1000, rows: 2, last: before).verdict(patience: 5000) == .waits(9000))
    // Then it is shown, and what it lacks is said.
    #expect(facts(.table, .closed, still: 10_000, endsLine: false).verdict(patience: 5000) == .counts([.noLineEnd]))
    #expect(
      facts(.table, .closed, still: 10_000, rows: 2, last: before).verdict(patience: 5000) == .counts([.fewerRows]))
  }

  /// As many rows as before, each with its end, in fewer digits.
  @Test func aClosedTableOfShorterNumbersCounts() {
    #expect(facts(.table, .closed, still: 30, bytes: 57, last: before).verdict(patience: 5000) == .counts([]))
    #expect(facts(.table, .open, still: 30, bytes: 57, last: before).verdict(patience: 5000) == .waits(9970))
  }

  @Test(arguments: [Completeness.Writer.open, .unknown])
  func whatIsNotClosedHasToStandStill(writer: Completeness.Writer) {
    for shape in [Completeness.Shape.document, .table] {
      #expect(facts(shape, writer, still: 2999).verdict(patience: 5000) == .waits(2001))
      #expect(facts(shape, writer, still: 5000).verdict(patience: 5000) == .counts([]))
    }
    #expect(facts(.table, writer, still: 5000, endsLine: false).verdict(patience: 5000) == .waits(5000))
    // JSON written over other JSON may read as a mixture of both.
    #expect(facts(.document, writer, still: 200, last: before).verdict(patience: 5000) == .waits(4800))
  }

  @Test func whatChangesWhileItIsReadDoesNotCount() {
    var torn = facts(.table, .moved, still: 9000)
    torn.isSteady = false
    #expect(torn.verdict(patience: 5000) == .waits(150))
  }

  /// `websocat … >> quotes.jsonl`: never closed, and each line is whole by its brace.
  @Test func linesThatComeBehindTheOthersCount() {
    #expect(
      facts(.lines, .open, still: 100, rows: 4, bytes: 80, extends: true, last: before).verdict(patience: 5000)
        == .counts([]))
    #expect(
      facts(.lines, .open, still: 100, rows: 4, bytes: 75, endsLine: false, extends: true, last: before)
        .verdict(patience: 5000) == .waits(9900))
    #expect(facts(.lines, .open, still: 100, rows: 4, bytes: 80, last: before).verdict(patience: 5000) == .waits(4900))
  }

  /// A recorder that adds a row a second, or a feed over a network file system that shows no rename and no close.
  @Test func whatIsNeverAtRestIsShownAfterTwiceThePatience() {
    let recorder = facts(.table, .open, still: 200, rows: 4, bytes: 80, waited: 9000, extends: true, last: before)
    #expect(recorder.verdict(patience: 5000) == .waits(1000))
    let later = facts(.table, .open, still: 200, rows: 4, bytes: 80, waited: 10_000, extends: true, last: before)
    #expect(later.verdict(patience: 5000) == .counts([.neverAtRest]))
    #expect(facts(.document, .unknown, still: 900, waited: 10_000).verdict(patience: 5000) == .counts([.neverAtRest]))
    // Never what somebody is seen to write over, and never a row without an end.
    #expect(facts(.table, .open, still: 900, waited: 99_000, last: before).verdict(patience: 5000) == .waits(4100))
    #expect(
      facts(.table, .unknown, still: 900, endsLine: false, waited: 99_000).verdict(patience: 5000) == .waits(9100))
  }

  @Test func whenTimeIsUpAllCountsAndIsNamed() {
    func verdict(_ facts: Completeness) -> Completeness.Verdict { facts.verdict(patience: 5000, isLast: true) }
    #expect(verdict(facts(.table, .open, still: 1000)) == .counts([.unsettled]))
    #expect(verdict(facts(.table, .unknown, still: 1000, endsLine: false)) == .counts([.unsettled, .noLineEnd]))
    #expect(verdict(facts(.table, .closed, still: 5001, endsLine: false)) == .counts([.noLineEnd]))
    #expect(verdict(facts(.document, .closed, still: 5)) == .counts([]))
  }
}

/// Writers that stall, under a clock that is told: whatever is shown is what the file said before or what it says in the
/// end.
@Suite struct StallingWriterTests {
  /// How the new text comes to stand where the old one was.
  enum Way: CaseIterable { case truncating, overwriting, reopening, appending }

  /// What the reader learns of the writer.
  enum Sight: CaseIterable {
    /// Writes and closes.
    case events
    /// Times, every two seconds.
    case polls
    /// Read once, at some moment of the writing.
    case once
  }

  private struct Sample {
    let name: String
    let old: String
    let new: String
    let way: Way
  }

  private static let samples: [Sample] = {
    let bars = "Date,Open,High,Low,Close,Volume\n2025-04-29,151.2,152.75,149.9,152.31,5120400\n"
    let bar = "2025-04-30,145.97,151.04,144.71,150.71,7273600\n"
    let next = "2025-05-01,149.9,152.4,147.85,148.96,6402100\n"
    let table = "symbol,Date,Close\nAMAT,2025-04-30,150.71\nKLAC,2025-04-30,702.69\n"
    let changed = "symbol,Date,Close\nAMAT,2025-05-01,1048.96\nKLAC,2025-05-01,676.31\nFSLR,2025-05-01,126.57\n"
    func quote(_ symbol: String, _ price: String, _ time: String) -> String {
      #"{"symbol":"\#(symbol)","time":"2025-05-01T\#(time)Z","price":\#(price),"currency":"USD"}"#
    }
    func document(_ rows: String...) -> String {
      #"{"schema":"detente/quotes/1","quotes":["# + rows.joined(separator: ",\n") + "]}"
    }
    let short = document(quote("AMAT", "102.5", "18:30:00"), quote("KLAC", "676.31", "18:30:00"))
    let long = document(quote("AMAT", "1048.96", "18:31:00"), quote("KLAC", "67.631", "18:31:00"))
    let same = document(quote("AMAT", "198.4", "18:30:00"), quote("KLAC", "801.77", "18:30:00"))
    func signal(_ id: String, _ scope: String) -> String {
      #"{"schema":"detente/signals/1","id":"\#(id)","date":"2025-05-01","actor":"USA","target":"CHN","code":"036","#
        + #""scope":\#(scope),"text":"Talks"}"# + "\n"
    }
    let lines = signal("A", "0.5") + signal("B", "0.25")
    var samples: [Sample] = []
    for way in [Way.truncating, .overwriting, .reopening] {
      samples.append(
        Sample(name: "AMAT.csv", old: bars + bar, new: bars + bar.replacing("150.71", with: "50.7"), way: way))
      samples.append(Sample(name: "all.csv", old: table, new: changed, way: way))
      if way != .reopening {
        // One that is closed in between counts as it then is: its last row is the newest.
        samples.append(Sample(name: "AMAT.csv", old: bars + bar, new: bars + bar + next, way: way))
      }
    }
    samples.append(Sample(name: "AMAT.csv", old: bars + bar, new: bars + bar + next, way: .appending))
    samples.append(
      Sample(name: "s.jsonl", old: lines, new: lines + signal("C", "0.125") + signal("D", "0.75"), way: .appending))
    for way in [Way.truncating, .overwriting, .reopening] {
      samples.append(Sample(name: "s.jsonl", old: lines, new: lines.replacing("0.25", with: "0.2"), way: way))
      samples.append(Sample(name: "q.json", old: short, new: long, way: way))
      samples.append(Sample(name: "q.json", old: long, new: short, way: way))
      samples.append(Sample(name: "q.json", old: short, new: same, way: way))
    }
    return samples
  }()

  /// The file over time.
  private struct Writing {
    let sample: Sample
    /// Bytes of the new text that are there from a time on, ascending.
    let steps: [(at: Double, bytes: Int)]
    /// When the writer has left.
    var end: Double { (steps.last?.at ?? 0) + 1 }

    func modified(_ time: Double) -> Double { steps.last { $0.at <= time }?.at ?? -3_600_000 }

    func writer(_ time: Double) -> Completeness.Writer {
      if time < 0 || time >= end { return .closed }
      // Closed between two steps.
      return sample.way == .reopening && steps.contains { $0.at + 1 <= time && $0.at == modified(time) }
        ? .closed : .open
    }

    func content(_ time: Double) -> String {
      guard let step = steps.last(where: { $0.at <= time }) else { return sample.old }
      let (old, new) = (Array(sample.old.utf8), Array(sample.new.utf8))
      let bytes: [UInt8] =
        switch sample.way {
        case .truncating, .reopening: Array(new[..<step.bytes])
        case .appending: Array(new[..<max(old.count, step.bytes)])
        case .overwriting:
          Array(new[..<step.bytes]) + (time < end && step.bytes < old.count ? Array(old[step.bytes...]) : [])
        }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private struct Content {
    let bytes: Int
    let rows: Int
    let shape: Completeness.Shape
    let endsLine: Bool
    let prices: [String: Double]
  }

  private struct Contents {
    var known: [String: Content] = [:]

    mutating func read(_ text: String, _ name: String) -> Content {
      if let known = known[name + text] { return known }
      let bytes = Array(text.utf8)
      let content = bytes.withUnsafeBytes { bytes in
        let input = FileInput(
          path: name, bytes: bytes, readable: bytes.count, watchlist: SymbolsOfWatchlist(), parser: JSONParser())
        let facts = Completeness(
          of: input, isSteady: true, writer: .open, still: 0, waited: 0, last: nil, isSettled: .infinity)
        let desk = Desk(files: [(name, Array(bytes))])
        var prices = desk.histories.compactMapValues { $0.bars.last?.close }
        prices.merge(desk.quotes.mapValues(\.price)) { $1 }
        for signal in desk.signals { prices[signal.id] = signal.scope }
        return Content(
          bytes: bytes.count, rows: FileOutcome(input).rows(in: facts.shape), shape: facts.shape,
          endsLine: facts.endsLine, prices: prices)
      }
      known[name + text] = content
      return content
    }
  }

  private struct Outcome {
    var wrong: String?
    /// The new text is shown in the end.
    var isWhole = false
  }

  /// Follows a writing with the eyes of a reader; `from`: its first look.
  private static func follow(
    _ writing: Writing, _ sight: Sight, from: Double, _ contents: inout Contents
  ) -> Outcome {
    let (name, patience) = (writing.sample.name, 5000.0)
    let old = contents.read(writing.sample.old, name)
    let new = contents.read(writing.sample.new, name)
    let knowsOld = sight != .once
    var last = knowsOld ? Completeness.Extent(bytes: old.bytes, rows: old.rows) : nil
    var shown = knowsOld ? writing.sample.old : nil
    var outcome = Outcome()
    var waiting: Double?
    var time = from
    let events = writing.steps.map { $0.at + 100 } + [writing.end]
    while time < writing.end + 30_000 {
      let text = writing.content(time)
      var next = Double.infinity
      if text == shown {
        waiting = nil
      } else {
        let content = contents.read(text, name)
        let writer = sight == .polls ? Completeness.Writer.unknown : writing.writer(time)
        var facts = Completeness(
          shape: content.shape, writer: writer, still: time - writing.modified(time),
          waited: waiting.map { time - $0 } ?? 0, extent: Completeness.Extent(bytes: content.bytes, rows: nil),
          endsLine: content.endsLine, extendsLast: shown.map { text.hasPrefix($0) } ?? false, last: last)
        var verdict = facts.verdict(patience: patience)
        if case .counts = verdict {
          facts.extent.rows = content.rows
          verdict = facts.verdict(patience: patience)
        }
        switch verdict {
        case .counts:
          waiting = nil
          if content.rows > 0 || content.shape == .document { shown = text }
          last = facts.extent
          let isRight =
            content.rows > 0
            && content.prices.allSatisfy { $1 == old.prices[$0] || $1 == new.prices[$0] }
            && (!knowsOld || old.prices.keys.allSatisfy { content.prices[$0] != nil || new.prices[$0] == nil })
          if !isRight { outcome.wrong = "\(writing.sample.way) \(sight) \(writing.steps) at \(time): \(text)" }
        case .waits(let wait):
          waiting = waiting ?? time
          next = time + (sight == .once ? min(wait, 50) : wait)
        }
      }
      if sight == .once, shown != nil { break }
      switch sight {
      case .events: next = min(next, events.first { $0 > time } ?? .infinity)
      case .polls: next = min(next, time + 2000)
      case .once: break
      }
      guard next < .infinity else { break }
      time = max(next, time + 1)
    }
    outcome.isWhole = sight == .once ? shown != nil : shown == writing.sample.new
    return outcome
  }

  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  /// A writer that stalls once, at any byte, or at several bytes where the reader sees who writes.
  @Test func showsTheOldOrTheNewAndNothingElse() {
    var dice = Dice(state: 12)
    var contents = Contents()
    var wrong: [String] = []
    var lost: [String] = []
    let cases = 100_000
    for index in 0..<cases {
      let sample = Self.samples[index % Self.samples.count]
      var sight = Sight.allCases[index / Self.samples.count % Sight.allCases.count]
      // What was closed counts for one who has not seen more of it before.
      if sight == .once, sample.way == .reopening { sight = .events }
      let length = sample.new.utf8.count
      let start = sample.way == .appending ? sample.old.utf8.count : 0
      let stalls = sight == .polls || sample.way == .reopening ? 1 : Int.random(in: 1...4, using: &dice)
      var time = 0.0
      var steps: [(Double, Int)] = []
      for bytes in (0..<stalls).map({ _ in Int.random(in: start...length, using: &dice) }).sorted() {
        steps.append((time, bytes))
        time += Double.random(in: 0...3000, using: &dice)
      }
      let writing = Writing(sample: sample, steps: steps + [(time, length)])
      let from =
        switch sight {
        case .events: steps[0].0 + 100
        case .polls: Double.random(in: -2000...0, using: &dice)
        case .once: Double.random(in: 0...time, using: &dice)
        }
      let outcome = Self.follow(writing, sight, from: from, &contents)
      if let text = outcome.wrong { wrong.append(text) }
      if !outcome.isWhole { lost.append("\(sample.way) \(sight) \(writing.steps)") }
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(cases): \(wrong.prefix(3))")
    #expect(lost.isEmpty, "\(lost.count) of \(cases): \(lost.prefix(3))")
  }
}
