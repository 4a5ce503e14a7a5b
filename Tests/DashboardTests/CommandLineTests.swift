import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// The line behind `:`, from its grammar to what it does.
struct CommandLineTests {
  /// A state with a few themes, after keys.
  private static func state(
    _ keys: String = "", columns: Int = 120, rows: Int = 40, isDemo: Bool = true, _ desk: Desk = SampleDesk.demo
  ) -> DashboardState {
    var state = DashboardState(
      desk: desk, present: SampleDesk.opening, isDemo: isDemo, size: Size(columns: columns, rows: rows),
      themes: ["terminal", "nord", "gruvbox-dark"],
      options: [
        SettableOption("direction", ["green-up", "red-up"]),
        SettableOption("staleAfter", such: ["15m"], "a duration like 15m") { $0.last == "m" },
      ])
    for key in (try? Key.parse(keys)) ?? [] { _ = state.update(.input(.key(key))) }
    return state
  }

  /// What Enter brings about, after a line is typed.
  private static func enter(_ line: String, on state: inout DashboardState) -> [Effect] {
    for key in [.character(":")] + line.unicodeScalars.map(Key.character) { _ = state.update(.input(.key(key))) }
    return state.update(.input(.key(.enter)))
  }

  // MARK: Grammar

  /// Each mistake with what is underlined and what is said; `live` where the desk can be written.
  @Test(arguments: [
    ("srot sigma", "srot", "found srot, expected a command or a name: sort?"),
    (
      "Aplied Materials", "Aplied Materials", "found Aplied Materials, expected a command or a name: Applied Materials?"
    ),
    ("zzz zzz", "zzz zzz", "found zzz zzz, expected a command or a name"),
    ("themee", "themee", "found themee, expected a command or a name: theme?"),
    ("KLCA", "KLCA", "found KLCA, expected a command or a name: KLAC?"),
    ("theme nrod", "nrod", "found nrod, expected a theme: nord?"),
    ("theme nord dark", "dark", "found dark, expected nothing more"),
    ("as-of", "", "found nothing, expected a date like 2025-04-09, or now"),
    ("as-of 2025-02-30", "2025-02-30", "found 2025-02-30, expected a date like 2025-04-09, or now"),
    ("as-of 0025-04-09", "0025-04-09", "found 0025-04-09, expected a year from 1970 to 2100"),
    ("as-of now then", "then", "found then, expected nothing more"),
    ("help sorrt", "sorrt", "found sorrt, expected a command: sort?"),
    ("sort sgima", "sgima", "found sgima, expected a column that can be sorted by: sigma?"),
    ("sort spark", "spark", "found spark, expected a column that can be sorted by"),
    ("sort chg al", "al", "found al, expected all: all?"),
    ("columns +volum", "+volum", "found +volum, expected a column: volume?"),
    ("sort off now", "now", "found now, expected nothing more"),
    ("filter semi chgg%<-2", "chgg%", "found chgg%, expected a column: chg%?"),
    ("filter chg%<", "", "found nothing behind <, expected a number"),
    ("signal US>CN 036: hello", "signal", "the demo desk cannot be written: detente init FOLDER makes one"),
    ("write", "", "found nothing, expected a file's name"),
    ("write list.xls", "list.xls", "found list.xls, expected a name that ends in .csv, .txt or .json"),
    ("set mose on", "mose", "found mose, expected an option: mouse?"),
    ("set mouse", "", "found nothing, expected on or off"),
    ("set direction up", "up", "found up, expected green-up or red-up"),
    ("set staleAfter 90", "90", "found 90, expected a duration like 15m"),
    ("set directoin red-up", "directoin", "found directoin, expected an option: direction?"),
    ("save all", "all", "found all, expected nothing more"),
    ("hide", "", "found nothing, expected a pane that is not left out"),
    ("hide signlas", "signlas", "found signlas, expected a pane that is not left out: signals?"),
    ("hide watchlist", "watchlist", "found watchlist, expected a pane that is not left out"),
    ("show signals", "signals", "found signals, expected a pane that is left out"),
    ("set mouse maybe", "maybe", "found maybe, expected on or off"),
    ("tariffs now", "now", "found now, expected nothing more"),
    ("sector x", "x", "found x, expected a key of it"),
  ])
  func aMistakeHasItsPlace(line: String, marked: String, message: String) throws {
    var state = Self.state()
    #expect(Self.enter(line, on: &state) == [])
    let prompt = try #require(state.moment.prompt, "the line stays")
    let mistake = try #require(prompt.mistake)
    #expect(String(prompt.characters[mistake.place]) == marked)
    #expect(!marked.isEmpty || mistake.place.lowerBound == prompt.characters.count)
    #expect(mistake.message == message)
    #expect(prompt.text == line)
  }

