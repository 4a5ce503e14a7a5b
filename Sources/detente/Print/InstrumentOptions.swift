import Analytics
import ArgumentParser
import Market
import Report

/// Whose facts.
struct InstrumentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A symbol or alias of the watchlist.", valueName: "symbol")) var symbol: String?

  func report(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport {
    let known = reading.sectors.flatMap { $0.rows.map(\.instrument.symbol) }
    let expected = known.isEmpty ? "a symbol, but the desk has no names" : "one of \(known.joined(separator: ", "))"
    guard let symbol else { throw Failure.usage("--symbol: found nothing, expected \(expected)") }
    guard let instrument = InstrumentReading(named: symbol, reading: reading, desk: desk) else {
      throw Failure.usage("--symbol: found \(symbol), expected \(expected)")
    }
    return SectionReport(instrument, asOf: reading.asOf)
  }
}
