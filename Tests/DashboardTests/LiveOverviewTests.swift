import Analytics
import Canvas
import Market
import TestSupport
import Testing
import Wording

@testable import Dashboard

/// The overview of a live desk of 32 names, four minutes before a half-day's open.
struct LiveOverviewTests {
  private static func state(
    _ columns: Int, _ rows: Int, _ desk: Desk = LiveDesk.announced, at moment: Instant = LiveDesk.beforeHalfDay,
    keys: String = ""
  ) -> DashboardState {
    var state = DashboardState(desk: desk, present: moment, isDemo: false, size: Size(columns: columns, rows: rows))
    for key in (try? Key.parse(keys)) ?? [] { _ = state.update(.input(.key(key))) }
    return state
  }

  /// At many widths, the state being resized to each.
  private func resized(
    _ state: DashboardState, _ rows: Int, _ widths: some Sequence<Int> = stride(from: 36, through: 210, by: 3),
    _ look: (_ columns: Int, _ state: DashboardState) throws -> Void
  ) rethrows {
    var state = state
    for columns in widths {
      _ = state.update(.resized(Size(columns: columns, rows: rows)))
      try look(columns, state)
    }
  }

  @Test(arguments: [(80, 24), (100, 30), (120, 40), (200, 60)])
  func screens(columns: Int, rows: Int) {
    expectGolden(Self.state(columns, rows).draw(on: .undrawn), "live-\(columns)x\(rows)")
  }

  /// An hour later the feed of New York's names has stopped.
  @Test(arguments: [(80, 24), (120, 40)])
  func stoppedFeed(columns: Int, rows: Int) {
    let state = Self.state(columns, rows, LiveDesk.stopped, at: LiveDesk.beforeHalfDay.advanced(bySeconds: 3600))
    expectGolden(state.draw(on: .undrawn), "live-stopped-\(columns)x\(rows)")
  }

  @Test func asciiScreen() {
    let state = DashboardState(
      desk: LiveDesk.announced, present: LiveDesk.beforeHalfDay, isDemo: false, size: Size(columns: 120, rows: 40),
      glyphs: .ascii)
    expectGolden(state.draw(on: .undrawn), "live-ascii-120x40")
  }

  /// The cursor stands in the focused pane, and its rows are painted.
  @Test(arguments: [("indicator", "<S-Tab><S-Tab>"), ("tariffs", "<S-Tab>")], [(80, 24), (120, 40)])
  func focusIsSeen(pane: (id: String, keys: String), size: (columns: Int, rows: Int)) throws {
    let state = Self.state(size.columns, size.rows, keys: pane.keys)
    #expect(state.navigator.overview.pane.id == pane.id)
    let region = try #require(state.navigator.overview.region(of: state.navigator.overview.pane))
    let canvas = state.draw()
    let cursor = try #require(canvas.cursor)
    #expect(region.contains(cursor))
    let cell = canvas.cells[cursor.row * size.columns + cursor.column]
    #expect(cell.scalar == UInt32(UInt8(ascii: ">")) && cell.traits.contains(.selected))
  }

  // MARK: Header