  /// The ledger's, on a desk that can be written.
  @Test(arguments: [
    ("signal", "", "found nothing, expected US>CN 036 C3 denied: what happened"),
    (
      "signal US>CN 999: hello", "999",
      "found \"999\", expected a CAMEO event code like 036 (detente codes WORD finds them)"
    ),
    ("signal US>C 036: hello", "US>C", "found \"C\", expected US, CN or a three-letter country code"),
    (
      "signal US>CN 036 X9: hello", "X9",
      "found \"X9\", expected a grade like C3, then reported, confirmed, denied or withdrawn, then a colon"
    ),
    ("signal US>CN 036:", "", "found no text after the colon, expected what happened"),
    ("confirm E99x", "E99x", "found E99x, expected the id of a signal"),
    ("deny", "", "found nothing, expected the id of a signal"),
    ("as-of 2025-05-02", "2025-05-02", "found 2025-05-02, expected a day up to today, 2025-05-01"),
  ])
  func aMistakeOfALiveDeskHasItsPlace(line: String, marked: String, message: String) throws {
    var state = Self.state(isDemo: false)
    #expect(Self.enter(line, on: &state) == [])
    let prompt = try #require(state.moment.prompt, "the line stays")
    let mistake = try #require(prompt.mistake)
    #expect(mistake.message.hasPrefix(message))
    #expect(String(prompt.characters[mistake.place]) == marked)
    #expect(!marked.isEmpty || mistake.place.lowerBound == prompt.characters.count)
  }

  @Test(arguments: [
    ("tariffs", Place.tariffs), ("files", .files), ("AMAT", .instrument), ("amat", .instrument),
    ("cosco shipping", .instrument), ("1919.HK", .instrument), ("help", .page), ("help sort", .page), ("", .overview),
    ("   ", .overview), ("what-if", .whatIf), ("columns", .page), ("theme", .overview),
  ])
  func opens(line: String, place: Place) {
    var state = Self.state()
    _ = Self.enter(line, on: &state)
    #expect(state.place == place && state.moment.prompt == nil)
  }

