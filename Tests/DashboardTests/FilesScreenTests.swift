import Analytics
import Canvas
import Market
import TestSupport
import Testing
import Wording

@testable import Dashboard

/// The table of files, and a file opened.
struct FilesScreenTests {
  /// The demo with a feed that is written every 20 seconds and last was at 15:52 New York, 28 minutes before the close,
  /// and a file of which a row is refused.
  private static var stopped: Desk {
    var desk = SampleDesk.demo
    let last = Zone.newYork.instant(Day(2025, 5, 1)!, hour: 15, minute: 52)
    var feed = FileReport(path: "quotes-us.json", kind: "quotes", state: .ok)
    for step in (0...8).reversed() { feed.noteChange(at: last.advanced(bySeconds: Int64(-20 * step))) }
    (feed.rows, feed.newest, feed.modified, feed.read) = (2, last, last, last)
    (feed.size, feed.cost) = (412, 0.31)
    for symbol in ["AMAT", "KLAC"] {
      var quote = Quote(symbol: symbol, time: last, price: 150, origin: Origin(file: feed.path, line: 3))
      quote.currency = "USD"
      desk.quotes[symbol] = quote
    }
    var refused = FileReport(path: "own/bars.csv", kind: "csv", state: .partial)
    (refused.rows, refused.newest, refused.size, refused.cost) = (250, last, 12_345, 4.2)
    (refused.modified, refused.read) = (last, last)
    var problem = Problem(
      path: refused.path, line: 17, column: 17, message: "found \"1x2\", expected a decimal number like 148.32")
    problem.excerpt = Problem.Excerpt(before: "2025-05-01,AMAT,", rest: "1x2,150\u{1B}[31m")
    refused.problems = [problem]
    desk.files += [feed, refused]
    return desk
  }

