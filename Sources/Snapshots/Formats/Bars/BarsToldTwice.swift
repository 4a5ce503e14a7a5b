import Market

extension ProblemLog {
  /// One bar a moment of bars in the order of their moments, and within one in their file's. Of several the one counts
  /// whose volume exceeds the others' and whose range holds theirs, wherever it stands: the others are earlier states of
  /// it. Else the last counts, and is doubtful where the closes differ. Rows that tell the same are one; every other
  /// that does not count is named.
  mutating func settling<Bar: HistoryBar>(
    _ bars: [Bar]
  ) -> (bars: [Bar], doubts: [(moment: Bar.Moment, doubt: Doubt)]) {
    guard zip(bars, bars.dropFirst()).contains(where: { $0.moment == $1.moment }) else { return (bars, []) }
    var settled: [Bar] = []
    settled.reserveCapacity(bars.count)
    var doubts: [(moment: Bar.Moment, doubt: Doubt)] = []
    var start = bars.startIndex
    while start < bars.endIndex {
      let moment = bars[start].moment
      let end = bars[start...].firstIndex { $0.moment != moment } ?? bars.endIndex
      let rows = bars[start..<end]
      start = end
      let largest = rows.max { ($0.volume ?? -1) < ($1.volume ?? -1) }
      let holds = largest.map { bar in rows.allSatisfy { $0 == bar || bar.isLaterState(of: $0) } } ?? false
      guard let used = holds ? largest : rows.last else { continue }
      settled.append(used)
      var other: Bar?
      for row in rows where row != used {
        add(line: Int(row.line), column: 0, Self.twice(row, used, holds: holds))
        if row.differs(from: used) { other = other ?? row }
      }
      if !holds, let other { doubts.append((moment, Doubt(Self.doubt(used, other, times: rows.count)))) }
    }
    return (settled, doubts)
  }

  private static func twice<Bar: HistoryBar>(_ row: Bar, _ used: Bar, holds: Bool) -> String {
    // A document may be one line.
    let name = row.line == used.line ? "with \((used.shownClose ?? .nan).shownPrice)" : "of line \(used.line)"
    let reason = holds ? "larger volume, its range holds the other's" : "the later of two that differ"
    return "found \(used.moment) twice; used is the row \(name): \(reason)"
  }

  private static func doubt<Bar: HistoryBar>(_ used: Bar, _ other: Bar, times: Int) -> String {
    let isClose = used.shownClose != other.shownClose
    func close(_ bar: Bar) -> String { ((isClose ? bar.shownClose : bar.returnClose) ?? .nan).shownPrice }
    return "told \(times == 2 ? "twice" : "\(times) times"): \(close(other)) and \(close(used))"
  }
}

extension HistoryBar {
  /// Whether the other bar was told of the same session earlier: less was traded, within the same range.
  fileprivate func isLaterState(of other: Self) -> Bool {
    guard let volume, let less = other.volume, volume > less, let range, let inner = other.range else { return false }
    return range.contains(inner)
  }

  /// From its lowest price to its highest.
  private var range: ClosedRange<Double>? {
    let prices = [low, open, shownClose, high].compactMap { $0 }
    guard let lowest = prices.min(), let highest = prices.max() else { return nil }
    return lowest...highest
  }

  fileprivate func differs(from other: Self) -> Bool {
    shownClose != other.shownClose || returnClose != other.returnClose
  }
}

extension Double {
  /// A price in a message: at least two decimals, at most four (six below 1).
  fileprivate var shownPrice: String {
    let scale = magnitude < 1 ? 1e6 : 1e4
    let rounded = (self * scale).rounded() / scale
    let text = rounded == 0 ? "\(self)" : "\(rounded)"
    let parts = text.split(separator: ".")
    guard parts.count == 2, parts[1].count == 1 else { return text }
    return text + "0"
  }
}
