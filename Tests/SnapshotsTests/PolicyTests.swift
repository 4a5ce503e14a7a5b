import Market
import Testing

@testable import Snapshots

/// Watchlist, tariffs, signals, facts and calendar.
@Suite struct PolicyTests {
  static let watchlist = """
    schema: detente/watchlist/1
    title: Tariff desk
    sectors:
      - name: Shipping
        instruments:
          - symbol: COSCO                  # what the screen shows
            name: COSCO Shipping Holdings
            aliases: [1919.HK, 1919.hk]
            exchange: XHKG
            currency: HKD
            listings:
              - { symbol: CICOY, exchange: OTC, currency: USD, ratio: 5 }
            lots: [{ quantity: 20000, cost: 11.9, opened: 2025-02-10 }]
    reference: SPY
    since: 2025-04-02
    staleAfter: 15m
    indicator: { weights: { events: 0.5, tariffs: 0.3, market: 0.2 }, halfLives: { verbal: 7, material: 21 }, scale: 20, basket: { AMAT: 2 }, machineCoded: true }
    alerts:
      - { when: "AMAT.change% <= -3" }
    """

  @Test func readsAWatchlist() throws {
    let desk = desk(("w.yaml", Self.watchlist))
    // Its alerts have a file of their own: nothing of it is refused.
    #expect(desk.files.first?.problems.map(\.isNotice) == [true])
    #expect(desk.files.first?.kind == "watchlist")
    let watchlist = desk.watchlist
    #expect(watchlist.title == "Tariff desk")
    #expect(watchlist.staleAfter == 900)
    #expect(watchlist.since == Day(2025, 4, 2))
    #expect(watchlist.indicator.eventsWeight == 0.5)
    #expect(watchlist.indicator.verbalHalfLife == 7)
    #expect(watchlist.indicator.scale == 20)
    #expect(watchlist.indicator.countsMachineCoded)
    #expect(!IndicatorSettings().countsMachineCoded)
    #expect(watchlist.indicator.basket.map(\.symbol) == ["AMAT"])
    let instrument = try #require(watchlist.sectors.first?.instruments.first)
    #expect(instrument.symbols == ["COSCO", "1919.HK", "1919.hk"])
    #expect(instrument.venue == .hongKong)
    #expect(instrument.listings == [Instrument.Listing(symbol: "CICOY", venue: .otc, currency: "USD", ratio: 5)])
    #expect(instrument.lots == [Instrument.Lot(quantity: 20000, cost: 11.9, opened: Day(2025, 2, 10))])
  }

