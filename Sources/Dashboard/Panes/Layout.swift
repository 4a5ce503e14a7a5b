import Canvas

/// Where the panes of the overview stand at a size. Three designs, none a stretched copy of another: between their sizes
/// the nearest smaller one grows; below the smallest only a sentence is drawn.
struct Layout: Hashable {
  enum Design: Hashable { case tooSmall, small, medium, wide }

  static let minimum = Size(columns: 36, rows: 6)

  var design: Design
  var header: Region?
  var digest: Region?
  /// One line for index and tariffs where there is no room for their panes.
  var summary: Region?
  var indicator: Region?
  var tariffs: Region?
  var watchlist: Region?
  var moves: Region?
  var signals: Region?
  var ahead: Region?
  var facts: Region?
  var chart: Region?
  var contributions: Region?
  var footer: Region?

  /// - Parameter watchlistRows: rows of the whole watchlist, headings and its rule included.
  /// - Parameter names: instruments in it.
  init(size: Size, watchlistRows: Int, names: Int) {
    design = .tooSmall
    guard size.columns >= Layout.minimum.columns, size.rows >= Layout.minimum.rows else { return }
    var rest = Region(size)
    header = rest.takeRows(1)
    footer = Region(row: size.rows - 1, column: 0, rows: 1, columns: size.columns)
    rest.rows -= 1
    if size.columns >= 190, size.rows >= 50 {
      design = .wide
      digest = rest.takeRows(1)
      _ = rest.takeRows(1)
      rest.rows -= 1
      let left = max(118, size.columns * 3 / 5)
      placeRight(rest.columns(from: left + 3))
      placeLeft(rest.columns(from: 0, count: left), watchlistRows: watchlistRows, names: names)
    } else if size.columns >= 112, size.rows >= 34 {
      design = .medium
      digest = rest.takeRows(1)
      if size.rows >= 40 {
        _ = rest.takeRows(1)
        rest.rows -= 1
      }
      placeLeft(rest, watchlistRows: watchlistRows, names: size.rows >= 58 ? names : 0)
    } else {
      design = .small
      placeSmall(rest, watchlistRows: watchlistRows)
    }
  }

  private mutating func placeSmall(_ region: Region, watchlistRows: Int) {
    var rest = region
    if rest.rows >= 10 { digest = rest.takeRows(1) }
    let beside = rest.columns >= 76
    if rest.rows >= 18, beside {
      let block = rest.takeRows(5)
      indicator = block.columns(from: 0, count: block.columns / 2)
      tariffs = block.columns(from: block.columns / 2 + 1)
    } else if rest.rows >= 26 {
      indicator = rest.takeRows(5)
      tariffs = rest.takeRows(5)
    } else {
      summary = rest.takeRows(1)
    }
    let signalRows = rest.rows >= 12 ? max(4, rest.rows - watchlistRows) : 0
    watchlist = rest.takeRows(max(rest.rows - signalRows, min(3, rest.rows)))
    guard rest.rows > 0 else { return }
    if rest.rows >= 18 {
      signals = rest.takeRows(rest.rows * 3 / 5)
      ahead = rest
    } else {
      signals = rest
    }
  }

  private mutating func placeLeft(_ region: Region, watchlistRows: Int, names: Int) {
    var rest = region
    let airy = rest.rows >= 34
    var block = rest.takeRows(13)
    indicator = block.columns(from: 0, count: (block.columns - 2) / 2)
    tariffs = block.columns(from: (block.columns - 2) / 2 + 2)
    block = rest.takeRows(airy ? 1 : 0)
    watchlist = rest.takeRows(min(watchlistRows, max(4, rest.rows - 8)))
    _ = rest.takeRows(airy ? 1 : 0)
    if names > 0, rest.rows >= names + 2 + 10 {
      moves = rest.takeRows(names + 1)
      _ = rest.takeRows(1)
    }
    let split = rest.columns * 2 / 3
    signals = rest.columns(from: 0, count: split)
    var side = rest.columns(from: split + 2)
    if side.rows >= 18 {
      ahead = side.takeRows(side.rows - 8)
      _ = side.takeRows(1)
      facts = side
    } else {
      ahead = side
    }
  }

  private mutating func placeRight(_ region: Region) {
    var rest = region
    let lower = min(24, rest.rows / 2)
    chart = rest.takeRows(rest.rows - lower)
    contributions = rest
  }
}
