import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The Tariffs screen: what it shows of a day, and what its keys do. Rates by DOMAIN's table of measures and totals.
struct TariffsScreenTests {
  private func moment(_ day: String) throws -> Instant {
    Zone.newYork.instant(try #require(Day(day)), hour: 16, minute: 20)
  }

  private func lines(
    _ keys: String = "", _ columns: Int = 120, _ rows: Int = 40, desk: Desk = SampleDesk.demo, on day: String? = nil,
    glyphs: Glyphs = .unicode
  ) throws -> [String] {
    SampleDesk.state(
      desk, columns, rows, glyphs: glyphs, asOf: try day.map(moment), keys: "t" + keys
    ).draw().lines
  }

  /// A line's words.
  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  // MARK: Golden screens

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func demo(columns: Int, rows: Int) {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, columns, rows, keys: "t").draw(on: .undrawn), "tariffs-\(columns)x\(rows)")
  }

  @Test(arguments: [
    ("tariffs-since-2018-all-in", "t---a"), ("tariffs-published", "taa"), ("tariffs-rules", "tG"),
    ("tariffs-semiconductors", "tsSj"), ("tariffs-crosshair", "t<lt><lt>"), ("tariffs-layer", "tj<Enter>"),
  ])
  func afterKeys(name: String, keys: String) {
    expectGolden(SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).draw(on: .undrawn), name)
  }

  @Test func genevaAnnounced() throws {
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 120, 40, asOf: try moment("2025-05-12"), keys: "t").draw(on: .undrawn),
      "tariffs-geneva-announced")
  }

  @Test func otherDesks() {
    expectGolden(SampleDesk.state(SampleDesk.empty, 80, 24, keys: "t").draw(on: .undrawn), "tariffs-empty")
    expectGolden(SampleDesk.state(broken, 120, 40, keys: "t").draw(on: .undrawn), "tariffs-broken")
    expectGolden(
      SampleDesk.state(SampleDesk.demo, 120, 40, glyphs: .ascii, keys: "ta").draw(on: .undrawn), "tariffs-ascii")
    expectGolden(SampleDesk.state(SampleDesk.demo, 36, 6, keys: "t").draw(on: .undrawn), "tariffs-36x6")
  }

  /// The tariff file broke: its measures are kept. No baseline, no published averages.
  private var broken: Desk {
    var desk = SampleDesk.broken
    desk.tariffs.measures = desk.tariffs.measures.map { measure in
      var measure = measure
      measure.kept = true
      return measure
    }
    desk.tariffs.baselines = []
    desk.references = []
    desk.policyRevision += 1
    return desk
  }

  // MARK: Content

  @Test(
    "both sides on the days of the conflict",
    arguments: [
      ("2025-05-01", "145.0", "164.0", "125.0", "146.0"), ("2025-05-14", "30.0", "49.0", "10.0", "31.0"),
      ("2025-10-10", "30.0", "49.0", "10.0", "31.0"), ("2025-11-10", "20.0", "39.0", "10.0", "31.0"),
      ("2026-02-21", "20.0", "39.0", "10.0", "31.0"), ("2026-02-24", "10.0", "29.0", "10.0", "31.0"),
      ("2026-07-24", "12.5", "31.5", "10.0", "31.0"),
    ])
  func rates(_ row: (day: String, us: String, usAllIn: String, china: String, chinaAllIn: String)) throws {
    let lines = try lines(on: row.day)
    #expect(words(lines[2]).starts(with: ["US", "on", "China", row.us, row.usAllIn]))
    #expect(words(lines[3]).starts(with: ["China", "on", "US", row.china, row.chinaAllIn]))
    let short = { (rate: String) in rate.hasSuffix(".0") ? String(rate.dropLast(2)) : rate }
    // The chart's last values stand at the ends of its lines.
    #expect(lines.contains { $0.hasSuffix("US add-on \(short(row.us))") })
    #expect(lines.contains { $0.hasSuffix("CN add-on \(short(row.china))") })
    let allIn = try self.lines("a", on: row.day)
    #expect(allIn.contains { $0.hasSuffix("US all-in \(short(row.usAllIn))") })
    #expect(!allIn.contains { $0.contains("US add-on") })
  }

  @Test func theSum() throws {
    let lines = try lines()
    #expect(lines[4] == "  US 125 Reciprocal + 20 Fentanyl = 145 add-on; + 19 baseline = 164 all-in")
    #expect(lines[5] == "  CN 125 All US goods = 125 add-on; + 21 baseline = 146 all-in")
    #expect(try self.lines("", 50, 20)[4] == "  US 125 + 20 = 145; + 19 = 164")
    #expect(
      try self.lines(on: "2026-02-21")[4] == "  US 10 Fentanyl + 10 Reciprocal = 20 add-on; + 19 baseline = 39 all-in"
        + "  announced: 10 from 24 Feb, 0 from 24 Jul")
    #expect(try self.lines(on: "2022-12-31")[4].hasSuffix("= 0 add-on; no baseline on record"))
  }

  @Test("announced at Geneva, not in force: both sides' change with its countdown")
  func pendingChange() throws {
    let lines = try lines(on: "2025-05-12")
    #expect(lines[4].hasSuffix("announced: 30 from 14 May"))
    #expect(lines[5].hasSuffix("announced: 10 from 14 May"))
    #expect(lines.filter { $0.contains("then 10 in 1d 7h") }.count == 2)
    #expect(try self.lines("xx", on: "2025-05-12").filter { $0.contains("then 10 in 1d 7h") }.count == 2)
    #expect(try !self.lines(on: "2025-05-11").contains { $0.contains("then 10") })
  }

  @Test func statesOfLayers() throws {
    func state(_ title: String, _ day: String) throws -> String? {
      try lines("", 149, 90, on: day).first { $0.contains(title) }
    }
    #expect(try state("Port fees, Chinese ships", "2025-05-01")?.hasSuffix("in 165d") == true)
    #expect(try state("Port fees, Chinese ships", "2025-10-14")?.hasSuffix("in force") == true)
    #expect(try state("Port fees, Chinese ships", "2025-11-10")?.hasSuffix("suspended") == true)
    #expect(try state("Rare-earth technology", "2025-10-08") == nil)
    #expect(try state("Rare-earth technology", "2025-10-10")?.hasSuffix("in force") == true)
    #expect(try state("Rare-earth technology", "2025-11-10")?.hasSuffix("suspended") == true)
    #expect(try state("Farm goods", "2025-11-10")?.hasSuffix("ended") == true)
    #expect(try state("Fentanyl", "2026-02-24")?.hasSuffix("struck down") == true)
    #expect(try state("Import surcharge", "2026-02-19") == nil)
    #expect(try state("Import surcharge", "2026-07-24")?.hasSuffix("ended") == true)
  }

  @Test("what is no tariff stands apart, without a rate")
  func nonTariffMeasures() throws {
    let lines = try lines("", 120, 90)
    let heading = try #require(lines.firstIndex { $0.contains("Fees and export controls: no tariffs, never added") })
    let below = lines[(heading + 1)...].prefix { !$0.isEmpty }
    #expect(below.count == 2)
    #expect(below.allSatisfy { $0.contains("no rate") })
    #expect(!lines[..<heading].contains { $0.contains(" fee ") || $0.contains(" export ") })
  }

  @Test("published averages stand apart, with the day that they are of, and marked where they are not verified")
  func published() throws {
    let lines = try lines()
    #expect(lines[1].contains("PIIE average"))
    #expect(lines[2].contains("124.1  12 Apr"))
    #expect(lines[3].contains("147.6? 12 Apr"))
    #expect(try self.lines("aa").contains { $0.hasSuffix("US PIIE average") })
    // On 11 April the averages of the 12th were not known, and that of January was void.
    #expect(try self.lines(on: "2025-04-11")[2].contains("void since  4 Feb"))
    #expect(try self.lines(on: "2025-02-03")[2].contains("20.8  20 Jan"))
  }

  @Test("points over a level share neither row nor axis with levels")
  func publishedChanges() throws {
    #expect(try !lines().contains { $0.contains("88.1") })
    #expect(try !lines("aa").contains { $0.contains("model estimate") })
    let changes = try lines("aaa")
    #expect(changes.contains { $0.hasSuffix("US model estimate") })
    #expect(changes.contains { $0.contains("Published changes: model estimate, points over 2024") })
    #expect(!changes.contains { $0.hasSuffix("PIIE average") })
    // Where three charts stand, the last one shows either.
    #expect(try lines("", 200, 60).contains { $0.contains("US PIIE average") })
    #expect(try lines("a", 200, 60).contains { $0.contains("US model estimate") })
    #expect(try lines("aa", 200, 60) == lines("", 200, 60))
  }

  @Test("a published average ends with the next change of its side's headline")
  func voidAverages() throws {
    let desk = SampleDesk.demo
    let (first, last) = (try #require(Day(2025, 1, 1)), try #require(Day(2026, 3, 2)))
    let curves = TariffCurves(
      TariffSchedule(desk.tariffs), published: desk.references.filter { $0.side != nil }.map { $0.known(on: last) },
      sides: Side.allCases, from: first, asOf: last.asOf)
    let lines = try #require(curves.lines[.published])
    func value(_ name: String, _ year: Int, _ month: Int, _ date: Int) throws -> Double? {
      let line = try #require(lines.first { $0.name.text.hasPrefix(name) })
      return line.values[first.days(to: try #require(Day(year, month, date)))]
    }
    // PIIE's 20.8 of 20 January 2025 ends with 10 points on 4 February; 124.1 of 12 April begins anew.
    #expect(try value("US", 2025, 2, 3) == 20.8 && value("US", 2025, 2, 4) == nil && value("US", 2025, 4, 11) == nil)
    #expect(try value("US", 2025, 4, 12) == 124.1 && value("US", 2025, 11, 10) == 47.5)
    #expect(try value("US", 2026, 2, 20) == 47.5 && value("US", 2026, 2, 24) == nil && value("US", 2026, 3, 2) == nil)
    // China's headline has stood since May 2025.
    #expect(try value("CN", 2026, 3, 2) == 31.9)
    #expect(try self.lines(on: "2026-03-02")[2].contains("void since"))
  }

  @Test("nothing after the moment shown: later data change nothing")
  func neverLooksAhead() throws {
    var desk = SampleDesk.demo
    let day = try #require(Day(2025, 5, 2))
    let origin = Origin(file: "later.json", line: 1)
    desk.tariffs.measures.append(
      TariffMeasure(
        id: "LATER", by: .us, on: "CN", title: "Later", scope: .all, sectors: ["Later"],
        steps: [
          TariffMeasure.Step(announced: day, effective: day, rate: 50, origin: origin),
          TariffMeasure.Step(announced: day, effective: Day(2025, 4, 20)!, rate: 50, origin: origin),
        ], origin: origin))
    desk.references.append(
      ReferenceSeries(
        id: "later", label: "Later", side: .us, values: [ReferenceSeries.Value(day: day, value: 99)], origin: origin))
    desk.policyRevision += 1
    for keys in ["", "a", "aa", "---", "S", "SSSS", "x", "<lt>", "G"] {
      #expect(try lines(keys, desk: desk) == lines(keys), "\(keys)")
    }
  }

  // MARK: Keys

  @Test func zooms() throws {
    func since(_ keys: String) throws -> String? {
      try lines(keys).first { $0.contains("Headline") }?.components(separatedBy: "── ").last
    }
    #expect(try since("") == "since 1 Jan 2025 ─")
    #expect(try since("-") == "since 1 May 2022 ─")
    #expect(try since("----") == "since 1 Jan 2018 ─")
    #expect(try since("----+") == "since 1 May 2022 ─")
    #expect(try since("++") == "90 days ─")
  }

  @Test("the crosshair reads the rates of its day")
  func crosshair() throws {
    // 19 days back from 1 May: the day of China's 125; one change before it, 84.
    #expect(try lines("<lt>")[1].contains("Crosshair: Sat 12 Apr 2025"))
    let before = try lines("<lt><lt>")
    #expect(before[1].contains("Crosshair: Thu 10 Apr 2025"))
    #expect(words(before[3]).starts(with: ["China", "on", "US", "84.0", "105.0"]))
    #expect(before[5].hasPrefix("  CN 84 All US goods = 84 add-on"))
    #expect(try lines("<lt><lt>>")[1].contains("Crosshair: Sat 12 Apr 2025"))
    #expect(try lines("<Left>")[1].contains("Crosshair: Wed 30 Apr 2025"))
    #expect(try lines("hh<Right>l")[1].contains("Tariffs, %: Thu 1 May 2025"))
    // A moment before the crosshair's day takes it away.
    #expect(try lines("<lt>", on: "2025-04-30") == lines("<lt>", on: "2025-04-30"))
    #expect(try lines("<Left>[[")[1].contains("Tariffs, %: Tue 29 Apr 2025"))
  }

  @Test func filters() throws {
    func measures(_ keys: String) throws -> [String] {
      try lines(keys, 120, 90).filter { $0.contains("in force") || $0.contains(" in ") && $0.contains("d") }
        .filter { $0.hasPrefix("   US") || $0.hasPrefix("   CN") || $0.hasPrefix(" > ") }
    }
    let us = try measures("s")
    #expect(!us.isEmpty && us.allSatisfy { words($0).contains("US") && !words($0).contains("CN") })
    #expect(try lines("s")[3].hasPrefix("  US 125"))
    #expect(try lines("ss")[2].hasPrefix("  China on US"))
    #expect(try lines("sssg") == lines("g"))
    let semiconductors = try measures("S")
    #expect(!semiconductors.isEmpty && semiconductors.allSatisfy { $0.contains("Semiconductors") })
    #expect(try lines("SSSSg") == lines("g"))
    #expect(try measures("xx").allSatisfy { !$0.contains("in force") })
    #expect(try lines("ssxxxx").contains { $0.contains("no measure is of: China, ended or struck down") })
  }

  @Test("from a layer to the names that it touches, and back")
  func names() throws {
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "tS")
    #expect(state.draw().lines.contains { $0.contains("touches  1 AMAT  2 KLAC") })
    func symbol(_ keys: String) -> String? {
      let state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys)
      return (state.navigator.opened.last as? InstrumentScreen)?.symbol
    }
    #expect(symbol("tSn") == "AMAT")
    #expect(symbol("tS2") == "KLAC")
    #expect(symbol("tS3") == nil)
    #expect(symbol("tS2<Esc>") == nil)
    #expect(SampleDesk.state(SampleDesk.demo, 120, 40, keys: "tS2<Esc>").place == .tariffs)
    #expect(SampleDesk.state(SampleDesk.demo, 120, 40, keys: "tn").notice == "this layer touches no name in particular")
    let detail = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "tS<Enter>").draw().lines
    #expect(detail.contains { words($0) == ["Touches", "AMAT,", "KLAC"] })
  }

  @Test("a side's row of the overview opens the screen with that side")
  func fromTheOverview() {
    for (keys, name) in [("<S-Tab><Enter>", "  US on China"), ("<S-Tab>j<Enter>", "  China on US")] {
      let lines = SampleDesk.state(SampleDesk.demo, 120, 40, keys: keys).draw().lines
      #expect(lines[2].hasPrefix(name))
    }
  }

  @Test("the selection stays on its layer as time goes on, and within the list")
  func selection() throws {
    func selected(_ lines: [String]) -> String? { lines.first { $0.hasPrefix(" > ") } }
    #expect(try selected(lines("jj"))?.contains("All US goods") == true)
    #expect(try selected(lines("jj", on: "2025-05-14"))?.contains("All US goods") == true)
    #expect(try selected(lines("j[["))?.contains("Fentanyl") == true)
    #expect(try selected(lines("k"))?.contains("Reciprocal") == true)
    #expect(try selected(lines("G"))?.contains("never added") == true)
    #expect(try selected(lines("G<PgUp><PgUp><PgUp><PgUp><PgUp>"))?.contains("Reciprocal") == true)
    #expect(try selected(lines("Gg")) == selected(lines("")))
  }

  @Test("hostile names and many long series neither reach the terminal nor break the chart")
  func hostile() throws {
    var desk = SampleDesk.demo
    let hostile = "\u{1B}]52;c;ZXZpbA==\u{07}\u{202E}\nX\t\u{9B}2J"
    let origin = Origin(file: hostile, line: 1)
    let day = try #require(Day(2025, 4, 20))
    desk.tariffs.measures.append(
      TariffMeasure(
        id: hostile, by: .us, on: hostile, authority: hostile, title: hostile, scope: .all, sectors: [hostile],
        steps: [TariffMeasure.Step(announced: nil, effective: day, rate: 1e300, instrument: hostile, origin: origin)],
        origin: origin))
    desk.references += (0..<30).map { index in
      ReferenceSeries(
        id: "s\(index)", label: hostile + "\(index)" + String(repeating: "x", count: 200), unit: hostile,
        source: hostile, side: .us, values: [ReferenceSeries.Value(day: day, value: -1e300)], origin: origin)
    }
    desk.policyRevision += 1
    for (columns, rows) in [(120, 40), (50, 20), (200, 60)] {
      for keys in ["t", "taa", "tG", "t<lt>", "tSSSS", "t<Enter>"] {
        let canvas = SampleDesk.state(desk, columns, rows, keys: keys).draw()
        for cell in canvas.cells {
          #expect(cell.scalar >= 0x20 && !(0x7F...0x9F).contains(cell.scalar) && cell.scalar != 0x202E)
        }
      }
    }
  }

  @Test("every size is drawn, from the minimum on the rates are there")
  func everySize() throws {
    for columns in stride(from: 36, through: 216, by: 18) {
      for rows in stride(from: 6, through: 62, by: 7) {
        for keys in ["", "aa<lt>", "G"] {
          let lines = try lines(keys, columns, rows)
          #expect(lines.count == rows)
          #expect(lines.joined().contains("145.0"), "\(columns)x\(rows)")
        }
      }
    }
    for desk in [SampleDesk.empty, broken] {
      for (columns, rows) in [(36, 6), (80, 24), (500, 6), (36, 300)] {
        _ = try lines("aaG", columns, rows, desk: desk)
      }
    }
  }
}
