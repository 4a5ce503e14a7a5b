import Market

/// Which measures in force or to come that name sectors touch no name of a watchlist, and which of its sectors none names.
package struct SectorBindings: Hashable, Sendable {
  /// Each with the sectors that it names.
  package let measuresWithoutNames: [TariffMeasure]
  /// Empty where no measure names a sector at all.
  package let sectorsWithoutMeasures: [Sector]

  package init(_ tariffs: TariffReading, _ watchlist: Watchlist) {
    let measures = tariffs.layers.filter { $0.state == .inForce || $0.state == .pending }.map(\.measure)
      .filter { !$0.sectors.isEmpty }
    measuresWithoutNames = measures.filter { watchlist.symbols(ofSectors: $0.sectors).isEmpty }
    sectorsWithoutMeasures =
      measures.isEmpty
      ? [] : watchlist.sectors.filter { sector in !measures.contains { sector.isNamed(among: $0.sectors) } }
  }
}
