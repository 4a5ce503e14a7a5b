import Analytics
import Canvas
import Market
import TestSupport
import Testing

@testable import Dashboard

/// Lists other than the names, narrowed by `/` and sorted by `:sort`, and names found where there is no list.
struct NarrowedListTests {
  private func state(_ keys: String, _ columns: Int = 120, _ rows: Int = 40, _ desk: Desk = SampleDesk.demo)
    -> DashboardState
  {
    SampleDesk.state(desk, columns, rows, keys: keys)
  }

  private func rule(_ state: DashboardState, _ title: String) -> String {
    state.draw().lines.first { $0.contains("─ \(title)") } ?? ""
  }

  /// The signals whose text, actor, status … holds a word, counted in the ledger itself.
  private func signals(holding word: String) -> [SignalRow] {
    state("").reading.signals.filter { row in
      [row.signal.text, row.signal.source, row.signal.actor, row.signal.target, row.status.rawValue].contains {
        $0.lowercased().contains(word)
      }
    }
  }

  @Test func aFocusedPaneIsNarrowed() throws {
    let found = signals(holding: "tariff")
    let total = state("").reading.signals.count
    #expect(found.count > 1 && found.count < total)
    #expect(rule(state("<Tab>/tariff"), "Signals").contains("/tariff \(found.count) of \(total)"))
    // Enter keeps it, Esc at home shows all.
    #expect(rule(state("<Tab>/tariff<Enter>"), "Signals").contains("/tariff \(found.count) of \(total)"))
    #expect(!rule(state("<Tab>/tariff<Enter><Esc>"), "Signals").contains("tariff"))
    #expect(state("<Tab>/tariff<Enter>").names.count == 5, "the names are not narrowed")
  }

  /// What Enter kept goes by Esc; the next Esc goes back.
  @Test(arguments: ["f/json", "t/tariff", "e/tariff"])
  func escapeShowsAll(keys: String) {
    let kept = state(keys + "<Enter>")
    #expect(kept.place == state(String(keys.prefix(1))).place && kept.draw().lines.contains { $0.contains(" of ") })
    let all = state(keys + "<Enter><Esc>")
    #expect(all.place == kept.place)
    #expect(!all.draw().lines.contains { $0.contains(keys.dropFirst()) && $0.contains(" of ") })
    #expect(state(keys + "<Enter><Esc><Esc>").place == .overview)
    #expect(state(keys + "<Enter>q").place == .overview)
  }

