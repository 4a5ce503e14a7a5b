import Market

extension Watchlist {
  /// What its instruments are called, their listings elsewhere and what they are compared with.
  var names: Set<String> {
    var names: Set<String> = [reference]
    for instrument in sectors.lazy.flatMap(\.instruments) {
      names.formUnion(instrument.symbols)
      names.formUnion(instrument.listings.lazy.map(\.symbol))
    }
    return names
  }
}