  @Test func refusesABadInstrumentOnly() {
    let text = """
      schema: detente/watchlist/1
      sectors:
        - name: A
          instruments: [{ symbol: AMAT, currency: dollars }, { symbol: KLAC }]
      staleAfter: soon
      """
    let desk = desk(("w.yaml", text))
    #expect(desk.watchlist.sectors.first?.instruments.map(\.symbol) == ["KLAC"])
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "w.yaml:4:45: found \"dollars\", expected a currency code like USD",
        "w.yaml:5:13: found \"soon\", expected a duration like 90s, 15m, 2h or 1d",
      ])
  }

  /// A paper trades wherever it does: what is not known of its exchange is said, and nothing is refused.
  @Test func takesAnInstrumentOfAnyExchange() {
    let text = """
      schema: detente/watchlist/1
      sectors:
        - name: A
          instruments:
            - { symbol: RELIANCE, exchange: XBOM, listings: [{ symbol: RIGD, exchange: IOB }, { symbol: RLNIY, exchange: OTC }] }
            - { symbol: 7203.T, exchange: XTKS }
            - { symbol: AMAT, exchange: [XNAS] }
            - { symbol: KLAC, exchange: }
      """
    let desk = desk(("w.yaml", text))
    let instruments = desk.watchlist.sectors.flatMap(\.instruments)
    #expect(instruments.map(\.symbol) == ["RELIANCE", "7203.T", "AMAT", "KLAC"])
    #expect(instruments.map(\.venue) == [nil, .tokyo, nil, nil])
    #expect(instruments.map(\.unknownExchange) == ["XBOM", nil, nil, nil])
    #expect(instruments.first?.listings.map(\.venue) == [nil, .otc])
    #expect(instruments.first?.listings.map(\.unknownExchange) == ["IOB", nil])
    let known = "XNAS, XNYS, ARCX, OTC, XHKG, XSHG, XSHE, XTKS, XTAI, XKRX, XAMS, XLON, XETR"
    #expect(
      desk.files.first?.problems.map(\.description) == [
        "w.yaml:5:39: found \"XBOM\", expected one of \(known) (its calendar is unknown)",
        "w.yaml:5:82: found \"IOB\", expected one of \(known) (its calendar is unknown)",
        "w.yaml:7:35: found a list, expected one of \(known) (its calendar is unknown)",
      ])
    #expect(desk.files.first?.problems.allSatisfy(\.isNotice) == true)
    #expect(desk.files.first?.state == .ok)
  }

  @Test(arguments: [
    ("a: &x 1\n", "anchor"), ("a: [1, 2\n", "expected YAML"), ("a: 1\na: 2\n", "the key \"a\" twice"),
    ("--- 1\n--- 2\n", "a second document"), ("a: \u{1}\n", "control characters"), ("title: x\n", "without \"schema\""),
    ("schema: detente/quotes/1\n", "detente/watchlist/1"), (String(repeating: "[", count: 100), "deeper than 64"),
  ])
  func refusesBadYAML(text: String, reason: String) {
    let desk = desk(("w.yaml", text))
    #expect(desk.watchlist == .standard)
    #expect(desk.problem("w.yaml").contains(reason))
  }

  @Test func usesTheStandardWatchlistWithoutOne() {
    #expect(desk().watchlist == .standard)
  }

  static let tariffs = """
    {"schema":"detente/tariffs/1","measures":[
      {"id":"US-R","by":"US","on":"CN","authority":"IEEPA","title":"Reciprocal","scope":"all","sectors":[],
       "steps":[{"announced":"2025-04-09","effective":"2025-04-10","rate":125,"instrument":"EO 14266"},
                {"announced":"2025-04-02","effective":"2025-04-05","rate":10},
                {"announced":"2025-05-12","effective":"2025-05-14","rate":10,"status":"24 points suspended","until":"2025-08-12"}]},
      {"id":"BAD","by":"FR","scope":"all","steps":[]},
      {"id":"FEE","by":"US","scope":"fee","steps":[{"effective":"2025-10-14","rate":null,"state":"suspended"}]}],
     "baselines":[{"by":"US","on":"CN","from":"2023-01-01","average":19.0},{"by":"CN","on":"US","from":"2023-01-01","average":21.0}]}
    """

  @Test func readsTariffs() throws {
    let desk = desk(("t.json", Self.tariffs))
    #expect(desk.tariffs.measures.map(\.id) == ["US-R", "FEE"])
    #expect(desk.problem("t.json") == "t.json:6:20: found \"FR\", expected US, CN")
    let measure = try #require(desk.tariffs.measures.first)
    #expect(measure.steps.map(\.rate) == [10, 125, 10])
    #expect(measure.steps.map(\.origin.line) == [4, 3, 5])
    #expect(measure.steps.last?.until == Day(2025, 8, 12))
    #expect(measure.steps.last?.note == "24 points suspended")
    #expect(desk.tariffs.measures.last?.steps.first?.rate == nil)
    #expect(desk.tariffs.measures.last?.steps.first?.state == .suspended)
    #expect(desk.tariffs.baselines.map(\.average) == [21, 19])
  }

  static let signal = #"""
    {"schema":"detente/signals/1","id":"E16","date":"2025-05-01","actor":"USA","target":"CHN","code":"036","source":"Yuyuan Tantian","reliability":"C","credibility":3,"status":"denied","scope":1.0,"text":"US reached out"}
    """#

  @Test func readsSignalsOneALine() throws {
    let text =
      Self.signal + "\n\n"
      + #"{"schema":"detente/signals/1","id":"E17","date":"2025-05-02","actor":"CHN","target":"USA","code":"036","status":[{"date":"2025-05-02","status":"confirmed"},{"date":"2025-05-01","status":"denied"}]}"#
    let desk = desk(("s.jsonl", text))
    #expect(desk.files.first?.problems == [])
    #expect(desk.signals.map(\.id) == ["E16", "E17"])
    let first = try #require(desk.signals.first)
    #expect(first.weight == 4)
    #expect(first.reliability == .c)
    #expect(first.credibility == 3)
    #expect(first.status == [Signal.StatusEntry(day: first.day, status: .denied)])
    #expect(first.origin.line == 1)
    let second = try #require(desk.signals.last)
    #expect(second.status.map(\.status) == [.denied, .confirmed])
    #expect(second.reliability == .f)
    #expect(second.credibility == 6)
    #expect(second.scope == 1)
    #expect(second.origin.line == 3)
  }

  @Test func replacesASignalByItsId() {
    let later = Self.signal.replacing("\"denied\"", with: "\"confirmed\"")
    let desk = desk(("s.jsonl", Self.signal + "\n" + later + "\n"))
    #expect(desk.signals.map { $0.status.last?.status } == [.confirmed])
    #expect(desk.signals.first?.origin.line == 2)
  }

  @Test func refusesATornLineAndItsFile() {
    let desk = desk(("s.jsonl", Self.signal + "\n" + Self.signal.prefix(50)))
    #expect(desk.signals.isEmpty)
    #expect(desk.problem("s.jsonl").hasPrefix("s.jsonl:2:51: found the end of the file"))
  }

  @Test(arguments: [
    ("\"036\"", "\"996\"", "a CAMEO event code"), ("\"036\"", "36", "found 36, expected text"),
    ("\"C\"", "\"G\"", "expected A, B, C, D, E, F"), (":3,", ":7,", "a number from 1 to 6"),
    (":3,", ":2.5,", "a whole number"), ("1.0", "1.5", "a number from 0 to 1"),
    ("\"denied\"", "\"no\"", "reported, confirmed"),
    ("\"USA\"", "\"us\"", "a party code"), ("2025-05-01", "2025-02-30", "a date like"),
  ])
  func refusesABadSignal(old: String, new: String, reason: String) {
    let text = #"{"schema":"detente/signals/1","signals":["# + Self.signal.replacing(old, with: new) + "]}"
    let desk = desk(("s.json", text))
    #expect(desk.signals.isEmpty)
    #expect(desk.problem("s.json").contains(reason))
  }

  @Test func readsFactsAndCalendar() throws {
    let desk = desk(
      (
        "f.json",
        #"{"schema":"detente/facts/1","facts":[{"id":"deficit","label":"Goods deficit","value":295.4,"unit":"USD bn","date":"2024-12-31","published":"2025-02-05","source":"Census","verified":true},{"id":"x"},{"id":"y","label":"Y","published":"in May"}]}"#
      ),
      (
        "c.json",
        #"{"schema":"detente/calendar/1","entries":[{"date":"2025-08-12","title":"Truce ends","kind":"deadline","symbols":["AMAT"],"verified":true},{"date":"2025-05-02","time":"08:30","title":"Payrolls","kind":"data","announced":"2025-01-01"},{"date":"2025-05-03","title":"?","kind":"party"}]}"#
      ))
    #expect(desk.facts.map(\.id) == ["deficit"])
    #expect(desk.facts.first?.value == 295.4)
    #expect(desk.facts.first?.verified == true)
    #expect(desk.facts.first?.day == Day(2024, 12, 31) && desk.facts.first?.published == Day(2025, 2, 5))
    #expect(desk.calendar.map(\.title) == ["Payrolls", "Truce ends"])
    #expect(desk.calendar.first?.minute == 510)
    #expect(desk.calendar.map(\.announced) == [Day(2025, 1, 1), nil])
    #expect(desk.problem("f.json").contains("found no \"label\""))
    let problems = try #require(desk.report("f.json")).problems.map(\.description)
    #expect(problems.contains { $0.contains("found \"in May\", expected a date like") })
    #expect(desk.problem("c.json").contains("expected deadline, talks, data, hearing, earnings, closure"))
  }

  @Test(arguments: ["24:00", "08:60", "8:30", "0830", "08.30"])
  func refusesATimeThatNoClockShows(time: String) {
    let entry = #"{"date":"2025-05-02","time":"\#(time)","title":"Payrolls","kind":"data"}"#
    let desk = desk(("c.json", "{\"schema\":\"detente/calendar/1\",\"entries\":[\(entry)]}"))
    #expect(desk.calendar.isEmpty)
    #expect(desk.problem("c.json").contains("found \"\(time)\", expected a time"))
  }

  /// Of two entries of one title only the refused one comes from before.
  @Test func keepsTheLastGoodEntryOfARefusedRow() {
    func calendar(_ first: String, _ second: String) -> String {
      #"{"schema":"detente/calendar/1","entries":[{"date":"2025-05-02","title":"Payrolls","kind":"\#(first)"},"#
        + #"{"date":"2025-06-06","title":"Payrolls","kind":"\#(second)"},"#
        + #"{"date":"2025-08-12","title":"Truce ends","kind":"deadline"}]}"#
    }
    var assembly = Assembly()
    assembly.add([Array("c.json".utf8)])
    assembly.read("c.json", calendar("data", "data"))
    assembly.read("c.json", calendar("party", "hearing"))
    #expect(assembly.desk.calendar.map(\.day.description) == ["2025-05-02", "2025-06-06", "2025-08-12"])
    #expect(assembly.desk.calendar.map(\.kind) == [.data, .hearing, .deadline])
    #expect(assembly.desk.report("c.json")?.state == .partial)
    // A row that its writer took away is no refused one.
    assembly.read("c.json", #"{"schema":"detente/calendar/1","entries":[]}"#)
    #expect(assembly.desk.calendar.isEmpty)
  }

  @Test func keepsTheLastGoodBaselineOfARefusedRow() {
    func book(_ us: String, _ china: String) -> String {
      #"{"schema":"detente/tariffs/1","measures":[],"baselines":[{"by":"US","from":"2023-01-01","average":\#(us)},"#
        + #"{"by":"CN","from":"2023-01-01","average":\#(china)}]}"#
    }
    var assembly = Assembly()
    assembly.add([Array("t.json".utf8)])
    assembly.read("t.json", book("19", "21"))
    assembly.read("t.json", book("\"x\"", "22"))
    let baselines = assembly.desk.tariffs.baselines
    #expect(baselines.first { $0.by == .us }?.average == 19)
    #expect(baselines.first { $0.by == .china }?.average == 22)
    #expect(assembly.desk.problem("t.json").contains("found \"x\""))
  }

  @Test func countsOnlyChangesOfValue() {
    var assembly = Assembly()
    assembly.add(["t.json", "q.json"].map { Array($0.utf8) })
    assembly.read("t.json", Self.tariffs)
    let revision = assembly.desk.policyRevision
    assembly.read("q.json", quotes(row("AMAT", "1")))
    assembly.read("t.json", Self.tariffs + "\n")
    #expect(assembly.desk.policyRevision == revision)
    assembly.read("t.json", Self.tariffs.replacing("125", with: "84"))
    #expect(assembly.desk.policyRevision == revision + 1)
  }

  @Test func namesLaterKinds() {
    let desk = desk(("r.json", #"{"schema":"detente/reference/1","id":"x","values":[]}"#))
    #expect(desk.files.first?.state == .ok)
    #expect(desk.files.first?.kind == "reference")
  }

  @Test func readsWhetherAMachineCodedASignal() {
    let record = #"{"id":"A","date":"2025-05-01","actor":"USA","target":"CHN","code":"036""#
    let other = #"{"id":"B","date":"2025-05-01","actor":"USA","target":"CHN","code":"036""#
    let read = desk(("s.jsonl", record + #","machineCoded":true}"# + "\n" + other + "}\n"))
    #expect(read.signals.map(\.isMachineCoded) == [true, false])
    #expect(read.countedSignals.map(\.id) == ["B"])
    #expect(desk(("s.jsonl", record + #","machineCoded":1}"#)).signals.isEmpty)
  }
}
