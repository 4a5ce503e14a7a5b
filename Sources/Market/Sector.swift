package struct Sector: Hashable, Sendable {
  package var name: String
  package var instruments: [Instrument]
  /// What tariff measures call it, besides `name`.
  package var aliases: [String]
  /// Symbol that "vs" compares its names with; nil: that of the watchlist.
  package var reference: String?

  package init(name: String, instruments: [Instrument], aliases: [String] = [], reference: String? = nil) {
    self.name = name
    self.instruments = instruments
    self.aliases = aliases
    self.reference = reference
  }

  /// Whether its name or one of its aliases stands among the sectors that a measure names.
  package func isNamed(among names: [String]) -> Bool {
    names.contains { $0 == name || aliases.contains($0) }
  }
}
