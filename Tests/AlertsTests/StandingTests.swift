import Analytics
import CEmbedded
import Market
import Snapshots
import Testing

@testable import Alerts

/// What `check` and the list say of a rule.
struct StandingTests {
  static let demo = Desk(
    files: (0..<dt_embedded_desk_count()).compactMap { index in
      var count = 0
      guard let name = dt_embedded_desk_name(index), let bytes = dt_embedded_desk_bytes(index, &count) else {
        return nil
      }
      return (String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: count)))
    })

  private func answers(_ rules: [String]) -> [String] {
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: Self.demo, asOf: Exam.newYork("2025-05-01", 16, 20))
    var book = AlertBook(Exam.lines(rules))
    #expect(book.take(reading, of: Self.demo).isEmpty)
    return book.standings(in: reading, of: Self.demo).map(\.answer.text)
  }

  /// Prices and numbers are those of README's picture of 1 May 2025.
  @Test func saysWhatItSeesNow() {
    let answers = answers([
      "AMAT crosses below 140", "AMAT crosses above 140 rearm 138", "KLAC chg% <= -3", "sector Semiconductors vs <= -2",
      "index crosses above 40 rearm 37", "label becomes Escalation", "trigger talks fires", "tariff US > 100",
      "tariff CN all-in > 150", "COSCO > 9", "AMTA < 3", "sector Solr vs < 3", "any chg% < -3", "signal becomes denied",
    ])
    #expect(
      answers == [
        "AMAT 148.96: 8.96 above, armed",
        "AMAT 148.96: 8.96 above, passed already: must come back to 138.00 first",
        "KLAC chg% -3.75: 0.75 below, passed already: must come back to -1.50 first",
        "Semiconductors vs -3.17: 1.17 below, passed already: must come back to -1.00 first",
        "index 6.0: 34.0 below, armed", "label Trade war: armed", "trigger talks latent: armed",
        "tariff US 145.0: 45.0 above, passed already: must come back to 50.0 first",
        "tariff CN all-in 146.0: 4.0 below, armed",
        // Only its adjusted close is known.
        "COSCO: no data", "AMTA: no data, no such name on the desk (nearest is AMAT)",
        "Solr vs: no data, no such sector on the desk (nearest is Solar)",
        "KLAC chg% -3.75: 0.75 below, passed already: must come back to -1.50 first", "signal: armed",
      ])
  }

  @Test func firingPendingAndExpired() throws {
    var exam = Exam("AMAT < 140 rearm 142", "KLAC < 600 for 5m", "SPY < 500 until 2025-04-30", "KLAC < 650 once")
    for (symbol, price) in [("AMAT", 141.0), ("KLAC", 660), ("SPY", 501)] { exam.tell(symbol, price) }
    for (symbol, price) in [("AMAT", 139.0), ("KLAC", 590), ("SPY", 499)] { exam.tell(symbol, price) }
    let known = exam.desk.known(at: exam.now)
    let standings = exam.book.standings(in: exam.evaluator.reading(of: known, asOf: exam.now), of: known)
    #expect(
      standings.map(\.answer.text) == [
        "AMAT 139.00: 1.00 below, firing since 1 May 10:00 New York, must come back to 142.00 first",
        "KLAC 590.00: 10.00 below, pending since 1 May 10:00 New York", "SPY 499.00: 1.00 below, expired",
        "KLAC 590.00: 60.00 below, expired",
      ])
    #expect(standings.first?.lastFiring?.number == 139)
    #expect(standings.first?.level == 140)
  }

  @Test func aKeptStateIsReadBackAsItWas() throws {
    var exam = Exam(
      "AMAT < 140 rearm 142", "AMAT moves 5 in 10m", "any chg% < -3 daily", "heartbeat every 1m", "signal changes",
      "AMAT >= 3 \"a\tb%\"")
    for price in [141.0, 139, 145, 139.5] { exam.tell("AMAT", price, after: 30) }
    exam.book.snooze(exam.book.rules[0], at: exam.now)
    exam.book.acknowledge(exam.book.rules[1], at: exam.now)
    let memory = exam.book.memory
    #expect(!exam.rung.isEmpty)
    #expect(AlertMemory(encoded: memory.encoded) == memory)
    // Cut anywhere, it is none.
    let text = memory.encoded
    for cut in stride(from: 1, to: text.utf8.count, by: 7) {
      #expect(AlertMemory(encoded: String(decoding: text.utf8.dropLast(cut), as: UTF8.self)) == nil)
    }
  }
}