  @Test func asksItsSurroundings() {
    var state = Self.state()
    #expect(Self.enter("theme nord", on: &state) == [.theme("nord"), .rememberLine(":theme nord")])
    #expect(Self.enter("theme", on: &state) == [.nextTheme, .rememberLine(":theme")])
    #expect(Self.enter("set mouse on", on: &state).first == .mouse(true))
    #expect(Self.enter("set mouse on", on: &state) == [.rememberLine(":set mouse on")])
    #expect(Self.enter("set direction red-up", on: &state).first == .set("direction", "red-up"))
    #expect(Self.enter("set staleAfter 5m", on: &state).first == .set("staleAfter", "5m"))
    #expect(Self.enter("quit", on: &state).first == .quit)
    #expect(
      Self.enter("write! my list.csv", on: &state).first
        == .write(WrittenTable(table: .section(.quotes), format: .csv, path: "my list.csv", isForced: true)))
    _ = Self.enter("filter solar", on: &state)
    #expect(
      Self.enter("write a.json", on: &state).first
        == .write(
          WrittenTable(table: .section(.quotes, symbols: ["FSLR"]), format: .json, path: "a.json", isForced: false))
    )
    // Another list than the names writes the rows that it shows, too.
    var narrowed = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "<Tab>/ministry<Enter>")
    let shown = narrowed.reading.signals.indices.filter {
      narrowed.reading.signals[$0].signal.text.contains("Ministry")
    }
    #expect(shown.count > 1 && shown.count < narrowed.reading.signals.count)
    #expect(
      Self.enter("write b.csv", on: &narrowed).first
        == .write(WrittenTable(table: .section(.signals, rows: shown), format: .csv, path: "b.csv", isForced: false)))
    var live = Self.state(isDemo: false)
    let line = "US>CN 036 C3 denied: US reached out: through channels"
    #expect(Self.enter("signal " + line, on: &live).first == .addSignal(line))
    let id = live.moment.reading.signals.first { $0.status == .reported }!.signal.id
    #expect(Self.enter("confirm " + id, on: &live).first == .addStatus(.confirmed, id: id))
    #expect(live.update(.input(.key(.character("[")))) == [])
    #expect(Self.enter("confirm " + id, on: &live) == [])
    #expect(live.moment.prompt?.mistake?.message == "the ledger is written at the present: . goes there")
  }

  /// Without an id a status is that of the signal under the cursor, on the overview and on the Indicator screen.
  @Test(arguments: ["<Tab>j", "i"])
  func theSignalUnderTheCursor(keys: String) throws {
    var state = Self.state(keys, isDemo: false)
    let id = try #require(state.navigator.top.signal(in: state.moment))
    #expect(Self.enter("withdraw", on: &state).first == .addStatus(.withdrawn, id: id))
    let isConfirmed = state.moment.desk.signals.first { $0.id == id }?.status.last?.status == .confirmed
    let effects = Self.enter("confirm", on: &state)
    if isConfirmed {
      let message = try #require(state.moment.prompt?.mistake?.message)
      #expect(message == "found \(id), expected a signal that is not confirmed already")
    } else {
      #expect(effects.first == .addStatus(.confirmed, id: id))
    }
  }

  /// What a line would do is said of the desk that has come since it was typed.
  @Test func theNoteFollowsTheDesk() throws {
    var state = Self.state(isDemo: false)
    let signal = try #require(state.moment.reading.signals.first { $0.status == .reported }).signal
    var without = SampleDesk.demo
    without.signals.removeAll { $0.id == signal.id }
    _ = state.update(.desk(without, at: SampleDesk.opening))
    for scalar in ":confirm \(signal.id)".unicodeScalars { _ = state.update(.input(.key(.character(scalar)))) }
    #expect(state.moment.prompt?.completions.note == "")
    _ = state.update(.desk(SampleDesk.demo, at: SampleDesk.opening))
    #expect(state.moment.prompt?.completions.note.hasPrefix(signal.text) == true)
  }

  @Test func everyScreenWithATableIsWritten() throws {
    func written(_ keys: String) -> PrintedTable? {
      var state = Self.state(keys)
      guard case .write(let table) = Self.enter("write a.csv", on: &state).first else { return nil }
      return table.table
    }
    #expect(written("<Enter>") == .instrument(symbol: "AMAT"))
    #expect(written("v") == .comparison(["AMAT", "KLAC"], base: Day(2025, 4, 2)!, group: "Semiconductors"))
    #expect(written("w%") == written("w"))
    #expect(written("i") == .section(.indicator))
    #expect(written("t") == .section(.tariffs))
    #expect(written("f") == .section(.files))
    guard case .whatIf(_, let elasticity) = written("w") else { return #expect(Bool(false), "no rates") }
    #expect(elasticity == -2.53)
    guard case .events(let days, _) = written("e"), case .events(let opened, _) = written("ej<Enter>") else {
      return #expect(Bool(false), "no events")
    }
    #expect(days == days.sorted(by: >) && days.count > 5)
    #expect(opened == [days[1]])
    #expect(written("?") == nil)
  }

  /// The themes are listed anew as one is to be chosen; a new one can be taken at once.
  @Test func themesAreListedAnew() {
    var state = Self.state()
    var effects: [Effect] = []
    for scalar in ":theme".unicodeScalars { effects += state.update(.input(.key(.character(scalar)))) }
    #expect(effects == [])
    #expect(state.update(.input(.key(.character(" ")))) == [.listThemes])
    _ = state.update(.themes(["terminal", "nord", "mine"]))
    #expect(state.moment.prompt?.completions.candidates.map(\.text).contains("mine") == true)
    #expect(state.moment.prompt?.text == "theme ")
    for scalar in "mine".unicodeScalars { _ = state.update(.input(.key(.character(scalar)))) }
    #expect(state.update(.input(.key(.enter))).contains(.theme("mine")))
  }

  @Test func playsOnAnyScreen() {
    var state = Self.state("t")
    _ = Self.enter("play", on: &state)
    #expect(state.moment.play != nil && state.place == .tariffs)
    #expect(state.draw().lines.last?.contains("Esc stop") == true)
    _ = state.update(.input(.key(.escape)))
    #expect(state.moment.play == nil && state.place == .tariffs)
    var live = Self.state("t", isDemo: false)
    _ = Self.enter("play", on: &live)
    #expect(live.moment.prompt?.mistake?.message == "nothing to play at the present: :as-of goes back")
  }

  @Test func walksThroughTime() {
    var state = Self.state()
    _ = Self.enter("as-of 2025-04-09", on: &state)
    #expect(state.reading.day == Day(2025, 4, 9)! && state.isAway)
    _ = Self.enter("as-of now", on: &state)
    #expect(!state.isAway)
  }

  @Test func arrangesTheNames() {
    func symbols(_ state: DashboardState) -> [String] {
      state.navigator.overview.names.places.compactMap {
        state.navigator.overview.names.lines[$0].quote(in: state.reading)?.instrument.symbol
      }
    }
    var state = Self.state()
    _ = Self.enter("sort -symbol all", on: &state)
    #expect(symbols(state) == ["SPY", "KLAC", "FSLR", "COSCO", "AMAT"])
    _ = Self.enter("sort name all", on: &state)
    #expect(symbols(state) == ["AMAT", "COSCO", "FSLR", "KLAC", "SPY"])
    _ = Self.enter("sort -name all", on: &state)
    #expect(symbols(state) == ["SPY", "KLAC", "FSLR", "COSCO", "AMAT"])
    _ = Self.enter("sort off", on: &state)
    #expect(symbols(state) == ["AMAT", "KLAC", "FSLR", "SPY", "COSCO"])
    _ = Self.enter("filter semi", on: &state)
    #expect(symbols(state) == ["AMAT", "KLAC"])
    _ = Self.enter("filter", on: &state)
    #expect(symbols(state).count == 5)
    let usual = state.navigator.overview.columns
    _ = Self.enter("columns +volume -spark", on: &state)
    #expect(state.navigator.overview.columns == usual.filter { $0 != "spark" } + ["volume"])
    _ = Self.enter("columns last volume", on: &state)
    #expect(state.navigator.overview.columns == ["last", "volume"])
    _ = Self.enter("columns usual", on: &state)
    #expect(state.navigator.overview.columns == usual)
  }

  /// Panes are left out until the program ends; the file, changed elsewhere, does not bring them back.
  @Test func hidesPanes() {
    var state = Self.state("<Tab>")
    #expect(state.navigator.overview.pane.id == "signals")
    _ = Self.enter("hide signals", on: &state)
    #expect(state.navigator.overview.region(of: .signals) == nil)
    #expect(state.navigator.overview.pane.id == "watchlist")
    var other = Preferences()
    other.staleAfter = 60
    _ = state.update(.preferences(other, fault: nil))
    #expect(state.navigator.overview.region(of: .signals) == nil)
    _ = Self.enter("show signals", on: &state)
    #expect(state.navigator.overview.region(of: .signals) != nil)
  }

  /// `:save` hands over what was arranged since the start, with what the file says of the rest.
  @Test func savesTheArrangement() {
    var preferences = Preferences()
    preferences.hidden = ["moves"]
    preferences.staleAfter = 60
    var state = Self.state()
    _ = state.update(.preferences(preferences, fault: nil))
    for line in ["sort -chg%", "columns last volume", "hide ahead", "show moves"] {
      _ = Self.enter(line, on: &state)
    }
    var expected = preferences
    expected.sort = SortOrder(column: "chg%", isReversed: true)
    expected.columns = ["last", "volume"]
    expected.hidden = ["ahead"]
    #expect(Self.enter("save", on: &state) == [.save(expected), .rememberLine(":save")])
  }

  /// Whatever the line sorts by, the configuration can say.
  @Test func whatCanBeSortedByCanBeSaved() {
    for column in WatchlistView.choices where column.id != WatchlistView.spark.id {
      #expect(Preferences.sortIDs.contains(column.id))
    }
  }

  // MARK: Typing

  @Test(arguments: [
    ("the", "theme"), ("theme g", "gruvbox-dark"), ("am", "AMAT"), ("kla", "KLAC"), ("applied", "AMAT"),
    ("applied m", "AMAT"), ("1919", "COSCO"), ("sort sig", "sigma"), ("sort sigma a", "all"),
    ("columns +vol", "+volume"),
    ("hide si", "signals"), ("set dir", "direction"), ("set direction r", "red-up"),
    ("as-of 2025-04-0", "2025-04-09"), ("help sor", "sort"), ("set mouse of", "off"),
  ])
  func completes(line: String, first: String) {
    let state = Self.state(":" + line)
    #expect(state.moment.prompt?.completions.candidates.first?.text == first)
    let chosen = Self.state(":" + line + "<Tab>").moment.prompt
    let kept = line.contains("applied") ? "" : line.split(separator: " ").dropLast().map { $0 + " " }.joined()
    #expect(chosen?.text == kept + first)
  }

  @Test func aThemeIsShownWhileItIsChosen() throws {
    var state = Self.state(":theme ")
    var effects: [Effect] = []
    for key in try Key.parse("<Tab><Tab><Tab><C-u><Esc>") { effects += state.update(.input(.key(key))) }
    #expect(
      effects == [.tryTheme("terminal"), .tryTheme("nord"), .tryTheme("gruvbox-dark"), .tryTheme(nil)])
    #expect(state.moment.prompt == nil)
  }

  /// What a signal would do stands above the line before Enter: `detente signal` counts it the same.
  @Test func aSignalSaysItsPoints() {
    let state = Self.state(":signal US>CN 036 C3 denied: US reached out", isDemo: false)
    let rows = state.draw().lines[37...38].joined()
    #expect(rows.hasPrefix(" index ") && rows.contains(" points, ") && rows.contains("; C3 denied, counts "), "\(rows)")
    #expect(rows.contains("036 ") && rows.contains("weight +4.0"), "\(rows)")
    #expect(Self.state(":signal CN>US 111", isDemo: false).draw().lines[38].contains("weight -2.0"))
  }

  @Test func historyIsOfItsPurpose() throws {
    var state = Self.state()
    _ = state.update(.history(PromptHistory(text: ":sort sigma\n/semi\n")))
    _ = Self.enter("sort chg", on: &state)
    func text(_ keys: String) throws -> String? {
      for key in try Key.parse(keys) { _ = state.update(.input(.key(key))) }
      return state.moment.prompt?.text
    }
    #expect(try text(":<Up>") == "sort chg")
    #expect(try text("<Up>") == "sort sigma")
    #expect(try text("<Esc>?/<Up>") == "semi")
  }

  @Test func emptyLinesStayAndBackspaceLeaves() throws {
    #expect(Self.state(":a<BS>").moment.prompt != nil)
    #expect(Self.state(":a<BS><BS>").moment.prompt == nil)
    #expect(Self.state("<C-p>tariffs<Enter>").place == .tariffs)
    // A key that is no text does not cost the line.
    #expect(Self.state(":tar<F5><PgDn><C-l>").moment.prompt?.text == "tar")
  }

  /// In a page, `/` finds, n and N go on, Esc gives back.
  @Test func aPageIsSearched() throws {
    func top(_ keys: String) -> String { Self.state("?" + keys, columns: 80, rows: 24).draw().lines[2] }
    let first = top("")
    #expect(top("/rollback") != first && top("/rollback<Esc>") == first && top("/rollback<Enter>") != first)
    let marked = { (keys: String) in
      Self.state("?" + keys, columns: 80, rows: 24).draw().lines.filter { $0.hasPrefix(">") }
    }
    #expect(marked("/rollback<Enter>").count == 1 && marked("/rollback<Enter>")[0].lowercased().contains("rollback"))
    #expect(marked("/theme<Enter>n") != marked("/theme<Enter>"))
    #expect(marked("/theme<Enter>nN") == marked("/theme<Enter>"))
    #expect(Self.state("?/zzz<Enter>").notice == "found no zzz here")
    #expect(Self.state("?n").notice == "nothing is looked for: / begins")
  }

  // MARK: Screens

  @Test(arguments: [(120, 40), (80, 24), (36, 12)])
  func screens(columns: Int, rows: Int) {
    let size = "\(columns)x\(rows)"
    expectGolden(Self.state(":", columns: columns, rows: rows).draw(), "command-\(size)")
    expectGolden(Self.state(":s<Tab><Tab>", columns: columns, rows: rows).draw(), "command-chosen-\(size)")
    expectGolden(Self.state(":sort sgima all<Enter>", columns: columns, rows: rows).draw(), "command-mistake-\(size)")
  }

  @Test func aLongLineAtItsNarrowest() {
    let state = Self.state(
      ":signal US>CN 036 C3 denied: US reached out through several 渠道", columns: 36, rows: 12, isDemo: false)
    let canvas = state.draw()
    expectGolden(canvas, "command-long")
    #expect(canvas.cursor?.row == 11 && (1..<36).contains(canvas.cursor?.column ?? 0))
  }

  @Test func helpOfPlaces() {
    expectGolden(Self.state("t?", columns: 120, rows: 40).draw(), "help-tariffs")
    expectGolden(Self.state(":help sort<Enter>", columns: 80, rows: 24).draw(), "help-sort")
  }
}
