import Canvas
import Market

/// The columns of the trade facts.
package enum FactColumns {
  package typealias Record = ColumnRecord<Fact>

  package static let id = Record("id", csv: "id") { .text($0.id) }
  package static let label = Record("label", csv: "label") { .text($0.label) }
  package static let value = Record("value", csv: "value") { .number($0.value) }
  package static let unit = Record("unit", csv: "unit") { .text($0.unit) }
  package static let date = Record("date", csv: "date") { ColumnValue($0.day?.description) }
  package static let source = Record("source", csv: "source") { .text($0.source) }
  package static let verified = Record("verified", csv: "verified") { .text($0.verified ? "yes" : "no") }

  package static let published = Record("published", csv: "published") { ColumnValue($0.published?.description) }

  /// In the order of CSV.
  package static let all = [id, label, value, unit, date, source, verified, published]
}

extension Fact {
  /// Stands right behind its label where it is not verified.
  package var verificationMark: TerminalSafe { verified ? "" : " ?" }
}
