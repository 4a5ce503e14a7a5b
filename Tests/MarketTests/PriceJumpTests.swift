import Testing

@testable import Market

/// What of prices is doubted: every bound by hand.
@Suite struct PriceJumpTests {
  private func day(_ number: Int) -> Day { Day(number: 20000 + number) }

  private func history(_ bars: [Bar]) -> History { History(symbol: "AMAT", bars: bars, file: "AMAT.csv") }

  private func closes(_ closes: Double...) -> History {
    history(closes.enumerated().map { Bar(day: day($0), close: $1, line: $0 + 2) })
  }

  private func reasons(_ history: History, hasRatios: Bool = true) -> [Int: String] {
    var reasons: [Int: String] = [:]
    for (day, doubt) in history.judged(hasRatios: hasRatios) { reasons[Int(day.number) - 20000] = doubt.reason }
    return reasons
  }

  @Test(arguments: [
    (149.0, 100.0, false), (150, 100, false), (150.1, 100, true), (70, 100, false), (52, 100, false), (49.9, 100, true),
    // A split of 2:1 on a day that rises by 2 %.
    (51, 100, true), (10000, 100, true), (1, 100, true), (0.0002, 0.0001, false), (0.001, 0.0001, true),
    (-37, 18, false),
    (18, -37, false), (18, 0, false),
  ]) func moreThanHalfAwayIsFar(price: Double, close: Double, isFar: Bool) {
    #expect(PriceJump.isFar(price, from: close) == isFar)
  }

  @Test(arguments: [
    (110.29, 1112.17, "looks like a split of 10:1: the feed tells none"),
    (50.2, 101.0, "looks like a split of 2:1: the feed tells none"),
    (24.6, 100.0, "looks like a split of 4:1: the feed tells none"),
    (41.0, 2.01, "looks like a split of 1:20: the feed tells none"),
    (6.7631, 702.69, "a hundredth of the last close 702.69: other units?"),
    (15100.0, 150.71, "100 times the last close 150.71: other units?"),
    (1.3, 100.0, "more than half below the last close 100.00"),
    (171.0, 100.0, "more than half above the last close 100.00"),
  ]) func saysWhatItLooksLike(price: Double, close: Double, reason: String) {
    #expect(PriceJump.doubt(of: price, from: close).reason == reason)
  }

  @Test func pricesOfOneMomentDifferBeyondRounding() {
    #expect(!PriceJump.differ(148.96, 148.96))
    #expect(!PriceJump.differ(148.96, 149.02))
    #expect(PriceJump.differ(148.96, 149.06))
    #expect(!PriceJump.differ(0.0123, 0.0124))
  }

  @Test func aLoneJumpIsDoubtedAndTheCloseAfterItNot() {
    #expect(reasons(closes(150, 151, 15100, 152)) == [2: "100 times the last close 151.00: other units?"])
    #expect(reasons(closes(150, 151, 15100)) == [2: "100 times the last close 151.00: other units?"])
  }

  @Test func twoClosesInARowAreBelieved() {
    #expect(reasons(closes(1157.5, 1154.23, 1112.17, 110.29, 114.09)).isEmpty)
    #expect(reasons(closes(10, 10.1, 17, 17.4, 16.9)).isEmpty)
  }

  @Test func twoJumpsToDifferentLevelsAreBothDoubted() {
    #expect(reasons(closes(150, 151, 15100, 1.51)).keys.sorted() == [2, 3])
  }

  @Test func aFirstCloseThatStandsAloneIsTheWrongOne() {
    #expect(reasons(closes(15071, 151, 152)) == [0: "more than half above the next close 151.00"])
    // A split explains it: the first close is right for its time.
    #expect(reasons(closes(1112.17, 110.29, 114.09)).isEmpty)
  }

  @Test func afterAMonthACloseSaysNothing() {
    let bars = [Bar(day: day(0), close: 100), Bar(day: day(31), close: 40), Bar(day: day(32), close: 41)]
    #expect(reasons(history(bars)).isEmpty)
    let sooner = [Bar(day: day(0), close: 100), Bar(day: day(1), close: 101), Bar(day: day(30), close: 40)]
    #expect(reasons(history(sooner)).keys.sorted() == [30])
  }

  @Test func namesWithPricesBelowZeroHaveNoRatios() {
    #expect(reasons(closes(18.27, -37.63, 10.01), hasRatios: false).isEmpty)
  }

  @Test func adjustedClosesExplainASplit() {
    func bar(_ number: Int, _ close: Double, _ adjusted: Double) -> Bar {
      Bar(day: day(number), close: close, adjustedClose: adjusted)
    }
    #expect(reasons(history([bar(0, 1154.23, 115.423), bar(1, 1112.17, 111.217), bar(2, 110.29, 110.29)])).isEmpty)
    // No split has this ratio.
    #expect(reasons(history([bar(0, 151, 149.5), bar(1, 150.71, 149.37), bar(2, 15071, 149.4)])).keys.sorted() == [2])
    let adjusted = reasons(history([bar(0, 151, 149.5), bar(1, 150.71, 149.37), bar(2, 148.96, 1.49)]))
    #expect(adjusted == [2: "a hundredth of the last adjusted close 149.37: other units?"])
  }

