import Analytics
import CEmbedded
import Canvas
import Market
import Snapshots

@testable import Dashboard

/// Desks for screens: the demo, an empty one, and one whose files broke.
enum SampleDesk {
  static let opening = Zone.newYork.instant(Day(2025, 5, 1)!, hour: 16, minute: 20)

  /// Without its rules, which would ring as the tests of other things change prices.
  static let demoFiles: [(name: String, bytes: [UInt8])] = (0..<dt_embedded_desk_count()).compactMap { index in
    var count = 0
    guard let name = dt_embedded_desk_name(index), let bytes = dt_embedded_desk_bytes(index, &count) else {
      return nil
    }
    return (String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: count)))
  }.filter { $0.name != "alerts.yaml" }

  static let demo = Desk(files: demoFiles)

  static let empty = Desk()

  /// The demo after a bad morning: a kept quote of a refused file with a hostile name, a signal whose file is gone,
  /// a feed that has stopped.
  static var broken: Desk {
    var desk = demo
    let path = "quotes\u{1B}[31m.json"
    var quote = Quote(
      symbol: "AMAT", time: opening.advanced(bySeconds: -300), price: 147.5, origin: Origin(file: path, line: 3))
    quote.previousClose = 150.71
    quote.currency = "USD"
    quote.kept = true
    desk.quotes["AMAT"] = quote
    var report = FileReport(path: path, kind: "quotes", state: .bad)
    report.rows = 1
    report.newest = quote.time
    report.problems = [Problem(path: path, line: 4, column: 17, message: "found `}`, expected a value")]
    desk.files.append(report)
    desk.files.append(FileReport(path: "old.csv", kind: "csv", state: .gone))
    desk.notices = ["polling: inotify has no instances left"]
    if !desk.signals.isEmpty { desk.signals[desk.signals.count - 1].kept = true }
    return desk
  }

  /// The demo with lots, and a quote of a running session.
  static var holding: Desk {
    var desk = demo
    desk.watchlist.sectors[0].instruments[0].lots = [
      Instrument.Lot(quantity: 100, cost: 132.5, opened: Day(2025, 4, 9)),
      Instrument.Lot(quantity: -12.5, cost: 170, opened: nil),
    ]
    var quote = Quote(
      symbol: "AMAT", time: Zone.newYork.instant(Day(2025, 5, 2)!, hour: 10, minute: 31), price: 151.32,
      origin: Origin(file: "quotes/usa.json", line: 12))
    quote.currency = "USD"
    (quote.previousClose, quote.open, quote.high, quote.low) = (148.96, 149.9, 152.2, 149.8)
    (quote.volume, quote.yearHigh, quote.yearLow) = (2_345_678, 255.89, 123.74)
    desk.quotes["AMAT"] = quote
    var report = FileReport(path: "quotes/usa.json", kind: "quotes", state: .ok)
    report.modified = quote.time
    desk.files.append(report)
    return desk
  }

  /// Half an hour before the close, live.
  static let trading = Zone.newYork.instant(Day(2025, 5, 1)!, hour: 15, minute: 31)

  /// The demo with a feed whose clock was 90 s ahead when it wrote two quotes ten seconds before ``trading``.
  static var clockAhead: Desk {
    var desk = demo
    let written = trading.advanced(bySeconds: -10)
    var file = FileReport(path: "q.json", kind: "quotes", state: .ok)
    file.clockAhead = ClockOffset(of: written.advanced(bySeconds: 90), aheadOf: written)
    (file.rows, file.newest, file.modified, file.read) = (2, written.advanced(bySeconds: 90), written, written)
    for (symbol, price, close) in [("AMAT", 149.30, 150.71), ("KLAC", 679.05, 702.69)] {
      var quote = Quote(
        symbol: symbol, time: written.advanced(bySeconds: 90), price: price, origin: Origin(file: "q.json", line: 2))
      (quote.previousClose, quote.currency) = (close, "USD")
      quote.count(from: written)
      desk.quotes[symbol] = quote
    }
    desk.files.append(file)
    return desk
  }

  static func state(
    _ desk: Desk = demo, _ columns: Int, _ rows: Int, glyphs: Glyphs = .unicode, asOf: Instant? = nil, keys: String = ""
  ) -> DashboardState {
    var state = DashboardState(
      desk: desk, present: opening, asOf: asOf, isDemo: true, size: Size(columns: columns, rows: rows), glyphs: glyphs)
    for key in (try? Key.parse(keys)) ?? [] { _ = state.update(.input(.key(key))) }
    return state
  }
}

/// What tests ask of a state.
extension DashboardState {
  var reading: DeskReading { moment.reading }
  var desk: Desk { moment.desk }
  var digest: [DigestItem] { moment.news }
  var isAway: Bool { moment.isAway }
  var names: NameList { navigator.overview.names }
  var selectedQuote: QuoteRow? { navigator.overview.row(in: moment) }
  var place: Place { navigator.top.place }
  var hasOpened: Bool { !navigator.opened.isEmpty }
}
