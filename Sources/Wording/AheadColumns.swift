import Analytics
import Market

/// The columns of what lies ahead.
package enum AheadColumns {
  package typealias Record = ColumnRecord<AheadEntry>

  /// Its date where no time is known.
  package static let time = Record("time", csv: "time") { entry in
    .text(
      entry.hasTime
        ? Zone.newYork.timestamp(entry.instant) : Zone.newYork.day(of: entry.instant).description)
  }
  package static let title = Record("title", csv: "title") { .text($0.title) }
  package static let symbols = Record("symbols", csv: "symbols") { .text($0.symbols.joined(separator: " ")) }
  package static let verified = Record("verified", csv: "verified") { .text($0.verified ? "yes" : "no") }
  package static let source = Record("source", csv: "source") { .text($0.source) }

  /// In the order of CSV.
  package static let all = [time, title, symbols, verified, source]
}
