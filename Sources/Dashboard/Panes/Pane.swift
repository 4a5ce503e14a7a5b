import Analytics
import Canvas

/// A part of the overview: told once, in the file of what it draws. `Layout` says where it stands.
struct Pane: Sendable {
  let id: String
  /// Rows of its list to move among; nil: keys have no business in it.
  let rows: (@Sendable (Moment) -> Int)?
  /// Rows of the screen that all of it would take.
  let height: @Sendable (Moment) -> Int
  /// What Enter on a row opens.
  let open: @Sendable (_ row: Int, Moment) -> Route?
  let draw: @Sendable (PaneView, inout Canvas, Region) -> Void

  init(
    _ id: String, rows: (@Sendable (Moment) -> Int)? = nil, height: @escaping @Sendable (Moment) -> Int = { _ in 0 },
    open: @escaping @Sendable (_ row: Int, Moment) -> Route? = { _, _ in nil },
    draw: @escaping @Sendable (PaneView, inout Canvas, Region) -> Void
  ) {
    self.id = id
    self.rows = rows
    self.height = height
    self.open = open
    self.draw = draw
  }
}

/// What a pane is drawn from.
struct PaneView {
  let moment: Moment
  /// The row of its list with the cursor.
  let cursor: Int
  let isFocused: Bool
  /// The row of the watchlist's cursor, among the names without their headings.
  let name: Int
  /// Of the first names, as many as the pane of moves has rows for.
  let moves: [Moves]
}

extension DeskReading {
  /// Rows of the watchlist, headings not counted.
  var nameCount: Int { sectors.reduce(0) { $0 + $1.rows.count } }

  /// The row of the watchlist at a position, headings not counted; nil beyond the last.
  func name(at index: Int) -> QuoteRow? {
    var index = index
    for sector in sectors {
      if index < sector.rows.count { return sector.rows[index] }
      index -= sector.rows.count
    }
    return nil
  }

  /// The position of a symbol among the rows of the watchlist.
  func index(ofName symbol: String?) -> Int? {
    var passed = 0
    for sector in sectors {
      if let index = sector.rows.firstIndex(where: { $0.instrument.symbol == symbol }) { return passed + index }
      passed += sector.rows.count
    }
    return nil
  }
}
