import Analytics
import Canvas

/// A part of the overview: told once, in the file of what it draws. `Layout` says where it stands.
struct Pane: Sendable {
  let id: String
  /// Rows of its list to move among; nil: keys have no business in it.
  let rows: (@Sendable (PaneContent) -> Int)?
  /// Lines of its list that a region shows; nil where it shows them in a way of its own.
  let page: (@Sendable (PaneContent, Region) -> Int)?
  /// Rows of the screen that all of it would take.
  let height: @Sendable (PaneContent) -> Int
  /// What Enter on a row opens.
  let open: @Sendable (_ row: Int, PaneContent) -> Route?
  let draw: @Sendable (PaneView, inout Canvas, Region) -> Void

  init(
    _ id: String, rows: (@Sendable (PaneContent) -> Int)? = nil,
    page: (@Sendable (PaneContent, Region) -> Int)? = nil,
    height: @escaping @Sendable (PaneContent) -> Int = { _ in 0 },
    open: @escaping @Sendable (_ row: Int, PaneContent) -> Route? = { _, _ in nil },
    draw: @escaping @Sendable (PaneView, inout Canvas, Region) -> Void
  ) {
    self.id = id
    self.rows = rows
    self.page = page
    self.height = height
    self.open = open
    self.draw = draw
  }

  /// A list below its rule.
  @Sendable static func list(_ content: PaneContent, _ region: Region) -> Int { region.rows - 1 }
}

/// What panes read. A reference: each pane is given the same.
final class PaneContent: Sendable {
  let moment: Moment
  let names: NameList
  /// How the trader sees the names.
  let view: WatchlistView
  /// Of the first names, as many as the pane of moves has rows for.
  let moves: [Moves]

  var reading: DeskReading { moment.reading }

  init(moment: Moment, names: NameList, view: WatchlistView, moves: [Moves]) {
    self.moment = moment
    self.names = names
    self.view = view
    self.moves = moves
  }
}

/// What a pane is drawn from.
struct PaneView {
  let content: PaneContent
  /// The row of its list with the cursor.
  let cursor: Int
  /// The first line of its list in view; nil where the cursor decides.
  let first: Int?
  let isFocused: Bool
  /// The name that the watchlist's cursor stands on; nil without one.
  let name: Int

  var moment: Moment { content.moment }
}
