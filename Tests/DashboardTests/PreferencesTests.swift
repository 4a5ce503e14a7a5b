import Analytics
import Canvas
import Market
import Testing
import Wording

@testable import Dashboard

/// What the trader's configuration changes in the dashboard.
struct PreferencesTests {
  private func bound(_ bindings: (String, String)...) -> Preferences {
    var preferences = Preferences()
    preferences.keys = bindings.compactMap { notation, word in
      (try? Key.parse(notation))?.first.map { Preferences.Binding($0, word) }
    }
    return preferences
  }

  private func state(_ preferences: Preferences, _ columns: Int = 120, _ rows: Int = 40) -> DashboardState {
    var state = SampleDesk.state(SampleDesk.demo, columns, rows)
    _ = state.update(.preferences(preferences, fault: nil))
    return state
  }

  private func press(_ keys: String, _ state: inout DashboardState) {
    for key in (try? Key.parse(keys)) ?? [] { _ = state.update(.input(.key(key))) }
  }

  // MARK: Keys

  @Test func aBoundKeyDoesWhatItIsBoundTo() {
    var state = state(bound(("x", "files"), ("<C-f>", "tariffs")))
    press("x", &state)
    #expect(state.place == .files)
    press("<Esc><C-f>", &state)
    #expect(state.place == .tariffs)
    // The command keeps its own key.
    press("<Esc>f", &state)
    #expect(state.place == .files)
  }

  @Test func aBoundKeyMeansNoMoreWhatItMeant() {
    var state = state(bound(("t", "files")))
    press("t", &state)
    #expect(state.place == .files)
    let reference = KeyMap(bound(("t", "files")).keys).reference.flatMap(\.lines)
    #expect(reference.contains { $0.keys == "t f" && $0.summary.hasPrefix("Files") })
    #expect(reference.contains { $0.keys == "" && $0.summary.hasPrefix("Tariffs") })
  }

  /// `S` is a filter on one screen only: elsewhere it stays what it is bound to.
  @Test func aBindingCountsWhereItsCommandWorks() {
    let map = KeyMap(bound(("j", "status"), ("3", "files")).keys)
    #expect(map.find(.character("j"), at: .tariffs)?.word == "status")
    #expect(map.find(.character("j"), at: .overview)?.word == "row-down")
    #expect(map.find(.character("3"), at: .overview)?.word == "files")
    #expect(map.find(.character("4"), at: .overview)?.word == "sector")
  }

  @Test func footerAndHelpShowTheBoundKey() throws {
    var state = state(bound(("x", "tariffs"), ("<C-h>", "help")), 200, 60)
    let footer = try #require(state.draw().lines.last)
    #expect(footer.contains("x i w e f screens"))
    #expect(footer.contains("C-h help"))
    press("<C-h>", &state)
    #expect(state.draw().lines.contains { $0.contains("C-h ? F1") && $0.contains("Help") })
  }

  /// What the footer adds of itself names the keys that hold, or nothing.
  @Test func theFootersOwnHintsShowTheBoundKeys() {
    var state = state(bound(("x", "play"), ("b", "present"), ("<F4>", "back"), ("p", "files"), (".", "tariffs")), 200)
    func footer() -> String { state.draw().lines.last ?? "" }
    #expect(footer().contains("x play") && !footer().contains("p play"))
    press("[", &state)
    #expect(footer().contains("b back to 1 May"))
    press("b", &state)
    press("x", &state)
    #expect(state.moment.play != nil && footer().contains("x stop"))
    press("x", &state)
    #expect(state.moment.play == nil)
    press("t", &state)
    #expect(footer().contains("F4 back"))
    press("<F4>", &state)
    #expect(state.place == .overview)
  }

  @Test func bindingsGoAsTheyCame() {
    var state = state(bound(("x", "files")))
    _ = state.update(.preferences(Preferences(), fault: nil))
    press("x", &state)
    #expect(state.place == .overview)
  }

  /// Every word that may be bound is a command's, and is found under the key that it is bound to.
  @Test func everyWordCanBeBound() {
    for word in Command.words {
      let map = KeyMap([Preferences.Binding(.function(9), word)])
      #expect(Place.allCases.contains { map.find(.function(9), at: $0)?.word == word }, "\(word)")
    }
    #expect(Command.words.count > 40)
  }

  // MARK: Panes

