import Analytics
import Market

/// The columns of the tariff measures.
package enum TariffColumns {
  package typealias Record = ColumnRecord<TariffReading.Layer>

  package static let side = Record("side", csv: "side") { .text($0.measure.by.rawValue) }
  package static let id = Record("id", csv: "id") { .text($0.measure.id) }
  package static let title = Record("measure", "measure", csv: "title") { .text($0.measure.title) }
  package static let authority = Record("authority", "authority", csv: "authority") { .text($0.measure.authority) }
  package static let scope = Record("scope", "scope", csv: "scope") { .text($0.measure.scope.rawValue) }
  package static let rate = Record("rate", "rate", csv: "rate") { .number($0.shownRate) }
  package static let state = Record("state", "state", csv: "state") { .text($0.state.words) }
  package static let since = Record("since", "since", csv: "since") { .text($0.shownDay.description) }
  package static let until = Record("until", "until", csv: "until") { ColumnValue($0.until?.description) }
  package static let source = Record("source", csv: "source") { .text($0.step.source) }
  package static let lapsed = Record("lapsed", csv: "lapsed") { .text($0.isLapsed ? "yes" : "no") }
  package static let verified = Record("verified", csv: "verified") { .text($0.step.verified ? "yes" : "no") }
  package static let sectors = Record("sectors", "sectors") { .text($0.measure.sectors.joined(separator: ", ")) }
  package static let instrument = Record("instrument", "instrument") { .text($0.step.instrument) }
  package static let note = Record("note", "note") { .text($0.step.note) }

  /// In the order of CSV, then those that it does not have.
  package static let all = [
    side, id, title, authority, scope, rate, state, since, until, source, lapsed, verified, sectors, instrument, note,
  ]
}
