import Analytics
import Market
import Testing

@testable import Alerts

/// A desk, a clock that moves only when told, and a book of rules that sees what is read.
struct Exam {
  var desk = Desk()
  var book: AlertBook
  var evaluator = DeskEvaluator()
  private(set) var now: Instant
  /// All that rang.
  private(set) var rung: [Firing] = []
  private let rules: [AlertLine]

  /// Thursday 1 May 2025, 10:00 New York.
  static let morning = newYork("2025-05-01", 10, 0)

  static func newYork(_ day: String, _ hour: Int, _ minute: Int) -> Instant {
    Zone.newYork.instant(Day(day) ?? Day(number: 0), hour: hour, minute: minute)
  }

  static func lines(_ rules: [String]) -> [AlertLine] {
    rules.enumerated().map { AlertLine($1, origin: Origin(file: "alerts.yaml", line: $0 + 3)) }
  }

  init(_ rules: String..., at now: Instant = Exam.morning) { self.init(rules, at: now) }

  init(_ rules: [String], at now: Instant = Exam.morning) {
    self.rules = Exam.lines(rules)
    self.now = now
    book = AlertBook(self.rules)
    func name(_ symbol: String, _ venue: Venue, _ currency: String = "USD") -> Instrument {
      Instrument(symbol: symbol, venue: venue, currency: currency)
    }
    desk.watchlist = Watchlist(sectors: [
      Sector(name: "Semiconductors", instruments: [name("AMAT", .nasdaq), name("KLAC", .nasdaq)]),
      Sector(name: "Market", instruments: [name("SPY", .arca)]),
      Sector(name: "Shipping", instruments: [name("COSCO", .hongKong, "HKD")]),
    ])
  }

  /// Puts a quote of the moment into the desk, or one of another time.
  mutating func quote(
    _ symbol: String, _ price: Double, previous: Double? = nil, at time: Instant? = nil, file: String = "quotes.json",
    _ change: (inout Quote) -> Void = { _ in }
  ) {
    var quote = Quote(symbol: symbol, time: time ?? now, price: price, origin: Origin(file: file, line: 2))
    quote.previousClose = previous
    change(&quote)
    desk.quotes[symbol] = quote
  }

  /// Has the book see the desk as it is.
  @discardableResult mutating func see() -> [Firing] {
    let known = desk.known(at: now)
    let firings = book.take(evaluator.reading(of: known, asOf: now), of: known)
    rung += firings
    return firings
  }

  /// A quote that is seen at once, or after so many seconds.
  @discardableResult mutating func tell(_ symbol: String, _ price: Double, after seconds: Int64 = 1) -> [Firing] {
    now = now.advanced(bySeconds: seconds)
    quote(symbol, price)
    return see()
  }

  /// Lets time go on, second by second where that is asked for, and has the book look at the end of it.
  @discardableResult mutating func wait(_ seconds: Int64) -> [Firing] {
    now = now.advanced(bySeconds: seconds)
    return see()
  }

  mutating func go(to moment: Instant) { now = moment }

  /// What a program that was killed finds when it is started again: what was kept, and nothing else.
  mutating func restart(knowing told: ToldFirings = ToldFirings()) throws {
    let memory = try #require(AlertMemory(encoded: book.memory.encoded))
    book = AlertBook(rules, remembering: memory, told: told)
    evaluator = DeskEvaluator()
  }

  /// The values of the firings.
  var values: [String] { rung.map { "\($0.subject) \($0.value)" } }
}