  /// Wherever panes are hidden, the others stand side by side, and the rows and columns are theirs.
  @Test(arguments: [
    ["tariffs"], ["indicator"], ["indicator", "tariffs"], ["signals", "ahead", "facts"], ["digest"], ["moves"],
    ["chart", "contributions"], ["chart"], Preferences.paneIDs,
  ])
  func hiddenPanesGiveTheirRoom(hidden: [String]) {
    /// Rows and columns of the body where no pane stands.
    func bare(_ size: Size, _ hidden: Set<String>) -> (rows: Int, columns: Int) {
      let regions = Layout(size, hidden: hidden) { $0.id == "watchlist" ? 10 : 0 }.places.map(\.region)
      let rows = (1..<size.rows - 1).count { row in
        !regions.contains { ($0.row..<$0.row + $0.rows).contains(row) }
      }
      let columns = (0..<size.columns).count { column in
        !regions.contains { ($0.column..<$0.column + $0.columns).contains(column) }
      }
      return (rows, columns)
    }
    for columns in stride(from: 36, through: 231, by: 13) {
      for rows in 6...80 {
        let size = Size(columns: columns, rows: rows)
        let layout = Layout(size, hidden: Set(hidden)) { $0.id == "watchlist" ? 10 : 0 }
        #expect(layout.region(of: .watchlist) != nil, "\(columns)x\(rows)")
        for (index, place) in layout.places.enumerated() {
          #expect(!hidden.contains(place.pane.id))
          let region = place.region
          #expect(region.row >= 1 && region.row + region.rows <= rows - 1)
          #expect(region.column >= 0 && region.column + region.columns <= columns)
          for (_, its) in layout.places[..<index] {
            #expect(
              region.row >= its.row + its.rows || its.row >= region.row + region.rows
                || region.column >= its.column + its.columns || its.column >= region.column + region.columns)
          }
        }
        // Gaps between what is left, nothing more.
        let (before, after) = (bare(size, []), bare(size, Set(hidden)))
        #expect(after.rows <= before.rows + 3, "\(columns)x\(rows)")
        #expect(after.columns <= before.columns + 3, "\(columns)x\(rows)")
      }
    }
  }

  @Test func theFocusLeavesAHiddenPane() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "<Tab>")
    var preferences = Preferences()
    preferences.hidden = ["signals"]
    _ = state.update(.preferences(preferences, fault: nil))
    #expect(!state.draw().lines.contains { $0.contains("─ Signals") })
    press("j", &state)
    #expect(state.selectedQuote?.instrument.symbol == "KLAC")
  }

  /// The demo's own moment, asked for by its date, is neither past nor ahead.
  @Test func theDemosOwnMomentIsThePresent() {
    let state = SampleDesk.state(SampleDesk.demo, 120, 40, asOf: SampleDesk.opening)
    #expect(!state.isAway)
    #expect(state.draw().lines[0].contains("AHEAD") == false)
  }

  @Test func theClockIsTheOneAskedFor() {
    func wide(_ preferences: Preferences) -> Canvas {
      var state = state(preferences)
      _ = state.update(.resized(Size(columns: 150, rows: 40)))
      return state.draw()
    }
    var preferences = Preferences()
    #expect(wide(preferences).lines[0].contains("16:20 New York   POST     Fri 04:20 Hong Kong"))
    preferences.clock = WallClock("UTC", .utc)
    #expect(wide(preferences).lines[0].contains("20:20 UTC   POST     Thu 16:20 New York"))
    // As the tz database tells of a place: in summer from 30 March 2025 on.
    let change = Instant(seconds: 1_743_296_400)
    preferences.clock = WallClock(
      "America/Argentina/Buenos_Aires",
      [.init(from: Instant(seconds: 0), seconds: 3600), .init(from: change, seconds: 7200)])
    #expect(wide(preferences).lines[0].contains("22:20 Buenos Aires   POST     Thu 16:20 New York"))
  }

  /// What the file arranges holds until the trader arranges it otherwise, and again when the file says something else.
  @Test func theFileArrangesTheNames() {
    var preferences = Preferences()
    (preferences.sort, preferences.columns) = (SortOrder(column: "last", isAcross: true), ["last", "sigma"])
    var state = state(preferences)
    func rows() -> [String] { state.draw().lines.filter { ["AMAT ", "KLAC "].contains($0.dropFirst(3).prefix(5)) } }
    #expect(rows().first?.contains("KLAC") == true)
    #expect(state.draw().lines.contains { $0.contains("─ Watchlist") && $0.contains("sigma") && !$0.contains("Chg") })
    press("S", &state)
    _ = state.update(.preferences(preferences, fault: nil))
    #expect(rows().first?.contains("AMAT") == true)
    preferences.sort = SortOrder(column: "chg%")
    _ = state.update(.preferences(preferences, fault: nil))
    #expect(rows().first?.contains("AMAT") == true)
    preferences.sort = SortOrder(column: "chg%", isReversed: true)
    _ = state.update(.preferences(preferences, fault: nil))
    #expect(rows().first?.contains("KLAC") == true)
  }

  // MARK: Stale quotes

  /// A watchlist that does not say after which time a quote is stale takes the configuration's.
  @Test func theWatchlistCountsOverTheConfiguration() {
    var desk = SampleDesk.demo
    desk.watchlist.staleAfter = nil
    var preferences = Preferences()
    preferences.staleAfter = 60
    var state = SampleDesk.state(desk, 120, 40)
    #expect(state.desk.watchlist.staleLimit == 900)
    _ = state.update(.preferences(preferences, fault: nil))
    #expect(state.desk.watchlist.staleLimit == 60)
    desk.watchlist.staleAfter = 300
    _ = state.update(.desk(desk, at: SampleDesk.opening))
    #expect(state.desk.watchlist.staleLimit == 300)
  }

  // MARK: Faults

  /// It is said at once, gives way to a key and to what is wrong with the data, and goes when it is mended.
  @Test func aFaultStandsInTheFooterUntilItIsMended() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40)
    let fault = "config.yaml:3:8: found drak (nearest: dark), expected one of them"
    func footer() -> String { state.draw().lines.last ?? "" }
    _ = state.update(.preferences(Preferences(), fault: fault))
    #expect(footer().contains("config.yaml:3:8: found drak (nearest: dark)"))
    press("j", &state)
    #expect(footer().contains("config.yaml:3:8: found drak (nearest: dark)"))
    _ = state.update(.preferences(Preferences(), fault: nil))
    #expect(footer().contains("7 files, all read"))
  }

  @Test func aFaultHidesNoFaultOfTheData() {
    var state = SampleDesk.state(SampleDesk.broken, 120, 40)
    let before = state.draw().lines.last
    _ = state.update(.preferences(Preferences(), fault: "config.yaml:3:8: found \u{1B}[31m, expected dark"))
    #expect(state.draw().lines.last?.contains("config.yaml:3:8: found ^[[31m") == true)
    press(".", &state)
    #expect(state.draw().lines.last == before)
  }
}