  /// The clock stands at every width, whatever else there is to say, and so do `PAST`, the venue that is open or open next,
  /// and a feed that has stopped.
  @Test func theClockIsAlwaysInTheHeader() {
    let late = Self.state(80, 24, LiveDesk.stopped, at: LiveDesk.beforeHalfDay.advanced(bySeconds: 3600))
    let states: [(DashboardState, words: [String])] = [
      (Self.state(80, 24), ["09:26", "NYSE", "PRE"]), (late, ["10:26", "NYSE", "LATE"]),
      (SampleDesk.state(SampleDesk.demo, 80, 24), ["16:20", "HKEX"]),
      (SampleDesk.state(SampleDesk.demo, 80, 24, keys: "["), ["PAST", "16:20"]),
    ]
    for (state, words) in states {
      resized(state, 24, 36...230) { columns, state in
        let line = state.draw().lines[0]
        for word in words { #expect(line.contains(word), "\(columns): \(line)") }
        // Hong Kong and Shanghai are counted where they are not named.
        if columns >= 72, words.contains("LATE") {
          #expect(line.contains("HKEX SSE") || line.contains("+2 shut"), "\(columns): \(line)")
        }
      }
    }
  }

  /// What stands in the header at the four sizes, from the calendars of the exchanges.
  @Test(arguments: [
    (80, "2026-11-27T09:26:00-05:00", ["Fri 27 Nov", "09:26", "PRE", "NYSE in 0h04 to 13:00"]),
    (120, "2026-11-27T09:26:00-05:00", ["PRE", "NYSE opens in 0h04, closes 13:00", "HKEX SSE shut till Mon"]),
    (120, "2026-11-27T09:29:31-05:00", ["NYSE opens in 0h01, closes 13:00"]),
    (120, "2026-11-27T10:00:00-05:00", ["NYSE open, closes 13:00", "HKEX SSE shut till Mon"]),
    (120, "2026-11-25T10:00:00-05:00", ["NYSE open, 6h00 left", "HKEX SSE opens in 10h30"]),
    (120, "2026-11-25T16:20:00-05:00", ["POST", "HKEX SSE opens in 4h10", "NYSE shut till Fri, closes 13:00"]),
    (80, "2026-11-26T12:00:00-05:00", ["HKEX SSE in 8h30", "NYSE in 21h30 to 13:00"]),
    (200, "2026-11-27T13:30:00-05:00", ["Tariff names", "POST", "Sat 02:30 Hong Kong", "NYSE shut till Mon"]),
  ])
  func headerSays(columns: Int, moment: String, parts: [String]) throws {
    // Prices of later moments would be from a clock that is ahead.
    var desk = LiveDesk.announced
    (desk.quotes, desk.files) = ([:], [])
    let state = Self.state(columns, 40, desk, at: try #require(Instant(rfc3339: moment)))
    let line = state.draw().lines[0]
    for part in parts { #expect(line.contains(part), "\(line)") }
    if !parts.contains("PRE") && !parts.contains("POST"), moment.contains("T10") || moment.contains("T12") {
      #expect(!line.contains("PRE") && !line.contains("POST"), "\(line)")
    }
  }

  /// Times of the header follow the clock that is asked for.
  @Test func anEarlyCloseIsToldByTheTradersClock() {
    var state = Self.state(150, 24)
    var preferences = Preferences()
    preferences.clock = WallClock("Europe/Berlin", .centralEurope)
    _ = state.update(.preferences(preferences, fault: nil))
    let line = state.draw().lines[0]
    #expect(line.contains("15:26 Berlin") && line.contains("NYSE opens in 0h04, closes 19:00"), "\(line)")
  }

  @Test func nothingOpensInNoTime() throws {
    let opening = try #require(Instant(rfc3339: "2026-11-27T09:30:00-05:00"))
    for seconds in [1, 29, 59, 60, 61, 119] {
      let line = Self.state(120, 24, at: opening.advanced(bySeconds: -Int64(seconds))).draw().lines[0]
      #expect(!line.contains("0h00"), "\(line)")
    }
  }

  // MARK: Names

  /// Where the names of companies stand, every ticker stands whole.
  @Test func noTickerIsCutWhereANameHasRoom() {
    var long = LiveDesk.announced
    long.watchlist.sectors[0].instruments[1] = Instrument(
      symbol: "BRK/B 260115C00500", name: "Berkshire call", venue: .nyse, currency: "USD")
    for desk in [LiveDesk.announced, long] {
      resized(Self.state(80, 40, desk), 40) { columns, state in
        let region = state.navigator.overview.region(of: .watchlist)
        for line in state.draw().lines(in: region ?? Region(Size(columns: 0, rows: 0))) {
          for instrument in desk.watchlist.sectors.flatMap(\.instruments) where instrument.symbol.count > 5 {
            let isCut = (4..<instrument.symbol.count).contains { line.contains(" \(instrument.symbol.prefix($0))~") }
            let hasName = line.contains(instrument.name.prefix(3))
            #expect(!isCut || !hasName, "\(columns): \(line)")
          }
        }
      }
    }
  }

  /// The points of prices stand below each other at every width, whatever stands before them.
  @Test func pointsOfPricesStandOnOneColumn() throws {
    try resized(Self.state(80, 60), 60) { columns, state in
      let region = try #require(state.navigator.overview.region(of: .watchlist))
      let canvas = state.draw()
      var points: Set<Int> = []
      for row in region.row + 1..<region.row + region.rows {
        let text = (region.column..<region.column + region.columns).map { column -> Character in
          Unicode.Scalar(canvas.cells[row * columns + column].scalar).map(Character.init) ?? " "
        }
        guard let symbol = LiveDesk.symbols.first(where: { String(text.dropFirst(3)).hasPrefix($0 + " ") }),
          let price = LiveDesk.announced.quotes[symbol]?.price
        else { continue }
        // The first number with a point behind the ticker and the name, which have none.
        guard let point = text.indices.dropFirst(4 + symbol.count).first(where: { text[$0] == "." }) else { continue }
        points.insert(point)
        let whole = String(Int(price))
        #expect(String(text[(point - whole.count)..<point]) == whole, "\(columns): \(String(text))")
      }
      #expect(points.count == 1, "\(columns): \(points)")
    }
  }

  /// Names take the rows of others where they are many, and leave them where they are few.
  @Test func manyNamesTakeRows() throws {
    func names(_ columns: Int, _ rows: Int) throws -> Int {
      try #require(Self.state(columns, rows).navigator.overview.region(of: .watchlist)).rows
    }
    #expect(try names(80, 24) >= 13)
    #expect(try names(100, 30) >= 19)
    #expect(try names(120, 40) >= 22)
    // 32 names, six sectors, the rule and what is held.
    #expect(try names(200, 60) == 40)
  }

  // MARK: What qualifies

  /// The mark of what is not verified stands wherever its text does.
  @Test func noQuestionMarkIsCut() {
    let texts = ["Treasury and v", "Treasury, MOF", "Lists for", "US 12.5→25", "Legacy c"]
    var seen: Set<String> = []
    for (first, rows) in [(36, 24), (37, 30), (38, 40), (37, 60)] {
      resized(Self.state(80, rows), rows, stride(from: first, through: 210, by: 3)) { columns, state in
        for line in state.draw().lines.dropFirst(2) {
          for text in texts {
            guard let range = line.range(of: text) else { continue }
            seen.insert(text)
            #expect(line[range.upperBound...].contains(" ?"), "\(columns)x\(rows): \(line)")
          }
        }
      }
    }
    #expect(seen.count == texts.count, "\(seen)")
  }

  /// `a` behind a price that only adjusted closes tell.
  @Test func noFlagIsCut() {
    resized(SampleDesk.state(SampleDesk.demo, 80, 24), 24) { columns, state in
      for line in state.draw().lines {
        guard let range = line.range(of: "10.31") else { continue }
        #expect(line[range.upperBound...].hasPrefix("a"), "\(columns): \(line)")
      }
    }
  }

  /// A head never stands on another.
  @Test func headsOfColumnsStandApart() {
    var desk = LiveDesk.announced
    desk.watchlist.reference = "688256.SS"
    desk.watchlist.since = Day(2025, 4, 2)!
    resized(Self.state(80, 40, desk), 40) { columns, state in
      let rule = state.draw().lines.first { $0.hasPrefix("─ Watchlist") } ?? ""
      #expect(!rule.contains("vs  "), "\(columns): \(rule)")
      #expect(!rule.contains("sigmavs") && !rule.contains("2Apr25 2"), "\(columns): \(rule)")
    }
  }

  /// Tickers beside what is ahead stand whole, the first with the number of the others where not all have room.
  @Test func whatIsAhead() {
    let reading = Self.state(120, 40).reading
    let closes = reading.ahead.first { $0.subject == .earlyClose(.nyse) }
    #expect(closes?.instant == Instant(rfc3339: "2026-11-27T13:00:00-05:00"))
    #expect(reading.ahead.filter(\.isOfVenue).count == 4)
    for columns in 34...90 {
      var canvas = Canvas(Size(columns: columns, rows: 16))
      AheadPane(reading: reading, selected: 0, focused: false).draw(into: &canvas, in: Region(canvas.size))
      let line = canvas.lines.first { $0.contains("Polysilicon") } ?? ""
      #expect(line.hasSuffix(" FSLR +5") || !line.contains("FSLR") && columns < 50, "\(columns): \(line)")
      #expect(canvas.lines.contains { $0.contains("13:00 NYSE closes early") })
    }
  }

  // MARK: Tariffs

  private func tariffs(_ desk: Desk, columns: Int = 59, rows: Int = 8) -> [String] {
    var canvas = Canvas(Size(columns: columns, rows: rows))
    TariffsPane(reading: Self.state(120, 40, desk).reading, selected: 0, focused: false)
      .draw(into: &canvas, in: Region(canvas.size))
    return canvas.lines
  }

  @Test("a step on all goods comes first, then what touches the desk, and the rest is counted")
  func whatComesNext() throws {
    let steps = Self.state(120, 40).reading.tariffs.headlineSteps
    #expect(steps.map(\.day) == [Day(2026, 12, 15)])
    #expect(steps.first?.instant == Instant(rfc3339: "2026-12-15T12:01:00+08:00"))
    #expect(steps.first?.moves.map(\.side) == [.us, .china])
    #expect(steps.first?.moves.map(\.from) == [12.5, 10] && steps.first?.moves.map(\.to) == [25, 20])
    #expect(steps.first?.verified == false)

    let lines = tariffs(LiveDesk.announced)
    #expect(lines[3].contains("unchanged 126 days, 132.5 and 115 below the peaks"))
    #expect(lines[4].contains("next 15 Dec  US 12.5→25  CN 10→20 ?"))
    #expect(lines[5].contains("2 Dec  Treasury, MOFCOM meet in"))
    #expect(lines[6].contains("4 Dec  Polysilicon") && lines[6].contains("FSLR +5"))
    // The end of the truce and the legacy chips; toys, soybeans, furniture.
    #expect(lines[7].contains("+2 more  +3 on other goods"))

    let before = tariffs(LiveDesk.desk)
    #expect(before[4].contains("next  2 Dec  Treasury, MOFCOM"))
    #expect(!before.joined().contains("→"))
    #expect(tariffs(LiveDesk.announced, columns: 39, rows: 4)[3].contains("15 Dec  US 12.5→25  CN 10→20 ?"))
    #expect(tariffs(LiveDesk.desk, columns: 39, rows: 4)[3].contains("2 Dec  Treasury"))
  }

  /// The cursor goes on to the layers where they have no room of their own.
  @Test func layersComeWithTheCursor() {
    #expect(!Self.state(120, 40, keys: "<S-Tab>").draw().lines.joined().contains("Order 2"))
    let lines = Self.state(120, 40, keys: "<S-Tab>jj").draw().lines
    #expect(lines.contains { $0.contains("> US   All goods, Order 2") })
  }

  // MARK: The number

  /// Three rows of half blocks that read as the digits do.
  @Test func largeDigits() throws {
    var canvas = Canvas(Size(columns: 24, rows: 3))
    try #require(BlockDigits("58.2")).draw(into: &canvas, in: Region(canvas.size), style: .text)
    #expect(canvas.lines == ["█▀▀ █▀█   ▀▀█", "▀▀█ █▀█   █▀▀", "▀▀▀ ▀▀▀ ▀ ▀▀▀"])
    #expect(BlockDigits("58.2")?.width == 13 && BlockDigits("100.0")?.width == 17)
    #expect(BlockDigits("-") == nil)
  }

  /// The parts of a change of the index add up to it.
  @Test func partsAddUp() {
    for desk in [LiveDesk.desk, LiveDesk.announced, SampleDesk.demo] {
      let reading = Self.state(120, 40, desk).reading
      for change in [reading.today, reading.week] {
        #expect(abs(change.words + change.deeds - change.events) < 1e-9)
        #expect(abs(change.events + change.tariffs - change.total) < 1e-9)
      }
    }
  }
}
