import Market

extension Desk {
  /// Lines that name prices one by one; the rest is counted.
  private static let named = 10

  private var hasDoubts: Bool {
    quotes.values.contains { $0.doubt != nil } || histories.values.contains { !$0.doubts.isEmpty }
      || intraday.values.contains { !$0.doubts.isEmpty }
  }

  /// Takes out the doubtful prices that would be believed once they are written and read again: what they contradict stands
  /// in a row or a file that is not written.
  /// - Parameter written: what the desk reads as once it is written.
  /// - Returns: what is said of each.
  mutating func dropLostDoubts(_ written: (Desk) -> Desk) -> [String] {
    var dropped: [String] = []
    // What is taken out may have made others doubtful; in the end all of them go.
    for attempt in 0..<4 where hasDoubts {
      let lost = drop(believedIn: attempt < 3 ? written(self) : nil)
      if lost.isEmpty { break }
      dropped += lost
    }
    guard dropped.count > Self.named else { return dropped }
    return dropped.prefix(Self.named) + ["\(dropped.count - Self.named) more doubtful prices are not written"]
  }

  /// - Parameter other: nil: none is doubtful there.
  private mutating func drop(believedIn other: Desk?) -> [String] {
    var dropped: [String] = []
    func note(_ price: String, _ doubt: Doubt, at origin: Origin) {
      dropped.append("\(origin): found \(price), doubtful: \(doubt.reason) (not written)")
    }
    for (symbol, quote) in quotes.sorted(by: { $0.key < $1.key }) {
      guard let doubt = quote.doubt, other?.quotes[symbol]?.doubt == nil else { continue }
      note("\(symbol) \(Doubt.text(quote.price))", doubt, at: quote.origin)
      quotes[symbol] = nil
    }
    for (symbol, history) in histories.sorted(by: { $0.key < $1.key }) where !history.doubts.isEmpty {
      let known = other?.histories[symbol]?.doubts ?? [:]
      let isLost = { (bar: Bar) in history.doubts[bar.day] != nil && known[bar.day] == nil }
      for bar in history.bars where isLost(bar) {
        guard let doubt = history.doubts[bar.day] else { continue }
        let price = bar.shownClose.map { " \(Doubt.text($0))" } ?? ""
        note("\(symbol)\(price) of \(bar.day)", doubt, at: Origin(file: history.file, line: Int(bar.line)))
        histories[symbol]?.doubts[bar.day] = nil
      }
      histories[symbol]?.bars.removeAll(where: isLost)
    }
    for (symbol, history) in intraday.sorted(by: { $0.key < $1.key }) where !history.doubts.isEmpty {
      let known = other?.intraday[symbol]?.doubts ?? [:]
      let isLost = { (bar: IntradayBar) in history.doubts[bar.time] != nil && known[bar.time] == nil }
      for bar in history.bars where isLost(bar) {
        guard let doubt = history.doubts[bar.time] else { continue }
        let price = bar.close.map { " \(Doubt.text($0))" } ?? ""
        note("\(symbol)\(price) at \(bar.time)", doubt, at: Origin(file: history.file, line: Int(bar.line)))
        intraday[symbol]?.doubts[bar.time] = nil
      }
      intraday[symbol]?.bars.removeAll(where: isLost)
    }
    return dropped
  }
}
