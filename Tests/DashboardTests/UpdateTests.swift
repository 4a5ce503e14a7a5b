import Analytics
import Canvas
import Market
import Testing
import Wording

@testable import Dashboard

/// What each key does, as the table of commands says it.
struct UpdateTests {
  private func selected(_ keys: String) -> String? {
    SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).selectedQuote?.instrument.symbol
  }

  @Test(arguments: [
    ("", "AMAT"), ("j", "KLAC"), ("jj", "FSLR"), ("k", "AMAT"), ("G", "COSCO"), ("Gg", "AMAT"), ("<End>", "COSCO"),
    ("l", "FSLR"), ("ll", "SPY"), ("lllllll", "COSCO"), ("Gh", "SPY"), ("jl", "FSLR"), ("<Right><Left>", "AMAT"),
    ("3", "SPY"), ("4", "COSCO"), ("9", "AMAT"), ("40", "AMAT"), ("<PgDn>", "COSCO"), ("<PgDn><C-u>", "AMAT"),
  ])
  func movesAmongNames(keys: String, symbol: String) { #expect(selected(keys) == symbol) }

  /// A window dragged to nothing, and keys pressed in it, on every screen and page.
  @Test(arguments: ["", "?", "t", "i", "w", "e", "f", "v", "<Enter>", "<Tab><Enter>", "e<Enter>", "t<Enter>"])
  func noWindowIsTooSmall(keys: String) throws {
    var state = SampleDesk.state(SampleDesk.demo, 80, 24, keys: keys)
    for (columns, rows) in [(1, 1), (2, 45), (5, 3), (12, 2), (220, 1), (36, 6)] {
      _ = state.update(.resized(Size(columns: columns, rows: rows)))
      for key in try Key.parse("jG<PgUp>k") { _ = state.update(.input(.key(key))) }
      #expect(state.draw().size == Size(columns: columns, rows: rows))
    }
  }

  @Test func quitsOnlyAtHome() throws {
    var state = SampleDesk.state(SampleDesk.demo, 80, 24)
    #expect(state.update(.input(.key(.character("?")))) == [])
    #expect(state.hasOpened)
    #expect(state.update(.input(.key(.character("q")))) == [])
    #expect(!state.hasOpened)
    #expect(state.update(.input(.key(.escape))) == [])
    #expect(state.update(.input(.key(.character("q")))) == [.quit])
    #expect(state.update(.input(.key(.character("?")))) == [])
    #expect(state.update(.input(.key(.control("c")))) == [.quit])
  }

  @Test func asksItsSurroundings() {
    var state = SampleDesk.state(SampleDesk.demo, 80, 24)
    #expect(state.update(.input(.key(.control("l")))) == [.repaint])
    #expect(state.update(.input(.key(.control("z")))) == [.suspend])
    #expect(state.update(.input(.key(.character("r")))) == [.rescan])
    #expect(state.update(.input(.key(.character("T")))) == [.nextTheme])
    #expect(state.update(.input(.key(.character("x")))) == [])
  }

  @Test func walksThroughTime() {
    func day(_ keys: String) -> String {
      SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).reading.day.description
    }
    #expect(day("[") == "2025-04-30")
    #expect(day("[[]") == "2025-04-30")
    #expect(day("[[[.") == "2025-05-01")
    #expect(day("{") == "2025-04-30")
    #expect(day("}") == "2025-05-02")
    let past = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "[")
    #expect(past.moment.awayText == "PAST")
    #expect(past.draw().cells[0].role == .past)
    #expect(past.draw().lines[39].contains(". back"))
    #expect(SampleDesk.state(SampleDesk.demo, 120, 40, keys: "[]").moment.awayText == nil)
  }

  /// Live, the present is the limit: a day forward from today stays, and from yesterday returns to live.
  @Test func theLivePresentIsTheLimit() {
    var state = DashboardState(
      desk: SampleDesk.demo, present: SampleDesk.opening, isDemo: false, size: Size(columns: 80, rows: 24))
    _ = state.update(.input(.key(.character("]"))))
    #expect(!state.isAway)
    _ = state.update(.input(.key(.character("["))))
    #expect(state.isAway)
    _ = state.update(.input(.key(.character("]"))))
    #expect(!state.isAway)
  }

  @Test func theClockMovesOnlyTheLivePresent() {
    var live = DashboardState(
      desk: SampleDesk.demo, present: SampleDesk.opening, isDemo: false, size: Size(columns: 80, rows: 24))
    let later = SampleDesk.opening.advanced(bySeconds: 3600)
    _ = live.update(.clock(later))
    #expect(live.reading.asOf == later)
    var demo = SampleDesk.state(SampleDesk.demo, 80, 24)
    _ = demo.update(.clock(later))
    #expect(demo.reading.asOf == SampleDesk.opening)
    _ = live.update(.input(.key(.character("["))))
    let shown = live.reading.asOf
    _ = live.update(.clock(later.advanced(bySeconds: 60)))
    #expect(live.reading.asOf == shown)
  }

  /// A quote that is ahead of the clock is of now at once, by seconds or by more, also after the clock was set back.
  @Test func aQuoteAheadOfTheClockIsShown() {
    var live = DashboardState(
      desk: SampleDesk.demo, present: SampleDesk.trading, isDemo: false, size: Size(columns: 120, rows: 40))
    var desk = SampleDesk.demo
    desk.quotes["AMAT"] = Quote(
      symbol: "AMAT", time: SampleDesk.trading.advanced(bySeconds: 12), price: 149.30,
      origin: Origin(file: "q.json", line: 2))
    desk.files.append(FileReport(path: "q.json", kind: "quotes", state: .ok))
    let now = SampleDesk.trading.advanced(bySeconds: 4)
    _ = live.update(.desk(desk, at: now))
    #expect(live.selectedQuote?.price == 149.30 && live.selectedQuote?.time == now)
    #expect(live.reading.asOf == now && !live.draw().lines[0].contains("CLOCK"))
    // Nothing keeps what is new from being acknowledged meanwhile.
    #expect(!live.digest.isEmpty)
    _ = live.update(.input(.key(.character("u"))))
    #expect(live.digest.isEmpty)
    // Its own time, once that has come.
    _ = live.update(.clock(SampleDesk.trading.advanced(bySeconds: 60)))
    #expect(live.selectedQuote?.time == SampleDesk.trading.advanced(bySeconds: 12))
    // The clock is set back by five minutes: the price stays, and the clock is named.
    _ = live.update(.clock(SampleDesk.trading.advanced(bySeconds: -288)))
    #expect(live.selectedQuote?.price == 149.30)
    #expect(live.draw().lines[0].contains("CLOCK 300 s: q.json"))
    // The past does not look ahead.
    _ = live.update(.input(.key(.character("["))))
    #expect(live.selectedQuote?.price == 150.71)
  }

  @Test func acknowledgesTheDigest() throws {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    #expect(!state.digest.isEmpty)
    let effects = state.update(.input(.key(.character("u"))))
    #expect(effects.count == 1)
    #expect(state.digest.isEmpty)
    guard case .remember(let digest) = effects[0] else { return }
    #expect(Digest(encoded: digest.encoded) == digest)
  }

  @Test func offersToClearTheDigestOnlyWhereItDoes() {
    func digest(_ keys: String) -> String { SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).draw().lines[1] }
    #expect(digest("").contains("NEW") && digest("").contains("u seen"))
    #expect(digest("[").contains("NEW") && !digest("[").contains("u seen"))
  }

  @Test func datesOfAnotherYearSayWhich() throws {
    let moment = Zone.newYork.instant(Day(2026, 1, 10)!, hour: 16, minute: 20)
    let lines = SampleDesk.state(SampleDesk.demo, 200, 60, asOf: moment).draw().lines
    let shows = { (text: String) in lines.contains { $0.contains(text) } }
    // COSCO's last bar, the newest signals of either pane, and the event of the watchlist.
    #expect(lines.contains { $0.contains("COSCO") && $0.contains("Oct'25") })
    #expect(lines.contains { $0.contains(" 10Nov25 ") && $0.contains("confirmed") })
    #expect(shows("newest 23Dec25") && shows(" 2Apr25 "))
    #expect(!shows("newest 23 Dec") && !shows("30 Oct "))
    #expect(DateText.compact(Day(2025, 5, 1)!, year: 2025).text == "1 May")
    #expect(DateText.narrow(Day(2025, 5, 1)!, year: 2025).text == "1 May")
    #expect(DateText.narrow(Day(2007, 12, 31)!, year: 2025).text == "Dec'07")
  }

  /// Every signal of the demo is more than a year old then: seen or not, it is no news, in the digest and in the pane.
  @Test func aSignalOfLongAgoIsNotNew() throws {
    let later = Zone.newYork.instant(Day(2027, 3, 1)!, hour: 16, minute: 20)
    var state = DashboardState(
      desk: SampleDesk.demo, present: later, isDemo: true, size: Size(columns: 120, rows: 40))
    func stars() -> Int { state.draw().lines.filter { $0.hasPrefix("*") }.count }
    #expect(state.draw().lines.contains { $0.contains("Signals") })
    #expect(!state.digest.contains { item in if case .signal = item { true } else { false } })
    #expect(stars() == 0)
    _ = state.update(.input(.key(.character("u"))))
    #expect(stars() == 0)
    // What is new does have its star, until it is seen.
    state = SampleDesk.state(SampleDesk.demo, 120, 40)
    #expect(stars() == 2)
    _ = state.update(.input(.key(.character("u"))))
    #expect(stars() == 0)
  }

  /// Half a desk must not look like news, nor be remembered as seen.
  @Test func thereIsNoDigestUntilEveryFileIsRead() {
    var desk = SampleDesk.demo
    desk.signals = []
    desk.files.append(FileReport(path: "late.jsonl", state: .pending))
    var state = SampleDesk.state(desk, 120, 40)
    #expect(state.digest.isEmpty)
    #expect(state.draw().lines[39].contains("of \(desk.files.count) files so far"))
    #expect(state.update(.input(.key(.character("u")))) == [])
    _ = state.update(.desk(SampleDesk.demo, at: SampleDesk.opening))
    #expect(!state.digest.isEmpty)
  }

  @Test func tabGoesThroughThePanesInView() {
    var seen: [String] = []
    var state = SampleDesk.state(SampleDesk.demo, 80, 24)
    for _ in 0..<4 {
      seen.append(state.navigator.overview.pane.id)
      _ = state.update(.input(.key(.tab)))
    }
    #expect(seen == ["watchlist", "signals", "indicator", "tariffs"])
    #expect(state.navigator.overview.pane.id == "watchlist")
    _ = state.update(.input(.key(.backTab)))
    #expect(state.navigator.overview.pane.id == "tariffs")
  }

  @Test func theCursorStaysOnItsNameWhenRowsChange() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "j")
    var desk = SampleDesk.demo
    desk.watchlist.sectors.reverse()
    _ = state.update(.desk(desk, at: SampleDesk.opening))
    #expect(state.selectedQuote?.instrument.symbol == "KLAC")
  }

  @Test func everyKeyInTheTableIsUnique() {
    for place in Place.allCases {
      let keys = Command.table.filter { $0.places.contains(place) }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count, "\(place)")
    }
    #expect(Command.table.allSatisfy { !$0.summary.isEmpty })
  }

  @Test func everyWordIsUnique() {
    for place in Place.allCases {
      let words = Command.table.filter { $0.places.contains(place) }.map(\.word)
      #expect(Set(words).count == words.count, "\(place)")
    }
    let isWord = { (word: String) in word.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } && !word.isEmpty }
    #expect(Command.table.filter { !isWord($0.word) }.map(\.word) == [])
  }

  @Test func everyFooterEndsWithTheWayOut() {
    for place in Place.allCases { #expect(KeyMap.standard.hints[place]?.last?.text.text == "q quit", "\(place)") }
  }

  /// Before any file is read there is no name; the first that comes has the cursor, and keeps it.
  @Test func theCursorKeepsTheFirstNameThatCame() {
    var nameless = Desk()
    nameless.watchlist.sectors = []
    var state = DashboardState(
      desk: nameless, present: SampleDesk.opening, isDemo: false, size: Size(columns: 120, rows: 40))
    #expect(state.selectedQuote == nil)
    _ = state.update(.desk(SampleDesk.demo, at: SampleDesk.opening))
    #expect(state.selectedQuote?.instrument.symbol == "AMAT")
    var desk = SampleDesk.demo
    desk.watchlist.sectors.reverse()
    _ = state.update(.desk(desk, at: SampleDesk.opening))
    #expect(state.selectedQuote?.instrument.symbol == "AMAT")
  }

  @Test func marksAreOfTheWatchlist() {
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "<Tab><Space>")
    #expect(state.moment.marked.isEmpty && state.notice == "names are marked in the watchlist: Tab goes there")
  }
}