  @Test func aSplitOrADividendThatIsToldExplains() {
    var split = closes(1154.23, 1112.17, 110.29)
    split.actions = ShareActions([day(2): ShareAction(split: 10)])
    #expect(reasons(split).isEmpty)
    var other = split
    other.actions = ShareActions([day(2): ShareAction(split: 4)])
    #expect(reasons(other).keys.sorted() == [2])
    var dividend = closes(20.1, 20, 8.2)
    #expect(reasons(dividend).keys.sorted() == [2])
    dividend.actions = ShareActions([day(2): ShareAction(dividend: 12)])
    #expect(reasons(dividend).isEmpty)
  }

  @Test(arguments: [
    (Bar(day: Day(number: 1), open: 41.6, high: 25.1, low: 23.3, close: 24.6), "open 41.60 above high 25.10"),
    (Bar(day: Day(number: 1), open: 24.3, high: 25.1, low: 23.3, close: 22.6), "close 22.60 below low 23.30"),
    (Bar(day: Day(number: 1), open: 24.3, high: 25.1, low: 23.3, close: 26), "close 26.00 above high 25.10"),
    (Bar(day: Day(number: 1), open: 22, high: 25.1, low: 23.3, close: 24), "open 22.00 below low 23.30"),
    (Bar(day: Day(number: 1), high: 100, low: 200, close: 150), "high 100.00 below low 200.00"),
    (Bar(day: Day(number: 1), open: -36, high: -30, low: -37, close: -40), "close -40.00 below low -37.00"),
  ]) func aBarContradictsItself(bar: Bar, reason: String) {
    #expect(bar.contradiction?.reason == reason)
  }

  @Test func roundingIsNoContradiction() {
    #expect(Bar(day: day(0), open: 24.16, high: 24.16, low: 24.01, close: 24.165).contradiction == nil)
    // Adjusted prices are each adjusted by themselves; raw ones are not.
    let adjusted = Bar(day: day(0), open: 1.096302, high: 1.092844, low: 1.072093, close: nil, adjustedClose: 1.085927)
    #expect(adjusted.contradiction == nil)
    let raw = Bar(day: day(0), open: 1.096302, high: 1.092844, low: 1.072093, close: 1.085927)
    #expect(raw.contradiction?.reason == "open 1.10 above high 1.09")
    #expect(Bar(day: day(0), close: 12).contradiction == nil)
  }

  @Test func aQuoteContradictsItself() {
    var quote = Quote(
      symbol: "AMAT", time: Instant(milliseconds: 0), price: 148.96, origin: Origin(file: "q.json", line: 1))
    (quote.open, quote.high, quote.low, quote.bid, quote.ask) = (149.9, 151.2, 147.8, 148.95, 148.97)
    #expect(quote.contradiction == nil)
    func reason(_ change: (inout Quote) -> Void) -> String? {
      var other = quote
      change(&other)
      return other.contradiction?.reason
    }
    #expect(reason { $0.high = 100 } == "high 100.00 below low 147.80")
    #expect(reason { $0.low = 152 } == "high 151.20 below low 152.00")
    #expect(reason { $0.open = 90 } == "open 90.00 below low 147.80")
    #expect(reason { ($0.high, $0.open) = (148, nil) } == "price 148.96 above high 148.00")
    #expect(reason { ($0.bid, $0.ask) = (150, 140) } == "bid 150.00 above ask 140.00")
    #expect(reason { ($0.bid, $0.ask) = (149.5, 148.9) } == nil)
    // After the close prices leave the day's range.
    #expect(reason { ($0.high, $0.open, $0.session) = (148, nil, .post) } == nil)
  }

  /// Prices in other units are as doubtful as before, but for the smallest step.
  @Test func scalingChangesNoDoubt() {
    var random = Generator(state: 7)
    for _ in 0..<300 {
      var close = 50.0
      let bars = (0..<40).map { number in
        close *= 0.97 + 0.06 * random.next()
        let glitch = random.next() < 0.1 ? [0.01, 100, 10, 0.3, 1.8][Int(random.next() * 5)] : 1
        return Bar(day: day(number), close: close * glitch, adjustedClose: random.next() < 0.1 ? nil : close * glitch)
      }
      let days = Set(history(bars).judged(hasRatios: true).keys)
      for scale in [0.5, 7.8, 1024] {
        let scaled = bars.map {
          Bar(day: $0.day, close: $0.close! * scale, adjustedClose: $0.adjustedClose.map { $0 * scale })
        }
        #expect(Set(history(scaled).judged(hasRatios: true).keys) == days)
      }
    }
  }

  @Test func minuteBarsJumpUntilTwoDaysHaveClosedThere() {
    func judged(_ closes: [(day: Int, close: Double)]) -> Int {
      let bars = closes.enumerated().map { index, entry in
        IntradayBar(
          time: Instant(milliseconds: (Int64(entry.day) * 86400 + Int64(index + 50_000)) * 1000), close: entry.close)
      }
      let history = IntradayHistory(symbol: "AMAT", interval: 60, bars: bars, file: "AMAT.csv")
      return history.judged(hasRatios: true, zone: .utc).count
    }
    #expect(judged([(0, 150), (0, 15000), (0, 151)]) == 1)
    #expect(judged([(0, 150), (0, 15000), (0, 15100), (0, 15050)]) == 3)
    #expect(judged([(0, 150), (1, 75), (1, 74), (2, 75)]) == 3)
    #expect(judged([(0, 150), (1, 75), (1, 74), (2, 75), (3, 76)]) == 0)
  }
}

/// Numbers that are the same in every run.
struct Generator {
  var state: UInt64

  /// 0…1.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
