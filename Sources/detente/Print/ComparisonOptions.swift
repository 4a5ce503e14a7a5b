import Analytics
import ArgumentParser
import Market
import Report

/// Which names, and from when.
struct ComparisonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A sector of the watchlist, the first without it.", valueName: "name")) var sector: String?
  @Option(help: ArgumentHelp("The day that stands at 100, the watchlist's `since` without it.", valueName: "date"))
  var base: String?

  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    let sectors = reading.sectors.filter { !$0.rows.isEmpty }
    guard let chosen = sector.map({ name in sectors.first { $0.name == name } }) ?? sectors.first else {
      let names = sectors.map(\.name).joined(separator: ", ")
      let expected = sectors.isEmpty ? "a sector, but the desk has none" : "one of \(names)"
      throw Failure.usage("--sector: found \(sector ?? "nothing"), expected \(expected)")
    }
    var day = desk.watchlist.since
    if let base {
      guard let asked = Day(base) else {
        throw Failure.usage("--base: found \(base), expected a date like 2025-05-01")
      }
      day = asked
    }
    return SectionReport(
      Comparison(chosen.rows.map(\.instrument.symbol), base: day, reading: reading, desk: desk), group: chosen.name)
  }
}
