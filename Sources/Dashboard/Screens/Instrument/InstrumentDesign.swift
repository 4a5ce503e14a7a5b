import Canvas

/// Where the parts of the Instrument screen stand.
struct InstrumentDesign {
  let chart: Region
  /// Beside the chart, or instead of it where there is no room for both.
  let facts: Region?

  init(_ region: Region, showsFacts: Bool) {
    let body = Region(row: region.row + 1, column: region.column, rows: region.rows - 1, columns: region.columns)
    if region.columns >= 110 {
      // Facts as wide as their lines need.
      let width = min(46 + max(0, region.columns - 160) / 4, 60)
      // One column for the rule between them.
      chart = body.columns(from: 0, count: region.columns - width - 1)
      facts = body.columns(from: region.columns - width)
    } else {
      chart = body
      facts = showsFacts ? body : nil
    }
  }

  var isTogether: Bool { facts.map { $0.column > chart.column } ?? false }
}
