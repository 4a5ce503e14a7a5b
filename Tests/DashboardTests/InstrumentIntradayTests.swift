import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The Instrument screen with bars within days, each picture read by eye before it was recorded.
struct InstrumentIntradayTests {
  /// Five minutes each of the demo's last sessions, from the open to the close of the day along a bent line.
  private static func desk(_ days: [Day], first: Int = 0) -> Desk {
    var desk = SampleDesk.demo
    let known = desk.histories["AMAT"]?.bars.filter { days.contains($0.day) } ?? []
    let bars = known.flatMap { bar in
      (first..<78).map { index -> IntradayBar in
        let (open, close) = (bar.open ?? 0, bar.close ?? 0)
        func price(_ step: Int) -> Double {
          let part = Double(step) / 78
          return open + (close - open) * part + 3 * part * (1 - part) * (step % 7 < 3 ? 1 : -0.4)
        }
        return IntradayBar(
          time: Zone.newYork.instant(bar.day, hour: 9, minute: 30).advanced(bySeconds: Int64(300 * index)),
          open: price(index), high: max(price(index), price(index + 1)) + 0.1,
          low: min(price(index), price(index + 1)) - 0.1, close: price(index + 1),
          volume: 90_000 - 1000 * Double(min(index, 77 - index)), line: index + 1)
      }
    }
    desk.intraday["AMAT"] = IntradayHistory(
      symbol: "AMAT", currency: "USD", interval: 300, bars: bars, file: "intraday/AMAT.json")
    return desk
  }

  private static let session = [Day(2025, 5, 1)!]
  private static let week = [
    Day(2025, 4, 25)!, Day(2025, 4, 28)!, Day(2025, 4, 29)!, Day(2025, 4, 30)!, Day(2025, 5, 1)!,
  ]

  private func lines(_ desk: Desk, _ keys: String, asOf: Instant? = nil, _ columns: Int = 120) -> [String] {
    SampleDesk.state(desk, columns, 40, asOf: asOf, keys: keys).draw().lines
  }

  private let day = "<Enter>hhhhhhh"
  private let fiveDays = "<Enter>hhhhhhhl"

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func threeSizes(columns: Int, rows: Int) {
    let week = Self.desk(Self.week)
    expectGolden(
      SampleDesk.state(week, columns, rows, keys: day).draw(on: .undrawn), "instrument-minutes-\(columns)x\(rows)")
    expectGolden(
      SampleDesk.state(week, columns, rows, keys: fiveDays).draw(on: .undrawn),
      "instrument-minutes-5d-\(columns)x\(rows)")
  }

  @Test func asciiCandles() {
    expectGolden(
      SampleDesk.state(Self.desk(Self.week), 120, 40, glyphs: .ascii, keys: day + "c").draw(on: .undrawn),
      "instrument-minutes-ascii")
  }

  @Test func saysWhatABarIs() {
    let shown = lines(Self.desk(Self.week), day, 200)
    #expect(shown[2].contains("5 min a column, USD, dashes: previous close"))
    #expect(!shown[2].contains("daily bars only"))
    // 390 bars do not stand side by side as candles in 100 columns.
    #expect(lines(Self.desk(Self.week), fiveDays + "c", 200)[2].contains("min a column"))
  }

  /// Only daily bars, or a session of the five without bars: the daily ones are shown and said to be.
  @Test func fallsBackToDailyBars() {
    #expect(lines(SampleDesk.demo, day)[2].contains("daily bars only"))
    let session = Self.desk(Self.session)
    #expect(!lines(session, day)[2].contains("daily bars only"))
    #expect(lines(session, fiveDays)[2].contains("daily bars only"))
    // The last two of the five: what there is, and how much that is.
    let two = Self.desk([Day(2025, 4, 30)!, Day(2025, 5, 1)!])
    #expect(lines(two, fiveDays, 200)[2].contains("2 of 5 sessions, 5 min a column"))
    // The latest session has none.
    let before = Self.desk(Array(Self.week.dropLast()))
    #expect(lines(before, day)[2].contains("daily bars only"))
    // A longer range never takes them.
    #expect(lines(Self.desk(Self.week), "<Enter>h") == lines(SampleDesk.demo, "<Enter>h"))
  }

  @Test func theCrosshairReadsBars() {
    let desk = Self.desk(Self.week)
    #expect(lines(desk, day + "<Left>")[3].contains("Thu 1 May 15:55"))
    #expect(lines(desk, day + "<Left><Left>")[3].contains("Thu 1 May 15:50"))
    #expect(lines(desk, day + "<Left><Left><Right><Right>")[3].contains("Thu 1 May 15:55"))
    // The bar that begins at 09:30 opens at the day's open.
    #expect(lines(desk, day + String(repeating: "<Left>", count: 80))[3].contains("Thu 1 May 09:30  O 151.64"))
  }

  /// A bar is known once its five minutes are over.
  @Test func neverLooksAhead() {
    let desk = Self.desk(Self.week)
    let now = Zone.newYork.instant(Day(2025, 5, 1)!, hour: 10, minute: 4)
    #expect(lines(desk, day, asOf: now)[3].contains("Thu 1 May 09:55"))
  }

  /// Bars in another currency are another price.
  @Test func leavesOtherCurrenciesOut() {
    var desk = Self.desk(Self.week)
    desk.intraday["AMAT"]?.currency = "EUR"
    #expect(lines(desk, day)[2].contains("daily bars only"))
  }
}
