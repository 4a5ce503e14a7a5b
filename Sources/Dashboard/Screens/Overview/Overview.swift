import Analytics
import Canvas
import Market

/// The panes side by side, with a cursor in each.
struct Overview: Screen {
  /// The pane in focus.
  private(set) var pane = Pane.watchlist
  /// The name that the watchlist's cursor stands on.
  private var symbol: String?
  /// Where the cursors of the other panes stand, by pane.
  private var cursors: [String: Int] = [:]
  /// What the pane of moves shows; empty where it has no room.
  private var moves: [Moves] = []

  var place: Place { .overview }
  var subject: String? { symbol }

  mutating func refresh(from moment: Moment) {
    if moment.preferences.hidden.contains(pane.id) { pane = .watchlist }
    symbol = symbol ?? row(in: moment)?.instrument.symbol
    moves = layout(moment).region(of: .moves).map { MovesPane.moves(moment, in: $0) } ?? []
  }

  // MARK: Rows

  private func layout(_ moment: Moment) -> Layout {
    Layout(moment.size, hidden: moment.preferences.hidden) { $0.height(moment) }
  }

  /// Position of the cursor in a pane's list.
  func cursor(in pane: Pane, _ moment: Moment) -> Int {
    if pane.id == Pane.watchlist.id { return moment.reading.index(ofName: symbol) ?? 0 }
    return min(max(0, cursors[pane.id] ?? 0), max(0, (pane.rows?(moment) ?? 0) - 1))
  }

  /// The row of the watchlist that the cursor stands on; the first where its name has gone.
  func row(in moment: Moment) -> QuoteRow? {
    moment.reading.name(at: cursor(in: .watchlist, moment))
  }

  mutating func select(_ symbol: String) { self.symbol = symbol }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard let count = pane.rows?(moment), count > 0 else { return [] }
    let height = (layout(moment).region(of: pane)?.rows ?? 2) - 2
    let target = step.target(from: cursor(in: pane, moment), count: count, page: height)
    if pane.id == Pane.watchlist.id {
      symbol = moment.reading.name(at: target)?.instrument.symbol
    } else {
      cursors[pane.id] = target
    }
    return []
  }

  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] {
    let layout = layout(moment)
    let visible = Layout.tabOrder.filter { layout.region(of: $0) != nil }
    guard !visible.isEmpty else { return [] }
    let current = visible.firstIndex { $0.id == pane.id } ?? 0
    pane = visible[(current + step + visible.count) % visible.count]
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard let count = pane.rows?(moment), count > 0 else { return [] }
    return pane.open(cursor(in: pane, moment), moment).map { [.open($0)] } ?? []
  }

  // MARK: Commands

  private static let own = ScreenCommands<Overview>(place: .overview, group: .move)
  private static let look = ScreenCommands<Overview>(place: .overview, group: .look)

  static let sectorCommands = [
    own.command([.character("h"), .left], "previous-sector", "previous sector", label: "sector") { overview, moment in
      overview.selectSector(by: -1, moment)
    },
    own.command([.character("l"), .right], "next-sector", "next sector", label: "sector") { overview, moment in
      overview.selectSector(by: 1, moment)
    },
    own.command(Key.digits, "sector", "that sector", keyText: "1 to 9") { overview, moment, key in
      overview.selectSector(at: (key.digit ?? 1) - 1, moment)
    },
    own.command([.character("0")], "top", "top of the watchlist") { overview, moment in
      overview.selectSector(at: 0, moment)
    },
  ]

  static let digestCommands = [
    look.command(
      [.character("u")], "seen", "digest seen: count what is new from here",
      unless: { _, moment in
        if moment.isAway { return "the digest is cleared at the present: ." }
        return moment.isWhole ? nil : "the files are still being read"
      }
    ) { _, _ in [.acknowledge] }
  ]

  static let markCommands = [
    look.command(
      [.character(" ")], "mark", "mark the name for the comparison, or unmark it",
      unless: { overview, _ in
        overview.pane.id == Pane.watchlist.id ? nil : "names are marked in the watchlist: Tab goes there"
      }
    ) { overview, moment in overview.row(in: moment).map { [.mark($0.instrument.symbol)] } ?? [] }
  ]

  private mutating func selectSector(by offset: Int, _ moment: Moment) -> [Request] {
    let sectors = moment.reading.sectors.filter { !$0.rows.isEmpty }
    let current = sectors.firstIndex { $0.rows.contains { $0.instrument.symbol == symbol } } ?? 0
    guard sectors.indices.contains(current + offset) else { return [] }
    return select(sectors[current + offset])
  }

  private mutating func selectSector(at index: Int, _ moment: Moment) -> [Request] {
    let sectors = moment.reading.sectors
    return sectors.indices.contains(index) ? select(sectors[index]) : []
  }

  private mutating func select(_ sector: SectorRows) -> [Request] {
    guard let first = sector.rows.first else { return [] }
    pane = .watchlist
    symbol = first.instrument.symbol
    return []
  }

  // MARK: Drawing

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    let name = cursor(in: .watchlist, moment)
    for (pane, region) in layout(moment).places {
      let view = PaneView(
        moment: moment, cursor: cursor(in: pane, moment), isFocused: pane.id == self.pane.id, name: name, moves: moves)
      pane.draw(view, &canvas, region)
    }
  }
}
