import Analytics
import Canvas
import Wording

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
  /// What its rows can be compared and sorted by.
  let columns: [Completions.Candidate]
  /// Its rows as they can be narrowed and sorted; nil: they cannot.
  let source: (@Sendable (DeskReading) -> RowSource)?
  /// Whether it has nothing to show, so that its neighbours have its room.
  let isEmpty: @Sendable (DeskReading) -> Bool
  let draw: @Sendable (PaneView, inout Canvas, Region) -> Void

  init(
    _ id: String, rows: (@Sendable (PaneContent) -> Int)? = nil,
    page: (@Sendable (PaneContent, Region) -> Int)? = nil,
    height: @escaping @Sendable (PaneContent) -> Int = { _ in 0 },
    open: @escaping @Sendable (_ row: Int, PaneContent) -> Route? = { _, _ in nil },
    columns: [Completions.Candidate] = [], source: (@Sendable (DeskReading) -> RowSource)? = nil,
    isEmpty: @escaping @Sendable (DeskReading) -> Bool = { _ in false },
    draw: @escaping @Sendable (PaneView, inout Canvas, Region) -> Void
  ) {
    self.id = id
    self.rows = rows
    self.page = page
    self.height = height
    self.open = open
    self.columns = columns
    self.source = source
    self.isEmpty = isEmpty
    self.draw = draw
  }

  /// A list that can be narrowed and sorted.
  /// - Parameter isEmpty: where it shows more than its rows.
  init<Row>(
    _ id: String, of rows: @escaping @Sendable (DeskReading) -> [Row], columns: [ColumnRecord<Row>],
    page: (@Sendable (PaneContent, Region) -> Int)? = Pane.list, open: @escaping @Sendable (Row) -> Route?,
    isEmpty: (@Sendable (DeskReading) -> Bool)? = nil,
    draw: @escaping @Sendable (PaneView, inout Canvas, Region) -> Void
  ) {
    let shown: @Sendable (PaneContent) -> [Row] = { content in
      (content.lists[id] ?? RowList()).select(from: rows(content.reading))
    }
    self.init(
      id, rows: { shown($0).count }, page: page, open: { row, content in open(shown(content)[row]) },
      columns: Completions.candidates(columns), source: { RowSource(rows($0), columns) },
      isEmpty: isEmpty ?? { rows($0).isEmpty }, draw: draw)
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
  /// How the rows of other panes are narrowed and sorted, by pane.
  let lists: [String: RowList]
  /// Of the first names, as many as the pane of moves has rows for.
  let moves: [Moves]

  var reading: DeskReading { moment.reading }

  init(moment: Moment, names: NameList, view: WatchlistView, lists: [String: RowList], moves: [Moves]) {
    self.moment = moment
    self.names = names
    self.view = view
    self.lists = lists
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
  /// How its rows are narrowed and sorted.
  let list: RowList
  /// The name that the watchlist's cursor stands on; nil without one.
  let name: Int

  var moment: Moment { content.moment }
}