  /// Four minutes after the last change, in trading.
  private static let trading = Zone.newYork.instant(Day(2025, 5, 1)!, hour: 15, minute: 56)

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func normal(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, keys: "fj").draw(on: .undrawn), "files-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func stoppedFeed(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(Self.stopped, columns, rows, asOf: Self.trading, keys: "f").draw(on: .undrawn),
      "files-stopped-\(columns)x\(rows)")
  }

  @Test func broken() {
    expectGolden(SampleDesk.state(SampleDesk.broken, 80, 24, keys: "f").draw(on: .undrawn), "files-broken-80x24")
    expectGolden(SampleDesk.state(SampleDesk.broken, 120, 40, keys: "fj").draw(on: .undrawn), "files-broken-120x40")
    expectGolden(
      SampleDesk.state(Self.stopped, 80, 24, asOf: Self.trading, keys: "fj<Enter>").draw(on: .undrawn),
      "file-opened-80x24")
  }

  /// The demo with a copy of its ledger that Syncthing left, and a second ledger that tells a measure otherwise.
  @Test func copies() {
    let other =
      #"{"schema":"detente/tariffs/1","measures":[{"id":"US-IEEPA-FENTANYL","by":"US","on":"CN","#
      + #""title":"Fentanyl","scope":"all","steps":[{"announced":"2025-02-01","effective":"2025-02-04","rate":10}]}]}"#
    let desk = Desk(
      files: SampleDesk.demoFiles + [
        ("tariffs.sync-conflict-20250430-101010-ABCDEFG.json", Array(other.utf8)), ("older.json", Array(other.utf8)),
      ])
    expectGolden(SampleDesk.state(desk, 80, 24, keys: "f").draw(on: .undrawn), "files-copies-80x24")
    expectGolden(SampleDesk.state(desk, 120, 40, keys: "fsgjjj").draw(on: .undrawn), "files-copies-120x40")
  }

  /// Values that another is about to replace are as good as before; that they are is said.
  @Test func beingWritten() {
    var desk = SampleDesk.demo
    var file = FileReport(path: "bars.csv", kind: "history", state: .beingWritten)
    (file.rows, file.size, file.cost) = (250, 12_345, 4.2)
    file.modified = Self.trading
    file.read = Self.trading
    desk.files.append(file)
    let state = SampleDesk.state(desk, 80, 24, asOf: Self.trading)
    #expect(state.draw().lines.last?.contains("bars.csv is being written: f") == true)
    expectGolden(
      SampleDesk.state(desk, 80, 24, asOf: Self.trading, keys: "f").draw(on: .undrawn), "files-being-written-80x24")
  }

  @Test func empty() {
    expectGolden(SampleDesk.state(SampleDesk.empty, 80, 24, keys: "f").draw(on: .undrawn), "files-empty")
  }

  @Test func ascii() {
    expectGolden(
      SampleDesk.state(Self.stopped, 80, 24, glyphs: .ascii, asOf: Self.trading, keys: "fj").draw(on: .undrawn),
      "files-ascii")
  }

  private func selected(_ keys: String) throws -> String? {
    let state = SampleDesk.state(Self.stopped, 80, 24, asOf: Self.trading, keys: keys)
    guard let screen = state.navigator.opened.first as? FilesScreen else { return nil }
    return screen.selected
  }

  /// The worst first, or by path; the cursor stays on its file.
  @Test(arguments: [
    ("f", "quotes-us.json"), ("fj", "own/bars.csv"), ("fk", "quotes-us.json"), ("fG", "watchlist.yaml"),
    ("fs", "quotes-us.json"), ("fsg", "averages.json"), ("fjs", "own/bars.csv"), ("fGg", "quotes-us.json"),
  ])
  func moves(keys: String, path: String) throws { #expect(try selected(keys) == path) }

  @Test func namesTheStoppedFeed() {
    let state = SampleDesk.state(Self.stopped, 120, 40, asOf: Self.trading, keys: "f")
    let text = state.draw().lines.joined(separator: "\n")
    #expect(text.contains("LATE quotes-us 4m"))
    #expect(text.contains("usually every 20s, silent for 4m"))
    // At that moment it had just been written.
    let before = SampleDesk.state(
      Self.stopped, 120, 40, asOf: Self.trading.advanced(bySeconds: -200), keys: "f")
    #expect(!before.draw().lines.joined().contains("LATE"))
  }

  /// A time ahead of the clock at the reading is wrong; one that is only after the moment shown is not.
  @Test func theFutureIsNotTheMomentShown() {
    func age(_ seconds: Int64, kind: String) -> String {
      var file = FileReport(path: "f", kind: kind, state: .ok)
      file.read = Self.trading.advanced(bySeconds: 1000)
      file.newest = Self.trading.advanced(bySeconds: seconds)
      return FileHealth(file: file, rhythm: nil, stopped: nil, asOf: Self.trading).dataAge.text.text
    }
    #expect(age(-600, kind: "quotes") == "10m")
    #expect(age(600, kind: "quotes") == "later")
    #expect(age(2000, kind: "quotes") == "FUTURE")
    #expect(age(2000, kind: "csv") == "later")
  }

  @Test func barsThatNothingShowsAreNamed() {
    var desk = SampleDesk.demo
    desk.histories["AMTA"] = History(symbol: "AMTA", bars: [Bar(day: Day(2025, 4, 30)!, close: 5)], file: "AMTA.csv")
    desk.files.append(FileReport(path: "AMTA.csv", kind: "history", state: .ok))
    let health = FileHealth.all(of: desk, SampleDesk.state(desk, 80, 24).reading)
    #expect(health.first { $0.file.path == "AMTA.csv" }?.unshown == ["AMTA"])
    let prices = health.first { $0.file.path == "prices.csv" }
    #expect(prices?.symbols.contains("1919.HK") == true && prices?.unshown == [])
    let lines = SampleDesk.state(desk, 80, 24, keys: "fs").draw().lines
    #expect(lines.contains { $0.contains("Not shown") && $0.contains("AMTA: not in the watchlist") })
  }

  @Test func everySize() {
    for columns in stride(from: 36, through: 210, by: 29) {
      for rows in stride(from: 6, through: 66, by: 7) {
        for keys in ["f", "fj<Enter>"] {
          let canvas = SampleDesk.state(Self.stopped, columns, rows, asOf: Self.trading, keys: keys).draw()
          #expect(canvas.cells.count == columns * rows)
        }
      }
    }
  }
}

/// The offending line and its caret.
struct ExcerptTextTests {
  private func lines(_ before: String, _ rest: String, width: Int, column: Int = 5, cut: Bool = false) -> [String] {
    var problem = Problem(path: "f", line: 1, column: column, message: "")
    problem.excerpt = Problem.Excerpt(before: before, rest: rest, isCutBefore: cut, isCutAfter: cut)
    return problem.excerptLines(width: width).map(\.text)
  }

  @Test func theCaretStandsUnderTheColumn() {
    #expect(lines("abc", "def", width: 40) == ["abcdef", "   ^"])
    #expect(lines("", "def", width: 40) == ["def", "^"])
    #expect(lines("abc", "", width: 40) == ["abc", "   ^"])
    // Wide and control characters take the columns that they are shown in.
    #expect(lines("\u{4E2D}\t", "x", width: 40) == ["\u{4E2D}^Ix", "    ^"])
    #expect(lines("abc", "def", width: 40, cut: true) == ["~abcdef~", "    ^"])
    #expect(lines("", "whole line", width: 40, column: 0) == ["whole line"])
  }

  @Test func aLongLineLosesItsLeftPart() {
    let lines = lines(String(repeating: "a", count: 90) + "bcd", String(repeating: "e", count: 90), width: 30)
    #expect(lines[0].count == 30)
    #expect(lines[0].hasPrefix("~") && lines[0].hasSuffix("~"))
    let caret = lines[1].count - 1
    #expect(Array(lines[0])[caret] == "e" && Array(lines[0])[caret - 1] == "d")
  }

  @Test func withoutAnExcerptThereIsNoLine() {
    #expect(Problem(path: "f", line: 1, column: 2, message: "").excerptLines(width: 40).isEmpty)
  }
}
