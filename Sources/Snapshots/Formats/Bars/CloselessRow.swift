import Market

/// A row of prices that tells no close, adjusted or not: no session, whatever else it tells.
struct CloselessRow<Moment: Comparable & Hashable & CustomStringConvertible> {
  let moment: Moment
  let line: Int32
  /// It tells no price and no trade.
  let isBlank: Bool

  init(_ moment: Moment, _ bar: some HistoryBar) {
    self.moment = moment
    line = bar.line
    isBlank = bar.open == nil && bar.high == nil && bar.low == nil && (bar.volume ?? 0) == 0
  }
}

extension ProblemLog {
  /// Says of rows without a close that they are none: once a row, however many names stand in it.
  mutating func add<Moment>(_ rows: [CloselessRow<Moment>]) {
    var last: CloselessRow<Moment>?
    for row in rows.sorted(by: { ($0.line, $0.moment) < ($1.line, $1.moment) }) {
      if let last, last.line == row.line, last.moment == row.moment { continue }
      add(line: Int(row.line), column: 0, "found no close on \(row.moment), expected one (the row is no session)")
      last = row
    }
  }

  /// The same for all names of a table. A blank row is none silently where another name has a bar then: the name's own
  /// exchange had a holiday.
  mutating func add<Moment>(_ rows: [CloselessRow<Moment>], beside moments: some Sequence<Moment>) {
    guard rows.contains(where: \.isBlank) else { return add(rows) }
    let told = Set(moments)
    add(rows.filter { !$0.isBlank || !told.contains($0.moment) })
  }
}
