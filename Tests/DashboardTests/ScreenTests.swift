import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// Whole screens, each read by eye before it was recorded.
struct ScreenTests {
  /// What is kept of the moves equals what is made anew, whatever changes: a quote, the reference's, a history, the moment.
  @Test func keptMovesAreThoseMadeAnew() throws {
    func quoted(_ desk: Desk, _ symbol: String, _ price: Double) -> Desk {
      var desk = desk
      var quote = Quote(
        symbol: symbol, time: SampleDesk.trading, price: price, origin: Origin(file: "q.json", line: 1))
      quote.currency = "USD"
      desk.quotes[symbol] = quote
      return desk
    }
    var cut = SampleDesk.demo
    cut.histories["KLAC"]?.bars.removeFirst(200)
    cut.historyRevision += 1
    let desks = [
      SampleDesk.demo, quoted(SampleDesk.demo, "AMAT", 151), quoted(SampleDesk.demo, "AMAT", 152),
      quoted(SampleDesk.demo, "SPY", 540), cut,
    ]
    var kept = KeptMoves()
    let region = Region(row: 0, column: 0, rows: 20, columns: 100)
    for (desk, instant) in desks.map({ ($0, SampleDesk.trading) }) + [(cut, Day(2025, 4, 9)!.asOf)] {
      let state = SampleDesk.state(desk, 200, 60, asOf: instant)
      let fresh = state.desk.watchlist.sectors.flatMap(\.instruments).map {
        Moves($0, desk: state.desk, asOf: instant)
      }
      #expect(kept.moves(state.names, state.moment, in: region) == fresh)
      #expect(kept.moves(state.names, state.moment, in: region) == fresh)
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func overview(columns: Int, rows: Int) {
    expectGolden(SampleDesk.state(SampleDesk.demo, columns, rows).draw(on: .undrawn), "overview-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func asciiOverview(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, glyphs: .ascii).draw(on: .undrawn),
      "overview-ascii-\(columns)x\(rows)")
  }

  @Test(arguments: [(40, 10), (60, 16), (100, 30), (80, 50), (150, 45)])
  func sizesBetween(columns: Int, rows: Int) {
    expectGolden(SampleDesk.state(SampleDesk.demo, columns, rows).draw(on: .undrawn), "overview-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func empty(columns: Int, rows: Int) {
    expectGolden(SampleDesk.state(SampleDesk.empty, columns, rows).draw(on: .undrawn), "empty-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func broken(columns: Int, rows: Int) {
    expectGolden(SampleDesk.state(SampleDesk.broken, columns, rows).draw(on: .undrawn), "broken-\(columns)x\(rows)")
  }

  /// The prices stay, as of when their file was written, and the header and the footer name the clock.
  @Test(arguments: [(80, 24), (120, 40)])
  func clockAhead(columns: Int, rows: Int) {
    let state = DashboardState(
      desk: SampleDesk.clockAhead, present: SampleDesk.trading, isDemo: false,
      size: Size(columns: columns, rows: rows))
    expectGolden(state.draw(on: .undrawn), "clock-\(columns)x\(rows)")
  }

  @Test(arguments: [
    ("past", "[["), ("geneva-announced", "}}}}}"), ("help", "?"), ("detail-signal", "<Tab><Enter>"),
  ])
  func afterKeys(name: String, keys: String) {
    expectGolden(SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).draw(on: .undrawn), name)
  }

  @Test func dayOfGeneva() {
    let day = Zone.newYork.instant(Day(2025, 5, 14)!, hour: 16, minute: 20)
    expectGolden(SampleDesk.state(SampleDesk.demo, 120, 40, asOf: day).draw(on: .undrawn), "geneva")
    expectGolden(SampleDesk.state(SampleDesk.demo, 80, 24, asOf: day).draw(on: .undrawn), "geneva-80x24")
  }

  /// Every size is drawn without a trap, and nothing but the sentence stands below the minimum.
  @Test func everySize() {
    for (columns, rows) in [
      (1, 1), (1, 80), (80, 1), (2, 2), (0, 0), (35, 5), (36, 6), (500, 3), (3, 500), (1000, 500),
    ] {
      for desk in [SampleDesk.demo, SampleDesk.empty, SampleDesk.broken] {
        let canvas = SampleDesk.state(desk, columns, rows).draw()
        #expect(canvas.cells.count == columns * rows)
      }
    }
    #expect(SampleDesk.state(SampleDesk.demo, 30, 3).draw().lines[0] == "needs 36x6, has 30x3")
    for columns in stride(from: 30, through: 210, by: 3) {
      for rows in stride(from: 5, through: 70, by: 5) {
        let lines = SampleDesk.state(SampleDesk.demo, columns, rows).draw().lines
        if columns >= 36, rows >= 6 { #expect(lines.joined().contains("AMAT"), "\(columns)x\(rows)") }
      }
    }
  }

  /// Titles and labels give way to the width, the mark of what is not verified does not.
  @Test func theMarkOfWhatIsNotVerifiedIsNeverCut() {
    var desk = SampleDesk.demo
    let origin = Origin(file: "c.json", line: 1)
    let words = "words of a long title that no pane has room for, and then some more of them, and more"
    desk.calendar = [
      CalendarEntry(
        day: Day(2025, 5, 2)!, minute: 0, title: "AHEAD " + words, kind: .deadline, symbols: ["AMAT"], source: "",
        verified: false, origin: origin)
    ]
    desk.facts = [
      Fact(
        id: "f", label: "FACT " + words, value: 1, unit: "$bn", day: Day(2025, 5, 1), source: "", verified: false,
        origin: origin)
    ]
    var counts = (ahead: 0, facts: 0)
    for (columns, rows) in [(60, 16), (80, 24), (100, 30), (120, 40), (150, 45), (200, 60)] {
      for line in SampleDesk.state(desk, columns, rows).draw().lines {
        for word in ["AHEAD", "FACT"] where line.contains(word + " w") {
          let title = line.components(separatedBy: word + " w")[1]
          #expect(title.contains("~ ?"), "\(columns)x\(rows): \(line)")
          if word == "FACT" { counts.facts += 1 } else { counts.ahead += 1 }
        }
      }
    }
    #expect(counts.ahead >= 6 && counts.facts >= 1)
  }

  /// No control character, whatever the files say.
  @Test func hostileTextIsHarmless() {
    var desk = SampleDesk.demo
    let hostile = "\u{1B}]52;c;ZXZpbA==\u{07}\u{202E}\u{200B}\nX\t\u{9B}2J"
    desk.watchlist.sectors = [
      Sector(name: hostile, instruments: [Instrument(symbol: hostile, name: hostile, currency: hostile)])
    ]
    desk.notices = [hostile]
    for keys in ["", "f", "<Enter>"] {
      for cell in SampleDesk.state(desk, 120, 40, keys: keys).draw().cells {
        #expect(cell.scalar >= 0x20 && !(0x7F...0x9F).contains(cell.scalar) && cell.scalar != 0x202E)
      }
    }
  }
}

/// Each pane alone: normal, narrow, empty, broken.
struct PaneTests {
  private enum Variant: String, CaseIterable { case normal, narrow, empty, broken }

  private func expect(
    _ name: String, normal: (Int, Int), narrow: (Int, Int),
    _ draw: (DashboardState, inout Canvas, Region) -> Void
  ) {
    for variant in Variant.allCases {
      let desk =
        switch variant {
        case .normal, .narrow: SampleDesk.demo
        case .empty: SampleDesk.empty
        case .broken: SampleDesk.broken
        }
      let (columns, rows) = variant == .narrow ? narrow : normal
      var canvas = Canvas(Size(columns: columns, rows: rows), prefill: .undrawn)
      draw(SampleDesk.state(desk, 120, 40), &canvas, Region(canvas.size))
      expectGolden(canvas, "pane-\(name)-\(variant.rawValue)")
    }
  }

  @Test func header() {
    expect("header", normal: (120, 1), narrow: (40, 1)) { Header(moment: $0.moment).draw(into: &$1, in: $2) }
  }

  /// Names of all venues: as many as have room, each whole, and the others are counted.
  @Test func headerOfManyVenues() {
    var desk = SampleDesk.demo
    desk.watchlist.sectors.append(
      Sector(name: "World", instruments: Venue.allCases.map { Instrument(symbol: "X\($0.rawValue)", venue: $0) }))
    let moment = SampleDesk.state(desk, 120, 40).moment
    var most = 0
    for columns in 60...260 {
      var canvas = Canvas(Size(columns: columns, rows: 1), prefill: .undrawn)
      Header(moment: moment).draw(into: &canvas, in: Region(canvas.size))
      let line = canvas.lines[0]
      let words = line.split(separator: " ").map(String.init)
      let shown = Venue.leads.count { line.contains(" \($0.shortName) ") }
      let counted = words.first { $0.hasPrefix("+") }.flatMap { Int($0.dropFirst()) } ?? 0
      #expect(shown + counted == Venue.leads.count, "\(columns): \(line)")
      #expect(shown >= 1 && words.contains("16:20"), "\(columns): \(line)")
      most = max(most, shown)
    }
    #expect(most == Venue.leads.count)
  }

  @Test func footer() {
    expect("footer", normal: (120, 1), narrow: (40, 1)) {
      Footer(moment: $0.moment, place: .overview, notice: nil).draw(into: &$1, in: $2)
    }
  }

  @Test func digest() {
    expect("digest", normal: (120, 1), narrow: (40, 1)) {
      DigestPane(items: $0.digest, clears: true).draw(into: &$1, in: $2)
    }
  }

  @Test func indicator() {
    expect("indicator", normal: (59, 13), narrow: (40, 5)) {
      IndicatorPane(reading: $0.reading, focused: false).draw(into: &$1, in: $2)
    }
  }

  @Test func tariffs() {
    expect("tariffs", normal: (59, 13), narrow: (40, 5)) {
      TariffsPane(reading: $0.reading, selected: 0, focused: true).draw(into: &$1, in: $2)
    }
  }

  @Test func watchlist() {
    expect("watchlist", normal: (120, 11), narrow: (44, 8)) {
      WatchlistPane(
        reading: $0.reading, reference: "SPY", since: $0.desk.watchlist.since, names: $0.names, view: WatchlistView(),
        selected: 1, focused: true
      ).draw(into: &$1, in: $2)
    }
  }

  @Test func signals() {
    expect("signals", normal: (80, 8), narrow: (44, 5)) {
      SignalsPane(reading: $0.reading, mark: $0.moment.mark, selected: 2, focused: true).draw(into: &$1, in: $2)
    }
  }

  @Test func ahead() {
    expect("ahead", normal: (50, 8), narrow: (38, 5)) {
      AheadPane(reading: $0.reading, selected: 0, focused: false).draw(into: &$1, in: $2)
    }
  }

  @Test func facts() {
    expect("facts", normal: (40, 8), narrow: (30, 4)) {
      FactsPane(reading: $0.reading, selected: 0, focused: false).draw(into: &$1, in: $2)
    }
  }

  @Test func contributions() {
    expect("contributions", normal: (77, 24), narrow: (60, 12)) {
      ContributionsPane(reading: $0.reading, selected: 0, focused: true).draw(into: &$1, in: $2)
    }
  }

  @Test func moves() {
    expect("moves", normal: (120, 7), narrow: (92, 4)) {
      let names = $0.names
      var kept = KeptMoves()
      MovesPane(moment: $0.moment, names: names, moves: kept.moves(names, $0.moment, in: $2), selected: 1)
        .draw(into: &$1, in: $2)
    }
  }

  @Test func chart() {
    expect("chart", normal: (77, 32), narrow: (50, 14)) { state, canvas, region in
      guard let quote = state.reading.sectors.first?.rows.last else { return }
      ChartPane(quote: quote, history: state.desk.history(of: quote.instrument), reading: state.reading)
        .draw(into: &canvas, in: region)
    }
  }
}
