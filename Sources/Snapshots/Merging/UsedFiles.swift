import Market

extension Assembly {
  /// Paths of the files of which something is shown.
  func usedFiles() -> Set<String> {
    var used = Set(desk.quotes.values.map(\.origin.file))
    used.formUnion(desk.histories.values.map(\.file))
    used.formUnion(desk.tariffs.measures.map(\.origin.file))
    used.formUnion(desk.tariffs.baselines.map(\.origin.file))
    used.formUnion(desk.signals.map(\.origin.file))
    used.formUnion(desk.facts.map(\.origin.file))
    used.formUnion(desk.calendar.map(\.origin.file))
    used.formUnion(desk.references.map(\.origin.file))
    used.formUnion(desk.scenarios.map(\.origin.file))
    if let watchlist = watchlistOrder.last { used.insert(files[watchlist].report.path) }
    // A history of several files names only one of them.
    for history in said(.intraday, \.intraday).joined()
    where desk.intraday[spelling(of: history.symbol)]?.interval == history.interval {
      used.insert(history.file)
    }
    for history in order(.histories).flatMap({ files[$0].histories }) {
      guard let first = history.bars.first?.day, let shown = desk.histories[spelling(of: history.symbol)]
      else { continue }
      if shown.file != history.file, shown.bars.first.map({ $0.day == first && $0.line == 0 }) ?? false {
        used.insert(history.file)
      }
    }
    return used
  }
}
