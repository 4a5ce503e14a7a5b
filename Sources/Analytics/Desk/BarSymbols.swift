import Market

extension Desk {
  /// By path, the symbols of a file's bars under which nothing shows them, sorted: no name of the watchlist and no other
  /// listing is called so, nor a reference or one of the indicator's basket, and no quote stands under "Other". Files
  /// without such symbols are left out.
  package var unshownBars: [String: [String]] {
    let names = watchlist.sectors.flatMap(\.instruments)
    let counted = (watchlist.references + watchlist.indicator.basket.map(\.symbol)).map(instrument)
    let shown = Set(
      (names + counted).flatMap(\.symbols) + names.flatMap(\.listings).map(\.symbol) + Array(quotes.keys))
    return barSymbols.mapValues { $0.filter { !shown.contains($0) } }.filter { !$0.value.isEmpty }
  }
}
