import Analytics
import Canvas
import Market
import Wording

/// Where the parts of the What-if screen stand; what has no room is nil.
struct WhatIfLayout {
  var gauge: Region?
  var triggers: Region?
  var rates: Region?
  var trade: Region?
  var names: Region?
  var notes: Region?
  var chart: Region?
  var list: Region?
  /// The index at round rates of both sides.
  var matrix: Region?
  /// Sectors are headings of their own.
  var isRoomy = false

  /// - Parameters:
  ///   - region: below the rule and the leading line.
  ///   - names: rows of the names with their headings.
  ///   - trade: rows of trade with its duty.
  init(_ region: Region, names count: Int, trade tradeRows: Int) {
    var rest = region
    if rest.columns >= 112, rest.rows >= 30 {
      placeWide(rest, names: count, trade: tradeRows)
      return
    }
    if rest.rows >= 20 { gauge = rest.takeRows(1) }
    if rest.rows >= 6 { triggers = rest.takeRows(1) }
    // Below twelve rows the sliders are all there is room for, without their rule.
    rates = rest.takeRows(min(4, rest.rows))
    // The outturn, the duty and the article's claim below the elasticities; the duty where three names have room, too.
    let wanted = rest.rows >= tradeRows + 6 ? tradeRows : tradeRows - 1
    if rest.rows >= 5 { trade = rest.takeRows(min(wanted, max(5, rest.rows - 2))) }
    if rest.rows > 0 {
      let count = min(2, rest.rows)
      notes = Region(row: rest.row + rest.rows - count, column: rest.column, rows: count, columns: rest.columns)
      rest.rows -= count
    }
    guard rest.rows >= 3 else { return }
    if rest.columns >= 76 {
      names = rest.columns(from: 0, count: 44)
      list = rest.columns(from: 46)
    } else if rest.rows >= 8 {
      names = rest.takeRows(rest.rows / 2)
      list = rest
    } else {
      list = rest
    }
  }

  private mutating func placeWide(_ region: Region, names count: Int, trade tradeRows: Int) {
    isRoomy = true
    var rest = region
    gauge = rest.takeRows(1)
    triggers = rest.takeRows(1)
    _ = rest.takeRows(1)
    let width = max(76, rest.columns * 3 / 5)
    var left = rest.columns(from: 0, count: width)
    var right = rest.columns(from: width + 2)
    rates = left.takeRows(4)
    _ = left.takeRows(1)
    trade = left.takeRows(tradeRows)
    _ = left.takeRows(1)
    let below = WhatIfText.count + 1
    names = left.takeRows(min(count + 1, max(4, left.rows - below - 1)))
    _ = left.takeRows(1)
    if left.columns >= 100, left.rows >= below + 10 {
      matrix = left.takeRows(min(left.rows - below - 1, 12))
      _ = left.takeRows(1)
    }
    if left.rows >= below { notes = left.takeRows(below) }
    chart = right.takeRows(max(13, right.rows * 11 / 20))
    _ = right.takeRows(1)
    list = right
  }
}