  /// A list that is longer than its room scrolls where the cursor would leave it, and not before.
  @Test(arguments: [("<Tab><Tab><Tab><Tab>", 200, 60), ("e", 80, 24), ("ig", 80, 24)])
  func listsScrollAtTheirEdge(keys: String, columns: Int, rows: Int) throws {
    var state = state(keys, columns, rows)
    func cursor() -> Int? { state.draw().cursor?.row }
    let top = try #require(cursor())
    var deepest = top
    for _ in 0..<40 {
      _ = state.update(.input(.key(.character("j"))))
      deepest = max(deepest, try #require(cursor()))
    }
    // Back up: the rows stand still until the cursor is at the first of them.
    var last = try #require(cursor())
    #expect(last > top)
    var isMoving = true
    for _ in 0..<40 where isMoving {
      _ = state.update(.input(.key(.character("k"))))
      let row = try #require(cursor())
      isMoving = row < last
      last = row
    }
    #expect(last <= top + 1)
  }

  /// Esc gives the row and the scroll back that stood there.
  @Test func escapeGivesBack() {
    #expect(state("<Tab>jjj/tariff<Esc>").draw() == state("<Tab>jjj").draw())
    #expect(state("<Tab>GG/zzz<Esc>", 80, 24).draw() == state("<Tab>GG", 80, 24).draw())
    #expect(state("fjj/csv<Esc>").draw() == state("fjj").draw())
  }

  /// A single row is opened by Enter, and all are there again.
  @Test func aSingleRowIsOpened() throws {
    let row = try #require(state("").reading.signals.first { signals(holding: $0.signal.text.lowercased()).count == 1 })
    let words = row.signal.text.split(separator: " ").joined(separator: " ")
    var state = state("<Tab>/")
    for scalar in words.unicodeScalars { _ = state.update(.input(.key(.character(scalar)))) }
    _ = state.update(.input(.key(.enter)))
    #expect(state.place == .page)
    _ = state.update(.input(.key(.escape)))
    #expect(state.place == .overview && !rule(state, "Signals").contains(" of "))
  }

  /// Comparisons are by the columns that the list has.
  @Test func comparesByItsColumns() {
    let strong = state("").reading.signals.filter { ($0.points ?? -9) > 0.5 }.count
    #expect(rule(state("<Tab>/points>0.5"), "Signals").contains("\(strong) of "))
    #expect(state("<Tab>/chg%>1<Enter>").moment.prompt?.mistake != nil)
  }

  @Test func sortsThePane() throws {
    let points = state("").reading.signals.compactMap(\.points)
    let largest = try #require(points.max())
    let sorted = state("<Tab>:sort points<Enter>")
    let list = try #require(sorted.navigator.overview.lists["signals"])
    #expect(sorted.reading.signals[list.shown[0]].points == largest)
    #expect(state("<Tab>:sort points<Enter>:sort<Enter>").navigator.overview.lists.isEmpty)
    // Where no head stands over the column, the title says it.
    #expect(rule(state("<Tab>:sort -date<Enter>"), "Signals").contains("by date"))
    #expect(state("<Tab>:sort points all<Enter>").moment.prompt?.mistake != nil)
  }

  @Test func filesAreNarrowedAndSorted() throws {
    #expect(rule(state("f/csv"), "Files").contains("of \(SampleDesk.demo.files.count)"))
    #expect(rule(state("f/zzz"), "Files").contains("0 of"))
    let largest = try #require(SampleDesk.demo.files.max { $0.rows < $1.rows })
    #expect(state("f:sort rows<Enter>g").draw().lines[2].contains(largest.path))
  }

  /// The demo's measures with `fentanyl` in a text, counted in the ledger itself; texts below the layers go.
  @Test func layersAreNarrowedAndSorted() throws {
    let layers = state("").reading.tariffs.layers
    let found = layers.filter { layer in
      [layer.measure.title, layer.step.note, layer.step.instrument, layer.step.source, layer.measure.id].contains {
        $0.lowercased().contains("fentanyl")
      }
    }
    #expect(!found.isEmpty && found.count < layers.count)
    let narrowed = state("t/fentanyl")
    #expect(rule(narrowed, "Layers").contains("/fentanyl \(found.count) of \(layers.count)"))
    #expect(!narrowed.draw().lines.contains { $0.contains("Sources") })
    #expect(state("t/fentanyl<Enter>").place == (found.count == 1 ? .page : .tariffs))
    #expect(state("tjj/fentanyl<Esc>").draw() == state("tjj").draw())
    #expect(state("t/zzz").draw().lines.contains { $0.contains("no measure is so") })
    #expect(state("t/rate>x<Enter>").moment.prompt?.mistake?.message == "found x, expected a number")
  }

  @Test func eventsAreNarrowedAndSorted() throws {
    let narrowed = state("e/tariff")
    #expect(rule(narrowed, "Events").contains("/tariff "))
    #expect(rule(state("e/zzz"), "Events").contains("/zzz 0 of"))
    // Nothing found is nothing to move among, to open or to average.
    #expect(state("e/zzz<Enter>jl<Enter>aS+n ").place == .events)
    #expect(state("ejj/tariff<Esc>").draw() == state("ejj").draw())
  }

  /// On a screen without a table `/` opens the first name that the line begins.
  @Test(arguments: ["i", "w", "v", "<Enter>"])
  func aNameIsFound(screen: String) throws {
    #expect(state(screen + "/kla").moment.prompt?.completions.candidates.first?.text == "KLAC")
    let opened = state(screen + "/first sol<Enter>")
    #expect(opened.place == .instrument && opened.navigator.top.subject == "FSLR")
    let missed = state(screen + "/zzz<Enter>")
    #expect(missed.moment.prompt?.mistake?.message == "found zzz, expected the beginning of a name")
  }

  @Test func emptyPanesGiveTheirRoom() {
    var desk = SampleDesk.demo
    desk.signals = []
    let overview = state("", 120, 40, desk).navigator.overview
    #expect(overview.region(of: .signals) == nil)
    #expect(overview.region(of: .ahead)?.columns == 120)
    // A pane in which nothing is found stays.
    #expect(state("<Tab>/zzz").navigator.overview.region(of: .signals) != nil)
  }

  @Test func screens() {
    expectGolden(state("<Tab>/tariff").draw(on: .undrawn), "signals-found")
    expectGolden(state("<Tab>/zzz", 80, 24).draw(on: .undrawn), "signals-nothing-found-80x24")
    expectGolden(state("<Tab>:sort points<Enter>", 80, 24).draw(on: .undrawn), "signals-sorted-80x24")
    expectGolden(state("f/csv", 80, 24).draw(on: .undrawn), "files-found-80x24")
    expectGolden(state("t/fentanyl", 80, 24).draw(on: .undrawn), "layers-found-80x24")
    expectGolden(state("t/zzz", 80, 24).draw(on: .undrawn), "layers-nothing-found-80x24")
    expectGolden(state("e/tariff", 80, 24).draw(on: .undrawn), "events-found-80x24")
    expectGolden(state("e/zzz", 80, 24).draw(on: .undrawn), "events-nothing-found-80x24")
    expectGolden(state("i/k", 80, 24).draw(on: .undrawn), "name-found-80x24")
    expectGolden(state(":columns<Enter>", 80, 24).draw(on: .undrawn), "columns-80x24")
    expectGolden(state(":columns<Enter>").draw(on: .undrawn), "columns-120x40")
  }
}
