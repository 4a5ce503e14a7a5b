import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// Screens with a doubtful price, each read by eye before it was recorded.
struct DoubtfulScreenTests {
  private static let morning = Zone.newYork.instant(Day(2025, 5, 2)!, hour: 10, minute: 31)

  /// The demo on the morning after: KLAC a hundred times too low, AMAT as it is, and a wrong bar of AMAT in April.
  private static let desk: Desk = {
    var desk = SampleDesk.demo
    func quote(_ symbol: String, _ price: Double, _ previous: Double, line: Int) -> Quote {
      var quote = Quote(
        symbol: symbol, time: morning.advanced(bySeconds: -60), price: price,
        origin: Origin(file: "quotes.json", line: line))
      quote.currency = "USD"
      quote.previousClose = previous
      return quote
    }
    desk.quotes["AMAT"] = quote("AMAT", 150.45, 148.96, line: 2)
    desk.quotes["SPY"] = quote("SPY", 560.1, 558.47, line: 4)
    var klac = quote("KLAC", 6.7631, 676.31, line: 3)
    klac.doubt = Doubt("a hundredth of the last close 676.31: other units?", isJump: true)
    desk.quotes["KLAC"] = klac
    var report = FileReport(path: "quotes.json", kind: "quotes", state: .partial)
    report.modified = klac.time
    report.rows = 3
    report.problems = [
      Problem(
        path: "quotes.json", line: 3, column: 0,
        message: "found KLAC 6.76, doubtful: a hundredth of the last close 676.31: other units?", isDoubt: true)
    ]
    desk.files.append(report)
    if let index = desk.histories["AMAT"]?.bars.firstIndex(where: { $0.day == Day(2025, 4, 28)! }) {
      let day = Day(2025, 4, 28)!
      desk.histories["AMAT"]?.bars[index] = Bar(day: day, open: 149, high: 150, low: 147, close: 14871, volume: 5e6)
      desk.histories["AMAT"]?.doubts[day] = Doubt("close 14871.00 above high 150.00")
    }
    return desk
  }()

  private func canvas(_ columns: Int, _ rows: Int, keys: String = "") -> Canvas {
    SampleDesk.state(Self.desk, columns, rows, asOf: Self.morning, keys: keys).draw()
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)]) func overview(columns: Int, rows: Int) {
    expectGolden(canvas(columns, rows), "overview-doubtful-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40)]) func instrument(columns: Int, rows: Int) {
    expectGolden(canvas(columns, rows, keys: "j<Enter>"), "instrument-doubtful-\(columns)x\(rows)")
  }

  /// A wrong bar is left out of the chart and its scale, and the readout says why.
  @Test func bar() {
    expectGolden(
      canvas(120, 40, keys: "<Enter>h<Left><Left><Left><Left><Left>"), "instrument-doubtful-bar")
  }
}
