import Market

extension Assembly {
  /// Paths of the files of which something is shown.
  func usedFiles() -> Set<String> {
    var used = Set(Kinds.all.lazy.flatMap { $0.origins(desk) }.map(\.file))
    if let watchlist = watchlistOrder.last { used.insert(files[watchlist].report.path) }
    // A history of several files names only one of them.
    for history in said(.intraday).joined()
    where desk.intraday[spelling(of: history.symbol)]?.interval == history.interval {
      used.insert(history.file)
    }
    for history in order(Kind.histories).flatMap({ files[$0].histories }) {
      guard let first = history.bars.first?.day, let shown = desk.histories[spelling(of: history.symbol)]
      else { continue }
      if shown.file != history.file, shown.bars.first.map({ $0.day == first && $0.line == 0 }) ?? false {
        used.insert(history.file)
      }
    }
    return used
  }
}
