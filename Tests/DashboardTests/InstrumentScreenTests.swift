import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The Instrument screen, each picture read by eye before it was recorded, and its keys.
struct InstrumentScreenTests {
  private func lines(_ keys: String, _ columns: Int = 120, _ rows: Int = 40, desk: Desk = SampleDesk.demo) -> [String] {
    SampleDesk.state(desk, columns, rows, keys: keys).draw().lines
  }

  /// A price in another currency is none; the screen says why.
  @Test func saysWhyAPriceIsNotUsed() {
    let row = #"{"symbol":"AMAT","time":"2025-05-01T18:00:00Z","price":131.2,"currency":"EUR"}"#
    let quote = #"{"schema":"detente/quotes/1","quotes":[\#(row)]}"#
    let desk = Desk(files: SampleDesk.demoFiles.filter { $0.name != "prices.csv" } + [("q.json", Array(quote.utf8))])
    let text = lines("<Enter>", 200, 60, desk: desk).joined(separator: " ")
    #expect(text.contains("q.json:1: found AMAT in EUR"))
    #expect(!text.contains("131.2"))
  }

  /// A name of an exchange that is not known is watched, and its screen says what is not known.
  @Test func saysThatACalendarIsUnknown() {
    var desk = SampleDesk.demo
    desk.watchlist.sectors[0].instruments[0].venue = nil
    desk.watchlist.sectors[0].instruments[0].unknownExchange = "XBOM"
    #expect(lines("<Enter>", 200, 60, desk: desk).contains { $0.contains("XBOM calendar unknown") })
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func threeSizes(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, keys: "<Enter>").draw(on: .undrawn),
      "instrument-\(columns)x\(rows)")
    expectGolden(
      SampleDesk.state(SampleDesk.broken, columns, rows, keys: "<Enter>").draw(on: .undrawn),
      "instrument-broken-\(columns)x\(rows)")
    expectGolden(
      SampleDesk.state(SampleDesk.empty, columns, rows, keys: "<Enter>").draw(on: .undrawn),
      "instrument-empty-\(columns)x\(rows)")
  }

  @Test(arguments: [
    ("candles", "<Enter>c124"), ("bars", "j<Enter>hcc"), ("log", "2<Enter>lllL3"), ("session", "<Enter>hhh"),
    ("five-days", "<Enter>hhc"), ("event", "<Enter>NNNN"), ("crosshair", "<Enter><Left><Left><Left>"),
    ("cosco", "4<Enter>"), ("spy", "3<Enter>l"),
  ])
  func afterKeys(name: String, keys: String) {
    expectGolden(SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).draw(on: .undrawn), "instrument-\(name)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func ascii(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, glyphs: .ascii, keys: "<Enter>1").draw(on: .undrawn),
      "instrument-ascii-\(columns)x\(rows)")
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, glyphs: .ascii, keys: "<Enter>hc").draw(on: .undrawn),
      "instrument-ascii-candles-\(columns)x\(rows)")
  }

  @Test(arguments: [(40, 10), (60, 16), (100, 30)])
  func sizesBetween(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, keys: "<Enter>hc").draw(on: .undrawn),
      "instrument-\(columns)x\(rows)")
  }

  @Test func factsStandApartWhereThereIsNoRoom() {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 80, 24, keys: "4<Enter><Tab>").draw(on: .undrawn), "instrument-facts")
    let scrolled = lines("<Enter><Tab><PgDn><PgDn>", 80, 24)
    #expect(scrolled.contains { $0.contains("beta SPY") })
    #expect(lines("<Enter><Tab><Tab>", 80, 24) == lines("<Enter>", 80, 24))
  }

  /// The file and line of the selected fact stand once; the keys move among the facts once these have them.
  @Test func theFileOfTheSelectedFactStandsOnce() throws {
    func places(_ keys: String) -> [Substring] {
      lines(keys, 120, 60).flatMap { $0.matches(of: /[~\w.]+s\.csv:\d+/).map(\.output) }
    }
    let bars = try #require(SampleDesk.demo.histories["AMAT"]?.bars)
    let (last, before) = (bars.count { $0.day <= Day(2025, 5, 1)! } - 1, bars.count { $0.day <= Day(2025, 5, 1)! } - 2)
    #expect(places("<Enter>").count == 1)
    #expect(places("<Enter>").first?.hasSuffix(":\(bars[last].line)") == true)
    // Last, change, change %, previous close.
    let moved = lines("<Enter><Tab>jjj", 120, 60)
    #expect(moved[1].contains("AMAT"))
    #expect(moved[58].contains("Previous close") && moved[58].contains(":\(bars[before].line)"))
    #expect(moved.contains { $0.contains("│ >Previous close") })
    #expect(lines("<Enter><Tab>jjj<Tab>j", 120, 60)[1].contains("KLAC"))
  }

  /// A number does not stand without its interval, however narrow the facts are.
  @Test(arguments: [36, 40, 46, 80])
  func estimatesKeepTheirIntervals(columns: Int) throws {
    let state = SampleDesk.state(SampleDesk.demo, columns, 60, keys: "<Enter><Tab>G")
    let text = state.draw().lines
    for (index, line) in text.enumerated() where line.contains("beta ") || line.contains("correlation") {
      #expect((line + text[index + 1]).contains(/-?\d\.\d\d to -?\d\.\d\d/), "\(line)")
    }
    #expect(text.contains { $0.contains("beta SPY") })
  }

  /// 30 April has no bar: what 1 May moved from the day before is not known, on the panel and in the read-out.
  @Test func aChangeAcrossAMissedSessionIsNowhere() {
    var desk = SampleDesk.demo
    desk.histories["AMAT"]?.bars.removeAll { $0.day == Day(2025, 4, 30)! }
    let text = lines("<Enter>", 120, 40, desk: desk)
    #expect(text.contains { $0.contains(/Change % +-/) })
    #expect(text[3].contains(/Thu 1 May .* C 148\.96  vol/), "\(text[3])")
    // An earlier session next to the gap, and one that is not.
    let day = Day(2025, 5, 6)!.asOf
    let later = SampleDesk.state(desk, 120, 40, asOf: day, keys: "<Enter>h<Left><Left><Left><Left>").draw().lines[3]
    #expect(later.contains("Thu 1 May") && !later.contains("%  vol"))
    let next = SampleDesk.state(desk, 120, 40, asOf: day, keys: "<Enter>h<Left><Left><Left>").draw().lines[3]
    #expect(next.contains("Fri 2 May") && next.contains("%  vol"))
  }

  /// The closing quote and the day's bar differ in a tick; the panel, the read-out and the list of sessions tell one of them.
  @Test func aDayHasOneOpenHighLowAndClose() {
    var desk = SampleDesk.demo
    var quote = Quote(
      symbol: "AMAT", time: Zone.newYork.instant(Day(2025, 5, 1)!, hour: 16), price: 148.99,
      origin: Origin(file: "q.json", line: 2))
    (quote.currency, quote.previousClose, quote.open) = ("USD", 150.71, 151.7)
    desk.quotes["AMAT"] = quote
    let text = lines("<Enter>h", 120, 60, desk: desk)
    #expect(text[3].contains("O 151.70  H 152.28  L 148.74  C 148.99"))
    for row in [/Last +148\.99/, /Open +151\.70/, /High +152\.28/, /Low +148\.74/, /Thu 1 May +148\.99/] {
      #expect(text.contains { $0.contains(row) })
    }
  }

  @Test func lotsOfARunningSession() {
    let now = Zone.newYork.instant(Day(2025, 5, 2)!, hour: 10, minute: 32)
    expectGolden(
      SampleDesk.state(SampleDesk.holding, 120, 60, asOf: now, keys: "<Enter>").draw(on: .undrawn), "instrument-lots")
  }

  /// A year that is not the day's is told, beside a change of three digits too.
  @Test func theEventOfAnotherYear() throws {
    let day = try #require(Day(2026, 3, 2))
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, asOf: day.asOf, keys: "<Enter>")
    #expect(state.draw().lines.contains { $0.contains("  From 2 Apr 2025 +") })
  }

  /// 22 sessions of April and May, then the 83 since the last close of 2024.
  @Test func rangesAreShorterAndLonger() {
    #expect(lines("<Enter>")[2].contains("[3M]"))
    #expect(lines("<Enter>", 200, 60)[2].contains("[6M]"))
    #expect(lines("<Enter>h")[2].contains("[1M]"))
    #expect(lines("<Enter>hhhhhhh")[2].contains("[1D]"))
    #expect(lines("<Enter>hh", 200, 60)[3].contains("since 1 Apr"))
    #expect(lines("<Enter>l", 200, 60)[3].contains("since 31 Dec 2024"))
    #expect(lines("<Enter>llllllllll")[2].contains("[Max]"))
  }

  /// The demo's bars of 29 and 30 April: 150.69 151.24 148.69 149.55, and 145.97 151.04 144.71 150.71.
  @Test func theCrosshairReadsSessions() {
    #expect(lines("<Enter>h<Left>")[3].contains("Thu 1 May  O 151.64  H 152.28  L 148.74  C 148.96"))
    #expect(lines("<Enter>h<Left><Left>")[3].contains("Wed 30 Apr  O 145.97  H 151.04  L 144.71  C 150.71"))
    #expect(lines("<Enter>h<Left><Left><Right><Right>")[3].contains("Thu 1 May"))
    #expect(lines("<Enter>h<Left><Left>")[3].contains("vol 7.3M"))
  }

  /// 1 May has a signal that was denied that day; 30 April has the Foreign Ministry's.
  @Test func eventsAreWalkedThroughAndOpened() {
    let list = lines("<Enter>N", 200, 60)
    #expect(list.contains { $0.hasPrefix(" >       1 May  US to CN: US reached out") })
    let before = lines("<Enter>NNN")
    #expect(before[37].contains("30 Apr  CN to US: Foreign Ministry"))
    #expect(before[3].contains("Wed 30 Apr"))
    #expect(lines("<Enter>NNNn")[37] != before[37])
    let page = lines("<Enter>NNN<Enter>")
    #expect(page[1].contains("Signal E1"))
    #expect(page.contains { $0.contains("signals.jsonl:") })
    #expect(lines("<Enter>NNN<Enter><Esc>") == lines("<Enter>NNN"))
    #expect(lines("<Enter><Enter>").last?.contains("no event chosen") == true)
  }

  @Test func namesAreWalkedThroughAndTheCursorFollows() {
    #expect(lines("<Enter>j")[1].contains("KLAC"))
    #expect(lines("<Enter>jk")[1].contains("AMAT"))
    #expect(lines("<Enter>G")[1].contains("COSCO"))
    #expect(lines("<Enter>jj<Esc><Enter>")[1].contains("FSLR"))
    // The view stays.
    #expect(lines("<Enter>hj")[2].contains("[1M]"))
  }

  /// Going round between the two screens leaves each on the stack once.
  @Test func theStackStaysShort() {
    #expect(lines("<Enter>v")[1].contains("Comparison  Semiconductors"))
    #expect(lines("<Enter>vj<Enter>")[1].contains("KLAC"))
    #expect(lines("<Enter>vj<Enter><Esc>")[1].contains("Comparison"))
    #expect(lines("<Enter>vj<Enter><Esc><Esc>")[1] == lines("")[1])
    #expect(
      SampleDesk.state(SampleDesk.demo, 120, 40, keys: "<Enter>v<Enter>v<Enter>v<Enter>").navigator.opened.count == 2)
  }

  /// Keys that move time work here, and the past shows nothing of what came later.
  @Test func timeMovesTheScreen() {
    #expect(lines("<Enter>[")[1].contains("150.71 USD"))
    #expect(lines("<Enter>[")[3].contains("Wed 30 Apr"))
    #expect(lines("<Enter>[]") == lines("<Enter>"))
  }

  /// Every size is drawn without a trap, in every kind and range.
  @Test func everySize() {
    for keys in ["<Enter>", "<Enter>c4", "<Enter>hhhcc123", "<Enter>llllllc124N", "<Enter>hhL<Tab><PgDn><PgDn>"] {
      for (desk, glyphs) in [
        (SampleDesk.demo, Glyphs.unicode), (SampleDesk.empty, .unicode), (SampleDesk.broken, .ascii),
      ] {
        var state = SampleDesk.state(desk, 80, 24, glyphs: glyphs, keys: keys)
        for columns in [36, 58, 79, 110, 210] {
          for rows in [6, 9, 13, 41] {
            _ = state.update(.resized(Size(columns: columns, rows: rows)))
            #expect(state.draw().lines[1].contains("AMAT"))
          }
        }
      }
    }
  }

  /// Prices that no chart expects: negative, huge, equal, missing.
  @Test func oddPricesAreDrawn() {
    let odd: [[Double?]] = [
      [-5, -2, -9, -3], [1e300, 1e308, -1e308, 1e307], [7, 7, 7, 7], [nil, nil, nil, nil], [nil, nil, nil, 3],
      [5, 1, 9, 4],
    ]
    for prices in odd {
      var desk = Desk()
      desk.histories["AMAT"] = History(
        symbol: "AMAT",
        bars: (0..<30).map { index in
          Bar(
            day: Day(2025, 4, 1)!.advanced(by: index), open: prices[0], high: prices[1], low: prices[2],
            close: prices[3], volume: prices[3], line: index)
        }, file: "odd.csv")
      for keys in ["<Enter>", "<Enter>c", "<Enter>ccL1234", "<Enter>hhhc"] {
        #expect(lines(keys, desk: desk)[1].contains("AMAT"))
      }
    }
  }
}
