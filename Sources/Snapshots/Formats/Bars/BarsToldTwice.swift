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
    let file = path
    var settled: [Bar] = []
    settled.reserveCapacity(bars.count)
    var doubts: [(moment: Bar.Moment, doubt: Doubt)] = []
    var start = bars.startIndex
    while start < bars.endIndex {
      let moment = bars[start].moment
      let end = bars[start...].firstIndex { $0.moment != moment } ?? bars.endIndex
      let rows = bars[start..<end]
      start = end
      let latest = Bar.latest(of: rows)
      guard let used = latest ?? rows.last else { continue }
      settled.append(used)
      var other: Bar?
      for row in rows where row != used {
        add(
          line: Int(row.line), column: 0,
          ToldTwice.message(
            "\(used.moment)", at: Origin(file: file, line: Int(row.line)),
            used: Origin(file: file, line: Int(used.line)), used.shownClose, isLatest: latest != nil))
        if row.differs(from: used) { other = other ?? row }
      }
      if latest == nil, let other { doubts.append((moment, Doubt(Self.doubt(used, other, times: rows.count)))) }
    }
    return (settled, doubts)
  }

  private static func doubt<Bar: HistoryBar>(_ used: Bar, _ other: Bar, times: Int) -> String {
    let isClose = used.shownClose != other.shownClose
    func close(_ bar: Bar) -> String { ((isClose ? bar.shownClose : bar.returnClose) ?? .nan).shownPrice }
    return "told \(times == 2 ? "twice" : "\(times) times"): \(close(other)) and \(close(used))"
  }
}

extension HistoryBar {
  fileprivate func differs(from other: Self) -> Bool {
    shownClose != other.shownClose || returnClose != other.returnClose
  }
}
